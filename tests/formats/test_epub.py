"""The EPUB, read with the tools that readers trust."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from functools import cached_property
from hashlib import sha256
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZIP_STORED, ZipFile, is_zipfile

import pytest
from bs4 import BeautifulSoup
from PIL import Image

from bookext.formats import editions
from tests.built import ROOT, SITE, pages
from tests.playing import DEMO_CELL, IN_CELLS, described, drawings_of, words_and_lines
from tools.books import FRONT_MATTER, build, lay_out

WEB = "https://book.example/calculus/"
XHTML = "{http://www.w3.org/1999/xhtml}"
MATH = "{http://www.w3.org/1998/Math/MathML}math"
TYPE = "{http://www.idpf.org/2007/ops}type"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
#: Every element that does something, or that not every reading system shows.
ALIVE = {"script", "noscript", "button", "input", "form", "select", "textarea", "dialog"} | {
    *("iframe", "object", "embed", "canvas", "progress", "output", "details", "style", "template")
}


class Epub:
    """An EPUB: its files, and its pages as trees."""

    def __init__(self, path):
        self.digest = sha256(path.read_bytes()).hexdigest()
        with ZipFile(path) as packed:
            self.infos = packed.infolist()
            self.files = {info.filename: packed.read(info) for info in self.infos}

    @cached_property
    def pages(self):
        """The pages by name, without the ending."""
        found = [name for name in self.files if name.endswith(".xhtml")]
        return {name.removesuffix(".xhtml"): self.tree(name) for name in found}

    @cached_property
    def package(self):
        """What the book says of itself."""
        return self.tree("content.opf")

    @cached_property
    def pictures(self):
        """The words and the lines of every drawing."""
        files = [name for name in self.files if name.endswith(".svg")]
        drawn = [self.files[name].decode().split("?>", 1)[-1] for name in files]  # as in a page
        return [words_and_lines(BeautifulSoup(text, "html5lib")) for text in drawn]

    def tree(self, name):
        return ElementTree.fromstring(self.files[name])

    def told(self, name):
        """The texts of one kind of metadata."""
        return [element.text for element in self.package.iter(DC + name)]


@pytest.fixture(scope="module")
def book():
    path = SITE / editions.EPUB
    if not path.exists():
        pytest.fail("The book has not been built: run `make` first.")
    return Epub(path)


@pytest.fixture(params=[p for p in pages() if p.is_written and p.path.stem != "progress"], ids=str)
def page(request):
    """Each page of the site that the book contains."""
    return request.param


def of_class(tree, name):
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def text_of(element):
    return " ".join("".join(element.itertext()).split())


# -- The file -------------------------------------------------------------------------------------


def test_epubcheck_finds_no_error_and_no_warning(tmp_path):
    program = shutil.which("epubcheck") or pytest.fail("Install epubcheck.")
    # Debian's is a Java archive, which not every kernel starts of its own accord.
    command = ["java", "-jar", program] if is_zipfile(program) else [program]
    report = tmp_path / "report.json"
    subprocess.run([*command, SITE / editions.EPUB, "-j", report], capture_output=True, check=False)
    messages = json.loads(report.read_text(encoding="utf-8"))["messages"]
    grave = [m for m in messages if m["severity"] in ("FATAL", "ERROR", "WARNING")]
    assert [(m["ID"], m["message"], m["locations"][0]["path"]) for m in grave] == []


def test_the_file_says_first_and_uncompressed_what_it_is(book):
    first = book.infos[0]
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    assert book.files["mimetype"] == b"application/epub+zip"
    assert (SITE / editions.EPUB).stat().st_size < 5_000_000


def test_every_page_picture_and_list_is_well_formed(book):
    endings = (".xhtml", ".svg", ".opf", ".ncx", ".xml")
    for name in book.files:
        if name.endswith(endings):
            book.tree(name)
    assert len(book.pages) > 20


def test_nothing_runs_in_it(book):
    for name, tree in book.pages.items():
        assert {element.tag.rpartition("}")[2] for element in tree.iter()} & ALIVE == set(), name
        assert [e.attrib for e in tree.iter() if any(a.startswith("on") for a in e.attrib)] == []


# -- What it says of itself -----------------------------------------------------------------------


def test_the_book_says_what_it_is_who_made_it_and_what_may_be_done_with_it(book):
    assert book.told("title") == ["Calculus for Neuroscience: Differentiation and Integration"]
    assert book.told("creator") == ["The Calculus for Neuroscience authors"]
    assert book.told("language") == ["en"]
    assert book.told("identifier")[0].startswith("urn:uuid:")
    assert "CC BY 4.0" in book.told("rights")[0]
    described = (ROOT / "book" / "index.md").read_text(encoding="utf-8")
    assert f"description: {book.told('description')[0]}\n" in described
    features = {e.text for e in book.package.iter(OPF + "meta") if "Feature" in str(e.attrib)}
    assert features >= {"MathML", "alternativeText", "tableOfContents"}


def test_the_cover_is_there_and_large_enough_for_a_shelf(book):
    (item,) = [i for i in book.package.iter(OPF + "item") if i.get("properties") == "cover-image"]
    assert Image.open(BytesIO(book.files[item.get("href")])).size == (1600, 2560)
    first = next(book.package.iter(OPF + "itemref")).get("idref")
    opened = next(i for i in book.package.iter(OPF + "item") if i.get("id") == first)
    assert item.get("href").encode() in book.files[opened.get("href")]


def test_every_page_is_in_the_contents_with_its_sections(book, page):
    contents = next(nav for nav in book.pages["nav"].iter(XHTML + "nav") if nav.get(TYPE) == "toc")
    listed = {link.get("href"): text_of(link) for link in contents.iter(XHTML + "a")}
    assert listed[f"{page.path.stem}.xhtml"].endswith(title_of(page.article.find("h1")))
    if page.path.stem != "index":  # of the title's sections, the contents are one
        for heading in page.article.select("section > h2"):
            name = f"{page.path.stem}.xhtml#{heading.parent['id']}"
            assert plain(listed[name]) == plain(title_of(heading))
    assert "\\" not in "".join(listed.values())


def title_of(heading):
    """What a heading of the web says, with its formulas as they are seen."""
    heading = heading.__copy__()
    for other in heading.select(".headerlink, .katex-mathml, .section-number"):
        other.decompose()
    return " ".join(heading.get_text().split())


def plain(text):
    return re.sub(r"\W", "", text)


def test_the_pages_come_in_the_order_of_the_web(book):
    sidebar = (ROOT / "book" / "index.md").read_text(encoding="utf-8")
    toctrees = re.findall(r"```\{toctree\}\n(?::[^\n]*\n)*\n(.*?)```", sidebar, re.DOTALL)
    wanted = [name for tree in toctrees for name in tree.split() if name != "progress"]
    paths = {i.get("id"): i.get("href") for i in book.package.iter(OPF + "item")}
    spine = [paths[item.get("idref")] for item in book.package.iter(OPF + "itemref")]
    assert spine[:4] == ["cover.xhtml", "title.xhtml", "nav.xhtml", "index.xhtml"]
    assert spine[4:] == [f"{name}.xhtml" for name in wanted]


def test_a_reading_system_finds_cover_contents_and_the_start_of_the_text(book):
    marks = {
        link.get(TYPE): link.get("href").partition("#")[0]
        for link in book.pages["nav"].iter(XHTML + "a")
        if link.get(TYPE)
    }
    assert marks["cover"] == "cover.xhtml"
    assert marks["toc"] == "nav.xhtml"
    assert marks["bodymatter"] == "why-calculus.xhtml"


# -- The pages ------------------------------------------------------------------------------------


def test_every_formula_of_the_web_is_there_as_mathml(book, page):
    tree = book.pages[page.path.stem]
    here = {formula.get("alttext") for formula in tree.iter(MATH)}
    sources = page.article.select("annotation[encoding='application/x-tex']")
    there = {" ".join(s.get_text().split()) for s in sources if not s.find_parent(class_="demo")}
    assert here == there
    code = {XHTML + name for name in ("pre", "code")}
    assert re.findall(r"\\\w+|\$[^$]*\$", text_outside(tree, code)) == []


def text_outside(element, left_out):
    inside = "" if element.tag in left_out else element.text or ""
    children = () if element.tag in left_out else element
    return inside + "".join(text_outside(e, left_out) + (e.tail or "") for e in children)


def test_equations_figures_and_exercises_have_the_numbers_of_the_web(book, page):
    tree = book.pages[page.path.stem]
    for kind in ("eqno", "caption-number"):
        here = {plain(text_of(number)) for number in of_class(tree, kind)}
        assert here == {plain(n.get_text()) for n in page.article.select(f".{kind}")}


def test_every_picture_is_described_as_on_the_web(book, page):
    tree = book.pages[page.path.stem]
    for picture in tree.iter(XHTML + "img"):
        assert len(picture.get("alt")) > 20
        assert picture.get("src") in book.files
    here = {" ".join(picture.get("alt").split()) for picture in tree.iter(XHTML + "img")}
    assert here == described(page.article)


def test_every_demo_is_a_figure_that_says_where_it_is_alive(book, page):
    figures = list(book.pages[page.path.stem].iter(XHTML + "figure"))
    told = [figure for figure in figures if of_class(figure, "alive")]
    assert len(told) == len(page.article.select(".cell .demo"))
    for figure in told:
        assert list(figure.iter(XHTML + "img"))
        assert list(figure.iter(XHTML + "figcaption"))


def test_code_that_is_the_lesson_is_there_and_code_that_draws_is_not(book, page):
    here = [plain(text_of(code)) for code in book.pages[page.path.stem].iter(XHTML + "pre")]
    for code in page.article.select("div.cell_input pre"):
        folded = code.find_parent(class_="hide")
        assert (plain(code.get_text()) in here) == (not folded)


def test_every_work_is_named_once(book):
    for work in of_class(book.pages["bibliography"], "citation"):
        assert len(list(work.iter(XHTML + "p"))) == len(of_class(work, "label")) == 1


def test_answers_stand_at_the_end_with_links_there_and_back(book, page):
    tree = book.pages[page.path.stem]
    named = {element.get("id"): element for element in tree.iter() if element.get("id")}
    asked = page.article.select(".question, .solution, details.sd-dropdown")
    links = [link for to in of_class(tree, "to-answer") for link in to.iter(XHTML + "a")]
    assert len(links) == len(asked)
    entries = of_class(named["answers"], "answered") if asked else []
    texts = " ".join(plain(text_of(entry)) for entry in entries)
    for block in page.article.select(".answer > div p, .solution p, .sd-dropdown p"):
        told = [plain(t) for t in block.find_all(string=True) if not t.find_parent(class_="katex")]
        assert [text for text in told if text not in texts] == []
    for link in links:
        name = link.get("href").removeprefix("#")
        (entry,) = [e for e in entries if any(part.get("id") == name for part in e.iter())]
        back = next(entry.iter(XHTML + "a")).get("href").removeprefix("#")
        assert named[back] not in list(named["answers"].iter())
    order = [element.get("id") for element in tree.iter() if element.get("id")]
    for entry in entries:
        link = next(entry.iter(XHTML + "a"))
        back = link.get("href").removeprefix("#")
        assert order.index(back) < order.index("answers")
        for title in of_class(named[back], "admonition-title"):  # an exercise has one
            assert text_of(link) == text_of(title)


def test_pages_fit_a_phone_and_show_each_picture_in_the_width_that_fits(book, new_window, tmp_path):
    with ZipFile(SITE / editions.EPUB) as packed:
        packed.extractall(tmp_path)
    for width, variant in ((360, "only-narrow"), (800, "only-wide")):
        tab = new_window(width=width).new_page()
        for name in book.pages:
            tab.goto((tmp_path / f"{name}.xhtml").as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
            seen = "[...document.querySelectorAll('.picture img')].filter(i => i.offsetWidth)"
            shown = tab.evaluate(f"{seen}.map(i => i.className)")
            assert all(variant in classes for classes in shown), name
            assert len(shown) == tab.evaluate("document.querySelectorAll('.picture').length")


@pytest.mark.parametrize("name", IN_CELLS)
def test_a_demo_is_the_picture_that_its_page_begins_with(book, name):
    drawings = drawings_of(name)
    assert len(drawings) == 2
    assert all(drawing in book.pictures for drawing in drawings)


# -- Where it is published ------------------------------------------------------------------------

TRIAL = {
    "index.md": """# A trial

