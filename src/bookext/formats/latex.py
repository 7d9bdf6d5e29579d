"""The book as LaTeX: numbered as on the web, with codes that lead a telephone to the demos."""

import re
from pathlib import Path

import segno
from docutils import nodes
from sphinx.addnodes import start_of_file, tabular_col_spec
from sphinx.locale import _
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.i18n import format_date
from sphinx_exercise.nodes import exercise_enumerable_node, exercise_node

from bookext.formats.covers import draw_emblem
from bookext.formats.printed import alive, chapter_answers, lead_out, page_number
from neurocalc.palette import PALETTES

LONGEST = 16  # lines of code that are kept on one page; more may run over two
_COLOURS = {"predict": "accent", "slip": "derivative", "sidebar-note": "integral"}


class JoinPages(SphinxPostTransform):
    """Let what was many pages be one document."""

    default_priority = 760  # when the bibliography has moved to the end, with a title of its own
    builders = ("pdf",)

    def run(self, **kwargs):
        """Leave out an empty page, number what is numbered on the web, and mend the links."""
        for file in list(self.document.findall(start_of_file)):
            if file["docname"] == "bibliography":
                file.parent.remove(file)
        for box in self.document.findall(nodes.container):
            if box.get("design_component") == "card-title":  # a line of its own
                box[:] = [nodes.paragraph("", "", nodes.strong("", "", *box[0].children))]
        self._number()
        self._link()
        self._keep_together()

    def _number(self):
        """Let LaTeX count, or not, from the beginning of each page on."""
        for file in self.document.findall(start_of_file):
            depth = 0 if file["docname"] in self.env.toc_secnumbers else -1
            count = rf"\setcounter{{secnumdepth}}{{{depth}}}"
            file.insert(0, nodes.raw("", count, format="latex"))

    def _link(self):
        """Let links to a page that is on the web alone lead there, if it is known where."""
        inside = {file["docname"] for file in self.document.findall(start_of_file)}
        for link in list(self.document.findall(nodes.reference)):
            page, _hash, name = link.get("refuri", "").partition("#")
            if page.startswith("%") and page[1:] not in inside:
                address = f"{page[1:]}.html" + (f"#{name}" if name else "")
                lead_out(link, address, self.config.book_url)

    def _keep_together(self):
        """Let what belongs together be on one page, and the columns of a table of symbols even."""
        for section in list(self.document.findall(nodes.section)):
            if isinstance(section.parent, nodes.section):
                asks = any("question" in node["classes"] for node in section.children[1:2])
                section.parent.insert(section.parent.index(section), _need(12 if asks else 6))
        for code in list(self.document.findall(nodes.literal_block)):
            lines = min(code.astext().count("\n") + 2, LONGEST)
            code.parent.insert(code.parent.index(code), _need(lines))
        for table in list(self.document.findall(nodes.table)):
            if "symbols" in table["classes"]:
                columns = tabular_col_spec(spec=r"\X{11}{100}\X{40}{100}\X{29}{100}\X{20}{100}")
                here = table.parent.index(table)
                table.parent.insert(here, columns)
                lines = min(len(list(table.findall(nodes.row))) * 3 // 2 + 3, LONGEST)
                table.parent.insert(max(here - 1, 0), _need(lines))  # the sentence before, too


def _need(lines):
    """Begin a new page unless so many lines still fit on this one."""
    return nodes.raw("", rf"\needspace{{{lines}\baselineskip}}", format="latex")


def _write_edition(app):
    """Tell the style what it cannot know: the palette of the figures, and facts of this edition."""
    if app.builder.name != "pdf":
        return
    colours = PALETTES["light"]._asdict()
    facts = {
        "bookversion": app.config.release,
        "bookdate": format_date("%-d %B %Y", language=app.config.language),
        "bookaddress": app.config.book_url,
        "bookhandout": _("Handout without solutions"),
    }
    lines = [rf"\definecolor{{book-{n}}}{{HTML}}{{{c[1:].upper()}}}" for n, c in colours.items()]
    lines += [rf"\newcommand{{\{name}}}{{{fact}}}" for name, fact in facts.items()]
    Path(app.outdir, "bookedition.sty").write_text("\n".join(lines) + "\n", encoding="utf-8")
    draw_emblem(Path(app.outdir, "emblem.pdf"))


def _visit_alive(translator, node):
    """Put a code beside the address: a telephone reads it from the paper."""
    code = ""
    if node["url"]:
        code = f"demo-{node['name']}.png"
        segno.make(node["url"], error="m").save(
            str(Path(translator.builder.outdir, code)), border=0, scale=8
        )
    translator.body.append(f"\n\\begin{{bookalive}}{{{code}}}\n")


def _depart_alive(translator, node):
    translator.body.append("\n\\end{bookalive}\n")


def _visit_admonition(translator, node):
    colours = [colour for name, colour in _COLOURS.items() if name in node["classes"]]
    translator.body.append(f"\n\\begin{{bookadmonition}}{{book-{(colours or ['muted'])[0]}}}{{")
    for child in node.pop(0).children:
        child.walkabout(translator)
    translator.body.append("}\n")


def _depart_admonition(translator, node):
    translator.body.append("\n\\end{bookadmonition}\n")


def _visit_exercise(translator, node):
    translator.body.append("\n\\begin{bookexercise}{")
    for child in node.pop(0).children:
        child.walkabout(translator)
    name = node["ids"][0]
    number = translator.builder.env.toc_fignumbers[node["docname"]]["exercise"][name]
    translator.body.append("}\\booknumber{" + ".".join(map(str, number)) + "}")
    translator.body.append(translator.hypertarget(name) + "\n")


def _depart_exercise(translator, node):
    translator.body.append("\n\\end{bookexercise}\n")


def _enter_chapter(translator, node):
    translator.curfilestack.append(node["docname"])
    if node.parent.index(node) > 1:  # the first follows the title
        translator.body.append("\n\\clearpage\n")


def _leave_chapter(translator, node):
    translator.curfilestack.pop()


def _visit_page_number(translator, node):
    label = translator.idescape(f"{translator.curfilestack[-1]}:{node['refid']}")
    translator.body.append(rf" ({_('page')}~\pageref{{{label}}})")
    raise nodes.SkipNode


def _visit_literal(translator, node):
    """Let code within a sentence, which has no spaces, break after its punctuation."""
    code = re.sub(r"(?<=[._(,=/])(?=\w)", "\u200b", node.astext())
    code = translator.encode(code).replace("\u200b", r"\allowbreak{}")
    translator.body.append(rf"\sphinxcode{{\sphinxupquote{{{code}}}}}")
    raise nodes.SkipNode


def setup(app):
    """Register the transform and what LaTeX needs of the printed pages."""
    app.add_post_transform(JoinPages)
    app.connect("builder-inited", _write_edition)
    app.add_node(nodes.admonition, override=True, latex=(_visit_admonition, _depart_admonition))
    app.add_node(nodes.literal, override=True, latex=(_visit_literal, None))
    for kind in (exercise_node, exercise_enumerable_node):
        app.add_node(kind, override=True, latex=(_visit_exercise, _depart_exercise))
    app.add_node(alive, override=True, latex=(_visit_alive, _depart_alive))
    app.add_node(chapter_answers, override=True, latex=(_enter_chapter, _leave_chapter))
    app.add_node(page_number, override=True, latex=(_visit_page_number, None))
