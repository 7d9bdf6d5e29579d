"""The Python half of the page's runner: what cells need, what they show, and what errors say."""

from __future__ import annotations

import importlib
import os
import sys

import numpy as np
import pytest

from neurocalc.palette import PALETTES
from tests import exercises
from tests.built import ROOT
from tests.exercises import solution, starter

CARRIED = {
    "numpy": {"imports": ["numpy"]},
    "matplotlib": {"imports": ["matplotlib", "mpl_toolkits", "pylab"]},
    "sympy": {"imports": ["sympy"]},
    "scipy": {"imports": ["scipy"]},
    "neurocalc": {"imports": ["neurocalc"]},
}


@pytest.fixture(scope="module")
def runner():
    """The module, where the backend of the figures finds it."""
    sys.path.insert(0, str(ROOT / "src" / "inpage"))
    yield importlib.import_module("runner")
    sys.path.pop(0)


@pytest.fixture
def page(runner, monkeypatch):
    """A page that keeps what it sends in `page.sent`."""
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("MATPLOTLIBRC", "")
    monkeypatch.setattr("builtins.input", input)
    sent = []
    page = runner.Page(lambda kind, content: sent.append((kind, content)), carried=["numpy"])
    page.sent = sent
    return page


def printed(page, stream="stdout"):
    return "".join(c["text"] for k, c in page.sent if k == "text" and c["stream"] == stream)


def notes(page):
    return [content["text"] for kind, content in page.sent if kind == "note"]


def error(page):
    return next(content for kind, content in page.sent if kind == "error")


# -- Which cells a cell needs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "wanted", "needed"),
    [
        (["x = 1", "y = 2", "print(x)"], 2, [0]),
        (["x = 1", "y = x", "print(y)"], 2, [0, 1]),
        (["x = 1", "x = 2", "print(x)"], 2, [1]),
        (["x = []", "x.append(1)", "print(x)"], 2, [0, 1]),
        (["x = [0]", "x[0] = 1", "print(x)"], 2, [0, 1]),
        (["x = 1", "x += 1", "print(x)"], 2, [0, 1]),
        (["import numpy as np", "def f(t):\n    return np.exp(t)", "f(1)"], 2, [0, 1]),
        (["t = 1", "def f(t):\n    return t", "f(2)"], 2, [1]),
        (["t = 1", "t = 2\nprint(t)"], 1, []),
        (["t = 1", "t = t + 1"], 1, [0]),
        (["i = 1", "for i in range(3):\n    print(i)"], 1, []),
        (["n = 3", "print([k for k in range(n)])"], 1, [0]),
        (["x = 1", None, "print(x)"], 2, [0]),
        ([None, "print(x)"], 1, []),
        (["x = (", "print(x)"], 1, []),
        (["print(x)", "x = 1"], 0, []),
        (["from a import b", "b.c(1)", "b.d(2)"], 2, [0]),
        (["x = 0", "for k in range(4):\n    x = x + k"], 1, [0]),
        (["x = 0", "while x < 3:\n    x = x + 1"], 1, [0]),
        (["x = 1", "if flag:\n    x = 2", "print(x)"], 2, [0, 1]),
        (["x = 1", "try:\n    x = x + 1\nfinally:\n    pass"], 1, [0]),
        (["from math import *", "print(pi)"], 1, [0]),
        (["x = 1", "print(f'{x}')"], 1, [0]),
        (["def f(x, x):\n    pass", "print(1)"], 1, []),
        (["await x", "print(1)"], 1, []),
    ],
)
def test_a_cell_needs_the_earlier_cells_that_make_its_names(runner, sources, wanted, needed):
    assert runner.needs(sources, wanted, set()) == needed


def test_what_has_run_already_is_not_needed_again(runner):
    sources = ["x = 1", "y = x", "print(y)"]
    assert runner.needs(sources, 2, {0, 1}) == []
    assert runner.needs(sources, 2, {1}) == []  # y is there, whatever became of x
    assert runner.needs(sources, 2, {0}) == [1]


