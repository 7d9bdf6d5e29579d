"""Pictures of a neuron with an excitatory and an inhibitory input."""

import numpy as np

from neurocalc.figures.drawing import draw_map, draw_surface, solid_and_flat
from neurocalc.neuron import ei_partials, ei_rate
from neurocalc.picture import picture

__all__ = ["effect_of_parameters", "rate_surface", "rectified", "slices"]

_E, _I = "E (nA)", r"$I_{inh}$ (nA)"
_ROLES = ("function", "derivative", "integral")


@picture
def rate_surface(canvas, *, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0):
    """The rate over both inputs, as a surface and as a map."""
    E, I_inh = np.arange(2, 9, 0.1), np.arange(0, 7, 0.1)
    rate = ei_rate(E[:, None], I_inh, a_E=a_E, theta_E=theta_E, a_I=a_I, theta_I=theta_I)
    solid, flat = solid_and_flat(canvas, canvas.panels(2, height=2.8, projection="3d"))
    draw_surface(canvas, solid, E, I_inh, rate, (_E, _I), azimuth=125)
    draw_map(canvas, flat, E, I_inh, rate, "rate")
    solid.set_title("The rate as a surface")
    flat.set(title="The rate as a map", xlabel=_E, ylabel=_I)
    return (
        f"A surface and its map over excitation E from {E[0]:g} to {E[-1]:.1f} nA and inhibition "
        f"from {I_inh[0]:g} to {I_inh[-1]:.1f} nA. The rate is highest, {rate.max():.2f}, where "
        f"excitation is strong and inhibition absent, and lowest, {rate.min():.3f}, where "
        f"excitation is weak and inhibition strong."
    )


@picture
def slices(
    canvas,
    *,
    inhibitions=(0.0, 4.0, 6.5),
    excitations=(8.0, 3.0, 1.5),
    a_E=1.2,
    theta_E=2.4,
    a_I=1.0,
    theta_I=4.0,
):
    """Rate against excitation at three inhibitions, and the other way round."""
    parameters = {"a_E": a_E, "theta_E": theta_E, "a_I": a_I, "theta_I": theta_I}
    along_E, along_I = canvas.panels(2, height=2.7)
    E, I_inh = np.linspace(1, 10, 181), np.linspace(0, 7, 141)
    for inhibition, role in zip(inhibitions, _ROLES, strict=True):
        rate = ei_rate(E, inhibition, **parameters)
        along_E.plot(E, rate, **canvas.line(role))
        label = rf"$I_{{inh}}$ = {inhibition:g} nA"
        canvas.note(along_E, label, (10, rate[-1] + 0.05), role, ha="right", va="bottom")
    for excitation, role in zip(excitations, _ROLES, strict=True):
        rate = ei_rate(excitation, I_inh, **parameters)
        along_I.plot(I_inh, rate, **canvas.line(role))
        canvas.note(along_I, f"E = {excitation:g} nA", (0.1, rate[0] + 0.05), role, va="bottom")
    shifts = [
        ei_rate(E[0], inhibitions[0], **parameters) - ei_rate(E[0], inhibition, **parameters)
        for inhibition in inhibitions[1:]
    ]
    for place in (2.4, 5.2):
        top, bottom = (ei_rate(place, k, **parameters) for k in inhibitions[:2])
        style = {"arrowstyle": "<->", "color": canvas.colour("muted"), "shrinkA": 0, "shrinkB": 0}
        along_E.annotate("", (place, top), (place, bottom), arrowprops=style)
    canvas.note(along_E, f"{top - bottom:.2f}", (place + 0.15, (top + bottom) / 2), "muted")
    along_E.set(title="Slices along E", xlabel=_E)
    along_I.set(title="Slices along $\\mathbf{I_{inh}}$", xlabel=_I)
    for axes in (along_E, along_I):
        axes.axhline(0, color=canvas.colour("muted"), linewidth=0.8)
        axes.set(ylabel="rate r", ylim=(-0.5, 1.3))
    return (
        f"Left: three rising curves of the rate against excitation, all of one shape; the ones for "
        f"{inhibitions[1]:g} and {inhibitions[2]:g} nA of inhibition lie {shifts[0]:.2f} and "
        f"{shifts[1]:.2f} below the one for {inhibitions[0]:g} nA. Right: three falling curves "
        f"against inhibition, also of one shape, one below the other; the lowest goes below zero."
    )


