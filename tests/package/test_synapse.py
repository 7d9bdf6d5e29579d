"""Synaptic current and charge: causes, areas, sums of spikes, two common slips, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import cumulative_simpson, quad

from neurocalc.differences import midpoint_difference
from neurocalc.sums import riemann_sum, running_sum
from neurocalc.synapse import charge, synaptic_current
from tests.package.refusals import BAD_ARRAYS, BAD_NUMBERS, NOT_POSITIVE, crossed, refuses

FORMS = {True: "normalised", False: "not normalised"}
forms = pytest.mark.parametrize("normalised", FORMS, ids=FORMS.get)
amplitudes = st.floats(-50, 50)
constants = st.floats(0.2, 20)
times = st.floats(-50, 50)


def on_paper(t, J, tau_s, t_sp, normalised):
    """Write one spike's response for one time."""
    if t < t_sp:
        return 0.0
    return J * (t - t_sp) * math.exp(-(t - t_sp) / tau_s) / (tau_s if normalised else 1)


# One spike


@forms
@given(t=times, J=amplitudes, tau_s=constants, t_sp=times)
def test_the_current_is_the_one_on_paper(normalised, t, J, tau_s, t_sp):
    current = synaptic_current(t, J, tau_s, t_sp, normalised=normalised)
    assert current == pytest.approx(on_paper(t, J, tau_s, t_sp, normalised), rel=1e-12, abs=1e-13)


@forms
@given(J=amplitudes, tau_s=constants, t_sp=st.floats(-20, 20), early=st.floats(0, 1e6))
def test_nothing_happens_before_the_spike(normalised, J, tau_s, t_sp, early):
    assert synaptic_current(t_sp - early, J, tau_s, t_sp, normalised=normalised) == 0.0
    assert charge(t_sp - early, J, tau_s, t_sp, normalised=normalised) == 0.0


@pytest.mark.parametrize(("J", "tau_s", "t_sp"), [(1.0, 1.0, 1.0), (20.0, 5.0, 0.0), (3, 0.4, -2)])
def test_the_current_peaks_at_J_over_e_one_time_constant_after_the_spike(J, tau_s, t_sp):
    t = t_sp + tau_s * np.linspace(-1, 8, 901)
    current = synaptic_current(t, J, tau_s, t_sp)
    assert t[current.argmax()] == pytest.approx(t_sp + tau_s)
    assert current.max() == pytest.approx(J / math.e)


@pytest.mark.parametrize(("J", "tau_s", "t_sp"), [(1.0, 1.0, 1.0), (20.0, 5.0, 3.0), (-3, 0.4, -2)])
def test_the_charge_of_a_spike_is_J_tau_s(J, tau_s, t_sp):
    late = t_sp + 50 * tau_s
    assert charge(late, J, tau_s, t_sp) == pytest.approx(J * tau_s, rel=1e-12)
    area, _ = quad(synaptic_current, t_sp, late, args=(J, tau_s, t_sp))
    assert area == pytest.approx(J * tau_s, rel=1e-8)


@pytest.mark.parametrize(("J", "tau_s", "t_sp"), [(1.0, 1.0, 1.0), (20.0, 5.0, 3.0), (-3, 0.4, -2)])
def test_without_normalisation_it_is_J_tau_s_squared(J, tau_s, t_sp):
    late = t_sp + 50 * tau_s
    assert charge(late, J, tau_s, t_sp, normalised=False) == pytest.approx(J * tau_s**2, rel=1e-12)
    area, _ = quad(lambda t: synaptic_current(t, J, tau_s, t_sp, normalised=False), t_sp, late)
    assert area == pytest.approx(J * tau_s**2, rel=1e-8)


@forms
@pytest.mark.parametrize("t_sp", [-3.0, 0.0, 2.5])
def test_the_charge_is_the_area_under_the_current_so_far(normalised, t_sp):
    t = np.linspace(-4, 20, 4801)
    current = synaptic_current(t, 7.0, 2.0, t_sp, normalised=normalised)
    areas = cumulative_simpson(current, x=t, initial=0)
    assert charge(t, 7.0, 2.0, t_sp, normalised=normalised) == pytest.approx(areas, abs=5e-5)


