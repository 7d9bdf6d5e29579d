"""The current that spikes bring across a synapse, and the charge that it carries."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number, Times

__all__ = ["ChargeTransfer"]


class ChargeTransfer(Demo):
    """Currents of one to six spikes, over rectangles, and the charge so far, exact and summed.

    Examples
    --------
    >>> ChargeTransfer(spikes=[16.0, 10.0])
    ChargeTransfer(spikes=[10.0, 16.0], J=20.0, tau_s=5.0, dt=2.0)
    """

    name = "charge-transfer"
    title = "Charge transfer"

    spikes = Times((10.0,), 0.0, 60.0, "Spikes", step=0.5, most=6, unit="ms", control=False)
    J = Number(20.0, -25.0, 25.0, "Amplitude", step=1.0, symbol="J", unit="pA")
    tau_s = Number(5.0, 1.0, 15.0, "Synaptic time constant", step=0.5, symbol="τₛ", unit="ms")
    dt = Number(2.0, 0.5, 6.0, "Width of the rectangles", step=0.1, symbol="Δt", unit="ms")
