"""Python in the page: every cell runs, every exercise is checked, and nothing is lost."""

from __future__ import annotations

import contextlib
import io
import itertools
import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests import exercises
from tests.browser import barriers, open_window, serve
from tests.built import SITE, parse
from tests.cells import ANTHOLOGY, CellsOnPage, WithAnthology, anthology, pages_with_cells, same
from tests.papers import Paper

PAGE = "derivatives-by-rule"  # has exercises, figures and SymPy
STARTER = 2  # the starter cell of X1 there
SOLUTION = 3  # the cell that solves it, and needs no other


@pytest.fixture
def window(new_window):
    """The window in which pages are opened."""
    return new_window()


@pytest.fixture
def open_page(window, address, site):
    """Open a page in the window: ``open_page(name)``."""
    return lambda name=PAGE: CellsOnPage(window, address, name)


#: Hides what comes from other pages: what nobody looks at is not laid out with every key.
ONLY = """(name) => {
  for (const one of document.querySelectorAll("article > section")) one.hidden = one.id !== name;
}"""


class Shared:
    """Pages that tests use in turn, because Python takes longer to start than to run a cell.

    One is `PAGE` as it is; the other holds the cells and exercises of all other pages.
    """

    def __init__(self, chromium, site, folder):
        self.chromium, self.site = chromium, site
        self.others = folder / f"{ANTHOLOGY}.html"
        self.pages = {}
        self.own = contextlib.ExitStack()

    def open(self, name):
        """Give the page on which the cells of a page stand."""
        place = PAGE if name == PAGE else ANTHOLOGY
        if place not in self.pages:
            if place == ANTHOLOGY:
                names = tuple(name for name in pages_with_cells() if name != PAGE)
                self.others.write_text(anthology(PAGE, names), encoding="utf-8")
            handler = partial(WithAnthology, more=self.others)
            address = self.own.enter_context(serve(self.site, handler=handler))
            window = self.own.enter_context(open_window(self.chromium))
            self.pages[place] = CellsOnPage(window, address, place)
        if place == ANTHOLOGY:
            self.pages[place].tab.evaluate(ONLY, name)
        return self.pages[place]

    def open_beside(self, page):
        """Open a page once more, in a second tab, whose Python has not started."""
        address = page.tab.url.removesuffix(f"{page.name}.html")
        return CellsOnPage(page.tab.context, address, page.name)


@pytest.fixture(scope="module")
def shared(chromium, site, tmp_path_factory):
    """The pages that are open now."""
    shared = Shared(chromium, site, tmp_path_factory.mktemp("pages"))
    yield shared
    shared.own.close()


@pytest.fixture
def page_in_use(shared):
    """A page whose Python may have started, with the book's texts in the cells that tests use."""
    page = shared.open(PAGE)
    page.restore(1, STARTER, SOLUTION, 4, 5, 10)
    return page


def of_page(name, *values):
    """Let one worker do all that is done on a page."""
    place = PAGE if name == PAGE else ANTHOLOGY
    return pytest.param(*values, marks=pytest.mark.xdist_group(f"cells of {place}"))


each_exercise = pytest.mark.parametrize(
    "label", [of_page(exercises.page(label), label) for label in exercises.labels()]
)
in_use = pytest.mark.xdist_group(f"cells of {PAGE}")


# -- Every cell of the book -----------------------------------------------------------------------


#: What the page shows of each cell within an element, pictures decoded as for the eye.
SHOWN = """(place) => Promise.all([...document.querySelectorAll(`${place} div.cell`)].map(
  async (cell) => {
    const picture = cell.querySelector(".picture img.only-light:not(.demo *)");
    await picture?.decode();
    return {
      state: cell.dataset.run,
      printed: [...cell.querySelectorAll(".run-output .output pre")]
        .map((one) => one.textContent).join(""),
      alt: picture?.alt,
      isSeen: picture?.naturalWidth > 100,
    };
  }))"""


def built_cells(name):
    """Whether each cell of a page is the reader's to fill, what it printed, and its picture."""
    for cell in parse(SITE / f"{name}.html").select("div.cell"):
        texts = [one.get_text() for one in cell.select(".cell_output .output pre")]
        picture = cell.select_one(".cell_output .picture img.only-light.only-wide:not(.demo *)")
        is_answer = "tag_skip-execution" in cell["class"]
        yield is_answer, "".join(texts), picture and picture["alt"]


@pytest.mark.parametrize("name", [of_page(name, name) for name in pages_with_cells()])
def test_every_cell_gives_in_the_page_what_it_gave_when_the_book_was_built(shared, name):
    page = shared.open(name)
    page.run_all()
    at_home = page.name == name
    shown = page.tab.evaluate(SHOWN, "article" if at_home else f"#{name}")
    for built, now in zip(built_cells(name), shown[not at_home :], strict=True):
        is_answer, printed, alt = built
        if is_answer:
            assert now["state"] is None, "a reader's answer is the reader's"
            continue
        assert now["state"] == "done", built
        assert same(now["printed"], printed), (now, printed)
        if alt:
            assert same(now["alt"], alt)
            assert now["isSeen"], built
    assert page.complaints == []


