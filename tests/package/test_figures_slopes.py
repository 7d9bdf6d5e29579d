"""The pictures of slopes and areas draw what the algebra says."""

from __future__ import annotations

import numpy as np
import pytest

from neurocalc.figures import slopes

DRAWINGS = {
    "question": slopes.question_of_slope_and_area(),
    "rat at 3 s": slopes.run_of_a_rat(t=3.0),
    "rat at 5 s": slopes.run_of_a_rat(t=5.0),
    "extrema": slopes.extrema(),
    "samples": slopes.sampled_extrema(),
    "eigenfunction": slopes.eigenfunction(),
    "constants": slopes.constants_of_integration(),
}


def line(axes, number):
    return axes.lines[number].get_xydata().T


def curve(axes):
    """Points of the longest line: the curve itself, among zero lines, tangents and marks."""
    return max((drawn.get_xydata() for drawn in axes.lines), key=len).T


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("question", ["2.8 nA", "0.30 per nA", "7.4 pA", "100 fC"]),  # a/4, J/e, J tau_s
        ("rat at 3 s", ["160 cm", "45 cm/s", "135 cm"]),  # 30 t^2 - 5 t^3 and its slope
        ("rat at 5 s", ["160 cm", "-75 cm/s", "125 cm"]),
        ("samples", ["6 shaded bands"]),  # odd multiples of pi/2 within 10
        ("eigenfunction", ["148"]),  # e^5
        ("constants", ["4.5"]),  # 1.5 + 4 - 1
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


@pytest.mark.parametrize("t", [3.0, 5.0])
def test_the_rats_position_is_the_area_under_its_velocity(t):
    position, velocity = slopes.run_of_a_rat(t=t).figure()[0].axes
    times, cm = curve(position)
    assert cm == pytest.approx(30 * times**2 - 5 * times**3)
    assert curve(velocity)[1] == pytest.approx(60 * times - 15 * times**2)
    assert line(position, -1).ravel() == pytest.approx([t, 30 * t**2 - 5 * t**3])


def test_the_bands_of_the_sampled_sine_hold_its_extrema():
    values, _ = slopes.sampled_extrema().figure()[0].axes
    bands = sorted((band.get_x(), band.get_x() + band.get_width()) for band in values.patches)
    extrema = np.pi * (np.arange(-3, 3) + 0.5)
    assert all(low < t < high for (low, high), t in zip(bands, extrema, strict=True))


def test_exponential_and_derivative_stay_in_proportion_and_the_running_integral_does_not():
    _, logarithmic = slopes.eigenfunction(k=0.5).figure()[0].axes
    (t, f), (_, slope), (later, area) = (line(logarithmic, number) for number in range(3))
    assert f == pytest.approx(np.exp(t / 2))
    assert slope / f == pytest.approx(0.5)
    assert area == pytest.approx(2 * (np.exp(later / 2) - np.exp(-5)))


def test_antiderivatives_differ_by_a_constant_and_share_their_slope():
    axes = slopes.constants_of_integration(t=1.0, C=4.0).figure()[0].axes[0]
    (t, high), (_, middle), (_, low) = (line(axes, number) for number in (0, 3, 6))
    assert middle == pytest.approx(0.5 * t**3 + 2 * t**2 - t)
    assert high - middle == pytest.approx(4)
    assert middle - low == pytest.approx(4)
    for tangent in (1, 4, 7):
        near, values = line(axes, tangent)
        assert np.diff(values) / np.diff(near) == pytest.approx(4.5)
