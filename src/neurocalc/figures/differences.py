"""Pictures of derivatives by number: differences of the sine, and where their errors come from."""

import re

import numpy as np

from neurocalc import arguments, catalogue, differences
from neurocalc.picture import picture

__all__ = ["errors_at_a_point", "secant_and_tangents", "sine_differences"]

_RULES = {
    "forward": (differences.forward_difference, "left ends"),
    "backward": (differences.backward_difference, "right ends"),
    "central": (differences.central_difference, "inner points"),
    "midpoint": (differences.midpoint_difference, "midpoints"),
}
#: Where a rule's secant begins, seen from its sample, and how wide it is; both in steps.
_STARTS = {"forward": 0, "backward": -1, "central": -1, "midpoint": 0}
_GAPS = {"forward": 1, "backward": 1, "central": 2, "midpoint": 1}
_STEPS = np.logspace(-16, 0, 161)
_LOWEST = 1e-15  # the lower end of the error's axis
_SLOPE = catalogue.sine.derivative()


@picture
def sine_differences(canvas, *, h=0.5, rule="forward", exponent=-4.0):
    """Differences of the sine at one step, the largest error at every step, and that at t = 1."""
    compute, where = _RULES[arguments.choice("rule", rule, tuple(_RULES))]
    curve, error = canvas.panels(2, height=3.1, narrow_height=2.7)
    t, fine = np.arange(0, 10 + h / 2, h), np.linspace(0, 10, 301)
    slopes = compute(catalogue.sine(t), t)
    worst = np.abs(slopes.values - _SLOPE(slopes.t)).max()

    curve.plot(fine, catalogue.sine(fine), **canvas.line("function"))
    curve.plot(fine, _SLOPE(fine), **canvas.line("derivative"))
    curve.plot(*slopes, **canvas.mark("accent", markersize=4))
    tenth = 10 * h
    place, slope, middle = _at_point(rule, tenth, h)
    secant = np.array([-0.9, 0.9]) / np.hypot(1, slope)
    height = catalogue.sine(middle + np.array([-1, 1]) * _GAPS[rule] * h / 2).mean()
    curve.plot(middle + secant, height + slope * secant, color=canvas.colour("accent"))
    curve.plot(tenth, catalogue.sine(tenth), **canvas.mark("function", markersize=7))
    curve.plot(place, slope, **canvas.mark("accent", markersize=8, markerfacecolor="none"))
    canvas.note(curve, "sin t", (1.9, 1.16), "function", ha="center")
    canvas.note(curve, "cos t", (6.3, 1.16), "derivative", ha="center")
    canvas.note(curve, f"at {where}, h = {h:.2f}", (0, -1.32), "accent")
    curve.set(title="Slopes", xlabel="time t", ylabel="value", xlim=(-0.2, 10.2))
    curve.set_ylim(-1.5, 1.3)

    symmetric = "central" if rule == "central" else "midpoint"
    skewed = "backward" if rule == "backward" else "forward"
    for one, role in ((skewed, "function"), (symmetric, "integral")):
        width = 2.2 if one == rule else 1.1
        error.loglog(_STEPS, _largest_errors(one), **canvas.line(role, linewidth=width))
    error.plot(h, worst, **canvas.mark("accent", markersize=7))
    at_one = [_error_at_one(rule, step) for step in _STEPS]
    error.loglog(_STEPS, _positive(at_one), color=canvas.colour("muted"), linewidth=0.8)
    tiny = 10.0**exponent
    miss = _error_at_one(rule, tiny)
    shown = np.clip(miss, _LOWEST, None)
    error.plot(tiny, shown, **canvas.mark("derivative", markersize=7))
    canvas.note(error, f"{_RULES[skewed][1]}: slope 1", (2e-3, 1.0), "function", ha="right")
    canvas.note(error, f"{_RULES[symmetric][1]}: slope 2", (2, 2e-14), "integral", ha="right")
    canvas.note(error, "round-off", (1e-16, 3e-11), "muted")
    canvas.note(error, f"at t = 1: {_short(miss)}", (1e-16, 6e-13), "derivative")
    error.set(title="Error", xlabel="step h", ylabel="error", xlim=(5e-17, 3))
    error.set_ylim(_LOWEST, 30)
    return (
        f"Left: with h = {h:g} the slopes of the sine, drawn at the {where}, are up to "
        f"{_short(worst, 3)} away from the cosine. Right: on log axes the largest error at "
        f"{_RULES[skewed][1]} falls in step with h, at {_RULES[symmetric][1]} twice as steeply, "
        f"until round-off lifts both: two Vs. At t = 1, h = {_short(tiny)} errs by {_short(miss)}."
    )


def _error_at_one(rule, h):
    """Return how far the slope that is taken at t = 1 with the step h is from the cosine."""
    place, slope, _ = _at_point(rule, 1.0, h)
    return abs(slope - _SLOPE(place))


