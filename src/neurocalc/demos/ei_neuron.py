"""A neuron with an excitatory and an inhibitory input: its rate and its two gains."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number, Switch, View

__all__ = ["EINeuron"]


class EINeuron(Demo):
    """The rate over both inputs, its partial derivatives, and slices through one point.

    Examples
    --------
    >>> EINeuron(E=2.4, I_inh=4.0).theta_E
    2.4
    """

    name = "ei-neuron"
    title = "The excitatory-inhibitory neuron"

    E = Number(5.0, 1.0, 9.9, "Excitation", step=0.1, symbol="E", unit="nA")
    I_inh = Number(2.0, 0.0, 6.9, "Inhibition", step=0.1, symbol="I_inh", unit="nA")
    a_E = Number(1.2, 0.4, 3.0, "Gain parameter", step=0.1, symbol="a_E", unit="per nA")
    theta_E = Number(2.4, 1.2, 8.0, "Threshold", step=0.1, symbol="θ_E", unit="nA")
    a_I = Number(1.0, 0.4, 3.0, "Gain parameter", step=0.1, symbol="a_I", unit="per nA")
    theta_I = Number(4.0, 1.0, 6.5, "Threshold", step=0.1, symbol="θ_I", unit="nA")
    rectified = Switch(False, "Rectify: no rate below 0")
    view = View()
