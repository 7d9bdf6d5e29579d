"""What the growing rectangle says, against the product rule."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest


def words(demo):
    return " ".join(demo.says().split())  # hard spaces stand before units


def numbers(text):
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]


def grown(h, du, dv):
    """How much larger 3 cm times 2 cm has become in the time h."""
    return (3 + du * h) * (2 + dv * h) - 6


def test_two_strips_and_a_corner_are_all_that_the_area_gains(play):
    demo = play("growing-rectangle")
    for texts in (("0.5", "1", "0.8"), ("1", "1.5", "1.5"), ("0.01", "0.1", "1.5")):
        for name, text in zip(("h", "du", "dv"), texts, strict=True):
            demo.set(name, text)
        h, du, dv = map(Fraction, texts)
        time, right, top, corner, first, second, both, last = numbers(demo.says())
        assert time == pytest.approx(float(h))
        assert right + top + corner == pytest.approx(float(grown(h, du, dv)), rel=1e-3)
        assert (right, top) == pytest.approx((float(2 * du * h), float(3 * dv * h)))
        # The product rule: u'v + uv', and what is left beside it vanishes with h.
        assert (first, second) == pytest.approx((float(2 * du), float(3 * dv)))
        assert both == pytest.approx(float(2 * du + 3 * dv))
        assert last == pytest.approx(float(grown(h, du, dv) / h - 2 * du - 3 * dv), rel=1e-3)


def test_the_growth_by_h_closes_in_on_the_product_rule(play):
    rows = play("growing-rectangle", "du=1.5&dv=1.2").values()
    assert rows[0][-1] == "none", "0 by 0 is no growth"
    paces = [float(row[-1]) for row in rows[1:]]
    # In steps of 0.1 s it falls along a line, to 1.5 * 2 + 3 * 1.2.
    assert paces[0] - (paces[1] - paces[0]) == pytest.approx(6.6, abs=2e-3)


def test_at_the_ends_the_sentence_stays_true(play):
    demo = play("growing-rectangle")
    demo.press("Corner of the rectangle", "Home")
    assert "0 cm² in 0 s is no speed" in words(demo)
    assert "2 + 2.4 = 4.4 cm²/s" in words(demo)
    demo.press("Time on the growth per second", "End")
    demo.set("dv", "0")
    assert "no corner, since a side stands still" in words(demo)
    demo.drag("Corner of the rectangle", -30)
    assert 0 < float(demo.control("h").input_value()) < 1, "along the side that moves"
    demo.set("du", "0")
    before = demo.says()
    demo.drag("Corner of the rectangle", -30)
    assert demo.says() == before, "nothing moves, so no time can be read from the corner"
    assert demo.complaints == []