@pytest.mark.parametrize(
    ("code", "packages"),
    [
        ("import numpy as np", ["numpy"]),
        ("from sympy import exp", ["sympy"]),
        ("from neurocalc.figures import rules", ["matplotlib", "neurocalc"]),
        ("from neurocalc import figures", ["matplotlib", "neurocalc"]),
        ("from scipy.optimize import curve_fit", ["scipy"]),
        ("import antigravity_", []),
        ("import (", []),
    ],
)
def test_a_cell_asks_for_the_packages_that_it_imports(runner, code, packages):
    assert runner.packages(code, CARRIED) == packages


# -- What a run shows -----------------------------------------------------------------------------


def test_prints_and_the_last_value_are_sent_in_their_order(page):
    assert page.run(1, "print('a')\n1 + 1")
    assert page.sent == [
        ("text", {"stream": "stdout", "text": "a\n"}),
        ("result", {"text": "2"}),
    ]


def test_cells_share_one_namespace(page):
    assert page.run(1, "x = 20")
    assert page.run(2, "print(x + 1)")
    assert printed(page) == "21\n"


def test_none_is_not_shown(page):
    assert page.run(1, "None")
    assert page.sent == []


def test_a_quiet_run_shows_nothing_but_keeps_its_names(page):
    assert page.run(1, "print('a')\nx = 1\nx", quiet=True)
    assert page.sent == []
    assert page.namespace["x"] == 1


def test_a_flood_of_text_is_clipped_and_counted(runner, page):
    page.run(1, "for _ in range(100_000):\n    print('x' * 99)")
    assert printed(page) == ("x" * 99 + "\n") * (runner.LIMIT // 100)
    assert "9,900,000 more characters" in printed(page, "stderr")
    assert len(page.sent) < 1000


def test_a_formula_of_sympy_is_sent_as_tex(page):
    page.run(1, "import sympy\nsympy.exp(sympy.Symbol('t')) / 2")
    [(_, content)] = page.sent
    assert content == {"latex": r"\displaystyle \frac{e^{t}}{2}", "text": "exp(t)/2"}


def test_a_demo_is_sent_as_its_name_and_state(page):
    page.run(1, "from neurocalc.demos import Gain\nGain(a=2.0)")
    [(kind, content)] = page.sent
    assert (kind, content["demo"]) == ("result", "gain")
    assert content["state"]["a"] == 2.0


def test_a_picture_of_the_book_is_drawn_for_both_themes(page):
    page.run(1, "from neurocalc.figures import rules\nrules.sigmoid_and_slope(theta=5)")
    [(_, content)] = page.sent
    drawings = content["picture"]["drawings"]
    assert PALETTES["light"].ink in drawings["light"]
    assert PALETTES["dark"].ink in drawings["dark"]
    assert len(content["picture"]["description"]) > 20


PLOT = """
import matplotlib
matplotlib.rc_file({rc!r})
matplotlib.use("module://figure_backend")
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1], [0, 4], label="rise")
ax.set(title="A ramp", xlabel="time (s)", ylabel="rate", xlim=(0, 1), ylim=(0, 5))
"""


@pytest.mark.parametrize("ending", ["", "plt.show()", "fig"])
def test_a_figure_is_shown_once_with_its_title_axes_and_ranges_in_words(page, ending):
    code = PLOT.format(rc=os.path.join(os.environ["MATPLOTLIBRC"], "matplotlibrc"))
    assert page.run(1, code + ending), page.sent
    pictures = [content["picture"] for _, content in page.sent if "picture" in content]
    assert len(pictures) == 1
    words = "Figure. A ramp: time (s) from 0 to 1; rate from 0 to 5; 1 line: rise."
    assert pictures[0]["description"] == words
    light, dark = pictures[0]["drawings"]["light"], pictures[0]["drawings"]["dark"]
    assert PALETTES["light"].function in light
    assert PALETTES["dark"].function in dark
    assert PALETTES["light"].function not in dark


# -- Errors ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "line", "help"),
    [
        ("import numpy as np\nrate = 1\nprint(rat)", 3, "there is rate"),
        ("print(np.pi)", 1, "import numpy as np"),
        ("print(zzzzqqq)", 1, "Nothing has been called zzzzqqq"),
        ("import numpy as np\nnp.ones(3) + np.ones(2)", 2, "has 3 values and the other 2"),
        ("x = (1 + 2\ny = 3", 1, "bracket"),
        ("print 3", 1, "parentheses"),
        ("for i in range(3)\n    print(i)", 1, "colon"),
        ("def f():\nreturn 1", 2, "column"),
        ("du = ...\ndu * 2", 2, "Dots"),
        ("import pandas", 1, "come with the book can be imported here: numpy"),
        ("2.5 ^ 2", 1, "two stars"),
        ("x = 2\nx(3)", 2, "Is a * missing"),
        ("import numpy as np, math\nmath.exp(np.ones(2))", 2, "np.exp"),
        ("import numpy as np\nif np.ones(2) > 0:\n    pass", 2, "np.where"),
        ("def f():\n    return f()\nf()", 2, "without end"),
        ("input('x')", 1, ""),
        ("import numpy as np\nx = np.ones(4)\nx[len(x) / 2]", 3, "whole number"),
        ("import numpy as np\nsin(1)", 2, "np.sin"),
        ("n = 1\ndef f():\n    n += 1\nf()", 3, "parameter"),
        ("x = [1, 2]\nx(0)", 2, "square brackets"),
        ("%matplotlib inline", 1, "leave this out"),
    ],
)
def test_an_error_names_the_reader_s_line_and_what_usually_helps(page, code, line, help):
    assert not page.run(1, code)
    told = error(page)
    assert told["line"] == line
    assert help in told["note"]
    assert [line, code.splitlines()[line - 1]] in told["excerpt"]
    assert "runner.py" not in told["whole"]


