"""A speedometer and a trip counter: a slope and an area of the same journey."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Choice, Number

__all__ = ["Speedometer"]


class Speedometer(Demo):
    """Speed and distance of a car between red lights, or rate and spikes of a neuron.

    Examples
    --------
    >>> Speedometer(watch="neuron")
    Speedometer(t=6.0, watch='neuron')
    """

    name = "speedometer"
    title = "Speedometer and trip counter"

    t = Number(6.0, 0.0, 30.0, "Time", step=0.1, symbol="t", unit="s")
    watch = Choice(
        "car",
        {"car": "a car: speed and distance", "neuron": "a neuron: rate and spikes"},
        "Watch",
    )