def test_every_page_runs_its_cells_with_the_same_script_and_the_same_buttons():
    """So one page can hold the cells of others, and is as alive as they are."""
    pages = {name: parse(SITE / f"{name}.html") for name in pages_with_cells()}
    for what in ("script[src*='/page.js']", ".run-page"):
        found = {name: str(page.select(what)) for name, page in pages.items()}
        assert {name for name in found if found[name] != found[PAGE]} == set(), what


# -- Exercises ------------------------------------------------------------------------------------


#: A cell that tries attempts one after the other, each as if it stood in a cell of its own.
TRY_EACH = """import contextlib, io
from neurocalc import checks
for text in {texts!r}:
    names = {{}}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(text, names)
    print(checks.check({label!r}, names), end={end!r})
"""
END = "\n--\n"


def feedback_elsewhere(label, texts):
    """What such a cell says outside of any browser."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(TRY_EACH.format(texts=texts, label=label, end=END), {})
    return said.getvalue().split(END)[:-1]


@each_exercise
def test_each_exercise_can_be_solved_by_the_keyboard_alone(shared, label):
    page = shared.open(exercises.page(label))
    number = page.number_of(label)
    attempts = [a for a in exercises.RIGHT if a.exercise == label]
    attempt = min(attempts, key=lambda one: len(one.answer))  # a key costs as much as a run
    page.restore(number)
    page.fill_by_keys(number, *exercises.dotted_lines(exercises.starter(label)), attempt.answer)
    lines = [line.rstrip() for line in page.text(number).split("\n")]
    assert lines == [line.rstrip() for line in attempt.text.rstrip("\n").split("\n")]
    page.tab.keyboard.press("Control+Enter")
    assert page.wait(number) == "done"
    assert page.feedback(number).startswith("Right.")
    assert page.tab.locator(f"#{label} .exercise-state").inner_text() == "✓ solved"


@each_exercise
def test_a_page_knows_right_answers_in_any_form_and_each_usual_mistake(shared, label):
    page = shared.open(exercises.page(label))
    number = page.number_of(label)
    page.restore(number)
    assert page.run(number, "check") == "done"
    starter = page.feedback(number)
    assert starter.startswith("Not yet.")
    assert len(starter.split()) > 5

    page.type(number, exercises.setup(label) + "\n" + exercises.solution(label))
    assert page.run(number, "check") == "done"
    assert page.feedback(number).startswith("Right.")

    attempts = [a for a in exercises.RIGHT + exercises.WRONG if a.exercise == label]
    texts = [attempt.text for attempt in attempts]
    expected = feedback_elsewhere(label, texts)
    page.type(number, texts[-1])
    assert page.run(number, "check") == "done"
    assert same(page.feedback(number), expected[-1], 1e-4)

    page.type(number, TRY_EACH.format(texts=texts, label=label, end=END))
    assert page.run(number) == "done"
    said = page.printed(number).split(END)[:-1]
    for attempt, here, elsewhere in zip(attempts, said, expected, strict=True):
        assert here.startswith("Right." if attempt.code == "right" else "Not yet."), attempt
        assert same(here, elsewhere, 1e-4), attempt
    wrong = {here for a, here in zip(attempts, said, strict=True) if a.code != "right"}
    assert len(wrong) >= 5
    assert page.complaints == []


@in_use
def test_the_first_exercise_can_be_done_by_reading_only_what_the_page_says(page_in_use, shared):
    page = page_in_use
    page.tab.evaluate("localStorage.clear()")
    page.tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = false; })")
    page.cell(STARTER).locator("[data-do=edit], .cm-content").locator("visible=true").click()
    text = page.text(STARTER)
    page.type(STARTER, text.replace("du_dt = ...", "du_dt = 1"))
    page.run(STARTER, "check")
    assert "dv_dt is still empty" in page.feedback(STARTER)
    text = page.text(STARTER).replace("dv_dt = ...", "dv_dt = v")
    page.type(STARTER, text)
    page.run(STARTER, "check")
    assert "the chain rule adds a factor" in page.feedback(STARTER)
    text = text.replace("dv_dt = v", "dv_dt = -v / tau")
    page.keep(STARTER, text.replace("df_dt = ...", "df_dt = du_dt * v + u * dv_dt"))
    page.run(STARTER, "check")
    assert page.feedback(STARTER).startswith("Right.")
    page.open_what_is_folded()
    later = shared.open_beside(page)
    assert "-v / tau" in later.text(STARTER)
    later.tab.goto(page.tab.url.replace(PAGE, "progress"))
    assert f"1 of {len(exercises.labels())} exercises" in later.tab.locator("main").inner_text()
    later.tab.close()


@in_use
def test_hints_come_one_by_one_and_the_solution_last(page_in_use):
    page = page_in_use
    page.tab.evaluate("localStorage.clear()")  # who has solved it sees all at once
    page.tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = false; })")
    helps = [page.tab.locator(f"#{name}") for name in ("x1-hint-1", "x1-hint-2", "x1-solution")]

    def opened():
        return [one.evaluate("e => e.open") for one in helps]

    for expected in ([True, False, False], [True, True, False], [True, True, True]):
        helps[-1].locator("summary").first.click()
        assert opened() == expected
    page.open_what_is_folded()


TARGETS = ["x1-solution", "x1-hint-2", "cell-1", "cell-3"]


def test_a_link_opens_what_it_points_at(window, address):
    tab = window.new_page()
    opened = """(id) => {
      const el = document.getElementById(id);
      const text = el.matches("div.cell") ? el.querySelector("pre") : el.lastElementChild;
      return text.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})
        && [...el.querySelectorAll(":scope > details"), el.closest("details")]
          .every((fold) => !fold || fold.open);
    }"""
    for target in TARGETS:
        tab.goto("about:blank")
        tab.goto(f"{address}{PAGE}.html#{target}")
        tab.wait_for_function(opened, arg=target)
    tab.goto("about:blank")
    tab.goto(f"{address}{PAGE}.html")
    assert [target for target in TARGETS if tab.evaluate(opened, target)] == []
    link = tab.locator("article p").first
    for target in TARGETS:
        link.evaluate("(p, id) => { p.innerHTML = `<a href='#${id}'>there</a>`; }", target)
        for _ in range(2):
            link.locator("a").click()
            tab.wait_for_function(opened, arg=target)
            assert tab.locator(f"#{target}").evaluate(
                "e => e.getBoundingClientRect().top < innerHeight"
            )
            close = "document.querySelectorAll('details').forEach((d) => { d.open = false; })"
            tab.evaluate(close)


# -- Needed cells, running, stopping --------------------------------------------------------------


@in_use
def test_what_the_book_printed_stays_until_something_new_comes(page_in_use):
    page = page_in_use
    old = page.cell(5).locator(".cell_output .output")
    assert old.is_visible()
    page.type(5, "import time\ntime.sleep(1)\nprint('new')")
    seen = page.watch(
        5,
        "cell => [cell.querySelector('.cell_output .output').checkVisibility(),"
        " cell.querySelector('.run-output').textContent.includes('new')]",
    )
    assert [True, False] in seen
    assert [False, False] not in seen
    assert not old.is_visible()
    assert page.printed(5) == "new\n"
    page.press(5, "reset")
    assert old.is_visible()
    assert page.printed(5) == ""


@in_use
def test_output_streams_while_a_cell_runs(page_in_use):
    page = page_in_use
    page.type(5, "import time\nfor i in range(6):\n    print(i)\n    time.sleep(0.5)")
    seen = page.watch(
        5, "cell => [cell.dataset.run, cell.querySelector('.run-output').textContent]"
    )
    texts = [text for state, text in seen if state == "running"]
    assert any("1" in text and "5" not in text for text in texts)
    assert page.printed(5) == "0\n1\n2\n3\n4\n5\n"


@in_use
def test_stop_ends_an_endless_loop_and_what_waits_at_once_and_says_what_is_lost(page_in_use):
    page = page_in_use
    page.type(5, "x = 1\nwhile True:\n    pass")
    page.press(5, "run")
    page.press(10, "run")
    page.wait(5, ["running"])
    assert page.cell(10).get_attribute("data-run") == "waiting"
    stopped = page.cell(5).evaluate(
        """async (cell) => {
          cell.querySelector("[data-do=run]").click();
          await new Promise((go) => setTimeout(go)); // the next turn, far sooner than a second
          return cell.dataset.run;
        }"""
    )
    assert stopped == "failed"
    assert "variables are lost" in page.says(5)
    page.wait(10, ["idle"])
    page.type(5, "x")
    assert page.run(5) == "failed"
    assert "NameError" in page.cell(5).locator(".run-error").inner_text()


@in_use
def test_a_double_click_runs_once_and_stops_nothing(page_in_use):
    page = page_in_use
    page.type(5, "import time\ntime.sleep(0.5)\nprint('once')")
    page.cell(5).locator("[data-do=run]").dblclick()
    assert page.wait(5) == "done"
    assert page.printed(5) == "once\n"


@in_use
def test_run_all_can_be_stopped_from_where_it_was_started(page_in_use):
    page = page_in_use
    page.type(1, "while True:\n    pass")
    every = page.tab.locator(".run-page [data-do=all]")
    every.click()
    page.wait(1, ["running"])
    assert every.inner_text() == "Stop"
    every.click()
    page.wait(1, ["failed"])
    page.tab.wait_for_function(
        "document.querySelector('.run-page').textContent.includes('Stopped')"
    )
    assert every.inner_text() == "Run all cells"


@in_use
def test_an_old_picture_does_not_stay_beside_new_output(page_in_use):
    page = page_in_use
    picture = page.cell(4).locator(".cell_output .picture")
    page.type(4, "print('no picture')")
    assert page.run(4) == "done"
    assert not picture.is_visible()
    page.press(4, "reset")
    assert picture.is_visible()


@in_use
def test_a_button_that_goes_hands_the_focus_on(page_in_use):
    page = page_in_use
    page.type(5, "1")
    page.cell(5).locator("[data-do=reset]").press("Enter")
    focused = "document.activeElement.className || document.activeElement.dataset.do"
    assert page.tab.evaluate(focused) == "run-undo"
    page.tab.keyboard.press("Enter")
    assert page.text(5) == "1"
    assert page.tab.evaluate(focused) == "reset"


@in_use
def test_an_error_shows_the_reader_s_line_and_folds_the_rest_away(page_in_use):
    page = page_in_use
    page.type(5, "import numpy as np\nf = np.ones(5)\nslope = f[1:] - f")
    assert page.run(5) == "failed"
    box = page.cell(5).locator(".run-error")
    assert "ValueError in line 3" in box.inner_text()
    assert "▸  3  slope = f[1:] - f" in box.locator(".run-excerpt").inner_text()
    assert "Differences are one shorter" in box.locator(".run-note").inner_text()
    assert not box.locator(".run-traceback pre").is_visible()
    assert "Traceback" in box.locator(".run-traceback pre").text_content()


@in_use
def test_a_figure_comes_in_the_page_s_colours_with_its_axes_in_words(page_in_use):
    page = page_in_use
    page.type(
        5,
        "import matplotlib.pyplot as plt\n"
        "plt.plot([0, 1], [0, 2])\nplt.title('A ramp')\nplt.xlabel('time (s)')",
    )
    assert page.run(5) == "done"
    light, dark = (page.cell(5).locator(f".run-output img.only-{t}") for t in ("light", "dark"))
    assert light.get_attribute("alt").startswith("Figure. A ramp: time (s) from -0.02 to 1.02;")
    assert (light.is_visible(), dark.is_visible()) == (True, False)
    page.tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    assert (light.is_visible(), dark.is_visible()) == (False, True)


@pytest.mark.xdist_group(f"cells of {ANTHOLOGY}")
def test_a_demo_cell_that_is_edited_moves_the_demo_of_the_page(shared):
    page = shared.open("transfer-function")
    number = int(page.tab.locator("div.cell:has(#gain)").get_attribute("id").split("-")[1])
    page.type(number, "from neurocalc.demos import Gain\nGain(a=0.5, theta=1.2)")
    assert page.run(number) == "done"
    says = page.tab.locator("#gain .demo-says").filter(has_text="a/4 = 0.125")
    says.wait_for()
    assert "peaks at 1.2 nA" in says.inner_text()


# -- Too much -------------------------------------------------------------------------------------


@in_use
def test_ten_megabytes_of_text_are_clipped_and_the_page_goes_on(page_in_use):
    page = page_in_use
    page.type(5, "for _ in range(100_000):\n    print('x' * 99)")
    page.tab.evaluate(
        """() => {
          window.turns = 0;
          const cell = document.getElementById("cell-5");
          setInterval(() => { window.turns += cell.dataset.run === "running"; }, 20);
        }"""
    )
    assert page.run(5) == "done"
    assert len(page.printed(5)) < 101_000
    assert "9,900,000 more characters are not shown" in page.printed(5)
    assert page.tab.evaluate("window.turns") > 5, "the page has time for other things"


@in_use
def test_memory_that_runs_out_is_told_and_the_page_goes_on(page_in_use):
    page = page_in_use
    # Memory that nobody writes to is soon gone, and takes none of the machine's.
    page.type(5, "import numpy as np\nall = []\nwhile True:\n    all.append(np.empty(25_000_000))")
    assert page.run(5) == "failed"
    told = page.cell(5).inner_text()
    assert "memory" in told
    page.type(5, "all = None\nprint('still here')")
    assert page.run(5) == "done"
    assert page.printed(5) == "still here\n"


@in_use
def test_a_worker_that_is_gone_is_started_anew(page_in_use):
    page = page_in_use
    page.type(5, "x = 1\nprint(x)")
    assert page.run(5) == "done"
    (worker,) = page.tab.workers
    worker.evaluate("setTimeout(() => close())")
    page.type(5, "print('anew')")
    assert page.run(5) == "done"
    assert page.printed(5) == "anew\n"


FAULTS = {
    "missing": lambda route: route.fulfill(status=404, body=""),
    "unreachable": lambda route: route.abort(),
    "cut short": lambda route: route.fulfill(body=route.fetch().body()[:-9]),
    "a portal's page": lambda route: route.fulfill(
        body="<!doctype html><title>Log in</title>", content_type="text/html"
    ),
}


FILES = [
    ("worker.js", "missing"),
    ("worker.js", "a portal's page"),
    ("room.html", "missing"),
    ("room.html", "a portal's page"),
    ("pyodide-lock.json", "a portal's page"),
    ("pyodide.asm.wasm", "missing"),
    ("pyodide.asm.wasm", "cut short"),
    ("pyodide.asm.wasm", "a portal's page"),
    ("python_stdlib.zip", "unreachable"),
    ("numpy", "cut short"),
]


def test_a_file_that_fails_or_stays_away_is_told_of_and_can_be_tried_again(open_page, window):
    page = open_page()
    for file, fault in FILES:  # the reader tries again and again, and it fails in another place
        window.route(f"**/*{file}*", FAULTS[fault])
        assert page.run(SOLUTION) == "failed", (file, fault)
        said = page.says(SOLUTION)
        assert "Python could not be loaded" in said
        assert file in said, fault
        assert page.cell(SOLUTION).locator(".cell_output .output").is_visible()
        window.unroute(f"**/*{file}*")

    # It stays away for a while. Then SymPy does not come, which `neurocalc` imports where it needs
    # it, so that the cell's text does not tell.
    waiting = []
    window.route("**/numpy*.tar", lambda route: waiting.append(route))
    window.route("**/sympy*.tar", FAULTS["missing"])
    page.type(5, "from neurocalc.catalogue import sigmoid\nprint(sigmoid.derivative().latex)")
    page.press(5, "run")
    page.cell(5).locator(".run-says", has_text="Nothing more has come").wait_for()
    waiting[0].continue_()
    assert page.wait(5) == "failed"
    said = page.cell(5).locator(".run-error").inner_text()
    assert "sympy did not come: run the cell again" in said
    assert "Only modules that come with the book" not in said
    window.unroute("**/sympy*.tar")
    assert page.run(5) == "done"


# What came into browsers after 2023, as far as scripts are tempted to use it.
FORGET = """
for (const [owner, ...names] of [
  [Promise, "withResolvers", "try"], [Object, "groupBy"], [Map, "groupBy"], [Array, "fromAsync"],
  [ArrayBuffer.prototype, "transfer", "resize"], [URL, "canParse", "parse"], [RegExp, "escape"],
  [Set.prototype, "union", "difference", "intersection", "isSubsetOf", "isSupersetOf"],
  [String.prototype, "isWellFormed", "toWellFormed"], [AbortSignal, "any"],
  [Object.getPrototypeOf(Object.getPrototypeOf([].values())),
   "map", "filter", "find", "some", "every", "reduce", "flatMap", "forEach", "take", "toArray"],
  [globalThis, "Iterator", "Float16Array", "Temporal", "scheduler", "navigation"],
]) for (const name of names) delete owner[name];
"""


def test_a_browser_of_2023_and_a_server_that_knows_no_webassembly_run_demos_and_cells(
    open_page, window
):
    def older(route):
        route.fulfill(body=FORGET + route.fetch().text(), content_type="text/javascript")

    def unknown(route):
        answer = route.fetch()
        unknown_types.append(route.request.url)
        route.fulfill(body=answer.body(), content_type="application/octet-stream")

    unknown_types = []
    window.add_init_script(FORGET)
    window.route("**/worker.js*", older)
    window.route("**/*.wasm*", unknown)
    page = open_page("transfer-function")
    page.tab.locator("#gain").scroll_into_view_if_needed()
    page.tab.wait_for_selector("#gain[data-alive]")
    page.type(1, "import numpy as np\nprint(np.arange(3).sum())")
    assert page.run(1) == "done"
    assert page.printed(1) == "3\n"
    assert unknown_types != []
    assert page.complaints == []


def test_a_page_that_is_opened_from_a_file_says_what_it_cannot_do(window, site):
    tab = window.new_page()
    tab.goto((site / "transfer-function.html").as_uri())
    expect(tab.locator("#cell-1 .run-says")).to_contain_text("opened from a file")
    expect(tab.locator("#gain .demo-note")).to_contain_text("python -m http.server")
    expect(tab.locator("#gain .demo-controls")).to_be_hidden()
    expect(tab.locator("#gain .demo-picture > svg").locator("visible=true")).to_have_count(1)


@in_use
def test_a_sign_of_print_is_named_and_mended_by_a_button(page_in_use):
    page = page_in_use
    page.type(5, "print(3 − 1)")
    assert page.run(5) == "failed"
    assert "−" in page.cell(5).locator(".run-note").inner_text()
    page.cell(5).locator(".run-mend").click()
    assert page.text(5) == "print(3 - 1)"
    assert page.run(5) == "done"
    assert page.printed(5) == "2\n"
    page.press(5, "undo")
    assert page.text(5) == "print(3 − 1)"


@in_use
def test_a_power_written_as_elsewhere_gets_a_note_beside_its_number(page_in_use):
    page = page_in_use
    page.type(5, "t = 3\nprint(t^2)")
    assert page.run(5) == "done"
    assert page.printed(5) == "1\n"
    assert "t**2" in page.cell(5).locator(".run-output > .run-note").inner_text()


# -- What the reader types is kept ----------------------------------------------------------------


def test_an_edit_survives_leaving_at_once_until_it_is_reset(open_page):
    page = open_page()
    book = page.text(5)
    page.type(5, "print('mine')")
    page.reload()
    assert page.text(5) == "print('mine')"
    assert "your text from before" in page.says(5)
    page.press(5, "reset")
    assert page.text(5) == book
    page.cell(5).locator(".run-undo").click()
    assert page.text(5) == "print('mine')"
    page.press(5, "reset")
    page.reload()
    assert page.text(5) == book


def test_reset_page_gives_all_texts_back_and_can_be_undone(open_page):
    page = open_page()
    book = page.text(5), page.text(10)
    page.type(5, "a = 1")
    page.type(10, "b = 1")
    page.tab.locator(".run-page [data-do=reset]").click()
    assert (page.text(5), page.text(10)) == book
    page.tab.locator(".run-page .run-undo").click()
    assert (page.text(5), page.text(10)) == ("a = 1", "b = 1")
    page.reload()
    assert (page.text(5), page.text(10)) == ("a = 1", "b = 1")


def test_texts_of_before_are_shown_though_the_book_has_changed_or_numbers_its_cells_anew(open_page):
    page = open_page()
    book = page.text(10)
    page.keep(5, "print('mine')")
    page.keep(SOLUTION, "print('mine, too')")
    page.tab.evaluate(
        """([changed, moved, to]) => {
          const key = (number) =>
            Object.keys(localStorage).find((key) => key.endsWith(`/${number}`));
          const kept = JSON.parse(localStorage[key(changed)]);
          localStorage[key(changed)] = JSON.stringify({...kept, book: "an older text"});
          const old = key(moved);
          localStorage[old.replace(`/${moved}`, `/${to}`)] = localStorage[old];
          delete localStorage[old];
        }""",
        [5, SOLUTION, 10],
    )
    page.reload()
    assert page.text(5) == "print('mine')"
    assert "has changed since" in page.says(5)
    assert page.text(SOLUTION) == "print('mine, too')"
    assert page.text(10) == book


FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("forbidden", "SecurityError"); },
});"""