def test_the_reader_s_line_is_named_when_a_library_fails(page):
    page.run(1, "import numpy as np\n\nnp.linalg.inv(np.zeros((2, 2)))")
    told = error(page)
    assert (told["name"], told["line"]) == ("LinAlgError", 3)
    assert "numpy" in told["whole"]


def test_a_line_is_shown_before_the_work_that_follows_it(page):
    seen = []
    page.namespace["look"] = lambda: seen.extend(page.sent)
    page.run(1, "print('reached')\nlook()")
    assert seen == [("text", {"stream": "stdout", "text": "reached\n"})]


@pytest.mark.parametrize(
    "code",
    [
        "raise SyntaxError",
        "raise KeyError",
        "class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E",
        "class V:\n    def __repr__(self):\n        raise ValueError('no')\nV()",
        "raise BaseException('so')",
    ],
)
def test_whatever_is_raised_can_be_told(page, code):
    assert not page.run(1, code)
    assert error(page)["name"]
    assert page.run(2, "print('still here')")


def test_long_values_and_messages_are_cut(runner, page):
    page.run(1, "'x' * 5_000_000")
    page.run(2, "raise ValueError('y' * 5_000_000)")
    assert len(page.sent[0][1]["text"]) < runner.SHORT + 100
    assert len(error(page)["message"]) < runner.SHORT + 100


def test_an_answer_that_leaves_is_told_as_an_error(page):
    text = starter("x4").partition("def ")[0] + "def riemann_sum(*args):\n    raise SystemExit\n"
    told = page.check(1, text, "x4")
    assert told is None or not told["passed"]


def test_what_was_printed_before_an_error_is_shown(page):
    page.run(1, "print('so far')\n1 / 0")
    assert [kind for kind, _ in page.sent] == ["text", "error"]


def test_leaving_python_leaves_nothing(page):
    assert not page.run(1, "raise SystemExit")
    assert page.run(2, "print('still here')")


