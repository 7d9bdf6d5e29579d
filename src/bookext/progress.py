"""The report of the reader's progress: what there is to do in each chapter.

``{progress}`` is the table of all chapters; the page's scripts turn its numbers into bars. It
stands directly below the title of its page, because paper shows the title and the table alone.
``{progress} left`` lists the questions and exercises themselves, ``{progress} tools`` brings the
buttons that print, save, bring back and delete. Without scripts the first two say what there is.
"""

from html import escape

from docutils import nodes
from docutils.utils import new_document
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective
from sphinx.util.i18n import format_date
from sphinx_exercise.nodes import exercise_subtitle, is_exercise_node

from bookext.buttons import button, undo
from bookext.chapters import count, numbered_title, reading_times
from bookext.contract import DATA, DO, META, REPORT, SCRIPT, TASK
from bookext.questions import question


class progress_table(nodes.General, nodes.Element):
    """The table of all chapters: placeholder until every page has been read."""


class progress_left(nodes.General, nodes.Element):
    """The lists of questions and exercises, one `progress_chapter` for each chapter."""


class progress_chapter(nodes.General, nodes.Element):
    """The questions and exercises of one chapter, each a `progress_task`."""


class progress_task(nodes.General, nodes.Element):
    """A question or exercise: where it is, and as children what it is called."""


class progress_tools(nodes.General, nodes.Element):
    """The buttons below the report."""


_TRIED = f'<span class="{REPORT.tried}"></span>'
_PARTS = {"chapters": progress_table, "left": progress_left, "tools": progress_tools}


class Progress(SphinxDirective):
    """``{progress}``: the table of all chapters, what is left in them, or the tools."""

    optional_arguments = 1

    def run(self):
        """Return the placeholder."""
        part = self.arguments[0] if self.arguments else "chapters"
        if part not in _PARTS:
            raise self.error(f"the report has no part {part!r}: choose from {', '.join(_PARTS)}")
        return [_PARTS[part]()]


# -- What there is to do --------------------------------------------------------------------------


def _collect(app, doctree):
    """Note the questions and exercises of a page with it, and whether the page is the report."""
    known = app.env.metadata[app.env.current_document.docname]
    known["tasks"] = [(kind, name, node.astext()) for kind, name, node in _tasks(doctree)]
    known["reports"] = any(doctree.findall(lambda node: isinstance(node, tuple(_PARTS.values()))))


def _tasks(doctree):
    """Yield kind, id and node of all that a reader can answer or solve, in reading order."""
    for node in doctree.findall():
        if isinstance(node, question):
            yield "question", node["ids"][0], node.children[0]
        elif is_exercise_node(node):
            yield "exercise", node["ids"][0], node.next_node(exercise_subtitle) or nodes.Text("")


def named(env, doc, kind):
    """Return the ids of the questions or the exercises of a page."""
    return [name for found, name, _text in env.metadata[doc]["tasks"] if found == kind]


def _edition(app):
    """Return version and date of this edition, that of SOURCE_DATE_EPOCH where it is set."""
    dates = (format_date(form, language="en") for form in ("%Y-%m-%d", "%-d %B %Y"))
    return app.config.release, *dates


def _pages_with_news(app, env):
    """Rewrite all pages when a chapter has other tasks or another title, which side bars show.

    The report alone says which edition it is of.
    """
    chapters = [
        (doc, env.titles[doc].astext(), env.metadata[doc]["tasks"]) for doc in reading_times(env)
    ]
    before, edition = (getattr(env, f"bookext_{name}", None) for name in ("tasks", "edition"))
    env.bookext_tasks, env.bookext_edition = chapters, _edition(app)
    if chapters != before:
        return list(env.found_docs)
    changed = edition != env.bookext_edition
    return [doc for doc in env.found_docs if changed and env.metadata[doc].get("reports")]


# -- The report -----------------------------------------------------------------------------------


def _resolve(app, doctree, docname):
    """Fill in what needs every page."""
    env = app.env
    for node in list(doctree.findall(progress_table)):
        node["book"] = app.config.project
        node["edition"], node["built"], node["date"] = _edition(app)
        node["chapters"] = [
            {
                "page": doc,
                "title": numbered_title(env, doc),
                "uri": app.builder.get_relative_uri(docname, doc),
                "questions": named(env, doc, "question"),
                "exercises": named(env, doc, "exercise"),
            }
            for doc in reading_times(env)
        ]
    for node in list(doctree.findall(progress_left)):
        for doc in reading_times(env):
            chapter = progress_chapter(page=doc, title=numbered_title(env, doc))
            chapter["counts"] = [len(named(env, doc, kind)) for kind in ("question", "exercise")]
            chapter["uri"] = app.builder.get_relative_uri(docname, doc)
            chapter += copied_tasks(app, docname, doc)
            node += chapter


