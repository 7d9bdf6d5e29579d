"""A neuron's rate against its current: where it is most sensitive."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["Sensitivity"]


class Sensitivity(Demo):
    """The firing rate of a neuron in spikes/s, and what each further nanoampere adds.

    Examples
    --------
    >>> Sensitivity(I=3.0)
    Sensitivity(I=3.0)
    """

    name = "sensitivity"
    title = "How sensitive a neuron is"

    I = Number(0.8, 0.0, 6.0, "Current", step=0.1, symbol="I", unit="nA")  # noqa: E741
