"""Pictures of postsynaptic currents and the charge that they carry."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture
from neurocalc.sums import running_sum
from neurocalc.synapse import charge, synaptic_current

__all__ = ["current_and_charge", "slips"]

_END = 60.0  # ms


@picture
def current_and_charge(canvas, *, spikes=(10.0,), J=20.0, tau_s=5.0, dt=2.0):
    """Current after one or several spikes, and the charge it has brought so far."""
    flow, stock = canvas.panels(2)
    t = np.linspace(0, _END, 601)
    current = synaptic_current(t, J, tau_s, spikes)
    total = running_sum(lambda t: synaptic_current(t, J, tau_s, spikes), 0, _END, dt=dt)
    peak, final = current.max(), J * tau_s * len(spikes)

    heights = synaptic_current(total.t, J, tau_s, spikes)[:-1]
    flow.bar(total.t[:-1], heights, np.diff(total.t), align="edge", **canvas.area("integral"))
    flow.stairs(heights, total.t, color=canvas.colour("integral"), linewidth=0.7)
    if len(spikes) > 1:
        for spike in spikes:
            alone = synaptic_current(t, J, tau_s, spike)
            flow.plot(t, alone, **canvas.line("muted", linewidth=0.9))
        canvas.note(flow, "thin: each spike alone", (_END, 1.15 * peak), "muted", ha="right")
    flow.plot(t, current, **canvas.line("function"))
    flow.plot(spikes, np.zeros(len(spikes)), **canvas.mark("accent", marker="^", markersize=8))
    flow.set(title="Current", xlabel="time t (ms)", ylabel="current I (pA)")
    flow.set_ylim(-0.06 * peak, 1.25 * peak)
    canvas.note(flow, "▲ spike", (0.5, 1.15 * peak), "accent")

    stock.axhline(final, color=canvas.colour("muted"), linewidth=0.9)
    stock.plot(t, charge(t, J, tau_s, spikes), **canvas.line("integral"))
    stock.plot(*total, **canvas.mark("accent", markerfacecolor="none", markersize=4))
    stock.set(title="Charge so far", xlabel="time t (ms)", ylabel="charge Q (fC)")
    stock.set_ylim(-0.06 * final, 1.25 * final)
    times = "" if len(spikes) == 1 else f"{len(spikes)} × "
    canvas.note(stock, rf"{times}$J\tau_s$ = {final:g} fC", (0.5, 1.1 * final), "muted")
    canvas.note(stock, "line: exact", (_END, 0.42 * final), "integral", ha="right")
    canvas.note(stock, "circles: sum", (_END, 0.32 * final), "accent", ha="right")
    which = "a spike" if len(spikes) == 1 else f"{len(spikes)} spikes"
    at = ", ".join(f"{spike:g}" for spike in spikes)
    return (
        f"Left: the current after {which} at {at} ms, over "
        f"rectangles {dt:g} ms wide. It is 0 before the spike and highest, {peak:.1f} pA, at "
        f"{t[current.argmax()]:g} ms. Right: the charge climbs from 0 and levels off at "
        f"{final:g} fC; the sum of rectangles follows it and ends at {total.values[-1]:.1f} fC."
    )


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
    canvas.note(late, "right", (3.0, 0.15), "function")
    canvas.note(late, "▲ spike", (4.4, 1.15), "accent")
    canvas.note(ungated, "slip", (0.75, -2), "accent")
    canvas.note(ungated, "right", (3.0, 0.55), "function")
    return (
        f"The right current after a spike at {t_sp:g} ms is 0, then a hump. Left, with the factor "
        f"t: a much larger hump from 0 ms on, which peaks, at {factor_t.max():.2f} pA, at the "
        f"spike. Right, without the gate: the current climbs from {no_gate[0]:.2f} pA at 0 ms and "
        f"is right from the spike on."
    )
