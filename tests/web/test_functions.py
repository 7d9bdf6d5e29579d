"""The functions that run in the page are those of the catalogue."""

from __future__ import annotations

import json

import numpy as np
import pytest
import sympy

from bookext import contract, web
from neurocalc import catalogue
from tests.programs import ROOT, run_node

GENERATED = ROOT / "src" / "web" / "generated"
FUNCTIONS = {
    name: each for name, each in vars(catalogue).items() if isinstance(each, catalogue.Function)
}
#: Evaluate the calls [function, "value" or "partials" ..., variable, rows, settings].
PROGRAM = """
import {readFileSync} from "node:fs";
import * as functions from "./src/web/generated/functions.js";

const calls = JSON.parse(readFileSync(0, "utf8"));
const results = calls.map(([name, kind, variable, rows, settings]) => {
  const named = functions[name][kind];
  const f = kind === "partials" ? named[variable] : named;
  return rows.map((row) => settings === null ? f(...row) : f(...row, settings));
});
console.log(JSON.stringify(results));
"""
STARTS = contract.integration_starts()
DRAWS = 20
POINTS = 15

each_function = pytest.mark.parametrize("name", FUNCTIONS)


def in_the_page(calls):
    """Let the page's functions compute, all in one run of Node."""
    return json.loads(run_node("--input-type=module", "-e", PROGRAM, input=json.dumps(calls)))


def draws(function):
    """Rows of points with settings: random ones, some of the settings left out, and none."""
    rng = np.random.default_rng(2024)
    for _ in range(DRAWS):
        settings = {name: drawn(function, name, rng) for name in function.parameters}
        kept = [name for name in settings if rng.random() < 0.8]
        yield points(function, rng), {name: settings[name] for name in kept}
    # On these points lie the spike and the thresholds, where a comparison decides.
    even = np.arange(-6, 8.25, 0.25)
    yield np.column_stack([even] * len(function.variables)), None


def points(function, rng):
    return rng.uniform(-6, 8, (POINTS, len(function.variables)))


def drawn(function, name, rng):
    """Between half and twice the default, which keeps its sign unless the parameter is signed."""
    value = function.parameters[name] * rng.uniform(0.5, 2)
    return value * rng.choice([-1, 1]) if name in function.signed else value


def size(expression):
    """The sum of the sizes of an expression's terms: what the rounding of a result scales with."""
    if isinstance(expression, sympy.Piecewise):
        return sympy.Piecewise(*((size(branch), when) for branch, when in expression.args))
    if isinstance(expression, (sympy.Add, sympy.Mul)):
        return expression.func(*map(size, expression.args))
    return sympy.Abs(expression)


def check(function, exact, kind, variable=None):
    """Compare what the page and the catalogue make of the same points and parameters."""
    cases = list(draws(function))
    calls = [[function.name, kind, variable, rows.tolist(), settings] for rows, settings in cases]
    # Here a parameter may have any sign, whatever SymPy takes it to be in the integrals.
    symbols = {symbol: sympy.Symbol(name, real=True) for name, symbol in exact.symbols.items()}
    terms_of = size(exact.expression.xreplace(symbols))
    sizes = sympy.lambdify(list(symbols.values()), terms_of, "numpy")
    for (rows, settings), computed in zip(cases, in_the_page(calls), strict=True):
        expected = exact(*rows.T, **(settings or {}))
        terms = sizes(*rows.T, **(exact.parameters | (settings or {})))
        off = np.abs(np.array(computed, dtype=float) - expected)
        # Where terms cancel, both languages are left with rounding in proportion to the terms.
        allowed = 1e-12 * (terms if kind == "integral" else np.abs(expected) + 1e-3 * terms)
        assert (off <= allowed).all(), (settings, rows[off > allowed], off.max())


def test_the_page_has_every_function_of_the_catalogue_and_no_other():
    program = """
    import * as functions from "./src/web/generated/functions.js";
    console.log(...Object.keys(functions));
    """
    names = run_node("--input-type=module", "-e", program).split()
    assert len(names) > 5
    assert sorted(names) == sorted(FUNCTIONS)


@each_function
def test_the_values_in_the_page_are_those_of_the_catalogue(name):
    check(FUNCTIONS[name], FUNCTIONS[name], "value")


@each_function
def test_the_slopes_in_the_page_are_those_of_the_catalogue(name):
    function = FUNCTIONS[name]
    kind = "derivative" if len(function.variables) == 1 else "partials"
    for variable in function.variables:
        check(function, function.derivative(variable), kind, variable)


@pytest.mark.parametrize("name", STARTS)
def test_the_integrals_in_the_page_are_those_of_the_catalogue(name):
    function = FUNCTIONS[name]
    check(function, function.integral(STARTS[name]), "integral")


@pytest.mark.parametrize("name", STARTS)
def test_an_integral_in_the_page_is_0_where_it_starts(name):
    start = STARTS[name]
    ((at_start,),) = in_the_page([[name, "integral", None, [[start]], None]])
    assert at_start == pytest.approx(0, abs=1e-12)


def test_the_generated_modules_are_what_the_package_says_now(tmp_path):
    web.generate(ROOT, tmp_path)
    fresh = {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()}
    stored = {file.name: file.read_text(encoding="utf-8") for file in GENERATED.glob("*.js")}
    assert "functions.js" in fresh
    assert stored == fresh, "run `make`: it writes them again"
