"""What a reader may type, what it means, and what is refused."""

import builtins
import dataclasses
import json
import math
import pickle
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

import mpmath
import numpy as np
import pytest
import sympy
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from sympy.parsing import sympy_parser

from neurocalc import formula
from neurocalc.formula import CONSTANTS, FUNCTIONS, Formula, FormulaError, parse, tokenize

CASES = json.loads(Path(__file__).with_name("formula_cases.json").read_text("utf-8"))
LIMITS = {"too-long", "too-deep", "number-size", "huge-power"}


def case_name(case):
    return ascii(case["text"][:30])


def within_limits(text):
    """Return the formula, or None where a limit refuses it; any other refusal is a mistake."""
    try:
        return parse(text, ("x", "y"))
    except FormulaError as error:
        if error.reason in LIMITS:
            return None
        raise


def refusal(text, variables=("t",)):
    """Return the error with which `text` is refused."""
    with pytest.raises(FormulaError) as caught:
        parse(text, variables)
    return caught.value


# --- The cases that every parser of the book must agree on ---------------------------------------


@pytest.mark.parametrize("case", CASES["accepted"], ids=case_name)
def test_an_accepted_formula_has_its_meaning_and_its_value(case):
    f = parse(case["text"], tuple(case["variables"]))
    assert str(f) == case["canonical"]
    value = f(*(case["at"][name] for name in case["variables"]))
    expected = math.nan if case["value"] is None else case["value"]
    assert value == pytest.approx(expected, rel=1e-12, abs=1e-300, nan_ok=True)


@pytest.mark.parametrize("case", CASES["accepted"], ids=case_name)
def test_the_canonical_text_reads_as_the_same_formula(case):
    variables = tuple(case["variables"])
    assert parse(case["canonical"], variables).tree == parse(case["text"], variables).tree


