"""The panel at the end of each chapter: what one can do now, what is left here, what comes next.

What one can do is what the opening has promised. The rest follows from the reading times and from
the questions and exercises of the page. Without scripts the panel lists them all; scripts take out
what is done. Paper has no path to go on: the panel is on the site alone.
"""

from html import escape

from docutils import nodes
from sphinx.locale import _

from bookext.chapters import count, numbered_title, reading_times
from bookext.contract import CLOSING, DATA, TASK
from bookext.progress import amount, copied_tasks, named


class closing(nodes.General, nodes.Element):
    """The panel: what the opening has promised, then the tasks of the page."""


class closing_tasks(nodes.General, nodes.Element):
    """What there is to do on the page, each a `progress_task`."""


def _close(app, doctree, docname):
    """Put the panel behind all sections of a chapter."""
    is_site = app.builder.format == "html" and app.builder.name != "epub"
    page = doctree.next_node(nodes.section)
    if not (is_site and page and docname in reading_times(app.env)):
        return
    questions, exercises = (named(app.env, docname, kind) for kind in ("question", "exercise"))
    panel = closing(page=docname, questions=questions, exercises=exercises)
    panel["next"] = _next(app, docname)
    panel += _promised(doctree)
    panel += closing_tasks("", *copied_tasks(app, docname, docname), **panel.attributes)
    page += panel


def _promised(doctree):
    """Return a copy of the list in the opening, which nothing links to."""
    openings = (one for one in doctree.findall(nodes.container) if "opening" in one["classes"])
    opening = next(openings, nodes.container())
    found = [one.deepcopy() for one in opening.children if isinstance(one, nodes.bullet_list)]
    for node in (one for copy in found for one in copy.findall(nodes.Element)):
        node["ids"], node["names"] = [], []
    return found


def _next(app, docname):
    """Return title, address, description and minutes of the next chapter, or of the report."""
    env, times = app.env, reading_times(app.env)
    rest = list(times)[list(times).index(docname) + 1 :]
    if rest:
        own, total = times[rest[0]], sum(times[doc] for doc in rest)
        title = _("Next: {chapter}").format(chapter=numbered_title(env, rest[0]))
        about = [env.metadata[rest[0]].get("description", ""), _time(own, total)]
        return title, app.builder.get_relative_uri(docname, rest[0]), " ".join(filter(None, about))
    report = next((doc for doc in env.found_docs if env.metadata[doc].get("reports")), None)
    if not report:
        return None
    about = _("This was the last chapter. See what is left in the whole book.")
    return env.titles[report].astext(), app.builder.get_relative_uri(docname, report), about


def _time(own, total):
    alone = count(
        own, _("It takes {} minute to read and try."), _("It takes {} minutes to read and try.")
    )
    if own == total:
        return alone
    text = _("It takes {own} minutes to read and try, and {total} to the end of the book.")
    return text.format(own=own, total=total)


def _visit_closing(translator, node):
    translator.body.append(
        f'<div class="{CLOSING.block}" data-{DATA.page}="{escape(node["page"])}"'
        f' data-{DATA.questions}="{" ".join(node["questions"])}"'
        f' data-{DATA.exercises}="{" ".join(node["exercises"])}">\n'
        f"<h2>{_('You can now')}</h2>\n"
    )


def _depart_closing(translator, node):
    if node["next"]:
        title, uri, about = map(escape, node["next"])
        translator.body.append(
            '<p class="closing-next">'
            f'<a class="sd-btn sd-btn-primary" href="{uri}">{title}</a></p>\n<p>{about}</p>\n'
        )
    translator.body.append("</div>\n")


def _visit_tasks(translator, node):
    counts = len(node["questions"]), len(node["exercises"])
    translator.body.append(
        f"<details><summary>{_('What is left here:')} "
        f'<span class="{CLOSING.says}">{amount(*counts)}</span></summary>\n<ul>\n'
    )


def _depart_tasks(translator, node):
    read = _("Read to the end: see the takeaways, and stay for half a minute at least.")
    translator.body.append(
        f'<li data-{DATA.task}="{TASK.read}">{read}</li>\n</ul>\n'
        f'<p class="{CLOSING.done}" hidden>{_("You have done all there is to do here.")}</p>'
        "</details>\n"
    )


def setup(app):
    """Register the panel."""
    app.add_node(closing, html=(_visit_closing, _depart_closing))
    app.add_node(closing_tasks, html=(_visit_tasks, _depart_tasks))
    app.connect("doctree-resolved", _close, priority=930)  # when links, times and cells are there
