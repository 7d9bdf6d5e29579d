"""What a reader can touch before they have turned two screens."""

from __future__ import annotations

from bench.reading import SCREENS, SIZES
from tests.built import pages

# All chapters but the summary, which begins with questions.
CHAPTERS = [
    page
    for page in pages()
    if page.article.select_one(".opening") and page.article.select_one(".demo-stage")
]


def test_each_chapter_has_a_demo_within_its_first_screens(new_window, address):
    assert CHAPTERS
    tab = new_window().new_page()
    for chapter in CHAPTERS:
        tab.set_viewport_size(SIZES["desk"])
        tab.goto(f"{address}{chapter}")
        assert tab.evaluate(SCREENS) < 2, chapter
        tab.set_viewport_size(SIZES["phone"])
        assert tab.evaluate(SCREENS) < 3.5, f"{chapter} on a phone"