@in_use
def test_a_storage_that_is_full_is_told_of_and_survived(page_in_use):
    page = page_in_use
    page.tab.evaluate(f"() => {{ window.keep = Storage.prototype.setItem; {FULL} }}")
    page.type(5, "print('mine')")
    page.cell(5).locator(".run-says").filter(has_text="does not keep").wait_for()
    assert page.run(5) == "done"
    assert page.printed(5) == "mine\n"
    page.tab.evaluate("() => { Storage.prototype.setItem = window.keep; }")


def test_a_browser_that_keeps_nothing_is_told_of_and_survived(open_page, window):
    window.add_init_script(FORBIDDEN)
    page = open_page()
    page.type(5, "print('mine')")
    page.cell(5).locator(".run-says").filter(has_text="does not keep").wait_for()
    assert page.run(5) == "done"
    assert page.printed(5) == "mine\n"


@in_use
def test_two_tabs_at_once_share_what_is_typed_and_lose_nothing(page_in_use, shared):
    one, other = page_in_use, shared.open_beside(page_in_use)
    one.type(5, "print('one')")
    other.cell(5).filter(has_text="print('one')").wait_for()
    other.type(10, "print('other')")
    one.cell(10).filter(has_text="print('other')").wait_for()
    assert one.run(5) == other.run(5) == "done"
    other.reload()
    assert (other.text(5), other.text(10)) == ("print('one')", "print('other')")
    other.tab.close()


