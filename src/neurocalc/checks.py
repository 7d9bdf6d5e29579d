"""Feedback on the exercises: right in any form, or the mistake by its name.

Every check compares what the reader wrote with the right answer, and then with a table of wrong
ones. Each row of a table holds a mistake's code, the numbers that it leads to, computed from the
same definitions as the right answer, and what to say about it.

A check never raises because of an answer, never changes one and prints nothing.

Examples
--------
>>> import numpy as np
>>> a = np.linspace(0, 1, 11)
>>> u = a**4 + 1
>>> check_chain_rule(4 * a**3, np.exp(u), np.exp(u))
Not yet. dr_da is the outer derivative alone. When a moves, u moves too: how fast?
>>> check_chain_rule(4 * a**3, np.exp(u), 4 * a**3 * np.exp(u)).passed
True
"""

import inspect
import warnings
from dataclasses import dataclass
from functools import wraps
from typing import NamedTuple

import numpy as np

from neurocalc import arguments, catalogue, filters, neuron, sums

__all__ = [
    "EXERCISES",
    "Feedback",
    "check",
    "check_average_twice",
    "check_chain_rule",
    "check_charge",
    "check_ei_partials",
    "check_forward_difference",
    "check_product_rule",
    "check_riemann_sum",
]

#: Largest error of a right answer, as a share of the largest right value. Float32 arithmetic
#: stays below it, also after a difference is divided by a small step; every mistake is above it.
TOLERANCE = 5e-5

#: Error that float32 leaves in one value, as a share of it; it counts where a mistake makes some
#: values much larger than the right ones.
ROUNDING = 1e-5

#: Largest error of an answer that is called close, as a share of the largest right value.
CLOSE = 1e-3


@dataclass(frozen=True)
class Feedback:
    """What a check says about an answer; true where the answer is right.

    Parameters
    ----------
    exercise : str
        Which exercise, ``"x1"`` to ``"x7"``.
    passed : bool
        Whether the answer is right.
    code : str
        ``"right"``, or the name of the mistake.
    message : str
        One or two sentences for the reader: what is wrong, and what to look at.

    Examples
    --------
    >>> Feedback("x1", False, "sign", "Does v rise or fall?")
    Not yet. Does v rise or fall?
    """

    exercise: str
    passed: bool
    code: str
    message: str

    def __bool__(self):
        return self.passed

    def __str__(self):
        return f"{'Right' if self.passed else 'Not yet'}. {self.message}"

    __repr__ = __str__


class Mistake(NamedTuple):
    """One row of a table: a usual mistake, the numbers it leads to, and what to say about it."""

    code: str
    gives: object  #: an array, or a test of the reader's, where many numbers are one mistake
    message: str


class Answer(NamedTuple):
    """What one part of an exercise asks for."""

    name: str  #: what the reader calls it
    right: tuple  #: arrays, each of them a right answer
    mistakes: list  #: rows of `Mistake`; the first that fits is named
    length: str = ""  #: how to find the right number of values
    variable: str = ""  #: the variable it depends on, if a function or a formula is an answer too
    known: dict = {}  # noqa: RUF012 (never changed): values of the names a formula may contain
    within: float = 0.0  #: largest error of a right answer, where `TOLERANCE` is too strict
    function_only: bool = False  #: whether numbers alone are no answer
    whole: bool = False  #: whether a part that only broadcasts to the answer is too little


class _NotYet(Exception):
    """The first problem found; `_exercise` turns it into feedback."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


def _exercise(exercise, praise):
    """Turn a function that raises `_NotYet` at the first problem into one that returns feedback."""

    def decorate(check):
        @wraps(check)
        def feedback(*answers, **named_answers):
            try:
                with warnings.catch_warnings(action="ignore"):  # a check prints nothing
                    check(*answers, **named_answers)
            except _NotYet as problem:
                return Feedback(exercise, False, problem.code, problem.message)
            return Feedback(exercise, True, "right", praise)

        return feedback

    return decorate


# The tables below are laid out by hand (fmt: off): a mistake, its numbers, then what to say.

# X1: the product rule -----------------------------------------------------------------------


@_exercise("x1", "All three fit. The two terms of df_dt cancel at t = tau: there f has its peak.")
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
    _compare_all((du_dt, dv_dt, df_dt), _product_rule())


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
            *_rises("du_dt", u, h),
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
            *_rises("dv_dt", v, h),
            *_by_number(v, h, f"The values of dv_dt {by_number}"),
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
            *_rises("df_dt", f, h),
            *_by_number(f, h, f"The values of df_dt {by_number}"),
        ], **about),
    ]


def _rises(name, f, h):
    message = f"{name} holds rises from point to point. A slope is rise over run."
    return [
        Mistake("missing-step", np.diff(f), message),
        Mistake("missing-step", np.gradient(f), message),
    ]


def _by_number(f, h, message):
    return [
        Mistake("by-number", np.diff(f) / h, message),
        Mistake("by-number", np.gradient(f, h), message),
    ]


# X2: the chain rule -------------------------------------------------------------------------


@_exercise("x2", "All three fit: outer derivative times inner derivative.")
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
    _compare_all((du_da, dr_du, dr_da), _chain_rule())


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
            *_rises("du_da", u, step),
            *_by_number(u, step, f"The values of du_da {by_number}"),
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
            Mistake("quotient-not-product", _ratio(dr_du, du),
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
            *_rises("dr_da", dr_du, step),
            *_by_number(dr_du, step, f"The values of dr_da {by_number}"),
        ], length, "a", known),
    ]


def _ratio(above, below):
    """Quotient of two arrays, infinite where the reader's would be."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return above / below


# X3: the forward difference -----------------------------------------------------------------


@_exercise("x3", "Each slope belongs to the middle of its interval; there it is nearly the cosine.")
def check_forward_difference(forward_difference, t_d):
    """Feedback on X3: slopes from sample to sample, and the points where they fit best.

    Parameters
    ----------
    forward_difference : callable
        ``forward_difference(f, h)``: n samples of shape (n,), taken h apart, give n - 1 slopes.
        Here and in the other exercises, arguments that have the names of the starter cell may
        stand in any order.
    t_d : array_like, shape (99,)
        Where the slopes of a sine fit its derivative best, if the sine is sampled on
        ``t = np.arange(0, 10, 0.1)``.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> t = np.arange(0, 10, 0.1)
    >>> check_forward_difference(lambda f, h: np.diff(f) / h, t[:-1])  # doctest: +ELLIPSIS
    Not yet. t_d holds the left ends. A slope between two points ...
    """
    h = 0.1
    t = np.arange(0, 10, h)
    # Uneven numbers, none of them 0, and an unusual step: on them no two mistakes look alike.
    for samples, step in ((np.array([2.0, 3.0, 7.0, 4.0, -1.0, 9.0]), 0.25), (np.sin(t), h)):
        call = f"forward_difference(f, {step:g})"
        slopes = _call(call, forward_difference, {"f": samples, "h": step})
        _compare(slopes, _forward_difference(call, samples, step))
    _compare(t_d, _slope_places(t, h))


