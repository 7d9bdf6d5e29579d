"""X5: charge."""

import numpy as np

from neurocalc import catalogue
from neurocalc.checks.answers import Answer, Mistake
from neurocalc.checks.comparing import compare_all
from neurocalc.checks.feedback import exercise

__all__ = ["check_charge"]


@exercise("The charge ends at 0.997877. Narrower rectangles and a longer window lead to 1.")
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
    compare_all((current, areas, charge), _charge())


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
