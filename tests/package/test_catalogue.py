"""Every function of the book against formulas written out here, and against SymPy and SciPy."""

from __future__ import annotations

import math
from functools import cache

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from neurocalc import catalogue
from neurocalc.catalogue import (
    Function,
    alpha,
    define,
    ei_rate,
    exponential,
    linear,
    parabola,
    quadratic,
    sigmoid,
    sine,
    synaptic_current,
    synaptic_current_unnormalised,
    transfer,
)
from neurocalc.differences import complex_step
from tests.package.refusals import BAD_ARRAYS, BAD_NUMBERS, refuses

FUNCTIONS = [
    getattr(catalogue, name)
    for name in catalogue.__all__
    if isinstance(getattr(catalogue, name), Function)
]
PARTIALS = [(function, variable) for function in FUNCTIONS for variable in function.variables]
SAMPLES = 8

#: Where parameters are drawn from. Times, thresholds, slopes and amplitudes have either sign.
RANGES = {
    "a": (0.5, 2.0),
    "k": (0.2, 1.5),
    "omega": (0.3, 3.0),
    "tau": (0.3, 3.0),
    "tau_s": (0.3, 3.0),
    "t_sp": (-4.0, 4.0),
    "theta": (-4.0, 6.0),
    "J": (-3.0, 3.0),
    "peak": (1.0, 20.0),
    "c_0": (-3.0, 3.0),
    "c_1": (-3.0, 3.0),
    "c_2": (-3.0, 3.0),
}


def logistic(x):
    return 1 / (1 + mpmath.exp(-x))


def level(a, theta):
    """What the transfer function subtracts: the sigmoid at no input."""
    return 1 / (1 + mpmath.exp(a * theta))


def since(t, t_sp):
    """Time since the spike, 0 before it: (since) e^(-since) is then 0 as well."""
    return max(t - t_sp, mpmath.mpf(0))


def charged(t, tau, t_sp):
    """The integral of (x/tau) e^(-x/tau) over the time x since the spike, by parts."""
    x = since(t, t_sp) / tau
    return tau * (1 - (1 + x) * mpmath.exp(-x))


def softplus(t, a, theta):
    return mpmath.log(1 + mpmath.exp(a * (t - theta))) / a


