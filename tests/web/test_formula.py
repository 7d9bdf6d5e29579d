"""The formulas that a reader types mean the same in the page as in the package."""

from __future__ import annotations

import json
import math
import random
import re
import unicodedata
from functools import cache
from pathlib import Path

import mpmath
import numpy as np
import pytest
import sympy

from neurocalc import demos, formula
from neurocalc.formula import Formula, FormulaError, parse
from tests.programs import run_node

CASES = json.loads(
    (Path(__file__).parents[1] / "package" / "formula_cases.json").read_text("utf-8")
)
HOSTILE = json.loads(Path(__file__).with_name("hostile_formulas.json").read_text("utf-8"))
X, Y = "x", "y"

#: Read, print and compute formulas; JSON knows neither NaN nor infinity, so numbers are texts.
READ = """
import {readFileSync} from "node:fs";
import {FormulaError, parse} from "./src/web/maths/formula.js";

function answer({text, variables, points = []}) {
  try {
    const f = parse(text, variables);
    const values = points.map((point) => String(f.value(...point.map(Number))));
    return {tree: f.tree, printed: String(f), values};
  } catch (error) {
    if (!(error instanceof FormulaError)) return {crash: String(error.stack)};
    const {message, column, reason, sentence} = error;
    return {column, reason, message, sentence, printed: String(error)};
  }
}
const timed = (question) => {
  const start = process.cpuUsage().user;
  return {...answer(question), milliseconds: (process.cpuUsage().user - start) / 1000};
};
console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(timed)));
"""

#: Differentiate formulas by each variable, typeset them, and compute both forms of each slope.
DIFFERENTIATE = """
import {readFileSync} from "node:fs";
import katex from "katex";
import {evaluator, parse} from "./src/web/maths/formula.js";
import {derivative, latex} from "./src/web/maths/calculus.js";

const typeset = (tex) => {
  katex.renderToString(tex, {throwOnError: true, strict: "error"});
  return tex;
};
const answers = JSON.parse(readFileSync(0, "utf8")).map(({text, variables, points = []}) => {
  const f = parse(text, variables);
  const start = process.cpuUsage().user;
  const partials = variables.map((variable) => {
    const d = derivative(f, variable);
    const shown = evaluator(d.tree, variables);
    const at = (g) => points.map((point) => String(g(...point.map(Number))));
    return {latex: typeset(d.latex), values: at(d.value), shown: at(shown)};
  });
  const milliseconds = (process.cpuUsage().user - start) / 1000;
  return {latex: typeset(latex(f)), partials, milliseconds};
});
console.log(JSON.stringify(answers));
"""


def ask(program, questions):
    """Answers of Node to each question; no text can become code there."""
    flags = ("--disallow-code-generation-from-strings", "--input-type=module", "-e", program)
    return json.loads(run_node(*flags, input=json.dumps(questions)))


def question(text, variables=(X, Y), points=()):
    """Ask for a formula, and its values at some points."""
    return {
        "text": text,
        "variables": list(variables),
        "points": [
            [str(v).replace("inf", "Infinity").replace("nan", "NaN") for v in p] for p in points
        ],
    }


def numbers(texts):
    """Numbers that JavaScript printed."""
    return np.array([float(text.replace("Infinity", "inf")) for text in texts])


def lists(tree):
    """A tree as JSON has it."""
    return [lists(part) if isinstance(part, tuple) else part for part in tree]


def expected(text, variables):
    """What the package makes of a text, in the words of the page."""
    try:
        f = parse(text, tuple(variables))
    except FormulaError as error:
        culprit = text[error.column - 1 : error.column]
        name = unicodedata.name(culprit, "").lower() if culprit else ""
        sentence = str(error)
        if error.reason == "bad-character" and not culprit.isascii() and name:
            sentence = sentence.replace(f" {name})", ")").replace(f" {name} cannot", " cannot")
        message = sentence.removesuffix(f" (column {error.column}).")
        refused = {"column": error.column, "reason": error.reason, "message": message}
        return without_advice(refused | {"sentence": sentence, "printed": sentence})
    return {"tree": lists(f.tree), "printed": str(f), "values": []}


