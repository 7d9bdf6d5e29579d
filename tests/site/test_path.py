"""The reader's path: what is done, what is left here, what comes next, in letters of one's own."""

from __future__ import annotations

import re

import pytest

from bookext.tokens import CHOICES
from tests.browser import barriers
from tests.built import SITE, parse
from tests.site.test_progress import CHAPTER, FILL_UP, QUESTION, choose, done, kept, timed

ARTICLE = parse(SITE / f"{CHAPTER}.html").select_one("article.bd-article")
TASKS = len(ARTICLE.select(".question[id], div.exercise[id]"))


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
    rows = parse(SITE / "how-to-use.html").select(".timetable tbody tr")
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


# -- Keys and letters -----------------------------------------------------------------------------

SHAPE = """() => {
  const text = document.querySelector("article section > p:not([class])");
  const {fontFamily, fontSize, lineHeight, letterSpacing, maxWidth} = getComputedStyle(text);
  return {
    family: fontFamily.split(",")[0].replaceAll('"', ""),
    size: parseFloat(fontSize),
    leading: parseFloat(lineHeight) / parseFloat(fontSize),
    tracking: parseFloat(letterSpacing) / parseFloat(fontSize) || 0,
    line: parseFloat(maxWidth) / parseFloat(fontSize),
  };
}"""


def dialog(tab):
    return tab.get_by_role("dialog", name="Letters and keys")


def open_dialog(tab):
    """Press the button, which a phone has behind the menu."""
    opener = tab.get_by_role("button", name="Letters and keys")
    if not opener.is_visible():
        tab.locator(".primary-toggle").first.click()
    opener.click()


def test_a_question_mark_lists_the_keys_unless_the_reader_wants_none(reader):
    one = reader()
    tab = one.open(CHAPTER)
    tab.keyboard.type("?")
    assert dialog(tab).is_visible()
    assert tab.evaluate("document.activeElement.matches('.reader-keys')")
    assert "Ctrl+K searches the book" in " ".join(dialog(tab).inner_text().split())
    tab.emulate_media(color_scheme="dark")
    assert barriers(tab, "'.reader-dialog'") == []
    dialog(tab).get_by_label("Leave the key ? alone").press("Space")
    tab.keyboard.press("Escape")
    assert not dialog(tab).is_visible()
    tab.keyboard.type("?")
    assert not dialog(tab).is_visible()
    opener = tab.get_by_role("button", name="Letters and keys")
    opener.press("Enter")
    assert barriers(tab, "'.reader-dialog'") == []
    tab.keyboard.press("Escape")
    assert opener.evaluate("e => e === document.activeElement")
    tab.reload()
    tab.keyboard.type("?")
    assert not dialog(tab).is_visible()
    opener.click()
    dialog(tab).get_by_role("button", name="As the book has it all").click()
    tab.keyboard.press("Escape")
    assert [key for key in kept(tab) if key.endswith("settings")] == []
    tab.keyboard.type("?")
    assert dialog(tab).is_visible()


def test_a_reader_s_letters_are_there_before_any_other_script_and_on_every_page(reader):
    one = reader(width=320, height=640)
    tab = one.open(CHAPTER)
    before = tab.evaluate(SHAPE)
    asked = []
    one.window.on("request", lambda request: asked.append(request.url))
    open_dialog(tab)
    for label in ("Atkinson Hyperlegible", "Largest", "Shorter", "Most"):
        dialog(tab).get_by_label(label).check()
    dialog(tab).get_by_role("button", name="Close").click()
    now = tab.evaluate(SHAPE)
    assert now["family"] == "Atkinson Hyperlegible Next"
    assert now["size"] / before["size"] == pytest.approx(1.45)
    # The room that WCAG 1.4.12 wants nothing to be lost in.
    assert now["leading"] > before["leading"]
    assert now["tracking"] == pytest.approx(0.12, abs=0.001)
    assert now["line"] < before["line"]
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    one.window.route(re.compile(r"/web/(page|book|host)\.js"), lambda route: route.abort())
    other = one.window.new_page()
    other.goto(f"{one.address}how-to-use.html")
    assert other.evaluate(SHAPE) == now
    assert any("atkinson" in url for url in asked)
    one.window.unroute_all()
    third = one.open("index")
    open_dialog(third)
    assert dialog(third).get_by_label("Largest").is_checked()
    dialog(third).get_by_role("button", name="As the book has it all").click()
    tab.wait_for_function("!document.documentElement.dataset.reader")  # the first tab follows
    assert tab.evaluate(SHAPE) == before
    third.evaluate(f"() => {{ {FILL_UP} }}")
    dialog(third).get_by_label("Largest").check()
    assert "does not keep this" in dialog(third).get_by_role("status").inner_text()


def test_every_choice_of_letters_is_one_that_the_style_sheet_knows(site):
    fields = parse(SITE / f"{CHAPTER}.html").select(".reader-letters input")
    chosen = [field["value"] for field in fields]
    assert sorted(filter(None, chosen)) == sorted(CHOICES)
    own = [field for field in fields if not field["value"]]
    assert len(own) == len({field["name"] for field in fields}) == 4
    assert all("checked" in field.attrs for field in own)
