"""What this book needs of Sphinx and no maintained extension gives."""

from bookext import builds, chapters, folds, mathematics, pictures, questions, site


def setup(app):
    """Register every part of the extension."""
    for part in (builds, chapters, folds, mathematics, pictures, questions, site):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
