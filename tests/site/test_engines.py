"""The book in browsers that are not Chromium: what matters most, as a reader does it."""

from __future__ import annotations

import sys
import time

import pytest
from PIL import Image, ImageStat

from tests import exercises
from tests.browser import PATIENCE, serve
from tests.cells import same
from tests.engines import MIDDLE, Firefox, WebKit
from tests.papers import Paper
from tests.playing import NAMES

PAGE, STARTER, SOLUTION = "derivatives-by-rule", "#x1 div.cell", "#x1-solution div.cell"
EDITOR = f"{STARTER} .cm-content"
ENGINES = {"Firefox": Firefox, "WebKit": WebKit}


def in_one_worker(name):
    """One start of each browser serves all its tests."""
    return pytest.param(name, marks=pytest.mark.xdist_group(name))


@pytest.fixture(scope="module", params=map(in_one_worker, ENGINES))
def engine(request, site):
    """Each browser in turn, with the address of the site and what is asked of its server."""
    if request.param == "WebKit" and sys.platform == "darwin":
        pytest.skip("WebKitGTK is not to be had for macOS")
    heard = []
    engine = ENGINES[request.param]()
    with serve(site, as_is=True, heard=heard) as address:
        engine.address, engine.heard = address, heard
        yield engine
        engine.close()