HOLD = "**/*pyodide.asm.wasm*"  # without it Python goes on loading


def press_on_page(page, action):
    """Press one of the buttons for all cells."""
    page.tab.locator(f".run-page [data-do={action}]").click()


def wait_until_page_is_idle(page):
    """Wait until "Run all cells" can be pressed again."""
    page.tab.wait_for_function(
        "document.querySelector('.run-page [data-do=all]').textContent === 'Run all cells'"
    )


@in_use
def test_reset_page_gives_texts_back_in_the_middle_of_a_run_too(page_in_use):
    page = page_in_use
    page.type(1, "while True:\n    pass")
    page.type(5, "a = 1")
    window = page.tab.context
    for state in ("running", "loading"):
        press_on_page(page, "all")
        page.wait(1, [state])
        press_on_page(page, "reset")
        wait_until_page_is_idle(page)
        assert "You can undo this" in page.tab.locator(".run-page .run-says").inner_text()
        assert page.tab.evaluate("document.activeElement.className") == "run-undo"
        page.tab.keyboard.press("Enter")
        assert (page.text(1), page.text(5)) == ("while True:\n    pass", "a = 1")
        window.route(HOLD, lambda route: None)  # it has to be loaded anew
    window.unroute(HOLD)
    page.reload()
    assert (page.text(1), page.text(5)) == ("while True:\n    pass", "a = 1")


