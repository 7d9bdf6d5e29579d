"""What this book needs of Sphinx and no maintained extension gives."""

import sys

# jsonschema would make 39 parsers of addresses as soon as it is there: two seconds of every build
# and of every process that tests, for a check that no notebook asks for. It does without.
sys.modules.setdefault("rfc3987_syntax", None)

from bookext import (  # noqa: E402 (they bring jsonschema)
    cells,
    chapters,
    demos,
    licences,
    menus,
    missing,
    pictures,
    progress,
    questions,
    site,
    slips,
)
from bookext.formats import editions, epub, latex, notebooks, pdf, printed  # noqa: E402
from bookext.repairs import builds, folds, margins, mathematics  # noqa: E402

PARTS = (
    builds, cells, chapters, demos, editions, epub, folds, licences, margins, mathematics, menus,
    missing, notebooks, pdf, pictures, printed, latex, progress, questions, site, slips,
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
