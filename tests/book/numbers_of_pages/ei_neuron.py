"""Numbers quoted by ei-neuron.md."""

import numpy as np
import sympy

E, I_INH = sympy.symbols("E I_inh", real=True)
STEP = sympy.Rational(1, 10)


def zero_at_zero(x, a, theta):
    return 1 / (1 + sympy.exp(-a * (x - theta))) - 1 / (1 + sympy.exp(a * theta))


EXCITATION = zero_at_zero(E, sympy.Rational(6, 5), sympy.Rational(12, 5))
RATE = EXCITATION - zero_at_zero(I_INH, 1, 4) / 2


def rate(excitation, inhibition):
    places = {E: sympy.Rational(str(excitation)), I_INH: sympy.Rational(str(inhibition))}
    return RATE.subs(places).evalf()


def slope(variable):
    crossing = {E: sympy.Rational(12, 5), I_INH: 4}
    return RATE.diff(variable).subs(crossing).evalf()


def slope_beside_the_threshold(variable, threshold):
    other = {I_INH: 0} if variable is E else {E: 2}
    high, low = (RATE.subs(other | {variable: place}) for place in (threshold + STEP, threshold))
    return ((high - low) / STEP).evalf()


def width_at_half_height(a):
    x = sympy.symbols("x", positive=True)
    half = sympy.Rational(1, 8)  # of the hump s (1 - s), which is 1/4 high
    s = 1 / (1 + sympy.exp(-x))
    return 2 * sympy.nsolve(s * (1 - s) - half, x, 1.8) / a


def silencing_inhibition():
    return sympy.nsolve(RATE.subs(E, 2), I_INH, 5)


def gain_beside_the_threshold(distance):
    """Gain along E, the same on both sides: with 2 nA taken from the input, or added to it."""
    gains = [EXCITATION.diff(E).subs(E, 2.4 + side) for side in (distance, -distance)]
    assert abs(gains[0] - gains[1]) < 1e-12
    return gains[0]


def outweighing_excitation():
    strongest = sympy.limit(zero_at_zero(I_INH, 1, 4), I_INH, sympy.oo) / 2
    place = sympy.nsolve(EXCITATION - strongest, E, 2.5)
    assert place < 2.55
    return place


GIVEN = {"0.4", "1.2", "2.4", "1.3", "4.4"}
QUOTED = {
    "8.9 last E of the first grid": lambda: 2 + 69 * 0.1,
    "6.9 last I_inh": lambda: 0 + 69 * 0.1,
    "0.136 depth of the lowest rate on the first grid": lambda: rate(2, "6.9"),
    "0.138 depth of the lowest rate with the end included": lambda: rate(2, 7),
    "0.361 depth of the lowest rate on the second grid": lambda: rate(1, "6.9"),
    "0.946 highest rate on the first grid": lambda: rate("8.9", 0),
    "0.24 what 4 nA of inhibition subtracts": lambda: rate(5, 0) - rate(5, 4),
    "0.092 per nA, gain 2 nA below the threshold": lambda: gain_beside_the_threshold(-2),
    "2.55 nA of excitation that no inhibition silences": outweighing_excitation,
    "4.7 inhibition that silences at 2 nA": silencing_inhibition,
    "0.3 crest of the ridge": lambda: slope(E),
    "0.125 depth of the trough": lambda: slope(I_INH),
    "0.325 length of the gradient": lambda: np.hypot(float(slope(E)), float(slope(I_INH))),
    "0.2996 highest slope on the grid": lambda: slope_beside_the_threshold(
        E, sympy.Rational(12, 5)
    ),
    "0.1249 depth of the lowest slope on the grid": lambda: slope_beside_the_threshold(I_INH, 4),
    "3.53 width of a hump for a = 1": lambda: width_at_half_height(1),
    "2.9 width of the ridge": lambda: width_at_half_height(1.2),
    "3.5 width of the trough": lambda: width_at_half_height(1),
    "0.25 depth of the trough for a_I = 2": lambda: 2 / 8,
}
