"""Feedback on the exercises: right in any form, each mistake by its name, and never an error."""

import dataclasses
import functools
import inspect
import itertools
import math
import re
import shutil
import subprocess
import sys
import warnings
from collections import Counter, deque
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from neurocalc import catalogue, checks, filters, neuron, sums, synapse
from neurocalc.checks import comparing
from tests import exercises

# X1
t = np.arange(0, 10.05, 0.1)
tau = 0.5
u, v = t, np.exp(-t / tau)
du_dt = 1.0
dv_dt = -(1 / tau) * np.exp(-t / tau)
df_dt = (1 - t / tau) * np.exp(-t / tau)

# X2
a = np.linspace(0, 1, 11)
u_a = a**4 + 1
du_da = 4 * a**3
dr_du = np.exp(u_a)
dr_da = 4 * a**3 * np.exp(a**4 + 1)

# X3
t_s = np.arange(0, 10, 0.1)
t_d = t_s[:-1] + 0.05

# X5
t_c = np.arange(0, 10, 0.1)
current = np.where(t_c >= 1, (t_c - 1) * np.exp(-(t_c - 1)), 0)
areas = current * 0.1
charge = np.cumsum(areas)

# X7
E, I_inh = np.arange(1, 10, 0.1), np.arange(0, 7, 0.1)
rate = neuron.ei_rate(E[:, None], I_inh)
dr_dE = np.diff(rate, axis=0) / 0.1
dr_dI = np.diff(rate, axis=1) / 0.1


def forward_difference(f, h):
    return np.diff(f) / h


def riemann_sum(f, a, b, n, rule):
    dt = (b - a) / n
    shift = {"left": 0, "midpoint": 0.5, "right": 1}[rule]
    return np.sum(f(a + dt * (np.arange(n) + shift))) * dt


def average_twice(x):
    once = (x[1:] + x[:-1]) / 2
    return (once[1:] + once[:-1]) / 2


def gain(omega):
    return np.cos(omega / 2) ** 2


x1, x2, x3, x4, x5, x6, x7 = (checks.EXERCISES[f"x{k}"] for k in range(1, 8))

# The names of the parts of every exercise, and its worked solution in the book.
NAMES = {one: list(inspect.signature(one).parameters) for one in checks.EXERCISES.values()}
SOLUTIONS = {
    one: tuple(map(exercises.solved(label).get, NAMES[one]))
    for label, one in checks.EXERCISES.items()
}
SLOTS = [(check, slot) for check, parts in SOLUTIONS.items() for slot in range(len(parts))]


def with_part(check, slot, part):
    """Answer right, except for one part."""
    parts = list(SOLUTIONS[check])
    parts[slot] = part
    return check(*parts)


def float32(*arrays):
    return tuple(np.asarray(array, dtype=np.float32) for array in arrays)


def lists(*arrays):
    return tuple(np.asarray(array).tolist() for array in arrays)


def columns(*arrays):
    return tuple(np.reshape(array, (-1, 1)) for array in arrays)


# Right answers, in their many forms ---------------------------------------------------------


def by_loop(f, h):
    slopes = []
    for k in range(len(f) - 1):
        slopes.append((f[k + 1] - f[k]) / h)
    return slopes


def add_one_by_one(f, a, b, n, rule):
    dt, total = (b - a) / n, 0.0
    for k in range(n):
        start = a + k * dt
        total += f({"left": start, "right": start + dt, "midpoint": start + dt / 2}[rule]) * dt
    return total


def by_linspace(f, a, b, n, rule):
    edges = np.linspace(a, b, n + 1)
    heights = {"left": edges[:-1], "right": edges[1:], "midpoint": (edges[1:] + edges[:-1]) / 2}
    return np.sum(np.diff(edges) * f(heights[rule]))


def gated_by_if(t):
    if t < 1:
        return 0
    return (t - 1) * math.exp(1 - t)


s_t, s_a, s_u, s_tau, s_x = sympy.symbols("t a u tau x")
alpha_by_sympy = sympy.diff(s_t * sympy.exp(-s_t / s_tau), s_t)

