"""Rectangles under a curve, and what their sum misses."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Choice, Number

__all__ = ["RiemannSums"]


class RiemannSums(Demo):
    """Riemann sums of t^2 - t + 1 on [0, 10]: rectangles, running sum and error.

    Examples
    --------
    >>> RiemannSums(dt=0.5)
    RiemannSums(dt=0.5, rule='left')
    """

    name = "riemann-sums"
    title = "Riemann sums"

    dt = Number(1.0, 0.1, 1.0, "Width", step=0.02, symbol="Δt", unit="s")
    rule = Choice(
        "left",
        {
            "left": "left ends",
            "right": "right ends",
            "midpoint": "midpoints",
            "trapezoid": "trapezoids",
            "simpson": "Simpson",
        },
        "Rule",
    )
