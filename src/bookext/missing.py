"""The page that a host shows where there is none: ``404.html``.

It stands at whatever address was asked for, so it cannot name its script and the pages as other
pages do. Where the site's address is known it names them by that. Elsewhere it asks for its script
on every way up that the site's own pages may need; the script learns the way from its own address.
"""

from urllib.parse import urlsplit

from sphinx.locale import _

from bookext.chapters import numbered_title, reading_times
from bookext.demo_pages import demo

_DEPTH = 4  # ways up: an address below embed/, lite/notebooks/ or downloads/chapters/, and a spare


def _page(app):
    """Give the page what it says and where it looks for the book."""
    if app.builder.name != "html" or not app.config.templates_path:  # a book on trial may have none
        return
    env = app.env
    home = urlsplit(app.config.book_url).path
    demos = (node["name"] for doc in env.found_docs for node in env.get_doctree(doc).findall(demo))
    documents = (f"{doc}.html" for doc in sorted(env.found_docs))
    generated = ["search.html", "genindex.html", "py-modindex.html"]
    context = {
        "title": _("There is no such page"),
        "description": _("What to do where an address names no page of this book"),
        "home": home,
        "ways": [home] if home else ["../" * depth for depth in range(_DEPTH)],
        "known": [*documents, *generated, *(f"embed/{name}.html" for name in sorted(demos))],
        "contents": _contents(env),
    }
    yield "404", context, "404.html"


def _contents(env):
    """Return the pages that one looks for, with their names: the first one, then the chapters."""
    pages = [env.config.root_doc, *reading_times(env)]
    return [(f"{page}.html", numbered_title(env, page)) for page in pages]


def setup(app):
    """Register the page."""
    app.connect("html-collect-pages", _page)
