"""Pictures of slopes and areas: what a derivative and an integral are."""

import numpy as np

from neurocalc import arguments, catalogue
from neurocalc.differences import midpoint_difference
from neurocalc.formula import parse
from neurocalc.neuron import firing_rate, gain
from neurocalc.picture import picture
from neurocalc.synapse import charge, synaptic_current

__all__ = [
    "EXAMPLE",
    "RUN",
    "constants_of_integration",
    "eigenfunction",
    "extrema",
    "question_of_slope_and_area",
    "run_of_a_rat",
    "sampled_extrema",
]

#: A rat's velocity, 60 t - 15 t^2 in cm/s: it runs out for 4 s, then turns back.
RUN = {"c_2": -15.0, "c_1": 60.0, "c_0": 0.0}

#: The quadratic 1.5 t^2 + 4 t - 1, whose antiderivatives are 0.5 t^3 + 2 t^2 - t + C.
EXAMPLE = {"c_2": 1.5, "c_1": 4.0, "c_0": -1.0}

_START, _END = -10.0, 10.0  # s
_TICKS = [-10, -5, 0, 5, 10]
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@picture
def question_of_slope_and_area(canvas, *, I=2.8, a=1.2, theta=2.8, J=20.0, tau_s=5.0, t_sp=10.0):  # noqa: E741
    """A firing rate with its tangent, and a synaptic current with the area under it."""
    rate, current = canvas.panels(2)
    currents = np.linspace(0, 8, 161)
    here, slope = firing_rate(I, a, theta), gain(I, a, theta)
    rate.plot(currents, firing_rate(currents, a, theta), **canvas.line("function"))
    near = np.array([-1.6, 1.6])
    rate.plot(I + near, here + slope * near, **canvas.line("derivative"))
    rate.plot(I, here, **canvas.mark("accent", markersize=7))
    canvas.note(rate, f"slope\n{slope:.2f} per nA", (I + 0.6, here - 0.12), "derivative")
    rate.set(title="A slope", xlabel="current I (nA)", ylabel="firing rate r", ylim=(-0.05, 1.05))

    t = np.linspace(0, t_sp + 10 * tau_s, 301)
    flow, total = synaptic_current(t, J, tau_s, t_sp), charge(t[-1], J, tau_s, t_sp)
    peak = synaptic_current(t_sp + tau_s, J, tau_s, t_sp)
    current.plot(t, flow, **canvas.line("function"))
    current.fill_between(t, flow, **canvas.area("integral"))
    canvas.note(current, f"area\n{total:.0f} fC", (t_sp + 2.7 * tau_s, 0.82 * peak), "integral")
    current.set(title="An area", xlabel="time t (ms)", ylabel="current (pA)")
    current.set_ylim(0, 1.15 * peak)
    return (
        f"Left: a firing rate climbs in an S as the current grows from 0 to 8 nA; a straight line "
        f"touches it at {I:g} nA with slope {slope:.2f} per nA. Right: a synaptic current is zero "
        f"until {t_sp:g} ms, climbs to {peak:.1f} pA within {tau_s:g} ms and fades; the shaded "
        f"area under it is {total:.0f} fC."
    )