@forms
def test_the_current_is_the_slope_of_the_charge(normalised):
    t = np.linspace(0, 10, 10_001)
    slope = midpoint_difference(charge(t, 7.0, 2.0, 3.0, normalised=normalised), t)
    current = synaptic_current(slope.t, 7.0, 2.0, 3.0, normalised=normalised)
    assert slope.values == pytest.approx(current, abs=1e-5)


def test_an_inhibitory_synapse_takes_charge_away():
    t = np.linspace(0, 30, 301)
    current = synaptic_current(t, -2.0, 3.0, 5.0)
    assert (current <= 0).all()
    assert current == pytest.approx(-synaptic_current(t, 2.0, 3.0, 5.0))
    assert charge(30.0 * 10, -2.0, 3.0, 5.0) == pytest.approx(-6.0)


@given(t=st.floats(0, 20), J=amplitudes, tau_s=constants, later=st.floats(-10, 10))
def test_only_the_time_since_the_spike_matters(t, J, tau_s, later):
    for ask in (synaptic_current, charge):
        moved = ask(t + later, J, tau_s, later)
        assert moved == pytest.approx(ask(t, J, tau_s, 0.0), rel=1e-6, abs=1e-9)


# Several spikes


@forms
@given(spikes=st.lists(st.floats(0, 20), min_size=1, max_size=6), J=amplitudes, tau_s=constants)
def test_the_responses_to_several_spikes_add(normalised, spikes, J, tau_s):
    t = np.linspace(0, 20, 41)
    for ask in (synaptic_current, charge):
        alone = sum(ask(t, J, tau_s, spike, normalised=normalised) for spike in spikes)
        together = ask(t, J, tau_s, spikes, normalised=normalised)
        assert together == pytest.approx(alone, rel=1e-9, abs=1e-9)


def test_two_spikes_at_once_count_twice():
    t = np.linspace(0, 10, 101)
    assert synaptic_current(t, t_sp=[2.0, 2.0]) == pytest.approx(2 * synaptic_current(t, t_sp=2.0))


def test_the_order_of_the_spikes_does_not_matter():
    t = np.linspace(0, 10, 101)
    assert charge(t, t_sp=[1.0, 4.0, 2.0]) == pytest.approx(charge(t, t_sp=[4.0, 1.0, 2.0]))


@given(J=amplitudes, factor=st.floats(-5, 5), tau_s=constants)
def test_current_and_charge_are_proportional_to_the_amplitude(J, factor, tau_s):
    t = np.linspace(0, 10, 21)
    for ask in (synaptic_current, charge):
        scaled = factor * ask(t, J, tau_s, [1.0, 3.0])
        assert ask(t, factor * J, tau_s, [1.0, 3.0]) == pytest.approx(scaled, rel=1e-9, abs=1e-9)


# The exercise of page 8: J = tau_s = t_sp = 1, from 0 to 10 in steps of 0.1

T = np.arange(0, 10, 0.1)


def response(t):
    return synaptic_current(t, normalised=False)


def test_the_left_sum_of_the_exercise_is_0_997877():
    steps = np.arange(90)
    # (t - 1) e^-(t - 1) with t - 1 = 0.1 k: a sum of k q^k, q = e^-0.1, in closed form.
    q, n = math.exp(-0.1), len(steps)
    closed = 0.01 * (q - n * q**n + (n - 1) * q ** (n + 1)) / (1 - q) ** 2
    assert riemann_sum(response, 0, 10, dt=0.1, rule="left") == pytest.approx(closed, rel=1e-12)
    assert round(closed, 6) == 0.997877
    rectangles = response(T) * 0.1  # what the student writes
    assert np.cumsum(rectangles)[-1] == pytest.approx(closed, rel=1e-12)


def test_the_other_sums_of_the_exercise_differ_in_the_fourth_digit():
    left = riemann_sum(response, 0, 10, dt=0.1)
    right = riemann_sum(response, 0, 10, dt=0.1, rule="right")
    assert right - left == pytest.approx(0.1 * 9 * math.exp(-9))  # f(10) - f(0) is one rectangle
    assert round(right, 6) == 0.997988


