"""Numbers quoted by several-variables.md."""

import numpy as np
import sympy

x, y = sympy.symbols("x y", real=True)
SQUARE = x**2 + 2 * x * y + y**2
HILL = x * sympy.exp(-(x**2) - y**2)

GIVEN = set()


def steepest_slope():
    gradient = sympy.Matrix([SQUARE.diff(x), SQUARE.diff(y)]).subs({x: 2, y: 1})
    return gradient.norm()


def secant_along_x(h=0.001):
    return ((2 + h + 1) ** 2 - 9) / h


def error_at_left_ends(h=0.1):
    at = np.arange(-5, 5, h)
    return np.max(np.abs(((at + h) ** 2 - at**2) / h - 2 * at))  # the terms with y are exact


def place_of_summit():
    flat = sympy.solve([HILL.diff(x), HILL.diff(y)], [x, y], dict=True)
    return max(flat, key=lambda place: HILL.subs(place))[x]


QUOTED = {
    "6.001 slope along x with a step of 0.001": secant_along_x,
    "8.49 length of the gradient at (2, 1)": steepest_slope,
    "0.71 place of the summit": place_of_summit,
    "0.1 largest error at the left ends": error_at_left_ends,
}
