import re

import numpy as np
import pytest

from neurocalc.figures import differences


def slope_on_log_axes(line, first, last):
    h, error = line.get_data()
    inside = (h >= first) & (h <= last)
    return np.polyfit(np.log(h[inside]), np.log(error[inside]), 1)[0]


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