RIGHT = [
    (x1, "the formulas", (du_dt, dv_dt, df_dt)),
    (x1, "a constant for each point", (np.ones_like(t), dv_dt, df_dt)),
    (x1, "lists", ([1] * 101, *lists(dv_dt, df_dt))),
    (x1, "tuples", ((1.0,) * 101, tuple(dv_dt), tuple(df_dt))),
    (x1, "float32", float32(np.ones_like(t), dv_dt, df_dt)),
    (x1, "columns", (1, *columns(dv_dt, df_dt))),
    (x1, "rows of a table", (np.ones((1, 101)), dv_dt[None, :], df_dt[None, :])),
    (x1, "the product rule in words", (1, -v / tau, 1 * v + u * (-v / tau))),
    (x1, "callables", (lambda t: 1, lambda t: -2 * np.exp(-2 * t), catalogue.alpha.derivative())),
    (
        x1,
        "callables that take one number",
        (lambda t: 1, lambda t: -2 * math.exp(-2 * t), lambda t: (1 - 2 * t) * math.exp(-2 * t)),
    ),
    (
        x1,
        "SymPy expressions",
        (sympy.Integer(1), sympy.diff(sympy.exp(-s_t / s_tau), s_t), alpha_by_sympy),
    ),
    (
        x1,
        "SymPy derivatives not yet done",
        (
            sympy.Derivative(s_t, s_t),
            sympy.Derivative(sympy.exp(-2 * s_t), s_t),
            sympy.Derivative(s_t * sympy.exp(-2 * s_t), s_t),
        ),
    ),
    (
        x1,
        "a SymPy variable of another name",
        (1, -2 * sympy.exp(-2 * s_x), (1 - s_x / s_tau) * sympy.exp(-s_x / s_tau)),
    ),
    (x1, "a SymPy Lambda", (1, dv_dt, sympy.Lambda(s_t, alpha_by_sympy.subs(s_tau, 0.5)))),
    (x1, "fractions", ([Fraction(1)] * 101, dv_dt, df_dt)),
    (x2, "the formulas", (du_da, dr_du, dr_da)),
    (x2, "lists", lists(du_da, dr_du, dr_da)),
    (x2, "float32", float32(du_da, dr_du, dr_da)),
    (x2, "columns", columns(du_da, dr_du, dr_da)),
    (x2, "a product of the parts", (4 * a * a * a, math.e * np.exp(a**4), du_da * dr_du)),
    (
        x2,
        "callables, the outer one of u",
        (lambda a: 4 * a**3, np.exp, lambda a: 4 * a**3 * np.exp(a**4 + 1)),
    ),
    (
        x2,
        "SymPy expressions",
        (
            sympy.diff(s_a**4 + 1, s_a),
            sympy.exp(s_u),
            sympy.diff(sympy.exp(s_a**4 + 1), s_a),
        ),
    ),
    (
        x2,
        "SymPy expressions that mix a and u",
        (4 * s_a**3, sympy.exp(s_a**4 + 1), 4 * s_a**3 * sympy.exp(s_u)),
    ),
    (x2, "numbers of SymPy in a list", (du_da, [sympy.exp(x).evalf() for x in u_a], dr_da)),
    (x3, "the formulas", (forward_difference, t_d)),
    (x3, "slices", (lambda f, h: (f[1:] - f[:-1]) / h, (t_s[1:] + t_s[:-1]) / 2)),
    (x3, "a loop that fills a list", (by_loop, t_d.tolist())),
    (x3, "float32", (lambda f, h: np.float32(np.diff(f) / h), np.float32(t_d))),
    (x3, "a column", (lambda f, h: forward_difference(f, h)[:, None], t_d[:, None])),
    (x3, "a sum of two weights", (lambda f, h: np.convolve(f, [1 / h, -1 / h], "valid"), t_d)),
    (x3, "midpoints counted in steps", (forward_difference, (np.arange(99) + 0.5) * 0.1)),
    (x4, "the formulas", (riemann_sum,)),
    (x4, "a loop over single numbers", (add_one_by_one,)),
    (x4, "edges from linspace", (by_linspace,)),
    (x4, "float32", (lambda *call: np.float32(riemann_sum(*call)),)),
    (x4, "an array of one number", (lambda *call: np.array([riemann_sum(*call)]),)),
    (x4, "the function of this package", (sums.riemann_sum,)),
    (x4, "a list of one number", (lambda *call: [float(riemann_sum(*call))],)),
    (x5, "the formulas", (current, areas, charge)),
    (x5, "lists", lists(current, areas, charge)),
    (x5, "float32", float32(current, areas, charge)),
    (x5, "columns", columns(current, areas, charge)),
    (x5, "clipped at 0", (np.maximum((t_c - 1) * np.exp(1 - t_c), 0), areas, charge)),
    (x5, "gated by a product", ((t_c > 1) * (t_c - 1) * np.exp(1 - t_c), areas, charge)),
    (x5, "a function with if", (gated_by_if, areas, charge)),
    (x5, "the catalogue", (catalogue.synaptic_current, areas, charge)),
    (
        x5,
        "a SymPy Piecewise",
        (
            sympy.Piecewise(((s_t - 1) * sympy.exp(1 - s_t), s_t >= 1), (0, True)),
            areas,
            charge,
        ),
    ),
    (x5, "a running total in a loop", (current, areas, [sum(areas[: k + 1]) for k in range(100)])),
    (x6, "the formulas", (average_twice, gain)),
    (x6, "weights 1/4, 1/2, 1/4", (lambda x: x[2:] / 4 + x[1:-1] / 2 + x[:-2] / 4, gain)),
    (x6, "a convolution", (lambda x: np.convolve(x, [0.25, 0.5, 0.25], "valid"), gain)),
    (
        x6,
        "the filter of this package",
        (lambda x: filters.average()(filters.average()(x)), filters.Filter((0.25, 0.5, 0.25)).gain),
    ),
    (x6, "the double angle", (average_twice, lambda omega: (1 + np.cos(omega)) / 2)),
    (x6, "one number at a time", (average_twice, lambda omega: math.cos(omega / 2) ** 2)),
    (x6, "SymPy", (average_twice, sympy.cos(sympy.Symbol("omega") / 2) ** 2)),
    (
        x6,
        "lists",
        (
            lambda x: [(p + 2 * q + r) / 4 for p, q, r in zip(x, x[1:], x[2:], strict=False)],
            lambda omega: [math.cos(w / 2) ** 2 for w in omega],
        ),
    ),
    (x6, "float32", (lambda x: np.float32(average_twice(x)), lambda w: np.float32(gain(w)))),
    (x7, "differences", (dr_dE, dr_dI, 2.4, 4.0)),
    (x7, "slices", ((rate[1:] - rate[:-1]) / 0.1, (rate[:, 1:] - rate[:, :-1]) / 0.1, 2.4, 4)),
    (x7, "steps from the grid", (np.diff(rate, axis=0) / np.diff(E)[:, None], dr_dI, 2.4, 4)),
    (x7, "lists", (*lists(dr_dE, dr_dI), 2.4, 4)),
    (x7, "float32", (*float32(dr_dE, dr_dI), np.float32(2.4), np.float32(4))),
    (
        x7,
        "float32 from the start",
        (
            np.diff(np.float32(rate), axis=0) / np.float32(0.1),
            np.diff(np.float32(rate), axis=1) / np.float32(0.1),
            2.4,
            4,
        ),
    ),
    (x7, "numpy.gradient", (*np.gradient(rate, 0.1), 2.4, 4)),
    (
        x7,
        "places from argmax and argmin",
        (
            dr_dE,
            dr_dI,
            E[np.unravel_index(np.argmax(dr_dE), dr_dE.shape)[0]],
            I_inh[np.argmin(dr_dI[0])],
        ),
    ),
    (
        x7,
        "a place for each column and row",
        (dr_dE, dr_dI, E[np.argmax(dr_dE, axis=0)], I_inh[np.argmin(dr_dI, axis=1)]),
    ),
    (x7, "midpoints of the steps", (dr_dE, dr_dI, 2.45, 3.95)),
    (
        x7,
        "all places that share the highest slope",
        (
            dr_dE,
            dr_dI,
            E[np.where(np.isclose(dr_dE, dr_dE.max()))[0]],
            I_inh[np.argwhere(np.isclose(dr_dI, dr_dI.min()))[:, 1:]],
        ),
    ),
]


@pytest.mark.parametrize(
    ("check", "parts"),
    [pytest.param(check, parts, id=f"{check.__name__}: {form}") for check, form, parts in RIGHT],
)
def test_a_right_answer_passes_in_any_form(check, parts):
    feedback = check(*parts)
    assert feedback.passed, str(feedback)
    assert feedback.code == "right"
    assert str(feedback).startswith("Right. ")


