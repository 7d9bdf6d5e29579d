"""The menus of every page: open it as a notebook, take it along, see and mend its source.

They offer what is there and nothing else. A file is there if ``conf.py`` lists it in `editions`,
with its size; another site can be named if the repository is known.
"""

from functools import partial
from html import escape
from urllib.parse import quote, urlencode

from docutils import nodes
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.osutil import relative_uri

from bookext.chapters import numbered_title, reading_times, table
from bookext.formats.editions import (
    EPUB,
    HANDOUT,
    LITE,
    LITE_ALL,
    LITE_DOWNLOAD,
    NOTEBOOKS_BRANCH,
    PDF,
    SOURCE_BRANCH,
    chapter_pdf,
    notebook,
)


def size(octets):
    """Return the size of a file as readers are told: megabytes, or kilobytes of a small one."""
    if octets < 95_000:
        return f"{max(1, round(octets / 1e3))}\N{NO-BREAK SPACE}kB"
    return f"{octets / 1e6:.1f}\N{NO-BREAK SPACE}MB"


# -- The buttons above a page ---------------------------------------------------------------------


def _add_menus(app, pagename, templatename, context, doctree):
    """Put the menus before the theme's own buttons."""
    menus = (
        ("launch", _("Open a notebook"), "fas fa-rocket", _launches),
        ("downloads", _("Download"), "fas fa-download", _downloads),
        ("source", _("Source and feedback"), "fab fa-github", _sources),
    )
    for name, title, icon, entries in menus:
        buttons = [_button(*entry) for entry in entries(app, pagename, context["pathto"])]
        if buttons and "header_buttons" in context:
            menu = {"type": "group", "label": name, "tooltip": title, "icon": icon}
            context["header_buttons"].append(menu | {"buttons": buttons})


def _button(label, icon, address, text, note=""):
    """Return an entry of a menu as the theme's template takes it, which escapes nothing."""
    text = escape(text) + (f" <small>{escape(note)}</small>" if note else "")
    return {"type": "link", "label": label, "icon": icon, "url": escape(address), "text": text}


def _launches(app, page, pathto):
    """Yield where a page's notebook runs, or where all do, each with what it asks of the reader."""
    known, repository = app.config.editions, app.config.book_repository
    opened = page if notebook(page) in known else _first_notebook(app)
    own, file = opened == page, quote(f"{opened}.ipynb")
    if (LITE if own else LITE_ALL) in known:
        text = _("Open here, in JupyterLite") if own else _("All notebooks here, in JupyterLite")
        address = f"{pathto(LITE, 1)}?path={file}" if own else pathto(LITE_ALL, 1)
        note = _("no account · loads {size} MB once").format(size=LITE_DOWNLOAD)
        yield "launch-here", "fas fa-laptop-code", address, text, note
    if repository and opened:
        text = _("Open in Google Colab") if own else _("First chapter in Google Colab")
        branch = f"{repository}/blob/{NOTEBOOKS_BRANCH}"
        address = f"https://colab.research.google.com/github/{branch}/{file}"
        note = _("Google account · starts in a minute")
        yield "launch-colab", "fab fa-google", address, text, note
        text = _("Open in Binder") if own else _("All notebooks in Binder")
        place = f"lab/tree/{file}" if own else "lab"
        address = f"https://mybinder.org/v2/gh/{repository}/{NOTEBOOKS_BRANCH}?urlpath={place}"
        note = _("no account · starts in some minutes")
        yield "launch-binder", "fas fa-cloud", address, text, note


def _first_notebook(app):
    """Return the first chapter that has a notebook, or None."""
    chapters = reading_times(app.env)
    return next((page for page in chapters if notebook(page) in app.config.editions), None)


def _downloads(app, page, pathto):
    """Yield the editions of a page, then those of the book."""
    editions = (
        ("page-pdf", "fas fa-file-pdf", chapter_pdf(page), _("This page as PDF")),
        ("page-notebook", "fas fa-file-code", notebook(page), _("This page as a notebook")),
        (
            "page-complete",
            "fas fa-file-circle-check",
            notebook(page, complete=True),
            _("Notebook with solutions"),
        ),
        ("book-pdf", "fas fa-file-pdf", PDF, _("The book as PDF")),
        ("book-handout", "fas fa-file-pdf", HANDOUT, _("Handout without solutions")),
        ("book-epub", "fas fa-tablet-screen-button", EPUB, _("The book as EPUB")),
    )
    for label, icon, path, text in editions:
        if octets := app.config.editions.get(path):
            yield label, icon, pathto(path, 1), text, size(octets)


