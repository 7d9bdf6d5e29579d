"""Numbers quoted by charge-transfer.md."""

from math import e, exp

import sympy

GIVEN = {"0.5"}


def charge(t, J=20, tau_s=5, t_sp=10):
    x = (t - t_sp) / tau_s
    return J * tau_s * (1 - (1 + x) * exp(-x))


def left_sum(J, tau_s, t_sp, dt, count):
    """Left sum of the normalised current over `count` pieces from 0 on."""
    since = [max(i * dt - t_sp, 0) / tau_s for i in range(count)]
    return sum(J * x * exp(-x) * dt for x in since)


def potential(conductance, leak=10, rest=-70, reversal=0):
    """Potential at which a leak and a synapse cancel, from the sum of their currents."""
    V = sympy.symbols("V")
    return sympy.solve(leak * (rest - V) + conductance * (reversal - V), V)[0]


QUOTED = {
    "11.9 pA below zero that the ungated formula gives at 8 ms": lambda: (
        20 * (8 - 10) / 5 * exp(-(8 - 10) / 5)
    ),
    "23.3 mV below zero with two synapses": lambda: potential(20),
    "11.7 mV that the second synapse brings": lambda: potential(20) - potential(10),
    "17.5 mV below zero with three synapses": lambda: potential(30),
    "46.7 mV above rest with two synapses": lambda: potential(20) + 70,
    "7.36 pA at the peak": lambda: 20 / e,
    "0.264 of the charge before the peak": lambda: charge(15) / 100,
    "98.62 fC by rectangles of 2 ms": lambda: left_sum(20, 5, 10, 2, 30),
    "0.05 fC after 60 ms": lambda: 100 - charge(60),
    "0.368 pA, the un-normalised peak": lambda: 1 / e,
    "2.71828 fC with the factor t": lambda: 1**2 * exp(1 / 1),
    "2.718 pA below zero without the gate": lambda: (0 - 1) * exp(-(0 - 1)),
    "0.997877 fC by rectangles": lambda: left_sum(1, 1, 1, 0.1, 100),
    "0.998766 fC exactly at 10 ms": lambda: charge(10, 1, 1, 1),
}