#: Values, slopes and an antiderivative of each function, with pencil and paper.
PAPER = {
    "linear": (
        lambda t, c_1: c_1 * t,
        lambda t, c_1: c_1,
        lambda t, c_1: c_1 * t**2 / 2,
    ),
    "parabola": (lambda t: t**2, lambda t: 2 * t, lambda t: t**3 / 3),
    "position": (
        lambda t: 30 * t**2 - 5 * t**3,
        lambda t: 60 * t - 15 * t**2,
        lambda t: 10 * t**3 - 5 * t**4 / 4,
    ),
    "quadratic": (
        lambda t, c_2, c_1, c_0: c_2 * t**2 + c_1 * t + c_0,
        lambda t, c_2, c_1, c_0: 2 * c_2 * t + c_1,
        lambda t, c_2, c_1, c_0: c_2 * t**3 / 3 + c_1 * t**2 / 2 + c_0 * t,
    ),
    "ride": (
        lambda t, peak, omega: peak * (1 - mpmath.cos(2 * omega * t)) / 2,
        lambda t, peak, omega: peak * omega * mpmath.sin(2 * omega * t),
        lambda t, peak, omega: peak * (t / 2 - mpmath.sin(2 * omega * t) / (4 * omega)),
    ),
    "exponential": (
        lambda t, k: mpmath.exp(k * t),
        lambda t, k: k * mpmath.exp(k * t),
        lambda t, k: mpmath.exp(k * t) / k,
    ),
    "sine": (
        lambda t, omega: mpmath.sin(omega * t),
        lambda t, omega: omega * mpmath.cos(omega * t),
        lambda t, omega: -mpmath.cos(omega * t) / omega,
    ),
    "sigmoid": (
        lambda t, a, theta: logistic(a * (t - theta)),
        lambda t, a, theta: a * logistic(a * (t - theta)) * (1 - logistic(a * (t - theta))),
        softplus,
    ),
    "alpha": (
        lambda t, tau: t * mpmath.exp(-t / tau),
        lambda t, tau: (1 - t / tau) * mpmath.exp(-t / tau),
        lambda t, tau: -tau * (t + tau) * mpmath.exp(-t / tau),
    ),
    "transfer": (
        lambda I, a, theta: logistic(a * (I - theta)) - level(a, theta),  # noqa: E741
        lambda I, a, theta: a * logistic(a * (I - theta)) * logistic(a * (theta - I)),  # noqa: E741
        lambda I, a, theta: softplus(I, a, theta) - level(a, theta) * I,  # noqa: E741
    ),
    "ei_rate": (
        lambda E, I_inh, a_E, theta_E, a_I, theta_I: (
            logistic(a_E * (E - theta_E))
            - level(a_E, theta_E)
            - (logistic(a_I * (I_inh - theta_I)) - level(a_I, theta_I)) / 2
        ),
        lambda E, I_inh, a_E, theta_E, a_I, theta_I: (
            a_E * logistic(a_E * (E - theta_E)) * logistic(a_E * (theta_E - E))
        ),
        lambda E, I_inh, a_E, theta_E, a_I, theta_I: (
            softplus(E, a_E, theta_E)
            - level(a_E, theta_E) * E
            - (logistic(a_I * (I_inh - theta_I)) - level(a_I, theta_I)) / 2 * E
        ),
    ),
    "synaptic_current": (
        lambda t, J, tau_s, t_sp: J * since(t, t_sp) / tau_s * mpmath.exp(-since(t, t_sp) / tau_s),
        lambda t, J, tau_s, t_sp: (
            J / tau_s * (1 - (t - t_sp) / tau_s) * mpmath.exp(-(t - t_sp) / tau_s) * (t >= t_sp)
        ),
        lambda t, J, tau_s, t_sp: J * charged(t, tau_s, t_sp),
    ),
    "synaptic_current_unnormalised": (
        lambda t, J, tau_s, t_sp: J * since(t, t_sp) * mpmath.exp(-since(t, t_sp) / tau_s),
        lambda t, J, tau_s, t_sp: (
            J * (1 - (t - t_sp) / tau_s) * mpmath.exp(-(t - t_sp) / tau_s) * (t >= t_sp)
        ),
        lambda t, J, tau_s, t_sp: J * tau_s * charged(t, tau_s, t_sp),
    ),
}
VALUE, SLOPE, AREA = range(3)


def drawn(function, seed):
    """Random points and parameters for a function."""
    rng = np.random.default_rng(seed)
    points = [rng.uniform(-6, 8, SAMPLES) for _ in function.variables]
    parameters = {
        name: rng.uniform(*RANGES[name.removesuffix("_E").removesuffix("_I")])
        for name in function.parameters
    }
    return points, parameters


def on_paper(function, which, points, parameters):
    """Evaluate this file's own formula with 40 digits."""
    with mpmath.workdps(40):
        numbers = {name: mpmath.mpf(value) for name, value in parameters.items()}
        rows = zip(*points, strict=True)
        return [float(PAPER[function.name][which](*map(mpmath.mpf, r), **numbers)) for r in rows]


def in_sympy(function, expression, points, parameters):
    """Evaluate an expression in SymPy with 30 digits, from exact fractions."""
    symbols = function.symbols
    exact = {symbols[name]: sympy.Rational(value) for name, value in parameters.items()}
    rows = ({symbols[n]: sympy.Rational(v) for n, v in zip(function.variables, r, strict=True)}
            for r in zip(*points, strict=True))  # fmt: skip
    return [float(expression.subs(exact | row).evalf(30)) for row in rows]


@cache
def derivative_of(function, variable=None):
    """Differentiate once for all draws."""
    return function.derivative(variable)


