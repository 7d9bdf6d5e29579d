"""Matplotlib's backend in the page: figures are drawn by Agg and shown by the runner."""

from matplotlib.backends.backend_agg import FigureCanvasAgg as FigureCanvas
from runner import show

__all__ = ["FigureCanvas", "show"]
