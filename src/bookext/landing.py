"""What the first page has of its own: the button that starts, and the path through the chapters.

``{start}`` is a link to the first chapter. Once its reader has been in a chapter, scripts let it
lead back to the very section, and say how many minutes are left there. ``{path}`` lists the
chapters with their times; scripts add how far each has come. Both are for the web: elsewhere
nothing remembers the reader, and the path is the table of all times.
"""

from html import escape
from math import ceil

from docutils import nodes
from sphinx.addnodes import only
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from bookext.chapters import count, numbered_title, reading_times, timetable
from bookext.contract import DATA, HOME
from bookext.progress import named


class start_button(nodes.General, nodes.Element):
    """The link to the first chapter."""


class path(nodes.General, nodes.Element):
    """The chapters in their order."""


class Start(SphinxDirective):
    """``{start}``: the one main button of the first page."""

    def run(self):
        """Return the placeholder."""
        return [only("", start_button(), expr="builder_html")]


class Path(SphinxDirective):
    """``{path}``: the chapters, what each is about, how long it takes and how far one has come."""

    def run(self):
        """Return the placeholder, and the table that stands for it elsewhere."""
        return [
            only("", path(), expr="builder_html"),
            only("", timetable(), expr="not builder_html"),
        ]


# -- What the chapters say of themselves ----------------------------------------------------------


def _collect(app, doctree):
    """Note which part of a page's text is left at each of its sections."""
    known = app.env.metadata[app.env.current_document.docname]
    known["left"] = _left(doctree)
    known["starts"] = any(doctree.findall(_is_own))


def _is_own(node):
    return isinstance(node, start_button | path)


def _left(doctree):
    """Return the id of each section, and which part of the text is still to come there."""
    passed, found = 0, []
    for node in doctree.findall():
        if isinstance(node, nodes.Text):
            passed += len(node)
        elif isinstance(node, nodes.section) and isinstance(node.parent, nodes.section):
            found.append((node["ids"][0], passed))
    return [(name, 1 - before / passed) for name, before in found]


def _mark_home(app, doctree):
    """Let the style sheet know the page that one starts from."""
    for button in doctree.findall(start_button):
        button.parent.parent["classes"].append("home")


def _pages_with_news(app, env):
    """Rewrite the first page when a chapter has another title, text, time or task."""
    now = [(doc, env.titles[doc].astext(), env.metadata[doc]) for doc in reading_times(env)]
    now = repr(now)
    changed = getattr(env, "bookext_landing", None) != now
    env.bookext_landing = now
    return [doc for doc in env.found_docs if changed and env.metadata[doc].get("starts")]


def _resolve(app, doctree, docname):
    """Fill in what needs every page."""
    env, uri = app.env, app.builder.get_relative_uri
    times = reading_times(env)
    for node in doctree.findall(start_button):
        reports = (uri(docname, doc) for doc in env.metadata if env.metadata[doc].get("reports"))
        node["uri"] = uri(docname, next(iter(times), docname))
        node["report"] = next(reports, "")
    for node in doctree.findall(path):
        node["steps"] = [
            {
                "page": doc,
                "title": numbered_title(env, doc),
                "uri": uri(docname, doc),
                "about": env.metadata[doc].get("description", ""),
                "minutes": minutes,
                "left": [
                    (name, max(1, ceil(minutes * part))) for name, part in env.metadata[doc]["left"]
                ],
                "questions": named(env, doc, "question"),
                "exercises": named(env, doc, "exercise"),
            }
            for doc, minutes in times.items()
        ]


# -- Its HTML -------------------------------------------------------------------------------------


def _visit_start(translator, node):
    translator.body.append(
        f'<p class="home-begin"><a class="sd-btn sd-btn-primary {HOME.start}"'
        f' href="{escape(node["uri"])}" data-{DATA.report}="{escape(node["report"])}">'
        f"{_('Start')}</a></p>\n"
    )
    raise nodes.SkipNode


def _visit_path(translator, node):
    steps = "".join(_step(step) for step in node["steps"])
    translator.body.append(f'<ol class="{HOME.path}">\n{steps}</ol>\n')
    raise nodes.SkipNode


def _step(step):
    minutes = step["minutes"]
    time = count(minutes, _("{} minute"), _("{} minutes"))
    left = " ".join(f"{name}:{rest}" for name, rest in step["left"])
    data = {
        DATA.page: step["page"],
        DATA.minutes: minutes,
        DATA.left: left,
        DATA.questions: " ".join(step["questions"]),
        DATA.exercises: " ".join(step["exercises"]),
    }
    said = "".join(f' data-{name}="{escape(str(value))}"' for name, value in data.items())
    about = f'<p class="path-about">{escape(step["about"])}</p>' if step["about"] else ""
    return (
        f"<li{said}>"
        f'<a class="reference internal" href="{escape(step["uri"])}">{escape(step["title"])}</a>'
        f'{about}<p class="path-says">{time}<span class="{HOME.done}"></span></p></li>\n'
    )


def setup(app):
    """Register the directives and their HTML."""
    app.add_directive("start", Start)
    app.add_directive("path", Path)
    app.add_node(start_button, html=(_visit_start, None))
    app.add_node(path, html=(_visit_path, None))
    app.connect("doctree-read", _collect, priority=900)  # when sections have their last names
    app.connect("doctree-read", _mark_home)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-updated", _pages_with_news)