def reset_twice(page, first, second, typed):
    """Type into two cells, reset them in two ways, and bring everything back."""
    page.restore(5, 10)
    book = page.text(5), page.text(10)
    page.type(5, typed[0])
    page.type(10, typed[1])
    for how in (first, second):
        if how == "cell":
            reset = page.cell(5).locator("[data-do=reset]")
            reset.evaluate("(button) => button.checkVisibility() && button.click()")
        elif how == "page":
            press_on_page(page, "reset")
        else:
            page.tab.locator(".run-page [data-do=reset]").press("Enter")
    if page.text(10) == book[1]:
        press_on_page(page, "undo")
    assert page.text(10) == typed[1], (first, second)
    if page.text(5) == book[0]:
        page.press(5, "undo")
    assert page.text(5) == typed[0], (first, second)


def test_a_second_reset_takes_no_text_away(open_page):
    page = open_page()
    ways = itertools.product(["page", "cell"], ["page", "cell", "page by keys"])
    for count, (first, second) in enumerate(ways):
        reset_twice(page, first, second, (f"a = {count}", f"b = {count}"))


def test_what_is_typed_after_a_reset_and_what_was_there_before_can_both_be_had(open_page):
    page = open_page()
    texts = ["a = 1", "b = 2"]
    for text in texts:
        page.type(5, text)
        page.press(5, "reset")
    page.press(5, "undo")
    assert page.text(5) == texts[1]
    other = page.cell(5).locator("[data-do=undo]")
    assert other.inner_text() == "My earlier text"
    other.click()
    assert page.text(5) == texts[0]
    other.click()
    assert page.text(5) == texts[1]
    page.reload()
    assert page.text(5) == texts[1]


