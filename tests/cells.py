"""The code cells of a page as the browser tests run them."""

from __future__ import annotations

import math
import re
from copy import copy
from functools import cache

from tests.browser import PATIENCE, Handler
from tests.built import SITE, parse

PASTE = """(editor, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
}"""


@cache
def pages_with_cells():
    """The pages of the built site that have code cells, by their names without ending."""
    found = [path.stem for path in sorted(SITE.glob("*.html")) if parse(path).select("div.cell")]
    return found or [None]  # with nothing built a test still runs once, and says so


# -- The cells of many pages on one ---------------------------------------------------------------

ARTICLE = re.compile(r'<article class="bd-article">.*?</article>', re.S)
CONTENTS = re.compile(r'<nav id="pst-page-toc-nav".*?</nav>', re.S)  # leads to what is not there
ANTHOLOGY = "cells-of-many-pages"
#: Stands there before the cells of each page, which so begin without any names, as at home.
FORGET = """for __name in [*globals()]:
    if not __name.startswith("__"):
        del globals()[__name]"""


@cache
def anthology(like, names):
    """HTML of a page with the cells and exercises of the pages `names`: one Python runs them all.

    Everything around them is that of the page `like`, with its scripts and its "Run all cells". A
    section for each page, by its name, holds what comes from there; the cells are numbered anew.
    """
    pages = {name: parse(SITE / f"{name}.html") for name in [like, *names]}
    forgets = copy(pages[like].select_one("div.cell:not(.exercise *, :has(figure))"))
    forgets.pre.string = FORGET
    forgets.select_one(".cell_output").decompose()
    article = pages[like].new_tag("article", attrs={"class": "bd-article"})
    article.append(copy(pages[like].select_one(".run-page")))
    for name in names:
        section = pages[like].new_tag("section", id=name)
        section.append(copy(forgets))
        for cell in pages[name].select("div.cell"):
            section.append(copy(cell.find_parent("div", class_="exercise") or cell))
        article.append(section)
    for number, cell in enumerate(article.select("div.cell"), 1):
        cell["id"] = f"cell-{number}"
    whole = (SITE / f"{like}.html").read_text(encoding="utf-8")
    return ARTICLE.sub(lambda _: str(article), CONTENTS.sub("", whole), count=1)


class WithAnthology(Handler):
    """Serves the site with one page more: that of the file `more`."""

    def __init__(self, *arguments, more, **options):
        self.more_page = more
        super().__init__(*arguments, **options)

    def translate_path(self, path):
        if path.endswith(f"/{ANTHOLOGY}.html"):
            return str(self.more_page)
        return super().translate_path(path)


# -- A page with cells ----------------------------------------------------------------------------