@cache
def integral_of(function, start, variable=None):
    """Integrate once for all draws."""
    return function.integral(start, variable)


def close(values, relative=1e-12, absolute=1e-13):
    return pytest.approx(values, rel=relative, abs=absolute)


@pytest.fixture(params=range(4), ids="draw {}".format)
def seed(request):
    return request.param


each = pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
each_partial = pytest.mark.parametrize(
    ("function", "variable"), PARTIALS, ids=lambda item: getattr(item, "name", item)
)


def test_every_function_of_the_catalogue_has_a_formula_here():
    assert {function.name for function in FUNCTIONS} == set(PAPER)


@each
def test_numpy_computes_the_formula(function, seed):
    points, parameters = drawn(function, seed)
    expected = on_paper(function, VALUE, points, parameters)
    assert function(*points, **parameters) == close(expected)


@each
def test_numpy_and_sympy_read_the_same_definition(function, seed):
    points, parameters = drawn(function, seed)
    expected = in_sympy(function, function.expression, points, parameters)
    assert function(*points, **parameters) == close(expected)


@each
def test_the_first_derivative_is_the_one_on_paper(function, seed):
    points, parameters = drawn(function, seed)
    expected = on_paper(function, SLOPE, points, parameters)
    assert derivative_of(function)(*points, **parameters) == close(expected)


@each_partial
def test_a_derivative_is_what_a_step_in_the_imaginary_direction_gives(function, variable, seed):
    points, parameters = drawn(function, seed)
    place = function.variables.index(variable)

    def along(x):
        return function.definition(np, *points[:place], x, *points[place + 1 :], **parameters)

    derivative = derivative_of(function, variable)(*points, **parameters)
    assert derivative == close(complex_step(along, points[place]))


@each_partial
def test_numpy_and_sympy_agree_on_the_derivative(function, variable, seed):
    points, parameters = drawn(function, seed)
    derivative = derivative_of(function, variable)
    expected = in_sympy(function, derivative.expression, points, parameters)
    assert derivative(*points, **parameters) == close(expected)


@each
@pytest.mark.parametrize("start", [-10.0, -1.5, 0.0, 2.0])
def test_the_integral_is_the_area_that_quadrature_finds(function, start, seed):
    points, parameters = drawn(function, seed)
    rest = [values[0] for values in points[1:]]
    kinks = [parameters["t_sp"]] if "t_sp" in parameters else None
    areas = [
        quad(lambda t: function(t, *rest, **parameters), start, end, points=kinks, epsabs=1e-11)[0]
        for end in points[0]
    ]
    assert integral_of(function, start)(points[0], *rest, **parameters) == close(areas, 1e-9, 1e-9)


@each
def test_the_integral_is_a_difference_of_the_antiderivative_on_paper(function, seed):
    points, parameters = drawn(function, seed)
    start = -1.25
    at_start = [np.full(SAMPLES, start), *points[1:]]
    upper = on_paper(function, AREA, points, parameters)
    lower = on_paper(function, AREA, at_start, parameters)
    expected = np.subtract(upper, lower)
    assert integral_of(function, start)(*points, **parameters) == close(expected, 1e-10, 1e-10)


@each_partial
@pytest.mark.parametrize("start", [-10.0, 0.0, 0.1, 3.0])
def test_an_integral_is_0_where_it_starts(function, variable, start, seed):
    points, parameters = drawn(function, seed)
    points[function.variables.index(variable)] = np.full(SAMPLES, start)
    integral = integral_of(function, start, variable)(*points, **parameters)
    assert integral == pytest.approx(np.zeros(SAMPLES), abs=1e-12)


@each_partial
def test_the_derivative_of_the_integral_is_the_function(function, variable, seed):
    points, parameters = drawn(function, seed)
    back = derivative_of(integral_of(function, -2.0, variable), variable)
    assert back(*points, **parameters) == close(function(*points, **parameters), 1e-10, 1e-11)