@picture
def run_of_a_rat(canvas, *, t=3.0):
    """A rat's position with its tangent at `t` (s), and its velocity with the area up to `t`."""
    t = arguments.number("t", t, minimum=0)
    position, velocity = canvas.panels(2)
    times, past, near = np.linspace(0, 5, 201), np.linspace(0, t, 201), np.array([-1.2, 1.2])
    speed, path = catalogue.quadratic(t, **RUN), catalogue.quadratic.integral(0)
    reached = path(t, **RUN)

    position.plot(times, path(times, **RUN), **canvas.line("function"))
    position.plot(t + near, reached + speed * near, **canvas.line("derivative"))
    position.plot(t, reached, **canvas.mark("accent", markersize=7))
    position.set(title=f"Position: slope {_short(speed)} cm/s", ylabel="position (cm)")
    position.set_ylim(-5, 200)

    velocity.plot(times, catalogue.quadratic(times, **RUN), **canvas.line("derivative"))
    velocity.axhline(0, color=canvas.colour("muted"), linewidth=0.8)
    _shade(canvas, velocity, past, catalogue.quadratic(past, **RUN))
    velocity.plot(t, speed, **canvas.mark("accent", markersize=7))
    velocity.set(title=f"Velocity: area {_short(reached)} cm", ylabel="velocity (cm/s)")
    velocity.set_ylim(-85, 70)
    farthest = path(min(t, 4.0), **RUN)
    canvas.note(velocity, f"+{_short(farthest)} cm", (2.0, 22), "integral", ha="center")
    if t > 4:
        canvas.note(
            velocity, f"{_short(reached - farthest)} cm", (4.3, -40), "integral", ha="right"
        )
    for axes in (position, velocity):
        axes.set(xlabel="time t (s)", xlim=(-0.1, 5.3))
    return (
        f"Left: the rat's position rises to {path(4.0, **RUN):g} cm at 4 s, then falls; the "
        f"tangent at {t:g} s has slope {speed:g} cm/s. Right: its velocity rises to "
        f"{catalogue.quadratic(2.0, **RUN):g} cm/s at 2 s, is zero at 4 s and negative after that; "
        f"the signed area between curve and zero up to {t:g} s, shaded, is {reached:g} cm."
    )


@picture
def extrema(canvas):
    """A minimum with slope zero, a slope zero without extremum, a minimum without slope."""
    parabola, cubic, corner = panels = canvas.panels(3, height=2.3)
    t = np.linspace(-1.5, 1.5, 121)
    formulas = (("t^2", "$t^2$"), ("t^3", "$t^3$"), ("abs(t)", "|t|"))
    for axes, (formula, label) in zip(panels, formulas, strict=True):
        axes.plot(t, parse(formula)(t), **canvas.line("function"))
        axes.plot(0, 0, **canvas.mark("accent", markersize=7))
        axes.set(xlabel="time t (s)", ylabel=f"f(t) = {label}", ylim=(-1.6, 2.3))
    for axes in (parabola, cubic):
        axes.plot([-1, 1], [0, 0], **canvas.line("derivative"))
        canvas.note(axes, "slope 0", (0.25, -0.5), "derivative")
    canvas.note(corner, "slope −1", (-0.15, -0.5), "derivative", ha="right")
    canvas.note(corner, "slope +1", (0.15, -0.5), "derivative")
    parabola.set_title("Minimum, slope 0")
    cubic.set_title("Slope 0, no extremum")
    corner.set_title("Minimum, no slope")
    return (
        "Three curves through the origin. The first, t squared, is lowest there, and its tangent "
        "is flat. The second, t cubed, has a flat tangent there too, yet it rises on both sides. "
        "The third, the absolute value of t, is lowest there but has a corner: slope -1 on the "
        "left, +1 on the right."
    )


@picture
def sampled_extrema(canvas, *, h=0.5):
    """Samples of the sine, their slopes, and the sign changes that mark the extrema."""
    values, slopes = canvas.panels(2)
    t = np.arange(_START, _END + h / 2, h)
    measured = midpoint_difference(catalogue.sine(t), t)
    changes = np.flatnonzero(np.diff(np.sign(measured.values)))
    values.plot(t, catalogue.sine(t), **canvas.mark("function", markersize=3.5))
    slopes.plot(*measured, **canvas.mark("derivative", marker="s", markersize=3.5))
    slopes.axhline(0, color=canvas.colour("muted"), linewidth=0.8)
    for axes in (values, slopes):
        for before in changes:
            axes.axvspan(*measured.t[before : before + 2], **canvas.area("accent"))
        axes.set(xlabel="time t (s)", ylim=(-1.2, 1.2), xticks=_TICKS)
    values.set(title="Samples of the sine", ylabel="f(t)")
    slopes.set(title="Slopes between neighbours", ylabel="slope (1/s)")
    return (
        f"Left: dots along a sine from -10 to 10 s, one every {h:g} s. Right: squares, the slopes "
        f"between neighbouring dots. No square lies on zero. {changes.size} shaded bands mark "
        f"where the squares change sign, and the same bands hold the sine's {changes.size} peaks "
        f"and troughs."
    )


