"""The numerical methods and the noise that run in the page are those of the package."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pytest

from neurocalc import catalogue, differences, filters, noise, sums
from tests.programs import run_node

#: Call the methods [name, ...arguments]; a function is named with its settings, so is a filter.
PROGRAM = """
import {readFileSync} from "node:fs";
import * as functions from "./src/web/generated/functions.js";
import * as methods from "./src/web/maths/methods.js";
import * as random from "./src/web/maths/random.js";

const made = {
  number: Number, // JSON has no NaN
  typed: (values) => Float64Array.from(values),
  of: ([name, settings]) => (t) => functions[name].value(t, settings),
  filter: ([name, ...settings]) => methods.filters[name](...settings),
  seen: ([rule, edges]) => {
    let seen = 0;
    methods.meanHeights(() => seen++, edges, rule);
    return seen;
  },
};
const revive = (_, value) => {
  const kind = Object.keys(made).find((key) => Object.hasOwn(value ?? {}, key));
  return kind ? made[kind](value[kind]) : value;
};
const results = JSON.parse(readFileSync(0, "utf8"), revive).map((call) => {
  if (!Array.isArray(call)) return call;
  try {
    return {...methods, ...random}[call[0]](...call.slice(1));
  } catch (error) {
    return {refused: error.message};
  }
});
console.log(JSON.stringify(results));
"""
CASES = 300
#: Integrands of one variable, with parameters that keep them finite on [-12, 12].
INTEGRANDS = {
    "linear": {"c_1": (-3, 3)},
    "quadratic": {"c_2": (-2, 2), "c_1": (-2, 2), "c_0": (-2, 2)},
    "exponential": {"k": (0.1, 1)},
    "sine": {"omega": (0.2, 5)},
    "sigmoid": {"a": (0.5, 3), "theta": (-5, 5)},
    "synaptic_current": {"J": (0.5, 2), "tau_s": (0.5, 3), "t_sp": (-3, 3)},
}
FILTERS = {
    "difference": filters.difference,
    "average": filters.average,
    "movingAverage": filters.moving_average,
    "runningSum": filters.running_sum,
    "leakyIntegrator": filters.leaky_integrator,
}
STEPWISE = {
    "forwardDifference": differences.forward_difference,
    "backwardDifference": differences.backward_difference,
    "midpointDifference": differences.midpoint_difference,
    "centralDifference": differences.central_difference,
}
EXAMPLE = {"of": ["quadratic", {}]}  # t^2 - t + 1

each_rule = pytest.mark.parametrize("rule", sums.RULES)
each_filter = pytest.mark.parametrize("name", FILTERS)


@pytest.fixture
def rng():
    return np.random.default_rng(20)


def in_the_page(calls):
    """Let the page compute, all in one run of Node; a method that throws gives its sentence."""
    results = json.loads(run_node("--input-type=module", "-e", PROGRAM, input=json.dumps(calls)))
    assert len(results) == len(calls) > 0
    return results


def integrand(rng):
    """Draw a function of the catalogue: for the page, and for Python."""
    name = rng.choice(list(INTEGRANDS)).item()
    settings = {key: rng.uniform(*ends) for key, ends in INTEGRANDS[name].items()}
    function = getattr(catalogue, name)
    return {"of": [name, settings]}, lambda t: function(t, **settings)


def interval(rng):
    """Draw an interval, and how to cut it: the one keyword of `edges`."""
    a = rng.uniform(-10, 9)
    b = a + rng.uniform(0.5, 12 - a)
    cuts = [
        {"n": rng.integers(1, 200).item()},
        {"dt": rng.uniform(0.02, 1.2 * (b - a))},  # at times wider than the interval
        {"dt": (b - a) / rng.integers(1, 200).item()},  # divides it, but for rounding
        {"dt": round(rng.uniform(0.1, 1), 2)},
    ]
    return float(a), float(b), cuts[rng.integers(len(cuts))]


def one_filter(name, rng):
    """Draw the settings of a filter: for the page, and the filter in Python."""
    h, tau = rng.uniform(1e-3, 1, 2).tolist()
    settings = {
        "movingAverage": [rng.integers(1, 30).item()],
        "runningSum": [h],
        "leakyIntegrator": [h, tau],
    }.get(name, [])
    return {"filter": [name, *settings]}, FILTERS[name](*settings)


# Grids: the same operations in the same order give the same bits


def test_evenly_spaced_points_are_those_of_numpy_bit_for_bit(rng):
    cases = [
        (0, 10, 101),
        (2, 3, 1),
        (5, 5, 4),
        (3, -3, 7),
        (0, 1, 2),
        (0.1, 0.7, 3),
        (0, 5e-324, 4),
    ]
    cases += [
        (*rng.uniform(-10, 10, 2).tolist(), rng.integers(1, 400).item()) for _ in range(CASES)
    ]
    for case, points in zip(cases, in_the_page([["linspace", *c] for c in cases]), strict=True):
        assert points == np.linspace(*case).tolist(), case


def test_points_at_a_step_are_those_of_numpy_bit_for_bit(rng):
    cases = [(0, 2, 0.01), (0, 10, 1), (1, 0, 0.1), (1, 1, 0.1), (1, 0, -0.3), (0.05, 8.05, 0.1)]
    for _ in range(CASES):
        start, width = rng.uniform(-10, 10, 2).tolist()
        cases.append((start, start + width, math.copysign(rng.uniform(0.01, 1), width)))
    for case, points in zip(cases, in_the_page([["arange", *c] for c in cases]), strict=True):
        assert points == np.arange(*case).tolist(), case


def test_edges_are_those_of_the_package_bit_for_bit(rng):
    cases = [interval(rng) for _ in range(CASES)] + [(0.0, 1.05, {"dt": 0.35})]
    for (a, b, cut), edges in zip(cases, in_the_page([["edges", *c] for c in cases]), strict=True):
        assert edges == sums.edges(a, b, **cut).tolist(), (a, b, cut)


# Differences


def test_secants_have_the_slopes_of_the_package(rng):
    calls, expected, allowed = [], [], []
    for _ in range(CASES):
        of, f = integrand(rng)
        x, h = rng.uniform(-8, 8), rng.choice([-1, 1]) * 10 ** rng.uniform(-9, 0.5)
        calls.append(["secantSlope", of, x, h])
        expected.append(differences.secant_slope(f, x, h))
        # Each value may be rounded differently; subtracting keeps that, dividing enlarges it.
        size = max(abs(f(x)), abs(f(x + h)))
        allowed.append(1e-12 * abs(expected[-1]) + 16 * np.spacing(size) / abs(h))
    off = np.abs(np.array(in_the_page(calls)) - expected)
    assert (off <= allowed).all(), calls[np.argmax(off - allowed)]


@pytest.mark.parametrize("name", STEPWISE)
def test_differences_are_those_of_the_package_bit_for_bit(name, rng):
    cases = []
    for _ in range(CASES):
        n, a = rng.integers(3, 60), rng.uniform(-1000, 1000)
        even = name == "centralDifference"
        t = (
            np.linspace(a, a + rng.uniform(0.1, 50), n)
            if even
            else a + np.cumsum(rng.random(n) + 0.01)
        )
        cases.append((rng.normal(size=n).tolist(), t.tolist()))
    calls = [[name, f, t] for f, t in cases]
    calls += [[name, {"typed": f}, {"typed": t}] for f, t in cases[:3]]
    for (f, t), page in zip(cases + cases[:3], in_the_page(calls), strict=True):
        samples = STEPWISE[name](f, t)
        assert page == {"t": samples.t.tolist(), "values": samples.values.tolist()}


def test_the_forward_difference_of_a_sine_is_the_cosine_at_the_middles():
    h = 0.25
    t = np.arange(0, 6, h)
    (slope,) = in_the_page([["midpointDifference", np.sin(t).tolist(), t.tolist()]])
    expected = 2 / h * math.sin(h / 2) * np.cos(np.array(slope["t"]))
    assert slope["values"] == pytest.approx(expected, rel=1e-12, abs=1e-14)


# Sums


@each_rule
def test_heights_are_those_of_the_package(rule, rng):
    cases = []
    for _ in range(CASES):
        of, f = integrand(rng)
        t = np.cumsum(rng.uniform(0.01, 0.5, rng.integers(2, 40))) - 8
        cases.append((of, f, t))
    page = in_the_page([["meanHeights", of, t.tolist(), rule] for of, _, t in cases])
    for (of, f, t), heights in zip(cases, page, strict=True):
        # A weighted mean rounds in proportion to the values it adds.
        size = np.abs(f(t)).max()
        expected = sums.mean_heights(f, t, rule)
        assert heights == pytest.approx(expected, rel=1e-12, abs=1e-14 * size), of


@each_rule
def test_sums_are_those_of_the_package(rule, rng):
    cases = [(*integrand(rng), *interval(rng)) for _ in range(CASES)]
    options = [{**cut, "rule": rule} for *_, cut in cases]
    calls = [
        [method, of, a, b, option]
        for method in ("runningSum", "riemannSum")
        for (of, _, a, b, _), option in zip(cases, options, strict=True)
    ]
    page = in_the_page(calls)
    for i, ((of, f, a, b, _), option) in enumerate(zip(cases, options, strict=True)):
        running = sums.running_sum(f, a, b, **option)
        # Where areas of both signs cancel, the rounding of what was added stays.
        size = sums.running_sum(lambda t, f=f: np.abs(f(t)), a, b, **option).values[-1]
        near = {"rel": 1e-12, "abs": 1e-13 * size}
        assert page[i]["t"] == running.t.tolist()
        assert page[i]["values"] == pytest.approx(running.values, **near), (of, a, b, option)
        total = sums.riemann_sum(f, a, b, **option)
        assert page[CASES + i] == pytest.approx(total, **near), (of, a, b, option)


@each_rule
def test_a_running_sum_adds_in_the_order_of_the_package(rule, rng):
    # A product rounds alike everywhere, so that only another order could change a bit.
    cases = [(rng.uniform(-3, 3), *interval(rng)) for _ in range(CASES)]
    calls = [
        ["runningSum", {"of": ["linear", {"c_1": c_1}]}, a, b, {**cut, "rule": rule}]
        for c_1, a, b, cut in cases
    ]
    for (c_1, a, b, cut), page in zip(cases, in_the_page(calls), strict=True):
        running = sums.running_sum(lambda t, c_1=c_1: c_1 * t, a, b, rule=rule, **cut)
        assert page["values"] == running.values.tolist()


@each_rule
def test_a_rule_looks_the_function_up_as_often_as_it_says(rule):
    counts = [1, 2, 10, 37]
    said = in_the_page([["evaluations", n, rule] for n in counts])
    seen = in_the_page([{"seen": [rule, list(range(n + 1))]} for n in counts])
    assert said == seen == [sums.evaluations(n, rule) for n in counts]


def test_the_left_sums_of_the_example_are_those_of_the_page():
    calls = [["riemannSum", EXAMPLE, 0, 10, {"dt": dt}] for dt in (0.1, 0.2, 0.4, 0.5, 1)]
    assert in_the_page(calls) == pytest.approx([288.85, 284.40, 275.60, 271.25, 250.00], rel=1e-14)


# Filters


@each_filter
def test_filters_have_the_weights_of_the_package(name, rng):
    cases = [one_filter(name, rng) for _ in range(CASES)]
    for (_, one), page in zip(cases, in_the_page([filter for filter, _ in cases]), strict=True):
        assert page["weights"] == pytest.approx(one.weights, rel=1e-12)
        assert page["feedback"] == pytest.approx(one.feedback, rel=1e-12)
        assert len(page["weights"]) == one.lost + 1


@each_filter
def test_outputs_are_those_of_the_package(name, rng):
    cases = []
    for _ in range(CASES):
        filter, one = one_filter(name, rng)
        cases.append((filter, one, rng.normal(size=one.lost + rng.integers(1, 120))))
    page = in_the_page([["apply", filter, x.tolist()] for filter, _, x in cases])
    for (filter, one, x), y in zip(cases, page, strict=True):
        # Inputs of both signs cancel; the rounding of what the filter has added stays.
        size = filters.Filter(tuple(np.abs(one.weights)), one.feedback)(np.abs(x)).max()
        assert y == pytest.approx(one(x), rel=1e-12, abs=1e-14 * size), filter


@each_filter
def test_gains_are_those_of_the_package(name, rng):
    cases = [(*one_filter(name, rng), rng.uniform(1e-3, math.pi)) for _ in range(CASES)]
    page = in_the_page([["gain", filter, omega] for filter, _, omega in cases])
    for (filter, one, omega), gain in zip(cases, page, strict=True):
        # Where a gain is nearly 0, its terms, each as large as a weight, cancel.
        size = np.abs(one.weights).sum()
        assert gain == pytest.approx(one.gain(omega), rel=1e-12, abs=1e-14 * size), (filter, omega)


@pytest.mark.parametrize(
    ("filter", "algebra"),
    [
        (["difference"], lambda w: 2 * np.sin(w / 2)),
        (["average"], lambda w: np.cos(w / 2)),
        (["movingAverage", 10], lambda w: np.abs(np.sin(5 * w) / (10 * np.sin(w / 2)))),
        (["runningSum", 0.01], lambda w: 0.01 / (2 * np.sin(w / 2))),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_gains_follow_the_algebra(filter, algebra):
    omega = np.linspace(0.01, math.pi, 50)
    gains = in_the_page([["gain", {"filter": filter}, w] for w in omega])
    assert gains == pytest.approx(algebra(omega), rel=1e-12, abs=1e-14)


def test_a_signal_to_noise_ratio_is_that_of_the_package(rng):
    cases = [
        (
            rng.normal(size=rng.integers(1, 300)),
            rng.uniform(0, 5) + rng.random(rng.integers(2, 300)),
        )
        for _ in range(CASES)
    ]
    page = in_the_page([["signalToNoise", s.tolist(), n.tolist()] for s, n in cases])
    expected = [filters.signal_to_noise(*case) for case in cases]
    assert page == pytest.approx(expected, rel=1e-12)


def test_a_difference_ruins_the_ratio_and_an_average_raises_it_as_the_page_says():
    many = 100_000  # draws for each seed: so many have the ratios of the distribution, within 0.5 %
    wave = np.sin(2 * np.pi * 0.25 * np.arange(0, 2, 0.01)).tolist()
    (drawn,) = in_the_page([["uniform", 7, many, 0, 0.5]])
    kinds = [None, {"filter": ["difference"]}, {"filter": ["average"]}]
    calls = [["apply", kind, x] for kind in kinds[1:] for x in (wave, drawn)]
    outputs = [wave, drawn, *in_the_page(calls)]
    pairs = [outputs[i : i + 2] for i in (0, 2, 4)]
    ratios = in_the_page([["signalToNoise", *pair] for pair in pairs])
    half = math.pi * 0.25 * 0.01  # half the wave's angle per sample
    before = math.sqrt(1 / 2) / (0.5 / math.sqrt(12))
    expected = [
        before,
        before * math.sqrt(2) * math.sin(half),
        before * math.sqrt(2) * math.cos(half),
    ]
    assert [f"{ratio:.2g}" if ratio < 1 else f"{ratio:.2f}" for ratio in expected] == [
        "4.90",
        "0.054",
        "6.93",
    ]
    assert ratios == pytest.approx(expected, rel=5e-3)


# Noise

SEEDS = [*range(100), 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**32 + 1, 2**48 + 5, 2**53 - 1]


def test_draws_are_those_of_numpy_bit_for_bit(rng):
    seeds = SEEDS + rng.integers(0, 2**53, CASES).tolist() + rng.integers(0, 2**32, CASES).tolist()
    cases = [(seed, rng.integers(1, 60).item()) for seed in seeds] + [(7, 20_000)]
    for (seed, n), drawn in zip(cases, in_the_page([["random", *c] for c in cases]), strict=True):
        assert drawn == np.random.default_rng(seed).random(n).tolist(), (seed, n)


def test_uniform_noise_is_that_of_the_package_bit_for_bit(rng):
    cases = []
    for seed in SEEDS:
        low, high = np.sort(rng.uniform(-5, 5, 2)).tolist()
        cases.append((seed, rng.integers(1, 300).item(), low, high))
    for case, drawn in zip(cases, in_the_page([["uniform", *c] for c in cases]), strict=True):
        assert drawn == noise.uniform(*case).tolist(), case


def test_gaussian_noise_is_that_of_the_package(rng):
    cases = [(seed, rng.integers(1, 300).item(), rng.uniform(0, 2)) for seed in SEEDS]
    for case, drawn in zip(cases, in_the_page([["normal", *c] for c in cases]), strict=True):
        # Near a quarter turn the cosine has only the rounding of its angle, a few 1e-16.
        near = {"rel": 1e-12, "abs": 1e-14 * case[-1]}
        assert drawn == pytest.approx(noise.normal(*case), **near), case


# Refusals

EVEN, UNEVEN = [0.0, 1.0, 2.0], [0.0, 1.0, 3.0]
NAN, INFINITE = {"number": "NaN"}, {"number": "Infinity"}
nan, inf = math.nan, math.inf


def square(t):
    return t**2


#: Calls in the page, and the same in Python: the page says the same sentence.
SAME_SENTENCES = [
    (["secantSlope", EXAMPLE, 1, 0], lambda: differences.secant_slope(square, 1, 0)),
    (["secantSlope", EXAMPLE, NAN, 1], lambda: differences.secant_slope(square, nan, 1)),
    (["secantSlope", EXAMPLE, 1, INFINITE], lambda: differences.secant_slope(square, 1, inf)),
    (["secantSlope", 3, 1, 1], lambda: differences.secant_slope(3, 1, 1)),
    (
        ["riemannSum", {"of": ["exponential", {"k": 1000}]}, 0, 10, {"n": 2, "rule": "left"}],
        lambda: sums.riemann_sum(lambda t: np.exp(1000 * t), 0, 10, n=2),
    ),
    (["forwardDifference", [1.0], [0.0]], lambda: differences.forward_difference([1.0], [0.0])),
    (
        ["centralDifference", [1.0, 2.0], [0.0, 1.0]],
        lambda: differences.central_difference([1.0, 2.0], [0.0, 1.0]),
    ),
    (
        ["centralDifference", EVEN, UNEVEN],
        lambda: differences.central_difference(EVEN, UNEVEN),
    ),
    (
        ["forwardDifference", EVEN, [0.0, 2.0, 1.0]],
        lambda: differences.forward_difference(EVEN, [0.0, 2.0, 1.0]),
    ),
    (
        ["forwardDifference", [0.0, NAN, 1.0], EVEN],
        lambda: differences.forward_difference([0.0, nan, 1.0], EVEN),
    ),
    (["edges", 1, 1, {"n": 3}], lambda: sums.edges(1, 1, n=3)),
    (["edges", 0, 1], lambda: sums.edges(0, 1)),
    (["edges", 0, 1, {"n": 3, "dt": 1}], lambda: sums.edges(0, 1, n=3, dt=1)),
    (["edges", 0, 1, {"n": 0}], lambda: sums.edges(0, 1, n=0)),
    (["edges", 0, 1, {"n": 2.5}], lambda: sums.edges(0, 1, n=2.5)),
    (["edges", 0, 1, {"dt": -1}], lambda: sums.edges(0, 1, dt=-1)),
    (["edges", 0, 1, {"dt": 1e-20}], lambda: sums.edges(0, 1, dt=1e-20)),
    (["meanHeights", EXAMPLE, EVEN, "middle"], lambda: sums.mean_heights(square, EVEN, "middle")),
    (["meanHeights", EXAMPLE, [0.0], "left"], lambda: sums.mean_heights(square, [0.0])),
    (["evaluations", 0, "left"], lambda: sums.evaluations(0)),
    (["evaluations", 3, "toString"], lambda: sums.evaluations(3, "toString")),
    (["apply", {"filter": ["average"]}, [1.0]], lambda: filters.average()([1.0])),
    (["apply", {"filter": ["average"]}, [1.0, NAN]], lambda: filters.average()([1.0, nan])),
    (["gain", {"filter": ["runningSum", 1]}, 0], lambda: filters.running_sum(1).gain(0)),
    (["gain", {"filter": ["average"]}, NAN], lambda: filters.average().gain(nan)),
    (["signalToNoise", [1.0], [0.1, 0.1, 0.1]], lambda: filters.signal_to_noise([1.0], [0.1] * 3)),
    (["uniform", -1, 3], lambda: noise.uniform(-1, 3)),
    (["uniform", 0.5, 3], lambda: noise.uniform(0.5, 3)),
    (["uniform", 7, 0], lambda: noise.uniform(7, 0)),
    (["uniform", 7, 3, 1, 0.5], lambda: noise.uniform(7, 3, 1, 0.5)),
    (["normal", 7, 3, -0.5], lambda: noise.normal(7, 3, -0.5)),
    (["normal", 7, 3, NAN], lambda: noise.normal(7, 3, nan)),
]
#: Calls that only the page has to word for itself, and the argument that it names.
OWN_SENTENCES = [
    (["linspace", 0, 1, 0], "n"),
    (["linspace", 0, INFINITE, 3], "b"),
    (["arange", 0, 1, 0], "step"),
    (["arange", 0, "1", 0.1], "stop"),
    (["secantSlope", EXAMPLE, "1", 1], "x"),
    (["forwardDifference", EVEN, [0.0, 1.0]], "f and t"),
    (["forwardDifference", EVEN, 3], "t"),
    (["signalToNoise", [], [1.0, 2.0]], "signal"),
    (["signalToNoise", [1.0], []], "noise"),
    (["random", 2**53, 3], "seed"),
    (["random", None, 3], "seed"),
    (["uniform", 7, 3, "0"], "low"),
    (["uniform", 7, 3, 0, None], "high"),
]


def test_bad_arguments_are_refused_with_the_sentences_of_the_package():
    page = in_the_page([call for call, _ in SAME_SENTENCES])
    for (call, ask), result in zip(SAME_SENTENCES, page, strict=True):
        with pytest.raises((TypeError, ValueError)) as refusal:
            ask()
        sentence = re.sub(r"\binf\b", "Infinity", str(refusal.value).replace("nan", "NaN"))
        assert isinstance(result, dict), (call, result)
        assert result["refused"] == sentence, call


def test_other_bad_arguments_are_refused_by_name():
    page = in_the_page([call for call, _ in OWN_SENTENCES])
    for (call, name), result in zip(OWN_SENTENCES, page, strict=True):
        assert isinstance(result, dict), (call, result)
        assert result["refused"].startswith(f"{name} "), call


@pytest.mark.parametrize(
    ("name", "settings", "argument"),
    [
        ("movingAverage", [0], "k"),
        ("movingAverage", [2.5], "k"),
        ("runningSum", [0], "h"),
        ("leakyIntegrator", [-1, 1], "h"),
        ("leakyIntegrator", [1, 0], "tau"),
    ],
)
def test_a_filter_of_bad_settings_is_refused_by_name(name, settings, argument):
    with pytest.raises(RuntimeError, match=rf"Error: {argument} must be"):
        in_the_page([{"filter": [name, *settings]}])
    with pytest.raises((TypeError, ValueError), match=f"{argument} must be"):
        FILTERS[name](*settings)
