"""A demo as the browser tests play with it."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest

from neurocalc import demos
from tests.built import ROOT, SITE, parse

NAMES = [demo.name for demo in demos.ALL]
_PAGES = "".join(page.read_text("utf-8") for page in sorted((ROOT / "book").glob("*.md")))
#: The demos that cells make: paper and notebooks have these as well.
IN_CELLS = [one.name for one in demos.ALL if re.search(rf"^{one.__name__}\(", _PAGES, flags=re.M)]
SPECIFICATIONS = {demo.name: demo.specification() for demo in demos.ALL}


def turns(names):
    """Demos as parameters: what plays with one runs in one process."""
    groups = ((name, pytest.mark.xdist_group(f"demo {name}")) for name in names)
    return [pytest.param(name, marks=group) for name, group in groups]


def in_turn(names):
    """Run a test once a demo, in the process in which other tests play with this one, too."""
    return pytest.mark.parametrize("name", turns(names))


#: A cell of a trial page: a demo, as a figure.
DEMO_CELL = """\
```{code-cell} python
---
tags: [hide-input]
mystnb:
  figure:
    name: fig-demo
    caption: A demo.
---
from neurocalc.demos import RiemannSums

RiemannSums()
```
"""


def any_value(parameter, draw):
    """A value of a parameter that a reader can choose."""
    kind = parameter["kind"]
    if kind in ("number", "times"):
        steps = round((parameter["maximum"] - parameter["minimum"]) / parameter["step"])
        value = parameter["minimum"] + draw.randint(0, steps) * parameter["step"]
        return sorted({value, parameter["maximum"]}) if kind == "times" else value
    choices = {
        "choice": lambda: draw.choice(list(parameter["options"])),
        "switch": lambda: draw.random() < 0.5,
        "seed": lambda: draw.randint(0, 999),
        "typed": lambda: draw.choice(parameter["presets"]),
    }
    return choices[kind]()


def states_of(name, count):
    """The state that a demo begins with, and so many at random, always the same ones."""
    own = Random(name)
    parameters = SPECIFICATIONS[name]["parameters"]
    start = {parameter["name"]: parameter["default"] for parameter in parameters}
    return [start, *({p["name"]: any_value(p, own) for p in parameters} for _ in range(count))]


@cache
def page_of(name):
    """The page of the built site that shows the demo."""
    for path in sorted(SITE.glob("*.html")):
        if parse(path).select_one(f".demo#{name}"):
            return path.name
    raise LookupError(f"no page shows the demo {name}")


def drawings_of(name):
    """The words and the lines of the drawings, wide and narrow, that a demo begins with."""
    drawings = parse(SITE / page_of(name)).select(f"#{name} .demo-picture > svg:not(.only-broad)")
    return [words_and_lines(drawing) for drawing in drawings]


def words_and_lines(drawing):
    """The texts of a drawing, and the paths that it draws."""
    return (
        [text.get_text() for text in drawing.select("text")],
        [path["d"] for path in drawing.select("path") if path.get("d")],
    )


def described(element):
    """What the pictures in a part of a page show, in words, as the page says it.

    A demo that no cell makes is on the web alone.
    """
    said = [image["alt"] for image in element.select("img")]
    said += [still["aria-label"] for still in element.select(".demo-picture > svg[aria-label]")]
    said += [demo.select_one(".demo-says").get_text() for demo in element.select(".cell .demo")]
    return {" ".join(text.split()) for text in said}


class DemoOnPage:
    """A demo that is alive in the browser, with what a reader can do to it.

    Parameters
    ----------
    tab : playwright.sync_api.Page
        An empty tab.
    address : str
        Where the site is served.
    name : str
        The demo's name.
    query : str, default ""
        The state that the address asks for, such as ``"dt=0.5&rule=left"``.
    chapter : bool, default False
        Open it in its chapter, and not alone on its page for frames, which loads faster.
    """

    def __init__(self, tab, address, name, query="", *, chapter=False):
        self.tab, self.name = tab, name
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.on("console", self._heard)
        page = page_of(name) if chapter else f"embed/{name}.html"
        self.tab.goto(f"{address}{page}#{name}" + (f"?{query}" if query else ""))
        self.el = tab.locator(f"#{name}")
        self.tab.wait_for_selector(f"#{name}:is([data-alive], [data-failed])", state="attached")
        assert self.el.get_attribute("data-failed") is None, self.complaints
        self.frame()

    def _heard(self, message):
        # The software renderer complains about how the library of the surfaces reads its canvas.
        rendering = ("GPU stall due to ReadPixels", "willReadFrequently")
        if message.type in ("error", "warning") and not any(w in message.text for w in rendering):
            self.complaints.append(message.text)

    def frame(self):
        """Wait until what has changed is drawn."""
        self.tab.evaluate(
            "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"
        )

    def rest(self, ms):
        """Wait by the page's own clock, so that its earlier timers have run, however slow it is."""
        self.tab.evaluate("ms => new Promise((go) => setTimeout(go, ms))", ms)

    def says(self):
        """The sentence that tells what the picture shows."""
        return self.el.locator(".demo-says").inner_text()

    def values(self):
        """The rows of the table of values, as texts."""
        self.el.locator(".demo-values").evaluate("e => { e.open = true; }")
        self.frame()
        self.frame()
        return self.el.locator(".demo-table tbody").evaluate(
            "e => [...e.rows].map(row => [...row.cells].map(cell => cell.textContent))"
        )

    def control(self, parameter):
        """The native control of a parameter."""
        return self.el.locator(f'[data-parameter="{parameter}"]').locator("input, select").first

    def set(self, parameter, value):
        """Set a parameter by its control, as a reader would."""
        control = self.control(parameter)
        kind = control.evaluate("e => e.type")
        if kind == "checkbox":
            control.set_checked(value)
        elif kind == "select-one":
            control.select_option(value)
        else:
            control.fill(str(value))
        control.dispatch_event("change")
        self.frame()

    def handle(self, label):
        """The handle that is named so."""
        return self.el.locator(f'.demo-handle[aria-label="{label}"]')

    def handles(self):
        """All handles on the panels."""
        return self.el.locator(".demo-handle:not([hidden])")

    def reset(self):
        """Press the button that brings the first state back, and fold the table of values."""
        self.el.get_by_role("button", name="Reset").click()
        self.el.locator(".demo-values").evaluate("e => { e.open = false; }")
        self.frame()

    def go(self, query):
        """Go to the address of a state, in the page that is open."""
        self.tab.evaluate("hash => { location.hash = hash; }", f"{self.name}?{query}")
        self.frame()

    def press(self, label, key, times=1):
        """Press a key on a handle."""
        handle = self.handle(label)
        handle.focus()
        for _ in range(times):
            self.tab.keyboard.press(key)
        self.frame()

    def drag(self, handle, dx, dy=0):
        """Drag a handle, given by its name or as an element, by so many pixels."""
        handle = self.handle(handle) if isinstance(handle, str) else handle
        handle.scroll_into_view_if_needed()
        box = handle.locator(".demo-reach").bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.tab.mouse.move(x, y)
        self.tab.mouse.down()
        self.tab.mouse.move(x + dx / 2, y + dy / 2)
        self.tab.mouse.move(x + dx, y + dy)
        self.tab.mouse.up()
        self.frame()

    def address(self):
        """What follows the # in the address bar."""
        self.rest(500)  # it is written once the reader rests
        return self.tab.evaluate("location.hash.slice(1)")


class Finger:
    """A finger on the screen of the tab."""

    def __init__(self, tab):
        self.tab = tab
        self.session = tab.context.new_cdp_session(tab)

    def _send(self, kind, *points):
        self.session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]},
        )

    def tap(self, place):
        """Touch a place."""
        self._send("touchStart", place)
        self._send("touchEnd")

    def swipe(self, start, dx, dy, steps=6):
        """Move from a place by so many pixels, and rest before it lets go: nothing slides on."""
        x, y = start
        self._send("touchStart", (x, y))
        for step in range(1, steps + 1):
            self._send("touchMove", (x + dx * step / steps, y + dy * step / steps))
        self.tab.wait_for_timeout(200)
        self._send("touchEnd")