def _forward_difference(call, f, h):
    rises = np.diff(f)
    slopes = rises / h
    padded = (
        f"{call} gives {f.size} slopes for {f.size} samples, so one of them is made up. "
        "Leave it out: a slope needs two neighbours."
    )
    wider = (
        f"{call} compares samples two steps apart. That is the central difference; "
        "the forward difference compares each sample with the next."
    )
    cut = f"{call} gives one slope too few. Where does your loop or slice stop?"
    # fmt: off
    return Answer(call, (slopes,), [
        Mistake("missing-step", rises,
                f"{call} gives the rises. To make them slopes, think of the run."),
        Mistake("multiplied-by-step", rises * h,
                f"{call} multiplies by h. A slope is rise over run."),
        Mistake("sign", -slopes,
                f"{call} has the wrong sign: later minus earlier, so that rising is positive."),
        Mistake("wrong-step", slopes / 2,
                f"{call} divides by 2 h. How far apart are the two samples that you subtract?"),
        Mistake("wrong-step", rises / 0.1,
                f"{call} divides by 0.1, whatever h is. Use the argument h."),
        Mistake("wrong-step", slopes / h, f"{call} divides by the step twice. Once is enough."),
        Mistake("central-difference", (f[2:] - f[:-2]) / (2 * h), wider),
        Mistake("central-difference", (f[2:] - f[:-2]) / h, wider),
        Mistake("central-difference", np.gradient(f, h), wider),
        Mistake("central-difference", np.gradient(f), wider),
        Mistake("wraps-around", (np.roll(f, -1) - f) / h,
                f"{call} compares the last sample with the first, as if the signal were a ring. "
                "The last sample has no next one."),
        Mistake("zero-beyond", np.diff(f, append=0) / h,
                f"{call} takes the sample after the last one for 0. There is none: give only the "
                "slopes between two samples."),
        Mistake("zero-beyond", np.diff(f, prepend=0) / h,
                f"{call} takes the sample before the first one for 0. There is none: give only "
                "the slopes between two samples."),
        Mistake("padded", np.append(slopes, 0), padded),
        Mistake("padded", np.append(0, slopes), padded),
        Mistake("padded", np.append(slopes, slopes[-1]), padded),
        Mistake("padded", np.append(slopes[0], slopes), padded),
        Mistake("padded", np.append(slopes, np.nan), padded),
        Mistake("padded", np.append(np.nan, slopes), padded),
        Mistake("sum-not-difference", (f[1:] + f[:-1]) / h,
                f"{call} adds neighbours. A slope comes from their difference."),
        Mistake("sum-not-difference", (f[1:] + f[:-1]) / 2,
                f"{call} averages neighbours. A slope comes from their difference."),
        Mistake("missing-parentheses", f[1:] - f[:-1] / h,
                f"{call} divides only one of the two samples by h. A quotient is taken before a "
                "difference, unless parentheses hold the difference together."),
        Mistake("size-not-slope", np.abs(slopes),
                f"{call} never falls: the slopes have lost their signs. Later minus earlier, and "
                "nothing else."),
        Mistake("relative-change", _ratio(rises, f[:-1]),
                f"{call} divides by the samples. A slope is rise over run: which length is the "
                "run?"),
        Mistake("first-only", slopes[0],
                f"{call} gives the first slope alone. Does return stand inside the loop?"),
        Mistake("end-to-end", (f[-1] - f[0]) / (h * rises.size),
                f"{call} gives the mean slope from the first to the last sample. Give one slope "
                "for each pair of neighbours."),
        Mistake("twice-differentiated", np.diff(rises) / h,
                f"{call} takes differences of differences. Once is enough."),
        Mistake("twice-differentiated", np.diff(slopes) / h,
                f"{call} takes slopes of slopes. Once is enough."),
        Mistake("one-too-few", slopes[:-1], cut),
        Mistake("one-too-few", slopes[1:], cut),
        Mistake("not-differentiated", f, f"{call} gives the samples back unchanged."),
    ], f"How many gaps lie between {f.size} samples?")


def _slope_places(t, h):
    outside = (
        "t_d has one point for each sample, but there is one slope less. "
        "Make a point for each interval."
    )
    # fmt: off
    return Answer("t_d", (_middles(t),), [
        Mistake("left-ends", t[:-1],
                "t_d holds the left ends. A slope between two points says as much about the one "
                "as about the other: which place is fair to both?"),
        Mistake("right-ends", t[1:],
                "t_d holds the right ends. A slope between two points says as much about the one "
                "as about the other: which place is fair to both?"),
        Mistake("wrong-shift", t[:-1] - h / 2,
                "t_d is moved the wrong way, to before the first sample. Where does the first "
                "interval lie?"),
        Mistake("wrong-shift", t[1:] + h / 2,
                "t_d is moved the wrong way, to beyond the last sample. Where does the last "
                "interval lie?"),
        Mistake("half-not-half-step", t[:-1] + 0.5,
                "t_d is moved by 0.5. Half of which length leads to the middle of an interval?"),
        Mistake("sum-not-mean", t[:-1] + t[1:],
                "t_d adds the two ends of each interval. What lies in the middle between them?"),
        Mistake("missing-parentheses", t[:-1] + t[1:] / 2,
                "t_d halves only one of the two ends. A quotient is taken before a sum, unless "
                "parentheses hold the sum together."),
        Mistake("steps-not-places", np.diff(t),
                "t_d holds the lengths of the intervals. Give their places on the time axis."),
        Mistake("stretched", np.linspace(t[0], t[-1], t.size - 1),
                "t_d is spread from the first sample to the last, so its steps are too long. "
                "Where does the first interval have its middle?"),
        Mistake("stretched", np.linspace(0, 10, t.size - 1),
                "t_d is spread from 0 to 10, so its steps are too long. Where does the first "
                "interval have its middle?"),
        Mistake("padded", t, outside),
        Mistake("padded", t + h / 2, outside),
        Mistake("padded", t - h / 2, outside),
        Mistake("inner-points", t[1:-1],
                "t_d holds the inner samples, where central differences belong. There are fewer "
                "of them than slopes."),
        Mistake("index-not-time", np.arange(t.size - 1),
                "t_d counts the intervals. Give their places on the time axis instead."),
        Mistake("index-not-time", np.arange(t.size - 1) + 0.5,
                "t_d counts in steps. Give the places in the units of t instead."),
        Mistake("slopes-not-places", np.diff(np.sin(t)) / h,
                "t_d holds the slopes. What is asked for is where they belong."),
    ], "There is one place for each slope, so count the gaps between 100 samples.", "t",
    {"t": t, "h": h})


# X4: Riemann sums ---------------------------------------------------------------------------


@_exercise("x4", "All three rules give the right sum, for one rectangle as well as for many.")
def check_riemann_sum(riemann_sum):
    """Feedback on X4: the area under a curve, by rectangles.

    Parameters
    ----------
    riemann_sum : callable
        ``riemann_sum(f, a, b, n, rule)``: the sum over n equal pieces of [a, b], with `f` looked
        up at the place that `rule`, "left", "right" or "midpoint", names. It gets an `f` that
        takes numbers and arrays alike.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from neurocalc import sums
    >>> check_riemann_sum(sums.riemann_sum).code
    'right'
    """
    for rule in ("left", "right", "midpoint"):
        for f, formula, a, b, n in (
            (np.exp, "e^t", 1, 4, 5),
            (catalogue.quadratic, "t^2 - t + 1", 0, 10, 10),
            (catalogue.quadratic, "t^2 - t + 1", 0, 2, 1),
        ):
            _compare_sums(riemann_sum, f, formula, a, b, n, rule, _riemann_sum)
        # Here n steps of the rounded width end just below b: who steps up to b adds one too many.
        f, formula = catalogue.quadratic, "t^2 - t + 1"
        _compare_sums(riemann_sum, f, formula, -1, 10, 30, rule, _rounded_steps)