def copied_tasks(app, docname, doc):
    """Return what each question of a page asks, and the number and name of each exercise."""
    env = app.env
    source = env.get_doctree(doc)
    copied = new_document("", source.settings)
    for kind, name, node in _tasks(source):
        task = progress_task(task=name, uri=f"{app.builder.get_relative_uri(docname, doc)}#{name}")
        if kind == "exercise":
            number = env.toc_fignumbers.get(doc, {}).get("exercise", {}).get(name, ())
            title = f"{_('Exercise')} {'.'.join(map(str, number))}".strip()
            task += nodes.Text(f"{title}: " if node.astext() else title)
        task += [child.deepcopy() for child in node.children]
        copied += task
    env.resolve_references(copied, doc, app.builder)
    # What is asked is a link itself, so the links inside of it become text.
    for link in list(copied.findall(nodes.reference)):
        link.replace_self(link.children)
    return copied.children


# -- Its HTML -------------------------------------------------------------------------------------


def amount(questions, exercises):
    """Say how many questions and exercises there are, leaving out what there is none of."""
    amounts = (
        count(questions, _("{} question"), _("{} questions")) if questions else "",
        count(exercises, _("{} exercise"), _("{} exercises")) if exercises else "",
    )
    return ", ".join(amount for amount in amounts if amount) or _("reading")


def _bar(label):
    return f'<progress class="report-live" aria-label="{escape(label)}" value="0"></progress>'


def _visit_table(translator, node):
    rows = "".join(
        f'<tr data-{DATA.page}="{escape(one["page"])}"'
        f' data-{DATA.questions}="{" ".join(one["questions"])}"'
        f' data-{DATA.exercises}="{" ".join(one["exercises"])}">'
        f'<th scope="row"><a class="reference internal" href="{escape(one["uri"])}">'
        f"{escape(one['title'])}</a></th>"
        f'<td>{_bar(one["title"])}<span class="{REPORT.says}">'
        f"{amount(len(one['questions']), len(one['exercises']))}</span></td></tr>\n"
        for one in node["chapters"]
    )
    kinds = ("questions", "exercises")
    totals = (sum(len(one[kind]) for one in node["chapters"]) for kind in kinds)
    without = _("Your progress shows here once your browser runs the scripts of this page.")
    title = _("Progress in {book}").format(book=escape(node["book"]))
    note = _("As kept by the reader's browser. At once: the first answer opened was the right one.")
    edition = _("Edition {version} of {date}").format(
        version=f'<span class="report-version">{escape(node["edition"])}</span>',
        date=f'<time datetime="{node["built"]}">{node["date"]}</time>',
    )
    translator.body.append(
        f'<div class="{REPORT.block}" data-{DATA.edition}="{escape(node["edition"])}"'
        f' data-built="{node["built"]}">\n'
        f"<noscript><p>{without}</p></noscript>\n"
        f'<div class="report-paper"><p class="report-title">{title}</p>'
        f'<p>{_("Name:")} <span class="{REPORT.named}"></span></p>'
        f'<p>{edition}. {_("Printed on")} <span class="{REPORT.printed}"></span>.</p>'
        f"<p>{note}</p></div>\n"
        f'<div class="{REPORT.total}">{_bar(_("The whole book"))}'
        f'<p class="{REPORT.says}">{amount(*totals)}</p>'
        f'<p class="{REPORT.kept}"></p></div>\n'
        f'<table class="report-chapters"><thead><tr><th scope="col">{_("Chapter")}</th>'
        f'<th scope="col">{_("Questions and exercises")}</th></tr></thead>\n'
        f"<tbody>\n{rows}</tbody></table></div>\n"
    )
    raise nodes.SkipNode


def _visit_left(translator, node):
    translator.body.append(f'<div class="{REPORT.block} {REPORT.left}">\n')


def _depart_left(translator, node):
    translator.body.append("</div>\n")


