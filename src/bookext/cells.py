"""Give every code cell a number and its buttons: the page's scripts make them run.

The buttons are part of the page from the start, so nothing moves when the scripts arrive; a style
sheet hides them where scripts are off.
"""

from pathlib import Path

from docutils import nodes
from sphinx.locale import _
from sphinx_exercise.nodes import is_exercise_node

from bookext.buttons import button, undo
from bookext.contract import CELL, DATA, DO, ID, RUN, SCRIPT
from bookext.web import download_size

_UNDO = 'class="run-undo" disabled'
_SAYS = f'<span class="{RUN.says}" role="status"></span>'


class cell_bar(nodes.General, nodes.Element):
    """The buttons of one cell: whether it can be checked, and what the first run fetches."""


class page_bar(nodes.General, nodes.Element):
    """The buttons for all cells of a page."""


def _add_bars(app, doctree, docname):
    """Number the cells of a page, and add the buttons."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    cells = [node for node in doctree.findall(nodes.container) if _part(node) == "cell_code"]
    for number, cell in enumerate(cells, start=1):
        cell["ids"] = [f"{ID.cell}{number}"]
        source = next(n for n in cell.findall(nodes.container) if _part(n) == "cell_code_source")
        bar = cell_bar(size=download_size(Path(app.confdir), source.astext()))
        bar["check"] = CELL.answer in cell["classes"] and _in_exercise(cell)
        place = source.parent
        place.insert(place.index(source) + 1, bar)
    if cells:
        boxes = (n for n in doctree.findall(nodes.container) if "opening" in n["classes"])
        next(boxes, doctree.next_node(nodes.section)).append(page_bar())


def _part(node):
    return node.get("nb_element")


def _in_exercise(node):
    while node is not None and not is_exercise_node(node):
        node = node.parent
    return node is not None


def _visit_cell_bar(translator, node):
    run, size = _("Run"), _("loads {size} MB once").format(size=node["size"])
    word = f'<span class="{RUN.word}">{run}</span> <small class="run-size">{size}</small>'
    buttons = [
        button(DO.run, word, data={DATA.start: run, DATA.stop: _("Stop")}, more="disabled"),
        button(DO.check, _("Check"), more="disabled") if node["check"] else "",
        button(DO.edit, _("Edit"), more="disabled"),
        button(DO.reset, _("Reset cell"), more="disabled hidden"),
        undo(earlier=_("My earlier text"), more=_UNDO),
    ]
    count = f'<span class="{RUN.count}"></span>'
    translator.body.append(f'<div class="{RUN.bar}">{"".join(buttons)} {count} {_SAYS}</div>\n')
    raise nodes.SkipNode


def _visit_page_bar(translator, node):
    buttons = [
        button(DO.all, _("Run all cells"), data={DATA.stop: _("Stop")}, more="disabled"),
        button(DO.reset, _("Reset page"), more="disabled"),
        undo(more=_UNDO),
    ]
    translator.body.append(
        f'<p class="{RUN.page}"><strong>{_("Code on this page:")}</strong> '
        f"{' '.join(buttons)} {_SAYS}</p>\n"
    )
    raise nodes.SkipNode


def _load_scripts(app, pagename, templatename, context, doctree):
    """Load what a chapter does for its reader."""
    if doctree is not None:
        app.add_css_file("web/page.css")
        app.add_js_file(f"web/{SCRIPT.page}", type="module")


def setup(app):
    """Register the buttons."""
    app.add_node(cell_bar, html=(_visit_cell_bar, None))
    app.add_node(page_bar, html=(_visit_page_bar, None))
    app.connect("doctree-resolved", _add_bars, priority=900)  # when the code has been folded
    app.connect("html-page-context", _load_scripts)
