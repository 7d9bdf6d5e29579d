"""Numbers quoted by slopes-and-areas.md."""

import math

import sympy

# The rat's step, the coefficients of the example, the rate k, half a millisecond.
GIVEN = {"0.01", "1.5", "0.5", "20.5"}

s, t = sympy.symbols("s t", real=True)


def whole_area_of_the_sigmoid():
    return sympy.log((1 + sympy.exp(5)) / (1 + sympy.exp(-15))).evalf()


QUOTED = {
    "1.571 first extremum of the sine after 0": lambda: math.pi / 2,
    "1.6 the sample nearest to it": lambda: round(math.pi / 2 / 0.1) * 0.1,
    "0.416 slope of the sine at 2 s, below zero": lambda: sympy.sin(t).diff(t).subs(t, 2),
    "0.423 area of the sine up to 2 s, below zero": lambda: sympy.sin(s).integrate((s, -10, 2)),
    "5.0067 whole area of the sigmoid": whole_area_of_the_sigmoid,
    "0.0000454 what the running integral of the exponential lacks": lambda: math.exp(-10),
}
