"""What the book remembers of its reader: in the browser alone, in words, and never lost."""

from __future__ import annotations

import json
import re
from functools import cache, partial

import pytest

from tests.browser import barriers, wait_for_letters
from tests.built import SITE, parse
from tests.cells import CellsOnPage
from tests.papers import Paper

CHAPTER = "charge-transfer"
QUESTION, OTHER_QUESTION = "q-charge-peak", "q-charge-tau"
MORE_QUESTIONS = "q-charge-gap", "q-charge-level"
LEAST_READING = 30_000  # ms in the foreground
DATE = "2026-05-03T10:00:00.000Z"

# The place, which changes as one reads on, has tests of its own.
KEPT = """() => Object.fromEntries(
  Object.entries(localStorage)
    .filter(([key]) => key.startsWith("neurocalc/") && !key.endsWith("/place")).sort()
)"""
FORBID = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("forbidden", "SecurityError"); },
});"""
FILL_UP = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""
RECORD_SHIFTS = """
window.shifts = [];
window.watching = new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    if (!shift.hadRecentInput) {
      // Progress is shown in the article and in the list of chapters. Elsewhere a slow machine may
      // draw the header before all of it has come. Formulas move in their line with their fonts.
      const moved = shift.sources.map(({node}) => node).filter((node) => node?.outerHTML);
      const places = moved.filter((node) => node.closest("article, .bd-sidebar-primary"));
      const ours = places.filter((node) => !node.closest(".katex"));
      if (ours.length) window.shifts.push(ours.map((node) => node.outerHTML.slice(0, 90)));
    }
  }
});
window.watching.observe({type: "layout-shift", buffered: true});
"""
DRAWN = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


@cache
def total():
    """How many questions the chapter asks."""
    return len(parse(SITE / f"{CHAPTER}.html").select(".question[id]"))


def kept(tab):
    """All that the book keeps, byte for byte."""
    return tab.evaluate(KEPT)


def entry(tab, page=CHAPTER):
    found = {key.rpartition("/")[2]: text for key, text in kept(tab).items() if "progress/" in key}
    return json.loads(found.get(page, "{}"))


def choose(tab, question, verdict):
    tab.locator(f"#{question} .answer-{verdict} summary").first.click()


def says(tab, page=CHAPTER):
    return tab.locator(f'tr[data-page="{page}"] .report-says').inner_text()


def told(tab):
    return tab.locator(".report-told").inner_text()


def done(right=(), later=(), wrong=(), solved=(), read=True):
    """The entry of a page on which so much has been done."""
    questions = {name: {"right": True, "tries": 1, "date": DATE} for name in right}
    questions |= {name: {"right": False, "tries": 2, "date": DATE, "later": DATE} for name in later}
    questions |= {name: {"right": False, "tries": 1, "date": DATE} for name in wrong}
    exercises = {label: {"tries": 1, "hints": 0, "solved": DATE} for label in solved}
    return ({"read": DATE} if read else {}) | {"questions": questions, "exercises": exercises}


def much_done():
    """What a diligent reader keeps: progress on every page, a name, an edited cell, letters."""
    rows = parse(SITE / "progress.html").select("tr[data-page]")
    pages = {
        f"progress/{row['data-page']}": done(
            right=row["data-questions"].split(), solved=row["data-exercises"].split()
        )
        for row in rows
    }
    edits = {f"edit/{CHAPTER}/2": {"book": "1 + 1", "text": 'print("ä \\n")'}}
    return pages | edits | {"name": "Ada Example", "settings": ["hyperlegible", "larger"]}


def bring(tab, text):
    """Let the reader choose a file of this text."""
    file = {"name": "progress.json", "mimeType": "application/json", "buffer": text.encode()}
    before = told(tab)
    tab.evaluate("document.querySelector('.report-told').textContent = ''")
    tab.locator('.report-tools input[type="file"]').set_input_files(file)
    tab.wait_for_function("document.querySelector('.report-told').textContent !== ''")
    return told(tab) or before


def save(tab):
    with tab.expect_download() as download:
        tab.get_by_role("button", name="Save to a file").click()
    return download.value.path().read_text(encoding="utf-8")


def look_in(tab, width, scheme):
    """Give the window a width, and the page a colour scheme."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    tab.wait_for_function("s => document.documentElement.dataset.theme === s", arg=scheme)


