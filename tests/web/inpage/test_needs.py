"""What a cell needs: earlier cells, and packages."""

from __future__ import annotations

import pytest

from inpage.needs import needs
from inpage.packages import packages as asked_for

CARRIED = {
    "numpy": {"imports": ["numpy"]},
    "matplotlib": {"imports": ["matplotlib", "mpl_toolkits", "pylab"]},
    "sympy": {"imports": ["sympy"]},
    "scipy": {"imports": ["scipy"]},
    "neurocalc": {"imports": ["neurocalc"]},
}


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
def test_a_cell_needs_the_earlier_cells_that_make_its_names(sources, wanted, needed):
    assert needs(sources, wanted, set()) == needed


def test_what_has_run_already_is_not_needed_again():
    sources = ["x = 1", "y = x", "print(y)"]
    assert needs(sources, 2, {0, 1}) == []
    assert needs(sources, 2, {1}) == []  # y is there, whatever became of x
    assert needs(sources, 2, {0}) == [1]


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
def test_a_cell_asks_for_the_packages_that_it_imports(code, packages):
    assert asked_for(code, CARRIED) == packages
