"""Pictures of Riemann sums: the pieces, the running sum, and how the error shrinks."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture
from neurocalc.sums import RULES, edges, evaluations, mean_heights, riemann_sum, running_sum

__all__ = ["errors", "rectangles"]

_END = 10.0  # s
_WIDTHS = 10.0 / 2 ** np.arange(1, 14)  # s
#: Marker, and how rules of one order share their line.
_RULE_MARKS = {
    "left": ("<", "function", "none"),
    "right": (">", "function", None),
    "midpoint": ("o", "accent", "none"),
    "trapezoid": ("s", "accent", None),
    "simpson": ("D", "integral", None),
}


@picture
def rectangles(canvas, *, dt=1.0, rule="left"):
    """Rectangles under the running rat's speed, their running sum, and its error."""
    speed, distance, miss = canvas.panels(3, narrow_height=2.0)
    f, t = catalogue.quadratic, np.linspace(0, _END, 201)
    exact = f.integral(0)
    cuts = edges(0, _END, dt=dt)
    heights = mean_heights(f, cuts, rule)
    total = running_sum(f, 0, _END, rule=rule, dt=dt)
    pieces, error = heights.size, total.values[-1] - exact(_END)

    speed.bar(cuts[:-1], heights, np.diff(cuts), align="edge", **canvas.area("integral"))
    speed.stairs(heights, cuts, color=canvas.colour("integral"), linewidth=0.9)
    speed.vlines(cuts[1:-1], 0, heights[1:], color=canvas.colour("integral"), linewidth=0.5)
    speed.plot(t, f(t), **canvas.line("function"))
    places = _places(cuts, rule)
    speed.plot(places, f(places), **canvas.mark("function", markersize=3.5))
    speed.set(title="Speed f", xlabel="time t (s)", ylabel="speed (cm/s)", ylim=(0, 96))
    lookups = f"{evaluations(pieces, rule)} values of f"
    canvas.note(speed, f"{pieces} pieces\n{lookups}", (0.3, 84), "integral")

    distance.plot(t, exact(t), **canvas.line("integral"))
    distance.plot(total.t, total.values, **canvas.mark("accent", markerfacecolor="none"))
    distance.set(title="Distance so far", xlabel="time t (s)", ylabel="distance (cm)")
    distance.set_ylim(-10, 350)
    canvas.note(distance, f"exact {exact(_END):.2f}", (0.3, 320), "integral")
    canvas.note(distance, f"sum {total.values[-1]:.2f}", (0.3, 275), "accent")
    widths = np.logspace(-1, 0, 91)
    for other in RULES:
        sums = [riemann_sum(f, 0, _END, dt=width, rule=other) for width in widths]
        role, width = ("accent", 1.8) if other == rule else ("muted", 0.8)
        misses = np.abs(np.array(sums) - exact(_END))
        miss.loglog(widths, misses, **canvas.line(role, linewidth=width, linestyle="-"))
    miss.plot(dt, abs(error), **canvas.mark("accent", markersize=7))
    miss.set(title="Error", xlabel=r"width $\Delta t$ (s)", ylabel="error (cm)", ylim=(1e-3, 1e3))
    canvas.note(miss, f"{error:+.2f} cm", (0.1, 350), "accent")
    return (
        f"Left: {pieces} rectangles of the {rule} rule under a curve that dips, then climbs from 1 "
        f"to 91 cm/s. Middle: circles, the running sum at each right edge, beside the "
        f"antiderivative; at 10 s they reach {total.values[-1]:.2f} and {exact(_END):.2f} cm. "
        f"Right: on log axes the error, here {error:+.2f} cm, falls with the width along a line."
    )


def _places(cuts, rule):
    """Where the rule looks the function up, piece by piece."""
    left, right, weights = cuts[:-1], cuts[1:], RULES[rule]
    options = (weights.left, left), (weights.middle, (left + right) / 2), (weights.right, right)
    return np.concatenate([places for weight, places in options if weight])


@picture
def errors(canvas, *, dt=1.0):
    """Error of each rule against the width, for the rat's speed and for the exponential."""
    speed, exponential = canvas.panels(2, height=2.9)
    _error_panel(canvas, speed, catalogue.quadratic, _END, list(RULES)[:-1])
    _error_panel(canvas, exponential, catalogue.exponential, 1.0, RULES)
    speed.axvline(dt, **canvas.line("muted", linewidth=1))
    speed.set(title="Our curve, 0 to 10 s", ylabel="error (cm)", ylim=(1e-7, 1e4))
    exponential.set(title=r"$e^t$, 0 to 1 s", ylabel="error", ylim=(1e-17, 1e2))
    canvas.note(speed, "left ◁, right ▶: slope 1", (1.5e-3, 2e2), "function")
    canvas.note(speed, "midpoint ○,\ntrapezoid ■: slope 2", (8e-3, 2e-6), "accent")
    canvas.note(speed, rf"$\Delta t$ = {dt:g} s ", (dt, 2e3), "muted", ha="right")
    canvas.note(exponential, "slope 1", (3e-3, 3e-1), "function", ha="center")
    canvas.note(exponential, "slope 2", (1e-3, 3e-5), "accent", ha="right")
    canvas.note(exponential, "Simpson ◆:\nslope 4", (4e-2, 1e-12), "integral")
    canvas.note(exponential, "round-off", (3e-4, 2e-13), "muted")
    halving = 2 ** np.array([rule.order for rule in RULES.values()])
    return (
        f"Errors against the width on log axes. Left, for our curve: two parallel lines of slope 1 "
        f"(left, right) and, far below, two of slope 2 (midpoint, trapezoid). Right, for the "
        f"exponential: the same, and Simpson's steep line of slope 4, which divides the error by "
        f"{halving[-1]} with each halving until round-off stops it near 1e-15."
    )


def _error_panel(canvas, axes, f, end, rules):
    widths = _WIDTHS * end / _END
    exact = f.integral(0)(end)
    for rule in rules:
        marker, role, face = _RULE_MARKS[rule]
        sums = np.array([riemann_sum(f, 0, end, dt=width, rule=rule) for width in widths])
        error = np.abs(sums - exact)
        error[error == 0] = np.nan  # the logarithm of no error lies off every axis
        axes.plot(
            widths,
            error,
            **canvas.line(role, linewidth=1),
            marker=marker,
            markersize=4,
            markerfacecolor=face,
        )
    axes.set(xscale="log", yscale="log", xlabel=r"width $\Delta t$ (s)")
