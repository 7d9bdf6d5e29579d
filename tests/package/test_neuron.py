"""Rates, gains, two inputs and spikes against algebra, limits and SciPy."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad, solve_ivp

from neurocalc.differences import complex_step, midpoint_difference
from neurocalc.neuron import (
    LIF,
    ei_partials,
    ei_rate,
    firing_rate,
    gain,
    highest_rate,
    lif_rate,
    simulate_lif,
)
from tests.package.refusals import BAD_ARRAYS, BAD_NUMBERS, NOT_POSITIVE, crossed, refuses

CORNERS = [(0.5, 1.2), (0.5, 4.0), (1.2, 2.8), (2.0, 1.2), (2.0, 4.0)]
corners = pytest.mark.parametrize(("a", "theta"), CORNERS)
slopes = st.floats(0.3, 3)
thresholds = st.floats(-2, 6)


def rate_on_paper(current, a, theta):
    return scipy.special.expit(a * (current - theta)) - scipy.special.expit(-a * theta)


# The transfer function (page 5)


@corners
def test_the_rate_is_the_sigmoid_moved_down(a, theta):
    current = np.linspace(-2, 8, 101)
    expected = rate_on_paper(current, a, theta)
    assert firing_rate(current, a, theta) == pytest.approx(expected, abs=1e-15)


@given(a=slopes, theta=thresholds)
def test_without_current_the_neuron_is_silent(a, theta):
    assert firing_rate(0.0, a, theta) == 0.0


@given(a=slopes, theta=thresholds, current=st.floats(-5, 10), more=st.floats(0.01, 5))
def test_more_current_never_lowers_the_rate(a, theta, current, more):
    assert firing_rate(current + more, a, theta) >= firing_rate(current, a, theta)


@corners
def test_the_highest_rate_is_approached_and_not_exceeded(a, theta):
    ceiling = 1 / (1 + math.exp(-a * theta))
    assert highest_rate(a, theta) == pytest.approx(ceiling, rel=1e-14)
    assert firing_rate(1e4, a, theta) == pytest.approx(ceiling, rel=1e-14)
    assert (firing_rate(np.linspace(0, 12, 50), a, theta) < ceiling).all()


@pytest.mark.parametrize(("a", "theta", "ceiling"), [(0.5, 1.2, 0.646), (2.0, 4.0, 0.9997)])
def test_gain_and_threshold_both_move_the_ceiling(a, theta, ceiling):
    assert highest_rate(a, theta) == pytest.approx(ceiling, abs=5e-4)
    assert highest_rate(2 * a, theta) > highest_rate(a, theta)
    assert highest_rate(a, 2 * theta) > highest_rate(a, theta)


# Gain


@corners
def test_the_gain_is_the_derivative_of_the_rate(a, theta):
    current = np.linspace(0, 8, 81)
    exact = complex_step(lambda z: 1 / (1 + np.exp(-a * (z - theta))), current)
    assert gain(current, a, theta) == pytest.approx(exact, rel=1e-13)
    s = scipy.special.expit(a * (current - theta))
    assert gain(current, a, theta) == pytest.approx(a * s * (1 - s), rel=1e-12)


@corners
def test_the_area_under_the_gain_is_the_change_of_the_rate(a, theta):
    area, _ = quad(gain, 1, 7, args=(a, theta))
    assert area == pytest.approx(firing_rate(7.0, a, theta) - firing_rate(1.0, a, theta))


@corners
def test_the_gain_peaks_at_the_threshold_with_a_quarter_of_a(a, theta):
    assert gain(theta, a, theta) == pytest.approx(a / 4, rel=1e-15)
    away = np.linspace(0.01, 6, 50)
    assert (gain(theta + away, a, theta) < a / 4).all()
    left, right = gain(theta - away, a, theta), gain(theta + away, a, theta)
    assert left == pytest.approx(right, rel=1e-12)


@corners
def test_the_peak_of_the_numerical_gain_is_a_little_lower(a, theta):
    h = 0.1
    current = theta + h * (np.arange(-40, 41) + 0.5)
    numerical = midpoint_difference(firing_rate(current, a, theta), current)
    assert numerical.values.max() == pytest.approx(math.tanh(a * h / 4) / h, rel=1e-12)
    assert numerical.t[np.argmax(numerical.values)] == pytest.approx(theta)
    assert numerical.values.max() < a / 4


@given(a=slopes, theta=thresholds, shift=st.floats(-3, 3), current=st.floats(-3, 9))
def test_the_threshold_shifts_the_gain_and_leaves_its_shape(a, theta, shift, current):
    moved = gain(current + shift, a, theta + shift)
    assert moved == pytest.approx(gain(current, a, theta), rel=1e-9, abs=1e-15)


def test_a_larger_a_makes_the_gain_higher_and_narrower():
    # Half the peak is at cosh(a x / 2) = sqrt 2.
    for a in (0.5, 1.0, 2.0):
        half = 2 / a * math.acosh(math.sqrt(2))
        assert gain(2.8 + half, a, 2.8) == pytest.approx(a / 8)


def test_rate_and_gain_keep_the_shape_of_the_current():
    for ask in (firing_rate, gain):
        assert type(ask(1.0)) is float
        assert ask(np.ones((2, 3))).shape == (2, 3)


# Noise


def test_noise_with_the_same_seed_is_the_same():
    current = np.linspace(0, 8, 81)
    first, second, other = (
        firing_rate(current, sigma=0.1, rng=np.random.default_rng(seed)) for seed in (1, 1, 2)
    )
    assert first.tolist() == second.tolist()
    assert first.tolist() != other.tolist()


def test_noise_has_the_standard_deviation_sigma_and_no_bias():
    current = np.full(200_000, 3.0)
    noisy = firing_rate(current, sigma=0.05, rng=np.random.default_rng(5))
    off = noisy - firing_rate(3.0)
    assert off.std() == pytest.approx(0.05, rel=0.01)
    assert off.mean() == pytest.approx(0, abs=5 * 0.05 / math.sqrt(200_000))
    assert np.mean(np.abs(off) < 0.05) == pytest.approx(math.erf(1 / math.sqrt(2)), abs=0.01)


def test_noise_on_one_current_is_one_number():
    assert np.shape(firing_rate(3.0, sigma=0.1, rng=np.random.default_rng(0))) == ()


def test_without_noise_the_generator_is_not_touched():
    rng, twin = np.random.default_rng(7), np.random.default_rng(7)
    firing_rate(3.0, sigma=0.0, rng=rng)
    assert rng.random() == twin.random()


@pytest.mark.parametrize("rng", [None, 5, np.random.RandomState(0), np.random])
def test_noise_that_cannot_be_repeated_is_refused(rng):
    with pytest.raises(TypeError, match=r"^rng must be a numpy.random.Generator, to repeat the"):
        firing_rate(3.0, sigma=0.1, rng=rng)


# Two inputs (page 11)

E, WIDE_E, I_INH = np.arange(2, 9, 0.1), np.arange(1, 10, 0.1), np.arange(0, 7, 0.1)


def test_the_rate_is_excitation_minus_half_the_inhibition():
    expected = rate_on_paper(E[:, None], 1.2, 2.4) - 0.5 * rate_on_paper(I_INH, 1.0, 4.0)
    assert ei_rate(E[:, None], I_INH) == pytest.approx(expected, abs=1e-15)


def test_without_input_the_two_input_neuron_is_silent():
    assert ei_rate(0.0, 0.0) == 0.0


@pytest.mark.parametrize(("excitation", "lowest"), [(E, -0.136), (WIDE_E, -0.361)])
def test_the_lowest_rates_are_those_of_the_page(excitation, lowest):
    rate = ei_rate(excitation[:, None], I_INH)
    assert rate.min() == pytest.approx(lowest, abs=5e-4)
    assert np.unravel_index(rate.argmin(), rate.shape) == (0, I_INH.size - 1)


def test_inhibition_is_subtractive():
    curves = ei_rate(WIDE_E[:, None], [0.0, 2.0, 6.0])
    for column, inhibition in [(1, 2.0), (2, 6.0)]:
        drop = curves[:, 0] - curves[:, column]
        constant = 0.5 * rate_on_paper(inhibition, 1.0, 4.0)
        assert drop == pytest.approx(np.full(WIDE_E.size, constant), rel=1e-12)


def test_rectification_replaces_negative_rates_by_0_and_no_others():
    rate = ei_rate(E[:, None], I_INH)
    rectified = ei_rate(E[:, None], I_INH, rectified=True)
    assert rate.min() < 0
    assert rectified.tolist() == np.where(rate < 0, 0.0, rate).tolist()
    assert type(ei_rate(2.0, 7.0, rectified=True)) is float


def test_the_partials_are_the_gains_of_the_two_inputs():
    by_E, by_I = ei_partials(WIDE_E[:, None], I_INH)
    column, row = gain(WIDE_E, 1.2, 2.4)[:, None], -0.5 * gain(I_INH, 1.0, 4.0)
    assert by_E == pytest.approx(column * np.ones_like(I_INH), rel=1e-12)
    assert by_I == pytest.approx(np.ones((WIDE_E.size, 1)) * row, rel=1e-12)


def test_the_ridge_is_0_3_high_at_2_4_for_every_inhibition():
    by_E, _ = ei_partials(WIDE_E[:, None], I_INH)
    assert WIDE_E[by_E.argmax(axis=0)] == pytest.approx(np.full(I_INH.size, 2.4))
    assert by_E.max(axis=0) == pytest.approx(np.full(I_INH.size, 0.3), abs=5e-4)


def test_the_trough_is_0_125_deep_at_4_for_every_excitation():
    _, by_I = ei_partials(WIDE_E[:, None], I_INH)
    assert I_INH[by_I.argmin(axis=1)] == pytest.approx(np.full(WIDE_E.size, 4.0))
    assert by_I.min(axis=1) == pytest.approx(np.full(WIDE_E.size, -0.125), abs=5e-4)


def test_numerical_partials_of_the_surface_agree_with_the_exact_ones():
    rate = ei_rate(WIDE_E[:, None], I_INH)
    for axis, grid in enumerate((WIDE_E, I_INH)):
        numerical = midpoint_difference(rate, grid, axis=axis)
        places = [WIDE_E, I_INH]
        places[axis] = numerical.t
        exact = ei_partials(places[0][:, None], places[1])[axis]
        # The error is h^2/24 times a third derivative, at most a^3/8 of a sigmoid.
        assert numerical.values == pytest.approx(exact, abs=0.1**2 / 24 * 1.2**3 / 8)


@given(x=st.floats(0, 9), y=st.floats(0, 7), a_E=slopes, a_I=slopes, t_E=thresholds, t_I=thresholds)
def test_each_partial_moves_with_the_parameters_of_its_own_input(x, y, a_E, a_I, t_E, t_I):
    by_E, by_I = ei_partials(x, y, a_E=a_E, theta_E=t_E, a_I=a_I, theta_I=t_I)
    assert by_E == pytest.approx(gain(x, a_E, t_E), rel=1e-12)
    assert by_I == pytest.approx(-gain(y, a_I, t_I) / 2, rel=1e-12)


def test_the_two_inputs_broadcast():
    assert type(ei_rate(1.0, 2.0)) is float
    assert [type(part) for part in ei_partials(1.0, 2.0)] == [float, float]
    assert ei_rate(np.ones((3, 1)), np.ones(4)).shape == (3, 4)
    assert [part.shape for part in ei_partials(np.ones((3, 1)), np.ones(4))] == [(3, 4)] * 2
    assert [part.shape for part in ei_partials(1.0, np.ones(4))] == [(4,)] * 2


@pytest.mark.parametrize("ask", [ei_rate, ei_partials])
def test_two_rows_of_different_length_make_no_surface(ask):
    with pytest.raises(ValueError, match=r"shapes are \(3,\) and \(4,\); make one a column"):
        ask(np.ones(3), np.ones(4))


# The leaky integrate-and-fire neuron

NEURONS = {
    "the usual one": LIF(),
    "without pause": LIF(t_ref=0.0),
    "with a deep reset": LIF(V_reset=-80.0),
    "with a high reset": LIF(V_reset=-55.0, tau=10.0, R=20.0, t_ref=5.0),
}
neurons = pytest.mark.parametrize("neuron", NEURONS.values(), ids=NEURONS)


def rate_of_the_equation(current, neuron):
    """Integrate tau V' = V_rest - V + R I from reset to threshold, and count the pause."""

    def at_threshold(t, V):
        return V[0] - neuron.V_th

    at_threshold.terminal = True
    run = solve_ivp(
        lambda t, V: (neuron.V_rest - V + neuron.R * current) / neuron.tau,
        (0, 1e4),
        [neuron.V_reset],
        events=at_threshold,
        rtol=1e-10,
        atol=1e-10,
    )
    return 1000 / (neuron.t_ref + run.t_events[0][0])


