"""The PDF, its handout and the pages cut out of it, read with the tools that readers trust."""

from __future__ import annotations

import os
import re
import subprocess
from functools import cache
from hashlib import sha256

import pytest
from pypdf import PdfReader

from bookext.formats import editions
from bookext.formats.pdf import BOOK, HANDOUT, Book, complaints
from tests.built import ROOT, SITE, Page, pages
from tests.papers import Paper, letters, said
from tests.playing import DEMO_CELL, IN_CELLS, drawings_of
from tools.books import FRONT_MATTER, build, lay_out

TYPESET = ROOT / "build" / "pdf"
WEB = "https://book.example/calculus/"
#: Pages that are only on the web, or whose content stands at the end of the book.
ELSEWHERE = {"index", "progress", "bibliography"}


def on_paper():
    """The pages of the site that are in the PDF."""
    return [p for p in pages() if p.is_written and p.path.stem not in ELSEWHERE] or [None]


@pytest.fixture(params=on_paper(), ids=str)
def page(request):
    if request.param is None:
        pytest.fail("The book has not been built: run `make` first.")
    return request.param


@cache
def paper(path):
    """A PDF of the site."""
    return Paper(SITE / path)


def assert_all(texts, path):
    whole = paper(path).letters
    assert [text for text in texts if text not in whole] == []


# -- The book -------------------------------------------------------------------------------------


def test_every_heading_is_in_the_book(page):
    for heading in page.article.select("section > h1, section > h2"):
        heading = heading.__copy__()
        for link in heading.select(".headerlink"):
            link.decompose()
        assert_all(said(heading), editions.PDF)


def test_every_number_of_an_equation_figure_or_exercise_is_as_on_the_web(page):
    equations = [number.get_text() for number in page.article.select(".eqno")]
    numbers = [re.sub(r"[^\d.]", "", number) for number in equations]
    whole = paper(editions.PDF).text(laid_out=True)
    assert [number for number in numbers if f"({number})" not in whole] == []
    captions = page.article.select("figcaption p, .exercise .admonition-title")
    assert_all(["".join(said(caption)[:2]) for caption in captions], editions.PDF)


def test_every_question_answer_hint_and_solution_is_in_the_book(page):
    for block in page.article.select(".question, .exercise, .solution, details.sd-dropdown"):
        for part in block.select("p, summary"):
            if not part.select(".run-bar, .run-says") and not part.find_parent(class_="run-bar"):
                assert_all([text for text in said(part) if len(text) > 3], editions.PDF)


def test_code_and_what_it_prints_is_in_the_book(page):
    for code in page.article.select("div.cell_input pre"):
        if not code.find_parent(class_="hide"):
            assert_all([letters(line) for line in code.get_text().splitlines()], editions.PDF)


@pytest.mark.parametrize("path", [editions.PDF, editions.HANDOUT])
def test_the_bibliography_names_every_work_once(path):
    works = Page(SITE / "bibliography.html").article.select("div.citation > p")
    assert len(works) > 10
    whole = paper(path).letters
    for work in works:
        longest = max(said(work), key=len)
        assert whole.count(longest) == 1, longest


@pytest.mark.parametrize("name", [BOOK, HANDOUT])
def test_nothing_is_too_long_undefined_or_without_a_glyph(name):
    assert complaints((TYPESET / f"{name}.log").read_text(errors="replace")) == []


@pytest.mark.parametrize(
    "line",
    [
        r"Overfull \hbox (2.1pt too wide) in paragraph at lines 3--4",
        r"Overfull \vbox (12.0pt too high) has occurred while \output is active",
        "LaTeX Warning: Reference `gain:q-gain' on page 3 undefined on input line 7.",
        "LaTeX Warning: Hyper reference `a:b' on page 3 undefined on input line 7.",
        "Missing character: There is no ∂ (U+2202) in font TeXGyrePagella!",
        "! Undefined control sequence.",
    ],
)
def test_what_a_reader_would_see_stops_the_build(line):
    assert complaints(f"before\n{line}\nafter\n") == [line]


