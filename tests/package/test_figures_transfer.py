"""Pictures of the transfer function and its gain."""

import numpy as np
import pytest

from neurocalc.figures import transfer
from neurocalc.neuron import LIF

FIT = {"scale": 134.5, "a": 0.75, "theta": 4.07}


def test_the_description_gives_slope_ceiling_and_highest_gain():
    _, description = transfer.curve_and_gain(a=2.0, theta=3.0, I_mean=3.0).figure()
    # At the threshold the slope is a/4, and the ceiling is 1/(1 + e^(-a theta)).
    assert "slope 0.500 per nA" in description
    assert "below 1.00" in description
    assert "0.500 per nA, at the threshold" in description


def test_the_tangent_has_the_slope_that_the_gain_panel_marks():
    figure, _ = transfer.curve_and_gain(a=1.2, theta=2.8, I_mean=4.0).figure()
    tangent = figure.axes[0].lines[1]
    (x0, x1), (y0, y1) = tangent.get_data()
    marked = figure.axes[1].lines[1].get_ydata()[0]
    s = 1 / (1 + np.exp(-1.2 * 1.2))
    assert (y1 - y0) / (x1 - x0) == pytest.approx(1.2 * s * (1 - s))
    assert marked == pytest.approx(1.2 * s * (1 - s))


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
