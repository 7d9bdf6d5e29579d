"""Pictures of Riemann sums: the pieces, the running sum, and how the error shrinks."""

import numpy as np

from neurocalc import catalogue
from neurocalc.picture import picture
from neurocalc.sums import RULES, riemann_sum

__all__ = ["errors"]

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