def without_advice(answer):
    """An answer without the word that is proposed for an unknown one: each side seeks its own."""
    if answer.get("reason") != "unknown-name":
        return answer
    return answer | {
        said: re.sub(r"(is unknown: ).*", r"\1", answer[said])
        for said in ("message", "sentence", "printed")
    }


def differences(texts, variables=(X, Y)):
    """Texts that the page reads otherwise than the package, with both readings."""
    answers = ask(READ, [question(text, variables) for text in texts])
    for answer in answers:
        answer.pop("milliseconds")
    told = map(without_advice, answers)
    pairs = [(text, expected(text, variables), a) for text, a in zip(texts, told, strict=True)]
    return [pair for pair in pairs if pair[1] != pair[2]]


# --- Reading -------------------------------------------------------------------------------------


def test_the_cases_of_the_grammar_read_the_same_in_the_page():
    cases = [*CASES["accepted"], *CASES["refused"]]
    answers = ask(READ, [question(case["text"], case["variables"]) for case in cases])
    for case, answer in zip(cases, answers, strict=True):
        del answer["milliseconds"]
        assert without_advice(answer) == expected(case["text"], case["variables"])
    told = answers[: len(CASES["accepted"])]
    assert [a["printed"] for a in told] == [case["canonical"] for case in CASES["accepted"]]
    told = answers[len(CASES["accepted"]) :]
    places = [(case["column"], case["reason"]) for case in CASES["refused"]]
    assert [(a["column"], a["reason"]) for a in told] == places


PIECES = [
    *("x", "y", "t", "e", "pi", "foo", "__", "1", "2", ".5", "1e9", "9", "10", "100", "3", "0"),
    *("sin", "exp", "sin(", "x(", "log(", "sigmoid(", "abs(", "tahn", "ln", "x2", "1e100"),
    *("+", "-", "*", "/", "^", "**", "(", ")", "((", "))", " ", ".", ",", "=", "[", "'"),
    *("\u00b2", "\u03c0", "\u2212", "\u00d7", "\u0445", "\u2074", "\U0001f600"),
]


def test_random_texts_are_accepted_and_refused_alike():
    generator = random.Random(1)
    letters = "xyte0123456789.+-*/^() \u00b2\u00b3\u03c0\u00d7\u00f7"
    texts = ["".join(generator.choices(letters, k=generator.randint(0, 30))) for _ in range(3000)]
    texts += ["".join(generator.choices(PIECES, k=generator.randint(0, 15))) for _ in range(3000)]
    assert differences(texts) == []
    reasons = {expected(text, (X, Y)).get("reason") for text in texts}
    assert len(reasons) > 12
    assert sum(expected(text, (X, Y)).get("reason") is None for text in texts) > 200


def test_a_misspelt_name_is_refused_alike():
    generator = random.Random(2)
    words = [*formula.FUNCTIONS, *formula.NAME_ADVICE, "constructor", "toString", "tau", "rate"]
    slips = []
    for _ in range(2000):
        word = list(generator.choice(words))
        for _ in range(generator.randint(1, 3)):
            place = generator.randrange(len(word) + 1)
            word[place : place + generator.randint(0, 1)] = generator.choice(
                "abceghilnopqrstxy_ST3"
            )
        slips.append("".join(word) or "q")
    assert differences(slips, ("tau", "rate", "E")) == []


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("sinn", "perhaps you mean sin"),
        ("sqr", "perhaps you mean sqrt"),
        ("Exp", "perhaps you mean exp"),
        ("sigmiod", "perhaps you mean sigmoid"),
        ("T", "perhaps you mean t"),
        ("tsin", "perhaps you mean t*sin"),
        ("ln", formula.NAME_ADVICE["ln"]),
        ("q", f"please use t, pi, {', '.join([*formula.CONSTANTS, *formula.FUNCTIONS][1:-1])} or "),
    ],
)
def test_an_unknown_name_gets_a_word_of_advice(name, advice):
    [answer] = ask(READ, [question(name, ["t"])])
    assert answer["message"].startswith(f"The name {name} is unknown: {advice}")


