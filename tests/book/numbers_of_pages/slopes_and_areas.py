"""Numbers quoted by slopes-and-areas.md."""

import math

import sympy

# The rat's step, the coefficients of the example, the rate k, half a millisecond.
GIVEN = {"0.01", "0.02", "1.5", "0.5", "20.5"}

s, t = sympy.symbols("s t", real=True)


def whole_area_of_the_sigmoid():
    return sympy.log((1 + sympy.exp(5)) / (1 + sympy.exp(-15))).evalf()


def rat(time):
    return 30 * time**2 - 5 * time**3  # cm


QUOTED = {
    "0.9 cm in 0.02 s from 1 s on": lambda: rat(1.02) - rat(1),
    "25.9 cm from home at 1.02 s": lambda: rat(1.02),
    "1.571 first extremum of the sine after 0": lambda: math.pi / 2,
    "1.6 the sample nearest to it": lambda: round(math.pi / 2 / 0.1) * 0.1,
    "0.416 slope of the sine at 2 s, below zero": lambda: sympy.sin(t).diff(t).subs(t, 2),
    "0.423 area of the sine up to 2 s, below zero": lambda: sympy.sin(s).integrate((s, -10, 2)),
    "5.0067 whole area of the sigmoid": whole_area_of_the_sigmoid,
    "0.0000454 what the running integral of the exponential lacks": lambda: math.exp(-10),
}
