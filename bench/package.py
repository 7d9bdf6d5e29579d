"""What neurocalc costs next to the obvious alternatives; `python bench/package.py` runs it alone.

A ratio below 1 means that neurocalc is the faster one. Both sides of a ratio do the same work on
the same input in the same run; where the project has a target, the line says whether it is met.
"""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import scipy.integrate
import scipy.signal

if not __package__:  # run as a file: Python then looks beside it, and not where `bench` is
    sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.table import Row, judged, often, show, timed
from neurocalc import differences, filters, neuron, sums

TITLE = "neurocalc against the obvious alternatives"
RUNS = 7
SAMPLES = 1_000_000
SURFACE_TARGET = 1.0  # s, for the rate and both partial derivatives on 2000 x 2000 inputs
IMPORT_TARGET = 0.3  # s, for every numeric module, NumPy included


def rows() -> Iterator[Row]:
    """Measure surfaces, differences, sums, filters and the import."""
    yield from _surfaces()
    yield from _differences()
    yield from _sums()
    yield from _filters()
    yield from _imports()


def _surfaces() -> Iterator[Row]:
    E, inhibition = np.linspace(1, 10, 2000), np.linspace(0, 7, 2000)
    seconds = _median(lambda: _rate_and_partials(E, inhibition))
    yield judged("E-I rate and partials, 2000 x 2000", seconds, SURFACE_TARGET)
    E, inhibition = np.linspace(1, 10, 200), np.linspace(0, 7, 200)
    yield _compared(
        "E-I rate and partials, 200 x 200",
        lambda: _rate_and_partials(E, inhibition),
        "a double loop",
        lambda: _double_loop(E.tolist(), inhibition.tolist()),
    )


def _rate_and_partials(E, inhibition):
    return (
        neuron.ei_rate(E[:, None], inhibition),
        *neuron.ei_partials(E[:, None], inhibition),
    )


def _double_loop(E, inhibition):
    """Compute the same three surfaces number by number."""
    without_E, without_I = _sigmoid(-1.2 * 2.4), _sigmoid(-4.0)
    rate, by_E, by_I = [], [], []
    for x in E:
        for surface in (rate, by_E, by_I):
            surface.append([])
        for y in inhibition:
            s, q = _sigmoid(1.2 * (x - 2.4)), _sigmoid(y - 4.0)
            rate[-1].append(s - without_E - (q - without_I) / 2)
            by_E[-1].append(1.2 * s * (1 - s))
            by_I[-1].append(-q * (1 - q) / 2)
    return rate, by_E, by_I


def _sigmoid(x):
    return 1 / (1 + math.exp(-x))


def _differences() -> Iterator[Row]:
    t = np.linspace(0, 10, SAMPLES)
    f = np.sin(t)
    for difference in (differences.forward_difference, differences.central_difference):
        yield _compared(
            f"{difference.__name__}, 10^6 samples",
            lambda difference=difference: difference(f, t),
            "numpy.gradient",
            lambda: np.gradient(f, t),
        )
    x = np.linspace(0, 10, 1000)
    surface = np.sin(x[:, None]) * x
    yield _compared(
        "central_difference, axis 0 of 1000 x 1000",
        lambda: differences.central_difference(surface, x, axis=0),
        "numpy.gradient",
        lambda: np.gradient(surface, x, axis=0),
    )


def _sums() -> Iterator[Row]:
    def on_samples(rule):
        t = np.linspace(0, 10, SAMPLES + 1)
        return rule(np.exp(np.sin(t)), t)

    def f(t):
        return np.exp(np.sin(t))

    yield _compared(
        "riemann_sum, trapezoid, n = 10^6",
        lambda: sums.riemann_sum(f, 0, 10, SAMPLES, "trapezoid"),
        "scipy trapezoid",
        lambda: on_samples(scipy.integrate.trapezoid),
    )
    yield _compared(
        "running_sum, trapezoid, n = 10^6",
        lambda: sums.running_sum(f, 0, 10, SAMPLES, "trapezoid"),
        "scipy cumulative_trapezoid",
        lambda: on_samples(scipy.integrate.cumulative_trapezoid),
    )
    reference, error = scipy.integrate.quad(lambda t: math.exp(math.sin(t)), 0, 10)
    n = 1
    while abs(sums.riemann_sum(f, 0, 10, n, "simpson") - reference) > max(error, 1e-9):
        n *= 2
    yield _compared(
        f"riemann_sum, simpson, n = {n}, error < 1e-9",
        lambda: sums.riemann_sum(f, 0, 10, n, "simpson"),
        "scipy quad, of single numbers",
        lambda: scipy.integrate.quad(lambda t: math.exp(math.sin(t)), 0, 10),
    )


def _filters() -> Iterator[Row]:
    x = np.random.default_rng(0).normal(size=SAMPLES)
    for name, one in {
        "difference": filters.difference(),
        "average": filters.average(),
        "moving_average(50)": filters.moving_average(50),
        "running_sum": filters.running_sum(0.01),
        "leaky_integrator": filters.leaky_integrator(0.01, 0.1),
    }.items():
        yield _compared(
            f"filters.{name}, 10^6 samples",
            lambda one=one: one(x),
            "scipy lfilter",
            lambda one=one: scipy.signal.lfilter(one.weights, [1, -one.feedback], x),
        )


def _imports() -> Iterator[Row]:
    modules = ["arguments", "catalogue", "differences", "filters", "neuron", "sums", "synapse"]
    everything = ", ".join(["numpy", *(f"neurocalc.{name}" for name in modules)])
    # In turns, and the shortest of each: other programs only ever add to the time of a process.
    pairs = [(_import_time(everything), _import_time("numpy")) for _ in range(often(RUNS))]
    ours, numpys = map(min, zip(*pairs, strict=True))
    yield judged("import of all numeric modules", ours, IMPORT_TARGET)
    yield Row("import of all numeric modules", ours, "import of numpy", numpys)


def _import_time(names: str) -> float:
    """Return the time that a new interpreter takes to import these modules, in s."""
    code = (
        "from time import perf_counter; start = perf_counter(); "
        f"import {names}; print(perf_counter() - start)"
    )
    command = [sys.executable, "-c", code]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _median(action: Callable[[], object]) -> float:
    """Return the median time of an action that has run once before, in s."""
    action()  # the first call loads SymPy or a page of memory, and compiles
    return timed(action, runs=often(RUNS))


def _compared(
    what: str, action: Callable[[], object], against: str, reference: Callable[[], object]
) -> Row:
    return Row(what, _median(action), against, _median(reference))


if __name__ == "__main__":
    show(TITLE, rows())
