"""The path through the book: what is done, what is left here, what comes next."""

from __future__ import annotations

import re

import pytest

from tests.browser import barriers
from tests.built import SITE, parse
from tests.site.test_progress import CHAPTER, QUESTION, Reader, choose, done, timed

ARTICLE = parse(SITE / f"{CHAPTER}.html").select_one("article.bd-article")
TASKS = len(ARTICLE.select(".question[id], div.exercise[id]"))


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


# -- The end of a chapter -------------------------------------------------------------------------


def chapters():
    """The chapters in their order, each with its minutes."""
    rows = parse(SITE / "index.html").select(".timetable tbody tr")
    return [(row.a["href"], row.a.get_text(), int(row.select("td")[1].get_text())) for row in rows]


def test_a_chapter_ends_with_what_one_can_do_now_and_what_comes_next(site):
    known = chapters()
    places = [0, [address for address, *_ in known].index(f"{CHAPTER}.html"), -2, -1]
    for place in (place % len(known) for place in places):
        address = known[place][0]
        article = parse(SITE / address).select_one("article.bd-article")
        panel = article.select_one("section > .closing:last-child")
        promised = [item.get_text() for item in article.select(".opening > ul > li")]
        assert promised
        assert [item.get_text() for item in panel.select(":scope > ul > li")] == promised
        tasks = [one["id"] for one in article.select(".question[id], div.exercise[id]")]
        links = [link["href"] for link in panel.select("details li a")]
        assert sorted(links) == sorted(f"#{task}" for task in tasks)
        following = known[place + 1 :]
        link, sentence = panel.select_one(".closing-next a"), panel.select("p")[-1].get_text()
        if following:
            [(target, title, own), *_] = following
            assert (link["href"], link.get_text()) == (target, f"Next: {title}")
            rest = sum(minutes for *_, minutes in following)
            whole = f", and {rest} to the end of the book." if len(following) > 1 else "."
            assert sentence.endswith(f"It takes {own} minutes to read and try{whole}")
        else:
            assert link["href"] == "progress.html"
            assert sentence.startswith("This was the last chapter.")


def left(tab):
    """The links to what is left, as the reader sees them."""
    return [one.get_attribute("href") for one in tab.locator(".closing details a:visible").all()]


def test_the_end_of_a_chapter_lists_what_is_left_and_no_more(reader):
    one = reader()
    tab = one.open(CHAPTER)
    says, fold = tab.locator(".closing-says"), tab.locator(".closing summary")
    assert says.inner_text().startswith(f"{TASKS - 1} questions, 1 exercise, reading")
    fold.press("Enter")
    assert len(left(tab)) == TASKS
    choose(tab, QUESTION, "right")
    assert f"#{QUESTION}" not in left(tab)
    assert says.inner_text().startswith(f"{TASKS - 2} questions, 1 exercise")
    rest = left(tab)
    tab.locator(".closing details a").locator("visible=true").first.click()
    assert tab.url.endswith(rest[0])
    assert tab.locator(rest[0]).bounding_box()["y"] < 900
    assert barriers(tab, "'.closing'") == []


def all_but(one):
    """The entry of the chapter on which one question is open."""
    questions = [task["id"] for task in ARTICLE.select(".question[id]") if task["id"] != one]
    return done(questions, solved=[task["id"] for task in ARTICLE.select("div.exercise[id]")])


def test_a_complete_chapter_is_celebrated_once_in_words_and_in_nobody_s_way(reader):
    one = reader()  # who prefers reduced motion
    tab = one.open(CHAPTER, timed)
    one.fill(tab, {f"progress/{CHAPTER}": all_but(QUESTION)})
    tab.reload()
    word = tab.get_by_role("status").and_(tab.locator(".celebration"))
    word.wait_for(state="attached")
    assert word.evaluate("e => getComputedStyle(e).animationName") == "none"
    tab.locator(f"#{QUESTION} .answer-right summary").click()
    assert word.inner_text().startswith("✓\nThis chapter is complete")
    box = word.bounding_box()
    assert box["x"] >= 0
    assert box["y"] + box["height"] <= 900
    hit = "([x, y]) => document.elementFromPoint(x, y).closest('.celebration')"
    assert tab.evaluate(hit, [box["x"] + 20, box["y"] + 20]) is None
    assert tab.evaluate("document.activeElement.closest('.question') !== null")
    assert tab.locator(".closing-done").text_content().startswith("You have done all")
    assert barriers(tab, "{include: [['.celebration'], ['.closing']]}") == []
    tab.clock.run_for(60_000)
    assert word.inner_text() == ""
    tab.reload()
    tab.locator(".closing[data-complete]").wait_for()
    assert word.inner_text() == ""


def test_without_scripts_the_end_of_a_chapter_says_all_there_is(reader):
    one = reader(java_script_enabled=False)
    tab = one.window.new_page()
    tab.goto(f"{one.address}{CHAPTER}.html")
    assert (
        tab.locator(".closing-says").inner_text().startswith(f"{TASKS - 1} questions, 1 exercise")
    )
    tab.locator(".closing summary").click()
    assert len(left(tab)) == TASKS
    assert tab.locator(".closing-next a").is_visible()
    tab.emulate_media(media="print")
    assert not tab.locator(".closing").is_visible()