@pytest.mark.parametrize(
    "case", [case for case in CASES["accepted"] if case["value"] is not None], ids=case_name
)
def test_sympy_agrees_with_the_value(case):
    f = parse(case["text"], tuple(case["variables"]))
    point = {symbol: sympy.Float(case["at"][str(symbol)], 30) for symbol in f.symbols}
    exact = complex(f.to_sympy().subs(point).evalf(30))
    assert exact == pytest.approx(case["value"], rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("case", CASES["refused"], ids=case_name)
def test_a_refused_formula_names_the_column_and_the_reason(case):
    error = refusal(case["text"], tuple(case["variables"]))
    assert (error.column, error.reason) == (case["column"], case["reason"])
    assert re.fullmatch(r"\S[^\n]+: [^\n]+", error.message)  # what is wrong: what to do
    assert str(error) == f"{error.message} (column {error.column})."
    assert len(str(error)) < 250


def test_the_cases_cover_every_function_every_sign_and_every_reason():
    accepted = " ".join(case["canonical"] for case in CASES["accepted"])
    assert set(FUNCTIONS) <= set(re.findall("[a-z]+", accepted))
    assert set(CONSTANTS) <= set(re.findall("[a-z]+", accepted))
    typed = "".join(case["text"] for case in CASES["accepted"])
    assert all(twin in typed for twin in formula.TWINS)
    assert {case["reason"] for case in CASES["refused"]} == set(formula.SENTENCES)
    assert len(CASES["accepted"]) >= 60
    assert len(CASES["refused"]) >= 100


# --- Trees written down, read back, and compared with SymPy --------------------------------------

X, Y = sympy.symbols("x y", real=True)
UNARY = ["neg", *FUNCTIONS]
leaves = st.one_of(
    st.sampled_from(["x", "y", "pi", "e"]).map(lambda name: ("name", name)),
    st.sampled_from(["0", "1", "2", "3", "0.5", "0.25", "10", "1.75", "2e1", "5e-1"]).map(
        lambda text: ("number", text)
    ),
)
small_exponents = st.sampled_from(["0", "1", "2", "3", "0.5"]).map(lambda text: ("number", text))


def branches(children):
    return st.one_of(
        st.tuples(st.sampled_from("+-*/"), children, children),
        st.tuples(st.just("^"), children, st.one_of(small_exponents, leaves)),
        st.tuples(st.just("neg"), children),
        st.tuples(st.just("call"), st.sampled_from(sorted(FUNCTIONS)), children),
    )


trees = st.recursive(leaves, branches, max_leaves=25)


def written(tree):
    """Write a tree with all its parentheses: no precedence is needed to read it."""
    match tree:
        case ("number" | "name", text):
            return text
        case ("neg", a):
            return f"(-{written(a)})"
        case ("call", name, a):
            return f"{name}({written(a)})"
        case (sign, a, b):
            return f"({written(a)}{sign}{written(b)})"


def computed(tree, library, values):
    """Compute a tree with the functions of a library, SymPy or mpmath."""
    match tree:
        case ("number", text):
            return values["number"](text)
        case ("name", name):
            return values[name]
        case ("neg", a):
            return -computed(a, library, values)
        case ("call", "sigmoid", a):
            return 1 / (1 + library.exp(-computed(a, library, values)))
        case ("call", "abs", a):
            return abs(computed(a, library, values))
        case ("call", name, a):
            return getattr(library, name)(computed(a, library, values))
        case (sign, a, b):
            a, b = computed(a, library, values), computed(b, library, values)
            return {
                "+": lambda: a + b,
                "-": lambda: a - b,
                "*": lambda: a * b,
                "/": lambda: a / b,
                "^": lambda: a**b,
            }[sign]()


def rounded(tree, x, y, bits):
    """Compute a tree with numbers of so many bits."""
    with mpmath.workprec(bits):
        values = {"x": mpmath.mpf(x), "y": mpmath.mpf(y), "number": mpmath.mpf}
        try:
            return computed(tree, mpmath, values | {"pi": +mpmath.pi, "e": +mpmath.e})
        except (ZeroDivisionError, OverflowError, ValueError):
            return mpmath.nan


def assume_well_conditioned(tree, x, y):
    """Skip trees that overflow on the way, or that lose digits as in sin(1e9), 1 - cos(1e-9)."""
    values = {"x": x, "y": y, "pi": math.pi, "e": math.e, "number": float}
    try:
        assume(computed(tree, math, values) is not None)
    except (ZeroDivisionError, OverflowError, ValueError, TypeError):
        assume(False)
    exact = rounded(tree, x, y, 200)
    assume(mpmath.isfinite(exact) and mpmath.im(exact) == 0)
    for bits in (43, 45, 47):
        assume(abs(rounded(tree, x, y, bits) - exact) <= 50 * 2.0**-bits * abs(exact))


@settings(max_examples=1500)
@given(trees, st.integers(1, 192), st.integers(-192, 192))
def test_a_written_tree_has_the_value_that_sympy_gives_it(tree, x, y):
    x, y = x / 64, y / 64
    f = within_limits(written(tree))
    assume(f is not None)
    value = f(x, y)
    assume(math.isfinite(value))
    assume_well_conditioned(tree, x, y)
    names = {"x": X, "y": Y, "pi": sympy.pi, "e": sympy.E, "number": sympy.Rational}
    exact = computed(tree, sympy, names)
    point = {X: sympy.Rational(x), Y: sympy.Rational(y)}
    expected = complex(exact.evalf(30, subs=point))
    close = pytest.approx(expected, rel=1e-12, abs=1e-50)  # SymPy gives x - x some 1e-167
    assert value == close
    assert complex(f.to_sympy().evalf(30, subs=point)) == close


@settings(max_examples=1000)
@given(trees)
def test_a_tree_survives_being_written_and_read(tree):
    f = within_limits(written(tree))
    assume(f is not None)
    assert f.tree == tree
    assert len(str(f)) > formula.LONGEST_TEXT or parse(str(f), f.variables).tree == tree


# --- Formulas as people type them, against SymPy's own parser ------------------------------------

SIGNS = ["+", "-", " + ", " - ", "*", "/", " * ", "^", "**", "*-", "^-", "", " "]
PIECES = ["x", "y", "2", "3", "0.5", "pi", "(x+1)", "(2-y)", "sin(x)", "cos(2x)", "exp(y)", "xy"]
typed = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(SIGNS)), min_size=1, max_size=7)


