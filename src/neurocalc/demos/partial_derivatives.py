"""A function of two variables: its two slopes at every place, and the way up."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number, Typed, View
from neurocalc.figures.surfaces import FORMULA

__all__ = ["PartialDerivatives"]


class PartialDerivatives(Demo):
    """A typed function of x and y, its partial derivatives, and slices through one point.

    Examples
    --------
    >>> demo = PartialDerivatives(formula="x + 2xy + y^3", y=-1.0)
    >>> demo.formula, demo.x, demo.y
    ('x + 2xy + y^3', 2.0, -1.0)
    """

    name = "partial-derivatives"
    title = "Partial derivatives"

    formula = Typed(
        FORMULA,
        "Function f(x, y)",
        variables=("x", "y"),
        presets=("x^2 + 2xy + y^2", "x + 2xy + y^3", "sin(x)cos(y)", "x e^(-x^2-y^2)", "x y^3"),
    )
    x = Number(2.0, -5.0, 5.0, "Place", step=0.1, symbol="x")
    y = Number(1.0, -5.0, 5.0, "Place", step=0.1, symbol="y")
    span = Number(5.0, 1.0, 5.0, "Half-width of the map", step=0.5)
    view = View()
