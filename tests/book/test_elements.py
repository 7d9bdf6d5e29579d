"""What a contributor pastes into a page: it is in every format, or a sentence says what to do."""

from __future__ import annotations

import json
import re
import shutil
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from tests.browser import serve
from tests.built import ROOT
from tests.papers import Paper
from tools.books import FRONT_MATTER, build, lay_out

#: What one may write, by a name. A word in capitals is read in every format; pictures are counted.
ELEMENTS = {
    "dropdown": ":::{dropdown} What DROPTITLE hides\nAnd DROPBODY.\n:::",
    "dropdown of a note": "::::{note}\n:::{dropdown} INNERTITLE\n:open:\nAnd INNERBODY.\n:::\n::::",
    "accordion": "::::{accordion}\n:::{dropdown} FOLDTITLE\nAnd FOLDBODY.\n:::\n::::",
    "tab-set": """::::{tab-set}
:::{tab-item} TABTITLE
And TABBODY.
:::
:::{tab-item} SECONDTITLE
:sync: two
And SECONDBODY.
:::
::::""",
    "tab-set-code": "````{tab-set-code}\n```{code-block} python\nCODETAB = 1\n```\n````",
    "card": """:::{card} CARDTITLE
Above CARDBODY, with [CARDLINK](https://example.org).
:::""",
    "card that is a link": ":::{card} LINKTITLE\n:link: https://example.org\nAnd LINKBODY.\n:::",
    "card with a picture": ":::{card} SEENTITLE\n:img-top: dot.png\n:img-alt: SEENALT\nWords.\n:::",
    "grid": "::::{grid} 2\n:::{grid-item}\nGRIDLEFT\n:::\n:::{grid-item}\nGRIDRIGHT\n:::\n::::",
    "grid of cards": """::::{grid} 2
:::{grid-item-card} GRIDCARD
:link: sec-home
:link-type: ref
And GRIDWORDS.
:::
::::""",
    "steps": "::::{steps}\n:::{step} STEPTITLE\nAnd STEPBODY.\n:::\n::::",
    "buttons": """```{button-link} https://example.org
PUSHWEB
```

```{button-ref} sec-home
PUSHREF
```""",
    "badge": "A {bdg-primary}`BADGE` here.",
    "admonitions": """:::{admonition} What $x$ ADMONTITLE
And ADMONBODY.
:::

::::{warning}
Outside OUTERWORDS.
:::{tip}
Inside INNERWORDS.
:::
::::

:::{seealso}
And ALSOWORDS.
:::""",
    "every admonition": "\n\n".join(
        f":::{{{kind}}}\n{kind.upper()}SAID\n:::"
        for kind in [
            "attention",
            "caution",
            "danger",
            "error",
            "hint",
            "important",
            "note",
            "tip",
            "warning",
        ]
    ),
    "admonition with a class": ":::{note}\n:class: dropdown\nCLASSED words.\n:::",
    "card with header and footer": """::::{card} MIDTITLE
:::{card-header}
CARDHEAD
:::
And MIDBODY.
:::{card-footer}
CARDFOOT
:::
::::""",
    "carousel": """::::{card-carousel} 2
:::{card} ROUNDTITLE
And ROUNDBODY.
:::
:::{card} NEXTTITLE
And NEXTBODY.
:::
::::""",
    "badges that are links": """{bdg-link-info}`BADGEWEB <https://example.org>`,
{bdg-ref-info}`BADGEREF <sec-home>`.""",
    "margin without a title": "```{margin}\nASIDE\n```",
    "margin": "```{margin} MARGINTITLE\nAnd MARGINBODY.\n```",
    "other boxes": """```{container} wide
CONTAINED
```

```{compound}
COMPOUNDED
```

```{pull-quote}
PULLED
```

```{highlights}
HIGHLIGHTED
```

```{parsed-literal}
PARSED *loudly*
```

```{hlist}
- HLISTED
- b
```

```{centered} CENTRED
```""",
    "deprecated": "```{deprecated} 1.0\nOLDER.\n```",
    "contents": "```{contents}\n:local:\n```\nBelow CONTENTS.",
    "table directive": """```{table} TABLETITLE
:name: tab-md

| a | b |
| - | - |
| TABLEDATA | 2 |
```""",
    "marked lines": """```{code-block} python
:emphasize-lines: 2
:lineno-start: 3
:name: code-marked
MARKEDFIRST = 1
MARKEDSECOND = 2
```""",
    "part of a file": """```{literalinclude} some.py
:language: python
:lines: 1
:emphasize-lines: 1
```""",
    "interface words": """{guilabel}`GUILABEL`, {menuselection}`MENUFIRST --> MENUSECOND`,
{file}`FILENAME`, {samp}`SAMPLED`, {command}`COMMANDED`, {math}`x^2`, {pep}`8`.""",
    "only": "```{only} html or epub or pdf or notebooks\nONLYWORDS.\n```",
    "eval-rst": "```{eval-rst}\n.. note:: RSTWORDS\n```",
    "nested lists": """- NESTONE

  ```python
  NESTCODE = 1
  ```

  1. NESTTWO
     > NESTTHREE""",
    "sidebar": "```{sidebar} SIDETITLE\nAnd SIDEBODY.\n```",
    "topic": "```{topic} TOPICTITLE\nAnd TOPICBODY.\n```",
    "quotations": "> Said QUOTED\n\n```{epigraph}\nEPIGRAPH\n\n-- ATTRIBUTED\n```",
    "changes": "```{versionadded} 1.0\nSince NEWER.\n```",
    "rubric": "```{rubric} RUBRICATED\n```\nWords.",
    "figure": """```{figure} dot.png
:name: fig-dot
:alt: FIGUREALT
FIGURECAPTION with $x$.

FIGURELEGEND
```

See {numref}`fig-dot`.""",
    "picture": "```{image} dot.svg\n:alt: IMAGEALT\n```\n\nA ![LINEALT](dot.jpg) here.",
    "table": "| TABLEHEAD | b |\n| --- | ---: |\n| TABLECELL | 2 |",
    "table with a title": """```{list-table} LISTTITLE
:header-rows: 1
:name: tab-list

* - LISTHEAD
  - b
* - 1
  - - LISTCELL
    - y
```

See {numref}`tab-list`.""",
    "csv-table": "```{csv-table}\nCSVCELL, 2\n```",
    "math": r"""Here $x^2$, and

$$
a = b
$$ (eq-pasted)

```{math}
:label: eq-other
c = d
```

\begin{align}
e &= f \\
g &= h
\end{align}

See {eq}`eq-pasted` and {eq}`eq-other`.""",
    "code": """```{code-block} python
:caption: CODECAPTION
:linenos:
CODEBLOCK = 1
```

```python
CODEFENCE = 2
```

    CODEINDENTED""",
    "literalinclude": "```{literalinclude} some.py\n:caption: INCLUDECAPTION\n```",
    "include": "```{include} part.txt\n```",
    "footnotes": """Text[^note], and more[^note].

[^note]: FOOTWORDS

    FOOTMORE""",
    "definition list": "DEFTERM\n: DEFMEANING with $x$\n\nOTHERTERM\n: OTHERMEANING",
    "lists": "3. LISTTHREE\n   - LISTINNER\n4. b",
    "lines": "LINEFIRST\\\nLINESECOND\n\n```{line-block}\nVERSEFIRST\nVERSESECOND\n```",
    "rule": "Above.\n\n---\n\nBelow RULED.",
    "comments": "% not seen\n\n<!-- not seen either -->\n\nWords COMMENTED.",
    "substitution": "Version {{ version }} SUBSTITUTED.",
    "glossary": "```{glossary}\nGLOSSTERM\n: GLOSSMEANING\n```\n\nThe {term}`GLOSSTERM`.",
    "small letters": "H{sub}`SUBBED`O, x{sup}`SUPPED`, {abbr}`ABBR (ABBREXPLAINED)`, {kbd}`KEYED`.",
    "links": "[LINKPAGE](index.md), <https://example.org>, {download}`LOADED <some.py>`.",
    "division": ":::{div} wide\nDIVIDED\n:::",
    "heading": "(sec-deep)=\n### HEADINGTHREE\n\nWords.",
    "exercise": """```{exercise} EXERCISED
:label: x-pasted
Do EXERCISEBODY.
```

:::{dropdown} HINTTITLE
And HINTBODY.
:::""",
}
PICTURES = 4  # of the card, of the figure, and two
INDEX = "(sec-home)=\n# Home\n\n```{{toctree}}\n:numbered:\n\n{}\n```\n"
UNTYPESET = """

def setup(app):
    from sphinx.builders.latex import LaTeXBuilder
    from bookext.formats.pdf import PdfBuilder

    PdfBuilder.finish = LaTeXBuilder.finish  # write LaTeX, and leave TeX out
"""


