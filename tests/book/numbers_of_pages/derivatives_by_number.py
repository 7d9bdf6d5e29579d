"""Numbers quoted by derivatives-by-number.md."""

import numpy as np

GIVEN = {"0.001", "0.01", "0.02", "0.05", "0.1", "0.11", "0.2", "0.49", "0.005"}


def largest_error(h, shift=0.0):
    """Return how far the slopes of a sampled sine are from the cosine, drawn `shift` later."""
    t = np.arange(0, 10 + h / 2, h)
    return np.abs(np.diff(np.sin(t)) / h - np.cos(t[:-1] + shift)).max()


def error_at_1(h):
    return (np.sin(1 + h) - np.sin(1.0)) / h - np.cos(1.0)


def epsilon():
    return np.nextafter(1.0, 2.0) - 1


QUOTED = {
    "0.0500 largest error of the first example": lambda: largest_error(0.1),
    "0.0707 step that halves the error at midpoints": lambda: np.sqrt(0.1**2 / 2),
    "0.0050 left ends, h = 0.01": lambda: largest_error(0.01),
    "0.0550 left ends, h = 0.11": lambda: largest_error(0.11),
    "0.0999 left ends, h = 0.2": lambda: largest_error(0.2),
    "0.243 left ends, h = 0.49": lambda: largest_error(0.49),
    "4.2e-6 midpoints, h = 0.01": lambda: largest_error(0.01, shift=0.005),
    "5.0e-4 midpoints, h = 0.11": lambda: largest_error(0.11, shift=0.055),
    "0.00167 midpoints, h = 0.2": lambda: largest_error(0.2, shift=0.1),
    "0.0100 midpoints, h = 0.49": lambda: largest_error(0.49, shift=0.245),
    "4e-7 error at t = 1 for h = 1e-6": lambda: error_at_1(1e-6),
    "3e-9 error at t = 1 for h = 1e-8": lambda: error_at_1(1e-8),
    "1e-6 error at t = 1 for h = 1e-11": lambda: error_at_1(1e-11),
    "0.015 error at t = 1 for h = 1e-15": lambda: error_at_1(1e-15),
    "0.54 error at t = 1 for h = 1e-16": lambda: error_at_1(1e-16),
    "2.2e-16 machine epsilon": epsilon,
    "1.2e-7 machine epsilon in single precision": lambda: np.finfo(np.float32).eps,
    "3e-4 best forward step in single precision": lambda: np.sqrt(np.finfo(np.float32).eps),
    "1.5e-8 best forward step": lambda: np.sqrt(epsilon()),
    "6e-6 best central step": lambda: np.cbrt(epsilon()),
}
