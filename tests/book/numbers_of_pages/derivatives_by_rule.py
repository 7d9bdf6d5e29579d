"""Numbers quoted by derivatives-by-rule.md."""

import numpy as np
import sympy

GIVEN = {"0.1", "0.5", "0.9", "1.5"}
COUNTS = (12, 15, 11)

t, tau = sympy.symbols("t tau", positive=True)
alpha = t * sympy.exp(-t / tau)


def alpha_slope(at):
    """Return the slope of the alpha function of time constant 1/2 at a time."""
    return alpha.diff(t).subs({t: at, tau: sympy.Rational(1, 2)})


def sensitivity_between(before, after):
    """Return rise of 10 I^2 over rise of I = t^2 between two times in tenths of a second."""
    first, second = (sympy.Rational(tenths, 10) ** 2 for tenths in (before, after))
    return 10 * (second**2 - first**2) / (second - first)


def middle(before, after):
    return sum(sympy.Rational(tenths, 10) ** 2 for tenths in (before, after)) / 2


def best_value():
    c = sympy.symbols("c")
    misses = sum((c - count) ** 2 for count in COUNTS)
    [place] = sympy.solve(misses.diff(c), c)
    assert misses.diff(c, 2) > 0
    assert place == sympy.Rational(sum(COUNTS), len(COUNTS))
    return place


QUOTED = {
    "0.18394 peak of the alpha function": lambda: 0.5 / np.e,
    "0.13534 steepest fall of the alpha function": lambda: alpha_slope(1),
    "0.25 area under the alpha function": lambda: sympy.integrate(alpha, (t, 0, sympy.oo)).subs(
        tau, sympy.Rational(1, 2)
    ),
    "29.5562 slope of e^(a^4 + 1) at 1": lambda: 4 * np.e**2,
    "18.1 spikes/s per nA from two recordings": lambda: sensitivity_between(9, 10),
    "0.905 nA half-way between their currents": lambda: middle(9, 10),
    "22.1 spikes/s per nA one sample later": lambda: sensitivity_between(10, 11),
    "1.105 nA half-way between their currents": lambda: middle(10, 11),
    "12.67 spikes, the count with the smallest squared misses": best_value,
    "0.09 slope of a sigmoid at 0.9": lambda: 0.9 * (1 - 0.9),
}