# Each form of numbers, from an array of floats; None where it cannot hold what the slot asks for.
FORMS = {
    "an array": lambda x: x,
    "float32": np.float32,
    "longdouble": np.longdouble,
    "the other order of bytes": lambda x: np.asarray(x, dtype=">f8"),
    "a list": lambda x: np.asarray(x).tolist(),
    "a tuple": lambda x: tuple(x) if np.ndim(x) else (float(x),),
    "a list of arrays": lambda x: [np.array(part) for part in np.atleast_1d(x)],
    "a deque": lambda x: deque(np.atleast_1d(x)),
    "one axis more in front": lambda x: np.asarray(x)[None],
    "one axis more at the end": lambda x: np.asarray(x)[..., None],
    "an array of no axis": lambda x: None if np.ndim(x) else np.array(x),
    "memory": lambda x: memoryview(np.array(x)),
    "every second value of a longer array": lambda x: np.repeat(np.atleast_1d(x), 2, -1)[..., ::2],
    "columns of memory": np.asfortranarray,
    "nothing masked": np.ma.masked_invalid,
    "an array for any objects": lambda x: np.asarray(x).astype(object),
    "fractions": np.vectorize(Fraction, otypes=[object]),
    "decimals": np.vectorize(lambda x: Decimal(float(x)), otypes=[object]),
    "SymPy's numbers": np.vectorize(sympy.Float, otypes=[object]),
    "one of SymPy's numbers": lambda x: None if np.ndim(x) else sympy.Float(x),
    "a matrix of SymPy": lambda x: sympy.Matrix(x) if np.ndim(x) else None,
    "an array of SymPy": lambda x: sympy.Array(x) if np.ndim(x) else None,
}

# What the variable of a slot is, its formula with names for its parameters, and their values.
s_J, s_tau_s, s_t_sp, s_omega, s_dt = sympy.symbols("J tau_s t_sp omega dt")
s_since = s_t - s_t_sp
s_current = sympy.Piecewise(
    (s_J * s_since * sympy.exp(-s_since / s_tau_s), s_t >= s_t_sp), (0, True)
)
PULSE = {s_J: 1, s_tau_s: 1, s_t_sp: 1}
FORMULAS = {
    (x1, 0): (s_t, sympy.diff(s_t, s_t), {}),
    (x1, 1): (s_t, sympy.diff(sympy.exp(-s_t / s_tau), s_t), {s_tau: 0.5}),
    (x1, 2): (s_t, alpha_by_sympy, {s_tau: 0.5}),
    (x2, 0): (s_a, sympy.diff(s_a**4 + 1, s_a), {}),
    (x2, 1): (s_u, sympy.diff(sympy.exp(s_u), s_u), {}),
    (x2, 2): (s_a, sympy.exp(s_u) * 4 * s_a**3, {s_u: s_a**4 + 1}),
    (x5, 0): (s_t, s_current, PULSE),
    (x5, 1): (s_t, s_current * s_dt, PULSE | {s_dt: 0.1}),
    (x6, 1): (s_omega, sympy.cos(s_omega / 2) ** 2, {}),
}


def renamed(variable, formula, known):
    """Call the variable x, and keep the names of the rest."""
    return formula.subs(known).subs(variable, s_x)


def positive(variable, formula, known):
    """Tell SymPy that every name is positive, as the page does."""
    return formula.subs({one: sympy.Symbol(one.name, positive=True) for one in (variable, *known)})


class Called:
    def __init__(self, function):
        self.function = function

    def __call__(self, x):
        return self.function(x)


def in_numbers(variable, formula, known, **options):
    return sympy.lambdify(variable, formula.subs(known), **options)


SYMBOLIC = {
    "an expression in numbers": lambda x, f, known: f.subs(known),
    "an expression with names": lambda x, f, known: f,
    "an expression with positive names": positive,
    "an expression of x": renamed,
    "a Lambda": lambda x, f, known: sympy.Lambda(x, f.subs(known)),
    "a Lambda with names": lambda x, f, known: sympy.Lambda((x, *known), f),
    "a function": in_numbers,
    "a function of x": lambda *parts: sympy.lambdify(s_x, renamed(*parts)),
    "a function of all names": lambda x, f, known: sympy.lambdify((x, *known), f, "numpy"),
    "a function of all names, the variable last": lambda x, f, known: sympy.lambdify(
        (*known, x), f
    ),
    "a function of one number": lambda *parts: in_numbers(*parts, modules="math"),
    "a function that gives SymPy's numbers": lambda *parts: in_numbers(*parts, modules="sympy"),
    "a function that gives numbers of mpmath": lambda *parts: in_numbers(*parts, modules="mpmath"),
    "a function that gives a list": lambda *parts: lambda x: np.ones(1) * in_numbers(*parts)(x),
    "a vectorized function": lambda *parts: np.vectorize(in_numbers(*parts)),
    "a vectorized function of all names": lambda x, f, known: np.vectorize(
        sympy.lambdify((*known, x), f)
    ),
    "an object that is called": lambda *parts: Called(in_numbers(*parts)),
    "a part of a function": lambda *parts: functools.partial(
        lambda k, x: x[0](k), x=[in_numbers(*parts)]
    ),
    "any arguments": lambda *parts: lambda *inputs: in_numbers(*parts)(*inputs),
}


def forms_of(check, slot):
    """Yield a right part in every form that fits its slot."""
    right = SOLUTIONS[check][slot]
    for form, written in FORMS.items():
        if callable(right):
            if written(np.ones(1)) is not None:
                yield form, lambda *given, written=written: written(np.atleast_1d(right(*given)))
        elif (part := written(right)) is not None:
            yield form, part
    if (check, slot) in FORMULAS:
        for form, written in SYMBOLIC.items():
            yield form, written(*FORMULAS[check, slot])


@pytest.mark.parametrize(("check", "slot"), SLOTS)
def test_a_right_part_passes_in_every_form_that_fits_its_place(check, slot):
    said = {form: str(with_part(check, slot, part)) for form, part in forms_of(check, slot)}
    assert len(said) >= 16
    assert [one for one in said.items() if not one[1].startswith("Right. ")] == []


@pytest.mark.parametrize(
    ("check", "slot", "part"),
    [
        (x3, 0, lambda h, f: np.diff(f) / h),
        (x3, 0, lambda samples, step: np.diff(samples) / step),
        (x3, 0, lambda f, h, /: np.diff(f) / h),
        (x3, 0, lambda *, h, f: np.diff(f) / h),
        (x3, 0, lambda f, h, axis=0: np.diff(f, axis=axis) / h),
        (x4, 0, lambda rule, n, b, a, f: riemann_sum(f, a, b, n, rule)),
        (x4, 0, lambda f, a, b, n=1, rule="left": riemann_sum(f, a, b, n, rule)),
        (x4, 0, lambda *given: riemann_sum(*given)),
        (x4, 0, lambda f, *rest: sum(riemann_sum(lambda t: [float(f(s)) for s in t], *rest)[None])),
        (x4, 0, lambda f, a, b, n, rule: by_linspace(lambda t: f(list(t)), a, b, n, rule)),
        (x6, 0, lambda x, /, times=2: average_twice(x)),
        (x6, 0, np.vectorize(average_twice, signature="(n)->(m)")),
        (x1, 1, lambda *, t: -2 * np.exp(-2 * t)),
        (x1, 1, lambda t, tau=0.5: -np.exp(-t / tau) / tau),
        (x1, 1, lambda t=t: -2 * np.exp(-2 * t)),
        (x1, 1, lambda tau, v: -v / tau),
        (x1, 1, np.vectorize(lambda tau, x: -math.exp(-x / tau) / tau)),
        (x1, 2, lambda u, v, du_dt, dv_dt: du_dt * v + u * dv_dt),
        (x1, 2, (1 - s_t / s_tau) * sympy.Symbol("v")),
        (x2, 0, np.poly1d([4, 0, 0, 0])),
        (x2, 0, np.polynomial.Polynomial([0, 0, 0, 4])),
        (x2, 0, sympy.Poly(4 * s_a**3, s_a)),
        (x2, 1, math.exp),
        (x2, 1, np.exp),
        (x2, 1, sympy.exp),
        (x2, 1, lambda x: sympy.exp(x)),
        (x2, 2, lambda a, u: 4 * a**3 * np.exp(u)),
        (x3, 1, lambda t: (t[1:] + t[:-1]) / 2),
        (x5, 0, lambda t: (t - 1) * math.exp(1 - t) if t > 1 else 0),
        (x5, 1, lambda current, dt: current * dt),
        (x5, 2, lambda t: np.cumsum(areas)),
        (x7, 0, lambda rate: np.diff(rate, axis=0) / 0.1),
        (x7, 1, lambda rate, h: np.diff(rate, axis=1) / h),
        (x7, 2, sympy.Rational(12, 5)),
    ],
)
def test_a_function_may_name_and_order_its_arguments_as_it_likes(check, slot, part):
    feedback = with_part(check, slot, part)
    assert feedback.passed, str(feedback)


