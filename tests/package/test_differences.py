"""Derivatives by number: exact cases, orders of the error, round-off, axes, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neurocalc.differences import (
    backward_difference,
    central_difference,
    complex_step,
    forward_difference,
    midpoint_difference,
    secant_slope,
)
from tests.package.refusals import (
    BAD_ARRAYS,
    BAD_FUNCTIONS,
    BAD_GRIDS,
    BAD_NUMBERS,
    NOT_POSITIVE,
    crossed,
    refuses,
)

EPS = np.finfo(float).eps
NEIGHBOURS = [forward_difference, backward_difference, midpoint_difference]
DIFFERENCES = [*NEIGHBOURS, central_difference]
UNEVEN = np.array([-2.0, -1.5, 0.0, 0.25, 3.0])

each = pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda f: f.__name__)
each_neighbour = pytest.mark.parametrize("difference", NEIGHBOURS, ids=lambda f: f.__name__)


def order(steps, errors):
    """Slope of the error against the step on logarithmic axes."""
    return np.polyfit(np.log(steps), np.log(errors), 1)[0]


# Exact cases


@pytest.mark.parametrize("h", [2.0, 0.1, -0.5])
def test_the_secants_of_a_parabola_match_the_algebra(h):
    x = np.array([-1.0, 0.0, 3.0])
    assert secant_slope(np.square, x, h) == pytest.approx(2 * x + h)  # ((x+h)^2 - x^2)/h


def test_a_secant_of_one_point_is_one_float():
    assert type(secant_slope(np.square, 3, 0.5)) is float
    assert secant_slope(np.square, np.ones((2, 3)), 1.0).tolist() == [[3.0] * 3] * 2


def test_a_secant_looks_left_with_a_negative_step():
    assert secant_slope(np.square, 3.0, -1.0) == 5.0  # (4 - 9) / (2 - 3)


def test_the_secants_of_a_constant_are_level():
    assert secant_slope(lambda x: 7.0, [1.0, 2.0], 0.1).tolist() == [0.0, 0.0]


@each
def test_the_differences_of_a_line_are_its_slope(difference):
    t = np.arange(6.0)
    assert difference(3 * t - 1, t).values.tolist() == [3.0] * len(difference(t, t).t)


def test_each_difference_of_a_parabola_says_where_it_belongs():
    t = np.linspace(-1, 2, 7)
    h = 0.5
    left, right = forward_difference(t**2, t), backward_difference(t**2, t)
    middle, inner = midpoint_difference(t**2, t), central_difference(t**2, t)
    assert left.values == pytest.approx(2 * left.t + h)  # ((t+h)^2 - t^2)/h
    assert right.values == pytest.approx(2 * right.t - h)
    assert middle.values == pytest.approx(2 * middle.t)  # exact for a parabola
    assert inner.values == pytest.approx(2 * inner.t)


def test_the_central_difference_of_a_cubic_is_off_by_h_squared():
    t = np.linspace(-1, 2, 13)
    inner = central_difference(t**3, t)
    assert inner.values == pytest.approx(3 * inner.t**2 + 0.25**2)  # ((t+h)^3 - (t-h)^3)/2h


def test_the_midpoint_difference_of_a_cubic_is_off_by_a_quarter_of_h_squared():
    t = np.linspace(-1, 2, 13)
    middle = midpoint_difference(t**3, t)
    assert middle.values == pytest.approx(3 * middle.t**2 + 0.25**2 / 4)


# Where the slopes are known


def test_n_samples_have_n_minus_1_neighbours_and_n_minus_2_inner_points():
    t = np.linspace(0, 1, 11)
    assert forward_difference(t, t).t.tolist() == t[:-1].tolist()
    assert backward_difference(t, t).t.tolist() == t[1:].tolist()
    assert midpoint_difference(t, t).t == pytest.approx(t[:-1] + 0.05)
    assert central_difference(t, t).t.tolist() == t[1:-1].tolist()


@each
def test_there_is_one_slope_for_each_of_its_points(difference):
    t = np.linspace(0, 1, 11)
    slopes = difference(t, t)
    assert slopes.t.shape == slopes.values.shape


@each_neighbour
def test_neighbours_give_the_same_slopes_wherever_they_are_put(difference):
    f = np.array([1.0, -2.0, 0.5, 7.0, 7.0])
    expected = [(f[i + 1] - f[i]) / (UNEVEN[i + 1] - UNEVEN[i]) for i in range(4)]
    assert difference(f, UNEVEN).values == pytest.approx(expected)


def test_the_midpoint_difference_of_a_parabola_is_exact_on_an_uneven_grid():
    middle = midpoint_difference(UNEVEN**2, UNEVEN)
    assert middle.values == pytest.approx(2 * middle.t)


@each
def test_a_result_can_be_changed_without_changing_the_input(difference):
    t, f = np.arange(5.0), np.arange(5.0) ** 2
    slopes = difference(f, t)
    slopes.t[:] = slopes.values[:] = -1.0
    assert t.tolist() == [0.0, 1.0, 2.0, 3.0, 4.0]
    assert f.tolist() == [0.0, 1.0, 4.0, 9.0, 16.0]


@each
@pytest.mark.parametrize("kind", [list, tuple, lambda x: x.astype(int), lambda x: x.astype("f4")])
def test_samples_and_grid_may_be_any_kind_of_numbers(difference, kind):
    t = np.arange(5.0)
    assert difference(kind(t**2), kind(t)).values.tolist() == difference(t**2, t).values.tolist()


# Axes


@each
@pytest.mark.parametrize("axis", [0, 1, -1, -2])
def test_on_a_surface_each_row_or_column_is_one_curve(difference, axis):
    surface = np.random.default_rng(1).normal(size=(6, 8))
    t = np.linspace(0, 2, surface.shape[axis])
    curves = np.apply_along_axis(lambda f: difference(f, t).values, axis, surface)
    assert difference(surface, t, axis=axis).values == pytest.approx(curves)


@pytest.mark.parametrize("axis", range(-3, 3))
class TestInThreeDimensions:
    block = np.random.default_rng(2).normal(size=(5, 6, 7))

    def test_neighbour_slopes_are_those_of_numpy(self, axis):
        h = 0.25
        t = h * np.arange(self.block.shape[axis])
        expected = np.diff(self.block, axis=axis) / h
        for difference in NEIGHBOURS:
            assert difference(self.block, t, axis).values == pytest.approx(expected)

    def test_central_slopes_are_those_of_numpy_inside(self, axis):
        t = np.linspace(1, 3, self.block.shape[axis])
        inside = np.take(np.gradient(self.block, t, axis=axis), range(1, t.size - 1), axis)
        assert central_difference(self.block, t, axis).values == pytest.approx(inside)


def test_the_partial_slopes_of_a_surface_match_the_algebra():
    x, y = np.linspace(-1, 1, 9), np.linspace(0, 3, 13)
    surface = x[:, None] ** 2 * y
    by_x, by_y = central_difference(surface, x, axis=0), central_difference(surface, y, axis=1)
    assert by_x.values == pytest.approx(2 * by_x.t[:, None] * y)
    assert by_y.values == pytest.approx(x[:, None] ** 2 * np.ones(11))


# Orders


@pytest.mark.parametrize(
    ("difference", "expected"),
    [
        (forward_difference, 1),
        (backward_difference, 1),
        (midpoint_difference, 2),
        (central_difference, 2),
    ],
    ids=lambda item: getattr(item, "__name__", None),
)
def test_the_error_shrinks_with_the_order_of_the_difference(difference, expected):
    errors, steps = [], 1 / np.array([20, 40, 80, 160, 320])
    for h in steps:
        t = np.linspace(0, 2, round(2 / h) + 1)
        slopes = difference(np.exp(np.sin(t)), t)
        exact = np.cos(slopes.t) * np.exp(np.sin(slopes.t))
        errors.append(np.abs(slopes.values - exact).max())
    assert order(steps, errors) == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_error_of_a_secant_is_proportional_to_its_step(sign):
    steps = 0.1 / 2.0 ** np.arange(8)
    errors = [abs(secant_slope(np.exp, 1.0, sign * h) - math.e) for h in steps]
    assert order(steps, errors) == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize(
    ("difference", "factor"), [(forward_difference, 2), (central_difference, 4)]
)
def test_halving_the_step_halves_the_forward_and_quarters_the_central_error(difference, factor):
    def error_at_1(h):
        t = 1 + h * np.arange(-2, 3)
        slopes = difference(np.exp(t), t)
        return abs(slopes.values[np.argmin(np.abs(slopes.t - 1))] - math.e)

    assert error_at_1(1e-2) / error_at_1(5e-3) == pytest.approx(factor, rel=3e-3)


# The sine (page 4)


@pytest.mark.parametrize("h", [0.01, 0.11, 0.2, 0.49])
def test_the_difference_of_a_sine_is_a_smaller_and_later_cosine(h):
    t = np.arange(-10, 10, h)
    slopes = forward_difference(np.sin(t), t)
    identity = 2 / h * np.sin(h / 2) * np.cos(slopes.t + h / 2)
    assert slopes.values == pytest.approx(identity, abs=20 * EPS / h)


@pytest.mark.parametrize(
    ("h", "left", "middle"),
    [
        (0.01, 0.0050, 4.2e-6),
        (0.11, 0.0550, 5.0e-4),
        (0.2, 0.0999, 0.00167),
        (0.49, 0.243, 0.0100),
    ],
)
def test_the_largest_errors_of_the_sine_are_those_of_the_page(h, left, middle):
    t = np.arange(-10, 10, h)
    at_left, at_middle = forward_difference(np.sin(t), t), midpoint_difference(np.sin(t), t)
    worst_left = np.abs(at_left.values - np.cos(at_left.t)).max()
    worst_middle = np.abs(at_middle.values - np.cos(at_middle.t)).max()
    # The difference of e^(it) is (e^(ih) - 1)/h e^(it), so the largest possible error is
    # |(e^(ih) - 1)/h - i| at the left end, and 1 - (2/h) sin(h/2), about h^2/24, in the middle.
    highest_left = abs((np.exp(1j * h) - 1) / h - 1j)
    highest_middle = 1 - 2 / h * math.sin(h / 2)
    assert highest_middle == pytest.approx(h**2 / 24, rel=h**2 / 79)  # the next term is h^2/80
    assert worst_left == pytest.approx(highest_left, rel=h**2 / 8)  # a sample lies near the peak
    assert worst_left <= highest_left * (1 + 1e-9)
    assert worst_middle == pytest.approx(highest_middle, rel=h**2 / 8 + 1e-5)
    assert worst_left == pytest.approx(left, rel=4e-3)
    assert worst_middle == pytest.approx(middle, rel=1e-2)


# Round-off


def test_the_error_of_a_secant_is_v_shaped_and_lowest_near_the_root_of_eps():
    h = 10.0 ** -np.arange(1, 17)
    errors = np.array([abs(secant_slope(np.sin, 1.0, x) - math.cos(1)) for x in h])
    best = h[np.argmin(errors)]
    assert math.sqrt(EPS) / 30 < best < math.sqrt(EPS) * 30
    assert order(h[:6], errors[:6]) == pytest.approx(1, abs=0.05)  # the branch of the algebra
    assert errors[-1] > 1e6 * errors.min()  # the branch of the round-off


def test_the_error_of_a_large_step_is_that_of_taylor():
    error = abs(secant_slope(np.sin, 1.0, 1e-6) - math.cos(1))
    assert error == pytest.approx(1e-6 / 2 * math.sin(1), rel=1e-3)
    assert error == pytest.approx(4e-7, rel=0.1)


@pytest.mark.parametrize("h", [1e-8, 1e-11, 1e-13, 1e-15])
def test_round_off_costs_no_more_than_a_few_eps_over_h(h):
    error = abs(secant_slope(np.sin, 1.0, h) - math.cos(1))
    assert error <= h / 2 + 4 * EPS / h


def test_a_step_lost_in_rounding_gives_no_slope_at_all():
    assert 1 + 1e-16 == 1
    error = abs(secant_slope(np.sin, 1.0, 1e-16) - math.cos(1))
    assert error == math.cos(1)
    assert error == pytest.approx(0.54, abs=5e-3)


def test_the_even_spacing_of_a_grid_may_suffer_from_rounding():
    far = np.linspace(1e6, 1e6 + 1e-3, 1001)
    assert np.abs(np.diff(far) / 1e-6 - 1).max() > 1e-5  # rounded visibly
    assert central_difference(far, far).values == pytest.approx(np.ones(999), rel=1e-9)
    single = np.arange(0, 10, 0.1, dtype=np.float32)
    assert central_difference(single, single).values == pytest.approx(np.ones(98), rel=1e-9)


# The complex step


@pytest.mark.parametrize(
    ("f", "slope"),
    [
        (np.sin, np.cos),
        (np.exp, np.exp),
        (lambda x: x**3, lambda x: 3 * x**2),
        (
            lambda x: 1 / (1 + np.exp(-x)),
            lambda x: scipy.special.expit(x) * scipy.special.expit(-x),
        ),
        (lambda x: x * np.exp(-2 * x), lambda x: (1 - 2 * x) * np.exp(-2 * x)),
    ],
)
def test_the_complex_step_is_exact_to_the_last_digits(f, slope):
    x = np.linspace(-3, 3, 25)
    assert complex_step(f, x) == pytest.approx(slope(x), rel=8 * EPS, abs=8 * EPS)


@pytest.mark.parametrize("h", [1e-8, 1e-20, 1e-100, 1e-300])
def test_the_complex_step_knows_no_round_off(h):
    assert complex_step(np.sin, 1.0, h) == pytest.approx(math.cos(1), rel=4 * EPS)


def test_a_wide_complex_step_is_off_by_the_third_derivative():
    # Im sin(1 + ih) = cos(1) sinh(h), so the slope is cos(1) sinh(h)/h.
    assert complex_step(np.sin, 1.0, 0.1) == pytest.approx(math.cos(1) * math.sinh(0.1) / 0.1)


def test_the_complex_step_beats_the_best_secant_by_far():
    best = min(abs(secant_slope(np.sin, 1.0, 10.0**-k) - math.cos(1)) for k in range(1, 16))
    assert abs(complex_step(np.sin, 1.0) - math.cos(1)) < best / 1000


def test_the_complex_step_keeps_the_shape():
    assert type(complex_step(np.exp, 0)) is float
    assert complex_step(np.square, np.ones((2, 3))).tolist() == [[2.0] * 3] * 2
    assert complex_step(lambda x: 3.0, [1.0, 2.0]).tolist() == [0.0, 0.0]


# Laws

SAMPLES = arrays(float, 9, elements=st.floats(-1e3, 1e3))
STEPS = arrays(float, 8, elements=st.floats(0.01, 10))


@given(f=SAMPLES, steps=STEPS)
def test_the_sum_of_the_differences_telescopes_to_the_change(f, steps):
    t = np.cumsum(np.append(-3.0, steps))
    rises = forward_difference(f, t).values * np.diff(t)
    assert np.cumsum(rises) == pytest.approx(f[1:] - f[0], abs=1e-9)


@given(f=SAMPLES, g=SAMPLES, steps=STEPS, c=st.floats(-10, 10))
def test_neighbour_differences_are_linear(f, g, steps, c):
    t = np.cumsum(np.append(0.0, steps))
    for difference in NEIGHBOURS:
        separate = difference(f, t).values + c * difference(g, t).values
        assert difference(f + c * g, t).values == pytest.approx(separate, abs=1e-7)


@given(f=SAMPLES, g=SAMPLES, h=st.floats(0.01, 10), c=st.floats(-10, 10))
def test_the_central_difference_is_linear_and_the_mean_of_its_neighbours(f, g, h, c):
    t = h * np.arange(9)
    inner = central_difference(f + c * g, t).values
    separate = central_difference(f, t).values + c * central_difference(g, t).values
    assert inner == pytest.approx(separate, abs=1e-7)
    slopes = forward_difference(f + c * g, t).values
    assert inner == pytest.approx((slopes[:-1] + slopes[1:]) / 2, abs=1e-7)


@given(f=SAMPLES, steps=STEPS)
def test_a_mirrored_curve_has_mirrored_slopes(f, steps):
    t = np.cumsum(np.append(0.0, steps))
    ahead, back = forward_difference(f, t), backward_difference(f[::-1], -t[::-1])
    assert back.t == pytest.approx(-ahead.t[::-1])
    assert back.values == pytest.approx(-ahead.values[::-1])


# Refusals


@each
@pytest.mark.parametrize("value", [*BAD_ARRAYS, pytest.param(1.0, id="one number")])
def test_samples_that_are_no_finite_numbers_are_refused_by_name(difference, value):
    with refuses("f"):
        difference(value, [0.0, 1.0, 2.0])


@each
@pytest.mark.parametrize("value", BAD_GRIDS)
def test_a_grid_that_is_no_increasing_row_is_refused_by_name(difference, value):
    with refuses("t"):
        difference([0.0, 1.0, 2.0], value)


@each
def test_samples_and_grid_must_have_the_same_length(difference):
    with pytest.raises(ValueError, match=r"^f and t must have the same length: f has 4 .* t has 3"):
        difference(np.zeros(4), np.arange(3.0))
    with pytest.raises(ValueError, match=r"f has 4 samples along axis 0, t has 5"):
        difference(np.zeros((4, 5)), np.arange(5.0), axis=0)


@each
@pytest.mark.parametrize("axis", [2, -3, 0.5, None, "x"])
def test_an_axis_that_is_not_there_is_refused(difference, axis):
    with refuses("axis"):
        difference(np.zeros((4, 4)), np.arange(4.0), axis=axis)


def test_a_central_difference_needs_an_inner_point():
    with pytest.raises(ValueError, match=r"^t needs at least 3 samples, but it has 2$"):
        central_difference([0.0, 1.0], [0.0, 1.0])


@pytest.mark.parametrize("t", [UNEVEN, np.logspace(0, 1, 9), [0.0, 1.0, 2.0, 4.0], [0, 1, 2.001]])
def test_a_central_difference_on_an_uneven_grid_is_refused(t):
    with pytest.raises(ValueError, match=r"^t must be evenly spaced for a central difference$"):
        central_difference(np.zeros(len(t)), t)


POINTS = [
    ("x", lambda bad: secant_slope(np.sin, bad, 0.1)),
    ("x", lambda bad: complex_step(np.sin, bad)),
]
WIDTHS = [("h", lambda bad: secant_slope(np.sin, 1.0, bad))]
LENGTHS = [("h", lambda bad: complex_step(np.sin, 1.0, bad))]
CURVES = [("f", lambda bad: secant_slope(bad, [0.0, 1.0], 0.1))]


@pytest.mark.parametrize(
    ("name", "call", "value"),
    [
        *crossed(POINTS, BAD_ARRAYS),
        *crossed(WIDTHS, BAD_NUMBERS),
        *crossed(LENGTHS, NOT_POSITIVE),
        *crossed(CURVES, BAD_FUNCTIONS),
    ],
)
def test_bad_input_to_a_slope_is_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


def test_two_coincident_points_fix_no_line():
    with pytest.raises(ValueError, match=r"^h must be nonzero: two coincident points fix no line$"):
        secant_slope(np.sin, 1.0, 0.0)


@pytest.mark.parametrize(
    "f",
    [3.0, None, "sin", math.sin, lambda z: z * math.nan, lambda z: z[:-1], lambda z: z.astype(str)],
)
def test_the_complex_step_refuses_what_it_cannot_differentiate(f):
    with refuses("f"):
        complex_step(f, [0.0, 1.0])


def test_a_value_that_is_not_finite_is_refused_and_gives_no_warning():
    with pytest.raises(ValueError, match=r"^f must be finite, but it is -inf at 0$"):
        secant_slope(np.log, 0.0, 1.0)
