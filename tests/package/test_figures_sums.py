"""The pictures of Riemann sums draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import sums

DRAWINGS = {
    "left": sums.rectangles(),
    "simpson": sums.rectangles(rule="simpson"),
    "uneven": sums.rectangles(dt=0.9, rule="midpoint"),
    "errors": sums.errors(),
}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("left", ["10 rectangles", "250.00", "293.33", "-43.33"]),  # 880/3 - 45 + 5/3
        ("simpson", ["simpson rule", "293.33", "0.00 cm"]),
        ("uneven", ["12 rectangles"]),  # 11 of 0.9 s and one of 0.1 s
        ("errors", ["slope 1", "slope 2", "slope 4", "16"]),
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


@pytest.mark.parametrize("dt", [0.5, 1.0])
def test_the_rectangles_touch_the_curve_at_their_left_edges_and_hold_the_sum(dt):
    figure, _ = sums.rectangles(dt=dt, rule="left").figure()
    bars = figure.axes[0].patches[: round(10 / dt)]
    left = np.array([bar.get_x() for bar in bars])
    height = np.array([bar.get_height() for bar in bars])
    assert height == pytest.approx(left**2 - left + 1)
    assert dt * height.sum() == pytest.approx(880 / 3 - 45 * dt + 5 / 3 * dt**2)


def test_the_running_sum_starts_at_zero_and_is_drawn_at_right_edges():
    figure, _ = sums.rectangles(dt=1.0, rule="left").figure()
    antiderivative, circles = (line.get_xydata().T for line in figure.axes[1].lines)
    t, distance = antiderivative
    assert distance == pytest.approx(t**3 / 3 - t**2 / 2 + t)
    assert circles[0] == pytest.approx(np.arange(11))
    assert circles[1] == pytest.approx(np.cumsum([0, 1, 1, 3, 7, 13, 21, 31, 43, 57, 73]))


def test_the_drawn_errors_follow_the_algebra_and_the_orders():
    figure, _ = sums.errors().figure()
    algebra = (
        lambda dt: 45 * dt - 5 / 3 * dt**2,
        lambda dt: 45 * dt + 5 / 3 * dt**2,
        lambda dt: 5 / 6 * dt**2,
        lambda dt: 5 / 3 * dt**2,
    )
    for line, error in zip(figure.axes[0].lines, algebra, strict=False):
        widths, drawn = line.get_xydata().T
        assert drawn[:8] == pytest.approx(error(widths[:8]), rel=1e-6)
    for line, order in zip(figure.axes[1].lines, [1, 1, 2, 2, 4], strict=True):
        widths, drawn = np.log(line.get_xydata()[1:5]).T
        assert np.polyfit(widths, drawn, 1)[0] == pytest.approx(order, abs=0.06)
