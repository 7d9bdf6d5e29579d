"""Give the bookmarks of a PDF, which know no mathematics, Greek letters as they are.

Superfluous when Sphinx writes formulas in titles with `texorpdfstring`: when the bookmarks of the
PDF say the same without this module (`tests/formats/test_pdf.py`). It does so for Greek letters in
the text, since sphinx-doc/sphinx#5248, and not for formulas; seen in Sphinx 9.0.4.
"""

import re
import unicodedata

from docutils import nodes


def _visit_math(translator, node):
    math = rf"\({node.astext()}\)"
    if translator.in_title:
        plain = re.sub(r"\\([a-z]+)", _greek, node.astext())
        math = rf"\texorpdfstring{{{math}}}{{{plain}}}"
    translator.body.append(math)
    raise nodes.SkipNode


def _greek(command):
    return unicodedata.lookup(f"GREEK SMALL LETTER {command[1].upper()}")


def setup(app):
    """Replace the LaTeX of formulas."""
    app.add_node(nodes.math, override=True, latex=(_visit_math, None))
