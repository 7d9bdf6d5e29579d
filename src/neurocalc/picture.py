"""Pictures that are drawn once and shown four ways: light and dark, wide and narrow.

A drawing function receives a `Canvas`, draws with roles instead of colours, and returns the
sentence that tells what the picture shows. `picture` turns it into a function of its parameters
alone, whose result shows itself in a page, in a notebook and in print.
"""

import functools
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

from neurocalc.palette import PALETTES

__all__ = ["MIME", "Canvas", "Picture", "bring_letters", "on_paper", "picture", "settings"]

#: The type under which a page finds all four drawings and the description.
MIME = "application/vnd.neurocalc.picture+json"

#: The letters of the book, cut for Matplotlib by ``tools/fonts.py``.
FONTS = Path(__file__).parent / "fonts"
#: The families that Matplotlib takes letters from; signs are in the last two.
FAMILIES = ["Literata", "STIXGeneral", "DejaVu Sans"]

_LINES = {
    "function": "-",
    "derivative": (0, (6, 2)),
    "integral": (0, (7, 2, 1.5, 2)),
    "accent": (0, (1.5, 1.5)),
    "muted": "-",
}


class Canvas:
    """A figure in one theme and one width, and the roles that a drawing may use on it.

    Parameters
    ----------
    theme : {"light", "dark"}
        Whose palette to draw with.
    narrow : bool
        True stacks the panels for a phone.
    """

    def __init__(self, theme="light", narrow=False):
        self.theme = theme
        self.narrow = narrow
        self.palette = PALETTES[theme]
        self.figure = None

    def panels(self, columns=1, *, rows=1, height=2.6, projection=None):
        """Start the figure and return its axes, in reading order.

        Parameters
        ----------
        columns, rows : int, default 1
            Panels in a wide picture; a narrow one stacks them all.
        height : float, default 2.6
            Height of one panel, in inches.
        projection : {None, "3d"}
            Kind of axes.

        Returns
        -------
        Axes or list of Axes
            One, or as many as there are panels.
        """
        from matplotlib.figure import Figure

        if self.narrow:
            rows, columns = rows * columns, 1
        width = 3.5 if self.narrow else 7.2
        self.figure = Figure(figsize=(width, height * rows + 0.1), layout="constrained")
        axes = self.figure.subplots(
            rows,
            columns,
            squeeze=False,
            subplot_kw={"projection": projection},
        ).ravel()
        return axes[0] if axes.size == 1 else list(axes)

    def colour(self, role):
        """Return the colour of a role in this theme."""
        return getattr(self.palette, role)

    def line(self, role, **changes):
        """Return the plot options of a role: its colour and its own dash."""
        return {"color": self.colour(role), "linestyle": _LINES[role]} | changes

    def mark(self, role, **changes):
        """Return the plot options of points in a role's colour, without a line."""
        return {"color": self.colour(role), "linestyle": "none", "marker": "o"} | changes

    def area(self, role, **changes):
        """Return the fill options of a role."""
        return {"facecolor": self.colour(role), "alpha": 0.25, "linewidth": 0} | changes

    def note(self, axes, text, at, role="ink", **changes):
        """Write `text` at a point of the axes, in a role's colour."""
        options = {"color": self.colour(role), "ha": "left", "va": "center"}
        axes.annotate(text, at, **(options | changes))