def read_by_sympy(text):
    """Read a formula of our own generator with SymPy's parser, which runs it as Python."""
    steps = (
        *sympy_parser.standard_transformations,
        sympy_parser.convert_xor,
        sympy_parser.rationalize,
        sympy_parser.split_symbols,
        sympy_parser.implicit_multiplication,
    )
    return sympy_parser.parse_expr(text, {"x": X, "y": Y}, steps)


def test_formulas_as_people_type_them_mean_what_sympy_reads():
    compared = []

    @settings(max_examples=1000)
    @given(typed, st.sampled_from(["", "-", "+"]))
    def compare(pieces, first):
        text = first + "".join(piece + sign for piece, sign in pieces[:-1]) + pieces[-1][0]
        try:
            f = parse(text, ("x", "y"))
            theirs = read_by_sympy(text)
        except (FormulaError, TypeError, SyntaxError):  # SymPy calls x in x(x+1)
            return
        try:
            expected = sympy.lambdify((X, Y), theirs, "math")(1.7, 0.6)
        except (ZeroDivisionError, OverflowError, ValueError):
            return
        if math.isfinite(f(1.7, 0.6)):
            compared.append(text)
            assert f(1.7, 0.6) == pytest.approx(expected, rel=1e-9, abs=1e-12), text

    compare()
    assert len(set(compared)) > 300
    for sign in SIGNS:
        assert any(sign in text for text in compared)


# --- Whatever is typed ---------------------------------------------------------------------------

FRAGMENTS = [
    *(
        "x",
        "y",
        "t",
        "e",
        "pi",
        "foo",
        "__",
        "1",
        "2",
        ".5",
        "1e9",
        "9",
        "sin",
        "exp",
        "sin(",
        "x(",
    ),
    *(
        "+",
        "-",
        "*",
        "/",
        "^",
        "**",
        "(",
        ")",
        "((",
        "))",
        " ",
        "²",
        "π",
        "−",
        ".",
        ",",
        "=",
        "[",
        "'",
    ),
]
anything = st.one_of(
    st.text(max_size=220),
    st.text("xyte0123456789.+-*/^() ²³π×÷", max_size=60),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
)


@settings(max_examples=2000)
@given(anything)
def test_any_text_is_either_a_formula_or_a_sentence_with_a_column(text):
    try:
        outcome = parse(text, ("x", "y"))
    except FormulaError as error:
        outcome = error
    if isinstance(outcome, FormulaError):
        assert 1 <= outcome.column <= max(1, len(text))
        assert str(outcome).endswith(f"(column {outcome.column}).")
    else:
        values = outcome([-1.0, 0.0, 2.0, 1e300, math.nan, math.inf], [[0.5], [-3.0]])
        assert values.shape == (2, 6)
        assert not np.isinf(values).any()
        assert set(str(outcome)) <= set("xyepi0123456789.+-*/^() " + "".join(FUNCTIONS))


def test_no_text_runs_as_code():
    def caught(*arguments, **named):
        raise AssertionError("a formula must not reach this")

    hostile = ["__import__('os').system('true')", "t.__class__", "open('x')", "(lambda: 1)()"]
    refused = [(case["text"], tuple(case["variables"])) for case in CASES["refused"]]
    refused += [(text, ("t",)) for text in hostile]
    outcomes = []
    watched = dict.fromkeys(("eval", "exec", "compile", "open", "__import__"), caught)
    with mock.patch.multiple(builtins, **watched):
        for text, variables in refused:
            try:
                parse(text, variables)
            except FormulaError as error:
                outcomes.append(str(error))
        for case in CASES["accepted"]:
            f = parse(case["text"], tuple(case["variables"]))
            outcomes.append(f(*case["at"].values()))
            outcomes.append(str(f))
    assert len(outcomes) == len(refused) + 2 * len(CASES["accepted"])


def test_a_long_text_is_refused_before_it_is_read(monkeypatch):
    def caught(*arguments):
        raise AssertionError("a text that is too long must not be read")

    monkeypatch.setattr(formula, "tokenize", caught)
    assert refusal("(" * 10_000_000).reason == "too-long"


