"""Pictures of derivatives by number: differences of the sine, and where their errors come from."""

import numpy as np

from neurocalc import catalogue, differences
from neurocalc.picture import picture

__all__ = ["errors_at_a_point", "secant_and_tangents"]

_STEPS = np.logspace(-16, 0, 161)
_SLOPE = catalogue.sine.derivative()


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
    canvas.note(axes, "forward", (2e-6, 2e-3), "function", ha="center")
    canvas.note(axes, "central", (1e-3, 1e-9), "integral")
    canvas.note(axes, "complex step", (1e-15, 1e-14), "derivative")
    axes.set(xlabel="step h", ylabel=f"error at t = {t:g}", xlim=(1e-16, 1), ylim=(3e-17, 3))
    return (
        f"On log axes the forward error falls along a line from h = 1 to about {best:.1e}, then "
        f"climbs back, jagged, to {_SLOPE(t):.2f}. The central error falls twice as steeply, turns "
        f"near 1e-5 and climbs along the same jagged line. The complex step keeps falling and "
        f"stays at the rounding of the result."
    )
