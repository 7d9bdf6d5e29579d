"""Know ``{margin}`` in every format: the theme brings it for the web alone.

Superfluous when other builders know the directive, too (executablebooks/sphinx-book-theme#593):
Sphinx sets a theme up for pages of the web alone. One sees it when an EPUB of a page with a
``{margin}`` is built without this module. Seen in sphinx-book-theme 1.4.0.
"""

from sphinx.util.docutils import is_directive_registered
from sphinx_book_theme.directives import Margin


def _add(app):
    """Add the directive where no theme has done so."""
    if not is_directive_registered("margin"):
        app.add_directive("margin", Margin)


def setup(app):
    """Look once the theme is there."""
    app.connect("builder-inited", _add)
