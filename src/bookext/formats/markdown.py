"""Plain Markdown of a resolved page: no role and no directive, for whatever shows notebooks.

Jupyter, Colab, editors and the previews of forges agree on CommonMark, tables of pipes, dollars
around mathematics and a little HTML. What they would read differently is not written: formulas
stand on one line inside a quotation, and hold no character that HTML or a table takes for its own.
"""

import re
from html import escape
from pathlib import Path
from textwrap import indent
from urllib.parse import quote

from docutils import nodes
from sphinx.locale import _, __, admonitionlabels
from sphinx.util import logging

from bookext.questions import answer

_LOGGER = logging.getLogger(__name__)

# An underscore inside a word is a letter to everybody; a "<" before a space is one as well.
_SPECIAL = re.compile(r"[\\`*$~]|(?<!\w)_|_(?!\w)|\](?=\()")
_ESCAPED = r"\\\g<0>"
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
    formats : dict
        How a number is shown by kind (``figure``, ``table``): with one ``%s``.
    folder : path-like
        Where the files of its pictures are.
    """

    def __init__(self, site, page, numbers, formats=None, folder="."):
        self.site = site
        self.page = page
        self.numbers = numbers
        self.formats = formats or {}
        self._pictures = []
        self._folder = folder
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
        return self._write_unknown(node)

    def _write_unknown(self, node):
        if not node.get("is_told"):  # though there are two notebooks of a page
            node["is_told"] = True
            said = __("A notebook cannot show this (%s): write it as text, a list or a table.")
            _LOGGER.warning(said, type(node).__name__, location=node)
        return node.astext()

    def address(self, node):
        """Return where a reference leads: on the site, or wherever else it says."""
        if "filename" in node:  # a file to download
            return f"{self.site}_downloads/{node['filename']}"
        if "refid" in node:
            return f"{self.site}{self.page}#{node['refid']}"
        uri = node["refuri"].replace("(", "%28").replace(")", "%29")
        return self.site + uri if node.get("internal") else uri

    def number(self, kind, name):
        """Return the number of a figure, an equation or an exercise of this page."""
        return ".".join(map(str, self.numbers.get(kind, {}).get(name, ())))

    def caption(self, kind, node):
        """Return a caption, which may be a title, with its number in front."""
        number = next(filter(None, (self.number(kind, i) for i in node.parent["ids"])), "")
        label = f"**{self.formats[kind] % number}:** " if number else ""
        return label + self.inline(node)

    def take_pictures(self):
        """Return the files that have been shown since this was asked for, the last time."""
        taken, self._pictures = self._pictures, []
        return taken

    # -- In a line --------------------------------------------------------------------------------

    def _write_Text(self, node):
        text = _TAG.sub(lambda found: escape(found[0]), node.astext().replace("\n", " "))
        return self._for_table(_SPECIAL.sub(_ESCAPED, text), "|", r"\|")

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

    def _write_problematic(self, node):
        return node.astext()  # a warning has told of it

    def _write_raw(self, node):
        return "<br>" if node["format"] == "html" else ""  # a line break in two formats

    def _write_subscript(self, node):
        return f"<sub>{self.inline(node)}</sub>"

    def _write_superscript(self, node):
        return f"<sup>{self.inline(node)}</sup>"

    def _write_abbreviation(self, node):
        return f"{self.inline(node)} ({node['explanation']})"

    def _write_footnote_reference(self, node):
        return f"<sup>{node.astext()}</sup>"

    def _write_download_reference(self, node):
        return self._write_reference(node) if "filename" in node else self.inline(node)

    def _write_image(self, node):
        path = Path(self._folder, node["uri"])
        if path.exists():  # or a warning has told of it
            self._pictures.append(path)
        picture = f"![{_SPECIAL.sub(_ESCAPED, node.get('alt', ''))}](attachment:{quote(path.name)})"
        return self._for_table(picture, "|", r"\|")

    def _latex(self, node):
        lines = filter(None, (line.strip() for line in node.astext().splitlines()))
        latex = re.sub(r"<\s*", r"\\lt ", "\n".join(lines))
        return self._for_table(latex.replace(r"\|", r"\Vert "), "|", r"\vert ")

    def _for_table(self, text, old, new):
        return text.replace(old, new) if self._in_table else text

    # -- Blocks -----------------------------------------------------------------------------------

    def _write_paragraph(self, node):
        text = self.inline(node)
        return _FIRST.sub(r"\1\\", text) if isinstance(next(iter(node), None), nodes.Text) else text

    def _write_compound(self, node):
        return self.blocks(node)

    _write_versionmodified = _write_PassthroughTextElement = _write_compound
    _write_figure = _write_legend = _write_hlist = _write_compound
    _write_glossary = _write_hlistcol = _write_acks = _write_compound
    _write_desc = _write_unknown

    def _write_centered(self, node):
        return f"**{self.inline(node)}**"

    def _write_caption(self, node):
        kind = "figure" if isinstance(node.parent, nodes.figure) else "code-block"
        return self.caption(kind, node)

    def _write_transition(self, node):
        return "---"

    def _write_line_block(self, node):
        return "<br>".join(map(self.write, node))

    def _write_line(self, node):
        return self.inline(node)

    def _write_attribution(self, node):
        return f"— {self.inline(node)}"

    def _write_footnote(self, node):
        label, *content = node.children
        return f"<sup>{label.astext()}</sup> {self.blocks(content)}"

    def _write_doctest_block(self, node):
        return f"```python\n{node.astext()}\n```"

    def _write_definition_list(self, node):
        return "\n".join(self._item(item, "- ") for item in node)

    def _write_definition_list_item(self, node):
        return self.blocks(node)

    def _write_term(self, node):
        return f"**{self.inline(node)}**"

    def _write_definition(self, node):
        return self.blocks(node)

    def _write_rubric(self, node):
        return f"**{self.inline(node)}**"

    def _write_literal_block(self, node):
        fence = _fence("```", node.astext())
        language = node.get("language", "").replace("default", "")
        return f"{fence}{language}\n{node.astext()}\n{fence}"

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
        if not isinstance(title, nodes.title):  # a note, a tip and the like are titled by kind
            title, content = nodes.title("", admonitionlabels[node.tagname]), node.children
        return _quoted(f"**{self.inline(title)}**\n\n{self.blocks(content)}")

    def _write_container(self, node):
        if node.get("design_component") == "dropdown":
            return _folded(node[0].astext(), self.blocks(node[1:]))
        if node.get("design_component") == "card-title":
            return f"**{self.inline(node)}**"
        text = self.blocks(node)
        return _quoted(text) if "opening" in node["classes"] else text

    def _write_sidebar(self, node):
        titled = isinstance(node[0], nodes.title)
        title = f"**{self.inline(node[0])}**\n\n" if titled and node[0].astext() else ""
        return _quoted(title + self.blocks(node[titled:]))

    _write_topic = _write_sidebar

    def _write_table(self, node):
        columns = node.next_node(nodes.tgroup)["cols"]
        self._in_table = True
        rows = [self._row(row) for row in node.findall(nodes.row)]
        self._in_table = False
        if node.next_node(nodes.thead) is None:  # each table has a first row that is bold
            rows.insert(0, "|" + "   |" * columns)
        table = "\n".join([rows[0], "|" + " --- |" * columns, *rows[1:]])
        titled = isinstance(node[0], nodes.title)
        return f"{self.caption('table', node[0])}\n\n{table}" if titled else table

    def _row(self, row):
        cells = []
        for entry in row:
            text = "<br>".join(map(self.write, entry)).replace("\n", "<br>")
            cells += [text] + [""] * entry.get("morecols", 0)
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