# -- Characters of print, and habits of other notations -------------------------------------------

# What is typed or pasted, what the note says, and how it should be (None: that is not certain).
MISTYPED = [
    ("x = 3 − 1", "Type - in its place", "x = 3 - 1"),
    ("x = 3 – 1", "Type - in its place", "x = 3 - 1"),
    ("x = 3 — 1", "Type - in its place", "x = 3 - 1"),
    ("x = 2 × 3", "multiplies with *", "x = 2 * 3"),
    ("x = 2 · 3", "multiplies with *", "x = 2 * 3"),
    ("x = 2·3", "multiplies with *", "x = 2*3"),
    ("a = b = 2\nx = a·b", "multiplies with *", "a = b = 2\nx = a*b"),
    ("x = 6 ÷ 2", "divides with /", "x = 6 / 2"),
    ("x = 6 ∕ 2", "divides with /", "x = 6 / 2"),
    ("t = 3\nx = t²", "two stars", "t = 3\nx = t**2"),
    ("x = 10⁻³", "two stars", "x = 10**-3"),
    ("t = 3\nx = tˆ2", "two stars", "t = 3\nx = t**2"),
    ("print(“a − b”)", "straight quotation marks", 'print("a − b")'),
    ("print(„a“)", "straight quotation marks", 'print("a")'),
    ("print(«a»)", "straight quotation marks", 'print("a")'),
    ("print(‘a’)", "straight quotation marks", "print('a')"),
    ('print(“a")', "straight quotation marks", 'print("a")'),
    ("print('a’)", "straight quotation marks", "print('a')"),
    ("print('it’s)", "straight quotation marks", None),
    ("x\u00a0= 1", "One of the spaces", "x = 1"),
    ("if 1:\n\u00a0   x = 1", "One of the spaces", "if 1:\n    x = 1"),
    ("x\u202f= 1", "One of the spaces", "x = 1"),
    ("x\u200b = 1", "cannot be seen", "x = 1"),
    ("\ufeffx = 1", "cannot be seen", "x = 1"),
    ("print（1）", "wide", "print(1)"),
    ("x = 1，2", "wide", "x = 1,2"),
    ("x = 1 ≤ 2", "<=", "x = 1 <= 2"),
    ("x = 1 ≠ 2", "!=", "x = 1 != 2"),
    ("du = …", "three points", "du = ..."),
    ("x = √2", "np.sqrt()", None),
    ("x = −∞", "Type - in its place", None),
    ("∆t = 0.1", "as in dt", None),
    ("f′ = 1", "df_dt", None),
    ("c₁ = 1", "c_1", None),
    ("x = 2 ∮ 3", "does not know the character ∮", None),
    ("tau = 2\nx = 1 / τ", "called tau", "tau = 2\nx = 1 / tau"),
    ("tau = 2\nx = 1 / 𝜏  # τ", "called tau", "tau = 2\nx = 1 / tau  # τ"),
    ("tau_s = 2\nx = 1 / τ_s", "called tau_s", "tau_s = 2\nx = 1 / tau_s"),
    ("dt = 2\nx = Δt", "called dt", "dt = 2\nx = dt"),
    ("import numpy as np\nx = 2 * π", "called np.pi", "import numpy as np\nx = 2 * np.pi"),
    ("x = 2 * ψ", "spells Greek letters out", None),
    ("E = 2\nx = 3 * Ε", "Type E anew", "E = 2\nx = 3 * E"),
    ("a = 2\nx = 3 * а", "Type a anew", "a = 2\nx = 3 * a"),
    (">>> x = 1\n>>> print(x)", "is a prompt", "x = 1\nprint(x)\n"),
    (
        ">>> for k in range(2):\n...     print(k)",
        "is a prompt",
        "for k in range(2):\n    print(k)\n",
    ),
    (">>> print(2)\n2", "is a prompt", None),
    ("In [1]: x = 1", "is a prompt", "x = 1\n"),
    ("x = 0,05", "with a point", "x = 0.05"),
    ("import numpy as np\nnp.exp(-0,5)", "with a point", None),
    ("x = 2t", "write *", None),
    ("f(x) = x", "made with def", None),
    ("x = 1 && 2", "the words and, or", None),
    ("t = 2.5\nx = t^2 + 1", "two stars", "t = 2.5\nx = t**2 + 1"),
    (
        "import numpy as np\nt = np.ones(2)\nx = t ^ 2",
        "two stars",
        "import numpy as np\nt = np.ones(2)\nx = t ** 2",
    ),
    ("import numpy as np\nx = ln(2)", "np.log", None),
]


