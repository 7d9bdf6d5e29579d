"""Numbers quoted by why-calculus.md."""

import sympy

from neurocalc.catalogue import ride
from neurocalc.neuron import gain

GIVEN = {"2.8"}


def first_ride():
    """Return the distance to the first red light, by an integral of our own."""
    t = sympy.symbols("t")
    speed = 15 * sympy.sin(sympy.pi * t / 15) ** 2
    assert ride(7.5) == 15
    assert abs(ride(15.0)) < 1e-12
    return speed.integrate((t, 0, 15))


QUOTED = {
    "112.5 m to the first red light": first_ride,
    "0.3 slope of the rate at 2.8 nA": lambda: gain(2.8, a=1.2, theta=2.8),
    "0.5 slope of the potential, pA per pF": lambda: 50 / 100,
}