class CellsOnPage:
    """A page whose cells can be run, in a tab of its own."""

    def __init__(self, window, address, name):
        self.tab = window.new_page()
        self.name = name
        self.complaints = []
        self.tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.tab.on("console", self._heard)
        self.tab.goto(f"{address}{name}.html")
        self.ready()

    def _heard(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def ready(self):
        """Wait until the buttons can be pressed, and open what is folded."""
        self.tab.wait_for_selector(".run-bar [data-do=run]", state="attached")
        self.tab.wait_for_function("!document.querySelector('.run-bar [disabled]')")
        self.open_what_is_folded()

    def open_what_is_folded(self):
        """Open everything that is folded away."""
        self.tab.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")

    def reload(self):
        """Load the page again, as a reader does who comes back."""
        self.tab.reload()
        self.ready()

    def cell(self, number):
        """One cell; the first is 1."""
        return self.tab.locator(f"#cell-{number}")

    def number_of(self, exercise):
        """The number of the starter cell of an exercise."""
        cell = self.tab.locator(f"#{exercise} div.cell")
        return int(cell.get_attribute("id").removeprefix("cell-"))

    def press(self, number, action):
        """Press one of a cell's buttons."""
        self.cell(number).locator(f".run-bar [data-do={action}]").click()

    def run(self, number, action="run"):
        """Run or check a cell, and wait for its end; return its state."""
        self.press(number, action)
        return self.wait(number)

    def run_all(self):
        """Run all cells of the page, unless they have run."""
        says = self.tab.locator(".run-page .run-says")
        if "have run" not in says.inner_text():
            self.tab.locator(".run-page [data-do=all]").click()
            says.filter(has_text=re.compile("have run|stopped")).wait_for(timeout=3 * PATIENCE)
        assert "have run" in says.inner_text()

    def watch(self, number, look):
        """Run a cell; return what `look`, a JavaScript function of it, gives at each change."""
        self.cell(number).evaluate(
            f"""(cell) => {{
              window.seen = [];
              new MutationObserver(() => window.seen.push(({look})(cell)))
                .observe(cell, {{attributes: true, childList: true, subtree: true}});
            }}"""
        )
        self.run(number)
        return self.tab.evaluate("window.seen")

    def wait(self, number, states=("done", "failed")):
        """Wait until a cell is in one of these states, and return it."""
        self.tab.wait_for_function(
            "([id, states]) => states.includes(document.getElementById(id).dataset.run)",
            arg=[f"cell-{number}", list(states)],
        )
        return self.cell(number).get_attribute("data-run")

    def type(self, number, text):
        """Put a text in the place of a cell's, through its editor."""
        # Looked at and pressed in one step: an editor that is on its way hides the button.
        edit = self.cell(number).locator("[data-do=edit]")
        edit.evaluate("(button) => button.checkVisibility() && button.click()")
        editor = self.cell(number).locator(".cm-content")
        editor.wait_for()
        editor.focus()
        self.tab.keyboard.press("Control+a")
        editor.evaluate(PASTE, text)

    def fill_by_keys(self, number, first, last, text):
        """Type a text key by key in the place of some lines, from the button on, as a reader does.

        The lines count from 1; the editor may show another text of the reader's already.
        """
        keyboard = self.tab.keyboard
        edit = self.cell(number).locator("[data-do=edit]")
        if edit.is_visible():
            edit.press("Enter")
        else:
            self.cell(number).locator(".cm-content").focus()
        self.tab.wait_for_function(
            "(id) => document.activeElement.matches(`#${id} .cm-content`)", arg=f"cell-{number}"
        )
        keyboard.press("Control+Home")
        for _ in range(first - 1):
            keyboard.press("ArrowDown")
        for _ in range(last - first):
            keyboard.press("Shift+ArrowDown")
        keyboard.press("Shift+End")
        for i, line in enumerate(text.split("\n")):
            if i:
                keyboard.press("Enter")
                keyboard.press("Shift+Home")  # over the indentation that the editor has guessed
            keyboard.type(line)

    def restore(self, *numbers):
        """Give cells the book's text and output back, and the page the light theme."""
        changed = self.tab.evaluate(
            """(numbers) => {
              document.documentElement.dataset.theme = "light";
              return numbers.filter((number) => {
                const cell = document.getElementById(`cell-${number}`);
                const isReset = cell.querySelector(".run-bar [data-do=reset]").hidden;
                return cell.matches(".has-run") || !isReset;
              });
            }""",
            numbers,
        )
        for number in changed:
            reset = self.cell(number).locator(".run-bar [data-do=reset]")
            if not reset.is_visible():
                self.type(number, "# It has run, and its output goes with a reset of its text.")
            reset.evaluate("(button) => button.click()")

    def keep(self, number, text):
        """Type a text, and wait until the browser keeps it."""
        self.type(number, text)
        self.tab.wait_for_function(
            "([end, text]) => Object.entries(localStorage).some(([key, kept]) =>"
            " key.endsWith(end) && JSON.parse(kept).text === text)",
            arg=[f"edit/{self.name}/{number}", text],
        )

    def text(self, number):
        """The text of a cell, as the reader sees it."""
        editor = self.cell(number).locator(".cm-content")
        if editor.count():
            return "\n".join(editor.locator(".cm-line").all_text_contents())
        return self.cell(number).locator(".cell_input pre").inner_text().rstrip("\n")

    def printed(self, number):
        """What a cell has printed in this page."""
        return "".join(self.cell(number).locator(".run-output .output pre").all_text_contents())

    def says(self, number):
        """The sentence beside a cell's buttons."""
        return self.cell(number).locator(".run-says").inner_text()

    def feedback(self, number):
        """What a check said."""
        return self.cell(number).locator(".feedback").inner_text()


NUMBER = re.compile(r"[-−+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def same(seen, expected, tolerance=1e-9):
    """Whether two texts are the same but for white space and the last digits of their numbers."""
    words = [NUMBER.sub("#", " ".join(text.split())) for text in (seen, expected)]
    numbers = [[float(n.replace("−", "-")) for n in NUMBER.findall(t)] for t in (seen, expected)]
    return words[0] == words[1] and all(
        math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
        for one, other in zip(*numbers, strict=True)
    )
