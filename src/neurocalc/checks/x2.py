"""X2: the chain rule."""

import numpy as np

from neurocalc.checks.answers import Answer, Mistake, by_differences, ratio, without_step
from neurocalc.checks.comparing import compare_all
from neurocalc.checks.feedback import exercise

__all__ = ["check_chain_rule"]


@exercise("All three fit: outer derivative times inner derivative.")
def check_chain_rule(du_da, dr_du, dr_da):
    """Feedback on X2: ``r(a) = e^(a^4 + 1)``, differentiated by the chain rule.

    With ``a = np.linspace(0, 1, 11)`` and ``u = a**4 + 1``.

    Parameters
    ----------
    du_da, dr_du, dr_da : array_like of shape (11,), callable or SymPy expression
        The inner, the outer and the whole derivative on `a`. A callable of one argument is
        evaluated on `a`, but `dr_du`, a function of u, on `u`; an expression, or a callable of
        both, may contain a and u.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> a = np.linspace(0, 1, 11)
    >>> check_chain_rule(4 * a**3 + 1, ..., ...)
    Not yet. du_da still has the 1 of a^4 + 1. How fast does a constant change?
    """
    compare_all((du_da, dr_du, dr_da), _chain_rule())


def _chain_rule():
    a = np.linspace(0, 1, 11)
    step, u = 0.1, a**4 + 1
    du, dr_du = 4 * a**3, np.exp(u)
    dr = dr_du * du
    length = "There is one for each of the 11 points in a."
    known = {"a": a, "u": u}
    by_number = "are differences, close but not exact. Here use the rules: no step is needed."
    # fmt: off
    return [
        Answer("du_da", (du,), [
            Mistake("constant-kept", du + 1,
                    "du_da still has the 1 of a^4 + 1. How fast does a constant change?"),
            Mistake("power-not-lowered", 4 * a**4,
                    "du_da has its factor, but the power of a has to go down by one."),
            Mistake("missing-power-factor", a**3,
                    "du_da has the right power of a. The old exponent comes down in front as a "
                    "factor."),
            Mistake("lowered-too-early", 3 * a**3,
                    "du_da has the right power of a, but the lowered exponent as its factor. "
                    "Which one comes down?"),
            Mistake("power-lost", 4 * a,
                    "du_da has its factor, but a to the first power. By how much does the power "
                    "go down?"),
            Mistake("integrated", a**5 / 5 + a,
                    "du_da is an integral of u, the way back. How steep is u?"),
            Mistake("twice-differentiated", 12 * a**2,
                    "du_da is differentiated twice. Once is enough."),
            Mistake("not-differentiated", u, "du_da is still u itself. How steep is u?"),
            Mistake("sign", -du, "du_da has the wrong sign. Does u rise or fall with a?"),
            Mistake("whole-not-part", dr, "du_da is the derivative of r. Begin with u alone."),
            *without_step("du_da", u),
            *by_differences(u, step, f"The values of du_da {by_number}"),
        ], length, "a", known),
        Answer("dr_du", (dr_du,), [
            Mistake("chain-factor-too-early", dr,
                    "dr_du has the inner derivative in it already. Here u is the variable: forget "
                    "for a moment that it depends on a."),
            Mistake("power-rule", u * np.exp(u - 1),
                    "dr_du follows the rule for powers. In e^u the variable is in the exponent."),
            Mistake("exponent-as-factor", u * np.exp(u),
                    "dr_du has the exponent itself as a factor. How steep is e^u where it is "
                    "e^u high?"),
            Mistake("inner-as-outer", du,
                    "dr_du is the inner derivative. How fast does r change with u?"),
            Mistake("derivative-in-exponent", np.full_like(a, np.e),
                    "dr_du has the exponent differentiated to 1. The exponent stays as it is when "
                    "you differentiate an exponential."),
            Mistake("derivative-in-exponent", np.exp(du),
                    "dr_du has the exponent differentiated. The exponent stays as it is when you "
                    "differentiate an exponential."),
            Mistake("wrong-exponent", np.exp(a),
                    "dr_du has a in the exponent. Which variable does r depend on directly?"),
            Mistake("wrong-exponent", np.exp(a**4),
                    "dr_du has an exponent that is 1 too small. An exponential keeps its exponent: "
                    "nothing is dropped or lowered there."),
            Mistake("wrong-variable", np.exp(u**4 + 1),
                    "dr_du is right as a function of a, but it is evaluated on u. Which variable "
                    "does r depend on directly?"),
            Mistake("sign", -dr_du, "dr_du has the wrong sign. Does e^u rise or fall with u?"),
            Mistake("outer-as-inner", u, "dr_du is u. Differentiate the outer function, e^u."),
        ], length, "u", known),
        Answer("dr_da", (dr,), [
            Mistake("missing-chain-factor", dr_du,
                    "dr_da is the outer derivative alone. When a moves, u moves too: how fast?"),
            Mistake("missing-power-factor", a**3 * dr_du,
                    "dr_da has the right power of a, but the exponent that comes down in front is "
                    "missing. Use the du_da that you found."),
            Mistake("power-not-lowered", 4 * a**4 * dr_du,
                    "dr_da has its factors, but the power of a has to go down by one. Use the "
                    "du_da that you found."),
            Mistake("inner-not-differentiated", u * dr_du,
                    "dr_da has u itself as a factor. The chain rule asks for its derivative."),
            Mistake("outer-not-differentiated", u * du,
                    "dr_da multiplies u by its derivative. The outer function, e^u, is lost."),
            Mistake("inner-twice", du * dr,
                    "dr_da has the inner derivative twice as a factor. Once is enough."),
            Mistake("missing-outer-factor", du,
                    "dr_da is the inner derivative alone. When u moves, r moves too: how fast?"),
            Mistake("sum-not-product", du + dr_du,
                    "dr_da adds the two derivatives. Think of two gears: do their ratios add or "
                    "multiply?"),
            Mistake("quotient-not-product", ratio(dr_du, du),
                    "dr_da divides the derivatives. In (dr/du)(du/da) it is du that cancels."),
            Mistake("quotient-not-product", du / dr_du,
                    "dr_da divides du_da by dr_du. In (dr/du)(du/da) it is du that cancels."),
            Mistake("derivative-in-exponent", np.exp(du),
                    "dr_da has the inner derivative in the exponent. It belongs in front."),
            Mistake("derivative-in-exponent", du * np.exp(du),
                    "dr_da has its factor in front, but the exponent has been differentiated too."),
            Mistake("wrong-exponent", du * np.exp(a),
                    "dr_da has the outer derivative at a. Its variable is u: evaluate it there."),
            Mistake("wrong-exponent", du * np.exp(a**4),
                    "dr_da has its factor, but an exponent that is 1 too small. An exponential "
                    "keeps its exponent: nothing is dropped or lowered there."),
            Mistake("constant-kept", (du + 1) * dr_du,
                    "The inner derivative in dr_da still has the 1 of a^4 + 1. How fast does a "
                    "constant change?"),
            Mistake("power-rule", u * np.exp(u - 1),
                    "dr_da follows the rule for powers, and the inner derivative is missing. In "
                    "e^u the variable is in the exponent: that is an exponential."),
            Mistake("power-rule", u * du * np.exp(u - 1),
                    "dr_da has its inner derivative, but follows the rule for powers. In e^u the "
                    "variable is in the exponent: that is an exponential."),
            Mistake("sign", -dr, "dr_da has the wrong sign. Does r rise or fall with a?"),
            *without_step("dr_da", dr_du),
            *by_differences(dr_du, step, f"The values of dr_da {by_number}"),
        ], length, "a", known),
    ]
