"""What a reader is told of an error."""

from __future__ import annotations

import pytest

from inpage import limits
from tests.exercises import starter


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
    told = page.error()
    assert told["line"] == line
    assert help in told["note"]
    assert [line, code.splitlines()[line - 1]] in told["excerpt"]
    assert "inpage" not in told["whole"]


def test_the_reader_s_line_is_named_when_a_library_fails(page):
    page.run(1, "import numpy as np\n\nnp.linalg.inv(np.zeros((2, 2)))")
    told = page.error()
    assert (told["name"], told["line"]) == ("LinAlgError", 3)
    assert "numpy" in told["whole"]


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
    assert page.error()["name"]
    assert page.run(2, "print('still here')")


def test_long_values_and_messages_are_cut(page):
    page.run(1, "'x' * 5_000_000")
    page.run(2, "raise ValueError('y' * 5_000_000)")
    assert len(page.sent[0][1]["text"]) < limits.SHORT + 100
    assert len(page.error()["message"]) < limits.SHORT + 100


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
