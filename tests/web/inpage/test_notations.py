"""Characters of print, and habits of other notations, in a reader's code."""

from __future__ import annotations

import pytest

from inpage.notations import habits
from tests import exercises
from tests.built import ROOT

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
    told = page.error()
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
    assert page.error()["replacement"] is None


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
    [told] = page.notes()
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
    assert page.run(1, code), page.error()
    assert page.notes() == []


def every_text():
    """Code of every cell of the book and of every attempt at an exercise."""
    for path in sorted((ROOT / "book").glob("*.md")):
        for _, code in exercises.CELL.findall(path.read_text(encoding="utf-8")):
            yield code
    yield from (attempt.text for attempt in exercises.RIGHT + exercises.WRONG)


def test_no_cell_of_the_book_and_no_attempt_at_an_exercise_gets_a_note():
    texts = list(every_text())
    assert len(texts) > 250
    assert [(code, said) for code in texts for said in habits(code, {})] == []
