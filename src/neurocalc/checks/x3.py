"""X3: the forward difference."""

import numpy as np

from neurocalc.checks.answers import Answer, Mistake, middles, ratio
from neurocalc.checks.comparing import compare
from neurocalc.checks.feedback import exercise
from neurocalc.checks.reading import call_with

__all__ = ["check_forward_difference"]


@exercise("Each slope belongs to the middle of its interval; there it is nearly the cosine.")
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
        slopes = call_with(call, forward_difference, {"f": samples, "h": step})
        compare(slopes, _forward_difference(call, samples, step))
    compare(t_d, _slope_places(t, h))


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
        Mistake("relative-change", ratio(rises, f[:-1]),
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
    return Answer("t_d", (middles(t),), [
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
