"""What a reader can touch before they have turned two screens."""

from __future__ import annotations

from bench.reading import SCREENS, SIZES

#: The chapters that a reader meets first, and those on two inputs: they begin with what moves.
FIRST = (
    *("why-calculus", "slopes-and-areas", "derivatives-by-rule"),
    *("several-variables", "ei-neuron"),
)


def test_the_first_chapters_have_a_demo_within_their_first_screens(new_window, address):
    tab = new_window().new_page()
    for name in FIRST:
        tab.set_viewport_size(SIZES["desk"])
        tab.goto(f"{address}{name}.html")
        assert tab.evaluate(SCREENS) < 2, name
        tab.set_viewport_size(SIZES["phone"])
        assert tab.evaluate(SCREENS) < 3.5, f"{name} on a phone"
