"""A noisy signal, what a filter makes of it, and the filter's gain at every frequency."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Choice, Number, Seed, Switch
from neurocalc.figures import filters

__all__ = ["Filters"]


class Filters(Demo):
    """Two seconds of a sine in noise, before and after one of five filters.

    Examples
    --------
    >>> demo = Filters(filter="average", frequency=5.0)
    >>> demo.k, demo.tau, demo.seed
    (10.0, 0.1, 155)
    """

    name = "filters"
    title = "Filters"

    filter = Choice("difference", {name: name for name in filters.FILTERS}, "Filter")
    frequency = Number(0.25, 0.25, 25.0, "Frequency of the wave", step=0.05, unit="Hz")
    noise = Number(0.5, 0.0, 1.0, "Noise, up to", step=0.05, unit="mV")
    k = Number(10.0, 2.0, 40.0, "Samples averaged", step=1.0, symbol="k")
    tau = Number(0.1, 0.02, 1.0, "Time constant of the leak", step=0.02, symbol="τ", unit="s")
    zoom = Switch(False, "Zoom in on 0.2 s")
    seed = Seed(155, "New noise")