@in_use
def test_a_run_after_a_reset_takes_no_undo_away(page_in_use):
    page = page_in_use
    page.type(SOLUTION, "print('mine')")
    page.press(SOLUTION, "reset")
    assert page.run(SOLUTION) == "done"
    assert page.says(SOLUTION) == "Done."
    page.press(SOLUTION, "undo")
    assert page.text(SOLUTION) == "print('mine')"
    page.type(SOLUTION, "print('mine, and longer')")
    press_on_page(page, "reset")
    press_on_page(page, "all")
    page.wait(1, ["running", "done"])
    press_on_page(page, "all")
    wait_until_page_is_idle(page)
    press_on_page(page, "undo")
    assert page.text(SOLUTION) == "print('mine, and longer')"


@in_use
def test_what_another_tab_takes_away_can_be_brought_back(page_in_use, shared):
    one, other = shared.open_beside(page_in_use), page_in_use
    one.keep(5, "print('mine')")
    other.cell(5).locator(".cm-content", has_text="print('mine')").wait_for()
    one.press(5, "reset")
    other.cell(5).locator(".run-says", has_text="another tab").wait_for()
    one.tab.close()
    other.press(5, "undo")
    assert other.text(5) == "print('mine')"
    later = shared.open_beside(other)
    assert later.text(5) == "print('mine')"
    later.tab.close()


