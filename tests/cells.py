"""The code cells of a page as the browser tests run them."""

from __future__ import annotations

import math
import re
from functools import cache

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

    def type_by_keys(self, number, text):
        """Type a text key by key in the place of a cell's, from the button on, as a reader does."""
        keyboard = self.tab.keyboard
        edit = self.cell(number).locator("[data-do=edit]")
        if edit.is_visible():
            edit.press("Enter")
        self.tab.wait_for_function(
            "(id) => document.activeElement.matches(`#${id} .cm-content`)", arg=f"cell-{number}"
        )
        keyboard.press("Control+a")
        keyboard.press("Delete")
        for i, line in enumerate(text.rstrip("\n").split("\n")):
            if i:
                keyboard.press("Enter")
                keyboard.press("Shift+Home")  # over the indentation that the editor has guessed
            keyboard.type(line) if line else keyboard.press("Delete")

    def restore(self, number):
        """Give a cell the book's text and output back, and the page the light theme."""
        reset = self.cell(number).locator(".run-bar [data-do=reset]")
        if self.cell(number).get_attribute("data-run") and not reset.is_visible():
            self.type(number, "# It has run, and its output goes with a reset of its text.")
        reset.evaluate("(button) => button.checkVisibility() && button.click()")
        self.tab.evaluate("document.documentElement.dataset.theme = 'light'")

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
