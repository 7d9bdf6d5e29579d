"""What every chapter opens and closes with: reading time, objectives, symbols.

The reading time stands once, in the front matter of each page (``minutes: 10``); running totals
and the instructor's table follow from it. The symbols stand once, in ``symbols.toml``.
"""

import tomllib
from pathlib import Path
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import start_of_file
from sphinx.locale import _, __
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

_LOGGER = logging.getLogger(__name__)


class reading_time(nodes.Element, nodes.General):
    """Placeholder for a page's reading time, known when every page has been read."""


class timetable(nodes.Element, nodes.General):
    """Placeholder for the table of all reading times."""


class minutes(nodes.Element, nodes.Inline):
    """Placeholder for the reading time of several chapters together."""


class Minutes(SphinxRole):
    """``{minutes}`gain, sums to filters` ``: what the named chapters take, a range among them."""

    def run(self):
        """Return the placeholder."""
        node = minutes(pages=self.text)
        self.set_source_info(node)
        return [node], []


class Opening(SphinxDirective):
    """Reading time, prerequisites and learning objectives at the top of a page."""

    has_content = True
    option_spec: ClassVar = {"needs": directives.unchanged_required}

    def run(self):
        """Return the box."""
        self.assert_has_content()
        box = nodes.container(classes=["opening"])
        box += reading_time()
        if needs := self.options.get("needs"):
            inline, _messages = self.state.inline_text(needs, self.lineno)
            label = nodes.strong(text=_("You need:"))
            box += nodes.paragraph("", "", label, nodes.Text(" "), *inline)
        box += nodes.paragraph("", "", nodes.strong(text=_("After this page you can")))
        box += self.parse_content_to_nodes()
        return [box]


class Symbols(SphinxDirective):
    """The table of the named symbols, or of all, in the order of ``symbols.toml``.

    The option `local` names the letters that the page needs in one place only, and explains there.
    """

    final_argument_whitespace = True
    optional_arguments = 1
    option_spec: ClassVar = {"local": directives.unchanged_required}

    def run(self):
        """Return the table."""
        path = Path(self.env.srcdir) / "symbols.toml"
        self.env.note_dependency(str(path))
        symbols = tomllib.loads(path.read_text(encoding="utf-8"))
        wanted = self.arguments[0].split() if self.arguments else list(symbols)
        if unknown := set(wanted) - set(symbols):
            raise self.error(f"symbols.toml does not define {', '.join(sorted(unknown))}")
        columns = (_("Symbol"), _("Meaning"), _("Unit"), _("In Python"))
        rows = [
            (
                ", ".join(f"${one}$" for one in _several(symbols[key]["latex"])),
                symbols[key]["meaning"],
                symbols[key]["unit"],
                f"`{symbols[key]['python']}`" if symbols[key]["python"] else "",
            )
            for key in symbols
            if key in wanted
        ]
        return [table(columns, rows, self._inline, ["symbols"])]

    def _inline(self, text):
        return self.state.inline_text(text, self.lineno)[0]


def _several(latex):
    """Return the symbols of a row one by one: between them a narrow column breaks its line."""
    found = latex.split(r",\ ")
    return found if all(one.count("(") == one.count(")") for one in found) else [latex]


class Timetable(SphinxDirective):
    """The table of all chapters with their reading times and running totals."""

    def run(self):
        """Return the placeholder."""
        return [timetable()]


def table(columns, rows, inline, classes):
    """Return a table with a heading; `inline` makes nodes of what a cell holds."""
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=1) for _column in columns]
    head, body = nodes.thead(), nodes.tbody()
    for part, part_rows in ((head, [columns]), (body, rows)):
        for row in part_rows:
            part += nodes.row(
                "",
                *(nodes.entry("", nodes.paragraph("", "", *inline(cell))) for cell in row),
            )
    group += [head, body]
    return nodes.table("", group, classes=classes)


def count(number, one, many):
    """Return the form of a sentence for a number, with the number in it."""
    return (one if number == 1 else many).format(number)


def reading_order(env):
    """Return all pages that the contents lead to, in their order."""
    ordered = [env.config.root_doc]
    for doc in ordered:  # grows while it is walked: each page is followed by its children
        children = env.toctree_includes.get(doc, [])
        ordered.extend(child for child in children if child not in ordered)
    return ordered


def reading_times(env):
    """Return the minutes of each chapter, in reading order."""
    return {
        doc: int(env.metadata[doc]["minutes"])
        for doc in reading_order(env)
        if "minutes" in env.metadata.get(doc, {})
    }


def numbered_title(env, doc):
    """Return the title of a chapter as the lists of chapters show it."""
    number = ".".join(map(str, env.toc_secnumbers.get(doc, {}).get("", ())))
    return f"{number}. {env.titles[doc].astext()}".removeprefix(". ")


def _resolve(app, doctree, docname):
    """Fill in what needs every page's reading time."""
    times = reading_times(app.env)
    for node in list(doctree.findall(reading_time)):
        node.replace_self(_sentence(times, _page_of(node) or docname))
    for node in list(doctree.findall(minutes)):
        node.replace_self(nodes.Text(_sum(times, node)))
    for node in list(doctree.findall(timetable)):
        node.replace_self(_all_times(app, times, docname))


def _sum(times, node):
    """Return the minutes of the chapters that a node names."""
    pages, total = list(times), 0
    for part in node["pages"].split(","):
        ends = part.split(" to ")
        first, last = ends[0].strip(), ends[-1].strip()
        if {first, last} <= set(pages):
            total += sum(times[page] for page in pages[pages.index(first) : pages.index(last) + 1])
        else:
            said = __("{minutes} takes chapters, which have minutes in their front matter: %s")
            _LOGGER.warning(said, part.strip(), location=node)
    return str(total)


def _page_of(node):
    """Return the page that a node is on, in a document that joins many pages."""
    while node is not None and not isinstance(node, start_of_file):
        node = node.parent
    return node and node["docname"]


def _sentence(times, docname):
    total = 0
    for doc, own in times.items():
        total += own
        if doc == docname:
            text = count(own, _("{} minute to read and try."), _("{} minutes to read and try."))
            if own < total:
                whole = _("All chapters from the first to this one take {total} minutes.")
                text = f"{text} {whole.format(total=total)}"
            return nodes.paragraph(text=text, classes=["reading-time"])
    return nodes.paragraph()


def _all_times(app, times, docname):
    total, rows = 0, []
    for doc, own in times.items():
        total += own
        target = app.builder.get_relative_uri(docname, doc)
        link = nodes.reference("", numbered_title(app.env, doc), refuri=target, internal=True)
        rows.append((link, nodes.Text(str(own)), nodes.Text(str(total))))
    columns = (nodes.Text(_("Chapter")), nodes.Text(_("Minutes")), nodes.Text(_("Running total")))
    return table(columns, rows, lambda cell: [cell], ["timetable"])


def _pages_with_totals(app, env):
    """Rewrite all pages when a reading time changes: totals and tables stand on many."""
    times = reading_times(env)
    changed = getattr(env, "bookext_minutes", None) != times
    env.bookext_minutes = times
    return list(env.found_docs) if changed else []


def setup(app):
    """Register the directives."""
    app.add_role("minutes", Minutes())
    app.add_directive("opening", Opening)
    app.add_directive("symbols", Symbols)
    app.add_directive("timetable", Timetable)
    app.connect("doctree-resolved", _resolve)
    app.connect("env-updated", _pages_with_totals)