@each_partial
def test_the_integral_of_the_derivative_is_the_change_of_the_function(function, variable):
    points, parameters = drawn(function, 5)
    start = [values.copy() for values in points]
    start[function.variables.index(variable)] = np.full(SAMPLES, -2.0)
    change = function(*points, **parameters) - function(*start, **parameters)
    areas = integral_of(derivative_of(function, variable), -2.0, variable)(*points, **parameters)
    assert areas == close(change, 1e-9, 1e-10)


@pytest.mark.parametrize("t_sp", [-20.0, -1.0, 0.0, 3.0])
@pytest.mark.parametrize("form", [synaptic_current, synaptic_current_unnormalised])
def test_charge_counts_from_the_start_even_if_the_spike_came_earlier(form, t_sp):
    area, _ = quad(lambda t: form(t, t_sp=t_sp), 0, 6, points=[max(t_sp, 0.0)])
    assert form.integral(0)(6.0, t_sp=t_sp) == close(area, 1e-10, 1e-10)


# Slopes and areas (page 2)


@pytest.mark.parametrize(
    ("function", "area"),
    [
        (linear, lambda t: 100 - t**2),
        (parabola, lambda t: (t**3 + 1000) / 3),
        (exponential, lambda t: math.exp(t) - math.exp(-10)),
        (sine, lambda t: math.cos(10) - math.cos(t)),
        (sigmoid, lambda t: math.log((1 + math.exp(t - 5)) / (1 + math.exp(-15)))),
    ],
    ids=lambda item: getattr(item, "name", None),
)
def test_the_areas_from_minus_10_are_those_of_the_page(function, area):
    t = np.linspace(-10, 10, 21)
    assert function.integral(-10)(t) == close([area(x) for x in t], 1e-11, 1e-11)


def test_the_sigmoids_area_up_to_10_is_a_little_more_than_5():
    # ln((1 + e^5) / (1 + e^-15)) = 5 + ln(1 + e^-5) - ln(1 + e^-15)
    rest = math.log1p(math.exp(-5)) - math.log1p(math.exp(-15))
    assert sigmoid.integral(-10)(10.0) == pytest.approx(5 + rest, rel=1e-14)
    assert sigmoid.integral(-10)(10.0) == pytest.approx(5.00671, abs=1e-5)


def test_the_exponential_reaches_22026():
    assert exponential(10.0) == pytest.approx(22026.47, abs=0.005)


@pytest.mark.parametrize("k", [-2.0, -0.5, 0.3, 1.0, 2.0])
def test_the_exponential_is_an_eigenfunction_of_the_derivative_with_eigenvalue_k(k):
    t = np.linspace(-3, 3, 7)
    assert exponential.derivative()(t, k=k) / exponential(t, k=k) == close(np.full(7, k))


def test_the_exponential_is_no_eigenfunction_of_the_running_integral():
    t = np.array([-9.0, 0.0, 2.0])
    ratio = exponential.integral(-10)(t) / exponential(t)
    assert ratio == close(1 - np.exp(-10 - t))  # not a constant


def test_the_eigenvalue_0_has_no_inverse():
    with pytest.raises(ValueError, match="not finite"):
        exponential.integral(-10)(1.0, k=0.0)


def test_the_area_under_a_quadratic_needs_no_more_than_the_power_rule():
    # The antiderivative of 1.5 t^2 + 4 t - 1 is 0.5 t^3 + 2 t^2 - t.
    t = np.linspace(-4, 4, 9)
    area = quadratic.integral(0)(t, c_2=1.5, c_1=4.0, c_0=-1.0)
    assert area == close(0.5 * t**3 + 2 * t**2 - t)


def test_the_example_of_the_riemann_sums_has_the_area_880_thirds():
    assert quadratic.integral(0)(10.0) == pytest.approx(880 / 3, rel=1e-15)


# Derivatives by rule (page 3)


