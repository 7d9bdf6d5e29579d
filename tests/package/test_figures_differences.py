import re

import numpy as np
import pytest

from neurocalc.figures import differences


@pytest.mark.parametrize(
    ("rule", "shift", "step"),
    [("forward", 0.25, 1), ("backward", -0.25, 1), ("midpoint", 0, 1), ("central", 0, 2)],
)
def test_the_drawn_differences_are_shrunken_cosines_shifted_by_their_place(rule, shift, step):
    figure, description = differences.sine_differences(h=0.5, rule=rule).figure()
    t, slopes = figure.axes[0].lines[2].get_data()
    gap = step * 0.5
    assert slopes == pytest.approx(2 / gap * np.sin(gap / 2) * np.cos(t + shift))
    error = np.abs(slopes - np.cos(t)).max()
    assert figure.axes[1].lines[2].get_data() == ([0.5], [pytest.approx(error)])
    assert f"{error:.3g} away" in description


@pytest.mark.parametrize(
    ("rule", "left", "right", "place"),
    [
        ("forward", 2.0, 2.2, 2.0),
        ("backward", 1.8, 2.0, 2.0),
        ("midpoint", 2.0, 2.2, 2.1),
        ("central", 1.8, 2.2, 2.0),
    ],
)
def test_the_line_at_the_tenth_sample_has_the_slope_that_the_ring_marks(rule, left, right, place):
    figure, _ = differences.sine_differences(h=0.2, rule=rule).figure()
    secant, sample, ring = (line.get_xydata() for line in figure.axes[0].lines[3:6])
    slope = (np.sin(right) - np.sin(left)) / (right - left)
    for end in secant:
        assert end[1] == pytest.approx(np.sin(left) + slope * (end[0] - left))
    assert sample[0] == pytest.approx([2.0, np.sin(2.0)])
    assert ring[0] == pytest.approx([place, slope])


@pytest.mark.parametrize(
    ("exponent", "error"),
    [(-6, "4.2e−7"), (-8, "3e−9"), (-11, "1.2e−6"), (-15, "0.015"), (-16, "0.54")],
)
def test_the_error_at_one_point_falls_and_comes_back(exponent, error):
    h = 10.0**exponent
    figure, description = differences.sine_differences(exponent=exponent).figure()
    (step,), (drawn,) = figure.axes[1].lines[4].get_data()
    assert step == pytest.approx(h)
    assert drawn == pytest.approx(abs((np.sin(1 + h) - np.sin(1)) / h - np.cos(1)))
    assert description.endswith(f"errs by {error}.")


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(ValueError, match="rule"):
        differences.sine_differences(rule="sideways").figure()


def slope_on_log_axes(line, first, last):
    h, error = line.get_data()
    inside = (h >= first) & (h <= last)
    return np.polyfit(np.log(h[inside]), np.log(error[inside]), 1)[0]


def test_the_largest_error_has_slopes_one_and_two_and_minus_one_in_round_off():
    figure, _ = differences.sine_differences().figure()
    left_ends, midpoints = figure.axes[1].lines[:2]
    assert slope_on_log_axes(left_ends, 1e-5, 0.1) == pytest.approx(1, abs=0.01)
    assert slope_on_log_axes(midpoints, 1e-3, 0.1) == pytest.approx(2, abs=0.01)
    for line in (left_ends, midpoints):
        assert slope_on_log_axes(line, 1e-13, 1e-9) == pytest.approx(-1, abs=0.1)


def test_the_secant_is_closer_to_the_tangent_over_its_middle():
    figure, description = differences.secant_and_tangents(t=0.5, h=1.5).figure()
    secant = (np.sin(2) - np.sin(0.5)) / 1.5
    for axes, place in zip(figure.axes, (0.5, 1.25), strict=True):
        _, chord, tangent, _ = (line.get_xydata() for line in axes.lines)
        assert np.diff(chord[:, 1]) / np.diff(chord[:, 0]) == pytest.approx(secant)
        assert np.diff(tangent[:, 1]) / np.diff(tangent[:, 0]) == pytest.approx(np.cos(place))
    numbers = [float(number) for number in re.findall(r"\d\.\d\d", description)]
    assert numbers == pytest.approx([secant, np.cos(0.5), np.cos(1.25)], abs=0.005)


def test_only_the_complex_step_keeps_falling():
    figure, description = differences.errors_at_a_point(t=1.0).figure()
    imaginary, forward, central = figure.axes[0].lines[:3]
    assert slope_on_log_axes(forward, 1e-6, 0.1) == pytest.approx(1, abs=0.03)
    assert slope_on_log_axes(central, 1e-3, 0.1) == pytest.approx(2, abs=0.01)
    assert slope_on_log_axes(imaginary, 1e-5, 0.1) == pytest.approx(2, abs=0.01)
    smallest = np.finfo(float).eps
    h, error = imaginary.get_data()
    assert error[h < 1e-9].max() <= smallest
    h, error = forward.get_data()
    assert error[0] == pytest.approx(np.cos(1))  # 1 + 1e-16 is stored as 1
    assert 1e-9 < h[error.argmin()] < 1e-7
    assert f"{np.cos(1):.2f}" in description