def _sources(app, page, pathto):
    """Yield the ways from a page to its source, and to those who mend it."""
    if not app.config.book_repository:
        return
    repository = f"https://github.com/{app.config.book_repository}"
    if page in app.env.found_docs:
        file = app.env.doc2path(page, base=False)
        place = quote(f"{SOURCE_BRANCH}/{app.srcdir.name}/{file}")
        edit, view = f"{repository}/edit/{place}", f"{repository}/blob/{place}?plain=1"
        yield "edit", "fas fa-pencil-alt", edit, _("Edit this page")
        yield "view", "fas fa-code", view, _("View source")
    # The page's script adds the section where the reader is.
    where = app.config.book_url + app.builder.get_target_uri(page)
    if page in app.env.titles:
        where = f"{app.env.titles[page].astext()}: {where}"
    form = urlencode({"template": "page.yml", "where": where}, quote_via=quote)
    report = f"{repository}/issues/new?{form}"
    yield "report", "fas fa-flag", report, _("Report a problem")
    yield "repository", "fab fa-github", repository, _("Repository")


# -- The lists in the text ------------------------------------------------------------------------


class editions_list(nodes.General, nodes.Element):
    """Placeholder for a list of editions: which there are is known when the page is written."""


class Editions(SphinxDirective):
    """``{editions}``: the book in its other forms; ``{editions} chapters``: each chapter in them.

    The content follows the list, and goes where there is none.
    """

    has_content = True
    optional_arguments = 1

    def run(self):
        """Return the placeholder."""
        part = self.arguments[0] if self.arguments else "book"
        if part not in _LISTS:
            raise self.error(f"no editions of {part!r}: choose from {', '.join(_LISTS)}")
        return [editions_list("", *self.parse_content_to_nodes(), part=part)]


def _resolve(app, doctree, docname):
    """List the editions that belong to the pages, or say where there are some."""
    for node in list(doctree.findall(editions_list)):
        if app.builder.name == "html" and app.config.editions:
            node.replace_self([_LISTS[node["part"]](app, docname), *node.children])
        else:
            node.replace_self(_elsewhere(app))


def _elsewhere(app):
    if app.config.book_url and app.builder.name != "html":
        link = nodes.reference("", app.config.book_url, refuri=app.config.book_url)
        return nodes.paragraph("", _("All forms of this book are on its site: "), link)
    text = _("Type {make} in the folder of the book to build its PDF, EPUB and notebooks.")
    before, after = text.split("{make}")
    return nodes.paragraph("", before, nodes.literal(text="make"), nodes.Text(after))


def _whole_book(app, docname):
    """Return the table of what holds the whole book, with the use of each."""
    known = app.config.editions
    files = (
        (PDF, _("PDF"), _("To print, and to mark up. Hints and solutions stand at its end.")),
        (HANDOUT, _("Handout"), _("The PDF without solutions, for a class.")),
        (EPUB, _("EPUB"), _("For phones and e-readers: the text fits itself to the screen.")),
    )
    rows = [
        (_link(app, docname, path, name), nodes.Text(size(known[path])), nodes.Text(use))
        for path, name, use in files
        if path in known
    ]
    if LITE_ALL in known:
        link = _link(app, docname, LITE_ALL, _("Notebooks in JupyterLite"))
        loads = _("{size} MB, once").format(size=LITE_DOWNLOAD)
        use = _("Every chapter, to change and run in your browser.")
        rows.append((link, nodes.Text(loads), nodes.Text(use)))
    return _listed((_("Edition"), _("Size"), _("What it is good for")), rows)


def _each_chapter(app, docname):
    """Return the table of the chapters' own files."""
    known = app.config.editions
    places = {
        _("PDF"): chapter_pdf,
        _("Notebook"): notebook,
        _("With solutions"): partial(notebook, complete=True),
    }

    def row(page):
        yield nodes.Text(numbered_title(app.env, page))
        for path in (place(page) for place in places.values()):
            has_it = path in known
            yield _link(app, docname, path, size(known[path])) if has_it else nodes.Text("")

    return _listed((_("Chapter"), *places), map(row, reading_times(app.env)))


def _link(app, docname, path, text):
    """Return a link to a file of the site."""
    here = app.builder.get_target_uri(docname)
    return nodes.reference("", text, refuri=relative_uri(here, path), internal=True)


def _listed(columns, rows):
    return table([nodes.Text(name) for name in columns], rows, lambda cell: [cell], ["editions"])


_LISTS = {"book": _whole_book, "chapters": _each_chapter}


def setup(app):
    """Register the directive, and put the menus onto the pages."""
    # The sizes of the files that `make` adds; pages name them, so they are written anew.
    app.add_config_value("editions", {}, "html", dict)
    app.add_directive("editions", Editions)
    app.connect("doctree-resolved", _resolve)
    app.connect("html-page-context", _add_menus, priority=501)  # the theme begins its list at 500
