"""Pictures of the chain rule, the alpha function and the sigmoid's slope."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture

__all__ = ["alpha_and_slope", "chain_of_slopes", "sigmoid_and_slope"]


@picture
def alpha_and_slope(canvas, *, tau=0.5):
    """The alpha function and its derivative, with the peak and the steepest fall (t in ms)."""
    height, slope = canvas.panels(2)
    t = np.linspace(0, 8 * tau, 201)
    derivative = catalogue.alpha.derivative()
    height.plot(t, catalogue.alpha(t, tau=tau), **canvas.line("function"))
    slope.plot(t, derivative(t, tau=tau), **canvas.line("derivative"))
    slope.axhline(0, color=canvas.colour("muted"), linewidth=1)
    marks = {"o": (tau, "peak"), "s": (2 * tau, "steepest fall")}
    for shape, (place, name) in marks.items():
        here, steepness = catalogue.alpha(place, tau=tau), derivative(place, tau=tau)
        height.plot(place, here, **canvas.mark("accent", marker=shape, markersize=7))
        slope.plot(place, steepness, **canvas.mark("accent", marker=shape, markersize=7))
        canvas.note(height, f"{name}, t = {place:g} ms", (place + 0.4 * tau, 1.02 * here), "accent")
    canvas.note(slope, "slope zero", (1.2 * tau, 0.1), "accent")
    lowest = derivative(2 * tau, tau=tau)
    canvas.note(slope, "lowest slope", (2.4 * tau, lowest - 0.06), "accent")
    height.set(title="Alpha function", xlabel="time t (ms)", ylabel="f (ms)", ylim=(0, 0.45 * tau))
    slope.set(title="Its slope", xlabel="time t (ms)", ylabel="df/dt (no unit)", ylim=(-0.3, 1.05))
    return (
        f"Left: the alpha function rises at once from 0 to {tau / np.e:.3f} ms at t = {tau:g} ms, "
        f"then decays. Right: its slope starts at 1, is 0 at {tau:g} ms, lowest, {lowest:.3f}, at "
        f"{2 * tau:g} ms, and creeps back to 0 from below. Both places are marked on both curves."
    )


@picture
def chain_of_slopes(canvas, *, t=1.0):
    """Current against time, rate against current, rate against time: two slopes and a third.

    The current is t^2 (nA, t in s) and the rate is 10 I^2 (spikes/s).
    """
    current = catalogue.parabola(t)
    rate = 10 * catalogue.parabola(current)
    first = catalogue.parabola.derivative()(t)
    second = 10 * catalogue.parabola.derivative()(current)
    times, currents = np.linspace(0, 1.5 * t, 61), np.linspace(0, 2.25 * current, 61)
    rates_in_time = 10 * catalogue.parabola(catalogue.parabola(times))
    panels = canvas.panels(3)
    _curve_and_tangent(canvas, panels[0], (times, catalogue.parabola(times)), (t, current), first)
    response = (currents, 10 * catalogue.parabola(currents))
    _curve_and_tangent(canvas, panels[1], response, (current, rate), second)
    _curve_and_tangent(canvas, panels[2], (times, rates_in_time), (t, rate), first * second)
    panels[0].set(title=f"Slope {first:g}", xlabel="time t (s)", ylabel="current I (nA)")
    panels[1].set(title=f"Slope {second:g}", xlabel="current I (nA)", ylabel="rate r (spikes/s)")
    panels[2].set(
        title=f"Slope {first:g} × {second:g} = {first * second:g}",
        xlabel="time t (s)",
        ylabel="rate r (spikes/s)",
    )
    return (
        f"Three rising curves with their tangents where t = {t:g} s. Current against time has "
        f"slope {first:g} nA/s; rate against current, {second:g} spikes/s per nA; rate against "
        f"time, the product, {first * second:g} spikes/s per s."
    )


def _curve_and_tangent(canvas, axes, curve, point, slope):
    """Draw a curve, and the tangent of this slope at a point of it."""
    (x, y), (place, height) = curve, point
    reach = place * np.array([-0.45, 0.45])
    axes.plot(x, y, **canvas.line("function"))
    axes.plot(place + reach, height + slope * reach, **canvas.line("derivative"))
    axes.plot(*point, **canvas.mark("accent", markersize=7))
    axes.set_ylim(-0.05 * y.max(), y.max())


@picture
def sigmoid_and_slope(canvas, *, theta=5.0):
    """The sigmoid with its tangent at the threshold, and its derivative."""
    height, slope = canvas.panels(2)
    t = np.linspace(theta - 6, theta + 6, 201)
    derivative = catalogue.sigmoid.derivative()
    steepest = derivative(theta, theta=theta)
    height.plot(t, catalogue.sigmoid(t, theta=theta), **canvas.line("function"))
    near = np.array([-2.0, 2.0])
    tangent = catalogue.sigmoid(theta, theta=theta) + steepest * near
    height.plot(theta + near, tangent, **canvas.line("derivative"))
    height.plot(theta, 1 / 2, **canvas.mark("accent", markersize=7))
    canvas.note(height, "s = 1/2", (theta + 0.6, 0.47), "accent")
    slope.plot(t, derivative(t, theta=theta), **canvas.line("derivative"))
    slope.plot(theta, steepest, **canvas.mark("accent", markersize=7))
    canvas.note(slope, f"{steepest:g}", (theta + 0.6, steepest + 0.012), "accent")
    height.set(title="Sigmoid s", xlabel="t", ylabel="s", ylim=(-0.05, 1.05))
    slope.set(title="Slope s (1 − s)", xlabel="t", ylabel="ds/dt", ylim=(0, 0.3))
    return (
        f"Left: the sigmoid climbs from 0 to 1 and passes 1/2 at t = {theta:g}, where its tangent "
        f"is steepest. Right: its slope is a symmetric hump, {steepest:g} high at t = {theta:g} "
        f"and almost 0 where the sigmoid is flat."
    )
