"""Plain Markdown of a resolved page: no role and no directive, for whatever shows notebooks.

Jupyter, Colab, editors and the previews of forges agree on CommonMark, tables of pipes, dollars
around mathematics and a little HTML. What they would read differently is not written: formulas
stand on one line inside a quotation, and hold no character that HTML or a table takes for its own.
"""

import re
from html import escape
from textwrap import indent

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging

from bookext.questions import answer

_LOGGER = logging.getLogger(__name__)

# An underscore inside a word is a letter to everybody; a "<" before a space is one as well.
_SPECIAL = re.compile(r"[\\`*$~]|(?<!\w)_|_(?!\w)|\](?=\()")
_TAG = re.compile(r"<(?=[\w/!?])|&(?=#?\w+;)")
# At the beginning of a paragraph it would begin a title, a list, a rule, a table or a quotation.
_FIRST = re.compile(r"^(\d+(?=[.)](?:\s|$))|(?=[#>+=|\[-]))")


class Markdown:
    """Write the nodes of a page as Markdown.

    Parameters
    ----------
    site : str
        What leads to the folder of the site's pages: its address, or a relative path.
    page : str
        The file of this page there.
    numbers : dict
        The page's numbers by kind (``figure``, ``displaymath``) and id, as Sphinx counts them.
    """

    def __init__(self, site, page, numbers):
        self.site = site
        self.page = page
        self.numbers = numbers
        self._in_table = False

    def blocks(self, found):
        """Return nodes one below the other, with a blank line between them."""
        return "\n\n".join(filter(None, map(self.write, found)))

    def inline(self, node):
        """Return the content of a node, on one line."""
        return "".join(map(self.write, node.children))

    def write(self, node):
        """Return one node."""
        for kind in type(node).__mro__:
            if method := getattr(self, f"_write_{kind.__name__}", None):
                return method(node)
        _LOGGER.warning("a notebook cannot show %s", type(node).__name__, location=node)
        return node.astext()

    def address(self, node):
        """Return where a reference leads: on the site, or wherever else it says."""
        if "refid" in node:
            return f"{self.site}{self.page}#{node['refid']}"
        uri = node["refuri"].replace("(", "%28").replace(")", "%29")
        return self.site + uri if node.get("internal") else uri

    def number(self, kind, name):
        """Return the number of a figure, an equation or an exercise of this page."""
        return ".".join(map(str, self.numbers[kind][name]))

    # -- In a line --------------------------------------------------------------------------------

    def _write_Text(self, node):
        text = _TAG.sub(lambda found: escape(found[0]), node.astext().replace("\n", " "))
        return self._for_table(_SPECIAL.sub(r"\\\g<0>", text), "|", r"\|")

    def _write_emphasis(self, node):
        return f"*{self.inline(node)}*"

    def _write_strong(self, node):
        return f"**{self.inline(node)}**"

    def _write_inline(self, node):
        return self.inline(node)

    def _write_literal(self, node):
        text = self._for_table(node.astext().replace("\n", " "), "|", r"\|")
        fence = _fence("`", text)
        return f"{fence} {text} {fence}" if "`" in text else f"{fence}{text}{fence}"

    def _write_math(self, node):
        return f"${_on_one_line(self._latex(node))}$"

    def _write_reference(self, node):
        return f"[{self.inline(node)}]({self.address(node)})"

    def _write_Invisible(self, node):
        return ""

    def _latex(self, node):
        lines = filter(None, (line.strip() for line in node.astext().splitlines()))
        latex = re.sub(r"<\s*", r"\\lt ", "\n".join(lines))
        return self._for_table(latex.replace(r"\|", r"\Vert "), "|", r"\vert ")

    def _for_table(self, text, old, new):
        return text.replace(old, new) if self._in_table else text

    # -- Blocks -----------------------------------------------------------------------------------

    def _write_paragraph(self, node):
        text = self.inline(node)
        return _FIRST.sub(r"\1\\", text) if isinstance(node[0], nodes.Text) else text

    def _write_rubric(self, node):
        return f"**{self.inline(node)}**"

    def _write_literal_block(self, node):
        fence = _fence("```", node.astext())
        return f"{fence}{node.get('language', '')}\n{node.astext()}\n{fence}"

    def _write_math_block(self, node):
        latex = self._latex(node)
        if node.get("number"):
            latex += f"\n\\tag{{{self.number('displaymath', node['ids'][0])}}}"
        return "$$\n" + latex + "\n$$" if _stands_free(node) else f"$${_on_one_line(latex)}$$"

    def _write_bullet_list(self, node):
        return "\n".join(self._item(item, "- ") for item in node)

    def _write_enumerated_list(self, node):
        first = node.get("start", 1)
        return "\n".join(self._item(item, f"{n}. ") for n, item in enumerate(node, first))

    def _item(self, item, mark):
        return mark + indent(self.blocks(item), " " * len(mark)).lstrip()

    def _write_block_quote(self, node):
        return _quoted(self.blocks(node))

    def _write_Admonition(self, node):
        title, *content = node.children
        return _quoted(f"**{self.inline(title)}**\n\n{self.blocks(content)}")

    def _write_container(self, node):
        if node.get("design_component") == "dropdown":
            return _folded(node[0].astext(), self.blocks(node[1:]))
        text = self.blocks(node)
        return _quoted(text) if "opening" in node["classes"] else text

    def _write_table(self, node):
        self._in_table = True
        rows = [self._row(row) for row in node.findall(nodes.row)]
        self._in_table = False
        columns = node.next_node(nodes.tgroup)["cols"]
        return "\n".join([rows[0], "|" + " --- |" * columns, *rows[1:]])

    def _row(self, row):
        cells = ("<br>".join(map(self.write, entry)) for entry in row)
        return f"| {' | '.join(cells)} |"

    def _write_question(self, node):
        answers = list(node.findall(answer))
        prompt, *more = (child for child in node if child not in answers)
        return "\n\n".join(
            [
                f"**{_('Question:')}** {self.inline(prompt)}",
                *map(self.write, more),
                "\n".join(f"- **{a['letter']}.** {self.inline(a[0])}" for a in answers),
                *(self._feedback(a) for a in answers),
            ]
        )

    def _feedback(self, node):
        return _folded(_("You chose {letter}?").format(**node.attributes), self.blocks(node[1]))


def _stands_free(node):
    return isinstance(node.parent, nodes.section)


def _on_one_line(text):
    return " ".join(text.split())


def _quoted(text):
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def _folded(summary, text):
    # The blank lines let what is inside be Markdown again.
    return f"<details>\n<summary>{escape(summary)}</summary>\n\n{text}\n\n</details>"


def _fence(mark, text):
    while mark in text:
        mark += "`"
    return mark