@dataclass(frozen=True)
class Picture:
    """A drawing with its parameters, ready to be shown anywhere.

    Parameters
    ----------
    draw : callable
        ``draw(canvas, **parameters)``; returns the description.
    parameters : dict
        What it is drawn for.
    """

    draw: callable
    parameters: dict = field(default_factory=dict)

    def figure(self, theme="light", narrow=False):
        """Draw, and return the Matplotlib figure and its description.

        Parameters
        ----------
        theme : {"light", "dark"}, default "light"
            Whose palette to draw with.
        narrow : bool, default False
            True stacks the panels for a phone.

        Returns
        -------
        tuple of (Figure, str)
            The Matplotlib figure, and what it shows in words.
        """
        import matplotlib

        bring_letters()
        canvas = Canvas(theme, narrow)
        with matplotlib.rc_context(settings(theme)):
            description = self.draw(canvas, **self.parameters)
        return canvas.figure, description

    def svg(self, theme="light", narrow=False):
        """Draw on no background, and return the picture as SVG text and its description."""
        import matplotlib

        figure, description = self.figure(theme, narrow)
        text = io.StringIO()
        with matplotlib.rc_context(settings(theme)):
            bare = {"format": "svg", "transparent": True}
            figure.savefig(text, metadata={"Date": None, "Creator": None}, **bare)
        return text.getvalue(), description

    def _repr_mimebundle_(self, include=None, exclude=None):
        drawings = {}
        for theme in PALETTES:
            for width in ("wide", "narrow"):
                drawings[f"{theme}-{width}"], description = self.svg(theme, width == "narrow")
        return {
            MIME: {"description": description, "drawings": drawings},
            "image/svg+xml": on_paper(drawings["light-wide"]),
            "text/plain": description,
        }


def picture(draw):
    """Turn ``draw(canvas, **parameters)`` into a function of its parameters.

    Parameters
    ----------
    draw : callable
        Draws on the canvas and returns the description.

    Returns
    -------
    callable
        ``(**parameters) -> Picture``. The picture is drawn when it is shown.
    """

    @functools.wraps(draw)
    def drawn(**parameters):
        return Picture(draw, parameters)

    return drawn


def on_paper(svg):
    """Lay light paper under a drawing, which may be shown on ground of any colour.

    Parameters
    ----------
    svg : str
        A drawing for light pages.

    Returns
    -------
    str
        The same drawing with a background.
    """
    paper = f'<rect width="100%" height="100%" fill="{PALETTES["light"].paper}"/>'
    return re.sub(r"<svg[^>]*>", lambda start: start[0] + paper, svg, count=1)


def bring_letters():
    """Let Matplotlib know the letters of the book; it finds those of the system alone."""
    from matplotlib.font_manager import fontManager

    known = {font.fname for font in fontManager.ttflist}
    for file in sorted(FONTS.glob("*.ttf")):
        if str(file) not in known:
            fontManager.addfont(file)


def settings(theme):
    """Return Matplotlib's settings for a theme: quiet axes, the same bytes at every run.

    Parameters
    ----------
    theme : {"light", "dark"}
        Whose palette to draw with.

    Returns
    -------
    dict
        Names and values for ``matplotlib.rcParams``.
    """
    palette = PALETTES[theme]
    return {
        "figure.facecolor": palette.paper,
        "savefig.facecolor": palette.paper,
        "axes.facecolor": palette.paper,
        "axes.edgecolor": palette.muted,
        "axes.labelcolor": palette.ink,
        "axes.titlecolor": palette.ink,
        "axes.titlesize": 9.5,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.labelsize": 9,
        "axes.grid": True,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.xmargin": 0.02,
        "grid.color": palette.rule,
        "grid.linewidth": 0.6,
        "text.color": palette.ink,
        "xtick.color": palette.muted,
        "ytick.color": palette.muted,
        "xtick.labelsize": 8.5,
        "ytick.labelsize": 8.5,
        "font.size": 9,
        "font.family": FAMILIES,
        "mathtext.fontset": "custom",
        "mathtext.rm": "Literata",
        "mathtext.sf": "Literata",
        "mathtext.it": "Literata:italic",
        "mathtext.cal": "Literata:italic",
        "mathtext.bf": "Literata:bold",
        "mathtext.bfit": "Literata:bold",
        "mathtext.tt": "DejaVu Sans Mono",
        "mathtext.fallback": "stix",
        "lines.linewidth": 1.8,
        "lines.markersize": 5,
        "legend.frameon": False,
        "legend.fontsize": 8.5,
        "svg.hashsalt": "neurocalc",
        "svg.fonttype": "path",
    }
