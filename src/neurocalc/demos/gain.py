"""A neuron's transfer function, and its slope, the gain."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number, Seed

__all__ = ["Gain"]


class Gain(Demo):
    """The firing rate with a secant at one current, and the gain at every current.

    Examples
    --------
    >>> Gain(theta=2.0, sigma=0.02)
    Gain(a=1.2, theta=2.0, I_mean=3.0, sigma=0.02, seed=1)
    """

    name = "gain"
    title = "Transfer function and gain"

    a = Number(1.2, 0.5, 2.0, "Gain parameter", step=0.02, symbol="a", unit="/nA")
    theta = Number(2.8, 1.2, 4.0, "Threshold", step=0.1, symbol="θ", unit="nA")
    I_mean = Number(3.0, 0.5, 8.0, "Current", step=0.1, symbol="I", unit="nA")
    sigma = Number(0.0, 0.0, 0.1, "Noise in the rate", step=0.01, symbol="σ")
    seed = Seed(1, "New sample")
