"""What a reader can touch before they have turned two screens."""

from __future__ import annotations

from bench.reading import SCREENS, SIZES
from tests.built import pages

CHAPTERS = [page for page in pages() if page.article.select_one(".opening")]
WITHOUT = ["summary.html"]  # which begins with questions


def test_each_chapter_has_a_demo_within_its_first_screens(new_window, address):
    assert [str(one) for one in CHAPTERS if not one.article.select(".demo-stage")] == WITHOUT
    tab = new_window().new_page()
    for chapter in [one for one in CHAPTERS if str(one) not in WITHOUT]:
        tab.set_viewport_size(SIZES["desk"])
        tab.goto(f"{address}{chapter}")
        assert tab.evaluate(SCREENS) < 2, chapter
        tab.set_viewport_size(SIZES["phone"])
        assert tab.evaluate(SCREENS) < 3.5, f"{chapter} on a phone"
