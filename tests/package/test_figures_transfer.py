"""Pictures of the transfer function and its gain."""

import numpy as np
import pytest

from neurocalc.figures import transfer
from neurocalc.neuron import LIF

FIT = {"scale": 134.5, "a": 0.75, "theta": 4.07}


def rate(I, a, theta):  # noqa: E741
    return 1 / (1 + np.exp(-a * (I - theta))) - 1 / (1 + np.exp(a * theta))


def test_the_description_gives_slope_ceiling_highest_gain_and_width():
    _, description = transfer.curve_and_gain(a=2.0, theta=3.0, I_mean=3.0).figure()
    # A secant over the threshold has slope tanh(a h/4)/h; the ceiling is 1/(1 + e^-(a theta));
    # and a sigmoid falls to s (1 - s) = 1/8 at ln(3 + 2 sqrt 2)/a to both sides of its middle.
    assert f"slope {np.tanh(0.05) / 0.1:.4f} per nA" in description
    assert f"below {1 / (1 + np.exp(-6)):.4f}" in description
    assert "0.500 per nA, at the threshold" in description
    assert f"{np.log(3 + 2 * np.sqrt(2)):.2f} nA wide" in description


@pytest.mark.parametrize("current", [0.5, 4.0, 8.0])
def test_the_line_is_a_secant_and_the_gain_panel_marks_the_tangent(current):
    figure, _ = transfer.curve_and_gain(a=1.2, theta=2.8, I_mean=current).figure()
    secant = figure.axes[0].lines[1]
    (x0, x1), (y0, y1) = secant.get_data()
    ends = rate(current + np.array([-0.05, 0.05]), 1.2, 2.8)
    assert (y1 - y0) / (x1 - x0) == pytest.approx(np.diff(ends)[0] / 0.1)
    assert (y0 + y1) / 2 == pytest.approx(ends.mean())
    (marked_at,), (marked,) = figure.axes[1].lines[1].get_data()
    s = 1 / (1 + np.exp(-1.2 * (current - 2.8)))
    assert (marked_at, marked) == pytest.approx((current, 1.2 * s * (1 - s)))


def test_the_bar_ends_on_the_gain_at_half_its_height():
    figure, _ = transfer.curve_and_gain(a=0.8, theta=2.0).figure()
    ends, heights = figure.axes[1].lines[2].get_data()
    s = 1 / (1 + np.exp(-0.8 * (ends - 2.0)))
    assert 0.8 * s * (1 - s) == pytest.approx(heights)
    assert heights == pytest.approx([0.8 / 8, 0.8 / 8])


def test_noise_shows_in_the_rates_and_in_their_slopes():
    quiet, _ = transfer.curve_and_gain().figure()
    figure, description = transfer.curve_and_gain(sigma=0.02, seed=3).figure()
    rates, slopes = figure.axes[0].lines[4], figure.axes[1].lines[3]
    assert len(quiet.axes[0].lines) == len(figure.axes[0].lines) - 1
    measured, noisy = rates.get_xydata().T
    errors = noisy - rate(measured, 1.2, 2.8)
    assert errors.std() == pytest.approx(0.02, rel=0.25)
    assert slopes.get_ydata() == pytest.approx(np.diff(noisy) / 0.1)
    assert slopes.get_xdata() == pytest.approx(np.arange(1, 81) / 10)
    assert f"scatters by {np.sqrt(2) * 0.02 / 0.1:.2f}" in description
    other, _ = transfer.curve_and_gain(sigma=0.02, seed=4).figure()
    assert np.abs(other.axes[0].lines[4].get_ydata() - noisy).max() > 0.01


def test_a_threshold_shifts_the_gain_curve_without_changing_it():
    figure, _ = transfer.effect_of_parameters().figure()
    one, other = (line.get_ydata() for line in figure.axes[0].lines[:2])
    shift = 40  # thresholds 2 nA apart, on a grid of 0.05 nA
    np.testing.assert_allclose(one[:-shift], other[shift:], rtol=1e-9)


def test_the_simulated_rates_lie_on_the_closed_form():
    figure, description = transfer.fitted_lif(**FIT).figure()
    formula, simulated = figure.axes[0].lines[:2]
    at_circles = np.interp(simulated.get_xdata(), *formula.get_data())
    above = simulated.get_xdata() > 2.2  # beyond the corner, where interpolation is fair
    np.testing.assert_allclose(simulated.get_ydata()[above], at_circles[above], rtol=0.01)
    assert f"{LIF().rheobase:g} nA" in description