def _compare_sums(riemann_sum, f, formula, a, b, n, rule, answer):
    def heights(t):
        return f(np.asarray(t, dtype=float))  # a list or a fraction is as good as an array

    call = f'riemann_sum(f, {a}, {b}, {n}, "{rule}") with f(t) = {formula}'
    given = {"f": heights, "a": a, "b": b, "n": n, "rule": rule}
    _compare(_call(call, riemann_sum, given), answer(call, f, a, b, n, rule))


def _rounded_steps(call, f, a, b, n, rule):
    slips = (
        f"{call} adds {n + 1} rectangles: the width is rounded, so steps up to b can fit in one "
        "more. Count the rectangles instead."
    )
    answer = _riemann_sum(call, f, a, b, n, rule)
    rows = [
        Mistake("step-slips", row.gives, slips) if row.code == "one-too-many" else row
        for row in answer.mistakes
    ]
    return answer._replace(mistakes=rows)


def _riemann_sum(call, f, a, b, n, rule):
    def total(rule=rule, a=a, b=b, n=n):
        return sums.riemann_sum(f, a, b, n, rule)

    dt = (b - a) / n
    edges = sums.edges(a, b, n)
    heights = sums.mean_heights(f, edges, rule)
    # One rectangle more than fits, and one less, at either end, for each of the rules.
    places = {"left": edges[:-1], "right": edges[1:], "midpoint": edges[:-1] + dt / 2}[rule]
    beyond = [f(places[0] - dt), f(places[-1] + dt)]
    many = f"{call} covers one rectangle too many. n rectangles have n + 1 edges."
    few = f"{call} covers one rectangle too few. n rectangles have n + 1 edges."
    points = (
        f"{call} spreads n points over the whole interval, both ends included. "
        "These bound only n - 1 rectangles: n rectangles have n + 1 edges."
    )
    where = {
        "left": f"{call} looks f up at the left ends",
        "right": f"{call} looks f up at the right ends",
        "midpoint": f"{call} looks f up in the middle",
        "trapezoid": f"{call} averages f at the two ends",
    }
    # The left rule is asked for first: who then gives left sums for "right" does not look at it.
    codes = {("left", "right"): "left-right-swapped", ("right", "left"): "rule-ignored"}
    # fmt: off
    return Answer(call, (np.float64(total()),), [
        *(
            Mistake(codes.get((rule, other), "wrong-place"), total(other),
                    f"{said}. Which place does the rule name?")
            for other, said in where.items()
            if other != rule
        ),
        Mistake("missing-width", heights.sum(),
                f"{call} adds up heights. To make each an area, think of the width dt."),
        Mistake("mean-not-sum", heights.mean(),
                f"{call} gives the mean height. How wide is the whole interval?"),
        Mistake("width-twice", heights.sum() * dt**2,
                f"{call} multiplies by dt twice. Each height becomes an area by one width."),
        Mistake("divided-by-width", heights.sum() / dt,
                f"{call} divides by dt. The area of a rectangle is height times width."),
        Mistake("whole-width", heights.sum() * (b - a),
                f"{call} makes each rectangle as wide as the whole interval. How many of them "
                "share it?"),
        *(Mistake("one-too-many", (heights.sum() + more) * dt, many) for more in beyond),
        Mistake("one-too-few", heights[:-1].sum() * dt, few),
        Mistake("one-too-few", heights[1:].sum() * dt, few),
        Mistake("one-too-many", total(n=n + 1), many),
        *_point_mistakes(f, a, b, n, rule, total, points),
        Mistake("wrong-start", total(a=0), f"{call} begins at 0. The first rectangle begins at a."),
        Mistake("wrong-start", total(a=0, b=b - a),
                f"{call} has the right width, but begins at 0. The first rectangle begins at a."),
        Mistake("sign", -total(),
                f"{call} has the right size and the wrong sign. Look at the width: b minus a."),
        Mistake("not-summed", heights * dt,
                f"{call} gives the areas one by one. Add them to one number."),
        Mistake("running-sum", np.cumsum(heights * dt),
                f"{call} gives the sum so far at every rectangle. Give the whole sum only."),
        Mistake("first-only", heights[0] * dt,
                f"{call} gives the first rectangle alone. Does return stand inside the loop?"),
        Mistake("last-only", heights[-1] * dt,
                f"{call} gives the last rectangle alone. Does each pass of the loop add to the "
                "total?"),
        Mistake("half-not-half-step", f(edges[:-1] + 0.5).sum() * dt,
                f"{call} looks f up 0.5 beyond the left ends. Half of which length leads to the "
                "middle?"),
        Mistake("exact-integral", total("simpson", n=1000),
                f"{call} gives the exact integral. Here add n rectangles instead, to see how far "
                "off they are."),
    ], "What is asked for is one number, the whole sum.")


def _point_mistakes(f, a, b, n, rule, total, message):
    """Sums over ``np.linspace(a, b, n)``, which has a point too few."""
    if n == 1:
        return []
    heights = f(np.linspace(a, b, n))
    return [
        Mistake("points-not-rectangles", total(n=n - 1), message),
        Mistake("points-not-rectangles", heights.sum() * (b - a) / n, message),
        Mistake("points-not-rectangles", heights.sum() * (b - a) / (n - 1), message),
    ]


# X5: charge ---------------------------------------------------------------------------------


@_exercise("x5", "The charge ends at 0.997877. Narrower rectangles and a longer window lead to 1.")
def check_charge(current, areas, charge):
    """Feedback on X5: the charge that a postsynaptic current carries.

    With ``J = 1``, ``tau_s = 1``, ``t_sp = 1``, ``dt = 0.1`` and ``t = np.arange(0, 10, dt)``: the
    left edges of the 100 rectangles that cover 0 to 10 ms.

    Parameters
    ----------
    current : array_like of shape (100,), callable or SymPy expression
        ``J (t - t_sp) e^(-(t - t_sp)/tau_s)`` from the spike on, 0 before it. A callable of one
        argument is evaluated on `t`; one of several, or an expression, may contain t, J, tau_s,
        t_sp and dt.
    areas : array_like of shape (100,), callable or SymPy expression
        Area of the rectangle that begins at each point.
    charge : array_like of shape (100,), callable or SymPy expression
        Sum of the areas so far.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> t = np.arange(0, 10, 0.1)
    >>> check_charge((t - 1) * np.exp(-(t - 1)), ..., ...)  # doctest: +ELLIPSIS
    Not yet. Before the spike your current is negative. ...
    """
    _compare_all((current, areas, charge), _charge())