@pytest.mark.parametrize(
    ("check", "slot", "part", "code", "said"),
    [
        (x1, 1, lambda t, k: -k * np.exp(-k * t), "unknown-argument", "dv_dt asks for k, "),
        (x1, 1, lambda x, k: -k * np.exp(-k * x), "unknown-argument", "asks for x and k, "),
        (x1, 1, lambda: dv_dt, "wrong-arguments", "what the check gives it: dv_dt(t)."),
        (x3, 0, lambda f: np.diff(f), "wrong-arguments", "forward_difference(f, 0.25)."),
        (x4, 0, lambda f, a, b, n: 0, "wrong-arguments", 'riemann_sum(f, 1, 4, 5, "left") with'),
        (x6, 1, lambda: 1, "wrong-arguments", "what the check gives it: gain(omega)."),
        (x5, 0, np.ma.masked_less(current, 1e-9), "masked", "current hides some values"),
    ],
)
def test_a_function_that_asks_for_something_else_is_told_what_it_gets(
    check, slot, part, code, said
):
    feedback = with_part(check, slot, part)
    assert feedback.code == code, str(feedback)
    assert said in feedback.message


@pytest.mark.parametrize(("check", "slot"), [(x1, 1), (x1, 2), (x2, 1), (x2, 2), (x5, 0), (x7, 0)])
def test_a_right_answer_that_is_rounded_or_cut_off_is_called_close(check, slot):
    right = SOLUTIONS[check][slot]
    rounded, cut = np.round(right, 2), np.trunc(right * 100) / 100
    for part in (rounded, cut, rounded.tolist(), np.float32(cut)):
        assert with_part(check, slot, part).code == "rounded"


def test_a_sum_and_a_gain_that_are_rounded_are_called_close():
    assert x4(lambda *call: round(riemann_sum(*call), 1)).code == "rounded"
    assert x6(average_twice, lambda omega: np.round(gain(omega), 2)).code == "rounded"
    assert x2(du_da, 2.718**u_a, dr_da).code == "rounded"  # e, as a pocket calculator shows it


def test_the_right_answers_are_what_exact_calculus_says():
    np.testing.assert_allclose(catalogue.alpha.derivative()(t), df_dt, atol=1e-14)
    r = sympy.exp(s_a**4 + 1)
    np.testing.assert_allclose(sympy.lambdify(s_a, r.diff(s_a))(a), dr_da, rtol=1e-14)
    assert dr_da[-1] == pytest.approx(29.5562, abs=5e-5)
    np.testing.assert_allclose(forward_difference(np.sin(t_s), 0.1), np.cos(t_d), atol=5e-4)
    assert charge[-1] == pytest.approx(0.997877, abs=5e-7)
    exact = neuron.ei_partials(E[:, None], I_inh)
    assert exact[0].max() == pytest.approx(dr_dE.max(), abs=5e-4)
    assert exact[1].min() == pytest.approx(dr_dI.min(), abs=5e-4)


# Wrong answers ------------------------------------------------------------------------------


def says(code, check, slot, part, kind=""):
    return pytest.param(code, check, slot, part, id=f"{check.__name__}[{slot}]: {code} {kind}")


def in_place(x):
    x[:-1] = (x[:-1] + x[1:]) / 2
    x[:-2] = (x[:-2] + x[1:-1]) / 2
    return x[:-2]


