"""What a reader can touch before they have turned two screens."""

from __future__ import annotations

#: The chapters that a reader meets first: they begin with something that moves.
FIRST = ("why-calculus", "slopes-and-areas", "derivatives-by-rule")
# Where the picture of the first demo ends, in screens from the top.
SCREENS = """() => {
  const stage = document.querySelector("article .demo-stage");
  return (stage.getBoundingClientRect().bottom + scrollY) / innerHeight;
}"""


def test_the_first_chapters_have_a_demo_within_their_first_screens(new_window, address):
    tab = new_window().new_page()
    for name in FIRST:
        tab.set_viewport_size({"width": 1280, "height": 900})
        tab.goto(f"{address}{name}.html")
        assert tab.evaluate(SCREENS) < 2, name
        tab.set_viewport_size({"width": 360, "height": 800})
        assert tab.evaluate(SCREENS) < 3.5, f"{name} on a phone"