def _charge():
    J, tau_s, t_sp, dt = 1.0, 1.0, 1.0, 0.1
    t, longer = np.arange(0, 10, dt), np.arange(0, 10.05, dt)
    since, after = (t - t_sp) / tau_s, t >= t_sp
    current = catalogue.synaptic_current_unnormalised(t, J=J, tau_s=tau_s, t_sp=t_sp)
    longer_current = catalogue.synaptic_current_unnormalised(longer, J=J, tau_s=tau_s, t_sp=t_sp)
    fall = np.exp(-since)
    areas = current * dt
    charge = np.cumsum(areas)
    trapezoids = (current[1:] + current[:-1]) / 2 * dt
    length = "There is one for each of the 100 points in t."
    known = {"t": t, "dt": dt, "J": J, "tau_s": tau_s, "t_sp": t_sp}
    extra = (
        "goes on to a rectangle that begins at 10 ms, beyond the window. "
        "100 rectangles have 101 edges: t holds the left ones only."
    )
    late = "has the factor t, the time since 0. At time t, how long ago was the spike?"
    no_shift = "knows nothing of the spike time. Count the time from the spike in both places."
    exponent = "counts the time from the spike in the factor, but not in the exponent."
    exact = (
        "charge holds the exact integral. Here add your areas, to see how close rectangles come."
    )
    # fmt: off
    return [
        Answer("current", (current,), [
            Mistake("missing-gate", J * (t - t_sp) * fall,
                    "Before the spike your current is negative. No effect precedes its cause: "
                    "what should it be there?"),
            Mistake("gate-upside-down", np.where(after, 0, J * (t - t_sp) * fall),
                    "Your current flows before the spike and not after it. Turn the gate around."),
            Mistake("rectified-not-gated", np.abs(J * (t - t_sp) * fall),
                    "Your current is positive before the spike. No effect precedes its cause: "
                    "what should it be there?"),
            Mistake("time-not-since-spike", J * t * fall, f"Your current {late}"),
            Mistake("time-not-since-spike", J * t * fall * after, f"Your current {late}"),
            Mistake("spike-time-ignored", J * t * np.exp(-t), f"Your current {no_shift}"),
            Mistake("spike-time-ignored", J * t * np.exp(-t) * after, f"Your current {no_shift}"),
            Mistake("exponent-not-since-spike", J * (t - t_sp) * np.exp(-t),
                    f"Your current {exponent}"),
            Mistake("exponent-not-since-spike", J * (t - t_sp) * np.exp(-t) * after,
                    f"Your current {exponent}"),
            Mistake("forgotten-factor", J * fall * after,
                    "Your current jumps at the spike and only falls. The factor that makes it "
                    "rise first is missing."),
            Mistake("forgotten-factor", J * fall,
                    "Your current is largest long before the spike. The factor that makes it "
                    "rise, and the gate, are missing."),
            Mistake("sign-in-exponent", J * (t - t_sp) / fall * after,
                    "Your current grows without end. Look at the sign in the exponent."),
            Mistake("shift-sign", J * (t - t_sp) * np.exp(-(t + t_sp)) * after,
                    "Your current has its exponent shifted the wrong way. A minus in front of t "
                    "alone does not reach t_sp: does the exponent count from the spike?"),
            Mistake("shift-sign", J * (t - t_sp) * np.exp(-(t + t_sp)),
                    "Your current has its exponent shifted the wrong way, and no gate. A minus in "
                    "front of t alone does not reach t_sp."),
            Mistake("forgotten-decay", J * since * after,
                    "Your current only rises after the spike. The exponential that makes it fall "
                    "is missing."),
            Mistake("forgotten-decay", J * since,
                    "Your current is a straight line. The exponential that makes it fall, and the "
                    "gate, are missing."),
            Mistake("right-edges", longer_current[1:],
                    "Your current is that of the right edges, one step later. Take it at the "
                    "points of t, the left edges."),
            Mistake("middles", catalogue.synaptic_current_unnormalised(t + dt / 2),
                    "Your current is that of the middles, half a step later. Take it at the "
                    "points of t, the left edges."),
            Mistake("sign", -current,
                    "Your current has the wrong sign. Here an excitatory one, with J = 1, counts "
                    "as positive."),
            Mistake("one-too-many", longer_current, f"Your current {extra}"),
        ], length, "t", known),
        Answer("areas", (areas,), [
            Mistake("missing-width", current,
                    "areas holds the heights of the rectangles. How wide is each of them?"),
            Mistake("divided-by-width", current / dt,
                    "areas is divided by dt. The area of a rectangle is height times width."),
            Mistake("time-as-width", current * t,
                    "areas is multiplied by t. The width of a rectangle is one step of t."),
            Mistake("already-summed", charge,
                    "areas is summed already. Keep the rectangles apart here; the sum comes next."),
            Mistake("already-summed", areas.sum(),
                    "areas is one number, the whole sum. Keep the rectangles apart here."),
            Mistake("difference-not-area", np.diff(current),
                    "areas holds differences of neighbours, which lead to slopes. An area is "
                    "height times width."),
            Mistake("trapezoids", trapezoids,
                    "areas holds trapezoids, a better rule. Here take rectangles, each as high as "
                    "the current at its left edge."),
            Mistake("trapezoids", np.append(0, trapezoids),
                    "areas holds trapezoids with a 0 in front. Here take rectangles, each as high "
                    "as the current at its left edge."),
            Mistake("trapezoids", (current + longer_current[1:]) / 2 * dt,
                    "areas holds trapezoids, up to one that ends at 10 ms. Here take rectangles, "
                    "each as high as the current at its left edge."),
            Mistake("already-summed", np.append(0, np.cumsum(trapezoids)),
                    "areas is a running sum of trapezoids. Keep the pieces apart here, and make "
                    "them rectangles."),
            Mistake("width-twice", areas * dt,
                    "areas is multiplied by dt twice. Each height becomes an area by one width."),
            Mistake("one-too-few", areas[:-1],
                    "areas has one rectangle too few. The last one begins at 9.9 ms."),
            Mistake("right-edges", np.append(areas[1:], longer_current[-1] * dt),
                    "areas takes its heights at the right edges. Use the current at the points of "
                    "t, the left edges."),
            Mistake("right-edges", areas[1:],
                    "areas lacks the first rectangle, as if each took its height at the right "
                    "edge. Use the current at the points of t, the left edges."),
            Mistake("right-edges", np.append(areas[1:], 0),
                    "areas is moved by one place, and its last value is made up. The rectangle of "
                    "each point is as high as the current there."),
            Mistake("sign", -areas, "areas has the wrong sign: a positive current adds charge."),
            Mistake("one-too-many", longer_current * dt, f"areas {extra}"),
        ], length, "t", known),
        Answer("charge", (charge,), [
            Mistake("total-not-running", charge[-1],
                    "charge is one number, the whole sum. Give what has flowed so far, at each "
                    "point of t."),
            Mistake("total-not-running", np.full_like(t, charge[-1]),
                    "charge is the whole sum at every point. Early on, little has flowed yet."),
            Mistake("last-not-sum", areas[-1],
                    "charge is the last area alone. Add all those before it."),
            Mistake("not-summed", areas,
                    "charge holds the areas one by one. Add to each what came before it."),
            Mistake("missing-width", np.cumsum(current),
                    "charge adds up heights. Add up the areas instead."),
            Mistake("width-twice", charge * dt,
                    "charge is multiplied by dt once too often: your areas contain it already."),
            Mistake("mean-not-sum", charge / np.arange(1, t.size + 1),
                    "charge holds the mean of the areas so far. Charge is their sum."),
            Mistake("backwards", charge[-1] - charge + areas,
                    "charge falls with time: it is summed from the end. Begin at the start."),
            Mistake("backwards", charge[::-1],
                    "charge falls with time. Put its values in the order of t."),
            Mistake("trapezoids", np.append(0, np.cumsum(trapezoids)),
                    "charge adds trapezoids, a better rule. Here add up your areas, the "
                    "rectangles."),
            Mistake("trapezoids", np.cumsum(trapezoids),
                    "charge adds trapezoids, one less than there are rectangles. Here add up your "
                    "areas."),
            Mistake("right-edges", np.cumsum(longer_current[1:] * dt),
                    "charge takes its heights at the right edges. Here add up your areas, whose "
                    "heights are those of the left edges."),
            Mistake("right-edges", charge[1:],
                    "charge lacks its first value, as if it began at the right edge of the first "
                    "rectangle. Give one value for each rectangle."),
            Mistake("summed-twice", np.cumsum(charge),
                    "charge is summed twice: it adds up sums. Add up the areas once."),
            Mistake("time-as-width", np.cumsum(current * t),
                    "charge is summed with t for the width. Your areas contain the width already."),
            Mistake("left-edges", charge - areas,
                    "charge leaves out the rectangle that begins at each point. Include it in the "
                    "sum."),
            Mistake("one-too-many", np.append(0, charge),
                    "charge has a 0 in front, which is one value too many. Give one value for "
                    "each rectangle."),
            Mistake("one-too-many", np.cumsum(longer_current * dt), f"charge {extra}"),
            Mistake("one-too-few", charge[:-1], "charge leaves out the last rectangle."),
            Mistake("exact-integral", _exact_charge(t, tau_s, t_sp), exact),
            Mistake("exact-integral", _exact_charge(t + dt, tau_s, t_sp), exact),
            Mistake("sign", -charge, "charge has the wrong sign: a positive current adds to it."),
        ], length, "t", known),
    ]