WRONG = [
    says("not-differentiated", x1, 0, t),
    says("zero-slope", x1, 0, 0),
    says("sign", x1, 0, -1),
    says("missing-step", x1, 0, np.diff(t)),
    says("by-number", x1, 0, np.diff(t) / 0.1),
    says("inner-derivative-alone", x1, 1, -2),
    says("one-number", x1, 1, 3.5),
    says("missing-chain-factor", x1, 1, v),
    says("sign", x1, 1, 2 * v),
    says("incomplete-chain-factor", x1, 1, -v),
    says("tau-upside-down", x1, 1, -0.5 * v),
    says("wrong-length", x1, 1, dv_dt[:-1]),
    says("by-number", x1, 1, np.gradient(v, t)),
    says("missing-chain-factor", x1, 1, lambda t: np.exp(-t / tau), "by a callable"),
    says("missing-chain-factor", x1, 1, sympy.exp(-s_t / s_tau), "by SymPy"),
    says("free-symbols", x1, 1, s_x * sympy.exp(-s_t)),
    says("product-of-derivatives", x1, 2, 1 * dv_dt),
    says("forgotten-term", x1, 2, v),
    says("forgotten-term", x1, 2, u * dv_dt, "the other"),
    says("sign-between-terms", x1, 2, v - u * dv_dt),
    says("missing-chain-factor", x1, 2, (1 + t) * v),
    says("incomplete-chain-factor", x1, 2, (1 - t) * v),
    says("not-differentiated", x1, 2, u * v),
    says("sign", x1, 2, -df_dt),
    says("factor", x1, 2, 3 * df_dt),
    says("different", x1, 2, df_dt + (t > 5)),
    says("constant-kept", x2, 0, 4 * a**3 + 1),
    says("power-not-lowered", x2, 0, 4 * a**4),
    says("missing-power-factor", x2, 0, a**3),
    says("chain-factor-too-early", x2, 1, dr_da),
    says("power-rule", x2, 1, (a**4 + 1) * np.exp(a**4)),
    says("wrong-exponent", x2, 1, np.exp(a**4)),
    says("missing-chain-factor", x2, 2, np.exp(a**4 + 1)),
    says("wrong-variable", x2, 1, lambda a: np.exp(a**4 + 1)),
    says("wrong-exponent", x2, 2, lambda a: np.exp(a) * 4 * a**3, "outer derivative at a"),
    says("missing-outer-factor", x2, 2, 4 * a**3),
    says("sum-not-product", x2, 2, du_da + dr_du),
    says("derivative-in-exponent", x2, 2, np.exp(4 * a**3)),
    says("sign", x2, 2, -dr_da),
    says("wrong-length", x2, 2, dr_da[1:]),
    says("by-number", x2, 2, np.diff(dr_du) / 0.1),
    says("missing-step", x3, 0, lambda f, h: np.diff(f)),
    says("multiplied-by-step", x3, 0, lambda f, h: np.diff(f) * h),
    says("sign", x3, 0, lambda f, h: (f[:-1] - f[1:]) / h),
    says("wrong-step", x3, 0, lambda f, h: np.diff(f) / (2 * h)),
    says("wrong-step", x3, 0, lambda f, h: np.diff(f) / 0.1, "fixed"),
    says("padded", x3, 0, lambda f, h: np.diff(f, append=f[-1]) / h),
    says("padded", x3, 0, lambda f, h: np.append(np.nan, np.diff(f) / h), "by nan"),
    says("central-difference", x3, 0, lambda f, h: (f[2:] - f[:-2]) / (2 * h)),
    says("wraps-around", x3, 0, lambda f, h: (np.roll(f, -1) - f) / h),
    says("one-too-few", x3, 0, lambda f, h: [(f[k + 1] - f[k]) / h for k in range(len(f) - 2)]),
    says("exception", x3, 0, lambda f, h: f[len(f)] / h),
    says("empty", x3, 0, lambda f, h: ...),
    says("empty", x3, 0, lambda f, h: None, "no return"),
    says("left-ends", x3, 1, t_s[:-1]),
    says("right-ends", x3, 1, t_s[1:]),
    says("padded", x3, 1, t_s),
    says("padded", x3, 1, t_s + 0.05, "midpoints"),
    says("inner-points", x3, 1, t_s[1:-1]),
    says("index-not-time", x3, 1, np.arange(99)),
    says("wrong-length", x3, 1, t_d[:-5]),
    says(
        "left-right-swapped",
        x4,
        0,
        lambda f, a, b, n, rule: riemann_sum(
            f, a, b, n, {"left": "right", "right": "left"}.get(rule, rule)
        ),
    ),
    says("rule-ignored", x4, 0, lambda f, a, b, n, rule: riemann_sum(f, a, b, n, "left")),
    says(
        "wrong-place",
        x4,
        0,
        lambda f, a, b, n, rule: (
            (riemann_sum(f, a, b, n, "left") + riemann_sum(f, a, b, n, "right")) / 2
            if rule == "midpoint"
            else riemann_sum(f, a, b, n, rule)
        ),
        "ends averaged",
    ),
    says("missing-width", x4, 0, lambda f, a, b, n, r: riemann_sum(f, a, b, n, r) / (b - a) * n),
    says("mean-not-sum", x4, 0, lambda f, a, b, n, rule: riemann_sum(f, a, b, n, rule) / (b - a)),
    says("one-too-many", x4, 0, lambda f, a, b, n, rule: riemann_sum(f, a, b, n + 1, rule)),
    says(
        "one-too-many",
        x4,
        0,
        lambda f, a, b, n, rule: f(np.linspace(a, b, n + 1)).sum() * (b - a) / n,
        "both ends",
    ),
    says(
        "one-too-few",
        x4,
        0,
        lambda f, a, b, n, rule: f(np.linspace(a, b, n + 1)[:-2]).sum() * (b - a) / n,
    ),
    says(
        "points-not-rectangles",
        x4,
        0,
        lambda f, a, b, n, rule: f(np.linspace(a, b, n)).sum() * (b - a) / n,
    ),
    says("wrong-start", x4, 0, lambda f, a, b, n, rule: riemann_sum(f, 0, b, n, rule)),
    says("sign", x4, 0, lambda *call: -riemann_sum(*call)),
    says("exact-integral", x4, 0, lambda f, a, b, n, rule: catalogue.exponential.integral(a)(b)),
    says("running-sum", x4, 0, lambda *call: sums.running_sum(*call).values[1:]),
    says("wrong-arguments", x4, 0, lambda f, a, b, n: 0),
    says(
        "exception",
        x4,
        0,
        lambda f, a, b, n, rule: 1 / 0 if n == 1 else riemann_sum(f, a, b, n, rule),
        "for one rectangle only",
    ),
    says("missing-gate", x5, 0, (t_c - 1) * np.exp(1 - t_c)),
    says("time-not-since-spike", x5, 0, t_c * np.exp(1 - t_c)),
    says("time-not-since-spike", x5, 0, np.where(t_c >= 1, t_c * np.exp(1 - t_c), 0), "gated"),
    says("spike-time-ignored", x5, 0, t_c * np.exp(-t_c)),
    says("sign-in-exponent", x5, 0, np.where(t_c >= 1, (t_c - 1) * np.exp(t_c - 1), 0)),
    says("forgotten-factor", x5, 0, np.where(t_c >= 1, np.exp(1 - t_c), 0)),
    says("one-too-many", x5, 0, catalogue.synaptic_current(np.arange(0, 10.05, 0.1))),
    says("sign", x5, 0, -current),
    says("missing-width", x5, 1, current),
    says("divided-by-width", x5, 1, current / 0.1),
    says("already-summed", x5, 1, np.cumsum(areas)),
    says("already-summed", x5, 1, np.sum(areas), "to one number"),
    says("one-too-few", x5, 1, areas[:-1]),
    says("total-not-running", x5, 2, np.sum(areas)),
    says("last-not-sum", x5, 2, areas[-1]),
    says("not-summed", x5, 2, areas),
    says("missing-width", x5, 2, np.cumsum(current)),
    says("width-twice", x5, 2, np.cumsum(areas) * 0.1),
    says("left-edges", x5, 2, np.append(0, charge[:-1])),
    says("one-too-many", x5, 2, np.append(0, charge)),
    says("exact-integral", x5, 2, synapse.charge(t_c)),
    says("averaged-once", x6, 0, lambda x: (x[1:] + x[:-1]) / 2),
    says("sum-not-mean", x6, 0, lambda x: x[2:] + 2 * x[1:-1] + x[:-2]),
    says("padded", x6, 0, lambda x: np.convolve(x, [0.25, 0.5, 0.25], "same")),
    says("padded", x6, 0, lambda x: np.convolve(x, [0.25, 0.5, 0.25]), "to n + 2"),
    says("equal-weights", x6, 0, lambda x: np.convolve(x, np.ones(3) / 3, "valid")),
    says("ends-only", x6, 0, lambda x: (x[2:] + x[:-2]) / 2),
    says("difference-not-average", x6, 0, lambda x: np.diff(x, 2)),
    says("thrice", x6, 0, lambda x: average_twice((x[1:] + x[:-1]) / 2)),
    says("changes-input", x6, 0, in_place),
    says("different", x6, 0, lambda x: average_twice(x) if len(x) > 3 else [9.0], "for 3 samples"),
    says("gain-not-squared", x6, 1, lambda omega: np.abs(np.cos(omega / 2))),
    says("omega-not-halved", x6, 1, lambda omega: np.cos(omega) ** 2),
    says("high-pass", x6, 1, lambda omega: np.sin(omega / 2) ** 2),
    says("sum-not-mean", x6, 1, lambda omega: 4 * np.cos(omega / 2) ** 2),
    says("power-not-gain", x6, 1, lambda omega: np.cos(omega / 2) ** 4),
    says("complex", x6, 1, lambda omega: filters.average().response(omega) ** 2),
    says("not-a-function", x6, 1, np.cos(np.linspace(0, np.pi, 13) / 2) ** 2),
    says("one-number", x6, 1, lambda omega: 1.0),
    says("missing-step", x7, 0, np.diff(rate, axis=0)),
    says("wrong-axis", x7, 0, dr_dI),
    says("transposed", x7, 0, dr_dE.T),
    says("padded", x7, 0, np.diff(rate, axis=0, append=rate[-1:]) / 0.1),
    says("wrong-step", x7, 0, dr_dE / 2),
    says("rectified", x7, 0, np.diff(np.maximum(rate, 0), axis=0) / 0.1),
    says("one-slice", x7, 0, dr_dE[:, 0]),
    says("by-rule", x7, 0, neuron.ei_partials(E[:, None], I_inh)[0]),
    says("wrong-shape", x7, 0, dr_dE[:-1]),
    says("wrong-axis", x7, 1, dr_dE),
    says("sign", x7, 1, -dr_dI),
    says("multiplied-by-step", x7, 1, np.diff(rate, axis=1) * 0.1),
    says("by-rule", x7, 1, neuron.ei_partials(E[:, None], I_inh)[1]),
    says("index-not-place", x7, 2, np.unravel_index(np.argmax(dr_dE), dr_dE.shape)[0]),
    says("index-not-place", x7, 2, np.argmax(dr_dE), "of the flattened table"),
    says("index-not-place", x7, 2, np.unravel_index(np.argmax(dr_dE), dr_dE.shape), "and column"),
    says("height-not-place", x7, 2, dr_dE.max(axis=0), "for each column"),
    says("off-the-ridge", x7, 2, [2.3, 2.6], "one of two"),
    says("swapped-places", x7, 2, 4.0),
    says("height-not-place", x7, 2, dr_dE.max()),
    says("off-the-ridge", x7, 2, 2.1),
    says("index-not-place", x7, 3, np.argmin(dr_dI[0])),
    says("depth-not-place", x7, 3, dr_dI.min()),
    says("highest-not-lowest", x7, 3, I_inh[np.argmax(dr_dI[0])]),
    says("off-the-trough", x7, 3, 4.3),
]