@pytest.mark.parametrize(("code", "note", "replacement"), MISTYPED)
def test_what_is_no_python_is_named_and_mended_where_that_is_certain(page, code, note, replacement):
    assert not page.run(1, code)
    told = error(page)
    assert note in told["note"]
    assert told["replacement"] == replacement
    if replacement is not None:
        page.namespace = dict.fromkeys(("__name__",), "__main__")
        page.run(2, replacement)
        assert not any("SyntaxError" in str(content) for _, content in page.sent[1:])


@pytest.mark.parametrize(
    "code", ["1 / 0", "x = (", "print(rat)", "x = 'a − b' +", "x = 007", "# ×\n)"]
)
def test_an_error_that_has_nothing_to_do_with_notation_gets_no_replacement(page, code):
    assert not page.run(1, code)
    assert error(page)["replacement"] is None


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("t = 3\nprint(t^2)", "In line 2 the sign ^ works on the bits of whole numbers."),
        ("print(2^10)", "2**10."),
        ("n = 4\nx = 10^n", "10**n."),
        ("x = 10^-3", "10**-3."),
        ("def f(t):\n    return 3*t^2 - t + 1", "In line 2 the sign ^"),
        ("t = 3\nx = 3*t^2 + 1", "stars: t**2."),
        ("x = 2^(3 + 1)", "2**(3 + 1)."),
        ("sum(k^2 for k in range(10))", "k**2."),
        ("x = (1 + 2)^2", "(1 + 2)**2."),
        ("import numpy as np\nt = np.arange(4)\nf = t^3", "t**3."),
        ("inhibition = 4\nx = inhibition^2", "inhibition**2."),
        ("x = 0,5", "with a point: 0.5."),
        ("tau = 0,5  # ms", "with a point: 0.5."),
        ("x = -0,5", "with a point: 0.5."),
        ("tau = 1,5\nx = tau * 2", "with a point: 1.5."),
        ("t = 3\nx = 0,5 * t", "with a point: 0.5."),
        ("t = 3\nx = t + 0,5", "with a point: 0.5."),
        ("n = 10,000", "without it: 10000."),
        ("x == 5\nprint(x)", "write one =."),
        ("if x:\n    x == 5", "Line 2 compares"),
        ("x =+ 1", "the sign comes first: x += 1."),
        ("x =- 1", "the sign comes first: x -= 1."),
    ],
)
def test_what_runs_but_means_something_else_is_told_after_the_output(page, code, note):
    page.namespace["x"] = 1
    assert page.run(1, code + "\nprint('so far')")
    [told] = notes(page)
    assert note in told
    assert page.sent[-1] == ("note", {"text": told})
    page.sent.clear()
    assert page.run(1, code, quiet=True)
    assert page.sent == []


