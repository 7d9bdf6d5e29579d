"""Pictures of the transfer function and its gain."""

import numpy as np

from neurocalc.figures import transfer
from neurocalc.neuron import LIF

FIT = {"scale": 134.5, "a": 0.75, "theta": 4.07}


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
