import numpy as np
import pytest

from neurocalc.figures import rules


@pytest.mark.parametrize("tau", [0.5, 2.0])
def test_the_alpha_function_peaks_at_tau_and_falls_fastest_at_two_tau(tau):
    figure, description = rules.alpha_and_slope(tau=tau).figure()
    curve, slope = (axes.lines[0].get_xydata().T for axes in figure.axes)
    t, f = curve
    assert f == pytest.approx(t * np.exp(-t / tau))
    assert t[f.argmax()] == pytest.approx(tau)
    assert slope[1] == pytest.approx((1 - t / tau) * np.exp(-t / tau))
    assert t[slope[1].argmin()] == pytest.approx(2 * tau)
    assert f"{tau / np.e:.3f} ms at t = {tau:g} ms" in description
    assert f"lowest, {-np.exp(-2):.3f}, at {2 * tau:g} ms" in description


@pytest.mark.parametrize("t", [1.0, 2.0])
def test_the_slopes_of_a_chain_multiply_to_that_of_the_fourth_power(t):
    figure, description = rules.chain_of_slopes(t=t).figure()
    tangents = [axes.lines[1].get_xydata() for axes in figure.axes]
    first, second, third = [np.diff(line, axis=0)[0, 1] / np.ptp(line[:, 0]) for line in tangents]
    assert first == pytest.approx(2 * t)
    assert second == pytest.approx(20 * t**2)
    assert third == pytest.approx(40 * t**3)
    assert f"the product, {40 * t**3:g} spikes/s per s" in description


def test_the_slope_of_the_sigmoid_is_a_quarter_at_any_threshold():
    figure, description = rules.sigmoid_and_slope(theta=-1).figure()
    sigmoid, slope = (axes.lines[0].get_ydata() for axes in figure.axes)
    assert slope == pytest.approx(sigmoid * (1 - sigmoid))
    assert slope.max() == pytest.approx(1 / 4)
    tangent = figure.axes[0].lines[1].get_xydata()
    assert np.diff(tangent[:, 1]) / np.diff(tangent[:, 0]) == pytest.approx(1 / 4)
    assert "0.25 high at t = -1" in description
