"""What this book needs of Sphinx and no maintained extension gives."""

from bookext import chapters, folds, mathematics, pictures, questions, site


def setup(app):
    """Register every part of the extension."""
    for part in (chapters, folds, mathematics, pictures, questions, site):
        part.setup(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
