"""Matplotlib's backend in the page: figures are drawn by Agg and shown by the page."""

from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas

from inpage.figures import show
from neurocalc.picture import bring_letters

__all__ = ["FigureCanvas", "show"]

bring_letters()
