"""The path through the book: what is done, what is left here, what comes next."""

from __future__ import annotations

import re

import pytest

from tests.browser import barriers
from tests.built import SITE, parse
from tests.site.test_progress import CHAPTER, QUESTION, Reader, choose, done

TASKS = len(parse(SITE / f"{CHAPTER}.html").select("article :is(.question[id], div.exercise[id])"))


@pytest.fixture
def reader(new_window, address):
    """Return a function that gives a reader a new browser, in which nothing may fail."""
    readers = []

    def new(**options):
        readers.append(Reader(new_window(**options), address))
        return readers[-1]

    yield new
    for one in readers:
        assert one.complaints == []


def chapter_link(tab, page=CHAPTER):
    """The chapter in the side bar; that of the open page leads to its top."""
    return tab.locator(f'.bd-links a:is([href$="{page}.html"], [href="#"])')


def spoken(locator):
    """What a voice says of an element, without what is only seen."""
    return re.search(r'^- \w+ "(.*)"', locator.aria_snapshot())[1]


# -- The side bar, and the exercises --------------------------------------------------------------


def test_the_side_bar_counts_what_is_done_in_each_chapter_and_exercises_keep_their_mark(reader):
    one = reader()
    tab = one.open(CHAPTER)
    assert chapter_link(tab).locator(".chapter-done").inner_text().startswith(f"0/{TASKS}")
    choose(tab, QUESTION, "right")
    assert chapter_link(tab).locator(".chapter-done").inner_text().startswith(f"1/{TASKS}")
    one.fill(tab, {f"progress/{CHAPTER}": done([QUESTION], solved=["x5"])})
    tab.reload()
    mark = tab.locator("#x5 .exercise-state")
    mark.wait_for()
    assert mark.inner_text() == "✓ solved"
    assert spoken(tab.locator("#x5 [data-do=check]")) == "Check (solved)"
    said = f"8. Charge transfer at a synapse (2 of {TASKS} questions and exercises done) (read)"
    assert spoken(chapter_link(tab)) == said
    other = one.open("index")
    done_there = chapter_link(other).locator(".chapter-done")
    done_there.wait_for()
    assert done_there.inner_text().startswith(f"2/{TASKS}")
    assert barriers(tab, "{include: [['.bd-links'], ['#x5']]}") == []