def test_the_exact_area_of_the_exercise_is_1_minus_10_e_to_the_minus_9():
    exact = 1 - 10 * math.exp(-9)
    assert charge(10.0, normalised=False) == pytest.approx(exact, rel=1e-14)
    assert round(exact, 6) == 0.998766
    assert charge(1e3, normalised=False) == pytest.approx(1.0, rel=1e-15)


def test_the_current_of_the_exercise_peaks_at_2_with_1_over_e():
    assert T[response(T).argmax()] == pytest.approx(2.0)
    assert response(T).max() == pytest.approx(1 / math.e)


@pytest.mark.parametrize("dt", [0.1, 0.05, 0.01])
def test_the_running_sum_of_the_current_approaches_the_charge(dt):
    running = running_sum(response, 0, 10, dt=dt)
    # A left sum is half a step behind: dt/2 times the rise of the current so far, which started
    # at 0, and a rest of dt^2/12 times the change of its slope (at most 1 + e^-2).
    late = dt / 2 * response(running.t) + dt**2 / 10
    assert (np.abs(running.values - charge(running.t, normalised=False)) <= late).all()


# Two common slips


def test_the_factor_t_instead_of_the_time_since_the_spike_integrates_to_e():
    def slip(t):
        return t * math.exp(-(t - 1))

    area, _ = quad(slip, 0, math.inf)
    assert area == pytest.approx(math.e)
    assert slip(1.0) == 1.0 > slip(0.999)  # it peaks at the spike itself
    assert slip(1.0) > slip(1.001)
    assert slip(0.5) > 0 == response(0.5)  # and answers before it
    assert charge(1e3) == pytest.approx(1.0)


def test_without_the_gate_the_current_is_negative_before_the_spike():
    ungated = (T - 1) * np.exp(-(T - 1))
    before = T < 0.95
    assert (ungated[before] < 0).all()
    assert (response(T)[before] == 0).all()
    assert response(T)[~before] == pytest.approx(ungated[~before], abs=1e-14)
    # Over [0, 1] the slip would take away the charge 1: the whole of what the spike brings.
    assert quad(lambda t: (t - 1) * math.exp(-(t - 1)), 0, math.inf)[0] == pytest.approx(
        0, abs=1e-8
    )


# Shapes


@pytest.mark.parametrize("ask", [synaptic_current, charge])
def test_current_and_charge_keep_the_shape_of_the_time(ask):
    assert type(ask(2.0)) is float
    assert type(ask(2.0, t_sp=[0.0, 1.0])) is float
    assert ask(np.ones((2, 3)), t_sp=1.0).shape == (2, 3)
    assert ask([0, 1, 2], J=2, tau_s=3, t_sp=1).dtype == float


# Refusals

ASKED = [synaptic_current, charge]
WHENS = [("t", lambda bad, ask=ask: ask(bad, t_sp=0.0)) for ask in ASKED]
WHENS += [("t_sp", lambda bad, ask=ask: ask(5.0, t_sp=bad)) for ask in ASKED]
HEIGHTS = [("J", lambda bad, ask=ask: ask(5.0, bad)) for ask in ASKED]
WIDTHS = [("tau_s", lambda bad, ask=ask: ask(5.0, 1.0, bad)) for ask in ASKED]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [
        *crossed(WHENS, BAD_ARRAYS),
        *crossed(HEIGHTS, BAD_NUMBERS),
        *crossed(WIDTHS, NOT_POSITIVE),
    ],
)
def test_bad_input_to_a_synapse_is_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


@pytest.mark.parametrize("ask", ASKED)
@pytest.mark.parametrize("t_sp", [-0.5, 10.5, [1.0, 11.0]])
def test_a_spike_outside_the_window_is_refused(ask, t_sp):
    outside = np.ravel(t_sp)[-1]
    message = rf"^t_sp must lie in the window from 0 to 10 ms, but one spike is at {outside:g} ms$"
    with pytest.raises(ValueError, match=message):
        ask(np.linspace(0, 10, 11), t_sp=t_sp)


@pytest.mark.parametrize("ask", ASKED)
def test_a_spike_on_the_edge_of_the_window_is_inside(ask):
    assert ask(np.linspace(0, 10, 11), t_sp=[0.0, 10.0]).shape == (11,)
