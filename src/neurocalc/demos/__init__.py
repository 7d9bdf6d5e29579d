"""The demos of the book, alive in a page and in a notebook, and a picture in print.

Examples
--------
>>> from neurocalc.demos import RiemannSums
>>> demo = RiemannSums(rule="midpoint")
>>> demo.dt
1.0
>>> demo.dt = 5.0
Traceback (most recent call last):
...
ValueError: dt must lie between 0.1 and 1, but it is 5
"""

from neurocalc.demos.base import MIME, Demo, Still
from neurocalc.demos.charge_transfer import ChargeTransfer
from neurocalc.demos.ei_neuron import EINeuron
from neurocalc.demos.filters import Filters
from neurocalc.demos.finite_differences import FiniteDifferences
from neurocalc.demos.gain import Gain
from neurocalc.demos.partial_derivatives import PartialDerivatives
from neurocalc.demos.riemann_sums import RiemannSums
from neurocalc.demos.slopes_and_areas import SlopesAndAreas

__all__ = [
    "ALL",
    "MIME",
    "ChargeTransfer",
    "Demo",
    "EINeuron",
    "Filters",
    "FiniteDifferences",
    "Gain",
    "PartialDerivatives",
    "RiemannSums",
    "SlopesAndAreas",
    "Still",
]

#: Every demo, in the order of the chapters.
ALL = (
    SlopesAndAreas,
    FiniteDifferences,
    Gain,
    PartialDerivatives,
    RiemannSums,
    ChargeTransfer,
    Filters,
    EINeuron,
)
