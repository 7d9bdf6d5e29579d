"""The search of the site: what it looks through, and the page to which links to it lead.

Sphinx's own search matches whole words of whole pages, knows no Greek letter and no slip of a
finger, and each page would load its index. Ours is in ``src/web/search/``: a page fetches it when
its reader turns to the field. Here the written pages become the sections that it looks through.
"""

import json
import subprocess
from pathlib import Path

from sphinx.errors import ExtensionError
from sphinx.locale import _

from bookext.chapters import reading_order
from tools.vendor import NODE

#: What the search looks through, beside the folder of its script.
FILE = "_static/search.json"
_GATHER = Path(__file__).parents[1] / "web" / "search" / "gather.js"
# What Sphinx and its theme would search with.
_THEIRS = (
    "searchindex.js", "_static/searchtools.js", "_static/language_data.js",
    "_static/sphinx_highlight.js",
)  # fmt: skip


def _is_site(app):
    return app.builder.name == "html" and bool(app.config.templates_path)  # a trial may have none


def _replace(app):
    """Keep Sphinx from indexing, and from a page for it."""
    if _is_site(app):
        app.builder.search = False


def _leave_out(app, pagename, templatename, context, doctree):
    """Take out of a page the script that marks what Sphinx's search has found."""
    if _is_site(app):
        scripts = context["script_files"]
        context["script_files"] = [one for one in scripts if one.filename not in _THEIRS]


def _page(app):
    """Give old links a page, and a reader without scripts some words."""
    if _is_site(app):
        about = _("Find a word, a letter or a function in the chapters and appendices of this book")
        yield "search", {"title": _("Search"), "description": about}, "search.html"


def _gather(app, exception):
    """Write what the search looks through, and remove what Sphinx would search with."""
    if exception or not _is_site(app):
        return
    site, env = Path(app.outdir), app.env
    pages = [doc for doc in reading_order(env) if "nosearch" not in env.metadata[doc]]
    book = json.dumps({"folder": str(site), "pages": pages})
    run = subprocess.run(
        [NODE, _GATHER], input=book, capture_output=True, encoding="utf-8", check=False
    )
    if run.returncode:
        raise ExtensionError(f"the search cannot read the pages: {run.stderr}")
    (site / FILE).write_text(run.stdout, encoding="utf-8")
    for name in _THEIRS:
        (site / name).unlink(missing_ok=True)


def setup(app):
    """Register the page, and gather when all pages are written."""
    app.connect("builder-inited", _replace)
    app.connect("html-page-context", _leave_out, priority=900)
    app.connect("html-collect-pages", _page)
    app.connect("build-finished", _gather)