def delete(tab):
    tab.locator('[data-do="forget"]').click()
    tab.get_by_role("dialog").get_by_role("button", name="Delete everything").click()
    tab.wait_for_function("document.querySelector('.report-told').textContent.includes('deleted')")


# -- Questions ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def one(one_reader):
    """A reader who has a chapter open; each test answers a question that no other does."""
    one_reader.chapter = one_reader.open(CHAPTER)
    return one_reader


in_one_visit = pytest.mark.xdist_group("questions of a chapter")


def answers(tab, question):
    """What the book keeps of a question."""
    return entry(tab)["questions"].get(question)


@in_one_visit
def test_the_first_answer_counts_and_a_right_one_after_it_is_right_later(one):
    tab, question = one.chapter, QUESTION
    prompt = tab.locator(f"#{question} .question-prompt").inner_text()
    heard = tab.get_by_role("group", name=prompt).get_by_role("status")
    assert heard.text_content() == "", "there before: only so a voice reads what enters it"
    for _ in range(3):
        choose(tab, question, "wrong")
        assert answers(tab, question)["tries"] == 1, "the same answer again is no further try"
    assert "not yet right" in tab.locator(f"#{question} .question-state").inner_text()
    assert re.fullmatch("Answer [A-D]: Not quite.", heard.text_content())
    choose(tab, question, "right")
    assert re.fullmatch("Answer [A-D]: Right.", heard.text_content())
    assert "right later" in tab.locator(f"#{question} .question-state").inner_text()
    found = answers(tab, question)
    assert (found["right"], found["tries"]) == (False, 2)


@in_one_visit
def test_looking_at_other_answers_after_the_right_one_changes_nothing(one):
    tab = one.chapter
    choose(tab, OTHER_QUESTION, "right")
    before = kept(tab)
    choose(tab, OTHER_QUESTION, "wrong")
    assert kept(tab) == before


@in_one_visit
def test_an_answer_by_keys_is_told_to_other_tabs_and_remembered(one):
    tab, later, (question, other) = one.chapter, one.open(CHAPTER), MORE_QUESTIONS
    tab.locator(f"#{question} .answer-right summary").press("Enter")
    state = tab.locator(f"#{question} .question-state")
    assert state.inner_text() == "✓ right at once"
    later.wait_for_selector(f"#{question} .question-state")  # the browser has told the other tab
    choose(later, other, "wrong")
    tab.wait_for_selector(f"#{other} .question-state")
    assert answers(later, question)["right"] is True
    assert answers(later, other)["right"] is False
    later.reload()
    state = later.locator(f"#{question} .question-state")
    assert state.inner_text() == "✓ right at once"
    assert state.count() == 1
    later.close()


def test_a_page_that_is_no_chapter_keeps_nothing(reader):
    tab = reader().open("how-to-use")
    choose(tab, "q-how-try", "right")
    assert kept(tab) == {}


# -- Reading --------------------------------------------------------------------------------------


def timed(tab):
    tab.clock.install()


def see_the_end(tab):
    tab.locator('section[id$="-takeaways"] li').last.scroll_into_view_if_needed()
    tab.evaluate("() => new Promise((go) => new IntersectionObserver(go).observe(document.body))")


