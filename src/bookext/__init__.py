"""What this book needs of Sphinx and no maintained extension gives."""

from bookext.repairs import schemas  # noqa: F401  # isort: skip (the others bring jsonschema)
from bookext import (
    cells,
    chapters,
    closing,
    demo_pages,
    landing,
    licences,
    menus,
    missing,
    pictures,
    progress,
    questions,
    search,
    site,
    slips,
    social,
    together,
)
from bookext.formats import editions, epub, latex, notebooks, pdf, printed
from bookext.repairs import (
    bibliography,
    bookmarks,
    caches,
    cards,
    families,
    folds,
    margins,
    mathematics,
    outputs,
    sources,
    styles,
    theme,
)

REPAIRS = (
    bibliography, bookmarks, caches, cards, families, folds, margins, mathematics, outputs, sources,
    styles, theme,
)  # fmt: skip

PARTS = (
    cells, chapters, closing, demo_pages, editions, epub, landing, licences, menus, missing,
    notebooks, pdf, pictures, printed, latex, progress, questions, search, site, slips, social,
    together,
)  # fmt: skip


def setup(app):
    """Register every part of the extension."""
    for part in (*REPAIRS, *PARTS):
        part.setup(app)
    return {
        "version": "1",
        "env_version": 2,  # counts what is noted of a page: pages read before are read again
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
