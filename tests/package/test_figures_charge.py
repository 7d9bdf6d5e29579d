"""The pictures of postsynaptic currents draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import charge

THREE = (10.0, 16.0, 34.0)
DRAWINGS = {
    "one": charge.current_and_charge(),
    "three": charge.current_and_charge(spikes=THREE),
    "inhibition": charge.current_and_charge(spikes=[60.0, 20.0], J=-20.0, tau_s=10.0),
    "slips": charge.slips(),
}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("one", ["7.4 pA", "15 ms", "100 fC"]),  # J/e at t_sp + tau_s; J tau_s
        ("three", ["3 spikes at 10, 16, 34 ms", "300 fC"]),
        ("inhibition", ["-7.4 pA, at 30 ms", "-400 fC", "-181.7 fC"]),  # 5/e^4 is missing at 60 ms
        ("slips", ["1.00 pA", "-2.72 pA"]),  # peak of t e^(1 - t); -e
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


def response(t, t_sp, J=20.0, tau_s=5.0):
    x = np.maximum(t - t_sp, 0) / tau_s
    return J * x * np.exp(-x)


@pytest.mark.parametrize("spikes", [(10.0,), THREE])
def test_the_drawn_current_is_the_sum_of_the_responses_and_its_area_the_charge(spikes):
    figure, _ = charge.current_and_charge(spikes=spikes).figure()
    current, accumulated = figure.axes[0].lines[-3], figure.axes[1].lines[1]
    t, drawn = current.get_xydata().T
    assert drawn == pytest.approx(sum(response(t, spike) for spike in spikes))
    area = np.cumsum((drawn[1:] + drawn[:-1]) / 2 * np.diff(t))
    # Trapezoids of 0.25 ms miss h^2/12 times the change of the slope, at most J/tau_s (1 + e^-2).
    assert accumulated.get_ydata()[1:] == pytest.approx(area, abs=0.024 * len(spikes))


def test_the_circles_are_the_sums_of_the_rectangles_at_their_right_edges():
    figure, _ = charge.current_and_charge(dt=2.0).figure()
    t, drawn = figure.axes[1].lines[2].get_xydata().T
    sums = np.cumsum(response(np.arange(0, 60, 2.0), 10.0) * 2)
    assert t == pytest.approx(np.arange(0, 62, 2.0))
    assert drawn == pytest.approx(np.append(0, sums))


def test_the_slips_are_drawn_as_they_are_usually_written():
    figure, _ = charge.slips(t_sp=1.0).figure()
    for axes, factor in zip(figure.axes, (lambda t: t, lambda t: t - 1), strict=True):
        _, wrong, right, _ = axes.lines
        t, drawn = wrong.get_xydata().T
        assert drawn == pytest.approx(factor(t) * np.exp(-(t - 1)))
        assert right.get_ydata() == pytest.approx(response(t, 1.0, J=1.0, tau_s=1.0))


@pytest.mark.parametrize("J", [20.0, -20.0])
def test_the_strongest_current_is_marked_in_both_panels(J):
    figure, _ = charge.current_and_charge(spikes=[10.0], J=J, tau_s=5.0).figure()
    flow, stock = figure.axes
    assert [axes.lines[-1].get_xdata()[0] for axes in (flow, stock)] == [15.0, 15.0]
    (marked,) = stock.lines[3].get_xydata()
    assert marked == pytest.approx([15.0, J * 5 * (1 - 2 / np.e)])


@pytest.mark.parametrize("spikes", [[0.0], [60.0], [10.0] * 6, np.linspace(0, 60, 6)])
@pytest.mark.parametrize("tau_s", [1.0, 15.0])
@pytest.mark.parametrize("J", [25.0, -25.0, 1.0, 0.0])
def test_the_panels_leave_a_quarter_of_their_height_to_the_words(spikes, J, tau_s):
    figure, _ = charge.current_and_charge(spikes=spikes, J=J, tau_s=tau_s).figure()
    flow, stock = figure.axes
    for axes, line in ((flow, flow.lines[-3]), (stock, stock.lines[0])):
        used = np.abs(line.get_ydata()).max()
        assert used <= 0.78 * np.abs(axes.get_ylim()).max()