def test_every_superscript_and_lookalike_is_refused_with_the_same_advice():
    characters = [chr(n) for n in range(0x20000) if unicodedata.decomposition(chr(n))[:3] == "<su"]
    assert differences([*characters, *formula.LOOKALIKES, *formula.CHARACTER_ADVICE]) == []


def test_texts_that_are_not_strings_and_bad_variables_are_refused():
    program = """
    import {parse} from "./src/web/maths/formula.js";
    const tried = [
      [3], [null], [["t"]], ["t", "t"], ["t", ["t", "t"]], ["t", ["e"]], ["t", ["sin"]],
      ["t", ["2x"]], ["t", ["x.y"]], ["t", [1]], ["t", ["__proto__"]],
    ].map((parts) => {
      try {
        return String(parse(...parts));
      } catch (error) {
        return error.name;
      }
    });
    const f = parse("t");
    for (const values of [[], [1, 2]]) {
      try {
        tried.push(f.value(...values));
      } catch (error) {
        tried.push(error.name);
      }
    }
    console.log(tried.join(" "));
    """
    told = run_node("--input-type=module", "-e", program).split()
    assert told[:4] == ["TypeError"] * 4
    assert told[4:9] == ["RangeError"] * 5
    assert told[9:] == ["TypeError", "RangeError", "TypeError", "TypeError"]


# --- Hostile texts -------------------------------------------------------------------------------


def test_hostile_texts_are_refused_with_a_column_or_mean_the_same():
    assert len(HOSTILE) >= 200
    assert len(set(HOSTILE)) == len(HOSTILE)
    assert differences(HOSTILE) == []
    answers = ask(READ, [question(text, points=[(0.5, 2.0)]) for text in HOSTILE])
    for text, answer in zip(HOSTILE, answers, strict=True):
        assert answer["milliseconds"] < 1000
        assert "crash" not in answer
        if "column" in answer:
            assert 1 <= answer["column"] <= max(1, len(text))
        else:
            assert math.isfinite(numbers(answer["values"])[0]) or answer["values"] == ["NaN"]
    assert 30 < sum("column" not in answer for answer in answers) < len(HOSTILE) / 2


def test_a_text_of_ten_million_characters_is_refused_before_it_is_read():
    program = """
    import {parse} from "./src/web/maths/formula.js";
    const texts = ["(", "x", "\\u{1f600}"].map((c) => c.repeat(10_000_000));
    const start = process.cpuUsage().user;
    for (const text of texts) {
      try {
        parse(text);
      } catch ({reason, column}) {
        console.log(reason, column);
      }
    }
    console.log(process.cpuUsage().user - start < 1e6); // µs of its own, on a busy machine too
    """
    told = run_node("--input-type=module", "-e", program).splitlines()
    assert told == ["too-long 201"] * 3 + ["true"]


# --- Values --------------------------------------------------------------------------------------

LEAVES = ["x", "y", "x", "y", "pi", "e", "0", "1", "2", "3", "0.5", "10", "1e-3", "2.75"]


def written(generator, depth):
    """A random formula, with all its parentheses."""
    if depth == 0 or generator.random() < 0.12:
        return generator.choice(LEAVES)
    inner = [written(generator, depth - 1) for _ in range(2)]
    kind = generator.choice(["call", "call", "neg", "power", "sign", "sign", "sign"])
    if kind == "call":
        return f"{generator.choice(list(formula.FUNCTIONS))}({inner[0]})"
    if kind == "neg":
        return f"(-{inner[0]})"
    if kind == "power":
        return f"({inner[0]})^({generator.choice(['2', '3', '0.5', '-1', '1/3', inner[1]])})"
    return f"({inner[0]}{generator.choice('+-*/')}{inner[1]})"


