"""Numbers quoted by derivatives-by-rule.md."""

import numpy as np
import sympy

GIVEN = {"0.1", "0.5", "0.9", "1.5"}

t, tau = sympy.symbols("t tau", positive=True)
alpha = t * sympy.exp(-t / tau)


def alpha_slope(at):
    """Return the slope of the alpha function of time constant 1/2 at a time."""
    return alpha.diff(t).subs({t: at, tau: sympy.Rational(1, 2)})


QUOTED = {
    "0.18394 peak of the alpha function": lambda: 0.5 / np.e,
    "0.13534 steepest fall of the alpha function": lambda: alpha_slope(1),
    "0.25 area under the alpha function": lambda: sympy.integrate(alpha, (t, 0, sympy.oo)).subs(
        tau, sympy.Rational(1, 2)
    ),
    "29.5562 slope of e^(a^4 + 1) at 1": lambda: 4 * np.e**2,
    "0.09 slope of a sigmoid at 0.9": lambda: 0.9 * (1 - 0.9),
}