def hide(tab, hidden):
    tab.evaluate(
        """(hidden) => {
          Object.defineProperty(document, "hidden", {value: hidden, configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        hidden,
    )


def wait_until_read(tab):
    tab.wait_for_selector('.bd-links a[href="#"] .chapter-read', state="attached")


def test_a_page_is_read_once_its_end_was_seen_and_time_has_passed(reader):
    tab = reader().open(CHAPTER, timed)
    tab.clock.run_for(LEAST_READING + 1000)
    assert "read" not in entry(tab), "nobody has seen the end"
    see_the_end(tab)
    wait_until_read(tab)
    assert "read" in entry(tab)


# The page's clock also goes on by itself, so a slow machine needs a wide margin.


def test_neither_racing_to_the_end_nor_time_in_the_background_is_reading(reader):
    tab = reader().open(CHAPTER, timed)
    see_the_end(tab)
    tab.clock.run_for(LEAST_READING / 4)
    assert "read" not in entry(tab)
    hide(tab, True)
    tab.clock.run_for(10 * LEAST_READING)
    assert "read" not in entry(tab)
    hide(tab, False)
    tab.clock.run_for(LEAST_READING / 4)
    assert "read" not in entry(tab)
    tab.clock.run_for(LEAST_READING)
    wait_until_read(tab)


def test_the_list_of_chapters_marks_what_was_read_in_words_too(reader):
    one = reader()
    tab = one.open("index")
    one.fill(tab, {f"progress/{CHAPTER}": done()})
    tab.reload()
    marked = tab.locator(".bd-links a:has(.chapter-read)")
    marked.first.wait_for()
    assert marked.count() == 1
    assert marked.inner_text().replace("\n", " ").endswith("(read)")
    tab.evaluate("localStorage.clear()")
    tab.reload()
    assert tab.locator(".chapter-read").count() == 0


# -- The report -----------------------------------------------------------------------------------


def test_the_report_counts_what_each_page_has():
    for row in parse(SITE / "progress.html").select("tr[data-page]"):
        page = parse(SITE / f"{row['data-page']}.html")
        questions = [question["id"] for question in page.select("article .question")]
        exercises = [exercise["id"] for exercise in page.select("article div.exercise")]
        assert row["data-questions"].split() == questions
        assert row["data-exercises"].split() == exercises


def test_the_report_shows_how_far_each_chapter_has_come(reader):
    one = reader()
    tab = one.report()
    assert says(tab) == f"0 of {total()} questions, 0 of 1 exercise"
    one.fill(
        tab,
        {f"progress/{CHAPTER}": done([QUESTION], [OTHER_QUESTION], ["q-charge-warmup"], ["x5"])},
    )
    tab.reload()
    tab.wait_for_selector(".report[data-alive]")
    assert says(tab) == f"2 of {total()} questions (1 at once), 1 of 1 exercise, read"
    bar = tab.locator(f'tr[data-page="{CHAPTER}"] progress')
    # The questions, the exercise and reading to the end.
    assert bar.evaluate("e => [e.value, e.max]") == [4, total() + 2]
    rows = parse(SITE / "progress.html").select("tr[data-page]")
    everything = sum(len(row["data-questions"].split()) for row in rows)
    said = tab.locator(".report-total .report-says").inner_text()
    assert f"2 of {everything} questions (1 at once)" in said
    left = tab.locator(f'.report-left details[data-page="{CHAPTER}"]')
    left.locator("summary").click()
    assert left.locator("li:visible").count() == total() - 2
    assert left.locator('li[data-task="q-charge-warmup"]').inner_text().endswith("○ not yet right")
    link = left.locator('li[data-task="q-charge-warmup"] a')
    assert link.get_attribute("href") == f"{CHAPTER}.html#q-charge-warmup"


def test_the_report_follows_another_tab(reader):
    one = reader()
    report, chapter = one.report(), one.open(CHAPTER)
    choose(chapter, QUESTION, "right")
    report.wait_for_function(
        "page => document.querySelector(`tr[data-page='${page}'] .report-says`)"
        ".textContent.startsWith('1 of ')",
        arg=CHAPTER,
    )


def test_the_report_makes_sense_without_scripts(reader):
    one = reader(java_script_enabled=False)
    tab = one.window.new_page()
    tab.goto(f"{one.address}progress.html")
    assert tab.locator(".report noscript p").is_visible()
    assert says(tab) == f"{total()} questions, 1 exercise"
    for unseen in (".report progress", ".report-tools", ".report-kept", ".report-paper"):
        assert not tab.locator(unseen).first.is_visible(), unseen


# -- Files and deletion ---------------------------------------------------------------------------


def test_a_file_brings_everything_back_byte_for_byte(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, much_done())
    tab.reload()
    before = kept(tab)
    assert len(before) == len(much_done())
    text = save(tab)
    assert json.loads(text)["edition"] == tab.locator(".report").first.get_attribute("data-edition")
    delete(tab)
    assert kept(tab) == {}
    pages = sum("progress/" in key for key in before)
    assert f"{pages} pages and 1 edited cell" in bring(tab, text)
    edited = next(key for key in before if "/edit/" in key)
    assert json.loads(before[edited]) | {"foreign": True} == json.loads(kept(tab)[edited])
    assert kept(tab) | {edited: before[edited]} == before
    assert tab.get_by_label("Your name").input_value() == "Ada Example"


def test_a_deletion_is_asked_for_and_can_be_undone(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, much_done())
    tab.reload()
    before = kept(tab)
    tab.locator('[data-do="forget"]').click()
    tab.keyboard.press("Escape")
    assert kept(tab) == before
    delete(tab)
    assert kept(tab) == {}
    assert says(tab).startswith(f"0 of {total()}")
    tab.keyboard.press("Enter")  # the focus is on "Undo"
    assert kept(tab) == before
    assert says(tab).startswith(f"{total()} of {total()}")
    assert told(tab) == "Everything is back."


def test_of_two_accounts_the_better_one_stays(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, {f"progress/{CHAPTER}": done([QUESTION], read=False)})
    file = json.loads(save(tab))
    file["entries"][f"progress/{CHAPTER}"] = done([OTHER_QUESTION], wrong=[QUESTION], solved=["x5"])
    bring(tab, json.dumps(file))
    assert says(tab) == f"2 of {total()} questions (2 at once), 1 of 1 exercise, read"
    before = kept(tab)
    bring(tab, json.dumps(file))
    assert kept(tab) == before


def test_an_edit_here_is_not_lost_to_a_file(reader):
    one = reader()
    tab = one.report()
    key = f"edit/{CHAPTER}/2"
    one.fill(tab, {key: {"book": "a", "text": "mine"}})
    file = json.loads(save(tab))
    file["entries"][key]["text"] = "older"
    assert "1 cell that you have edited here in another way stays" in bring(tab, json.dumps(file))
    assert json.loads(next(iter(kept(tab).values())))["text"] == "mine"


def changed(file, **parts):
    return json.dumps({**file, **parts})


def entries(**values):
    return {"entries": {f"progress/{CHAPTER}": {"questions": {}, "exercises": {}} | values}}


REFUSED = {
    "a picture": (lambda _: "\x89PNG", "damaged, or it is no file of your progress"),
    "cut off": (lambda file: json.dumps(file)[:-20], "damaged, or it is no file of your progress"),
    "of something else": (lambda _: '{"cells": []}', "not a file of your progress"),
    "a list": (lambda _: "[1, 2]", "not a file of your progress"),
    "nothing": (lambda _: "null", "not a file of your progress"),
    "newer": (partial(changed, version=2), "newer edition"),
    "without a version": (partial(changed, version=None), "damaged"),
    "without entries": (partial(changed, entries=[]), "damaged"),
    "read on no day": (partial(changed, **entries(read="soon")), "damaged"),
    "with a wrong question": (
        partial(changed, **entries(questions={"q": {"right": 1}})),
        "damaged",
    ),
    "with minus one try": (
        partial(changed, **entries(exercises={"x5": {"tries": -1, "hints": 0}})),
        "damaged",
    ),
    "with a wrong edit": (partial(changed, entries={f"edit/{CHAPTER}/2": "text"}), "damaged"),
    "with a number as a text": (
        partial(changed, entries={f"edit/{CHAPTER}/2": {"book": "", "text": 1}}),
        "damaged",
    ),
    "with a word as a mark": (
        partial(changed, entries={f"edit/{CHAPTER}/2": {"book": "", "text": "", "foreign": "no"}}),
        "damaged",
    ),
    "with an endless key": (partial(changed, entries={"edit/" + "x" * 1000: {}}), "damaged"),
    "with an endless name": (partial(changed, entries={"name": "x" * 1000}), "damaged"),
    "huge": (lambda file: json.dumps(file) + " " * 10_000_000, "too large"),
    "nested": (
        lambda _: json.dumps(entries())[:-2] + ', "x": ' + '{"a": ' * 200_000 + "1" + "}" * 200_002,
        "not a file of your progress",
    ),
    "with markup for letters": (partial(changed, entries={"settings": ["<b>"]}), "damaged"),
    "with a wrong name": (partial(changed, entries={"name": {}}), "damaged"),
}


def test_a_file_that_cannot_be_taken_is_refused_in_words_and_changes_nothing(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, {f"progress/{CHAPTER}": done([QUESTION])})
    file = json.loads(save(tab))
    before = kept(tab)
    for kind, (spoil, complaint) in REFUSED.items():
        answer = bring(tab, spoil(file))
        assert complaint in answer, kind
        assert answer.endswith("Nothing has changed."), kind
        assert kept(tab) == before, kind


def test_names_of_javascript_s_own_are_names_like_others(reader):
    tab = reader().report()
    text = save(tab)
    names = ("__proto__", "constructor", "toString")
    question = '{"right": false, "tries": 1, "date": "2026-05-03"}'
    questions = ", ".join(f'"{name}": {question}' for name in names)
    exercises = ", ".join(f'"{name}": {{"tries": 1, "hints": 0}}' for name in names)
    page = f'{{"questions": {{{questions}}}, "exercises": {{{exercises}}}}}'
    pages = ", ".join(f'"progress/{name}": {page}' for name in (CHAPTER, *names))
    assert "4 pages" in bring(tab, text.replace('"entries": {}', f'"entries": {{{pages}}}'))
    assert says(tab) == f"0 of {total()} questions, 0 of 1 exercise"
    assert set(entry(tab)["questions"]) == set(entry(tab)["exercises"]) == set(names)
    assert set(json.loads(save(tab))["entries"]["progress/__proto__"]["questions"]) == set(names)
    assert tab.evaluate("({}).right") is None


PRACTICE = "derivatives-by-rule"
STARTER, NEEDED, LATER = 2, 5, 11  # cells there; what the second defines, the third can use
HOSTILE = "slope = 'from a file'\nprint(slope)"


def bring_edits(one, edits, page=PRACTICE):
    """Take a file that somebody else has written, with texts for the cells of these numbers."""
    tab = one.report()
    file = json.loads(save(tab))
    file["entries"] = {
        f"edit/{page}/{number}": {"book": "", "text": text} for number, text in edits.items()
    }
    answer = bring(tab, json.dumps(file))
    assert "does not run before you have looked at it" in answer
    tab.close()


def cells_of(one, page=PRACTICE):
    return CellsOnPage(one.window, one.address, page)


def ask(page, number):
    return page.cell(number).locator(".run-question")


def is_asked(page, number):
    """Whether the cell's question has the focus, below a text that is in view."""
    page.tab.wait_for_function(
        "(id) => document.activeElement.matches(`#${id} .run-question`)", arg=f"cell-{number}"
    )
    return page.cell(number).locator(".cm-content").is_visible() and page.printed(number) == ""


def test_code_that_a_file_brings_runs_only_once_it_was_seen_and_agreed_to(reader):
    one = reader()
    bring_edits(one, {STARTER: HOSTILE, NEEDED: HOSTILE, 1: HOSTILE})
    page = cells_of(one)
    page.tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = false; })")
    assert "from a file, not from your typing" in ask(page, NEEDED).inner_text()

    page.press(NEEDED, "run")
    assert is_asked(page, NEEDED)
    page.cell(NEEDED).locator(".cm-content").press("Control+Enter")
    assert is_asked(page, NEEDED)
    page.press(STARTER, "check")
    assert is_asked(page, STARTER)
    assert page.feedback(STARTER) == ""
    page.tab.locator(".run-page [data-do=all]").click()
    assert is_asked(page, 1), "its fold opens"
    assert "Stopped before cell 1" in page.tab.locator(".run-page .run-says").inner_text()
    assert page.tab.workers == []
    page.type(LATER, "print(slope)")
    assert page.run(LATER) == "failed"
    assert f"Cell {NEEDED}, which this one needs, waits" in page.says(LATER)
    assert page.printed(NEEDED) == page.printed(LATER) == ""

    later = cells_of(one)
    later.press(NEEDED, "run")
    assert is_asked(later, NEEDED), "to come back is no consent"
    later.tab.close()
    page.press(NEEDED, "run")
    assert is_asked(page, NEEDED)
    page.tab.keyboard.press("Tab")
    page.tab.keyboard.press("Enter")
    assert page.wait(NEEDED) == "done"
    assert page.printed(NEEDED) == "from a file\n"
    assert page.run(LATER) == "done"
    assert page.printed(LATER) == "from a file\n"
    page.reload()
    assert ask(page, NEEDED).count() == 0
    assert ask(page, STARTER).is_visible()