def shaken(tree, values, shake):
    """Compute a tree with an error of some 50 roundings at each step."""
    match tree:
        case ("number" | "name", _):
            return formula.evaluate(tree, values)
        case ("neg", a):
            return -shaken(a, values, shake)
        case ("call", name, a):
            return formula.FUNCTIONS[name][0](shaken(a, values, shake)) * shake()
        case (sign, a, b):
            a, b = shaken(a, values, shake), shaken(b, values, shake)
            return formula.OPERATORS[sign][0](a, b) * shake()


def well_conditioned(f, points):
    """Where roundings leave a formula as it is: not in sin(1e9), and not in 1 - cos(1e-9)."""
    generator = np.random.default_rng(3)
    values = dict(zip(f.variables, points.T, strict=True))
    exact = f(*points.T)
    same = np.isfinite(exact)
    with np.errstate(all="ignore"):
        for _ in range(3):
            near = shaken(f.tree, values, lambda: 1 + 1e-14 * generator.choice([-1, 1]))
            same &= np.abs(near - exact) <= 5e-13 * np.abs(exact)
    return same


def random_formulas(seed, count, depth=4):
    """Random formulas within the limits."""
    generator, found = random.Random(seed), []
    while len(found) < count:
        try:
            found.append(parse(written(generator, depth), (X, Y)))
        except FormulaError as error:
            if error.reason not in {"too-long", "huge-power"}:
                raise
    return found


def test_random_formulas_have_the_same_values():
    points = np.random.default_rng(4).uniform(-4, 4, (12, 2))
    formulas = random_formulas(5, 1500)
    answers = ask(READ, [question(f.text, points=points.tolist()) for f in formulas])
    compared = gaps = 0
    for f, answer in zip(formulas, answers, strict=True):
        ours, theirs = f(*points.T), numbers(answer["values"])
        sure = well_conditioned(f, points)
        assert theirs[sure] == pytest.approx(ours[sure], rel=1e-12, abs=0), f.text
        compared += sure.sum()
        if np.isnan(ours).all():
            assert np.isnan(theirs).all(), f.text
            gaps += 1
    assert compared > 5000
    assert gaps > 50


def test_the_gaps_are_the_same():
    special = [0.0, -0.0, 1.0, -1.0, 2.0, -2.0, 0.5, -0.5, 710.0, -745.0, 1e200, -1e200, 1e308]
    special += [math.inf, -math.inf, math.nan]
    points = [(x, y) for x in special for y in special]
    texts = ["x^y", "x/y", "x*y", "x+y", "x-y", "x^(-y)", "1/(1/x)", "log(x)*y", "sqrt(x)^y"]
    texts += ["e^x/y", "0^x", "1^x", "(-1)^y", "(x-x)^y", "y/(x-x)", "3", "1/0", "0*log(x)"]
    texts += [f"{name}(x)" for name in formula.FUNCTIONS if name not in {"sin", "cos", "tan"}]
    texts += ["1/(1+e^(-x))", "x^0", "(x^2)^0.5", "(x/y)^(y/x)", "(x y)^(1/3)", "log(0)", "2^x"]
    answers = ask(READ, [question(text, points=points) for text in texts])
    for text, answer in zip(texts, answers, strict=True):
        ours = parse(text, (X, Y))(*np.array(points).T)
        same = pytest.approx(ours, rel=1e-12, abs=1e-300, nan_ok=True)
        assert numbers(answer["values"]) == same, text


