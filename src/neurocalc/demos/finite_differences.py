"""Slopes of a sampled sine, where they belong, and how wrong they are at every step."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Choice, Number

__all__ = ["FiniteDifferences"]


class FiniteDifferences(Demo):
    """Differences of the sine at one step, and their error from the widest step to the tiniest.

    Examples
    --------
    >>> FiniteDifferences(h=0.2, rule="midpoint")
    FiniteDifferences(h=0.2, rule='midpoint', exponent=-4.0)
    """

    name = "finite-differences"
    title = "Finite differences of the sine"

    h = Number(0.5, 0.01, 0.5, "Step", step=0.01, symbol="h")
    rule = Choice(
        "forward",
        {
            "forward": "forward, at left ends",
            "midpoint": "forward, at midpoints",
            "backward": "backward, at right ends",
            "central": "central, at inner points",
        },
        "Difference",
    )
    exponent = Number(-4.0, -16.0, 0.0, "Step at t = 1, power of 10", step=0.1)