def test_consent_to_a_page_or_a_change_by_hand_ends_the_question_in_every_tab(reader):
    one = reader()
    bring_edits(one, {STARTER: HOSTILE, NEEDED: HOSTILE})
    page, other = cells_of(one), cells_of(one)
    page.cell(NEEDED).locator(".cm-content").click()
    page.tab.keyboard.press("Control+End")
    page.tab.keyboard.type("  # mine")
    ask(page, NEEDED).wait_for(state="detached")
    ask(other, NEEDED).wait_for(state="detached")
    assert ask(other, STARTER).is_visible()
    page.tab.get_by_role("button", name="I know these texts").press("Enter")
    ask(page, STARTER).wait_for(state="detached")
    ask(other, STARTER).wait_for(state="detached")
    assert page.text(STARTER) == HOSTILE
    assert page.tab.locator(".run-question").count() == 0
    page.reload()
    assert page.text(NEEDED) == f"{HOSTILE}  # mine"
    assert page.tab.locator(".run-question").count() == 0


def test_the_book_s_text_takes_the_place_of_a_file_s_and_undo_asks_again(reader):
    one = reader()
    page = cells_of(one)
    book = page.text(NEEDED)
    bring_edits(one, {NEEDED: HOSTILE})  # an open page follows
    ask(page, NEEDED).get_by_role("button", name="Use the book's text").click()
    assert page.text(NEEDED) == book
    assert ask(page, NEEDED).count() == 0
    page.press(NEEDED, "undo")
    assert page.text(NEEDED) == HOSTILE
    page.press(NEEDED, "run")
    assert is_asked(page, NEEDED)
    page.press(NEEDED, "reset")
    page.reload()
    assert page.text(NEEDED) == book