def test_ten_thousand_values_take_a_moment():
    program = """
    import {parse} from "./src/web/maths/formula.js";
    const {value} = parse("2t e^(-t/0.5) + sin(2pi t)^2");
    const start = process.cpuUsage().user;
    let sum = 0;
    for (let i = 0; i < 10_000; i++) sum += value(i / 1000);
    console.log(JSON.stringify({sum, milliseconds: (process.cpuUsage().user - start) / 1000}));
    """
    told = json.loads(run_node("--input-type=module", "-e", program))
    t = np.arange(10_000) / 1000
    assert told["sum"] == pytest.approx(parse("2t e^(-t/0.5) + sin(2pi t)^2")(t).sum(), rel=1e-9)
    assert told["milliseconds"] < 500  # a few in fact


# --- Derivatives ---------------------------------------------------------------------------------

BOOK = [
    *("x^2 + 2xy + y^2", "x e^(-x^2-y^2)", "x + 2xy + y^3", "xy^3", "sin(x)cos(y)", "sin(x + y)"),
    *("sin(x) + sin(y)", "2x e^(-x/0.5)", "e^(x^4+1)", "1/(1+e^-(x-5))", "1.5x^2 + 4x - 1"),
]
MORE = [
    *("3", "x", "-x", "pi x", "x/3", "x^3/3", "x^0.5", "x^-2", "(2x+1)^5", "x(x+1)(y-2)", "x^2y^2"),
    *("tan(x y)", "exp(-x^2)y", "log(x+5)", "log(x^2+y^2)", "sqrt(x^2+y^2)", "abs(x)", "abs(x y)"),
    *("tanh(x-y)", "sinh(x)y", "cosh(x)/(x+5)", "atan(y/x)", "sigmoid(x-y)", "sigmoid(3x)^2"),
    *("x^y", "y^x", "x^x", "2^x", "pi^(xy)", "e^sin(x)", "exp(x)^2", "sin(x)^3cos(y)^2", "0.1x^3"),
    *(
        "sin(cos(tan(x/4)))",
        "x/(x^2+y^2)",
        "(x^2)^0.5",
        "sqrt(x)sqrt(y)",
        "(x y)^(1/3)",
        "x*abs(x)",
    ),
    *(
        "e^(2x)e^(-3y)",
        "1/(1/x+1/y)",
        "sin(2)x",
        "sqrt(2)x + pi^2 y",
        "e x^e",
        "5/(3-x)^2",
        "-(-x)",
    ),
    *("sin(x^2+y)/(1+x^2)", "(x-y)/(x+y)", "sin(x)^2 + cos(x)^2", "abs(sin(x))", "1^x"),
    *("log(sigmoid(x))", "tanh(sigmoid(x y))x", "1e-3x^2", "x^1.0001", "(x+y)^2/(x-y)^3"),
]


def presets():
    """Formulas that the demos offer."""
    parameters = [p for demo in demos.ALL for p in demo.specification()["parameters"]]
    typed = [p for p in parameters if p["kind"] == "typed"]
    return [(text, p["variables"]) for p in typed for text in (p["default"], *p["presets"]) if text]


def slopes_by_sympy(f: Formula, variable, points):
    """The partial derivative by SymPy, with 40 digits; nan where it or the formula has a gap."""
    expression = f.to_sympy().diff(f.symbols[f.variables.index(variable)])
    compiled = sympy.lambdify(f.symbols, expression, "mpmath")
    slopes = []
    for point in points:
        with mpmath.workdps(40):
            try:
                slope = compiled(*map(mpmath.mpf, point))
            except ZeroDivisionError:
                slope = mpmath.nan
        real = mpmath.im(slope) == 0 and math.isfinite(f(*point))
        slopes.append(float(mpmath.re(slope)) if real else math.nan)
    return np.array(slopes)