@picture
def rectified(canvas, *, E=2.0, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0):
    """Where the rate would be negative, and what is left of it after rectification."""
    parameters = {"a_E": a_E, "theta_E": theta_E, "a_I": a_I, "theta_I": theta_I}
    flat, cut = canvas.panels(2, height=2.7)
    wide, I_inh = np.arange(1, 10, 0.1), np.arange(0, 7, 0.1)
    rate = ei_rate(wide[:, None], I_inh, **parameters)
    draw_map(canvas, flat, wide, I_inh, np.maximum(rate, 0), "rate", labels=False)
    silent = flat.contourf(wide, I_inh, rate.T, [rate.min(), 0], colors="none", hatches=["///"])
    silent.set(edgecolor="white", linewidth=0)
    box = {"facecolor": "black", "edgecolor": "none", "pad": 1.5}
    flat.annotate("silent", (1.3, 6.5), va="top", color="white", weight="bold", bbox=box)
    flat.set(title="The rectified rate", xlabel=_E, ylabel=_I)

    cut.axhline(0, color=canvas.colour("muted"), linewidth=0.8)
    cut.plot(I_inh, ei_rate(E, I_inh, **parameters), **canvas.line("accent"))
    kept = ei_rate(E, I_inh, rectified=True, **parameters)
    cut.plot(I_inh, kept, **canvas.line("function"))
    canvas.note(cut, "max(0, r)", (3.3, ei_rate(E, 2.8, **parameters)), "function")
    canvas.note(cut, "r", (5.5, ei_rate(E, 5.7, **parameters)), "accent", ha="right", va="top")
    cut.set(title=f"Slice at E = {E:g} nA", xlabel=_I, ylabel="rate")
    return (
        f"Left: a map of the rectified rate over both inputs; a hatched corner of weak excitation "
        f"and strong inhibition is silent. Right: at E = {E:g} nA the rate falls with inhibition "
        f"and ends at {ei_rate(E, I_inh[-1], **parameters):.3f}; the rectified rate "
        f"follows it down to zero, turns a corner and stays at zero."
    )


@picture
def effect_of_parameters(canvas, *, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0):
    """Cuts across ridge and trough: one threshold moved, one gain parameter doubled."""
    ridge, trough = canvas.panels(2, height=2.4)
    E, I_inh = np.linspace(0, 10, 201), np.linspace(0, 10, 201)
    for centre, role in ((theta_E, "derivative"), (theta_E + 4, "accent")):
        ridge.plot(E, ei_partials(E, 0.0, a_E=a_E, theta_E=centre)[0], **canvas.line(role))
        label = rf"$\theta_E$ = {centre:g} nA"
        canvas.note(ridge, label, (centre, 0.27 * a_E), role, ha="center")
    for steepness, role in ((a_I, "derivative"), (2 * a_I, "accent")):
        slope = ei_partials(theta_E, I_inh, a_I=steepness, theta_I=theta_I)[1]
        trough.plot(I_inh, slope, **canvas.line(role))
        label = rf"$a_I$ = {steepness:g} per nA"
        canvas.note(trough, label, (theta_I + 1.8 / steepness, -0.1 * steepness), role)
    ridge.set(title="A threshold moves the ridge", xlabel=_E, ylabel="∂r/∂E (1/nA)")
    trough.set(
        title="A gain parameter digs the trough",
        xlabel=_I,
        ylabel=r"$\partial r/\partial I_{inh}$ (1/nA)",
    )
    ridge.set_ylim(0, 0.3 * a_E)
    trough.set_ylim(-0.3 * a_I, 0.01)
    return (
        f"Left: two humps of the same height and width, centred on {theta_E:g} and "
        f"{theta_E + 4:g} nA. Right: two dips, both centred on {theta_I:g} nA; the one for "
        f"twice the gain parameter is twice as deep, {a_I / 4:g} instead of {a_I / 8:g} per nA "
        f"below zero, and half as wide."
    )
