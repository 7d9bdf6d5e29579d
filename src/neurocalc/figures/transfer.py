"""Pictures of a neuron's transfer function and its gain."""

import numpy as np

from neurocalc.neuron import LIF, firing_rate, gain, lif_rate, simulate_lif
from neurocalc.picture import picture

__all__ = ["effect_of_parameters", "fitted_lif"]

_CURRENTS = np.linspace(0, 8, 161)  # nA


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
    canvas.note(axes, "fitted sigmoid", (0.2, 58), "accent")
    axes.set(xlabel="current I (nA)", ylabel="firing rate (spikes/s)")
    return (
        f"The spiking neuron's rate is 0 up to {neuron.rheobase:g} nA, then rises steeply and "
        f"bends; circles from a simulation lie on the line from the formula. The fitted sigmoid "
        f"rises before the neuron fires at all, and flattens where the neuron does not."
    )
