"""Numbers quoted by filters.md."""

from math import cos, pi, sin, sqrt

GIVEN = {"0.25", "0.01", "0.5", "0.2"}

OMEGA = 2 * pi * 0.25 * 0.01
WAVE = 1 / sqrt(2)  # root mean square of half a cycle
NOISE = 0.5 / sqrt(12)  # standard deviation of the uniform distribution


def spread(seconds, h=0.01):
    """Return the standard deviation of the sum of so many independent steps."""
    return sqrt(seconds / h) * h * NOISE


QUOTED = {
    "0.637 mV s, amplitude of the integral": lambda: 1 / (2 * pi * 0.25),
    "0.020 mV s of random walk after 2 s": lambda: spread(2),
    "0.065 mV s after 20 s": lambda: spread(20),
    "0.204 mV s after 200 s": lambda: spread(200),
    "0.7071 mV": lambda: WAVE,
    "0.1443 mV": lambda: NOISE,
    "4.90 before any filter": lambda: WAVE / NOISE,
    "0.0111 mV left of the wave": lambda: WAVE * 2 * sin(OMEGA / 2),
    "0.2041 mV of noise after the difference": lambda: NOISE * sqrt(2),
    "0.054 after the difference": lambda: WAVE * 2 * sin(OMEGA / 2) / (NOISE * sqrt(2)),
    "0.1021 mV of noise after the average": lambda: NOISE / sqrt(2),
    "6.93 after the average": lambda: WAVE * cos(OMEGA / 2) / (NOISE / sqrt(2)),
    "1.2732 mV s": lambda: 4 / pi,
    "0.6 mV s from the offset": lambda: 0.01 * 60,
    "0.005 s late": lambda: 0.01 / 2,
}