@pytest.mark.parametrize(("code", "check", "slot", "part"), WRONG)
def test_a_usual_mistake_is_called_by_its_name(code, check, slot, part):
    feedback = with_part(check, slot, part)
    assert not feedback.passed
    assert feedback.code == code, str(feedback)
    assert str(feedback).startswith("Not yet. ")


def compared(check, monkeypatch):
    """Every table that the worked solution is compared with, in order, by the part it is for."""
    tables = []
    for module in (comparing, inspect.getmodule(check.__wrapped__)):
        if hasattr(module, "compare"):
            monkeypatch.setattr(module, "compare", lambda value, answer: tables.append(answer))
    assert check(*SOLUTIONS[check])
    monkeypatch.undo()
    return tables


def every_table():
    """Every table with a row of its own, and what makes the reader's part give a row's numbers.

    A function is asked more than once; a table that only repeats the rows of an earlier one may
    hold numbers on which two mistakes look alike.
    """
    for check, names in NAMES.items():
        seen, asked = set(), Counter()
        for answer in compared(check, pytest.MonkeyPatch()):
            name = re.match(r"\w+", answer.name)[0]
            slot, before = names.index(name), asked[name]
            asked[name] += 1
            rows = {(row.code, without_numbers(row, answer.name)) for row in answer.mistakes}
            if rows <= seen:
                continue
            seen |= rows
            answering = functools.partial(instead, SOLUTIONS[check][slot], before)
            yield pytest.param(check, slot, answer, answering, id=f"{check.__name__} {answer.name}")


def without_numbers(row, name):
    """What a row says, whatever it has been computed from."""
    return re.sub(r"\d+", "0", row.message.replace(name, ""))


def instead(right, before, part):
    """Make a part that gives other numbers, a function after it has been right some times."""
    if not callable(right):
        return part
    calls = itertools.count()
    return lambda *given: part if next(calls) == before else right(*given)


TABLES = list(every_table())


@pytest.mark.parametrize(("check", "slot", "answer", "answering"), TABLES)
def test_every_row_of_a_table_is_reached_by_the_answer_it_describes(check, slot, answer, answering):
    for code, gives, message in answer.mistakes:
        if not callable(gives):
            feedback = with_part(check, slot, answering(gives))
            assert (feedback.code, feedback.message) == (code, message)


@pytest.mark.parametrize(("check", "slot", "answer", "answering"), TABLES)
def test_no_two_mistakes_look_alike_and_none_looks_right(check, slot, answer, answering):
    within = answer.within or comparing.TOLERANCE * np.max(np.abs(answer.right[0]))
    rows = [row for row in answer.mistakes if not callable(row.gives)]
    alike = [
        (one.code, other.code, one.message, other.message)
        for one, other in itertools.combinations(rows, 2)
        if one.message != other.message
        and agree(one.gives, other.gives, within, comparing.ROUNDING)
        and agree(other.gives, one.gives, within, comparing.ROUNDING)
    ]
    assert alike == []
    looks_right = [
        row.message
        for row in rows
        for right in answer.right
        if (not answer.whole or np.size(row.gives) == right.size)
        and agree(row.gives, right, within)
    ]
    assert looks_right == []


def agree(one, other, within, relative=0.0):
    return comparing.agree(np.asarray(one, dtype=float), other, within, relative)


@pytest.mark.parametrize(("check", "slot", "answer", "answering"), TABLES)
def test_no_mistake_lies_so_near_to_a_right_answer_that_float32_blurs_them(
    check, slot, answer, answering
):
    within = answer.within or 4 * comparing.TOLERANCE * np.max(np.abs(answer.right[0]))
    for mistake in answer.mistakes:
        if not callable(mistake.gives):
            gives = np.asarray(mistake.gives, dtype=float)
            assert not any(
                agree(gives, right, within)
                for right in answer.right
                if not answer.whole or gives.size == right.size
            ), mistake.message