def _visit_chapter(translator, node):
    translator.body.append(
        f'<details data-{DATA.page}="{escape(node["page"])}"><summary>{escape(node["title"])} '
        f'<span class="{REPORT.says}">{amount(*node["counts"])}</span></summary>\n<ul>\n'
    )


def _depart_chapter(translator, node):
    translator.body.append(
        f'<li data-{DATA.task}="{TASK.read}">'
        f'<a class="reference internal" href="{escape(node["uri"])}">'
        f"{_('Read it to its end')}</a> {_TRIED}</li>\n</ul>\n"
        f'<p class="{REPORT.done}" hidden>{_("You have done all there is to do here.")}</p>'
        "</details>\n"
    )


def _visit_task(translator, node):
    translator.body.append(
        f'<li data-{DATA.task}="{node["task"]}">'
        f'<a class="reference internal" href="{escape(node["uri"])}">'
    )


def _depart_task(translator, node):
    translator.body.append(f"</a> {_TRIED}</li>\n")


def _visit_tools(translator, node):
    sure = _("Delete everything that this book keeps in this browser?")
    translator.body.append(
        f'<div class="{REPORT.block} {REPORT.tools}">\n'
        f'<label class="report-name">{_("Your name, for the summary")} '
        '<input type="text" autocomplete="name" maxlength="80" spellcheck="false"></label>\n'
        f'<p class="report-buttons">{button(DO.print, _("Print a summary"))} '
        f"{button(DO.save, _('Save to a file'))} {button(DO.forget, _('Delete everything'))}</p>\n"
        f'<label class="report-file">{_("Add what a file holds")} '
        '<input type="file" accept=".json,application/json"></label>\n'
        f'<div class="report-answer"><p class="{REPORT.told}" role="status"></p> '
        f"{undo()}</div>\n"
        f'<dialog class="{REPORT.sure}" aria-labelledby="{REPORT.sure}">'
        f'<p id="{REPORT.sure}">{sure}</p>'
        f'<p class="{REPORT.what}"></p><form method="dialog">'
        f'<button type="submit" value="keep">{_("Keep it")}</button> '
        f'<button type="submit" value="{DO.forget}">{_("Delete everything")}</button>'
        "</form></dialog>\n</div>\n"
    )
    raise nodes.SkipNode


def _skip(translator, node):
    raise nodes.SkipNode


def _load_scripts(app, pagename, templatename, context, doctree):
    """Tell the scripts which pages are chapters, and load those of the report where it is."""
    known = app.env.metadata.get(pagename, {})
    if META.minutes in known:
        tag = f'<meta name="{META.minutes}" content="{escape(str(known[META.minutes]))}" />'
        context["metatags"] = context.get("metatags", "") + tag
    if known.get("reports"):
        app.add_css_file("web/report.css")
        app.add_js_file(f"web/{SCRIPT.report}", type="module")


def _count_tasks(app, pagename, templatename, context, doctree):
    """Let the chapters in the side bar carry their tasks: scripts count what is done."""
    plain = context.get("generate_toctree_html")
    if not plain:
        return

    def counted(kind, **options):
        contents = plain(kind, **options)
        links = {link["href"]: link for link in contents.select("a[href]")}
        for doc in reading_times(app.env):
            uri = app.builder.get_relative_uri(pagename, doc)
            if link := links.get("#" if doc == pagename else uri):
                for name, kind in ((DATA.questions, "question"), (DATA.exercises, "exercise")):
                    link[f"data-{name}"] = " ".join(named(app.env, doc, kind))
        return contents

    context["generate_toctree_html"] = counted


def setup(app):
    """Register the directive, its HTML and what it needs to know of every page."""
    app.add_directive("progress", Progress)
    html = {
        progress_table: (_visit_table, None),
        progress_left: (_visit_left, _depart_left),
        progress_chapter: (_visit_chapter, _depart_chapter),
        progress_task: (_visit_task, _depart_task),
        progress_tools: (_visit_tools, None),
    }
    for node, visitors in html.items():
        elsewhere = dict.fromkeys(("latex", "epub", "text", "man", "texinfo"), (_skip, None))
        app.add_node(node, html=visitors, **elsewhere)
    app.connect("doctree-read", _collect)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-updated", _pages_with_news)
    app.connect("html-page-context", _load_scripts)
    app.connect("html-page-context", _count_tasks, priority=900)  # when the theme has its function
