"""A function, the slope of its tangent, and the area under it."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Choice, Number, Switch, Typed

__all__ = ["SlopesAndAreas"]

#: How a reader finds the functions, and a formula of their own.
_LABELS = {
    "linear": "straight line −2t",
    "parabola": "parabola t²",
    "exponential": "exponential eᵗ",
    "sine": "sine",
    "sigmoid": "sigmoid",
    "typed": "your formula",
}


class SlopesAndAreas(Demo):
    """A function with its derivative and its running integral, from -10 to 10 s.

    Examples
    --------
    >>> demo = SlopesAndAreas(function="typed", formula="e^(t/2)")
    >>> demo.t
    2.0
    >>> demo.formula = "e^t/2t"
    Traceback (most recent call last):
    ...
    neurocalc.formula.FormulaError: It is unclear whether the divisor ends here: ...
    """

    name = "slopes-and-areas"
    title = "Slopes and areas"

    function = Choice("sine", _LABELS, "Function", symbol="f")
    t = Number(2.0, -10.0, 10.0, "Time", step=0.1, symbol="t", unit="s")
    formula = Typed(
        "t^3",
        "Your formula of t",
        variables=("t",),
        presets=("t^3", "abs(t)", "e^(t/2)", "t e^(-t^2)", "sin(t)/t", "1/t"),
    )
    derivative = Switch(True, "Show the derivative", symbol="f′")
    integral = Switch(True, "Show the integral", symbol="F")
    log = Switch(False, "Logarithmic axes")
