"""What a reader gets who selects a part of a page and copies it."""

from __future__ import annotations

import copy as copies

import pytest

from tests.built import SITE, parse

PAGE = "transfer-function.html"
GAIN = "#equation-eq-gain"
# From one place to the end of another, as dragging the mouse selects; both are found by a selector.
SELECT = """([from, to]) => {
  const range = document.createRange();
  range.setStart(document.querySelector(from).firstChild, 0);
  const end = document.querySelector(to);
  range.setEnd(end, end.childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
CLIPBOARD = """async (type) => {
  const [item] = await navigator.clipboard.read();
  return (await item.getType(type)).text();
}"""


@pytest.fixture
def copied(new_window, address):
    """Select in a chapter, press the keys, and see what the clipboard holds."""
    tab = new_window(permissions=["clipboard-read", "clipboard-write"]).new_page()
    tab.goto(address + PAGE)

    def press(start, end=None, kind="text/plain"):
        tab.evaluate(SELECT, [start, end or start])
        tab.keyboard.press("Control+c")
        return tab.evaluate(CLIPBOARD, kind)

    return press


def written(selector):
    """A part of the page as plain words, its formulas as TeX between dollars."""
    part = copies.copy(parse(SITE / PAGE).select_one(selector))
    for formula in part.select(".katex"):
        formula.replace_with(f"${formula.annotation.get_text().strip()}$")
    return " ".join(part.get_text().split())


def words(text):
    return " ".join(text.split())


def test_a_copied_paragraph_has_each_formula_once_as_tex(copied):
    paragraph = "article p:has(.katex)"
    assert "$" in written(paragraph)
    assert words(copied(paragraph)) == written(paragraph)


def test_a_formula_that_is_selected_in_part_is_copied_whole(copied):
    source = parse(SITE / PAGE).select_one(f"{GAIN} annotation").get_text()
    text = copied(f"{GAIN} .katex-html", f"{GAIN} .katex-html .mtable")
    assert words(text) == f"$${words(source)}$$"


def test_what_stands_in_lines_of_its_own_is_copied_so(copied):
    before, after = (f"section:has(> {GAIN}) > {place}" for place in ["h2", "p:last-of-type"])
    lines = [words(line) for line in copied(before, after).splitlines()]
    source = words(parse(SITE / PAGE).select_one(f"{GAIN} annotation").get_text())
    assert lines.count(f"$${source}$$") == 1
    assert written(after) in lines


def test_programs_that_take_in_layout_get_no_formula_twice(copied):
    html = copied("article p:has(.katex)", kind="text/html")
    assert "$" in html
    assert "katex" not in html


def test_words_without_formulas_are_copied_as_ever(copied):
    paragraph = "article p:not(:has(.katex), .reading-time):has(> strong)"
    assert words(copied(paragraph)) == written(paragraph)
