"""Leave out what the theme brings twice, or in vain.

- The theme writes a viewport, and docutils a second one, which Sphinx passes on. Superfluous when
  Sphinx passes on what docutils writes by its name, and not by its place:
  sphinx-doc/sphinx#11699, closed without a change; seen in Sphinx 9.0.4 (``visitor.meta[2:]``).
- The theme draws icons by a script of 1.5 MB, though its fonts have them all, and brings source
  maps and a template that nothing opens. Superfluous when pydata/pydata-sphinx-theme#2115 and
  #2379 are closed, and its `_static` holds no ``fontawesome.js``; seen in pydata-sphinx-theme
  0.20.0.
"""

import re
from itertools import chain
from pathlib import Path

_UNUSED = ("*.map", "*webpack-macros.html", "fontawesome.js*")
_VIEWPORT = re.compile(r'<meta [^>]*name="viewport"[^>]*>\s*')
_ICON_SCRIPT = re.compile(r"\s*<script [^>]*scripts/fontawesome\.js[^>]*></script>")


def without_icon_script(page):
    """Return the HTML of a page without the script that is pruned."""
    return _ICON_SCRIPT.sub("", page)


def _keep_one_viewport(app, pagename, templatename, context, doctree):
    context["metatags"] = _VIEWPORT.sub("", context.get("metatags", ""))


def _prune(app, exception):
    """Remove what no page uses."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for unused in chain.from_iterable(site.glob(f"_static/**/{name}") for name in _UNUSED):
        unused.unlink(missing_ok=True)  # two patterns may find one file


def setup(app):
    """Change the head of each page, and prune the site."""
    app.connect("html-page-context", _keep_one_viewport)
    app.connect("build-finished", _prune)
