"""What this book needs of Sphinx and no maintained extension gives."""

from bookext import (
    builds,
    cells,
    chapters,
    demos,
    editions,
    epub,
    folds,
    latex,
    licences,
    mathematics,
    menus,
    missing,
    notebooks,
    pdf,
    pictures,
    printed,
    progress,
    questions,
    site,
    slips,
)

PARTS = (
    builds, cells, chapters, demos, editions, epub, folds, licences, mathematics, menus, missing,
    notebooks, pdf, pictures, printed, latex, progress, questions, site,
    slips,
)  # fmt: skip


def setup(app):
    """Register every part of the extension."""
    for part in PARTS:
        part.setup(app)
    return {
        "version": "1",
        "env_version": 1,  # counts what is noted of a page: pages read before are read again
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