def steps_of_euler(current, neuron, dt):
    """Steps that Euler's method needs from one spike to the next.

    The distance to V_inf shrinks by the factor 1 - dt/tau in each step.
    """
    final = neuron.V_rest + neuron.R * current
    ratio = (final - neuron.V_th) / (final - neuron.V_reset)
    return math.ceil(math.log(ratio) / math.log1p(-dt / neuron.tau)) + round(neuron.t_ref / dt)


@neurons
@pytest.mark.parametrize("above", [1.01, 1.5, 5.0])
def test_the_closed_form_is_the_rate_of_the_equation(neuron, above):
    current = above * neuron.rheobase
    assert lif_rate(current, neuron) == pytest.approx(rate_of_the_equation(current, neuron))


@neurons
def test_up_to_the_rheobase_the_neuron_is_silent(neuron):
    assert neuron.rheobase == (neuron.V_th - neuron.V_rest) / neuron.R
    silent = neuron.rheobase * np.array([-2.0, 0.0, 0.5, 1.0])
    assert lif_rate(silent, neuron).tolist() == [0.0] * 4
    assert lif_rate(neuron.rheobase * (1 + 1e-9), neuron) > 0
    assert not simulate_lif(silent, neuron=neuron).spikes.any()


def test_the_rheobase_of_the_defaults_is_2_nanoampere():
    assert LIF().rheobase == 2.0  # 20 mV / 10 MOhm