def test_the_slope_of_the_sigmoid_is_s_times_1_minus_s():
    t = np.linspace(-5, 15, 41)
    s = sigmoid(t)
    assert sigmoid.derivative()(t) == close(s * (1 - s))
    assert sigmoid.derivative()(t) == close(np.exp(5 - t) / (1 + np.exp(5 - t)) ** 2)


@pytest.mark.parametrize("tau", [0.2, 0.5, 3.0])
class TestTheAlphaFunction:
    def test_peaks_at_tau_with_the_height_tau_over_e(self, tau):
        assert alpha(tau, tau=tau) == pytest.approx(tau / math.e, rel=1e-14)
        assert alpha.derivative()(tau, tau=tau) == pytest.approx(0, abs=1e-15)
        t = tau * np.linspace(0, 10, 1001)
        assert t[np.argmax(alpha(t, tau=tau))] == pytest.approx(tau)

    def test_falls_most_steeply_at_2_tau_with_the_slope_minus_e_to_the_minus_2(self, tau):
        slope = alpha.derivative()
        assert slope(2 * tau, tau=tau) == pytest.approx(-math.exp(-2), rel=1e-14)
        assert slope.derivative()(2 * tau, tau=tau) == pytest.approx(0, abs=1e-14)
        t = tau * np.linspace(0, 10, 1001)
        assert t[np.argmin(slope(t, tau=tau))] == pytest.approx(2 * tau)

    def test_has_the_area_tau_squared(self, tau):
        assert alpha.integral(0)(60 * tau, tau=tau) == pytest.approx(tau**2, rel=1e-13)


def test_the_numbers_of_the_alpha_function_with_its_defaults():
    assert alpha(0.5) == pytest.approx(0.18394, abs=5e-6)
    assert alpha.derivative()(1.0) == pytest.approx(-0.13534, abs=5e-6)
    assert alpha.integral(0)(50.0) == pytest.approx(0.25, rel=1e-14)


# The transfer function (page 5)


@given(a=st.floats(0.1, 20), theta=st.floats(-20, 20))
def test_without_input_the_transfer_function_is_exactly_0(a, theta):
    assert transfer(0.0, a=a, theta=theta) == 0.0


@pytest.mark.parametrize(("a", "theta"), [(0.5, 1.2), (1.2, 2.8), (2.0, 4.0)])
def test_the_widespread_slip_does_not_vanish_without_input(a, theta):
    x = math.exp(a * theta)
    slip = 1 / (1 + x) - 1 / x
    assert slip == pytest.approx(-1 / (x * (1 + x)))
    assert slip < 0
    assert transfer(0.0, a=a, theta=theta) - slip == pytest.approx(1 / (x * (1 + x)))


@pytest.mark.parametrize("a", [0.5, 1.2, 2.0])
@pytest.mark.parametrize("theta", [1.2, 2.8, 4.0])
def test_the_steepest_slope_is_a_quarter_of_a_at_the_threshold(a, theta):
    gain = transfer.derivative()
    assert gain(theta, a=a, theta=theta) == pytest.approx(a / 4, rel=1e-15)
    around = gain(theta + np.linspace(-3, 3, 601), a=a, theta=theta)
    assert around.max() == pytest.approx(a / 4)
    assert np.argmax(around) == 300


@pytest.mark.parametrize(("a", "theta", "ceiling"), [(0.5, 1.2, 0.646), (2.0, 4.0, 0.9997)])
def test_the_transfer_function_approaches_its_ceiling(a, theta, ceiling):
    assert transfer(1e6, a=a, theta=theta) == pytest.approx(1 / (1 + math.exp(-a * theta)))
    assert transfer(1e6, a=a, theta=theta) == pytest.approx(ceiling, abs=5e-4)


# The two inputs (page 11)


