"""A page that its reader prints, from any theme: light, whole, and with the answers at its end."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.built import SITE, Page
from tests.cells import CellsOnPage
from tests.papers import ENDS, Paper, letters, said

PICTURE = 80  # points: none is so low
PAGE, SOLUTION = "derivatives-by-rule", "#x1-solution div.cell"
#: What nobody can press, fill in or unfold on paper, and what only a screen needs.
FURNITURE = (
    "button, .run-size, .demo-tools button, .demo-invitation, .demo-controls label, .closing h2, "
    ".home-start, .home-question em, #jb-print-docs-body h2, details.hide > summary"
)
# A page but for what draws itself anew.
ELEMENTS = """() => [...document.querySelectorAll("html, article, article *")]
  .filter((e) => !e.closest(".demo, .run-editor"))
  .map((e) => [e.tagName, e.id, e.className, e.open, e.dataset.theme].join())"""
CLOSE_FOLDS = """() => document.querySelectorAll("details:not(:focus-within)")
  .forEach((fold) => { fold.open = false; })"""
DRAWN = "document.querySelectorAll('.cm-line').length"


def assert_whole(paper, page):
    """No word is cut off or lies in the margins, and there is none of the site's furniture."""
    assert paper.cut_off() == []
    furniture = {letters(one.get_text()) for one in page.soup.select(FURNITURE)} - {""}
    lines = {letters(line) for line in paper.text().splitlines()}
    assert furniture & lines == set()
    assert [one for one in furniture if len(one) > 10 and one in paper.letters] == []


def assert_dark_on_white(paper, folder):
    """Every word of some letters has dark ink, and the ground that it stands on is white."""
    dots = 80
    files = paper.pictures(folder, dots=dots)
    sheets = [Image.open(BytesIO(file.read_bytes())) for file in files]
    pale = []
    for word in [word for word in paper.words if len(word.text) > 3]:
        box = [round(x * dots / 72) for x in word[2:]]
        darkest, lightest = sheets[word.sheet].crop(box).getextrema()
        if darkest > 140 or lightest < 250:
            pale.append((word, darkest, lightest))
    assert pale == []


def on_sheets(paper):
    """What each sheet says."""
    return [
        letters("".join(word.text for word in paper.words if word.sheet == sheet))
        for sheet in range(len(paper.sizes))
    ]


def assert_together(paper, page):
    """No title, no number of a formula and no caption is parted from what it is for."""
    sheets = on_sheets(paper)
    titles = page.article.select("h2, h3, .admonition-title, .question-prompt, summary, p.rubric")
    ends = {"".join(said(title)) for title in titles if not title.select(".katex")}
    alone = [end for sheet in sheets for end in ends if len(end) > 3 and sheet.endswith(end)]
    assert alone == []
    numbers = [number.get_text() for number in page.article.select(".eqno")]
    for number in [word for word in paper.words if word.text in numbers]:
        middle = (number.top + number.bottom) / 2
        assert any(
            word.sheet == number.sheet
            and word.right < number.left - 20
            and abs((word.top + word.bottom) / 2 - middle) < 30
            for word in paper.words
        ), number
    for caption in page.article.select("figcaption"):
        number, *pieces = filter(None, said(caption))
        begins = number + pieces[0][:15]
        (start,) = [
            word
            for k, word in enumerate(paper.words)
            if word.text == "Figure"
            and letters("".join(one.text for one in paper.words[k : k + 12])).startswith(begins)
        ]
        assert start.top > ENDS + PICTURE, caption
        assert [piece for piece in pieces if piece not in sheets[start.sheet]] == []


def test_a_page_in_use_prints_whole_with_its_answers_at_the_end_and_is_as_before(
    new_window, address, tmp_path
):
    read = CellsOnPage(new_window(width=1920, color_scheme="dark"), address, PAGE)
    tab = read.tab
    tab.evaluate("document.documentElement.dataset.reader = 'larger'")
    tab.locator(".demo").first.scroll_into_view_if_needed()
    tab.locator(".demo[data-alive]").first.wait_for()
    typed = [f"line_{i} = {i}" for i in range(200)] + [f"long = '{'word ' * 60}'"]
    read.type(int(tab.locator(SOLUTION).get_attribute("id").split("-")[1]), "\n".join(typed))
    tab.evaluate(CLOSE_FOLDS)
    before, place = tab.evaluate(ELEMENTS), tab.evaluate("scrollY")
    assert "dark" in before[0]
    assert place > 1000
    tab.pdf(path=tmp_path / "page.pdf", format="A4")
    assert tab.evaluate(ELEMENTS) == before
    assert tab.evaluate("document.activeElement.matches('.cm-content')")
    tab.wait_for_function(f"{DRAWN} < {len(typed)}")  # the editor is on the screen again
    tab.wait_for_function(f"scrollY === {place}")

    paper, page = Paper(tmp_path / "page.pdf"), Page(SITE / f"{PAGE}.html")
    assert_whole(paper, page)
    assert_dark_on_white(paper, tmp_path)
    assert_together(paper, page)
    prompts = [said(prompt)[0] for prompt in page.article.select(".question-prompt")]
    body, answers = paper.letters.split(f"Answers1{prompts[0]}")
    for told in page.article.select("details.answer > div, details.sd-dropdown, details.solution"):
        for text in said(told.select_one("p")):
            assert text in answers
            assert len(text) < 30 or text not in body
    assert [line for line in typed if letters(line) not in answers] == []
    for choice in page.article.select("details.answer > summary"):
        assert [text for text in said(choice) if text not in body] == []
    tasks = len(page.article.select(".question, .exercise"))
    assert body.count("attheend") == tasks
    assert [prompt for prompt in prompts[1:] if prompt not in answers] == []


def test_without_scripts_and_in_forced_colours_a_page_prints_whole_with_its_folds_open(
    new_window, address, tmp_path
):
    name = "charge-transfer"
    window = new_window(java_script_enabled=False, forced_colors="active", color_scheme="dark")
    tab = window.new_page()
    tab.goto(f"{address}{name}.html")
    tab.pdf(path=tmp_path / "page.pdf", format="Letter")
    paper, page = Paper(tmp_path / "page.pdf"), Page(SITE / f"{name}.html")
    assert_whole(paper, page)
    assert_dark_on_white(paper, tmp_path)
    assert_together(paper, page)
    for told in page.article.select("details.answer > div, details.sd-dropdown, details.solution"):
        assert [text for text in said(told.select_one("p")) if text not in paper.letters] == []
    for code in page.article.select("details.hide pre"):
        assert letters(code.get_text()) in paper.letters


@pytest.mark.parametrize(
    "name, expected",
    [
        ("index", "Your path through the book"),
        ("about", "(https://creativecommons.org/licenses/by/4.0/)"),
    ],
)
def test_paper_has_no_buttons_and_says_where_links_lead(
    new_window, address, tmp_path, name, expected
):
    tab = new_window().new_page()
    tab.goto(f"{address}{name}.html")
    tab.pdf(path=tmp_path / "page.pdf", format="A4")
    paper = Paper(tmp_path / "page.pdf")
    assert_whole(paper, Page(SITE / f"{name}.html"))
    assert letters(expected) in paper.letters