@pytest.mark.parametrize("t_ref", [0.5, 2.0, 10.0])
def test_a_huge_current_leaves_nothing_but_the_refractory_period(t_ref):
    assert lif_rate(1e15, LIF(t_ref=t_ref)) == pytest.approx(1000 / t_ref, rel=1e-9)


@pytest.mark.parametrize("current", [1e3, 1e8, 1e20])
def test_without_a_refractory_period_the_rate_grows_with_the_current(current):
    # For a large current the climb is a line: V_th - V_reset = R I t / tau.
    rate = 1000 * 10.0 * current / (20.0 * 20.0)
    assert lif_rate(current, LIF(t_ref=0.0)) == pytest.approx(rate, rel=2 / current + 1e-12)


@neurons
def test_the_rate_rises_with_the_current(neuron):
    assert (np.diff(lif_rate(neuron.rheobase * np.linspace(1.01, 20, 200), neuron)) > 0).all()


@neurons
@pytest.mark.parametrize("dt", [0.05, 0.1])
def test_the_simulation_fires_as_often_as_eulers_method_does(neuron, dt):
    currents = neuron.rheobase * np.array([1.2, 2.0, 3.3])
    run = simulate_lif(currents, duration=400.0, dt=dt, neuron=neuron)
    expected = [1000 / (dt * steps_of_euler(current, neuron, dt)) for current in currents]
    assert run.rate == pytest.approx(expected)