```{toctree}
demo
progress
```
""",
    "progress.md": "(chap-progress)=\n# Progress\n\n```{progress}\n```\n",
    "demo.md": FRONT_MATTER
    + """\
(sec-demo)=
# A page with a demo

Look at {ref}`chap-progress` and at {ref}`itself <sec-demo>`.

"""
    + DEMO_CELL
    + """

:::{demos}
:::
""",
}


@pytest.fixture(scope="module")
def trial(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trial")
    lay_out(folder, TRIAL)
    return folder


def page_of(trial, address):
    build(trial, trial / "epub", builder="epub", environment={"BOOK_URL": address})
    book = Epub(editions.folder(trial) / editions.EPUB)
    assert "progress" not in book.pages
    return book.pages["demo"], [link.get("href") for link in book.pages["demo"].iter(XHTML + "a")]


@pytest.mark.xdist_group("trial of EPUB")
def test_what_is_not_in_the_book_is_on_the_web(trial):
    tree, links = page_of(trial, WEB)
    (alive,) = of_class(tree, "alive")
    (live,) = alive.iter(XHTML + "a")
    assert live.get("href") == f"{WEB}demo.html#riemann-sums"
    assert f"{WEB}progress.html" in links[0]
    assert links[1].endswith("#sec-demo")
    assert f"{WEB}embed/riemann-sums.html" in links


@pytest.mark.xdist_group("trial of EPUB")
def test_without_an_address_what_is_not_in_the_book_is_named_and_not_linked(trial):
    tree, links = page_of(trial, "")
    assert "Look at Progress and at itself." in text_of(tree)
    assert len(links) == 1
    assert links[0].endswith("#sec-demo")
    (alive,) = of_class(tree, "alive")
    assert "demo" in text_of(alive)
    assert "Riemann sums" in text_of(tree)
