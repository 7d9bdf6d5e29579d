"""Fold code and worked solutions away behind their titles: valid HTML, and no script.

myst-nb puts two paragraphs into a summary, which may hold none, one for each state; sphinx-exercise
leaves folding to a class and the script of another extension, and gives the contents of all
exercises of a page one id.

Superfluous when myst-nb writes a plain `details`, when sphinx-exercise folds solutions itself
(executablebooks/sphinx-exercise#85), and when its `directive.py` names no `exercise-content`: when
`tests/site/test_validity.py` passes without this module, and folds open without scripts. Seen in
myst-nb 1.4.0 and sphinx-exercise 1.2.1.
"""

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