@in_use
def test_of_two_tabs_that_type_at_once_neither_text_is_lost(page_in_use, shared):
    slow, quick = shared.open_beside(page_in_use), page_in_use
    slow.tab.evaluate(
        "() => { window.held = []; window.setTimeout = (go) => window.held.push(go); }"
    )
    slow.type(5, "print('slow')")
    quick.keep(5, "print('quick')")
    slow.tab.evaluate("window.held.forEach((go) => go())")  # its reader has typed all the while
    earlier = slow.cell(5).locator("[data-do=undo]")
    earlier.wait_for()
    assert slow.text(5) == "print('slow')"
    earlier.click()
    assert slow.text(5) == "print('quick')"
    slow.tab.close()


def test_an_undo_that_the_browser_does_not_keep_says_so(open_page, window):
    window.add_init_script(FULL)
    page = open_page()
    page.type(5, "print('mine')")
    page.press(5, "reset")
    page.press(5, "undo")
    assert page.text(5) == "print('mine')"
    assert "does not keep" in page.says(5)
    press_on_page(page, "reset")
    press_on_page(page, "undo")
    assert page.text(5) == "print('mine')"
    assert "does not keep" in page.tab.locator(".run-page .run-says").inner_text()


# -- Scripts that do not come ---------------------------------------------------------------------

MISSING = {
    "missing": {"status": 404, "body": ""},
    "another page": {"status": 200, "content_type": "text/html", "body": "<p>Blocked.</p>"},
}
#: For each visit the page, and the scripts that do not come: where they would act, what is said.
SILENT = [
    (
        "transfer-function",
        [
            ("page.js", "#cell-2 .run-says", "runs code"),
            ("host.js", "#gain .demo-note", "this demo"),
        ],
    ),
    (PAGE, [("cells-*.js", ".run-page .run-says", "runs code")]),
    (PAGE, [("chunk-*.js", "#cell-2 .run-says", "runs code")]),
    ("embed/gain", [("host.js", "#gain .demo-note", "this demo")]),
    ("embed/gain", [("gain-*.js", "#gain .demo-note", "cannot run")]),
    ("progress", [("report.js", ".report-kept", "your progress")]),
]


@pytest.mark.parametrize("answer", MISSING)
def test_a_script_that_does_not_come_is_told_of_where_it_would_act(window, address, answer):
    for page, silent in SILENT:
        tab = window.new_page()
        for script, *_ in silent:
            tab.route(f"**/web/{script}*", lambda route: route.fulfill(**MISSING[answer]))
        tab.goto(f"{address}{page}.html")
        for _, place, what in silent:
            tab.locator(place).filter(has_text=what).wait_for()
        tab.close()


@pytest.mark.parametrize("answer", MISSING)
def test_an_editor_that_does_not_come_is_told_of_and_asked_for_again(open_page, window, answer):
    page = open_page()
    page.tab.route("**/editor-*.js*", lambda route: route.fulfill(**MISSING[answer]))
    page.press(5, "edit")
    said = page.cell(5).locator(".run-says").filter(has_text="The editor did not come")
    said.wait_for()
    page.tab.unroute_all()
    page.press(5, "edit")
    page.cell(5).locator(".cm-content").wait_for()
    assert page.says(5) == ""


def test_a_page_without_any_script_of_ours_says_so_after_a_while(window, address):
    tab = window.new_page()
    tab.route("**/{page,book}.js*", lambda route: route.abort())
    tab.goto(f"{address}{PAGE}.html")
    shown = """place => {
      const style = getComputedStyle(document.querySelector(place), "::after");
      return style.visibility === "visible" && style.content.includes("has not come");
    }"""
    assert not tab.evaluate(shown, "#cell-5 .run-bar")
    tab.evaluate("document.getAnimations().forEach((one) => one.finish())")
    assert tab.evaluate(shown, "#cell-5 .run-bar")
    assert tab.evaluate(shown, ".run-page")


# -- For everyone ---------------------------------------------------------------------------------