def test_what_was_typed_here_before_runs_without_a_question(reader):
    one = reader()
    page = cells_of(one)
    one.fill(page.tab, {f"edit/{PRACTICE}/{NEEDED}": {"book": "", "text": "print('mine')"}})
    page.reload()
    assert page.text(NEEDED) == "print('mine')"
    assert page.tab.locator(".run-question").count() == 0


def test_the_question_has_no_barriers_and_shows_long_lines_whole(reader):
    one = reader()
    bring_edits(one, {NEEDED: "x = 1" + " " * 300 + "; print('hidden')"})
    page = cells_of(one)
    page.press(NEEDED, "run")
    assert is_asked(page, NEEDED)
    for width, scheme in ((1280, "light"), (360, "dark")):
        look_in(page.tab, width, scheme)
        right = "e => [e.scrollWidth, e.clientWidth]"
        inner, outer = page.cell(NEEDED).locator(".cm-scroller").evaluate(right)
        assert inner <= outer, width
        assert page.tab.evaluate("document.documentElement.scrollWidth") <= width
        assert barriers(page.tab, "{include: [['.run-question']]}") == [], scheme


def nested(depth):
    """A text of JSON, in braces so many deep."""
    return '{"deeper": ' * depth + "1" + "}" * depth


def test_what_an_edit_holds_beside_its_text_is_left_out_however_deep_it_is(reader):
    one = reader()
    tab = one.report()
    entry = f'{{"book": "a", "text": "b", "more": {nested(200_000)}}}'
    text = save(tab).replace('"entries": {}', f'"entries": {{"edit/{CHAPTER}/2": {entry}}}')
    assert "1 edited cell" in bring(tab, text)
    assert json.loads(save(tab))["entries"] == {
        f"edit/{CHAPTER}/2": {"book": "a", "text": "b", "foreign": True}
    }


