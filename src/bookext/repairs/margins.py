"""Know ``{margin}`` in every format: the theme brings it for the web alone (book theme 1.4)."""

from sphinx.util.docutils import is_directive_registered
from sphinx_book_theme.directives import Margin


def _add(app):
    """Add the directive where no theme has done so."""
    if not is_directive_registered("margin"):
        app.add_directive("margin", Margin)


def setup(app):
    """Look once the theme is there."""
    app.connect("builder-inited", _add)