def _exact_charge(t, tau_s, t_sp):
    """Antiderivative of the un-normalised current with J = 1, 0 up to the spike."""
    since = np.maximum(t - t_sp, 0) / tau_s
    return tau_s**2 * (1 - (1 + since) * np.exp(-since))


# X6: averaging twice ------------------------------------------------------------------------


@_exercise("x6", "Filters in a row multiply their gains, so the second average squares the first.")
def check_average_twice(average_twice, gain):
    """Feedback on X6: the average of neighbours, applied twice, and its gain.

    Parameters
    ----------
    average_twice : callable
        ``average_twice(x)``: n samples of shape (n,) give n - 2 outputs; none is made up.
    gain : callable or SymPy expression
        ``gain(omega)``: the factor by which it scales a sine of `omega` radians per sample. A
        callable gets an array from 0 to pi, or its numbers one by one.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> twice = lambda x: (x[2:] + 2 * x[1:-1] + x[:-2]) / 4
    >>> check_average_twice(twice, lambda omega: abs(np.cos(omega / 2)))
    Not yet. gain is that of one average. What does the second one do to what the first lets pass?
    """
    for x in (np.array([2.0, 3.0, 7.0, 4.0, -1.0, 9.0, 8.0]), np.array([3.0, -1.0, 7.0])):
        call = f"average_twice(x) with {x.size} samples"
        _compare(_call(call, average_twice, {"x": x}), _average_twice(call, x))
    _compare(gain, _gain_twice())


def _average_twice(call, x):
    average, difference = filters.average(), filters.difference()
    once = average(x)
    twice = average(once)
    made_up = (
        f"{call} makes up values at the ends. "
        "Give only outputs for which all inputs exist: each average costs one sample."
    )
    summed = f"{call} adds up neighbours somewhere. An average also divides by their number."
    weights = np.array([1, 2, 1]) / 4
    # fmt: off
    return Answer(call, (twice,), [
        Mistake("averaged-once", once,
                f"{call} averages once. Do the same again with what comes out."),
        Mistake("sum-not-mean", 4 * twice, summed),
        Mistake("sum-not-mean", 2 * twice, summed),
        Mistake("sum-not-mean", 2 * once, summed),
        Mistake("padded", np.convolve(x, weights, mode="same"), made_up),
        Mistake("padded", np.convolve(x, weights), made_up),
        Mistake("padded", np.convolve(x, weights)[: x.size], made_up),
        Mistake("padded", np.concatenate([x[:1], twice, x[-1:]]), made_up),
        Mistake("padded", np.concatenate([x[:2], twice]), made_up),
        Mistake("padded", np.pad(twice, 1), made_up),
        Mistake("padded", np.append([0, 0], twice), made_up),
        Mistake("padded", np.append(twice, [0, 0]), made_up),
        Mistake("wraps-around", (x + 2 * np.roll(x, 1) + np.roll(x, 2)) / 4,
                f"{call} averages the last samples with the first, as if the signal were a ring."),
        Mistake("equal-weights", filters.moving_average(3)(x),
                f"{call} averages three samples with equal weights. How often is the middle one "
                "used when you average twice?"),
        Mistake("ends-only", (x[2:] + x[:-2]) / 2,
                f"{call} leaves out the sample in the middle. Average neighbours, then again."),
        Mistake("missing-parentheses", once[1:] + once[:-1] / 2,
                f"{call} halves only one of the two neighbours. A quotient is taken before a sum, "
                "unless parentheses hold the sum together."),
        *(
            Mistake("one-apart", (once[2:] + once[:-2]) / 2,
                    f"{call} skips a value the second time. Average each with its neighbour.")
            for _ in twice[1:2]
        ),
        Mistake("halved-once-too-often", twice / 2,
                f"{call} divides once too often. Each average divides by 2, and there are two."),
        Mistake("difference-not-average", difference(difference(x)),
                f"{call} subtracts neighbours. An average adds them, then divides."),
        Mistake("mixed-filters", difference(once),
                f"{call} averages, then subtracts. Average both times."),
        *(Mistake("thrice", average(twice), f"{call} averages three times.") for _ in twice[1:2]),
        Mistake("one-too-few", twice[:-1], f"{call} gives one output too few. Where does it stop?"),
        Mistake("one-too-few", twice[1:], f"{call} gives one output too few. Where is it cut?"),
        Mistake("not-filtered", x, f"{call} gives the signal back unchanged."),
    ], "Each average of neighbours costs one sample, and there are two of them.")


def _gain_twice():
    omega = np.linspace(0, np.pi, 13)
    once = filters.average().gain(omega)
    not_halved = "gain has omega where half of it belongs. A sine of pi, the fastest, must vanish."
    high_pass = "gain grows with omega, as for a difference. Averaging keeps the slow instead."
    # fmt: off
    return Answer("gain", (once**2,), [
        Mistake("gain-not-squared", once,
                "gain is that of one average. What does the second one do to what the first lets "
                "pass?"),
        Mistake("gains-added", 2 * once,
                "gain is twice that of one average. A constant would come out doubled: gains of "
                "filters in a row do not add."),
        Mistake("sum-not-mean", 4 * once**2,
                "gain is 4 at omega = 0, but an average leaves a constant as it is."),
        Mistake("gain-halved", once / 2,
                "gain is half that of one average. A constant would come out halved: what does "
                "the second average do to what the first lets pass?"),
        Mistake("square-inside", np.cos((omega / 2) ** 2),
                "gain squares omega / 2 before it takes the cosine. Which is squared when gains "
                "multiply: the angle or the gain?"),
        Mistake("omega-not-halved", np.cos(omega) ** 2, not_halved),
        Mistake("omega-not-halved", np.abs(np.cos(omega)), not_halved),
        Mistake("omega-not-halved", np.cos(omega), not_halved),
        Mistake("high-pass", np.sin(omega / 2) ** 2, high_pass),
        Mistake("high-pass", np.abs(np.sin(omega / 2)), high_pass),
        Mistake("high-pass", filters.difference().gain(omega) ** 2, high_pass),
        Mistake("power-not-gain", once**4,
                "gain is that of the power. What happens to the amplitude of a sine?"),
        Mistake("equal-weights", filters.moving_average(3).gain(omega),
                "gain is that of a moving average of three. Averaging twice has other weights."),
        Mistake("sign", -(once**2),
                "gain has the wrong sign. A gain is the size of a factor, never negative."),
    ], "There is one for each omega.", "omega", {"omega": omega}, function_only=True)


