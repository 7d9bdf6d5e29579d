"""Integrals by number: exact cases, orders of the error, costs, twins, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.integrate
from hypothesis import given
from hypothesis import strategies as st

from neurocalc.differences import forward_difference
from neurocalc.sums import RULES, edges, evaluations, mean_heights, riemann_sum, running_sum
from tests.package.refusals import (
    BAD_COUNTS,
    BAD_FUNCTIONS,
    BAD_GRIDS,
    BAD_NUMBERS,
    NOT_POSITIVE,
    crossed,
    refuses,
)

ORDERS = {"left": 1, "right": 1, "midpoint": 2, "trapezoid": 2, "simpson": 4}
#: The highest power of t that each rule integrates exactly.
DEGREES = {"left": 0, "right": 0, "midpoint": 1, "trapezoid": 1, "simpson": 3}
EXACT = 880 / 3  # the area of t^2 - t + 1 from 0 to 10

each = pytest.mark.parametrize("rule", ORDERS)
numbers = st.floats(-100, 100)
counts = st.integers(1, 400)


def example(t):
    """Return the integrand of the page."""
    return t**2 - t + 1


def antiderivative(t):
    return t**3 / 3 - t**2 / 2 + t


class Counting:
    """A function that counts the points it is asked for."""

    def __init__(self, f):
        self.f, self.asked = f, 0

    def __call__(self, t):
        self.asked += np.size(t)
        return self.f(t)


def test_there_are_five_rules_with_the_orders_of_the_page():
    assert {name: rule.order for name, rule in RULES.items()} == ORDERS


@each
def test_a_rule_is_a_weighted_mean(rule):
    left, middle, right, _ = RULES[rule]
    assert left + middle + right == pytest.approx(1)


# The example of the page


@pytest.mark.parametrize("n", [1, 2, 5, 10, 20, 25, 50, 100, 1000])
def test_the_errors_of_the_example_are_polynomials_in_h(n):
    h = 10 / n
    left = EXACT - 45 * h + 5 / 3 * h**2
    assert riemann_sum(example, 0, 10, n, "left") == pytest.approx(left, rel=1e-13)
    assert riemann_sum(example, 0, 10, n, "right") == pytest.approx(left + 90 * h, rel=1e-13)
    trapezoid, midpoint = EXACT + 5 / 3 * h**2, EXACT - 5 / 6 * h**2
    assert riemann_sum(example, 0, 10, n, "trapezoid") == pytest.approx(trapezoid, rel=1e-13)
    assert riemann_sum(example, 0, 10, n, "midpoint") == pytest.approx(midpoint, rel=1e-13)
    assert riemann_sum(example, 0, 10, n, "simpson") == pytest.approx(EXACT, rel=1e-13)


@pytest.mark.parametrize(
    ("dt", "left"), [(0.1, 288.85), (0.2, 284.40), (0.4, 275.60), (0.5, 271.25), (1, 250.00)]
)
def test_the_left_sums_are_those_of_the_page(dt, left):
    exact_left = EXACT - 45 * dt + 5 / 3 * dt**2
    assert riemann_sum(example, 0, 10, dt=dt) == pytest.approx(exact_left, rel=1e-13)
    assert round(riemann_sum(example, 0, 10, dt=dt), 2) == left


def test_a_left_sum_is_too_small_where_f_rises_and_too_large_where_it_falls():
    rising = antiderivative(10) - antiderivative(0.5)
    falling = antiderivative(0.5) - antiderivative(0)
    for n in (1, 10, 100):
        assert riemann_sum(example, 0.5, 10, n) < rising < riemann_sum(example, 0.5, 10, n, "right")
        assert riemann_sum(example, 0, 0.5, n) > falling > riemann_sum(example, 0, 0.5, n, "right")


# Exact cases and orders


@each
@pytest.mark.parametrize("n", [1, 2, 7])
def test_a_rule_is_exact_up_to_its_degree_and_no_further(rule, n):
    degree = DEGREES[rule]
    for power in range(degree + 1):
        area = (3 ** (power + 1) - 1) / (power + 1)
        assert riemann_sum(lambda t, p=power: t**p, 1, 3, n, rule) == pytest.approx(area, rel=1e-13)
    too_high = (3 ** (degree + 2) - 1) / (degree + 2)
    error = riemann_sum(lambda t: t ** (degree + 1), 1, 3, n, rule) - too_high
    assert abs(error) > 1e-6


@each
def test_the_error_shrinks_with_the_order_of_the_rule(rule):
    n = np.array([8, 16, 32, 64, 128])
    exact, _ = scipy.integrate.quad(lambda t: math.exp(math.sin(t)), 0, 2, epsabs=1e-14)
    errors = [abs(riemann_sum(lambda t: np.exp(np.sin(t)), 0, 2, k, rule) - exact) for k in n]
    slope = np.polyfit(np.log(2 / n), np.log(errors), 1)[0]
    assert slope == pytest.approx(ORDERS[rule], abs=0.05)


@each
def test_more_rectangles_reach_the_area_that_quadrature_finds(rule):
    exact, _ = scipy.integrate.quad(lambda t: t * math.exp(-2 * t), 0, 10)
    n = 200_000 if ORDERS[rule] == 1 else 4000
    area = riemann_sum(lambda t: t * np.exp(-2 * t), 0, 10, n, rule)
    assert area == pytest.approx(exact, rel=1e-5)


# Twins in SciPy, and by hand


@given(n=counts, a=numbers, width=st.floats(0.1, 50))
def test_the_rules_on_samples_are_those_of_scipy(n, a, width):
    b = a + width
    t, fine = np.linspace(a, b, n + 1), np.linspace(a, b, 2 * n + 1)
    trapezoid = scipy.integrate.trapezoid(np.cos(t), t)
    simpson = scipy.integrate.simpson(np.cos(fine), x=fine)
    tolerance = 1e-9 * (1 + width)
    assert riemann_sum(np.cos, a, b, n, "trapezoid") == pytest.approx(trapezoid, abs=tolerance)
    assert riemann_sum(np.cos, a, b, n, "simpson") == pytest.approx(simpson, abs=tolerance)


@pytest.mark.parametrize(("rule", "place"), [("left", 0.0), ("midpoint", 0.5), ("right", 1.0)])
def test_a_rectangle_has_the_height_of_one_place(rule, place):
    h, total = 0.25, 0.0
    for i in range(12):
        total += math.exp(-1 + (i + place) * h) * h
    assert riemann_sum(np.exp, -1, 2, 12, rule) == pytest.approx(total, rel=1e-13)


def test_trapezoid_and_simpson_are_mixtures_of_the_others():
    left, right, middle, trapezoid, simpson = (
        riemann_sum(np.exp, 0, 2, 5, rule)
        for rule in ("left", "right", "midpoint", "trapezoid", "simpson")
    )
    assert trapezoid == pytest.approx((left + right) / 2)
    assert simpson == pytest.approx((2 * middle + trapezoid) / 3)


def euler(slope, a, b, n):
    y, t, h = 0.0, a, (b - a) / n
    for i in range(n):
        y, t = y + h * slope(t, y), a + (i + 1) * h
    return y


def runge_kutta(slope, a, b, n):
    y, h = 0.0, (b - a) / n
    for i in range(n):
        t = a + i * h
        k1 = slope(t, y)
        k2 = slope(t + h / 2, y + h / 2 * k1)
        k3 = slope(t + h / 2, y + h / 2 * k2)
        k4 = slope(t + h, y + h * k3)
        y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return y


@pytest.mark.parametrize(("solver", "rule"), [(euler, "left"), (runge_kutta, "simpson")])
@pytest.mark.parametrize("n", [1, 3, 10])
def test_a_rule_is_a_solver_of_y_prime_equals_f_of_t(solver, rule, n):
    y = solver(lambda t, y: math.exp(math.sin(t)), 1, 4, n)
    assert riemann_sum(lambda t: np.exp(np.sin(t)), 1, 4, n, rule) == pytest.approx(y, rel=1e-13)


# Pieces


@pytest.mark.parametrize("n", [1, 3, 10])
def test_n_pieces_have_equal_widths(n):
    t = edges(-1, 2, n=n)
    assert (t[0], t[-1]) == (-1, 2)
    assert np.diff(t) == pytest.approx(np.full(n, 3 / n))


@pytest.mark.parametrize("dt", [k / 100 for k in range(10, 102, 2)])
def test_every_dt_of_the_slider_covers_the_interval(dt):
    hundredths = round(100 * dt)
    full, rest = divmod(1000, hundredths)
    t = edges(0, 10, dt=dt)
    assert (t[0], t[-1]) == (0, 10)
    assert t.size == full + (rest > 0) + 1
    assert np.diff(t)[:full] == pytest.approx(np.full(full, dt))
    if rest:
        assert np.diff(t)[-1] == pytest.approx(rest / 100)


@pytest.mark.parametrize(
    ("a", "b", "dt"),
    [(0, 1, 1 / 3), (0.1, 0.7, 0.2), (-0.3, 0, 0.1), (0, 1.05, 0.35), (0, 0.54, 0.18)],
)
def test_a_dt_that_divides_the_interval_leaves_no_sliver(a, b, dt):
    assert edges(a, b, dt=dt).size == 4


def test_a_dt_wider_than_the_interval_gives_one_piece():
    assert edges(0, 1, dt=7).tolist() == [0.0, 1.0]


@each
@pytest.mark.parametrize("dt", [0.3, 0.7, 3.0, 20.0])
def test_a_rule_stays_exact_when_the_last_piece_is_narrower(rule, dt):
    degree = DEGREES[rule]
    area = 10 ** (degree + 1) / (degree + 1)
    assert riemann_sum(lambda t: t**degree, 0, 10, rule=rule, dt=dt) == pytest.approx(area)


def test_the_narrower_piece_counts_with_its_own_width():
    # Pieces [0, 4], [4, 8], [8, 10]: heights 0, 4, 8.
    assert riemann_sum(lambda t: t, 0, 10, dt=4) == 0 * 4 + 4 * 4 + 8 * 2


def test_heights_may_be_asked_for_on_uneven_edges():
    t = [0.0, 1.0, 4.0]
    assert mean_heights(np.square, t, "left").tolist() == [0.0, 1.0]
    assert mean_heights(np.square, t, "right").tolist() == [1.0, 16.0]
    assert mean_heights(np.square, t, "midpoint").tolist() == [0.25, 6.25]
    assert mean_heights(np.square, t, "trapezoid").tolist() == [0.5, 8.5]
    # Simpson's heights are the true means of t^2, the areas 1/3 and 21 by their widths.
    assert mean_heights(np.square, t, "simpson") == pytest.approx([1 / 3, 7.0])


# Costs


@each
@pytest.mark.parametrize("n", [1, 2, 10])
def test_the_number_of_evaluations_is_the_number_of_points_asked_for(rule, n):
    f = Counting(np.exp)
    mean_heights(f, np.linspace(0, 1, n + 1), rule)
    assert f.asked == evaluations(n, rule)
    again = Counting(np.exp)
    riemann_sum(again, 0, 1, n, rule)
    assert again.asked == evaluations(n, rule)


def test_shared_edges_are_paid_once():
    costs = {rule: evaluations(10, rule) for rule in ORDERS}
    assert costs == {"left": 10, "right": 10, "midpoint": 10, "trapezoid": 11, "simpson": 21}


@pytest.mark.parametrize(
    ("rule", "pole"), [("left", 10.0), ("right", 0.0), ("midpoint", 0.0), ("midpoint", 10.0)]
)
def test_a_place_without_weight_is_never_looked_up(rule, pole):
    assert math.isfinite(riemann_sum(lambda t: 1 / (t - pole), 0, 10, 20, rule))


# Running sums


@each
def test_a_running_sum_starts_with_0_and_ends_with_the_whole_sum(rule):
    running = running_sum(np.exp, -1, 2, 7, rule)
    assert running.t == pytest.approx(np.linspace(-1, 2, 8))
    assert running.t.shape == running.values.shape
    assert running.values[0] == 0
    assert running.values[-1] == riemann_sum(np.exp, -1, 2, 7, rule)


@each
def test_a_running_sum_is_known_at_the_right_edge_of_each_piece(rule):
    running = running_sum(np.exp, -1, 2, 6, rule)
    parts = [riemann_sum(np.exp, -1, t, i + 1, rule) for i, t in enumerate(running.t[1:])]
    assert running.values[1:] == pytest.approx(parts)


def test_the_running_trapezoid_is_that_of_scipy():
    t = np.linspace(0, 10, 101)
    twin = scipy.integrate.cumulative_trapezoid(example(t), t, initial=0)
    assert running_sum(example, 0, 10, 100, "trapezoid").values == pytest.approx(twin)


@pytest.mark.parametrize("dt", [0.1, 0.3, 1.0])
def test_the_running_simpson_of_the_example_is_the_antiderivative(dt):
    running = running_sum(example, 0, 10, rule="simpson", dt=dt)
    assert running.values == pytest.approx(antiderivative(running.t), rel=1e-13)


def test_the_running_left_sum_lags_the_antiderivative_by_half_a_rise_per_step():
    # Left = trapezoid - h (f(t) - f(0))/2, and the trapezoid is off by h^2 (f'(t) - f'(0))/12.
    h = 0.1
    running = running_sum(example, 0, 10, dt=h)
    t = running.t
    lag = -h * (example(t) - 1) / 2 + h**2 * 2 * t / 12
    assert running.values - antiderivative(t) == pytest.approx(lag, abs=1e-12)


@each
def test_a_sum_is_a_plain_float(rule):
    assert type(riemann_sum(np.exp, 0, 1, 3, rule)) is float


def test_a_constant_function_may_return_one_number():
    assert riemann_sum(lambda t: 2.0, 0, 5, 4) == 10.0


# Laws


@given(n=counts, rule=st.sampled_from(list(ORDERS)), c=numbers, shift=numbers)
def test_a_sum_is_linear_in_its_function(n, rule, c, shift):
    mixed = riemann_sum(lambda t: c * np.sin(t) + shift * np.exp(-t), 0, 3, n, rule)
    sine = riemann_sum(np.sin, 0, 3, n, rule)
    decay = riemann_sum(lambda t: np.exp(-t), 0, 3, n, rule)
    assert mixed == pytest.approx(c * sine + shift * decay, abs=1e-10)


@given(n=counts, m=counts, rule=st.sampled_from(list(ORDERS)), a=numbers, width=st.floats(0.1, 9))
def test_sums_over_neighbouring_intervals_add(n, m, rule, a, width):
    h = width / n
    middle, end = a + n * h, a + (n + m) * h
    whole = riemann_sum(np.cos, a, end, n + m, rule)
    parts = riemann_sum(np.cos, a, middle, n, rule) + riemann_sum(np.cos, middle, end, m, rule)
    assert whole == pytest.approx(parts, abs=1e-9)


@given(n=counts, rule=st.sampled_from(list(ORDERS)))
def test_a_mirrored_function_swaps_left_and_right(n, rule):
    swapped = {"left": "right", "right": "left"}.get(rule, rule)
    mirrored = riemann_sum(lambda t: np.exp(-t), -3, -1, n, swapped)
    assert riemann_sum(np.exp, 1, 3, n, rule) == pytest.approx(mirrored)


@given(values=st.lists(numbers, min_size=3, max_size=40), h=st.floats(0.05, 5))
def test_the_difference_undoes_the_running_sum_and_the_sum_the_difference(values, h):
    t = h * np.arange(len(values))

    def looked_up(x):
        return np.interp(x, t, values)

    running = running_sum(looked_up, 0, t[-1], len(values) - 1)
    assert forward_difference(*running[::-1]).values == pytest.approx(values[:-1], abs=1e-6)
    slopes = forward_difference(values, t)

    def slope(x):
        return slopes.values[np.minimum(np.round(x / h).astype(int), len(values) - 2)]

    back = running_sum(slope, 0, t[-1], len(values) - 1).values
    assert values[0] + back == pytest.approx(values, abs=1e-6)


# Refusals

SUMS = [riemann_sum, running_sum]
ENDS = [("a", lambda bad, do=do: do(np.sin, bad, 1, 4)) for do in SUMS]
ENDS += [("b", lambda bad, do=do: do(np.sin, 0, bad, 4)) for do in SUMS]
ENDS += [("a", lambda bad: edges(bad, 1, 4)), ("b", lambda bad: edges(0, bad, 4))]
NUMBERS = [("n", lambda bad, do=do: do(np.sin, 0, 1, bad)) for do in SUMS]
NUMBERS += [("n", lambda bad: edges(0, 1, bad)), ("n", evaluations)]
WIDTHS = [("dt", lambda bad, do=do: do(np.sin, 0, 1, dt=bad)) for do in SUMS]
WIDTHS += [("dt", lambda bad: edges(0, 1, dt=bad))]
CURVES = [
    ("f", lambda bad, do=do, rule=rule: do(bad, 0, 1, 4, rule)) for do in SUMS for rule in ORDERS
]
CURVES += [("f", lambda bad: mean_heights(bad, [0.0, 1.0, 2.0]))]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [
        *crossed(ENDS, BAD_NUMBERS),
        *crossed(NUMBERS, BAD_COUNTS),
        *crossed(WIDTHS, [value for value in NOT_POSITIVE if value.id != "nothing"]),
        *crossed(CURVES, BAD_FUNCTIONS),
        *crossed([("t", lambda bad: mean_heights(np.sin, bad))], BAD_GRIDS),
    ],
)
def test_bad_input_to_a_sum_is_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


@pytest.mark.parametrize("rule", ["middle", "Left", "", None, 1, ["left"]])
def test_an_unknown_rule_is_refused_with_the_known_ones(rule):
    known = r"^rule must be one of left, right, midpoint, trapezoid, simpson, but it is "
    for call in (
        lambda: riemann_sum(np.sin, 0, 1, 4, rule),
        lambda: running_sum(np.sin, 0, 1, 4, rule),
        lambda: mean_heights(np.sin, [0, 1], rule),
        lambda: evaluations(4, rule),
    ):
        with pytest.raises(ValueError, match=known):
            call()


@pytest.mark.parametrize(("a", "b"), [(1, 1), (2, 1)])
def test_an_empty_or_reversed_interval_is_refused(a, b):
    with pytest.raises(ValueError, match=rf"^a must lie below b, but a is {a} and b is {b}$"):
        riemann_sum(np.sin, a, b, 4)


@pytest.mark.parametrize("given_twice", [{}, {"n": 4, "dt": 0.1}])
def test_either_n_or_dt_is_given(given_twice):
    with pytest.raises(TypeError, match=r"^give either n, the number of pieces, or dt"):
        riemann_sum(np.sin, 0, 1, **given_twice)


@pytest.mark.parametrize(("a", "b", "dt"), [(0, 1, 1e-320), (1, 2, 1e-17), (-1, 0, 1e-18)])
def test_a_dt_that_is_lost_in_rounding_is_refused(a, b, dt):
    with pytest.raises(ValueError, match=r"^dt must be larger: a step of .* is lost"):
        edges(a, b, dt=dt)