def test_the_derivatives_are_those_of_sympy():
    asked = [(text, (X, Y)) for text in BOOK + MORE] + presets()
    generator = np.random.default_rng(6)
    questions = [
        question(text, names, generator.uniform(-3, 3, (12, len(names))).tolist())
        for text, names in asked
    ]
    compared = 0
    for (text, names), q, answer in zip(
        asked, questions, ask(DIFFERENTIATE, questions), strict=True
    ):
        f = parse(text, tuple(names))
        points = [[float(v) for v in point] for point in q["points"]]
        for name, partial in zip(names, answer["partials"], strict=True):
            ours = slopes_by_sympy(f, name, points)
            same = pytest.approx(ours, rel=1e-9, abs=1e-12, nan_ok=True)
            assert numbers(partial["values"]) == same, (text, name)
            shown = np.where(np.isnan(ours), math.nan, numbers(partial["shown"]))
            assert shown == same, (text, name, partial["latex"])
            compared += np.isfinite(ours).sum()
    assert compared > 1000
    assert all(any(f"{name}(" in text for text, _ in asked) for name in formula.FUNCTIONS)


ODD_PLACES = [
    ("t abs(t)", 0), ("abs(t)", 0), ("abs(t)^3", 0), ("t abs(t) + 3t", 0), ("sqrt(t^2)", 0),
    ("(t - 1) abs(t - 1) + t^2", 1), ("abs(t - 1) + t^2", 1), ("sin(t) abs(t)", 0),
    ("exp(-abs(t))", 0), ("t^2 / (1 + abs(t))", 0), ("abs(sin(t))", 0), ("abs(t)^2 + 2", 0),
]  # fmt: skip


def test_where_the_rules_give_no_slope_the_limits_of_both_secants_tell_it():
    questions = [question(text, ("t",), [[place]]) for text, place in ODD_PLACES]
    answers = ask(DIFFERENTIATE, questions)
    h = sympy.symbols("h", real=True)
    kinds = set()
    for (text, place), answer in zip(ODD_PLACES, answers, strict=True):
        f = parse(text, ("t",))
        [t] = f.symbols
        expression = f.to_sympy()
        rise = expression.subs(t, place + h) - expression.subs(t, place)
        right, left = (sympy.limit(rise / h, h, 0, side) for side in "+-")
        expected = float(right) if right == left else math.nan
        [slope] = numbers(answer["partials"][0]["values"])
        assert slope == pytest.approx(expected, abs=1e-5, nan_ok=True), text
        kinds.add(math.isnan(expected))
    assert kinds == {True, False}


def test_the_derivatives_of_random_formulas_agree_with_a_central_difference():
    points = np.random.default_rng(7).uniform(0.2, 2, (5, 2))
    formulas = random_formulas(8, 250, depth=3)
    answers = ask(DIFFERENTIATE, [question(f.text, points=points.tolist()) for f in formulas])
    compared = 0
    for f, answer in zip(formulas, answers, strict=True):
        assert answer["milliseconds"] < 20_000
        for step, partial in zip(np.eye(2), answer["partials"], strict=True):
            with mpmath.workdps(60):
                for point, told, shown in zip(
                    points, numbers(partial["values"]), numbers(partial["shown"]), strict=True
                ):
                    slope = central_difference(f, point, step)
                    if slope is not None and math.isfinite(told):
                        assert told == pytest.approx(slope, rel=1e-8, abs=1e-10), f.text
                        assert shown == pytest.approx(slope, rel=1e-8, abs=1e-10), f.text
                        compared += 1
    assert compared > 800


def central_difference(f, point, step):
    """The slope of a formula along a step, with 60 digits; None where there is none."""
    h = mpmath.mpf(10) ** -20
    ends = []
    for sign in (-1, 1):
        moved = [mpmath.mpf(v) + sign * h * mpmath.mpf(s) for v, s in zip(point, step, strict=True)]
        try:
            ends.append(exact(f.tree, dict(zip(f.variables, moved, strict=True))))
        except (ZeroDivisionError, ValueError, OverflowError):
            return None
    if any(mpmath.im(end) != 0 or not mpmath.isfinite(end) for end in ends):
        return None
    return float(mpmath.re(ends[1] - ends[0]) / (2 * h))