@pytest.mark.parametrize(
    "text",
    [
        *("x" * 200, "x+" * 99 + "x", "x*" * 99 + "x", "(x)" * 66, "(" * 40 + "x" + ")" * 40),
        *("-" * 40 + "x", "x^" * 40 + "x", "2^" * 40 + "x", "abs(" * 39 + "x" + ")" * 39),
    ],
)
def test_every_token_is_taken_once_however_they_nest(monkeypatch, text):
    taken = []
    take = formula._Parser.take
    monkeypatch.setattr(formula._Parser, "take", lambda self: taken.append(0) or take(self))
    f = parse(text, ("x",))
    assert len(taken) == len(tokenize(text, ("x",))) - 1  # the end is seen, never taken
    assert not np.isinf(f([-1.0, 0.5, 9.0])).any()
    assert str(f).count("x") == text.count("x")


@pytest.mark.parametrize("opening", ["(", "t(", "-", "+", "t^", "t**-"])
def test_nesting_is_accepted_up_to_the_limit_and_refused_beyond(opening):
    levels = formula.DEEPEST_NESTING // (2 if opening == "t**-" else 1)
    closing = ")" * opening.count("(")
    assert parse(opening * levels + "t" + closing * levels)(1.0) == 1
    assert refusal(opening * (levels + 1) + "t").reason == "too-deep"


def test_length_is_accepted_up_to_the_limit_and_refused_beyond():
    assert parse("t" * formula.LONGEST_TEXT)(1.0) == 1
    assert refusal("t" * formula.LONGEST_TEXT + " ").column == formula.LONGEST_TEXT + 1


def test_exponents_and_numbers_are_accepted_up_to_the_limit_and_refused_beyond():
    assert parse("t^1000")(1.0) == parse("t^-1000")(1.0) == 1
    assert parse("1e100")(0) == parse("10^100")(0) == parse("1" + "0" * 100)(0) == 1e100
    assert refusal("t^1000.5").reason == refusal("t^-1000.5").reason == "huge-power"
    assert refusal("1.1e100").reason == "number-size"
    assert refusal("10.1^100").reason == "huge-power"
    assert refusal("t^0t^(1e99*1e99)").reason == "huge-power"


def test_a_huge_power_is_refused_wherever_it_hides():
    for text in ["sin(9**9**9)", "t + (1/9^9^9)", "abs(exp(e^9))", "sigmoid(1e9)", "tanh(9^99)"]:
        assert refusal(text).reason == "huge-power"


# --- Words and characters ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("cso(t)", "cos"),
        ("sqr(t)", "sqrt"),
        ("T", "perhaps you mean t"),
        ("ln(t)", "log"),
        ("tsin(t)", "t*sin"),
        ("sin t", "sin(t)"),
        ("sin^2(t)", "sin(t)^2"),
        ("t2", "t^2 or t*2"),
        ("q", "please use t, pi, e, sin"),
        ("1,5", "point"),
        ("t = 1", "right of it"),
        ("|t|", "abs"),
        ("t\u2074", "^4"),
        ("\u0435", "cyrillic small letter ie) cannot be used: it only looks like e"),
        ("\uff13t", "looks like 3"),
        ("t \u2013 1", "looks like -"),
        ("t\u200b", "zero width space"),
        ("t\x07", "U+0007"),
        ("1/2t", "parentheses or a *"),
        ("e^2t", "parentheses or a *"),
        ("t^1/2", "please write ^(1/2), or a space"),
        ("t^-1/3", "please write ^(-1/3), or a space"),
        ("arcsin(t)", "there is only atan"),
        ("acosh(t)", "there is only atan"),
        ("cot(t)", "please write 1/tan( )"),
        ("\u00bd t", "please write (1/2)"),
        ("\u2153", "please write (1/3)"),
        ("t\u2022t", "looks like *"),
        ("\u0663t", "please write 3"),
        ("\\frac{1}{2}", "please write (1)/(2)"),
        ("\\sin(t)", "sin( )"),
        ("", "t^2"),
    ],
)
def test_a_refusal_says_what_to_do(text, advice):
    assert advice in refusal(text).message