def test_a_file_that_cannot_be_written_is_told_of(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, much_done())
    tab.evaluate("URL.createObjectURL = () => { throw new Error('no room'); }; null")
    before = kept(tab)
    tab.get_by_role("button", name="Save to a file").click()
    assert "could not be written" in told(tab)
    assert kept(tab) == before


# -- When the browser keeps nothing ---------------------------------------------------------------


@pytest.mark.parametrize("obstacle", [FORBID, FILL_UP], ids=["forbidden", "full"])
def test_where_nothing_can_be_kept_the_book_works_and_says_so(reader, obstacle):
    one = reader()
    one.window.add_init_script(obstacle)
    tab = one.open(CHAPTER)
    choose(tab, QUESTION, "right")
    assert tab.locator(f"#{QUESTION} .answer-right").get_attribute("open") is not None
    assert "not kept" in tab.locator(f"#{QUESTION} .question-state").inner_text()
    report = one.report()
    assert "Progress is not kept" in report.locator(".report-kept").inner_text()
    report.get_by_label("Your name").fill("Ada Example")
    assert report.locator(".report-named").text_content() == "Ada Example"
    report.locator('[data-do="save"]').click()
    # The theme wants to keep its colours as well.
    one.complaints[:] = [said for said in one.complaints if said not in ("forbidden", "full")]