def test_an_error_is_told_before_what_follows_from_it():
    warning = "LaTeX Warning: Reference `a:b' on page 3 undefined on input line 7."
    assert complaints(f"{warning}\n! Missing $ inserted.\n") == ["! Missing $ inserted."]


def test_what_nobody_sees_does_not_stop_the_build():
    assert complaints("Overfull \\hbox (1.9pt too wide) in paragraph at lines 3--4\n") == []
    assert complaints("Underfull \\hbox (badness 10000) in paragraph at lines 3--4\n") == []


@pytest.mark.parametrize("path", [editions.PDF, editions.HANDOUT])
def test_every_font_travels_with_the_book_and_all_of_it_is_small(path):
    fonts = subprocess.run(
        ["pdffonts", SITE / path], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert fonts[0].endswith("emb sub uni object ID")
    assert len(fonts) > 5
    assert {font.split()[-5] for font in fonts[2:]} == {"yes"}
    assert (SITE / path).stat().st_size < 5_000_000


def test_the_book_has_a_title_an_author_bookmarks_and_a_page_that_says_how_to_cite_it():
    reader = PdfReader(SITE / editions.PDF)
    assert reader.metadata.title == "Calculus for Neuroscience: Differentiation and Integration"
    assert reader.metadata.author == "The Calculus for Neuroscience authors"
    marks = [mark.title for mark in reader.outline if not isinstance(mark, list)]
    for page in on_paper():
        title = re.sub(r"^\d+\. |#$", "", page.article.find("h1").get_text())
        assert any(letters(title) in letters(mark) for mark in marks), title
    front = reader.pages[0].extract_text()
    for needed in ["Edition 0.1.0", "CC BY 4.0", "How to cite"]:
        assert needed in front


def links(reader):
    """Yield the action of every link."""
    for page in reader.pages:
        for link in page.get("/Annots", []):
            yield link.get_object()["/A"]


@pytest.mark.parametrize("path", [editions.PDF, editions.HANDOUT])
def test_every_link_inside_a_book_leads_to_a_place_in_it(path):
    reader = PdfReader(SITE / path)
    places = set(reader.named_destinations)
    inside = [action["/D"] for action in links(reader) if action["/S"] == "/GoTo"]
    assert len(inside) > 300
    assert [name for name in inside if name not in places] == []


def test_answers_lead_back_to_where_they_were_asked_for():
    reader = PdfReader(SITE / editions.PDF)
    book = Book(TYPESET, "")
    answers = [anchor for anchor, (_doc, name) in book.places.items() if name.endswith("-answer")]
    questions = sum(len(page.article.select(".question")) for page in on_paper())
    assert len(answers) == questions > 50
    there = {action["/D"] for action in links(reader) if action["/S"] == "/GoTo"}
    labels = {name: anchor for anchor, (_doc, name) in book.places.items()}
    for anchor in answers:
        name = book.places[anchor][1]
        assert anchor in there, f"a link leads to {name}"
        assert labels[name.removesuffix("-answer")] in there, f"a link leads back from {name}"
        assert book.pages[anchor] > book.pages[labels[name.removesuffix("-answer")]]


@pytest.mark.parametrize("name", IN_CELLS)
def test_a_demo_is_the_picture_that_its_page_begins_with(name):
    wide, _ = drawings_of(name)
    assert_all([letters(word) for word in wide[0]], editions.PDF)


# -- The handout ----------------------------------------------------------------------------------


def test_the_handout_has_every_task_and_hint_but_no_solution(page):
    handout = paper(editions.HANDOUT).letters
    for hint in page.article.select("details.sd-dropdown p"):
        assert_all([text for text in said(hint) if len(text) > 3], editions.HANDOUT)
    for task in page.article.select(".question-prompt, .exercise p"):
        assert_all([text for text in said(task) if len(text) > 3], editions.HANDOUT)
    elsewhere = letters("".join(part.get_text() for part in page.article.select(".exercise")))
    for solution in page.article.select(".solution"):
        lines = [letters(line) for line in solution.select_one("pre").get_text().splitlines()]
        own = [line for line in lines if len(line) > 12 and line not in elsewhere]
        assert own, "a solution says something that its exercise does not"
        assert [line for line in own if line in handout] == []
    for answer in page.article.select(".answer p"):
        told = max(said(answer, but=".katex, a"), key=len)
        assert len(told) < 25 or told not in handout, told


# -- Pages of their own ---------------------------------------------------------------------------


def test_a_page_of_its_own_is_complete_and_comes_with_its_answers(page):
    path = editions.chapter_pdf(page.path.stem)
    reader = PdfReader(SITE / path)
    heading = page.article.find("h1").get_text().rstrip("#")
    assert reader.metadata.title.startswith(heading)
    assert letters(heading) in letters(reader.pages[0].extract_text())
    for part in page.article.select("section > h2, .question p, .solution p"):
        texts = said(part) if part.name == "p" else said(part)[:1]
        assert_all([text for text in texts if len(text) > 3], path)


def test_a_page_of_its_own_keeps_its_links_and_the_others_lead_to_the_web(tmp_path):
    book = Book(TYPESET, WEB)
    number_of_links = 0
    for docname, writer in book.cuts():
        writer.write(tmp_path / "page.pdf")
        reader = PdfReader(tmp_path / "page.pdf")
        for action in links(reader):
            number_of_links += 1
            if action["/S"] == "/GoTo":
                assert action["/D"] in reader.named_destinations, docname
            elif action["/URI"].startswith(WEB):
                name, _hash, label = action["/URI"].removeprefix(WEB).partition("#")
                target = Page(SITE / name)
                assert target.soup.find(id=label) or label.endswith("-answer"), action["/URI"]
    assert number_of_links > 300


def test_without_an_address_no_link_of_a_page_leads_nowhere(page):
    reader = PdfReader(SITE / editions.chapter_pdf(page.path.stem))
    inside = [action["/D"] for action in links(reader) if action["/S"] == "/GoTo"]
    assert [name for name in inside if name not in reader.named_destinations] == []


# -- Where it is published ------------------------------------------------------------------------

DEMO = f"{FRONT_MATTER}(sec-demo)=\n# A page with a demo\n\n{DEMO_CELL}"


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A book with one demo, published at an address."""
    folder = tmp_path_factory.mktemp("published")
    lay_out(folder, {"index.md": "# Root\n\n```{toctree}\ndemo\n```\n", "demo.md": DEMO})
    build(folder, folder / "pdf", builder="pdf", environment={"BOOK_URL": WEB})
    return folder / "build" / "editions"


@pytest.mark.xdist_group("published-pdf")  # typeset once for both
def test_a_demo_has_its_address_below_its_picture(published):
    reader = PdfReader(published / editions.PDF)
    target = f"{WEB}demo.html#riemann-sums"
    assert target in [action.get("/URI") for action in links(reader)]


@pytest.mark.xdist_group("published-pdf")
def test_a_telephone_reads_the_address_of_a_demo_from_the_paper(published, tmp_path):
    sheets = Paper(published / editions.PDF).pictures(tmp_path, dots=150)
    command = ["zbarimg", "--quiet", "--raw", *sheets]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout.split() == [f"{WEB}demo.html#riemann-sums"]


def test_typesetting_again_gives_the_same_bytes(tmp_path):
    for file in TYPESET.iterdir():
        if file.suffix not in {".aux", ".log"} and file.stem != HANDOUT and file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / f"{BOOK}.pdf").unlink()
    made = PdfReader(SITE / editions.PDF).metadata.creation_date
    command = ["latexmk", "-xelatex", "-interaction=nonstopmode", "-silent", f"{BOOK}.tex"]
    date = {"SOURCE_DATE_EPOCH": str(int(made.timestamp()))}
    subprocess.run(command, cwd=tmp_path, env=os.environ | date, capture_output=True, check=True)
    first, second = (SITE / editions.PDF).read_bytes(), (tmp_path / f"{BOOK}.pdf").read_bytes()
    assert sha256(first).hexdigest() == sha256(second).hexdigest()