@neurons
def test_the_simulation_approaches_the_closed_form_as_dt_shrinks(neuron):
    current = 1.7 * neuron.rheobase
    interval = 1000 / lif_rate(current, neuron)
    for dt in (0.2, 0.05, 0.0125):
        run = simulate_lif(current, duration=3.5 * interval, dt=dt, neuron=neuron)
        # Each interval ends on a step, and Euler climbs too fast by a share dt/(2 tau).
        assert abs(1000 / run.rate - interval) <= dt * (1 + interval / (2 * neuron.tau))
    assert run.rate == pytest.approx(1000 / interval, rel=2e-3)


def test_below_threshold_the_simulation_relaxes_with_the_time_constant():
    run = simulate_lif(1.0, duration=100.0, dt=0.01)
    exact = -70 + 10 * (1 - np.exp(-run.t / 20))
    potential = run.V
    assert potential == pytest.approx(exact, abs=0.01 / 20 * 10)


def test_whole_numbers_of_millivolt_are_no_whole_potentials():
    whole = LIF(tau=20, R=10, V_rest=-70, V_th=-50, V_reset=-70, t_ref=2)
    run = simulate_lif([1, 4], duration=50, neuron=whole)
    assert run.V.tolist() == simulate_lif([1.0, 4.0], duration=50.0).V.tolist()
    assert lif_rate(4, whole) == lif_rate(4.0)


def test_after_a_spike_the_potential_rests_at_the_reset():
    neuron = LIF(V_reset=-60.0, t_ref=1.0)
    run = simulate_lif(4.0, duration=60.0, dt=0.1, neuron=neuron)
    first = np.argmax(run.spikes)
    assert run.V[first : first + 11].tolist() == [-60.0] * 11
    assert run.V[first + 11] > -60.0
    assert run.V.max() < neuron.V_th


def test_a_simulation_has_one_column_for_each_current():
    run = simulate_lif(np.full((2, 3), 4.0), duration=50.0, dt=0.1)
    assert run.t == pytest.approx(np.linspace(0, 50, 501))
    assert run.V.shape == run.spikes.shape == (501, 2, 3)
    assert run.rate.shape == (2, 3)
    assert simulate_lif(4.0, duration=50.0).V.ndim == 1