def test_every_lookalike_is_refused_with_the_character_that_it_looks_like():
    for character, plain in formula.LOOKALIKES.items():
        error = refusal(f"t + {character}")
        assert (error.column, error.reason) == (5, "bad-character")
        assert f"U+{ord(character):04X}" in error.message
        assert f"looks like {plain}," in error.message


def test_no_letter_or_digit_beyond_ascii_is_taken_for_one_of_ours():
    allowed = {twin for twin in formula.TWINS if not twin.isascii()} | {"\u00a0"}
    for number in range(128, 0x30000):
        if chr(number) not in allowed:
            assert formula._TOKEN.match(chr(number)) is None


def test_a_surrogate_or_an_emoji_is_named_by_its_number():
    assert "U+D800" in refusal("t\ud800").message
    assert refusal("\U0001f600t").column == 1


def test_a_known_word_is_never_cut_into_letters():
    assert parse("pi", ("p", "i")).tree == ("name", "pi")
    assert parse("xy", ("x", "y", "xy")).tree == ("name", "xy")
    assert parse("exp(x)", ("x", "p")).tree == ("call", "exp", ("name", "x"))
    assert parse("xy", ("x", "y")).tree == ("*", ("name", "x"), ("name", "y"))


def test_columns_are_those_of_the_typed_text():
    assert [token.column for token in tokenize(" 2xy ** sin(x)", ("x", "y"))] == [
        *(2, 3, 4, 6, 9, 12, 13, 14),
        15,
    ]


# --- Calls ---------------------------------------------------------------------------------------


def test_values_broadcast_like_numpy():
    f = parse("x^2 + 2xy + y^2", ("x", "y"))
    x, y = np.linspace(-5, 5, 11), np.linspace(-5, 5, 7)[:, np.newaxis]
    assert f(x, y) == pytest.approx((x + y) ** 2, abs=1e-12)
    assert f(x, y).shape == (7, 11)
    assert f(x, 1).shape == (11,)


def test_a_constant_or_a_missing_variable_still_fills_the_shape():
    assert parse("3")([1, 2]).tolist() == [3, 3]
    assert parse("x", ("x", "y"))(np.ones(3), np.ones((2, 1))).shape == (2, 3)
    assert parse("2pi", ())() == 2 * math.pi
    assert parse("t")(np.empty((0, 2))).shape == (0, 2)


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.int8(2), np.array(2)])
def test_a_number_gives_a_float(value):
    assert parse("t^2")(value) == 4
    assert type(parse("t^2")(value)) is float


def test_lists_integers_and_single_precision_are_computed_in_double_precision():
    third = 1 / 3
    assert parse("t/3")([1, 1]).tolist() == [third, third]
    assert parse("t/3")(np.array([1], dtype="float32")).tolist() == [third]
    assert parse("t^-t")(np.array([3])).tolist() == [1 / 27]
    assert parse("t t")(np.array([100], dtype="int8")).tolist() == [10_000]


def test_the_result_is_new_and_the_argument_unchanged():
    t = np.array([1.0, -1.0])
    result = parse("t")(t)
    result += 1
    assert t.tolist() == [1, -1]
    assert parse("3")(t).flags.writeable


def test_gaps_are_only_where_the_formula_has_no_value():
    t = np.array([-1.0, 0.0, 1.0])
    assert np.isnan(parse("1/t")(t)).tolist() == [False, True, False]
    assert np.isnan(parse("log(t)")(t)).tolist() == [True, True, False]
    assert np.isnan(parse("sqrt(t)")(t)).tolist() == [True, False, False]
    assert np.isnan(parse("t^1.5")(t)).tolist() == [True, False, False]
    assert np.isnan(parse("t^-3")(t)).tolist() == [False, True, False]
    assert np.isnan(parse("e^(1000t)")(t)).tolist() == [False, False, True]


@pytest.mark.parametrize("value", [1j, np.array([1, 2j]), object(), None, "1", True, [10**400]])
def test_a_value_that_is_no_real_number_is_refused(value):
    with pytest.raises(TypeError, match="t must hold real numbers"):
        parse("t")(value)