def _at_point(rule, t, h):
    """Return where the slope taken at the sample t is drawn, the slope, and the secant's middle."""
    start = t + _STARTS[rule] * h
    width = _GAPS[rule] * h
    middle = start + width / 2
    place = middle if rule == "midpoint" else t
    return place, differences.secant_slope(catalogue.sine, start, width), middle


def _largest_errors(rule):
    """Return the largest error of a rule on the sine over t = 0, 0.1, ..., 10, at every step."""
    t = np.linspace(0, 10, 101)
    errors = []
    for h in _STEPS:
        place, slopes, _ = _at_point(rule, t, h)
        errors.append(np.abs(slopes - _SLOPE(place)).max())
    return _positive(errors)


def _positive(errors):
    """Leave a gap where there is no error: it has no place on a log axis."""
    errors = np.array(errors)
    return np.where(errors > 0, errors, np.nan)


def _short(value, digits=2):
    """Write a number with so many digits, and with a power of ten where it is small."""
    text = f"{value:.{digits - 1}e}" if 0 < value < 1e-3 else f"{value:.{digits}g}"
    return re.sub(r"\.?0*e-0?", "e−", text)


@picture
def secant_and_tangents(canvas, *, t=0.5, h=1.5):
    """One secant of the sine, beside the tangents at its left end and over its midpoint."""
    panels = canvas.panels(2)
    slope = differences.secant_slope(catalogue.sine, t, h)
    fine, ends = np.linspace(t - 0.4, t + h + 0.4, 101), np.array([t, t + h])
    places = {"Left end": t, "Midpoint": t + h / 2}
    for axes, (title, place) in zip(panels, places.items(), strict=True):
        height, steepness = catalogue.sine(place), _SLOPE(place)
        reach = np.array([max(-0.65, fine[0] - place), 0.65])
        axes.plot(fine, catalogue.sine(fine), **canvas.line("function"))
        axes.plot(ends, catalogue.sine(ends), **canvas.line("accent", marker="o"))
        axes.plot(place + reach, height + steepness * reach, **canvas.line("derivative"))
        axes.plot(place, height, **canvas.mark("derivative", marker="s"))
        canvas.note(axes, f"tangent {steepness:.2f}", (t - 0.35, 1.13), "derivative")
        canvas.note(axes, f"secant {slope:.2f}", (t + h + 0.35, 0.55), "accent", ha="right")
        axes.set(title=title, xlabel="time t", ylabel="f = sin t", ylim=(0, 1.25))
    return (
        f"A secant of the sine from t = {t:g} to {t + h:g} has slope {slope:.2f}. Left: the "
        f"tangent at its left end is much steeper, {_SLOPE(t):.2f}. Right: the tangent over its "
        f"midpoint, {_SLOPE(t + h / 2):.2f}, runs almost parallel to it."
    )


@picture
def errors_at_a_point(canvas, *, t=1.0):
    """Error of three derivatives of the sine at one point, against the step."""
    axes = canvas.panels(height=3.2)
    # For large h the central difference and the complex step err alike: one line is drawn wide.
    ways = {
        "derivative": ([differences.complex_step(np.sin, t, h) for h in _STEPS], 3.5),
        "function": ([differences.secant_slope(catalogue.sine, t, h) for h in _STEPS], 1.8),
        "integral": ([differences.secant_slope(catalogue.sine, t - h, 2 * h) for h in _STEPS], 1.8),
    }
    smallest = np.finfo(float).eps / 2  # an error of exactly 0 has no place on a log axis
    for role, (slopes, width) in ways.items():
        errors = np.maximum(np.abs(np.array(slopes) - _SLOPE(t)), smallest)
        axes.loglog(_STEPS, errors, **canvas.line(role, linewidth=width))
    best = np.sqrt(np.finfo(float).eps)
    axes.axvline(best, **canvas.line("accent", linewidth=1))
    canvas.note(axes, r" $\sqrt{\varepsilon}$", (best, 1e-1), "accent")
    canvas.note(axes, "forward", (2e-6, 1e-4), "function", ha="center")
    canvas.note(axes, "central", (1e-3, 1e-9), "integral")
    canvas.note(axes, "complex step", (1e-15, 1e-14), "derivative")
    axes.set(xlabel="step h", ylabel=f"error at t = {t:g}", xlim=(1e-16, 1), ylim=(3e-17, 3))
    return (
        f"On log axes the forward error falls along a line from h = 1 to about {best:.1e}, then "
        f"climbs back, jagged, to {_SLOPE(t):.2f}. The central error falls twice as steeply, turns "
        f"near 1e-5 and climbs along the same jagged line. The complex step keeps falling and "
        f"stays at the rounding of the result."
    )