# X7: two partial derivatives ----------------------------------------------------------------


@_exercise("x7", "Both partials fit, the ridge and the trough as well: each lies at its threshold.")
def check_ei_partials(dr_dE, dr_dI, E_ridge, I_trough):
    """Feedback on X7: the numerical partial derivatives of the E-I neuron's rate.

    With ``E = np.arange(1, 10, 0.1)``, ``I_inh = np.arange(0, 7, 0.1)`` and
    ``rate = ei_rate(E[:, None], I_inh)``, whose rows belong to E and columns to I_inh.

    Parameters
    ----------
    dr_dE : array_like, shape (89, 70)
        Slopes between neighbours in E, in normalised rate per nA. Slopes from `numpy.gradient`,
        of shape (90, 70), count as right; one slice does not, though all slices are alike.
    dr_dI : array_like, shape (90, 69)
        The same between neighbours in I_inh.
    E_ridge, I_trough : float
        Where `dr_dE` is highest and `dr_dI` lowest, in nA, to within one step of the grid. Several
        values, such as one for each column, are an answer too if they lie within one step.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from neurocalc.neuron import ei_rate
    >>> rate = ei_rate(np.arange(1, 10, 0.1)[:, None], np.arange(0, 7, 0.1))
    >>> check_ei_partials(np.diff(rate, axis=0), ..., ..., ...)
    Not yet. dr_dE holds the rises. A slope is a rise for each nA: how long is one step?
    """
    _compare_all((dr_dE, dr_dI, E_ridge, I_trough), _ei_partials())


def _ei_partials():
    h = 0.1
    E, I_inh = np.arange(1, 10, h), np.arange(0, 7, h)
    rate = neuron.ei_rate(E[:, None], I_inh)
    by_E, by_I = np.diff(rate, axis=0) / h, np.diff(rate, axis=1) / h
    highest, deepest = by_E.max(), by_I.min()
    right_E = by_E, np.gradient(rate, h, axis=0)
    right_I = by_I, np.gradient(rate, h, axis=1)
    known = {"rate": rate, "h": h, "E": E[:, None], "I_inh": I_inh}
    a_E, theta_E, a_I, theta_I = catalogue.ei_rate.parameters.values()
    exact_E = [
        np.tile(_sigmoid_slope(at, a_E, theta_E)[:, None], I_inh.size) for at in (E, _middles(E))
    ]
    exact_I = [
        np.tile(_sigmoid_slope(at, a_I, theta_I) / -2, (E.size, 1))
        for at in (I_inh, _middles(I_inh))
    ]
    rows = "Rows belong to E and columns to I_inh: there is one slope less than points"
    # fmt: off
    return [
        Answer("dr_dE", right_E, [
            *(
                Mistake("one-slice", slopes[:, 0],
                        "dr_dE is the slope along one slice. Compute it for every I_inh at once.")
                for slopes in right_E
            ),
            *_partial_mistakes("dr_dE", "E", rate, 0, h, right_I, exact_E),
        ], f"{rows} along E.", "rate", known, whole=True),
        Answer("dr_dI", right_I, [
            *(
                Mistake("one-slice", slopes[0],
                        "dr_dI is the slope along one slice. Compute it for every E at once.")
                for slopes in right_I
            ),
            *_partial_mistakes("dr_dI", "I_inh", rate, 1, h, right_E, exact_I),
        ], f"{rows} along I_inh.", "rate", known, whole=True),
        Answer("E_ridge", (np.float64(theta_E),), [
            Mistake("swapped-places", theta_I,
                    "E_ridge is where the trough lies, on the other axis. Swap the two."),
            Mistake("height-not-place", highest,
                    "E_ridge is how high the ridge is. What is asked for is where on E it lies."),
            Mistake("lowest-not-highest", E[-1],
                    "At E_ridge dr_dE is lowest, though the rate is highest. A ridge of dr_dE is "
                    "where the rate rises most steeply."),
            _position("E_ridge", "E", E),
            Mistake("off-the-ridge", lambda place: np.isfinite(place).all(),
                    "E_ridge is more than one step away from the ridge. Where along E is dr_dE "
                    "highest? np.argmax tells the position."),
        ], "One current, in nA, is enough: the ridge runs straight.", within=h * (1 + 1e-6)),
        Answer("I_trough", (np.float64(theta_I),), [
            Mistake("swapped-places", theta_E,
                    "I_trough is where the ridge lies, on the other axis. Swap the two."),
            Mistake("depth-not-place", deepest,
                    "I_trough is how deep the trough is. What is asked for is where on I_inh it "
                    "lies."),
            Mistake("highest-not-lowest", I_inh[0],
                    "I_trough is where dr_dI is highest. A trough is where it is lowest."),
            Mistake("rate-not-slope", I_inh[-1],
                    "I_trough is where the rate is lowest. A trough of dr_dI is where the rate "
                    "falls most steeply."),
            _position("I_trough", "I_inh", I_inh),
            Mistake("off-the-trough", lambda place: np.isfinite(place).all(),
                    "I_trough is more than one step away from the trough. Where along I_inh is "
                    "dr_dI lowest? np.argmin tells the position."),
        ], "One current, in nA, is enough: the trough runs straight.", within=h * (1 + 1e-6)),
    ]


def _sigmoid_slope(x, a, theta):
    s = catalogue.sigmoid(x, a=a, theta=theta)
    return a * s * (1 - s)


def _middles(points):
    return (points[:-1] + points[1:]) / 2


def _position(name, axis, points):
    """Row for a position taken for a current, or for a row and a column: one is beyond the axis."""
    message = (
        f"{name} is a position in the array, not a current. Look up which {axis} belongs to it; "
        "np.unravel_index tells the row and the column of a position in a table."
    )
    return Mistake("index-not-place", lambda place: (place > points[-1]).any(), message)