@pytest.mark.parametrize(
    "code",
    [
        "t = 3\nx = t**2",
        "a, b = True, False\nx = a ^ b",
        "a, b = 5, 3\nx = a ^ b",
        "flags, MASK = 5, 3\nx = flags ^ 2 ^ MASK",
        "seed = 7\nx = seed ^ 0x5BD1E995",
        "x = 9\nx ^= x << 13\nx = x ^ 7",
        "n = 5\ngray_code = n ^ (n >> 1)",
        "k = 4\npartner = k ^ 1",
        "x = {1, 2} ^ {2, 3}",
        "s = {1, 2}\nx = s ^ {2}",
        "x = (1 < 2) ^ (2 < 3)",
        "x = not 1 ^ 0",
        "import numpy as np\na = np.array([True, False])\nb = a ^ True",
        "bits = 12\nx = bits ^ 10",
        "def xor(a):\n    return a ^ 3",
        "x, y = 0, 5",
        "x, y = 0,5",
        "shape = 3, 4",
        "shape = 3,4",
        "xlim = 0,5",
        "point = 0,5",
        "p = 3, 4",
        "p = 0,5\nx, y = p",
        "p = 0,5\nprint(p[1])",
        "p = 0,5\nfor k in p:\n    print(k)",
        "p = 0,5\nprint(*p)",
        "import numpy as np\np = 2,5\nx = np.zeros(p)",
        "import numpy as np\nn = 2,5\nx = np.ones(shape=n)",
        "x = (0,5)",
        "x = [0,5]",
        "x = 0, 5",
        "weights = 0,1",
        "def f():\n    return 1,2",
        "d = {(0,5): 1}\nx = d[0,5]",
        "import numpy as np\nx = np.eye(3)[0,1]",
        "print(0,5)",
        "x = range(0,5)",
        "n = 10_000",
        "x = 5\nx == 5",
        "x = 5\nprint(x == 5)",
        "x = 5\nassert x == 5",
        "x = +1\ny = -1\nx += 1",
        "x = 'τ − 0,5 × t^2'  # “2·t²”",
        "τ = 2\nx = τ * 2",
        "def f(a, b=-1):\n    return a\nx = f(a=- 1)",
        "import sympy as sp\nt = sp.Symbol('t')\nx = t**2",
    ],
)
def test_python_that_is_meant_so_gets_no_note(page, code):
    assert page.run(1, code), error(page)
    assert notes(page) == []


def every_text():
    """Code of every cell of the book and of every attempt at an exercise."""
    for path in sorted((ROOT / "book").glob("*.md")):
        for _, code in exercises.CELL.findall(path.read_text(encoding="utf-8")):
            yield code
    yield from (attempt.text for attempt in exercises.RIGHT + exercises.WRONG)


def test_no_cell_of_the_book_and_no_attempt_at_an_exercise_gets_a_note(runner):
    habits = importlib.import_module("notations").habits
    texts = list(every_text())
    assert len(texts) > 250
    assert [(code, said) for code in texts for said in habits(code, {})] == []


# -- Exercises ------------------------------------------------------------------------------------


def test_a_worked_solution_passes_and_a_starter_does_not(page):
    assert page.check(1, solution("x1"), "x1")["passed"]
    told = page.check(1, starter("x1"), "x1")
    assert not told["passed"]
    assert "du_dt is still empty" in told["message"]


def test_an_answer_left_over_from_another_cell_does_not_count(page):
    page.run(1, solution("x2"))
    told = page.check(2, "print('Right. All three fit.')", "x2")
    assert not told["passed"]
    assert "du_da" in told["message"]


def test_an_answer_that_fails_has_no_feedback_but_its_error(page):
    assert page.check(1, "1 / 0", "x1") is None
    assert error(page)["name"] == "ZeroDivisionError"


def test_what_a_reader_calls_neurocalc_does_not_change_the_check(page):
    text = "class neurocalc: pass\nchecks = check_chain_rule = lambda *a: True\n"
    told = page.check(1, text + "du_da = dr_du = dr_da = 1", "x2")
    assert not told["passed"]
    answers = "\nneurocalc = check_chain_rule = None"
    assert page.check(2, solution("x2") + answers, "x2")["passed"]


def test_an_answer_of_float32_is_as_right(page):
    text = solution("x2").replace("np.linspace(0, 1, 11)", "np.linspace(0, 1, 11, dtype='f4')")
    assert text != solution("x2")
    assert page.check(1, text, "x2")["passed"]
    assert page.namespace["dr_da"].dtype == np.float32