@pytest.mark.parametrize(("check", "slot", "answer", "answering"), TABLES)
def test_messages_are_one_to_three_short_plain_sentences(check, slot, answer, answering):
    for mistake in answer.mistakes:
        assert mistake.message[-1] in ".?"
        assert "  " not in mistake.message
        assert 15 < len(mistake.message) < 230
        assert mistake.code == mistake.code.lower().replace(" ", "-")


def test_a_later_part_is_judged_only_when_the_earlier_ones_are_right():
    feedback = x1(..., -dv_dt, -df_dt)
    assert feedback.message.startswith("du_dt")
    assert x1(1, -dv_dt, -df_dt).message.startswith("dv_dt")


def test_an_answer_in_no_table_is_told_where_it_first_goes_wrong():
    wrong = df_dt.copy()
    wrong[30:] += 0.1
    assert "first at t = 3." in x1(1, dv_dt, wrong).message
    surface = dr_dE.copy()
    surface[3, 7] = 1
    assert "first at [3, 7]" in x7(surface, dr_dI, 2.4, 4).message


@given(
    st.sampled_from(["dv_dt", "df_dt"]),
    st.integers(0, 100),
    st.floats(1e-3, 1e3) | st.floats(-1e3, -1e-3),
)
def test_one_wrong_value_is_enough_not_to_pass(name, place, error):
    parts = {"dv_dt": dv_dt.copy(), "df_dt": df_dt.copy()}
    parts[name][place] += error
    assert not x1(1, **parts)


@given(st.floats(-1e6, 1e6).filter(lambda factor: abs(factor - 1) > 1e-3))
def test_a_multiple_of_the_right_answer_does_not_pass(factor):
    assert not x2(du_da, dr_du, factor * dr_da)


# Empty, odd and hostile answers -------------------------------------------------------------


@pytest.mark.parametrize(("check", "slot"), SLOTS)
@pytest.mark.parametrize("nothing", [..., None])
def test_a_starter_is_told_which_part_is_still_empty(check, slot, nothing):
    feedback = with_part(check, slot, nothing)
    name = NAMES[check][slot]
    assert feedback.code == "empty"
    assert feedback.message.startswith(f"{name} is ")


def test_a_function_that_returns_nothing_is_told_so():
    assert "returns the dots" in x4(lambda *call: ...).message
    assert "with return" in x6(average_twice, lambda omega: None).message
    assert x3(lambda f, h: None, t_d).message.endswith("returns None: does it end with return?")


@pytest.mark.parametrize(
    "stops",
    [
        lambda f, a, b, n, rule: ... * np.arange(n),
        lambda f, a, b, n, rule: np.arange(n) + ...,
        lambda f, a, b, n, rule: f(...),
        lambda f, a, b, n, rule: range(...),
    ],
)
def test_dots_that_stop_a_function_are_told_apart_from_other_errors(stops):
    feedback = x4(stops)
    assert feedback.code == "empty"
    assert feedback.message.endswith(" stopped at dots that are still there: replace them.")


def test_a_wrong_index_is_not_mistaken_for_dots():
    feedback = x6(lambda x: x[len(x) / 2], gain)
    assert "ellipsis" in feedback.message  # so NumPy calls one of the indices that it allows
    assert feedback.code == "exception"


@pytest.mark.parametrize("dots", [[...], [0.5, ...], np.array(...), (..., ...)])
def test_dots_inside_a_list_are_found(dots):
    assert x1(1, dots, df_dt).code == "empty"


class Hostile:
    """Refuses everything that one could ask of it."""

    def refuse(self, *args, **kwargs):
        raise RuntimeError("no")

    __array__ = __len__ = __iter__ = __getitem__ = __float__ = __eq__ = __bool__ = refuse
    __getattr__ = __repr__ = __str__ = __call__ = __hash__ = refuse


class UnspeakableError(Exception):
    def __str__(self):
        raise RuntimeError("no")


def unspeakable(*args):
    raise UnspeakableError


def endless(*args):
    return endless(*args)


def ring():
    ring = []
    ring.append(ring)
    return ring


ODD = {
    "text": "right",
    "text of dots": "...",
    "bytes": b"1",
    "true": True,
    "a dictionary": {"t": 1},
    "a set": {1.0},
    "nothing in a list": [],
    "no values": np.array([]),
    "ragged rows": [[1, 2], [3]],
    "complex": np.ones(101) + 1j,
    "nan": math.nan,
    "infinite": [math.inf] * 101,
    "a huge integer": 10**400,
    "the largest float": np.full(101, 1e308),
    "longdouble": np.full(101, np.longdouble(10) ** 400),
    "float16": np.float16(dv_dt),
    "dates": np.arange("2024-01", "2024-03", dtype="datetime64[D]"),
    "records": np.zeros(3, dtype=[("x", float)]),
    "masked": np.ma.masked_all(101),
    "many axes": np.ones((1,) * 20 + (3,)),
    "a list that holds itself": ring(),
    "a generator": (x for x in dv_dt),
    "a module": np,
    "a class": dict,
    "a type": type,
    "a lambda with no argument": lambda: 1,
    "a function that divides by zero": lambda *args: 1 // 0,
    "a function that recurses": endless,
    "a function whose error cannot be told": unspeakable,
    "a function that returns a function": lambda *args: lambda: 1,
    "a function that returns text": lambda *args: "right",
    "a function that returns a hostile object": lambda *args: Hostile(),
    "a hostile object": Hostile(),
    "a list of them": [Hostile(), Hostile()],
    "a SymPy symbol": s_x,
    "a SymPy equation": sympy.Eq(s_t, 1),
    "an integral SymPy cannot do": sympy.Integral(sympy.Function("g")(s_t), s_t),
    "a SymPy matrix": sympy.Matrix([s_t, s_a]),
    "an undefined SymPy function": sympy.Function("g"),
}


@pytest.mark.parametrize(("check", "slot"), SLOTS)
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_an_odd_answer_gets_feedback_and_never_an_error(check, slot, odd):
    feedback = with_part(check, slot, odd)
    assert isinstance(feedback, checks.Feedback)
    assert not feedback
    assert feedback.message


@pytest.mark.parametrize(
    ("odd", "code"),
    [
        ("text", "wrong-type"),
        ("true", "wrong-type"),
        ("a dictionary", "wrong-type"),
        ("no values", "wrong-length"),
        ("ragged rows", "unreadable"),
        ("complex", "complex"),
        ("nan", "not-finite"),
        ("infinite", "not-finite"),
        ("float16", "too-coarse"),
        ("a list of them", "unreadable"),
        ("a function that divides by zero", "exception"),
        ("a function that recurses", "exception"),
    ],
)
def test_what_is_odd_about_an_answer_is_named(odd, code):
    assert x1(1, ODD[odd], df_dt).code == code