def _partial_mistakes(name, variable, rate, axis, h, others, exact):
    rises = np.diff(rate, axis=axis)
    slopes = rises / h
    later, earlier = np.delete(rate, 0, axis), np.delete(rate, -1, axis)
    first, last = np.take(slopes, [0], axis), np.take(slopes, [-1], axis)
    padded = (
        f"{name} has as many slopes as points along {variable}, so some are made up. "
        "Leave them out: a slope needs two neighbours."
    )
    along_other = (
        f"{name} is the slope in the other direction. Along which axis does {variable} run?"
    )
    transposed = (
        f"{name} has its rows and columns exchanged. Rows belong to E and columns to I_inh."
    )

    def pad(*parts):
        return Mistake("padded", np.concatenate(parts, axis=axis), padded)

    # fmt: off
    return [
        *(
            Mistake("missing-step", rise,
                    f"{name} holds the rises. A slope is a rise for each nA: how long is one step?")
            for rise in (rises, np.gradient(rate, axis=axis))
        ),
        Mistake("multiplied-by-step", rises * h, f"{name} multiplies by the step: rise over run."),
        Mistake("wrong-step", slopes / 2,
                f"{name} is divided by two steps. How far apart are the points that you subtract?"),
        Mistake("wrong-step", slopes / h, f"{name} is divided by the step twice. Once is enough."),
        Mistake("sign", -slopes,
                f"{name} has the wrong sign: later minus earlier, so that rising is positive."),
        *(Mistake("wrong-axis", slope, along_other) for slope in others),
        *(Mistake("wrong-axis", slope * h, along_other) for slope in others),
        Mistake("transposed", slopes.T, transposed),
        Mistake("transposed", rises.T, transposed),
        Mistake("transposed", np.gradient(rate, h, axis=axis).T, transposed),
        *(Mistake("wrong-axis", slope.T, along_other) for slope in others),
        pad(slopes, 0 * last),
        pad(0 * first, slopes),
        pad(slopes, last),
        pad(first, slopes),
        pad(slopes, np.nan * last),
        pad(np.nan * first, slopes),
        Mistake("rectified", np.diff(np.maximum(rate, 0), axis=axis) / h,
                f"{name} is flat where the rate is below 0: it belongs to the rectified rate. "
                "Take the rate as it is."),
        Mistake("twice-differentiated", np.diff(slopes, axis=axis) / h,
                f"{name} is differentiated twice along {variable}. Once is enough."),
        Mistake("both-directions", np.diff(slopes, axis=1 - axis) / h,
                f"{name} is differentiated in both directions. Hold the other input fixed."),
        Mistake("not-differentiated", rate, f"{name} is the rate itself. How steep is it?"),
        Mistake("missing-parentheses", later - earlier / h,
                f"{name} divides only one of the two neighbours by h. A quotient is taken before a "
                "difference, unless parentheses hold the difference together."),
        Mistake("both-at-once", np.stack(np.gradient(rate, h)),
                f"{name} holds the slopes of both directions. np.gradient gives one array for "
                "each axis: which of them belongs here?"),
        Mistake("both-at-once", np.stack(np.gradient(rate)),
                f"{name} holds the rises of both directions. np.gradient gives one array for each "
                "axis, and slopes only if it is told the step."),
        Mistake("flattened", np.diff(rate.ravel()) / h,
                f"{name} runs through the table as one long row, and jumps at each row's end. "
                "Keep the table, and subtract along one axis."),
        *(
            Mistake("by-rule", values,
                    f"{name} is the exact partial derivative. Here take differences of the "
                    "numbers in rate, as you would for a measured surface.")
            for values in exact
        ),
    ]


# From an answer to feedback -----------------------------------------------------------------


def _compare_all(values, answers):
    """Compare part by part; a formula or a function may use the parts that come before it."""
    earlier = {}
    for value, answer in zip(values, answers, strict=True):
        _compare(value, answer._replace(known=earlier | answer.known))
        earlier[answer.name] = answer.right[0]


def _compare(value, answer):
    """Return if the answer is right; raise `_NotYet` with the best explanation otherwise."""
    value = _read(value, answer)
    if answer.within:
        value = _one_place(value, answer.within)
    within = answer.within or TOLERANCE * np.abs(answer.right[0]).max()
    enough = not answer.whole or value.size in [right.size for right in answer.right]
    if enough and any(_agree(value, right, within) for right in answer.right):
        return
    for code, gives, message in answer.mistakes:
        if gives(value) if callable(gives) else _agree(value, gives, within, ROUNDING):
            raise _NotYet(code, message)
    raise _general_problem(value, answer, within)


def _one_place(places, within):
    """Return the mean of places that lie near to each other, and others as they are."""
    with np.errstate(all="ignore"):
        return places.mean() if np.ptp(places) <= within else places


def _agree(value, expected, within, relative=0.0):
    """Tell whether two arrays are the same to `within`, up to broadcasting; nan equals nan."""
    expected = np.asarray(expected, dtype=float)
    value = _fitted(value, expected.shape)
    if value is None or not value.size:
        return False
    with np.errstate(all="ignore"):
        return np.allclose(value, expected, rtol=relative, atol=within, equal_nan=True)


def _fitted(value, shape):
    """Return `value` in `shape` if broadcasting, or dropping axes of length 1, gets it there."""
    for form in (value, value.squeeze()):
        try:
            return np.broadcast_to(form, shape)
        except ValueError:
            continue
    return None


def _general_problem(value, answer, within):
    """Describe an answer that is in no table: not finite, shape, factor, first difference."""
    name, right = answer.name, answer.right[0]
    if not np.isfinite(value).all():
        place = _place(~np.isfinite(value), answer)
        return _NotYet(
            "not-finite",
            f"{name} is infinite or not a number{place}. "
            "Look for a division by 0, or a number that grows too large.",
        )
    if value.size == 1 and right.size > 1:
        return _NotYet("one-number", f"{name} is one number, but it changes. {answer.length}")
    fitted = _fitted(value, right.shape)
    if fitted is None:
        flat = value.ndim < 2 and right.ndim < 2
        found = f"{value.size} values" if flat else f"shape {value.shape}"
        code = "wrong-length" if flat else "wrong-shape"
        return _NotYet(code, f"{name} has {found}, which does not fit. {answer.length}")
    if _is_rounded(fitted, right):
        return _NotYet(
            "rounded",
            f"{name} is close, but rounded. Compute with all digits, and round only what you "
            "print.",
        )
    if right.size > 1 and _is_multiple(fitted, right, within):
        return _NotYet(
            "factor",
            f"Every value of {name} is off by one and the same factor. "
            "Look at the constants and the steps in your formula.",
        )
    wrong = np.abs(fitted - right) > within
    return _NotYet(
        "different",
        f"{name} is not right yet{_place(wrong, answer)}. Work that value out by hand and compare.",
    )


def _is_rounded(value, right):
    """Tell whether an answer would be right, had it not been rounded or cut off."""
    error, largest = np.abs(value - right).max(), np.abs(right).max()
    units = [unit for unit in 10.0 ** -np.arange(7) if error <= unit <= largest / 10]
    return error <= CLOSE * largest or any(
        np.allclose(value, np.round(value / unit) * unit, rtol=0, atol=unit / 100) for unit in units
    )


def _is_multiple(value, right, within):
    with np.errstate(all="ignore"):
        factor = np.sum(value * right) / np.sum(right**2)
        return np.abs(factor) > TOLERANCE and _agree(value / factor, right, within)


def _place(where, answer):
    """Name the first of the places in `where`, in units of the answer's variable if it has one."""
    if where.size == 1:
        return ""
    first = tuple(int(k) for k in np.argwhere(where)[0])
    points = answer.known.get(answer.variable)
    if points is not None and where.ndim == 1 and where.shape == points.shape:
        return f", first at {answer.variable} = {points[first]:.4g}"
    index = ", ".join(map(str, first))
    return f", first at [{index}], counting from 0"


def _read(value, answer):
    """Return the reader's answer as floats, or say why it holds none."""
    try:
        return _numbers(_evaluated(value, answer), answer.name)
    except _NotYet:
        raise
    except Exception as error:  # an answer can be any object, and any of them may refuse
        raise _NotYet(
            "unreadable", f"{answer.name} cannot be read as numbers: {_describe(error)}"
        ) from None


def _evaluated(value, answer):
    """Put numbers in the place of a formula or a function."""
    if not answer.variable:
        return value
    if hasattr(type(value), "free_symbols"):
        return _formula_values(value, answer)
    if callable(value):
        return _function_values(value, answer)
    if answer.function_only:
        _need_function(answer.name, value)
    return value


def _formula_values(formula, answer):
    """Evaluate a SymPy expression; one unknown name stands for the answer's variable."""
    import sympy

    if isinstance(formula, type):  # sympy.exp itself
        formula = formula(sympy.Symbol(answer.variable))
    elif callable(formula):  # a SymPy Lambda or Poly: what it computes is inside
        formula = getattr(formula, "expr", formula)
    symbols = sorted(formula.free_symbols, key=str)
    unknown = [str(symbol) for symbol in symbols if str(symbol) not in answer.known]
    if len(unknown) > 1 or (unknown and answer.variable in map(str, symbols)):
        raise _NotYet(
            "free-symbols",
            f"{answer.name} still contains {', '.join(unknown)}: put numbers in their place.",
        )
    values = [answer.known.get(str(symbol), answer.known[answer.variable]) for symbol in symbols]
    return sympy.lambdify(symbols, formula.doit(), "numpy")(*values)