# -- Demos ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_demo_obeys_mouse_and_keys(engine, name):
    def says():
        engine.frame()
        return engine.text(".demo-says")

    def now():
        engine.frame()
        return float(
            engine.evaluate("() => document.activeElement.getAttribute('aria-valuenow') ?? NaN")
        )

    engine.open(f"{engine.address}embed/{name}.html")
    alive = ":is([data-alive], [data-failed])"
    engine.wait("(alive) => document.querySelector('.demo').matches(alive)", alive)
    before = says()
    for dx, dy in ((40, 0), (0, 40), (-40, 0), (0, -40)):
        x, y = engine.wait(MIDDLE, ".demo-handle .demo-reach")
        engine.drag((x, y), (x + dx // 2, y + dy // 2), (x + dx, y + dy))
        if says() != before:
            break
    assert says() != before
    engine.click('[data-do="reset"]')
    assert says() == before
    engine.evaluate("() => document.querySelector('.demo-handle:not([hidden])').focus()")
    engine.press("End")
    highest = now()
    engine.press("Home")
    lowest = now()
    assert lowest < highest
    engine.press("PageUp")
    assert lowest < now() <= highest
    assert engine.complaints() == []


# -- A chapter with Python -------------------------------------------------------------------------

# What the worker is given around its own text: ways for a cell to try what JavaScript can.
BEFORE = "const way = globalThis.fetch.bind(globalThis);"
AFTER = "globalThis.attempt = {fetch: way, load: (address) => import(address)};"
GIVE = """(before, after) => {
  const fetchFile = window.fetch;
  window.fetch = async (file, ...options) => {
    const response = await fetchFile(file, ...options);
    if (!`${file}`.includes("/worker")) return response;
    return new Response([before, await response.text(), after].join("\\n"), response);
  };
}"""

# Firefox takes no texts for the clipboard of an event that a script makes.
PASTE = """(editor, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", {bubbles: true, cancelable: true});
  Object.defineProperty(event, "clipboardData", {value: clipboardData});
  document.querySelector(editor).dispatchEvent(event);
}"""
OPEN_FOLDS = "() => document.querySelectorAll('details').forEach((fold) => { fold.open = true; })"


class Chapter:
    """A chapter, in whose starter cell one can type, and whose Python the tests share."""

    def __init__(self, engine):
        self.engine = engine
        self.open()

    def open(self):
        self.engine.open(f"{self.engine.address}{PAGE}.html")
        self.wait_for("#cell-1 [data-do=run]:enabled")
        self.engine.evaluate(GIVE, BEFORE, AFTER)
        self.engine.evaluate(
            "() => document.querySelectorAll('details').forEach((d) => d.open = true)"
        )

    def wait_for(self, selector):
        self.engine.wait("(selector) => Boolean(document.querySelector(selector))", selector)

    def empty(self):
        """Open the editor of the starter cell by its button, and take its text out by keys."""
        if self.engine.evaluate(MIDDLE, f"{STARTER} [data-do=edit]"):
            self.engine.click(f"{STARTER} [data-do=edit]")
        self.wait_for(EDITOR)
        self.engine.click(EDITOR)
        self.engine.press("Control", "a")
        self.engine.press("Delete")

    def type(self, text):
        """Type a line key by key in the place of the text."""
        self.empty()
        self.engine.type(text)

    def paste(self, text):
        """Paste a text in the place of the one that is there."""
        self.empty()
        self.engine.evaluate(PASTE, EDITOR, text.rstrip("\n"))

    def written(self):
        """The lines in the editor."""
        lines = "(lines) => [...document.querySelectorAll(lines)].map((line) => line.textContent)"
        return self.engine.evaluate(lines, f"{EDITOR} .cm-line")

    def run(self, cell, action="run"):
        """Run a cell by its button, and return what it prints."""
        self.engine.click(f"{cell} .run-bar [data-do={action}]")
        self.wait_for(f"{cell}:is([data-run=done], [data-run=failed])")
        assert self.engine.evaluate("(cell) => document.querySelector(cell).dataset.run", cell) == (
            "done"
        ), self.engine.text(f"{cell} .run-says")
        return self.engine.text(f"{cell} .run-output")


@pytest.fixture(scope="module")
def chapter(engine):
    """A chapter that is open until these tests are done."""
    return Chapter(engine)


def test_a_cell_with_numpy_prints_what_it_printed_when_the_book_was_built(engine, chapter):
    built = engine.text(f"{SOLUTION} .cell_output pre")
    assert "lowest slope" in built
    assert same(chapter.run(SOLUTION), built)
    assert engine.complaints() == []


def test_what_is_typed_stays_in_the_editor_and_runs(engine, chapter):
    chapter.type("/")
    assert chapter.written() == ["/"]
    chapter.type("print(1/2)")
    assert chapter.written() == ["print(1/2)"]
    assert chapter.run(STARTER).split() == ["0.5"]
    assert engine.complaints() == []


WAYS_OUT = """\
import js
told = []
tell = lambda way, what: lambda *_: told.append(way + what)
attempt = lambda way, promise: promise.then(tell(way, " opened"), tell(way, " refused"))
attempt("a page", js.fetch(page))
attempt("a page behind the door", js.attempt.fetch(page))
attempt("a module", js.attempt.load(module))
attempt("a module of text", js.attempt.load("data:text/javascript,export default 1"))
"""
A_WAY = """\
files = [entry.name for entry in js.performance.getEntriesByType("resource").to_py()]
attempt("a file of Python", js.attempt.fetch(next(name for name in files if "numpy" in name)))
"""
OPENED = "a file of Python opened"  # so this has come to its end, and the way is one


def test_no_other_file_of_the_site_comes_into_the_worker(engine, chapter):
    before = len(engine.heard)
    page, module = f"{engine.address}about.html", f"{engine.address}_static/web/book.js"
    chapter.paste(f"page, module = {page!r}, {module!r}\n{WAYS_OUT}")
    chapter.run(STARTER)
    chapter.paste(A_WAY)
    chapter.run(STARTER)
    chapter.paste("print(*told, sep='\\n')")
    end = time.monotonic() + PATIENCE / 1000
    while OPENED not in (told := chapter.run(STARTER).splitlines()):
        assert time.monotonic() < end, told
    # WebKit leaves what its policy refuses without an answer.
    assert [line for line in told if line.endswith("opened")] == [OPENED]
    assert "a page refused" in told
    assert not [p for p in engine.heard[before:] if p.endswith(("about.html", "book.js"))]
    engine.complaints()  # of what was refused


def test_a_solved_exercise_and_its_text_are_kept(engine, chapter):
    attempt = next(a for a in exercises.RIGHT if a.exercise == "x1")
    chapter.paste(attempt.text)
    chapter.run(STARTER, "check")
    assert engine.text(f"{STARTER} .feedback").startswith("Right.")
    chapter.open()
    chapter.wait_for(EDITOR)
    assert chapter.written() == attempt.text.rstrip("\n").split("\n")
    engine.open(f"{engine.address}progress.html")
    chapter.wait_for(".report-tools[data-alive]")
    assert f"1 of {len(exercises.labels())} exercises" in engine.text("main")
    assert engine.complaints() == []


# -- On paper -------------------------------------------------------------------------------------


# A piece of what is said of each wrong answer: Firefox draws bold letters as curves, and what is
# around a formula is a piece of its own.
SAID_OF_WRONG_ANSWERS = """() => [...document.querySelectorAll("details.answer-wrong > div")].map(
  (said) => [...said.querySelectorAll("p")].flatMap((p) => [...p.childNodes])
    .filter((piece) => piece.nodeType === Node.TEXT_NODE)
    .map((piece) => piece.data)
    .reduce((a, b) => (b.length > a.length ? b : a)))"""


def test_paper_is_light_and_unfolded(engine, tmp_path):
    if not hasattr(engine, "print"):
        pytest.skip("WebKitGTK's driver has no command to print, nor one to emulate paper")
    engine.open(f"{engine.address}{PAGE}.html")
    engine.evaluate("() => ['mode', 'theme'].forEach((key) => localStorage.setItem(key, 'dark'))")
    engine.open(f"{engine.address}{PAGE}.html")
    assert engine.evaluate("() => document.documentElement.dataset.theme") == "dark"
    file = tmp_path / "page.pdf"
    file.write_bytes(engine.print())
    paper = Paper(file)
    printed = "".join(paper.text().split())
    assert "GrowingRectangle()" in printed, "code that was folded away"
    said = engine.evaluate(SAID_OF_WRONG_ANSWERS)
    assert len(said) > 5
    pieces = ["".join(words.split()) for words in said]  # a page may end within one
    assert [one for one in pieces if one[:12] not in printed and one[-12:] not in printed] == []
    for sheet in paper.pictures(tmp_path, dots=20):
        assert ImageStat.Stat(Image.open(sheet)).mean[0] > 200, sheet