def exact(tree, values):
    """Compute a tree with as many digits as mpmath works with."""
    match tree:
        case ("number", text):
            return mpmath.mpf(text)
        case ("name", name):
            return values[name] if name in values else {"pi": +mpmath.pi, "e": +mpmath.e}[name]
        case ("neg", a):
            return -exact(a, values)
        case ("call", "sigmoid", a):
            return 1 / (1 + mpmath.exp(-exact(a, values)))
        case ("call", "abs", a):
            return abs(exact(a, values))
        case ("call", name, a):
            return getattr(mpmath, name)(exact(a, values))
        case (sign, a, b):
            a, b = exact(a, values), exact(b, values)
            return formula.OPERATORS[sign][1](a, b) if sign != "^" else mpmath.power(a, b)


def test_a_slope_has_the_gaps_of_the_formula_and_those_of_its_own():
    texts = ["log(x)", "1/x", "sqrt(x)", "abs(x)", "x^0.5", "x/x", "x*0/x", "e^(1000x)"]
    answers = ask(DIFFERENTIATE, [question(t, (X,), [(-1.0,), (0.0,), (1.0,)]) for t in texts])
    told = [numbers(answer["partials"][0]["values"]) for answer in answers]
    nan = math.nan
    expected = [
        [nan, nan, 1],
        [-1, nan, -1],
        [nan, nan, 0.5],
        [-1, nan, 1],
        [nan, nan, 0.5],
        [0, nan, 0],
        [0, nan, 0],
        [0, 1000, nan],
    ]
    assert np.array(told) == pytest.approx(np.array(expected), nan_ok=True)


def test_variables_may_be_called_as_anything_in_javascript_or_in_math_js():
    names = ("constructor", "toString", "i", "tau", "Infinity", "NaN", "n1", "c1", "true", "null")
    text = " + ".join(f"{k} {name}^2" for k, name in enumerate(names, start=1))
    point = [float(k) for k in range(3, 3 + len(names))]
    (answer,) = ask(DIFFERENTIATE, [question(text, names, [point])])
    slopes = [numbers(partial["values"])[0] for partial in answer["partials"]]
    assert slopes == [2 * k * value for k, value in enumerate(point, start=1)]


def test_a_slope_along_no_variable_is_refused():
    program = """
    import {derivative} from "./src/web/maths/calculus.js";
    import {parse} from "./src/web/maths/formula.js";
    for (const name of ["y", "e", "constructor"]) {
      try {
        console.log(derivative(parse("e x", ["x"]), name).latex);
      } catch (error) {
        console.log(error.name);
      }
    }
    """
    told = run_node("--input-type=module", "-e", program).split()
    assert told == ["RangeError"] * 3


MONSTERS = [
    *("x^" * 40 + "x", "x*" * 99 + "x", "x/" * 99 + "x", "(x)" * 66, "x+" * 99 + "x"),
    *("sin(" * 39 + "x" + ")" * 39, "sigmoid(" * 20 + "x" + ")" * 20, "(x^x)^" * 33 + "x"),
    *("(x+y)" * 40, "x^2y^2" * 30, "-" * 40 + "x", "(((x^9)^9)^9)^9"),
    "*".join(f"{name}({k}x)" for k, name in enumerate(formula.FUNCTIONS, start=2)),
    "-tanh(-(x+3))*(-tanh(0.5*1e-3))/(-(-1e-3+(e-x)))^2",
    "(sin((-log(((x+x))^2)))/(((tan((0.5)^(-1))-abs((1e-3+x)))*(x/((0.5*1)*tan(y)))))^3)",
]


@cache
def differentiated(*texts):
    """What one start of Node says of each of these formulas, and of its slopes at a point."""
    asked = [question(text, points=[(0.7, 0.4)]) for text in texts]
    return dict(zip(texts, ask(DIFFERENTIATE, asked), strict=True))


