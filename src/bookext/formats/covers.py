"""The cover: a neuron's rate, the slope at one current, the area up to it, and the spikes."""

import numpy as np

from neurocalc.neuron import firing_rate
from neurocalc.palette import PALETTES

_WIDTH, _HEIGHT = 1600, 2560  # pixels: the size that shops and shelves ask for
_GROUND = 0.21  # where a rate of zero stands, in widths of the sheet
_SPIKES = 60


def draw_cover(path, title, edition, author):
    """Draw the cover as a raster image, since some shelves show nothing else.

    Parameters
    ----------
    path : Path
        Where to write it, as PNG.
    title : str
        Title and subtitle, with a colon between them.
    edition, author : str
        What stands at the foot.
    """
    import matplotlib
    from matplotlib.figure import Figure

    palette = PALETTES["dark"]
    with matplotlib.rc_context({"font.family": "STIXGeneral"}):
        figure = Figure(figsize=(_WIDTH / 100, _HEIGHT / 100), dpi=100)
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, _HEIGHT / _WIDTH))
        sheet.axis("off")
        _draw_curve(sheet, palette)
        _write_title(sheet, palette, *title.partition(": ")[::2])
        small = {"fontsize": 30, "color": palette.muted, "va": "baseline"}
        sheet.text(0.08, 0.06, author, **small)
        sheet.text(0.92, 0.06, edition, ha="right", **small)
        figure.savefig(path, facecolor=palette.paper, metadata={"Software": None})


def draw_emblem(path):
    """Draw the picture of the cover alone, in colours for white paper, as PDF."""
    from matplotlib.figure import Figure

    bottom, top = 0.12, 0.9  # of the sheet
    figure = Figure(figsize=(_WIDTH / 100, _WIDTH / 100 * (top - bottom)))
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(bottom, top))
    sheet.axis("off")
    _draw_curve(sheet, PALETTES["light"])
    figure.savefig(path, format="pdf", metadata={"CreationDate": None, "Producer": None})


def _draw_curve(sheet, palette):
    """Draw the rate with its tangent, its area in bars, and spikes as dense as it is high."""
    current = np.linspace(0, 6.6, 1321)  # nA
    x = np.linspace(0, 1, current.size)
    rate = 0.62 * firing_rate(current, a=1.2, theta=2.8)
    at = np.searchsorted(x, 0.6)
    edges = np.linspace(0, x[at], 13)
    middles = (edges[1:] + edges[:-1]) / 2
    sheet.bar(
        middles,
        np.interp(middles, x, rate),
        width=np.diff(edges),
        bottom=_GROUND,
        color=palette.integral,
        alpha=0.3,
        edgecolor=palette.paper,
        linewidth=4,
    )
    tangent = rate[at] + np.gradient(rate, x)[at] * (x - x[at])
    near = tangent > 0.01
    sheet.plot(x[near], _GROUND + tangent[near], color=palette.derivative, lw=7, ls=(0, (5, 2.2)))
    sheet.plot(x, _GROUND + rate, color=palette.function, lw=14)
    sheet.plot(x[at], _GROUND + rate[at], "o", ms=38, mec=palette.paper, mew=8, c=palette.accent)
    fired = np.cumsum(rate + 0.015)
    spikes = np.interp(np.arange(1, _SPIKES) / _SPIKES, fired / fired[-1], x)
    sheet.vlines(spikes, _GROUND - 0.075, _GROUND - 0.025, color=palette.ink, linewidth=4)


def _write_title(sheet, palette, title, subtitle):
    """Write the title, a line for each long word, and the subtitle below."""
    first, *rest = title.rsplit(" ", 1)
    sheet.text(0.075, 1.4, first, fontsize=122, color=palette.ink, weight="bold")
    sheet.text(0.075, 1.265, " ".join(rest), fontsize=122, color=palette.ink, weight="bold")
    sheet.text(0.08, 1.17, subtitle, fontsize=58, color=palette.muted, style="italic")