def _function_values(function, answer):
    """Evaluate the reader's function on the whole array, or else point by point."""
    call = f"{answer.name}({answer.variable})"
    named = _named_inputs(function, answer)
    points = answer.known[answer.variable]
    whole = _bound(call, function, {name: np.copy(value) for name, value in named.items()})
    try:
        values = function(*whole.args, **whole.kwargs)
        if np.asarray(values).dtype.kind == "O":  # SymPy may give formulas that have no values
            np.asarray(values).astype(float)
        return values
    except Exception as error:  # math.cos and `if t < 1` take one number at a time
        if points.ndim != 1:
            raise _stopped(call, error) from None

    def at(place):
        return {
            name: value[place] if np.shape(value) == points.shape else value
            for name, value in named.items()
        }

    return [_call(call, function, at(place)) for place in range(points.size)]


def _named_inputs(function, answer):
    """Values for a function's arguments: one is the variable, others are known by their names."""
    parameters = _parameters(function)
    asked = [one.name for one in parameters if one.default is one.empty]
    if not asked:  # it does not tell, or can do without: `def dv_dt(t=t)`
        asked = [one.name for one in parameters if one.name == answer.variable]
    if len(asked) < 2:
        return dict.fromkeys(asked or [""], answer.known[answer.variable])
    unknown = [name for name in asked if name not in answer.known]
    if len(unknown) > 1 or (unknown and answer.variable in asked):
        raise _NotYet(
            "unknown-argument",
            f"{answer.name} asks for {' and '.join(unknown)}, which the check does not know. "
            f"Let it depend on {answer.variable} alone.",
        )
    return {name: answer.known.get(name, answer.known[answer.variable]) for name in asked}


def _parameters(function):
    """Parameters of a function that have names; none where it does not tell."""
    rest = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [one for one in _signature(function).parameters.values() if one.kind not in rest]


def _signature(function):
    """Signature of a function; where it does not tell, that of one that takes anything."""
    try:
        return inspect.signature(getattr(function, "pyfunc", function))  # of np.vectorize
    except Exception:
        return inspect.signature(lambda *inputs, **named_inputs: None)


def _bound(call, function, named):
    """Bind inputs by their names if these are the function's own, else in their order."""
    by_name = {one.name for one in _parameters(function) if one.kind != one.POSITIONAL_ONLY}
    bind = _signature(function).bind
    try:
        return bind(**named) if by_name >= named.keys() else bind(*named.values())
    except TypeError:
        raise _NotYet(
            "wrong-arguments", f"Your function does not take what the check gives it: {call}."
        ) from None


def _numbers(value, name):
    if value is None:
        raise _NotYet("empty", f"{name} is None: give it a value, with return if it is a function.")
    array = np.asarray(value)
    if np.ma.is_masked(value):
        raise _NotYet("masked", f"{name} hides some values behind a mask. Give each of them.")
    if array.dtype.kind == "O" and any(item is ... for item in array.flat):
        raise _NotYet("empty", f"{name} is still empty: replace the dots.")
    if array.size == 0:
        raise _NotYet("wrong-length", f"{name} holds no numbers at all. Is a slice empty?")
    if array.dtype.kind == "c":
        raise _NotYet(
            "complex", f"{name} holds complex numbers. Take their size, or their real part."
        )
    numeric = array.dtype.kind in "iuf" or (
        array.dtype.kind == "O" and all(hasattr(type(item), "__float__") for item in array.flat)
    )
    if not numeric:
        raise _NotYet(
            "wrong-type", f"{name} is of type {type(value).__name__}, which holds no real numbers."
        )
    if array.dtype == np.float16:
        raise _NotYet("too-coarse", f"{name} is float16, which keeps three digits. Use float64.")
    with np.errstate(all="ignore"):
        return array.astype(float)


def _call(call, function, named):
    """Call the reader's function with copies, and say so if it stops or changes them."""
    _need_function(call.partition("(")[0], function)
    given = {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in named.items()
    }
    bound = _bound(call, function, given)
    try:
        result = function(*bound.args, **bound.kwargs)
    except Exception as error:
        raise _stopped(call, error) from None
    if result is ... or result is None:
        found = "None: does it end with return?" if result is None else "the dots: replace them."
        raise _NotYet("empty", f"{call} returns {found}")
    for name, before in named.items():
        if isinstance(before, np.ndarray) and not np.array_equal(before, given[name]):
            raise _NotYet(
                "changes-input",
                f"{call} changes the array that it is given. Compute a new one, without [...] = "
                "or += on the old.",
            )
    return result


def _need_function(name, function):
    if function is ... or function is None:
        raise _NotYet("empty", f"{name} is still empty: replace the dots by a function.")
    if not callable(function):
        raise _NotYet(
            "not-a-function",
            f"{name} is not a function. Give the check the function itself, {name}, without "
            "calling it.",
        )


def _stopped(call, error):
    told = _describe(error)
    # Dots that are computed with; an index error speaks of an ellipsis too, but of another one.
    if isinstance(error, TypeError) and "ellipsis" in told:
        return _NotYet("empty", f"{call} stopped at dots that are still there: replace them.")
    return _NotYet("exception", f"{call} stopped with {told}")


def _describe(error):
    """Name and message of an exception, in one line, whatever its message is."""
    try:
        text = " ".join(str(error).split())[:160]
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else f"{type(error).__name__}."


# From the label of an exercise to its check -------------------------------------------------

#: The check of each exercise by its label, in the order of the book.
#:
#: :meta hide-value:
EXERCISES = {
    "x1": check_product_rule,
    "x2": check_chain_rule,
    "x3": check_forward_difference,
    "x4": check_riemann_sum,
    "x5": check_charge,
    "x6": check_average_twice,
    "x7": check_ei_partials,
}


def check(exercise, answers):
    """Feedback on an exercise from the variables of a page or a notebook.

    The answers are found by the names that the starter cell gives them.

    Parameters
    ----------
    exercise : str
        Label of the exercise, a key of `EXERCISES`.
    answers : mapping of str to object
        Values by name, such as ``globals()``. Other names than those of the answers may be in it.

    Returns
    -------
    Feedback
        That of the exercise's own check; with the code ``"missing"`` if a name is not there.

    Raises
    ------
    ValueError
        If no exercise has this label.

    Examples
    --------
    >>> def riemann_sum(f, a, b, n, rule):
    ...     dt = (b - a) / n
    ...     return sum(f(a + k * dt) for k in range(n)) * dt
    >>> check("x4", globals() | {"riemann_sum": riemann_sum}).code
    'rule-ignored'
    >>> check("x2", {"du_da": 0})
    Not yet. dr_du is not defined. Keep the names of the starter cell, and run it to its end.
    """
    graded = EXERCISES[arguments.choice("exercise", exercise, EXERCISES)]
    names = inspect.signature(graded).parameters
    missing = [name for name in names if name not in answers]
    if missing:
        message = (
            f"{missing[0]} is not defined. Keep the names of the starter cell, and run it to its "
            "end."
        )
        return Feedback(exercise, False, "missing", message)
    return graded(**{name: answers[name] for name in names})
