"""Numbers quoted by transfer-function.md."""

import numpy as np

from neurocalc.differences import midpoint_difference
from neurocalc.neuron import firing_rate, gain, highest_rate

CURRENTS = np.arange(0, 8.05, 0.1)

GIVEN = {"0.01", "0.1", "0.02", "0.5", "0.8", "1.2", "2.8"}


def highest_measured_slope():
    return midpoint_difference(firing_rate(CURRENTS, 1.2, 2.8), CURRENTS).values.max()


def error_of_noisy_slopes():
    noise = 0.02 * np.random.default_rng(1).standard_normal(CURRENTS.size)
    return (np.diff(noise) / 0.1).std()


QUOTED = {
    "0.3 highest gain a/4": lambda: 1.2 / 4,
    "0.2957 gain at 3 nA": lambda: gain(3.0, a=1.2, theta=2.8),
    "0.296 slope on the left and height on the right at 3 nA": lambda: gain(3.0, a=1.2, theta=2.8),
    "0.2996 highest measured slope": highest_measured_slope,
    "0.2999 secant centred on the threshold": lambda: np.tanh(1.2 * 0.1 / 4) / 0.1,
    "0.0336 the first term at no current": lambda: 1 / (1 + np.exp(1.2 * 2.8)),
    "0.0012 the slip's rate at no current": lambda: 1 / (1 + np.exp(3.36)) - np.exp(-3.36),
    "0.24 error of the noisy slopes": error_of_noisy_slopes,
    "0.28 standard deviation of the error": lambda: np.sqrt(2) * 0.02 / 0.1,
    "0.646 ceiling of a shallow neuron": lambda: highest_rate(0.5, 1.2),
    "0.9997 ceiling of a steep neuron": lambda: highest_rate(2, 4),
    "0.005 rise for 0.01 nA": lambda: 2 / 4 * 0.01,
    "0.0025 rise with a = 1": lambda: 1 / 4 * 0.01,
}