def test_a_wrong_number_of_values_is_refused():
    f = parse("xy", ("x", "y"))
    with pytest.raises(TypeError, match=r"values must be 2 \(x, y\), not 1"):
        f(1.0)
    with pytest.raises(TypeError, match="not 3"):
        f(1.0, 2.0, 3.0)


def test_shapes_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="values must have shapes that broadcast"):
        parse("x+y", ("x", "y"))([1, 2], [1, 2, 3])
    with pytest.raises(ValueError, match="t must be rectangular"):
        parse("t")([[1], [1, 2]])


# --- Arguments, equality, errors -----------------------------------------------------------------


@pytest.mark.parametrize(
    "variables",
    [
        *("x", None, 3, ("x", "x"), ("e",), ("pi",), ("sin",), ("x", "sigmoid"), ("",), ("2x",)),
        *(("x y",), ("_x",), ("x.y",), ("\u0445",), ("x\n",), (1,), ("x", None), {"x": 1}),
    ],
)
def test_bad_variables_are_refused(variables):
    with pytest.raises(ValueError, match="variables must"):
        parse("1", variables)


@pytest.mark.parametrize("text", [None, 3, b"t", ["t"], sympy.Symbol("t")])
def test_a_text_that_is_no_string_is_refused(text):
    with pytest.raises(TypeError, match="text must be a string, not "):
        parse(text)


def test_a_formula_is_a_value():
    f = parse("2 t", ["t"])
    assert f == Formula("2 t", ("t",), ("*", ("number", "2"), ("name", "t")))
    assert {f: 1}[parse("2 t")] == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        f.text = "3 t"


def test_an_error_survives_a_trip_to_another_process():
    error = pickle.loads(pickle.dumps(refusal("2 +")))
    assert (error.column, error.reason) == (3, "missing-operand")
    assert isinstance(error, ValueError)


# --- SymPy ---------------------------------------------------------------------------------------


def test_the_derivatives_of_typed_formulas_are_those_of_the_book():
    t = sympy.Symbol("t", real=True)
    for text, derivative in {
        "t^3": 3 * t**2,
        "abs(t)": sympy.sign(t),
        "log(t)": 1 / t,
        "e^(2t)": 2 * sympy.exp(2 * t),
        "exp(-t/0.5)": -2 * sympy.exp(-2 * t),
        "sigmoid(t)": sympy.exp(-t) / (1 + sympy.exp(-t)) ** 2,
    }.items():
        f = parse(text)
        assert f.symbols == (t,)
        assert sympy.simplify(f.to_sympy().diff(t) - derivative) == 0


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("0.5t", "t/2"),
        ("2.50t^1.5", "5*t**(3/2)/2"),
        ("1e-3t", "t/1000"),
        ("0.123456t", "0.123456*t"),
        ("123456t", "123456.0*t"),
        ("t/3", "t/3"),
        ("sqrt(t^2)", "Abs(t)"),
        ("log(t) + sin(pi)", "log(t)"),
        ("1/0", "nan"),
        ("e^t", "exp(t)"),
    ],
)
def test_numbers_print_nicely_in_sympy(text, printed):
    assert str(parse(text).to_sympy()) == printed


@pytest.mark.parametrize(
    "text",
    [
        "(((2t)^1000)^1000)^1000",
        "exp(t + 1000000000*log(3))",
        "exp(1000log(exp(1000log(exp(1000log(2t))))))",
        "abs(sin(exp(exp(exp(10 + t - t)))))",
        "t^2 + 1000^30*1000^30*1000^30*1000^30*1000^30",
        "1e100t" + "*1e100" * 30,
        "(1.0001^1000)^1000*t",
    ],
)
def test_sympy_never_writes_out_a_monster(text):
    printed = str(parse(text).to_sympy().diff(parse(text).symbols[0]))
    assert len(printed) < 300


def test_importing_and_calling_load_no_sympy():
    code = (
        "import sys; from neurocalc.formula import parse; parse('sin(t)')([1.0]);"
        "sys.exit('sympy' in sys.modules or 'scipy' in sys.modules)"
    )
    source = Path(formula.__file__).parents[1]
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(source)}, check=False)
    assert run.returncode == 0
