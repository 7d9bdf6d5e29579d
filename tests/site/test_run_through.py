"""From the first page's button through three chapters: by keys alone, and by touch alone."""

from __future__ import annotations

import re

import pytest

from tests.built import SITE, parse
from tests.exercises import solution
from tests.playing import Finger

SOLUTION = re.findall(r"^d\w_dt = .*$", solution("x1"), flags=re.M)

# What is wrong with the place of the focus: nothing has it, there is no ring around it, or what
# lies over the page covers it.
WATCH = """() => {
  window.faults = [];
  const isRing = ({outlineStyle, outlineWidth}) =>
    outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  const isRinged = (el) => {
    const ring = el.querySelector(":scope > .demo-ring");
    if (ring) return getComputedStyle(ring).strokeWidth === "3px";
    return isRing(getComputedStyle(el.closest(".cm-editor") ?? el));
  };
  const isOurs = (el, hit) => hit && (el.contains(hit) || hit.contains(el));
  addEventListener("keyup", ({key}) => {
    const el = document.activeElement;
    const said = ` ${el.outerHTML.slice(0, 90)} after ${key}`;
    const fault = (what) => window.faults.push(what + said);
    if (el === document.body) return fault("lost");
    if (!el.checkVisibility({visibilityProperty: true, opacityProperty: true})) fault("unseen");
    if (!isRinged(el)) fault("no ring");
    if (el.closest(".skip-link")) return; // it slides in
    const [box] = (el.querySelector(":scope > .demo-grip") ?? el).getClientRects();
    const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
    const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
    const at = (x, y) =>
      document.elementFromPoint(left + x * (right - left), top + y * (bottom - top));
    const places = [[0.5, 0.5], [0.5, 0.1], [0.5, 0.9]];
    if (right - left < 2 || bottom - top < 2) fault("out of view");
    else if (!places.some(([x, y]) => isOurs(el, at(x, y)))) fault("covered");
  });
}"""


# Whether the focus has come to something, once the demos in view are alive.
ARRIVED = """async (selector) => {
  const isInView = (el) => {
    const {top, bottom} = el.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  while ([...document.querySelectorAll(".demo:not([data-alive])")].some(isInView)) {
    await new Promise((go) => setTimeout(go, 20));
  }
  return document.activeElement.matches(selector);
}"""
STAYS = "e => Boolean(e.closest('.bd-header-article'))"


class Reader:
    """A reader with one kind of hands; what the test asks of both is here."""

    def __init__(self, tab):
        self.tab = tab
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))

    def at(self, selector):
        return self.tab.locator(selector)

    def text(self, selector):
        return " ".join(self.at(selector).text_content().split())

    def see(self, selector):
        """Wait until something can be seen."""
        self.at(selector).wait_for()

    def follow(self, link, page):
        """Follow a link to this page."""
        self.use(link)
        self.tab.wait_for_url(f"**/{page}.html")
        self.arrive()

    def arrive(self):
        pass


class Keys(Reader):
    """Who has only a keyboard."""

    def arrive(self):
        self.tab.evaluate(WATCH)
        self.tab.keyboard.press("Tab")
        assert self.tab.evaluate("document.activeElement.hash") == "#main-content"
        self.tab.keyboard.press("Enter")

    def reach(self, selector):
        """Press Tab until something has the focus; nothing on the way may be wrong with it."""
        for _ in range(400):
            if self.tab.evaluate(ARRIVED, selector):
                break
            self.tab.keyboard.press("Tab")
        else:
            raise LookupError(f"Tab does not lead to {selector}")
        assert self.tab.evaluate("window.faults.splice(0)") == []

    def use(self, selector):
        self.reach(selector)
        self.tab.keyboard.press("Enter")

    def move(self, demo, handle):
        self.reach(f"{demo} {handle}")
        for _ in range(5):
            self.tab.keyboard.press("ArrowRight")

    def choose(self, menu, entry):
        self.reach(menu)
        self.tab.keyboard.press("Enter")
        self.see(entry)
        for _ in range(9):
            self.tab.keyboard.press("ArrowDown")
            if self.tab.evaluate("one => document.activeElement.matches(one)", entry):
                break
        self.tab.keyboard.press("Enter")

    def write(self, cell, lines):
        self.use(f"{cell} [data-do=edit]")
        self.see(f"{cell} .cm-focused")
        self.tab.keyboard.press("Control+End")
        self.tab.keyboard.press("ArrowUp")
        self.tab.keyboard.press("End")
        self.tab.keyboard.type("\n" + "\n".join(lines))
        self.tab.keyboard.press("Escape")  # Tab alone indents
        self.tab.keyboard.press("Tab")


