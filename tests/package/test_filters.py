"""Filters against algebra and SciPy: outputs, gains, delays, noise, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.signal
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neurocalc.filters import (
    Filter,
    average,
    difference,
    leaky_integrator,
    moving_average,
    running_sum,
    signal_to_noise,
)
from tests.package.refusals import BAD_ARRAYS, BAD_COUNTS, NOT_POSITIVE, crossed, refuses

FILTERS = {
    "difference": difference(),
    "average": average(),
    "moving average of 1": moving_average(1),
    "moving average of 7": moving_average(7),
    "running sum": running_sum(0.01),
    "leaky integrator": leaky_integrator(0.01, 0.1),
    "forgetful integrator": leaky_integrator(1.0, 0.2),
    "mixed": Filter((0.5, -0.2, 0.1), feedback=0.9),
}
OMEGA = np.linspace(0.01, math.pi, 50)

each = pytest.mark.parametrize("one", FILTERS.values(), ids=FILTERS)


def noise(size, seed=0):
    return np.random.default_rng(seed).normal(size=size)


# Outputs


@each
@pytest.mark.parametrize("size", [7, 8, 9, 100, 1000])
def test_the_output_is_that_of_scipy_once_all_inputs_are_known(one, size):
    x = noise(size)
    b, a = one.weights, [1, -one.feedback]
    past = x[: one.lost][::-1]
    state = scipy.signal.lfiltic(b, a, y=[0.0], x=past)
    expected, _ = scipy.signal.lfilter(b, a, x[one.lost :], zi=state)
    assert one(x) == pytest.approx(expected, rel=1e-11, abs=1e-12)


@each
def test_an_output_is_a_weighted_sum_of_inputs_and_the_last_output(one):
    x, y = noise(40, seed=1), []
    for n in range(one.lost, 40):
        newest_first = [x[n - k] for k in range(len(one.weights))]
        past = y[-1] if y else 0.0
        y.append(np.dot(one.weights, newest_first) + one.feedback * past)
    assert one(x) == pytest.approx(y, rel=1e-12, abs=1e-13)


def test_the_difference_is_that_of_numpy():
    x = noise(30)
    assert difference()(x) == pytest.approx(np.diff(x))


def test_the_average_is_the_mean_of_each_sample_and_the_one_before():
    x = noise(30)
    assert average()(x) == pytest.approx([(x[n] + x[n - 1]) / 2 for n in range(1, 30)])


@pytest.mark.parametrize("k", [1, 2, 5, 30])
def test_the_moving_average_is_the_mean_of_the_last_k(k):
    x = noise(30)
    assert moving_average(k)(x) == pytest.approx([x[n - k : n].mean() for n in range(k, 31)])


def test_the_running_sum_is_the_cumulative_sum_times_the_step():
    x = noise(500)
    assert running_sum(0.02)(x) == pytest.approx(0.02 * np.cumsum(x), rel=1e-11, abs=1e-12)


def test_a_difference_undoes_a_running_sum():
    x = noise(50)
    assert difference()(running_sum(1.0)(x)) == pytest.approx(x[1:])
    assert running_sum(1.0)(difference()(x)) == pytest.approx(x[1:] - x[0])


def test_a_bias_makes_a_running_sum_drift_and_leaves_a_leaky_integrator_in_place():
    bias = np.full(1000, 0.3)
    n = np.arange(1, 1001)
    assert running_sum(0.01)(bias) == pytest.approx(0.3 * 0.01 * n)
    step = 0.3 * (1 - np.exp(-n * 0.01 / 0.1))  # the step response of a time constant
    assert leaky_integrator(0.01, 0.1)(bias) == pytest.approx(step)


def test_a_leaky_integrator_that_never_forgets_is_a_running_sum_over_tau():
    x = noise(100)
    slow = leaky_integrator(0.01, 1e6)(x)
    assert slow * 1e6 == pytest.approx(running_sum(0.01)(x), rel=1e-4, abs=1e-5)


def test_a_running_sum_of_a_sine_is_its_integral_as_h_shrinks():
    t = np.arange(0, 2, 1e-4)
    area = running_sum(1e-4)(np.sin(2 * np.pi * t))
    assert area == pytest.approx((1 - np.cos(2 * np.pi * t)) / (2 * np.pi), abs=1e-4)


def test_the_first_samples_are_lost_and_not_made_up():
    assert [one.lost for one in FILTERS.values()] == [1, 1, 0, 6, 0, 0, 0, 2]
    for one in FILTERS.values():
        assert one(np.ones(10)).size == 10 - one.lost


@each
def test_filtering_leaves_the_signal_alone(one):
    x = np.ones(20)
    one(x)[:] = 7.0
    assert x.tolist() == [1.0] * 20


# Gains


@each
def test_the_response_is_that_of_scipy(one):
    _, expected = scipy.signal.freqz(one.weights, [1, -one.feedback], worN=OMEGA)
    assert one.response(OMEGA) == pytest.approx(expected, rel=1e-11, abs=1e-13)
    assert one.gain(OMEGA) == pytest.approx(np.abs(expected), rel=1e-11, abs=1e-13)


@pytest.mark.parametrize(
    ("one", "gain"),
    [
        (difference(), lambda w: 2 * np.abs(np.sin(w / 2))),
        (average(), lambda w: np.abs(np.cos(w / 2))),
        (moving_average(2), lambda w: np.abs(np.cos(w / 2))),
        (moving_average(5), lambda w: np.abs(np.sin(5 * w / 2) / (5 * np.sin(w / 2)))),
        (running_sum(0.01), lambda w: 0.01 / (2 * np.abs(np.sin(w / 2)))),
        (
            leaky_integrator(0.01, 0.1),
            lambda w: (1 - np.exp(-0.1)) / np.abs(1 - np.exp(-0.1) * np.exp(-1j * w)),
        ),
    ],
    ids=["difference", "average", "two", "five", "running sum", "leaky"],
)
def test_the_gain_is_the_one_of_the_algebra(one, gain):
    omega = np.concatenate([-OMEGA, OMEGA])
    assert one.gain(omega) == pytest.approx(gain(omega), rel=1e-12, abs=1e-14)


def test_the_difference_is_a_high_pass_and_the_average_a_low_pass():
    assert difference().gain(0.0) == 0.0
    assert difference().gain(math.pi) == pytest.approx(2.0)
    assert average().gain(0.0) == 1.0
    assert average().gain(math.pi) == pytest.approx(0.0, abs=1e-15)
    assert (np.diff(difference().gain(OMEGA)) > 0).all()
    assert (np.diff(average().gain(OMEGA)) < 0).all()
    assert (np.diff(running_sum(1.0).gain(OMEGA)) < 0).all()


def test_slow_signals_are_integrated_with_a_gain_of_1_over_2_pi_f():
    f, h = np.array([0.1, 1.0, 5.0]), 1e-3
    omega = 2 * np.pi * f * h
    assert running_sum(h).gain(omega) == pytest.approx(1 / (2 * np.pi * f), rel=1e-4)
    assert difference().gain(omega) / h == pytest.approx(2 * np.pi * f, rel=1e-4)


def test_the_gain_of_a_leaky_integrator_is_half_the_power_at_its_corner():
    tau, h = 0.1, 1e-4
    assert leaky_integrator(h, tau).gain(0.0) == pytest.approx(1.0)
    assert leaky_integrator(h, tau).gain(h / tau) == pytest.approx(1 / math.sqrt(2), rel=1e-3)


@pytest.mark.parametrize("omega", [0.1, 1.0, 2.5, math.pi])
def test_the_average_twice_has_the_gain_cos_squared(omega):
    x = noise(60)
    twice = Filter((0.25, 0.5, 0.25))
    assert average()(average()(x)) == pytest.approx(twice(x))
    assert twice.gain(omega) == pytest.approx(math.cos(omega / 2) ** 2, abs=1e-15)
    sine = np.exp(1j * omega * np.arange(100))  # both phases at once
    measured = average()(average()(sine.real)) + 1j * average()(average()(sine.imag))
    assert np.abs(measured) == pytest.approx(np.full(98, math.cos(omega / 2) ** 2), abs=1e-12)


def test_a_gain_of_one_frequency_is_one_float():
    assert type(average().gain(1.0)) is float
    assert average().gain(np.ones((2, 3))).shape == (2, 3)
    assert average().response(np.ones((2, 3))).shape == (2, 3)


def test_a_running_sum_has_infinite_gain_without_frequency():
    for ask in (running_sum(0.1).gain, running_sum(0.1).response):
        for omega in (0.0, [1.0, 0.0]):
            with pytest.raises(ValueError, match=r"^omega must not be 0: a running sum has infin"):
                ask(omega)


# Delays


@pytest.mark.parametrize("omega", [0.05, 0.5, 2.0, 3.0])
def test_difference_and_average_come_half_a_sample_late(omega):
    n = np.arange(1, 60)
    x = np.sin(omega * np.arange(60))
    late = omega * (n - 0.5)
    assert average()(x) == pytest.approx(math.cos(omega / 2) * np.sin(late), abs=1e-12)
    assert difference()(x) == pytest.approx(2 * math.sin(omega / 2) * np.cos(late), abs=1e-12)


@pytest.mark.parametrize("omega", [0.05, 0.5, 2.0, 3.0])
def test_the_running_sum_comes_half_a_sample_early_and_with_an_offset(omega):
    n = np.arange(60)
    # Lagrange: the sum of sin(omega k) up to n.
    expected = (math.cos(omega / 2) - np.cos(omega * (n + 0.5))) / (2 * math.sin(omega / 2))
    assert running_sum(1.0)(np.sin(omega * n)) == pytest.approx(expected, abs=1e-10)


def test_the_phases_show_the_delays():
    angle = np.angle
    inside = OMEGA[:-1]
    assert angle(average().response(inside)) == pytest.approx(-inside / 2)
    assert angle(difference().response(inside)) == pytest.approx(np.pi / 2 - inside / 2)
    assert angle(running_sum(1.0).response(inside)) == pytest.approx(-np.pi / 2 + inside / 2)
    slow = 2 * np.pi * np.array([0.01, 0.05])
    assert angle(moving_average(5).response(slow)) == pytest.approx(-2 * slow)


# Signal and noise (page 9)

H, FREQUENCY, HEIGHT = 0.01, 0.25, 0.5
STEP = 2 * math.pi * FREQUENCY * H  # radians per sample
RMS, SPREAD = math.sqrt(1 / 2), HEIGHT / math.sqrt(12)  # of a sine; of uniform noise
CHANGES = {
    "none": (lambda x: x, 1.0, 1.0, 4.90),
    "difference": (difference(), 2 * math.sin(STEP / 2), math.sqrt(2), 0.054),
    "average": (average(), math.cos(STEP / 2), 1 / math.sqrt(2), 6.93),
}
changes = pytest.mark.parametrize(
    ("change", "signal_gain", "noise_gain", "page"), CHANGES.values(), ids=CHANGES
)


def shortly(size, seed):
    """Return the signal of the page and its noise."""
    t = H * np.arange(size)
    uniform = np.random.default_rng(seed).uniform(0, HEIGHT, size)
    return np.sin(2 * math.pi * FREQUENCY * t), uniform


@changes
def test_the_signal_to_noise_ratios_of_the_page_follow_from_the_gains(
    change, signal_gain, noise_gain, page
):
    ratio = (signal_gain * RMS) / (noise_gain * SPREAD)
    assert ratio == pytest.approx(page, rel=8e-3)


def test_the_difference_shrinks_the_signal_64_fold():
    assert 1 / difference().gain(STEP) == pytest.approx(64, abs=0.5)


@changes
def test_two_seconds_of_signal_show_the_ratios_of_the_page(change, signal_gain, noise_gain, page):
    signal, _ = shortly(200, seed=0)
    ratios = [signal_to_noise(change(signal), change(shortly(200, seed)[1])) for seed in range(300)]
    assert np.median(ratios) == pytest.approx(page, rel=0.02)
    assert ratios == pytest.approx([page] * 300, rel=0.25)  # whichever seed a page takes


@changes
def test_a_long_signal_shows_the_gains_for_signal_and_noise(change, signal_gain, noise_gain, page):
    signal, uniform = shortly(400_000, seed=3)
    rms = np.sqrt(np.mean(change(signal) ** 2))
    assert rms == pytest.approx(signal_gain * RMS, rel=1e-5)
    assert np.std(change(uniform)) == pytest.approx(noise_gain * SPREAD, rel=5e-3)
    exact = signal_gain * RMS / (noise_gain * SPREAD)
    assert signal_to_noise(change(signal), change(uniform)) == pytest.approx(exact, rel=5e-3)


def test_the_ratio_is_rms_over_standard_deviation():
    assert signal_to_noise([3.0, -4.0], [1.0, 5.0]) == pytest.approx(math.sqrt(12.5) / 2)
    assert type(signal_to_noise([1.0], [0.0, 1.0])) is float


def test_a_bias_of_the_noise_is_not_noise():
    signal, uniform = shortly(200, seed=4)
    assert signal_to_noise(signal, uniform + 100) == pytest.approx(signal_to_noise(signal, uniform))


# Laws

SIGNALS = arrays(float, 30, elements=st.floats(-1e3, 1e3))
ANY = st.sampled_from(list(FILTERS.values()))


@given(one=ANY, x=SIGNALS, y=SIGNALS, c=st.floats(-10, 10))
def test_filters_are_linear(one, x, y, c):
    assert one(x + c * y) == pytest.approx(one(x) + c * one(y), rel=1e-9, abs=1e-7)


@given(one=ANY, x=SIGNALS, late=st.integers(0, 10))
def test_a_filter_does_not_care_when_the_signal_comes(one, x, late):
    wait = np.zeros(one.lost + late)
    start = np.zeros(one.lost)
    now, later = one(np.append(start, x)), one(np.append(wait, x))
    assert later[late:] == pytest.approx(now, rel=1e-9, abs=1e-9)
    assert later[:late].tolist() == [0.0] * late


@given(first=ANY, second=ANY, x=arrays(float, 30, elements=st.floats(-1, 1)))
def test_the_order_of_two_filters_does_not_matter(first, second, x):
    x = np.append(np.zeros(20), x)  # both at rest
    tail = slice(-30, None)
    swapped = first(second(x))[tail]
    assert second(first(x))[tail] == pytest.approx(swapped, rel=1e-9, abs=1e-9)


# Refusals

NUMBERS = [
    ("h", running_sum),
    ("h", lambda bad: leaky_integrator(bad, 1.0)),
    ("tau", lambda bad: leaky_integrator(1.0, bad)),
]
ARRAYS = [
    ("x", average()),
    ("x", running_sum(0.1)),
    ("omega", average().response),
    ("omega", average().gain),
    ("signal", lambda bad: signal_to_noise(bad, [0.0, 1.0])),
    ("noise", lambda bad: signal_to_noise([0.0, 1.0], bad)),
    ("weights", Filter),
]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [
        *crossed(NUMBERS, NOT_POSITIVE),
        *crossed(ARRAYS, BAD_ARRAYS),
        *crossed([("k", moving_average)], BAD_COUNTS),
    ],
)
def test_bad_input_to_a_filter_is_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


@pytest.mark.parametrize(
    ("x", "reason"),
    [
        (1.0, "must be a row of numbers"),
        ([1.0], "needs at least 2 samples, but it has 1"),
        (np.ones((3, 4)), "must have one dimension"),
    ],
)
def test_a_signal_that_does_not_fit_the_filter_is_refused(x, reason):
    with pytest.raises(ValueError, match=f"^x {reason}"):
        average()(x)


@pytest.mark.parametrize("feedback", [-0.1, 1.1, math.nan, "1", None, 1j])
def test_a_feedback_that_is_no_share_is_refused(feedback):
    with refuses("feedback"):
        Filter((1.0,), feedback=feedback)


@pytest.mark.parametrize("weights", [(), 1.0, [[1.0, 2.0]]])
def test_weights_that_are_no_row_are_refused(weights):
    with refuses("weights"):
        Filter(weights)


@pytest.mark.parametrize("constant", [[1.0], [0.1, 0.1, 0.1], np.full(1000, 0.3)])
def test_noise_that_does_not_vary_is_refused(constant):
    with pytest.raises(ValueError, match=r"^noise must vary: its standard deviation is 0$"):
        signal_to_noise([1.0, 2.0], constant)
