"""Questions with an answer to every answer: choosing one opens its feedback, without a script.

````
:::{question} Where is the slope of a hill's profile zero?
:name: q-hilltop
:right: 2

Half-way up
: There the slope is steepest. Where would a ball stay where you put it?

On the top
: The profile neither rises nor falls there.
:::
````

`right` counts from 1 and may name several answers.
"""

from string import ascii_uppercase
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

from bookext.contract import QUESTION, VERDICT


class question(nodes.Element, nodes.General):
    """A question and its answers."""


class answer(nodes.Element, nodes.General):
    """One answer: what it says, then the feedback to it."""


class Question(SphinxDirective):
    """Parse a question: a prompt, then a definition list of answers and feedback."""

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar = {
        "name": directives.unchanged_required,
        "right": directives.unchanged_required,
    }

    def run(self):
        """Return the question's node."""
        if missing := {"name", "right"} - set(self.options):
            raise self.error(f"a question needs :{missing.pop()}:")
        block = question(group=self.options["name"])
        prompt, _messages = self.state.inline_text(self.arguments[0], self.lineno)
        block += nodes.paragraph("", "", *prompt, classes=[QUESTION.prompt])
        self.add_name(block)  # takes the name out of the options
        for node in self.parse_content_to_nodes():
            if isinstance(node, nodes.definition_list):
                self._add_answers(block, node)
            else:
                block += node
        if block.next_node(answer) is None:
            raise self.error("a question needs answers: a definition list of answer and feedback")
        return [block]

    def _add_answers(self, block, choices):
        try:
            right = {int(number) for number in self.options["right"].split(",")}
        except ValueError:
            raise self.error(":right: takes the numbers of the right answers: 2 or 1, 3") from None
        if not right <= set(range(1, len(choices) + 1)):
            raise self.error(":right: names an answer that is not there")
        for number, item in enumerate(choices, start=1):
            term = item.next_node(nodes.term)
            verdict = VERDICT.right if number in right else _("Not quite.")
            feedback = item.next_node(nodes.definition).children
            feedback[0].insert(0, [nodes.strong(text=verdict), nodes.Text(" ")])
            block += answer(
                "",
                nodes.inline("", "", *term.children),
                nodes.container("", *feedback),
                letter=ascii_uppercase[number - 1],
                right=number in right,
                group=block["group"],
            )


def _visit_question(self, node):
    # What is said of an answer enters a place that was there before: only so a voice reads it out.
    prompt = f"{node['group']}-prompt"
    node[0]["ids"].append(prompt)
    named = {"role": "group", "aria-labelledby": prompt}
    self.body.append(
        self.starttag(node, "div", CLASS=QUESTION.block, **named)
        + f'<p class="{QUESTION.verdict} visually-hidden" role="status"></p>'
    )


def _depart_question(self, node):
    self.body.append("</div>\n")


def _visit_answer(self, node):
    # One open answer at a time: the browser closes the others of the same name.
    verdict = QUESTION.right if node["right"] else "answer-wrong"
    self.body.append(
        self.starttag(node, "details", CLASS=f"{QUESTION.answer} {verdict}", name=node["group"])
        + f'<summary><span class="{QUESTION.letter}">{node["letter"]}</span> '
    )
    node.children[0].walkabout(self)
    self.body.append("</summary>")
    node.children[1].walkabout(self)
    self.body.append("</details>\n")
    raise nodes.SkipNode


def setup(app):
    """Register the directive and its HTML."""
    app.add_directive("question", Question)
    app.add_node(question, html=(_visit_question, _depart_question))
    app.add_node(answer, html=(_visit_answer, None))