class Fingers(Reader):
    """Who has only a screen to touch."""

    def __init__(self, tab):
        super().__init__(tab)
        self.finger = Finger(tab)

    def centre(self, selector):
        """Bring something into the middle of the screen by swiping, and give its centre."""
        one = self.at(selector)
        for _ in range(9):
            box = (one.locator(".demo-reach") if "demo-handle" in selector else one).bounding_box()
            place = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            if 120 < place[1] < 480 or one.evaluate(STAYS):
                break
            self.swipe(place[1] - 300)
        hit = """([one, x, y]) => {
          const el = document.elementFromPoint(x, y);
          return Boolean(el?.closest(one) || el?.querySelector(one));
        }"""
        assert self.tab.evaluate(hit, [selector, *place]), f"something lies over {selector}"
        return place

    def swipe(self, distance):
        """Move the page so far up, in one go that is longer than a real finger."""
        before = self.tab.evaluate("scrollY")
        self.finger.swipe((8, 400), 0, -distance, steps=2)
        assert self.tab.evaluate("scrollY") != before, "the page does not follow the finger"

    def use(self, selector):
        self.finger.tap(self.centre(selector))

    def move(self, demo, handle):
        self.centre(f"{demo} .demo-stage")
        self.see(f"{demo}[data-alive]")
        self.finger.swipe(self.centre(f"{demo} {handle}"), 40, 0)

    def choose(self, menu, entry):
        self.use(menu)
        self.see(entry)
        self.use(entry)

    def write(self, cell, lines):
        self.use(f"{cell} [data-do=edit]")
        self.see(f"{cell} .cm-focused")
        self.use(f"{cell} .cm-line:nth-last-child(2)")
        self.tab.keyboard.press("End")
        self.tab.keyboard.insert_text("\n" + "\n".join(lines))  # as the keyboard of a screen does


def play(reader, demo, handle):
    """Move something in a demo; what it says changes."""
    before = reader.text(f"#{demo} .demo-says")
    reader.move(f"#{demo}", f'.demo-handle[aria-label="{handle}"]')
    reader.tab.wait_for_function(
        "([place, text]) => document.querySelector(place).textContent !== text",
        arg=[f"#{demo} .demo-says", before],
    )


def answer(reader, page):
    """Choose a wrong answer and then the right one, at a question that has them in this order."""
    found = parse(SITE / f"{page}.html").select(".answer-wrong + .answer-right")
    question = found[-1].parent["id"]
    for answer, said in ((":has(+ .answer-right)", "Not quite."), (".answer-right", "Right.")):
        reader.use(f"#{question} .answer{answer} > summary")
        assert reader.text(f"#{question} > [role=status]").endswith(said)


def turn_over(reader, fold):
    """Open a fold, and close it."""
    for is_open in (True, False):
        reader.use(f"{fold} > summary")
        assert reader.at(fold).evaluate("e => e.open") is is_open


def run(reader, cell, action):
    """Press a button of a cell, and wait for the end of what it does."""
    reader.use(f"{cell} [data-do={action}]")
    reader.see(f"{cell}:is([data-run=done], [data-run=failed])")
    assert reader.at(cell).get_attribute("data-run") == "done"


HANDS = {
    "keys": (Keys, {"width": 360, "height": 740}),
    "fingers": (Fingers, {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}),
}


@pytest.mark.parametrize("hands", HANDS)
def test_three_chapters_can_be_read_and_done_with(hands, new_window, address):
    kind, size = HANDS[hands]
    tab = new_window(color_scheme="light", **size).new_page()
    tab.goto(f"{address}index.html")
    reader = kind(tab)
    reader.arrive()
    reader.follow(".home-start", "why-calculus")
    reader.choose(".theme-switch-button", ".theme-change-button[data-mode=dark]")
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
    play(reader, "speedometer", "Time on the sum")
    turn_over(reader, "#cell-2 details.hide")
    answer(reader, "why-calculus")
    reader.follow(".closing-next a", "slopes-and-areas")
    play(reader, "settling-secant", "Second point")
    answer(reader, "slopes-and-areas")
    reader.follow(".closing-next a", "derivatives-by-rule")
    play(reader, "growing-rectangle", "Corner of the rectangle")
    reader.write("#x1 .cell", SOLUTION)
    assert reader.at("#x1 .feedback[role=status]").text_content() == ""
    run(reader, "#x1 .cell", "run")
    run(reader, "#x1 .cell", "check")
    assert reader.text("#x1 .feedback").startswith("Right.")
    turn_over(reader, "#x1-hint-1")
    reader.use(".closing-next a")
    tab.wait_for_url("**/derivatives-by-number.html")
    assert reader.complaints == []