def test_neurons_do_not_disturb_each_other():
    together = simulate_lif([1.0, 3.0, 4.0], duration=200.0)
    alone = simulate_lif(3.0, duration=200.0)
    assert together.V[:, 1].tolist() == alone.V.tolist()
    assert together.rate[1] == alone.rate


def test_one_spike_makes_no_rate():
    run = simulate_lif(4.0, duration=16.0)
    assert run.spikes.sum() == 1
    assert run.rate == 0.0


def test_the_rate_counts_intervals_and_not_the_wait_for_the_first_spike():
    short, long = (simulate_lif(4.0, duration=duration).rate for duration in (40.0, 400.0))
    assert short == pytest.approx(long)


# Refusals

CURRENTS = [("I", ask) for ask in (firing_rate, gain, lif_rate, simulate_lif)]
INPUTS = [("E", lambda bad, ask=ask: ask(bad, 1.0)) for ask in (ei_rate, ei_partials)]
INPUTS += [("I_inh", lambda bad, ask=ask: ask(1.0, bad)) for ask in (ei_rate, ei_partials)]
GAINS = [("a", lambda bad, ask=ask: ask(1.0, bad)) for ask in (firing_rate, gain)]
GAINS += [("a", highest_rate)]
GAINS += [
    (name, lambda bad, ask=ask, name=name: ask(1.0, 1.0, **{name: bad}))
    for ask in (ei_rate, ei_partials)
    for name in ("a_E", "a_I")
]
TIMES = [("duration", lambda bad: simulate_lif(1.0, bad))]
TIMES += [("dt", lambda bad: simulate_lif(1.0, 10.0, bad))]
THRESHOLDS = [("theta", lambda bad: highest_rate(1.0, bad))]
THRESHOLDS += [
    (name, lambda bad, ask=ask, name=name: ask(1.0, 1.0, **{name: bad}))
    for ask in (ei_rate, ei_partials)
    for name in ("theta_E", "theta_I")
]
NOISES = [("sigma", lambda bad: firing_rate(1.0, sigma=bad, rng=np.random.default_rng(0)))]
CONSTANTS = [
    (name, lambda bad, ask=ask, name=name: ask(1.0, neuron=LIF(**{name: bad})))
    for ask in (lif_rate, simulate_lif)
    for name in ("tau", "R")
]
POTENTIALS = [
    (name, lambda bad, name=name: lif_rate(1.0, LIF(**{name: bad})))
    for name in ("V_rest", "V_th", "V_reset", "t_ref")
]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [
        *crossed(CURRENTS + INPUTS, BAD_ARRAYS),
        *crossed([("theta", lambda bad: firing_rate(1.0, 1.0, bad))], BAD_ARRAYS),
        *crossed([("theta", lambda bad: gain(1.0, 1.0, bad))], BAD_ARRAYS),
        *crossed(GAINS + TIMES + CONSTANTS, NOT_POSITIVE),
        *crossed(THRESHOLDS + NOISES + POTENTIALS, BAD_NUMBERS),
    ],
)
def test_bad_input_to_a_neuron_is_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


def test_a_negative_spread_or_pause_is_refused():
    with pytest.raises(ValueError, match=r"^sigma must be at least 0, but it is -0\.1$"):
        firing_rate(1.0, sigma=-0.1, rng=np.random.default_rng(0))
    with pytest.raises(ValueError, match=r"^t_ref must be at least 0, but it is -1$"):
        lif_rate(1.0, LIF(t_ref=-1.0))


@pytest.mark.parametrize("ask", [lif_rate, simulate_lif])
@pytest.mark.parametrize("neuron", [None, 5, (20.0, 10.0, -70.0, -50.0, -70.0, 2.0)])
def test_what_is_no_neuron_is_refused(ask, neuron):
    with pytest.raises(TypeError, match=r"^neuron must be a LIF, but it is "):
        ask(1.0, neuron=neuron)


@pytest.mark.parametrize("neuron", [LIF(V_reset=-50.0), LIF(V_rest=-40.0), LIF(V_th=-90.0)])
def test_a_neuron_that_could_not_stop_firing_is_refused(neuron):
    with pytest.raises(ValueError, match=r"^V_th must lie above V_rest and V_reset"):
        lif_rate(1.0, neuron)


@pytest.mark.parametrize(("duration", "dt"), [(10.0, 10.0), (100.0, 20.0)])
def test_a_step_as_long_as_the_simulation_or_the_time_constant_is_refused(duration, dt):
    with pytest.raises(ValueError, match=r"^dt must be below the duration and tau, but it is"):
        simulate_lif(1.0, duration, dt)
