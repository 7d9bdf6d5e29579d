"""X1: the product rule."""

import numpy as np

from neurocalc import catalogue
from neurocalc.checks.answers import Answer, Mistake, by_differences, without_step
from neurocalc.checks.comparing import compare_all
from neurocalc.checks.feedback import exercise

__all__ = ["check_product_rule"]


@exercise("All three fit. The two terms of df_dt cancel at t = tau: there f has its peak.")
def check_product_rule(du_dt, dv_dt, df_dt):
    """Feedback on X1: the alpha function ``f = u v``, differentiated by the product rule.

    With ``t = np.arange(0, 10.05, 0.1)``, ``tau = 0.5``, ``u = t`` and ``v = np.exp(-t / tau)``.

    Parameters
    ----------
    du_dt, dv_dt, df_dt : array_like of shape (101,), number, callable or SymPy expression
        The derivatives on `t`. A number stands for a constant. A callable of one argument is
        evaluated on `t`; one of several gets those among t, tau, u and v that it names. An
        expression may contain the same.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> check_product_rule(..., ..., ...)
    Not yet. du_dt is still empty: replace the dots.
    """
    compare_all((du_dt, dv_dt, df_dt), _product_rule())


def _product_rule():
    h, tau = 0.1, 0.5
    t = np.arange(0, 10.05, h)
    u, v, f = t, np.exp(-t / tau), catalogue.alpha(t, tau=tau)
    du, dv = np.ones_like(t), -v / tau
    df = du * v + u * dv
    about = {
        "length": "There is one for each of the 101 points in t.",
        "variable": "t",
        "known": {"t": t, "tau": tau, "u": u, "v": v},
    }
    by_number = "are differences, close but not exact. Here use the rules: no step is needed."
    # fmt: off
    return [
        Answer("du_dt", (du,), [
            Mistake("not-differentiated", u, "du_dt is still u itself. How steep is u?"),
            Mistake("zero-slope", 0 * t,
                    "du_dt is 0, which is the slope of a constant. But u grows with t: how fast?"),
            Mistake("integrated", u**2 / 2,
                    "du_dt is an integral of u, the way back. How steep is u?"),
            Mistake("sign", -du, "du_dt has the wrong sign. Does u rise or fall?"),
            *without_step("du_dt", u),
            Mistake("by-number", np.diff(u) / h, f"The values of du_dt {by_number}"),
        ], **about),
        Answer("dv_dt", (dv,), [
            Mistake("missing-chain-factor", v,
                    "dv_dt is still v itself. The exponent is not t but -t / tau: the chain rule "
                    "adds a factor."),
            Mistake("sign", -dv,
                    "dv_dt has the right size and the wrong sign. Does v rise or fall?"),
            Mistake("incomplete-chain-factor", -v,
                    "dv_dt has its sign, but tau is missing from the factor. Differentiate the "
                    "exponent -t / tau once more."),
            Mistake("tau-upside-down", -tau * v,
                    "dv_dt has tau in the wrong place. A shorter tau makes v fall faster, so its "
                    "slope must get larger."),
            Mistake("exponent-as-factor", -t / tau * v,
                    "dv_dt has the exponent itself as a factor. The chain rule asks for the "
                    "derivative of the exponent."),
            Mistake("inner-derivative-alone", np.full_like(t, -1 / tau),
                    "dv_dt is the derivative of the exponent alone. The chain rule makes it a "
                    "factor: of what?"),
            Mistake("derivative-in-exponent", np.full_like(t, np.exp(-1 / tau)),
                    "dv_dt has the exponent differentiated where it stands. An exponential keeps "
                    "its exponent; the derivative comes in front."),
            Mistake("derivative-in-exponent", np.full_like(t, -np.exp(-1 / tau) / tau),
                    "dv_dt has its factor, but the exponent has been differentiated too. An "
                    "exponential keeps its exponent."),
            Mistake("wrong-variable", t / tau**2 * v,
                    "dv_dt is the derivative with respect to tau. Here t is what changes."),
            Mistake("factor-twice", v / tau**2,
                    "dv_dt is differentiated twice, or has its factor twice. Once is enough."),
            Mistake("power-rule", -t / tau * np.exp(-t / tau - 1),
                    "dv_dt follows the rule for powers, t^n. In v the variable is in the "
                    "exponent: that is an exponential."),
            *without_step("dv_dt", v),
            *by_differences(v, h, f"The values of dv_dt {by_number}"),
        ], **about),
        Answer("df_dt", (df,), [
            Mistake("product-of-derivatives", du * dv,
                    "df_dt is u' times v'. The derivative of a product is not the product of the "
                    "derivatives: it has two terms."),
            Mistake("forgotten-term", du * v,
                    "df_dt has the term in which u changes. The one in which v changes is "
                    "missing."),
            Mistake("forgotten-term", u * dv,
                    "df_dt has the term in which v changes. The one in which u changes is "
                    "missing."),
            Mistake("sign-between-terms", du * v - u * dv,
                    "df_dt has both terms, but the one in which v changes has the wrong sign. v "
                    "falls: does that make f rise or fall?"),
            Mistake("quotient-rule", (du * v - u * dv) / v**2,
                    "df_dt follows the rule for a quotient, u / v. Here u and v are multiplied: "
                    "that rule is shorter."),
            Mistake("quotient-rule", (u * dv - du * v) / v**2,
                    "df_dt follows the rule for a quotient, with its terms exchanged. Here u and v "
                    "are multiplied: that rule is shorter."),
            Mistake("sum-of-derivatives", du + dv,
                    "df_dt adds the two derivatives, as for u + v. In a product each of them is "
                    "weighed by the other function."),
            Mistake("forgotten-factor", du * v + dv,
                    "df_dt has two terms, but dv_dt stands alone in one. By what is it "
                    "multiplied?"),
            Mistake("forgotten-factor", du + u * dv,
                    "df_dt has two terms, but du_dt stands alone in one. By what is it "
                    "multiplied?"),
            Mistake("forgotten-exponential", du - u / tau,
                    "df_dt is a straight line: its exponential is lost. Both terms contain it."),
            Mistake("tau-upside-down", du * v - tau * u * v,
                    "df_dt has both terms, but in one of them tau is in the wrong place. Use the "
                    "dv_dt that you found."),
            Mistake("exponent-as-factor", du * v - t / tau * u * v,
                    "df_dt has both terms, but in one of them the exponent itself is a factor. "
                    "Use the dv_dt that you found."),
            Mistake("wrong-pairs", u * du + v * dv,
                    "df_dt multiplies each function by its own derivative. Pair each derivative "
                    "with the other function."),
            Mistake("missing-chain-factor", du * v + u * v,
                    "df_dt has both terms, but v in place of dv_dt in one of them."),
            Mistake("incomplete-chain-factor", du * v - u * v,
                    "df_dt has both terms, but in one of them tau is missing. Use the dv_dt that "
                    "you found."),
            Mistake("sign", -df, "df_dt has the wrong sign. Does f rise or fall at first?"),
            Mistake("not-differentiated", f, "df_dt is still f itself: differentiate it."),
            *without_step("df_dt", f),
            *by_differences(f, h, f"The values of df_dt {by_number}"),
        ], **about),
    ]