@picture
def eigenfunction(canvas, *, k=0.5):
    """An exponential, its derivative and its running integral: linear and logarithmic axis."""
    f = catalogue.exponential
    slope, area = f.derivative(), f.integral(_START)
    linear, logarithmic = canvas.panels(2)
    times = np.linspace(_START, _END, 1601)
    later = times[1:]  # the running integral starts at 0, which has no logarithm
    for axes in (linear, logarithmic):
        axes.plot(times, f(times, k=k), **canvas.line("function"))
        axes.plot(times, slope(times, k=k), **canvas.line("derivative"))
        axes.plot(later, area(later, k=k), **canvas.line("integral"))
        axes.set(xlabel="time t (s)", ylabel="f, f′ and F", xlim=(-10.5, 12), xticks=_TICKS)
    highest, lowest = max(1.0, k, 1 / k) * f(_END, k=k), min(1.0, k, 1 / k) * f(_START, k=k)
    logarithmic.set(yscale="log", ylim=(0.2 * lowest, 4 * highest), title="Logarithmic axis")
    linear.set_title("Linear axis")
    for text, role, factor in (
        ("f", "function", 1),
        ("f′", "derivative", k),
        ("F", "integral", 1 / k),
    ):
        canvas.note(linear, text, (10.3, factor * f(_END, k=k)), role)
    above, below = (("F", "integral"), ("f′", "derivative"))[:: 1 if k < 1 else -1]
    canvas.note(logarithmic, above[0], (-3.0, 4 * f(-2.0, k=k) / min(k, 1 / k)), above[1])
    canvas.note(logarithmic, "f", (10.3, f(_END, k=k)), "function")
    canvas.note(logarithmic, below[0], (3.0, f(2.0, k=k) * min(k, 1 / k) / 2), below[1])
    return (
        f"An exponential of rate {k:g}, its derivative and its running integral from -10 to 10 s. "
        f"Left, linear axis: all three hug zero, then shoot up, the exponential to "
        f"{f(_END, k=k):.0f}. Right, logarithmic axis: exponential and derivative are parallel "
        f"straight lines; the integral starts from nothing at -10 s and bends until it is parallel "
        f"too."
    )


@picture
def constants_of_integration(canvas, *, t=1.0, C=4.0):
    """Three antiderivatives of 1.5 t^2 + 4 t - 1 that differ by a constant, with their tangents."""
    axes = canvas.panels(height=3.0)
    F, slope = catalogue.quadratic.integral(0), catalogue.quadratic(t, **EXAMPLE)
    times, near = np.linspace(-4.5, 2, 131), np.array([-0.9, 0.9])
    for shift in (C, 0.0, -C):
        here, end = F(t, **EXAMPLE) + shift, F(2.0, **EXAMPLE) + shift
        axes.plot(times, F(times, **EXAMPLE) + shift, **canvas.line("integral"))
        axes.plot(t + near, here + slope * near, **canvas.line("derivative"))
        axes.plot(t, here, **canvas.mark("accent", markersize=6))
        canvas.note(axes, f"C = {_short(shift)}", (2.1, end), "integral")
    axes.axvline(t, **canvas.line("accent", linewidth=1.2))
    axes.set(xlabel="time t (s)", ylabel="F(t) + C", xlim=(-4.6, 3.8), xticks=range(-4, 3))
    return (
        f"Three copies of one curve, one above the other, shifted by C = {-C:g}, 0 and {C:g}. "
        f"Where they cross t = {t:g} s their tangents are parallel: all three have slope "
        f"{slope:g} there."
    )


def _shade(canvas, axes, t, values):
    """Shade the area to zero, and hatch what counts as negative."""
    axes.fill_between(t, values, **canvas.area("integral"))
    # A layer of its own: in SVG a hatch on a filled area has the colour of the filling.
    colour = {"facecolor": "none", "edgecolor": canvas.colour("integral"), "linewidth": 0}
    axes.fill_between(t, values, where=values <= 0, hatch="////", **colour)


def _short(value):
    """Write a value with up to four decimals or as a power of ten, and a true minus."""
    size = abs(value)
    if size and not 1e-4 <= size < 1e6:
        digits, exponent = f"{value:.2e}".split("e")
        text = f"{float(digits):g} × 10{str(int(exponent)).translate(_RAISED)}"
    else:
        text = f"{value:.0f}" if size >= 1000 else f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")
