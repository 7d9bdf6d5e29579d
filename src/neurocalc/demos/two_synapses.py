"""A neuron's rate over excitation and inhibition, as a map."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["TwoSynapses"]


class TwoSynapses(Demo):
    """The rate at one excitation and one inhibition, and where else it is the same.

    Examples
    --------
    >>> TwoSynapses(I_inh=3.0)
    TwoSynapses(E=3.0, I_inh=3.0)
    """

    name = "two-synapses"
    title = "Excitation against inhibition"

    E = Number(3.0, 1.0, 9.9, "Excitation", step=0.1, symbol="E", unit="nA")
    I_inh = Number(1.0, 0.0, 6.9, "Inhibition", step=0.1, symbol="I_inh", unit="nA")
