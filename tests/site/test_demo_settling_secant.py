"""What the secant that settles says, against algebra and as a hand moves it."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from tests.playing import Finger


def words(demo):
    return " ".join(demo.says().split())  # hard spaces stand before units


def numbers(sentence):
    return [float(n) for n in re.findall(r"-?\d+(?:\.\d+)?", sentence.replace("\u2212", "-"))]


def position(t):
    return 30 * t**2 - 5 * t**3  # cm


def test_between_any_two_points_the_slope_is_the_gain_in_position_by_the_time(play):
    demo = play("settling-secant")
    for text in ("1", "2", "0.5", "0.01", "-0.01", "-2"):
        demo.set("h", text)
        h = Fraction(text)
        early, late = sorted((3, 3 + h))
        gain = position(late) - position(early)
        assert numbers(demo.says()) == pytest.approx(
            [early, late, gain, late - early, 45 - 15 * h - 5 * h**2], abs=0.00501
        ), text
        assert float(gain / (late - early)) == pytest.approx(float(45 - 15 * h - 5 * h**2))


def test_the_values_close_in_on_the_slope_of_the_tangent(play):
    for h in ("2", "-2"):
        slopes = [float(row[2].replace("\u2212", "-")) for row in play(
            "settling-secant", f"h={h}").values()]  # fmt: skip
        misses = [abs(slope - 45) for slope in slopes]
        assert misses == sorted(misses, reverse=True)
        assert misses[-1] < 0.1


def test_where_both_points_are_one_there_is_no_secant_but_the_tangent(play):
    demo = play("settling-secant")
    demo.press("Second point", "ArrowLeft", times=100)
    assert "0 cm in 0.00 s is no slope" in words(demo)
    assert "settle at 45.00 cm/s" in words(demo)
    assert demo.values() == [["0", "0", "none"]]
    assert "tangent: 45.00" in demo.el.locator(".demo-plot").inner_text()
    demo.press("Second point", "ArrowLeft")
    assert "44.9" not in words(demo)
    assert "45.15 cm/s" in words(demo), "from earlier times the slopes come down to 45"
    assert demo.complaints == []


def test_a_finger_pulls_one_point_to_the_other_and_past_it(open_demo):
    demo = open_demo("settling-secant", width=360, has_touch=True, is_mobile=True)
    finger = Finger(demo.tab)
    said = []
    for dx in (-30, -60):
        handle = demo.handle("Second point")
        handle.evaluate("e => e.scrollIntoView({block: 'center'})")
        demo.frame()
        box = handle.locator(".demo-reach").bounding_box()
        finger.swipe((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), dx, 0)
        demo.frame()
        said.append(float(demo.control("h").input_value()))
        slope = 45 - 15 * said[-1] - 5 * said[-1] ** 2
        assert numbers(demo.says())[-1] == pytest.approx(slope, abs=0.00501)
    assert 1 > said[0] > 0 > said[1]