def test_the_two_inputs_of_the_rate_do_not_mix():
    rng = np.random.default_rng(0)
    E, inhibition = rng.uniform(0, 9, (2, 50))
    separate = transfer(E, a=1.2, theta=2.4) - transfer(inhibition, a=1.0, theta=4.0) / 2
    assert ei_rate(E, inhibition) == close(separate)
    by_E, by_I = sympy.symbols("E I_inh", real=True)
    assert ei_rate.expression.diff(by_E, by_I) == 0


# Far out


def test_the_sigmoid_is_0_or_1_far_from_the_threshold():
    assert sigmoid([-1e6, 1e6]).tolist() == [0.0, 1.0]


def test_a_current_is_0_long_before_its_spike():
    assert synaptic_current(-1e6) == 0.0
    assert synaptic_current_unnormalised([-1e6, 1e6]).tolist() == [0.0, 0.0]
    assert synaptic_current.derivative()(-1e6) == 0.0


def test_a_value_too_large_for_a_float_is_refused_and_gives_no_warning():
    with pytest.raises(ValueError, match=r"^exponential is not finite here, or takes numbers too"):
        exponential(1000.0)
    with pytest.raises(ValueError, match=r"^d\(exponential\)/dt is not finite here"):
        exponential.derivative()([0.0, 1000.0])


# Shapes


@each
def test_numbers_give_a_number_and_arrays_keep_their_shape(function):
    for shape in [(), (1,), (5,), (2, 3)]:
        points = [np.full(shape, 0.5) for _ in function.variables]
        for read in (function, function.derivative(), function.integral(0)):
            values = read(*points)
            assert type(values) is float if shape == () else values.shape == shape


def test_a_constant_slope_has_one_value_for_each_point():
    assert linear.derivative()([1.0, 2.0, 3.0]).tolist() == [-2.0, -2.0, -2.0]


@pytest.mark.parametrize("read", [sigmoid, sigmoid.derivative(), sigmoid.integral(0)], ids=repr)
def test_parameters_broadcast_like_variables(read):
    t, theta = np.linspace(0, 6, 4), np.array([[1.0], [2.0], [5.0]])
    one_by_one = [[read(x, theta=y) for x in t] for y in theta.ravel()]
    assert read(t, theta=theta) == close(np.array(one_by_one))
    assert read(2.0, theta=[1.0, 2.0]) == close([read(2.0, theta=1.0), read(2.0, theta=2.0)])


def test_a_slope_that_equals_a_parameter_broadcasts_too():
    assert linear.derivative()(0.0, c_1=[1.0, 2.0]).tolist() == [1.0, 2.0]
    assert linear.derivative()([[1.0], [1.0]], c_1=[1.0, 2.0]).tolist() == [[1.0, 2.0]] * 2


def test_a_column_and_a_row_of_inputs_give_a_surface():
    E, inhibition = np.arange(1.0, 4.0), np.arange(0.0, 5.0)
    for variable in ei_rate.variables:
        assert ei_rate.derivative(variable)(E[:, None], inhibition).shape == (3, 5)


def test_a_surface_is_writable_even_where_it_depends_on_one_input_only():
    by_E = ei_rate.derivative("E")(np.ones((2, 1)), np.zeros(3))
    by_E[0, 0] = 9.0
    assert np.count_nonzero(by_E == 9.0) == 1


# Expressions


def test_an_expression_keeps_its_parameters_as_names():
    assert {str(symbol) for symbol in transfer.expression.free_symbols} == {"I", "a", "theta"}


def test_the_defaults_or_other_numbers_can_be_put_into_the_expression():
    t = sympy.Symbol("t", real=True)
    assert linear.at() == -2 * t
    assert alpha.at() == t * sympy.exp(-2 * t)
    assert alpha.at(tau=0.1) == t * sympy.exp(-10 * t)  # 1/10, not a binary approximation
    assert sigmoid.at(a=2, theta=sympy.pi).subs(t, sympy.pi) == sympy.Rational(1, 2)


def test_sympy_finds_the_page_formula_of_the_sigmoids_slope():
    t = sympy.Symbol("t", real=True)
    page = sympy.exp(5 - t) / (1 + sympy.exp(5 - t)) ** 2
    assert sympy.simplify(sigmoid.derivative().at() - page) == 0


