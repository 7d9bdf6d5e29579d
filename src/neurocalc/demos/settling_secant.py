"""A secant whose second point moves to the first: its slope settles."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["SettlingSecant"]


class SettlingSecant(Demo):
    """The secant through a rat's position at 3 s and at another time, and its slope.

    Examples
    --------
    >>> SettlingSecant(h=-0.5)
    SettlingSecant(h=-0.5)
    """

    name = "settling-secant"
    title = "A secant that settles"

    h = Number(1.0, -2.0, 2.0, "Time from point to point", step=0.01, symbol="h", unit="s")
