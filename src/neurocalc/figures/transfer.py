"""Pictures of a neuron's transfer function and its gain."""

import numpy as np

from neurocalc.differences import midpoint_difference
from neurocalc.neuron import LIF, firing_rate, gain, highest_rate, lif_rate, simulate_lif
from neurocalc.noise import normal
from neurocalc.picture import picture

__all__ = ["curve_and_gain", "effect_of_parameters", "fitted_lif"]

_CURRENTS = np.linspace(0, 8, 161)  # nA
_STEP = 0.1  # nA
# Where the rate is measured: half a step to each side of 0.1, 0.2, ..., 8 nA.
_MEASURED = np.linspace(_STEP / 2, 8 + _STEP / 2, 81)


@picture
def curve_and_gain(canvas, *, a=1.2, theta=2.8, I_mean=3.0, sigma=0.0, seed=1):
    """Transfer function with a secant at one current, and the gain with the same current."""
    curve, slope = canvas.panels(2, height=3.1, narrow_height=2.7)
    here, steepness = firing_rate(I_mean, a, theta), gain(I_mean, a, theta)
    ceiling, width = highest_rate(a, theta), _half_width(a)
    rates = firing_rate(_MEASURED, a, theta) + normal(seed, _MEASURED.size, sigma)
    measured = midpoint_difference(rates, _MEASURED)
    at = np.abs(measured.t - I_mean).argmin()
    secant, middle = measured.values[at], (rates[at] + rates[at + 1]) / 2
    typical = np.sqrt(2) * sigma / _STEP  # of the slopes' errors

    curve.plot(_CURRENTS, firing_rate(_CURRENTS, a, theta), **canvas.line("function"))
    near = np.array([-1.5, 1.5])
    curve.plot(measured.t[at] + near, middle + secant * near, **canvas.line("derivative"))
    curve.plot(I_mean, here, **canvas.mark("accent", markersize=7))
    curve.axhline(ceiling, color=canvas.colour("muted"), linewidth=0.8)
    if sigma:
        curve.plot(_MEASURED, rates, **canvas.mark("function", markersize=2.5, alpha=0.7))
    curve.set(title="Firing rate", xlabel="current I (nA)", ylabel="rate r", xlim=(0, 8.1))
    curve.set_ylim(-0.08 - 3 * sigma, 1.05 + 3 * sigma)
    canvas.note(curve, f"secant {secant:.4f}/nA", (7.9, 0.15), "derivative", ha="right")
    canvas.note(curve, f"ceiling {ceiling:.4f}", (7.9, 0.04), "muted", ha="right")

    slope.plot(_CURRENTS, gain(_CURRENTS, a, theta), **canvas.line("derivative"))
    slope.plot(I_mean, steepness, **canvas.mark("accent", markersize=7))
    half = theta + width / 2 * np.array([-1, 1])
    slope.plot(half, [a / 8, a / 8], color=canvas.colour("muted"), linewidth=0.8)
    if sigma:
        slope.plot(*measured, **canvas.mark("function", markersize=2.5, alpha=0.7))
        slope.plot(I_mean, secant, **canvas.mark("accent", markersize=7, markerfacecolor="none"))
        lowest = (7.9, -2.9 * typical)
        canvas.note(slope, f"noise: ±{typical:.2f}", lowest, "muted", ha="right")
    top = 0.68 + 3.2 * typical
    for axes in (curve, slope):
        axes.axvline(theta, **canvas.line("accent", linewidth=1))
    slope.set(title="Gain", xlabel="current I (nA)", ylabel="gain dr/dI (1/nA)", xlim=(0, 8.1))
    slope.set_ylim(-0.04 - 3.2 * typical, top)
    words = [rf"peak {a / 4:.3f} at $\theta$ = {theta:.1f} nA", f"width {width:.1f} nA"]
    canvas.note(slope, "\n".join(words), (7.9, 0.98 * top), "derivative", ha="right", va="top")
    noisy = (
        f"; dots are slopes of such secants, which noise in the rates scatters by {typical:.2f}"
        if sigma
        else ""
    )
    return (
        f"Left: the firing rate is 0 at no current, rises most steeply at {theta:g} nA and "
        f"flattens below {ceiling:.4f}; its secant at {I_mean:g} nA, {_STEP:g} nA wide, has slope "
        f"{secant:.4f} per nA. Right: the gain is a hump, highest, {a / 4:.3f} per nA, at the "
        f"threshold, and {width:.2f} nA wide at half its height{noisy}."
    )


def _half_width(a):
    """Return the width of the gain, a/4 / cosh(a (I - theta) / 2)^2, at half its height."""
    return 4 * np.arccosh(np.sqrt(2)) / a


@picture
def effect_of_parameters(canvas):
    """Gain curves for two thresholds, and for two gain parameters."""
    shifted, scaled = canvas.panels(2)
    for role, a, theta in (("derivative", 1.2, 2.0), ("accent", 1.2, 4.0)):
        shifted.plot(_CURRENTS, gain(_CURRENTS, a, theta), **canvas.line(role))
        canvas.note(shifted, rf"$\theta$ = {theta:g}", (theta, 0.32), role, ha="center")
    for role, a, theta in (("derivative", 2.0, 3.0), ("accent", 0.8, 3.0)):
        scaled.plot(_CURRENTS, gain(_CURRENTS, a, theta), **canvas.line(role))
    canvas.note(scaled, "a = 2", (3.7, 0.45), "derivative")
    canvas.note(scaled, "a = 0.8", (5.2, 0.15), "accent")
    shifted.set(title=r"$\theta$ shifts the gain", ylim=(0, 0.36))
    scaled.set(title="a makes it high and narrow", ylim=(0, 0.55))
    for axes in (shifted, scaled):
        axes.set(xlabel="current I (nA)", ylabel="gain dr/dI (1/nA)")
    return (
        "Left: two gain curves of the same shape, one centred on 2 nA and one on 4 nA. Right: two "
        "gain curves centred on 3 nA, a tall narrow one for a = 2 and a low wide one for a = 0.8."
    )


@picture
def fitted_lif(canvas, *, scale, a, theta, neuron=LIF()):  # noqa: B008 (an immutable default)
    """Closed form and simulation of a spiking neuron, with a sigmoid fitted to its curve."""
    axes = canvas.panels()
    axes.plot(_CURRENTS, lif_rate(_CURRENTS, neuron), **canvas.line("function"))
    currents = np.arange(1.5, 8.0, 0.5)
    rates = simulate_lif(currents, neuron=neuron).rate
    axes.plot(currents, rates, **canvas.mark("function", markerfacecolor="none"))
    axes.plot(_CURRENTS, scale * firing_rate(_CURRENTS, a, theta), **canvas.line("accent"))
    canvas.note(axes, "spiking neuron:\nline by formula,\ncircles simulated", (4.6, 28), "function")
    canvas.note(axes, "fitted sigmoid", (0.2, 38), "accent")
    axes.set(xlabel="current I (nA)", ylabel="firing rate (spikes/s)")
    return (
        f"The spiking neuron's rate is 0 up to {neuron.rheobase:g} nA, then rises steeply and "
        f"bends; circles from a simulation lie on the line from the formula. The fitted sigmoid "
        f"rises before the neuron fires at all, and flattens where the neuron does not."
    )
