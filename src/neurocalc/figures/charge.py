"""Pictures of postsynaptic currents and the charge that they carry."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture
from neurocalc.synapse import synaptic_current

__all__ = ["slips"]


@picture
def slips(canvas, *, t_sp=1.0):
    """Two slips beside the right current: the factor t, and the missing gate."""
    late, ungated = canvas.panels(2)
    t = np.linspace(0, 6, 601)
    right = synaptic_current(t, t_sp=t_sp)
    factor_t = catalogue.alpha(t, tau=1.0) * np.exp(t_sp)  # t e^(-(t - t_sp))
    no_gate = catalogue.alpha(t - t_sp, tau=1.0)
    for axes, wrong in ((late, factor_t), (ungated, no_gate)):
        axes.axhline(0, color=canvas.colour("muted"), linewidth=0.9)
        axes.plot(t, wrong, **canvas.line("accent"))
        axes.plot(t, right, **canvas.line("function"))
        axes.plot(t_sp, 0, **canvas.mark("accent", marker="^", markersize=8))
        axes.set(xlabel="time t (ms)", ylabel="current I (pA)")
    late.set(title="The factor t", ylim=(-0.15, 1.3))
    ungated.set(title="No gate", ylim=(-3, 0.9))
    canvas.note(late, "slip", (2.1, 0.85), "accent")
    canvas.note(late, "right", (2.4, 0.14), "function")
    canvas.note(late, "▲ spike", (4.4, 1.15), "accent")
    canvas.note(ungated, "slip", (0.75, -2), "accent")
    canvas.note(ungated, "right", (3.0, 0.55), "function")
    return (
        f"The right current after a spike at {t_sp:g} ms is 0, then a hump. Left, with the factor "
        f"t: a much larger hump from 0 ms on, which peaks, at {factor_t.max():.2f} pA, at the "
        f"spike. Right, without the gate: the current climbs from {no_gate[0]:.2f} pA at 0 ms and "
        f"is right from the spike on."
    )
