"""A hillside from above: two numbers say where one stands, and one how high."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["Hillside"]


class Hillside(Demo):
    """The map of a function of x and y, and the contour line through one point.

    Examples
    --------
    >>> Hillside(x=3.0, y=0.0)
    Hillside(x=3.0, y=0.0)
    """

    name = "hillside"
    title = "A hillside from above"

    x = Number(2.0, -5.0, 5.0, "Place", step=0.1, symbol="x")
    y = Number(1.0, -5.0, 5.0, "Place", step=0.1, symbol="y")
