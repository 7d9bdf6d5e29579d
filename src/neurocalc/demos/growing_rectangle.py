"""A rectangle whose sides grow: where the two terms of the product rule come from."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["GrowingRectangle"]


class GrowingRectangle(Demo):
    """A rectangle of 3 cm times 2 cm that grows for a time h: two strips and a corner.

    Examples
    --------
    >>> GrowingRectangle(h=0.25)
    GrowingRectangle(h=0.25, du=1.0, dv=0.8)
    """

    name = "growing-rectangle"
    title = "A product's rectangle"

    h = Number(0.5, 0.0, 1.0, "Time that it grows", step=0.01, symbol="h", unit="s")
    du = Number(1.0, 0.0, 1.5, "Speed of the right side", step=0.1, symbol="u′", unit="cm/s")
    dv = Number(0.8, 0.0, 1.5, "Speed of the upper side", step=0.1, symbol="v′", unit="cm/s")
