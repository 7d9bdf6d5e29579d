"""Numbers quoted by why-calculus.md."""

from neurocalc.neuron import gain

GIVEN = {"2.8"}

QUOTED = {
    "0.3 slope of the rate at 2.8 nA": lambda: gain(2.8, a=1.2, theta=2.8),
    "0.5 slope of the potential, pA per pF": lambda: 50 / 100,
}
