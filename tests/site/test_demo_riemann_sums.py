"""What the Riemann sums of the page say, against algebra."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

EXACT = Fraction(880, 3)  # cm, the integral of t^2 - t + 1 from 0 to 10 s

# The sums of algebra for a width h that divides the interval.
SUMS = {
    "left": lambda h: EXACT - 45 * h + Fraction(5, 3) * h**2,
    "right": lambda h: EXACT + 45 * h + Fraction(5, 3) * h**2,
    "trapezoid": lambda h: EXACT + Fraction(5, 3) * h**2,
    "midpoint": lambda h: EXACT - Fraction(5, 6) * h**2,
    "simpson": lambda h: EXACT,
}


def numbers(sentence):
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", sentence)]


@pytest.mark.parametrize(
    ("width", "sum_"),
    [("0.1", 288.85), ("0.2", 284.40), ("0.4", 275.60), ("0.5", 271.25), ("1", 250.00)],
)
def test_the_left_sums_are_those_of_the_text(play, width, sum_):
    demo = play("riemann-sums")
    demo.set("dt", width)
    pieces = round(10 / float(width))
    assert numbers(demo.says())[:4] == pytest.approx(
        [pieces, float(width), sum_, float(EXACT) - sum_], abs=0.005
    )
    rows = demo.values()
    assert len(rows) == pieces
    assert float(rows[-1][3]) == pytest.approx(sum_)


@pytest.mark.parametrize("rule", SUMS)
def test_each_rule_adds_up_to_what_algebra_says(play, rule):
    demo = play("riemann-sums", f"dt=0.5&rule={rule}")
    expected = float(SUMS[rule](Fraction(1, 2)))
    assert float(demo.values()[-1][3]) == pytest.approx(expected, abs=5e-5)
    assert ("exact" in demo.says()) == (rule == "simpson")


@pytest.mark.parametrize(
    ("rule", "cost"), [("left", 10), ("midpoint", 10), ("trapezoid", 11), ("simpson", 21)]
)
def test_the_cost_of_ten_pieces_is_told(play, rule, cost):
    demo = play("riemann-sums", f"dt=1&rule={rule}")
    assert f"cost {cost} values" in demo.says()


def test_a_width_that_does_not_divide_the_interval_gets_a_last_narrow_piece(play):
    rows = play("riemann-sums", "dt=0.9").values()
    assert len(rows) == 12
    assert rows[-1][:2] == ["9.90", "10.00"]


def test_dragging_the_edge_of_the_first_rectangle_makes_all_of_them_thinner(play):
    demo = play("riemann-sums")
    demo.drag("Right edge of the first rectangle", -8)
    assert numbers(demo.says())[1] < 1
    demo.press("Right edge of the first rectangle", "Home")
    assert numbers(demo.says())[:2] == [100, 0.10]


def test_the_first_left_rectangle_is_too_large_and_the_second_too_small(play):
    first, second, *_ = play("riemann-sums").values()
    sums, exact = [float(row[3]) for row in (first, second)], [float(first[4]), float(second[4])]
    assert sums[0] > exact[0]
    assert sums[1] - sums[0] < exact[1] - exact[0]