# -- On paper -------------------------------------------------------------------------------------


def test_paper_shows_name_edition_date_and_table_and_nothing_else(reader, tmp_path):
    one = reader()
    tab = one.open("progress", lambda tab: tab.clock.set_fixed_time("2026-05-05T12:00:00"))
    one.fill(tab, much_done())
    tab.reload()
    tab.wait_for_selector(".report[data-alive]")
    tab.emulate_media(media="print")
    shown = tab.locator("body").inner_text()
    edition = tab.locator(".report").first.get_attribute("data-edition")
    all_of_it = f"{total()} of {total()}"
    for expected in ("Ada Example", f"Edition {edition} of", "Printed on 5 May 2026", all_of_it):
        assert expected in shown
    for hidden in (".bd-sidebar-primary", ".bd-header-article", ".report-tools", ".report-left",
                   ".prev-next-footer", "#jb-print-docs-body"):  # fmt: skip
        assert not tab.locator(hidden).first.is_visible(), hidden
    assert tab.locator("h2:visible").count() == 0
    tab.pdf(path=tmp_path / "page.pdf", prefer_css_page_size=True)
    assert len(Paper(tmp_path / "page.pdf").sizes) == 1


def test_the_button_prints_and_leaves_a_line_for_a_name_that_was_not_given(reader):
    tab = reader().report()
    tab.evaluate("window.print = () => { window.printed = true; }")
    tab.get_by_role("button", name="Print a summary").click()
    assert tab.evaluate("window.printed") is True
    tab.emulate_media(media="print")
    assert tab.locator(".report-named").bounding_box()["width"] > 100