def test_the_first_run_tells_its_size_its_progress_and_the_cells_that_it_needed(open_page):
    page = open_page()
    names = page.tab.evaluate("performance.getEntriesByType('resource').map((e) => e.name)")
    early = [name for name in names if "pyodide" in name or "editor" in name]
    assert early == [], "nothing of Python is fetched before"
    last = page.tab.locator("div.cell").count()
    size = page.cell(last).locator(".run-size")
    assert float(size.inner_text().split()[1]) < 17
    page.press(last, "run")
    page.cell(last).locator("progress").wait_for()
    count = page.cell(last).locator(".run-count")
    count.filter(has_text=re.compile(r"^[0-9.]+ of [0-9.]+ MB$")).wait_for()
    assert page.wait(last) == "done"
    assert not size.is_visible()
    assert page.cell(last).locator("progress").count() == 0

    assert page.says(last).startswith("Ran cell")
    assert "-0.13534" in page.printed(last)
    assert page.run(last) == "done"
    assert page.says(last) == "Done.", "what has run is not run again"


@in_use
def test_escape_and_tab_leave_the_editor_and_keys_run_it(page_in_use):
    page = page_in_use
    page.type(5, "print('by keys')")
    page.tab.keyboard.press("Control+Enter")
    page.wait(5)
    assert page.printed(5) == "by keys\n"
    page.tab.keyboard.press("Tab")
    assert page.text(5).startswith("    ") or page.text(5).endswith("    ")
    page.tab.keyboard.press("Escape")
    page.tab.keyboard.press("Tab")
    assert page.tab.evaluate("document.activeElement.dataset.do") == "run"


PRINTABLE = "".join(chr(code) for code in range(32, 127))
EDITOR, SEARCH = "#cell-5 .cm-content", "#pst-search-dialog input"
FIELDS = {
    PAGE: [EDITOR, SEARCH],
    "embed/slopes-and-areas": [
        ".demo[data-alive] .demo-typed input",
        ".demo[data-alive] .demo-value input",
    ],
    "progress": [".report-name input"],
}
SHORTCUTS = ["Control+k", "Control+/", "Control+a", "Control+z", "Alt+ArrowUp", "Control+Home"]
GET = "e => e.value ?? [...e.querySelectorAll('.cm-line')].map((line) => line.textContent).join('')"


@pytest.mark.parametrize("name", FIELDS)
def test_every_printable_key_and_every_shortcut_stays_in_the_field_that_has_the_focus(
    window, address, name
):
    tab = window.new_page()
    tab.goto(f"{address}{name}.html")
    keyboard = tab.keyboard
    for place in FIELDS[name]:
        if place == EDITOR:
            tab.wait_for_selector("#cell-5 [data-do=edit]:enabled")
            tab.locator("#cell-5 [data-do=edit]").click()
        elif place == SEARCH:
            keyboard.press("Control+k")
        box = tab.locator(place).locator("visible=true").first
        box.focus()
        for some in (PRINTABLE[:48], PRINTABLE[48:]):
            keyboard.press("Control+a")
            keyboard.press("Delete")
            keyboard.type(some)
            assert box.evaluate(GET) == some, place
        for keys in SHORTCUTS:
            keyboard.press(keys)
            assert box.evaluate("e => e === document.activeElement"), (place, keys)
            assert tab.url.startswith(f"{address}{name}.html")
        assert tab.locator("dialog[open]").count() == (place == SEARCH)
        box.evaluate("box => box.blur()")


@in_use
def test_cells_have_no_barriers_with_an_editor_an_error_and_a_figure(page_in_use):
    page = page_in_use
    page.type(5, "print('text')\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])\n1 / 0  # error")
    page.run(5)
    page.run(STARTER, "check")
    for scheme in ("light", "dark"):
        page.tab.emulate_media(color_scheme=scheme)
        page.tab.evaluate("scheme => { document.documentElement.dataset.theme = scheme; }", scheme)
        assert barriers(page.tab, "{include: ['#cell-2', '#cell-5']}") == [], scheme
    page.tab.emulate_media(color_scheme="light")


@in_use
def test_a_phone_shows_the_cells_without_scrolling_sideways(page_in_use):
    page = page_in_use
    page.type(5, "print('x' * 500)\nlong_name = 'y' * 100 + 'z' * 100 + 'a long line of text'\n1/0")
    page.run(5)
    phone = page.tab.context.new_cdp_session(page.tab)
    phone.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page.tab.set_viewport_size({"width": 360, "height": 800})
    wide = page.tab.evaluate("document.documentElement.scrollWidth")
    phone.send("Emulation.setTouchEmulationEnabled", {"enabled": False})
    page.tab.set_viewport_size({"width": 1280, "height": 900})
    assert wide <= 360


# -- On paper -------------------------------------------------------------------------------------


@in_use
def test_paper_shows_all_that_a_reader_typed_and_that_a_cell_printed(page_in_use, tmp_path):
    page = page_in_use
    page.type(
        5, "print('x' * 200, 'end')\nfor i in range(150):\n    print('from', i, 'to', i)\n1/0"
    )
    assert page.run(5) == "failed"
    page.tab.pdf(path=tmp_path / "page.pdf")
    whole = Paper(tmp_path / "page.pdf").letters
    assert "printx200endforiinrange150printfromitoi10" in whole
    assert [row for row in [f"from{i}to{i}" for i in range(150)] if row not in whole] == []
    assert "x" * 200 + "end" in whole, "a line that is wider than the paper"
    assert "Tracebackmostrecentcalllast" in whole, "what is folded away of an error"
