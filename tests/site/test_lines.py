"""Where lines of text end, and that all of a table is on a phone's screen."""

from __future__ import annotations

import re

from tests.browser import wait_for_letters

_PARTED = re.compile(r"\d (?:[fnpm]?[ACFSV]|m?s|Hz|c?m|c?m/s|spikes/s)(?![\w/])|\bCC BY ")
#: Code is as it is typed, formulas have lines of their own, and demos write their sentences.
_APART = "code, pre, svg, .katex, .demo, script, noscript, dt.sig"
WIDE = """() => ({
  parted: [...document.querySelectorAll("article .together")]
    .filter((e) => e.checkVisibility() && e.getClientRects().length > 1).map((e) => e.textContent),
  beyond: [...document.querySelectorAll("article :is(.together, .symbols code, .symbols th)")]
    .filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent),
  cut: [...document.querySelectorAll("article :is(th, td)")]
    .filter((e) => e.closest(".symbols") && e.scrollWidth > e.clientWidth)
    .map((e) => e.textContent),
  page: document.documentElement.scrollWidth,
})"""


def test_no_line_can_end_between_a_number_and_its_unit(page):
    if not page.article:
        return
    apart = {id(found) for found in page.article.select(_APART)}
    parted = [
        text.strip()
        for text in page.article.find_all(string=_PARTED)
        if not any(id(parent) in apart for parent in text.parents)
    ]
    assert parted == []


def test_on_a_phone_formulas_keep_their_commas_and_tables_of_symbols_are_whole(new_window, address):
    tab = new_window(width=360, height=740).new_page()
    for name in ("slopes-and-areas", "glossary"):
        tab.goto(f"{address}{name}.html")
        wait_for_letters(tab)
        assert tab.evaluate(WIDE) == {"parted": [], "beyond": [], "cut": [], "page": 360}, name
    assert tab.locator("article .symbols").count() == 1