# -- For everyone ---------------------------------------------------------------------------------


def test_the_report_has_no_barriers(reader):
    one = reader()
    tab = one.report()
    some = {key: value for key, value in much_done().items() if not key.endswith("filters")}
    one.fill(tab, some)
    tab.reload()
    tab.wait_for_selector(".report-tools[data-alive]")
    for details in tab.locator(".report-left details").all():
        details.locator("summary").click()
    for width, scheme in ((1280, "dark"), (360, "light")):
        look_in(tab, width, scheme)
        delete(tab)
        assert barriers(tab, "'article'") == [], scheme
        tab.get_by_role("button", name="Undo").click()
        tab.locator('[data-do="forget"]').click()
        assert barriers(tab, "'dialog'") == [], scheme
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.keyboard.press("Escape")


def test_the_marks_in_a_chapter_have_no_barriers(reader):
    one = reader()
    tab = one.open(CHAPTER)
    one.fill(tab, {f"progress/{CHAPTER}": done([QUESTION], [OTHER_QUESTION], ["q-charge-warmup"])})
    tab.reload()
    tab.wait_for_selector(".question-state")
    for scheme in ("light", "dark"):
        look_in(tab, 1280, scheme)
        found = barriers(tab, "{include: [['.question'], ['.bd-links']]}")
        assert found == [], scheme


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("where", ["progress", CHAPTER])
def test_nothing_shifts_when_progress_is_shown(reader, where, width):
    one = reader(width=width)
    tab = one.open(where)
    own = ("edit/", "settings")  # letters of one's own change the lines
    one.fill(tab, {key: value for key, value in much_done().items() if not key.startswith(own)})
    tab.close()
    one.window.add_init_script(RECORD_SHIFTS)
    scripts = []
    one.window.route(re.compile("/web/(page|report).js"), lambda route: scripts.append(route))
    tab = one.window.new_page()
    tab.goto(f"{one.address}{where}.html", wait_until="commit")
    # The letters are asked for when the page is first drawn, and move lines once more are drawn.
    tab.wait_for_function("document.readyState !== 'loading'")
    tab.evaluate(DRAWN)
    wait_for_letters(tab)
    tab.wait_for_timeout(500)
    tab.evaluate(DRAWN)
    tab.evaluate("window.watching.takeRecords() && window.shifts.splice(0)")
    for script in scripts:
        script.continue_()
    one.window.unroute_all()
    alive = {"progress": ".report-tools[data-alive]", CHAPTER: ".question-state"}[where]
    tab.wait_for_selector(alive, state="attached")
    tab.wait_for_timeout(500)
    places = "e => [...e.querySelectorAll('h2, table, .question, summary')].map(e => e.offsetTop)"
    assert tab.evaluate("window.shifts") == []
    with_progress = tab.locator("article").evaluate(places)
    tab.evaluate("localStorage.clear()")
    tab.reload()
    wait_for_letters(tab)
    assert tab.locator("article").evaluate(places) == with_progress


def test_the_bars_keep_their_shape_in_forced_colours(reader):
    one = reader(forced_colors="active")
    tab = one.report()
    style = tab.locator(".report-total progress").evaluate(
        "e => [getComputedStyle(e).borderTopStyle, getComputedStyle(e).forcedColorAdjust]"
    )
    assert style == ["solid", "none"]