@each
def test_the_latex_names_every_parameter(function):
    names = {symbol: sympy.latex(symbol) for symbol in function.expression.free_symbols}
    assert all(name in function.latex for name in names.values())
    assert function._repr_latex_() == f"$\\displaystyle {function.latex}$"


@each
def test_a_function_shows_its_name_and_its_defaults(function):
    assert repr(function).startswith(f"{function.name}({', '.join(function.variables)}")
    for name, value in function.parameters.items():
        assert f"{name}={value:g}" in repr(function)
    assert function.__doc__
    assert f"d({function.name})" in repr(function.derivative())
    assert f"integral of {function.name} from -10" in repr(function.integral(-10))


def test_a_new_function_needs_its_formula_only():
    @define("x", "y", c=2.0)
    def saddle(m, x, y, c):
        """A saddle."""
        return x**2 - c * y**2

    assert saddle.__doc__ == "A saddle."
    assert saddle(3.0, 1.0) == 7.0
    assert saddle.derivative("y")(0.0, 3.0, c=0.5) == -3.0
    assert saddle.integral(0, "x")(3.0, 1.0) == 3.0


def test_a_new_function_may_be_constant():
    @define("t", c=2.0)
    def constant(m, t, c):
        """A constant."""
        return c

    assert constant([1.0, 2.0]).tolist() == [2.0, 2.0]
    assert constant.derivative()([1.0, 2.0]).tolist() == [0.0, 0.0]
    assert constant.integral(1)([1.0, 2.0]).tolist() == [0.0, 2.0]


# Refusals


@each_partial
@pytest.mark.parametrize("value", BAD_ARRAYS)
def test_a_variable_that_holds_no_finite_numbers_is_refused_by_name(function, variable, value):
    points = dict.fromkeys(function.variables, 1.0) | {variable: value}
    with refuses(variable):
        function(*points.values())


@pytest.mark.parametrize("value", BAD_ARRAYS)
@pytest.mark.parametrize("read", [alpha, alpha.derivative(), alpha.integral(0)], ids=repr)
def test_a_parameter_that_holds_no_finite_numbers_is_refused_by_name(read, value):
    with refuses("tau"):
        read(1.0, tau=value)


@pytest.mark.parametrize("value", BAD_NUMBERS)
def test_a_start_that_is_no_finite_number_is_refused_by_name(value):
    with refuses("start"):
        sine.integral(value)


def test_an_unknown_parameter_is_refused_with_the_known_ones():
    with pytest.raises(TypeError, match=r"^sigmoid has no parameter b; it has a, theta$"):
        sigmoid(0.0, b=1.0)
    with pytest.raises(TypeError, match=r"^parabola has no parameter a; it has none$"):
        parabola.at(a=1)


@pytest.mark.parametrize("variable", ["x", "theta", 0.5, ["t"]])
def test_an_unknown_variable_is_refused_with_the_known_ones(variable):
    for ask in (sigmoid.derivative, lambda name: sigmoid.integral(0, name)):
        with pytest.raises(ValueError, match=r"^variable must be one of t, but it is "):
            ask(variable)


@pytest.mark.parametrize("points", [(), (1.0, 2.0)])
def test_each_variable_gets_one_value(points):
    with pytest.raises(TypeError, match=r"^sine takes 1 variable\(s\), t, but got"):
        sine(*points)


def test_shapes_that_do_not_fit_together_are_named():
    with pytest.raises(
        ValueError, match=r"^ei_rate needs shapes that fit .* E \(2,\), I_inh \(3,\)"
    ):
        ei_rate([1.0, 2.0], [1.0, 2.0, 3.0])
    with pytest.raises(ValueError, match=r"not t \(3,\), theta \(2,\)$"):
        sigmoid.derivative()([1.0, 2.0, 3.0], theta=[1.0, 2.0])