@pytest.fixture(scope="module")
def pasted(tmp_path_factory):
    """A book whose one chapter has all that may be pasted."""
    folder = tmp_path_factory.mktemp("pasted")
    chapter = FRONT_MATTER.replace("---\n", "---\nminutes: 5\n", 1)
    chapter += "(chap-all)=\n# All\n\n(sec-all)=\n## Elements\n\n"
    text = chapter + "\n\n".join(ELEMENTS.values()) + "\n"
    lay_out(folder, {"index.md": INDEX.format("all"), "all.md": text})
    book = folder / "book"
    dot = Image.new("RGB", (20, 20))
    for name in ("dot.png", "dot.jpg"):
        dot.save(book / name)
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0H9V9"/></svg>'
    (book / "dot.svg").write_text(svg)
    (book / "some.py").write_text("INCLUDEDCODE = 1\n")
    (book / "part.txt").write_text("Part *INCLUDED*.\n")
    for name in ("pyproject.toml", "README.md"):  # what the notebooks' wheel is made from
        shutil.copy(ROOT / name, folder)
    with (folder / "conf.py").open("a") as conf:
        conf.write(UNTYPESET)
    return folder


def read_html(folder):
    article = BeautifulSoup((folder / "all.html").read_bytes(), "html5lib").article
    return article, article.select("img[alt]")


