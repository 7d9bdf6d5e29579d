"""What the pages claim in words or whole numbers, where no quoted decimal would give it away."""

import numpy as np
import pytest
import sympy
from scipy.integrate import quad

from neurocalc.catalogue import transfer
from neurocalc.sums import riemann_sum


@pytest.mark.parametrize(("t_sp", "tau_s"), [(1, 1), (2, 1), (0.5, 3)])
def test_the_two_slips_of_the_current_bring_what_the_page_says(t_sp, tau_s):
    grown = np.exp(t_sp / tau_s)
    factor_t = quad(lambda t: t * np.exp(-(t - t_sp) / tau_s), 0, np.inf)[0]
    no_gate = quad(lambda t: (t - t_sp) * np.exp(-(t - t_sp) / tau_s), 0, np.inf)[0]
    assert factor_t == pytest.approx(tau_s**2 * grown)
    assert no_gate == pytest.approx(tau_s * (tau_s - t_sp) * grown, abs=1e-9)


def test_the_current_with_the_factor_t_peaks_at_its_time_constant_whenever_the_spike_comes():
    t, t_sp, tau_s = sympy.symbols("t t_sp tau_s", positive=True)
    current = t * sympy.exp(-(t - t_sp) / tau_s)
    assert sympy.solve(current.diff(t), t) == [tau_s]


def test_the_charge_follows_from_the_antiderivative_that_the_page_names():
    x = sympy.symbols("x")
    antiderivative = -(1 + x) * sympy.exp(-x)
    assert sympy.simplify(antiderivative.diff(x) - x * sympy.exp(-x)) == 0
    assert sympy.limit(antiderivative, x, sympy.oo) - antiderivative.subs(x, 0) == 1


def test_a_second_synapse_lifts_the_membrane_by_less_than_the_first():
    V, G = sympy.symbols("V G")
    [rest] = sympy.solve(10 * (-70 - V) + G * (0 - V), V)
    assert rest.subs(G, 0) == -70
    assert rest.subs(G, 10) == -35
    assert rest.subs(G, 20) - -70 < 70


def test_the_slices_of_lebesgue_add_up_to_the_distance_of_the_rat():
    y = sympy.symbols("y")
    reached = sympy.sqrt(y - sympy.Rational(3, 4))  # f = y at 1/2 - reached and 1/2 + reached
    low, high = 10 - 2 * reached, 10 - (sympy.Rational(1, 2) + reached)  # s above the height y
    dip, start, end = sympy.Rational(3, 4), 1, 91
    slices = 10 * dip + low.integrate((y, dip, start)) + high.integrate((y, start, end))
    assert slices == sympy.Rational(880, 3)
    assert high.subs(y, 43) == 3


def test_t_squared_times_a_decay_has_a_minimum_at_0_and_a_local_peak_at_2():
    t = sympy.symbols("t")
    f = t**2 * sympy.exp(-t)
    assert sympy.solve(f.diff(t), t) == [0, 2]
    assert [sympy.sign(f.diff(t, 2).subs(t, place)) for place in (0, 2)] == [1, -1]
    assert f.subs(t, -2) > f.subs(t, 2)


def test_the_mean_has_the_smallest_squared_misses():
    c = sympy.symbols("c")
    slope = sum((c - count) ** 2 for count in (12, 15, 11)).diff(c).expand()
    assert slope == 6 * c - 76
    assert slope.subs(c, 13) == 2


def test_a_running_sum_of_the_wave_swings_from_0_to_twice_its_amplitude():
    t, s = sympy.symbols("t s", nonnegative=True)
    swing = 2 * sympy.pi / 4  # 2 pi times 0.25 Hz
    area = sympy.integrate(sympy.sin(swing * s), (s, 0, t))
    assert sympy.simplify(area - (1 - sympy.cos(swing * t)) / swing) == 0
    summed = 0.01 * np.cumsum(np.sin(2 * np.pi * 0.25 * 0.01 * np.arange(400)))  # one period
    assert [summed.min(), summed.max()] == pytest.approx([0, float(2 / swing)], abs=1e-4)


def test_unbiased_noise_drifts_with_the_square_root_of_time():
    steps = np.random.default_rng(7).uniform(-0.25, 0.25, (4000, 400))
    walks = 0.01 * np.cumsum(steps, axis=1)
    spread = 0.5 / np.sqrt(12) * np.sqrt(0.01 * np.array([1.0, 4.0]))
    assert walks[:, [99, 399]].std(axis=0) == pytest.approx(spread, rel=0.05)


def test_arange_may_hold_the_end_at_which_it_is_said_to_stop():
    assert np.arange(1, 1.3, 0.1)[-1] == pytest.approx(1.3)
    assert np.linspace(2, 8.9, 70)[[0, 1, -1]] == pytest.approx([2, 2.1, 8.9])


def test_simpsons_sum_of_the_exponential_stops_near_1e_15():
    errors = [abs(riemann_sum(np.exp, 0, 1, n, "simpson") - (np.e - 1)) for n in (1000, 10000)]
    assert 1e-16 < max(errors) < 1e-14


def test_the_rats_slope_settles_where_the_page_says_and_its_steady_run_adds_up():
    h, t = sympy.symbols("h t")
    position = 30 * t**2 - 5 * t**3
    ratio = sympy.expand(sympy.cancel((position.subs(t, 3 + h) - position.subs(t, 3)) / h))
    assert ratio == 45 - 15 * h - 5 * h**2
    assert position.diff(t).subs(t, 1) == position.diff(t).subs(t, 3) == 45
    assert sympy.integrate(40, (t, 0, 2)) + sympy.integrate(-20, (t, 2, 3)) == 60


def test_at_8_na_one_more_nanoampere_buys_least_though_the_rate_is_highest():
    rate, gain = transfer, transfer.derivative()
    currents = np.array([1.0, 2.8, 8.0])
    assert np.argmin(gain(currents)) == np.argmax(rate(currents)) == 2
    assert np.argmax(gain(currents)) == 1


def test_only_the_first_running_sum_is_too_large():
    t = sympy.symbols("t")
    speed = t**2 - t + 1
    left = np.cumsum([speed.subs(t, k) for k in range(10)])
    exact = [speed.integrate((t, 0, end)) for end in range(1, 11)]
    assert [bool(low > high) for low, high in zip(left, exact, strict=True)] == [True] + 9 * [False]


def test_a_step_along_the_contour_line_stays_at_its_height_and_one_mixture_is_3_y_squared():
    x, y = sympy.symbols("x y")
    hill = x**2 + 2 * x * y + y**2
    assert [hill.subs({x: a, y: b}) for a, b in ((2, 1), (3, 0), (2, 0), (3, 1))] == [9, 9, 4, 16]
    assert (x * y**3).diff(x, y) == (x * y**3).diff(y, x) == 3 * y**2


def test_inhibition_of_the_input_moves_the_steepest_place_by_as_much():
    E = np.linspace(0, 10, 1001)
    gain = transfer.derivative()
    assert E[np.argmax(gain(E - 2, a=1.2, theta=2.4))] == pytest.approx(4.4)


def test_an_evenly_sampled_sine_has_no_slope_of_zero_and_six_changes_of_sign():
    slopes = np.diff(np.sin(np.arange(-10, 10.05, 0.1)))
    assert slopes.size == 200
    assert np.all(slopes != 0)
    assert np.sum(np.diff(np.sign(slopes)) != 0) == 6
