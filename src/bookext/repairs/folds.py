"""Fold code and worked solutions away behind their titles: valid HTML, and no script."""

from docutils import nodes
from myst_nb.sphinx_ import HideCodeCellNode
from sphinx_exercise.nodes import is_extension_node, solution_node


def _visit_hidden_cell(self, node):
    self.body.append(self.starttag(node, "details", CLASS="hide"))
    self.body.append(f"<summary>{self.encode(node['prompt_show'])}</summary>\n")


def _visit_solution(self, node):
    title = node.pop(0)
    self.body.append(self.starttag(node, "details", CLASS="solution"))
    self.body.append("<summary>")
    for child in title.children:
        child.walkabout(self)
    self.body.append("</summary>\n")


def _depart(self, node):
    self.body.append("</details>\n")


def _name_contents(app, doctree, docname):
    """Give the content of each exercise an id of its own; the extension gives all the same."""
    for block in doctree.findall(is_extension_node):
        for section in block.findall(nodes.section):
            section["ids"] = [f"{block['label']}-content"]


def setup(app):
    """Replace the HTML of hidden cells and of the exercise extension's solutions."""
    app.add_node(HideCodeCellNode, override=True, html=(_visit_hidden_cell, _depart))
    app.add_node(solution_node, override=True, html=(_visit_solution, _depart))
    app.connect("doctree-resolved", _name_contents)