@given(
    st.sampled_from(SLOTS),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text() | st.complex_numbers(),
        lambda parts: st.lists(parts) | st.tuples(parts, parts) | st.dictionaries(st.text(), parts),
    ),
)
def test_no_plain_object_makes_a_check_raise(place, part):
    assert isinstance(with_part(*place, part), checks.Feedback)


@given(st.sampled_from(SLOTS), st.lists(st.integers(0, 120), max_size=3))
def test_an_array_of_any_shape_gets_feedback(place, shape):
    shape = [*shape[:2], *(min(size, 3) for size in shape[2:])]
    assert not with_part(*place, np.full(shape, 0.123))


def test_an_exception_in_the_readers_function_is_told_with_the_call_that_led_to_it():
    def stops(f, a, b, n, rule):
        raise KeyError("middle")

    feedback = x4(stops)
    assert feedback.code == "exception"
    assert "KeyError: 'middle'" in feedback.message
    assert 'riemann_sum(f, 1, 4, 5, "left")' in feedback.message


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize(
    ("check", "slot"), [(x1, 2), (x2, 0), (x3, 0), (x4, 0), (x5, 0), (x6, 0), (x6, 1)]
)
def test_the_reader_can_always_interrupt(check, slot, stop):
    def stopped(*args):
        raise stop

    with pytest.raises(stop):
        with_part(check, slot, stopped)


@pytest.mark.parametrize("check", SOLUTIONS)
def test_no_answer_is_changed(check):
    parts = [np.array(x) if isinstance(x, np.ndarray) else x for x in SOLUTIONS[check]]
    for part in parts:
        if isinstance(part, np.ndarray):
            part.setflags(write=False)
    assert check(*parts)
    before = [[1.0, 2.0], [3.0]]
    for slot in range(len(parts)):
        with_part(check, slot, before)
    assert before == [[1.0, 2.0], [3.0]]


@pytest.mark.parametrize("check", SOLUTIONS)
def test_a_check_prints_nothing(check, capsys):
    check(*SOLUTIONS[check])
    check(*(... for _ in SOLUTIONS[check]))
    check(*((lambda *given: warnings.warn("loud", stacklevel=1)) for _ in SOLUTIONS[check]))
    captured = capsys.readouterr()
    assert captured.out == captured.err == ""


def test_feedback_is_true_where_the_answer_is_right_and_reads_as_a_sentence():
    right = checks.Feedback("x1", True, "right", "The terms cancel at tau.")
    wrong = checks.Feedback("x1", False, "sign", "Does v rise or fall?")
    assert right
    assert not wrong
    assert repr(right) == str(right) == "Right. The terms cancel at tau."
    assert repr(wrong) == str(wrong) == "Not yet. Does v rise or fall?"
    with pytest.raises(dataclasses.FrozenInstanceError):
        right.passed = False


def test_each_check_names_its_exercise():
    names = {label: one(*SOLUTIONS[one]).exercise for label, one in checks.EXERCISES.items()}
    assert names == {label: label for label in names}


def test_checking_numbers_loads_numpy_and_nothing_heavier():
    program = (
        "import sys, numpy as np; from neurocalc.checks import check_chain_rule, check_charge\n"
        "a = np.linspace(0, 1, 11); u = a**4 + 1\n"
        "assert check_chain_rule(4 * a**3, np.exp(u), 4 * a**3 * np.exp(u))\n"
        "check_charge(..., ..., ...)\n"
        "print([name for name in ('sympy', 'scipy', 'matplotlib') if name in sys.modules])"
    )
    assert fresh(program) == "[]\n"


def fresh(program, *paths):
    """What a new interpreter prints that looks for modules in `paths` first."""
    paths = [*map(str, paths), *filter(None, sys.path)]
    command = [sys.executable, "-c", f"import sys; sys.path[:0] = {paths}; {program}"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# All exercises by label ---------------------------------------------------------------------


def test_every_check_is_found_by_its_label_and_imported_by_its_name():
    assert checks.EXERCISES["x2"] is checks.check_chain_rule
    for one in checks.EXERCISES.values():
        assert getattr(checks, one.__name__) is one
        assert one.__name__ in checks.__all__


def test_checks_stand_in_the_order_of_the_book_not_of_the_alphabet(tmp_path):
    package = shutil.copytree(Path(checks.__file__).parents[1], tmp_path / "neurocalc")
    for label in ("x10", "x9"):
        text = (package / "checks" / "x2.py").read_text(encoding="utf-8")
        text = text.replace("check_chain_rule", f"check_{label}")
        (package / "checks" / f"{label}.py").write_text(text, encoding="utf-8")
    program = "from neurocalc import checks; print(*checks.EXERCISES, checks.check_x10.__name__)"
    expected = [*checks.EXERCISES, "x9", "x10", "check_x10"]
    assert fresh(program, tmp_path).split() == expected
    archive = shutil.make_archive(str(tmp_path / "packed"), "zip", tmp_path, "neurocalc")
    assert fresh(program, archive).split() == expected


@pytest.mark.parametrize(("label", "one"), checks.EXERCISES.items())
def test_answers_are_found_by_their_names_among_others(label, one):
    parts = dict(zip(NAMES[one], SOLUTIONS[one], strict=True))
    names = {"np": np, "_": ..., **dict(reversed(parts.items()))}
    assert checks.check(label, names) == one(*SOLUTIONS[one])
    names[NAMES[one][-1]] = ...
    assert checks.check(label, names) == with_part(one, -1, ...)
    assert list(names) == ["np", "_", *reversed(parts)]


@pytest.mark.parametrize(("check", "slot"), SLOTS)
def test_an_answer_without_its_name_is_asked_for(check, slot):
    parts = dict(zip(NAMES[check], SOLUTIONS[check], strict=True))
    name = NAMES[check][slot]
    parts[name.upper()] = parts.pop(name)
    label = check(*SOLUTIONS[check]).exercise
    feedback = checks.check(label, parts)
    assert (feedback.exercise, feedback.passed, feedback.code) == (label, False, "missing")
    assert feedback.message.startswith(f"{name} is not defined. ")


def test_the_first_of_the_missing_names_is_asked_for():
    assert checks.check("x5", {"areas": areas}).message.startswith("current is not defined")
    assert checks.check("x5", {}).message.startswith("current is not defined")


@pytest.mark.parametrize("label", ["x0", "X1", "", "x1 ", 1, None, ["x1"]])
def test_an_unknown_exercise_is_refused_with_the_known_ones(label):
    known = ", ".join(checks.EXERCISES)
    with pytest.raises(ValueError, match=f"one of {known}, but it is") as refusal:
        checks.check(label, {})
    assert repr(label) in str(refusal.value)