def read_epub(folder):
    [packed] = folder.glob("*.epub")
    book = ZipFile(packed)
    text = book.read("all.xhtml").decode().partition("?>")[2]  # what declares XML
    page = BeautifulSoup(text, "html5lib").body
    assert not page.select("details, input, iframe, button"), "nothing waits for a click"
    assert {"_images/dot.png", "_images/dot.jpg", "_images/dot.svg"} <= set(book.namelist())
    return page, page.select("img[alt]")


def read_pdf(folder):
    text = (folder / "book.tex").read_text()
    return text.replace(r"\allowbreak{}", ""), re.findall(r"\\sphinxincludegraphics", text)


def read_notebooks(folder):
    cells = json.loads((folder / "complete" / "all.ipynb").read_text())["cells"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    pictures = re.findall(r"!\[.+?\]\(attachment:(.*?)\)", text)
    attached = {name for cell in cells for name in cell.get("attachments", {})}
    assert attached == set(pictures)
    return text, pictures


READERS = {"html": read_html, "epub": read_epub, "pdf": read_pdf, "notebooks": read_notebooks}
WORDS = {
    word
    for text in [*ELEMENTS.values(), "INCLUDEDCODE INCLUDED"]
    for word in re.findall(r"\b[A-Z]{4,}\b", text)
}


@pytest.mark.xdist_group("elements")
@pytest.mark.parametrize("builder", READERS)
def test_what_may_be_pasted_is_in_every_format(pasted, builder):
    build(pasted, pasted / builder, builder=builder)  # without a warning
    shown, pictures = READERS[builder](pasted / builder)
    text = shown if isinstance(shown, str) else f"{shown.get_text()} {shown}"
    unseen = {word for word in WORDS if word.endswith("ALT")} if builder == "pdf" else set()
    assert [word for word in sorted(WORDS - unseen) if word not in text] == []
    assert len(pictures) == PICTURES


@pytest.mark.xdist_group("elements")
def test_what_may_be_pasted_is_whole_when_its_page_is_printed(pasted, new_window, tmp_path):
    if not (pasted / "html").exists():
        build(pasted, pasted / "html")
    with serve(pasted / "html") as address:
        tab = new_window().new_page()
        tab.goto(f"{address}all.html")
        tab.pdf(path=tmp_path / "page.pdf")
    paper = Paper(tmp_path / "page.pdf")
    unseen = {word for word in WORDS if word.endswith(("ALT", "EXPLAINED"))}  # they are spoken
    assert [word for word in sorted(WORDS - unseen) if word not in paper.letters] == []
    assert paper.cut_off() == []


# -- Slips ----------------------------------------------------------------------------------------

#: What one may not write: the text, the line of the slip in it, and what the build says of it.
SLIPS = {
    "directive": ("```{mermaid}\nA --> B\n```", 1, "'mermaid'.*becomes a {figure}"),
    "role": ("Some {nosuch}`thing`.", 1, '"nosuch".*Check the spelling'),
    "option": ("```{image} dot.png\n:nosuch: x\n:alt: A dot\n```", 2, "'nosuch'.*allowed"),
    "ref": ("Words.\n\nSee {ref}`sec-nowhere`.", 3, "sec-nowhere.*before a heading"),
    "numref": ("See {numref}`fig-nowhere`.", 1, "fig-nowhere.*:name:"),
    "eq": ("See {eq}`eq-nowhere`.", 1, "eq-nowhere.*:label:"),
    "doc": ("See {doc}`nowhere`.", 1, "nowhere.*in book/"),
    "term": ("A {term}`nosuchterm`.", 1, "nosuchterm.*glossary"),
    "cite": ("As {cite:p}`nobody` says.", 1, "nobody.*references.bib"),
    "link": ("See [it](nowhere.md).", 1, "nowhere.md.*{ref}"),
    "paragraph": ("(lab)=\nWords.\n\nSee {ref}`lab`.", 4, "'lab'.*words of the link"),
    "footnote": ("Words.\n\n[^unused]: Foot.", 3, "not referenced.*refers to it"),
    "substitution": ("A {{ nosuch }}.", 1, "'nosuch'.*conf.py"),
    "duplicate": ("(sec-home)=\n## Again", None, "duplicate label sec-home.*another name"),
    "twice": ("(sec-d)=\n## One\n\n(sec-d)=\n## Two", 4, "sec-d.*another name"),
    "heading": ("## Two\n\n#### Four", 3, "H2 to H4.*one #"),
    "titles": ("Words.\n\n# Another", 3, "one title.*##"),
    "image": ("Words.\n\n![](dot.png)", 3, "needs words.*between the brackets"),
    "directed": ("```{image} dot.png\n```", 1, "needs words.*:alt:"),
    "decorative": ("```{image} dot.png\n:alt:\n```", 1, "needs words"),
    "figure": ("```{figure} dot.png\nCaption.\n```", 1, "needs words.*:alt:"),
    "card-separator": (":::{card} T\nHead\n^^^\nBody.\n:::", 1, "deprecated.*'card-header'"),
    "card-picture": (":::{card} T\n:img-top: dot.png\nBody.\n:::", 1, "needs words.*:img-alt:"),
    "card": (":::{card}\n:link: https://example.org\nBody.\n:::", 1, "needs a title.*{card}"),
    "dropdown": (":::{dropdown}\nBody.\n:::", 1, "needs a title.*{dropdown}"),
    "missing": ("![A dot](nowhere.png)", 1, "nowhere.png.*beside the page"),
    "remote": ("![A dot](https://example.org/dot.png)", 1, "beside the page"),
    "gif": ("![A dot](dot.gif)", 1, "save it as SVG"),
    "include": ("```{literalinclude} nowhere.py\n```", 1, "nowhere.py.*the path begins"),
    "formula": (r"A $\nosuch$ here.", 1, r"KaTeX.*\\nosuch.*another way"),
    "equation": ("$$\n\\frac{a\n$$", 1, "KaTeX.*another way"),
    "multline": ("\\begin{multline}\na\n\\end{multline}", 1, "multline.*another way"),
    "raw": ("```{raw} html\n<b>bold</b>\n```", 1, "Raw HTML.*MyST"),
    "iframe": ('Words.\n\n<iframe src="x.html"></iframe>', 3, "Raw HTML.*film"),
    "video": ('<video src="a.mp4"></video>', 1, "Raw HTML.*film"),
    "inline": ("Some <b>bold</b> words.", 1, "Raw HTML"),
    "break": ("One<br>two.", 1, "Raw HTML"),
    "symbol": ("A {fas}`spinner` here.", 1, "icon.*the word"),
    "sign": ("A {material-regular}`data_usage` here.", 1, "icon.*the word"),
    "icon": ("An {octicon}`report` here.", 1, "icon.*the word"),
    "language": ("```nosuchlanguage\nx\n```", 1, "nosuchlanguage.*Pygments"),
    "ticks": ("- [ ] open", 1, "ticked.*without the brackets"),
    "struck": ("Some ~~struck~~ words.", 1, "struck"),
    "attributes": ("Some [words]{.loud} here.", 1, "braces"),
    "lost-option": ("Words.\n\n:name: fig-lost", 3, "option.*directive"),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory):
    """What a build says of a book that is full of slips, each on a page of its own."""
    folder = tmp_path_factory.mktemp("slips")
    pages = {"index.md": INDEX.format("\n".join(SLIPS))}
    pages |= {f"{name}.md": f"# Slip\n\n{text}\n" for name, (text, _, _) in SLIPS.items()}
    lay_out(folder, pages)
    for name in ("dot.png", "dot.gif"):
        Image.new("RGB", (20, 20)).save(folder / "book" / name)
    with pytest.raises(RuntimeError) as told:
        build(folder, folder / "html")
    return re.sub(r"\x1b\[[\d;]*m", "", str(told.value)).splitlines()


@pytest.mark.xdist_group("elements")
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_told_once_with_page_and_line_and_what_to_do(said, slip):
    _, line, sentence = SLIPS[slip]
    if line is None:  # it takes two pages, and the one that is read later is named
        assert [re.search(rf"/(index|{slip})\.md:\d+: .*{sentence}", one) for one in said]
        return
    [told] = [one for one in said if f"/{slip}.md:" in one and "other instance" not in one]
    assert re.search(rf"/{slip}\.md:{line + 2}: (WARNING|ERROR): .*{sentence}", told)
