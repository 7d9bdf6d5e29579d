"""Pictures of postsynaptic currents and the charge that they carry."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture
from neurocalc.sums import edges
from neurocalc.synapse import charge, synaptic_current

__all__ = ["current_and_charge", "slips"]

_END = 60.0  # ms


@picture
def current_and_charge(canvas, *, spikes=(10.0,), J=20.0, tau_s=5.0, dt=2.0):
    """Current after one or several spikes, and the charge it has brought so far."""
    flow, stock = canvas.panels(2)
    peaks = np.add(spikes, tau_s)
    t = np.union1d(np.linspace(0, _END, 241), [*spikes, *peaks[peaks <= _END]])
    current = synaptic_current(t, J, tau_s, spikes)
    so_far, final = charge(t, J, tau_s, spikes), J * tau_s * len(spikes)
    strongest = np.abs(current).argmax()
    at_edges = edges(0, _END, dt=dt)
    heights = synaptic_current(at_edges, J, tau_s, spikes)[:-1]
    summed = np.append(0, np.cumsum(heights * np.diff(at_edges)))

    flow.bar(at_edges[:-1], heights, np.diff(at_edges), align="edge", **canvas.area("integral"))
    flow.stairs(heights, at_edges, color=canvas.colour("integral"), linewidth=0.7)
    if len(spikes) > 1:
        for spike in spikes:
            alone = synaptic_current(t, J, tau_s, spike)
            flow.plot(t, alone, **canvas.line("muted", linewidth=0.9))
    peak = min(min(spikes) + tau_s, _END), J / np.e
    flow.plot(*peak, **canvas.mark("accent", markersize=7, zorder=3))
    flow.plot(t, current, **canvas.line("function"))
    flow.plot(spikes, np.zeros(len(spikes)), **canvas.mark("accent", marker="^", markersize=8))
    flow.set(title="Current", xlabel="time t (ms)", ylabel="current I (pA)")
    flow.set_ylim(_current_room(t, spikes, J, tau_s))

    stock.axhline(final, color=canvas.colour("muted"), linewidth=0.9)
    size = 4 if heights.size <= 40 else 1.5
    stock.plot(t, so_far, **canvas.line("integral", zorder=2.5))
    stock.plot(at_edges, summed, **canvas.mark("accent", markerfacecolor="none", markersize=size))
    stock.plot(t[strongest], so_far[strongest], **canvas.mark("integral"))
    stock.set(title="Charge so far", xlabel="time t (ms)", ylabel="charge Q (fC)")
    stock.set_ylim(_charge_room(final))

    for axes in (flow, stock):
        axes.axvline(t[strongest], color=canvas.colour("muted"), linewidth=0.9, linestyle=":")
    rows = (0.14, 0.05) if J < 0 else (0.94, 0.85)  # where no current and no charge gets
    times = "" if len(spikes) == 1 else f"{len(spikes)} × "
    corners = [(flow, "▲ spike", "accent", rows[0])]
    if len(spikes) > 1:
        corners += [(flow, "thin: each spike alone", "muted", rows[1])]
    corners += [(stock, rf"{times}$J\tau_s$ = {final:g} fC", "muted", rows[0])]
    corners += [(stock, "line: exact, circles: sum", "integral", rows[1])]
    for axes, text, role, row in corners:
        canvas.note(axes, text, (0.02, row), role, xycoords="axes fraction")
    which = "a spike" if len(spikes) == 1 else f"{len(spikes)} spikes"
    at = ", ".join(f"{spike:g}" for spike in spikes)
    return (
        f"Left: the current after {which} at {at} ms, over rectangles {dt:g} ms wide. It is 0 "
        f"before the spike and strongest, {current[strongest]:.1f} pA, at {t[strongest]:g} ms. "
        f"Right: the charge starts at 0 and levels off at {final:g} fC; by {_END:g} ms it is "
        f"{so_far[-1]:.1f} fC, and the sum of rectangles {summed[-1]:.1f} fC."
    )


def _current_room(t, spikes, J, tau_s):
    """Limits that depend on how far the currents overlap, not on how high each is."""
    highest = synaptic_current(t, np.e, tau_s, spikes).max()  # one alone would peak at 1
    return _along(J, 6 * max(2, np.ceil(2 * highest - 1e-6)))


def _charge_room(final):
    """Limits that grow by factors of the square root of 2."""
    size = max(abs(final), 10) / 100
    return _along(final, 150 * 2 ** (np.ceil(2 * np.log2(size)) / 2))


def _along(sign, room):
    """Limits that leave room above 0, or below it if the currents inhibit."""
    return (-room, 0.06 * room) if sign < 0 else (-0.06 * room, room)


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
