"""Leave out of an EPUB what it may not contain.

- Matplotlib writes a document type that names other files, names that occur twice, and a glyph
  without an outline, the space. Superfluous when its SVG has none of these. Seen in Matplotlib
  3.11; PreTeXtBook/pretext#1893 met the same, and no report at Matplotlib is known.
- docutils gives entries of a bibliography a role that is no longer used (w3c/dpub-aria#22).
  Superfluous when its HTML has no `doc-biblioentry`. Seen in docutils 0.22.4.

Both are superfluous when epubcheck finds nothing without them (`tests/formats/test_epub.py`).
"""

import re

_MENDED = (
    (re.compile(r"<!DOCTYPE.*?>|<metadata>.*?</metadata>", re.S), ""),
    (re.compile(r'(<image [^>]*?) id="[^"]*"'), r"\1"),
    (re.compile(r'<path(?![^>]* d=")'), '<path d="M0 0"'),
)


def mended_drawing(svg):
    """Return a drawing without what an EPUB may not contain."""
    for wrong, right in _MENDED:
        svg = wrong.sub(right, svg)
    return svg


def mended_page(body):
    """Return a page's HTML without what an EPUB may not contain."""
    return body.replace('role="doc-biblioentry"', 'role="listitem"')