@pytest.mark.parametrize("text", MONSTERS)
def test_even_a_monster_is_differentiated_in_a_moment(text):
    answer = differentiated(*MONSTERS)[text]
    assert answer["milliseconds"] < 5000
    told = [numbers(partial["values"])[0] for partial in answer["partials"]]
    with mpmath.workdps(60):
        f = parse(text, (X, Y))
        slopes = [central_difference(f, (0.7, 0.4), step) for step in np.eye(2)]
    assert told == pytest.approx(slopes, rel=1e-8)


# --- TeX -----------------------------------------------------------------------------------------


def test_every_accepted_formula_and_its_derivatives_can_be_typeset():
    asked = [question(case["text"], case["variables"]) for case in CASES["accepted"]]
    # math.js would write infinities into these, which have no value anywhere.
    asked += [question(text) for text in ("x/0", "-cosh(10/0 + 0.5 + x)", "x(0.5-0.5)^(-1)")]
    for answer in ask(DIFFERENTIATE, asked):
        for tex in [answer["latex"], *(partial["latex"] for partial in answer["partials"])]:
            assert re.fullmatch(r"[ -~]+", tex)
            assert not re.search("NaN|Infinity|undefined", tex)


PRINTED = [
    ("x^2 + 2xy + y^2", "x^{2} + 2 x y + y^{2}", r"2 \left(x + y\right)"),
    ("x^3/3", r"\frac{x^{3}}{3}", "x^{2}"),
    ("x^2/3", r"\frac{x^{2}}{3}", r"\frac{2 x}{3}"),
    ("2*3x", r"2 \cdot 3 x", "6"),
    ("2(1/2)x", r"2 \cdot \frac{1}{2} x", "1"),
    ("x*-y", r"x \left(- y\right)", "- y"),
    ("x - (y - 1)", r"x - \left(y - 1\right)", "1"),
    ("(x y)^2", r"\left(x y\right)^{2}", "2 x y^{2}"),
    ("sin(x)^2", r"\sin^{2}{\left(x \right)}", None),
    ("sqrt(x)", r"\sqrt{x}", r"\frac{1}{2 \sqrt{x}}"),
    ("(x^2)^0.5", r"\left(x^{2}\right)^{0.5}", r"\frac{x}{\left(x^{2}\right)^{0.5}}"),
    ("log(x)", r"\log{\left(x \right)}", r"\frac{1}{x}"),
    ("exp(2x)", "e^{2 x}", "2 e^{2 x}"),
    ("x e^(-x^2-y^2)", "x e^{- x^{2} - y^{2}}", None),
    ("sqrt(2)x", r"\sqrt{2} x", r"\sqrt{2}"),
    ("0.1x^3", "0.1 x^{3}", "0.3 x^{2}"),
    ("1.5e-3x", r"1.5 \cdot 10^{-3} x", "0.0015"),
    ("abs(x)^2", r"\left|{x}\right|^{2}", None),
    ("tanh(x)", r"\tanh{\left(x \right)}", r"\frac{1}{\cosh^{2}{\left(x \right)}}"),
    ("sigmoid(x)", r"\operatorname{sigmoid}{\left(x \right)}", None),
]


@pytest.mark.parametrize(("text", "printed", "slope"), PRINTED)
def test_formulas_print_as_people_write_them(text, printed, slope):
    answer = differentiated(*(text for text, *_ in PRINTED))[text]
    assert answer["latex"] == printed
    assert slope is None or answer["partials"][0]["latex"] == slope


def test_names_print_as_letters_with_indices():
    (answer,) = ask(
        DIFFERENTIATE, [question("tau_s + x1 + rate + V_m + pi", ("tau_s", "x1", "rate", "V_m"))]
    )
    assert answer["latex"] == r"\tau_{s} + x_{1} + \mathrm{rate} + V_{m} + \pi"
