"""Figures of a reader's code: in the page's colours, for light and dark, and in words."""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

from neurocalc.palette import CURVES, PALETTES
from neurocalc.picture import settings

_show = None


def prepare(show):
    """Let figures come to the page, in its colours, whenever Matplotlib is imported.

    Parameters
    ----------
    show : callable
        What ``plt.show()`` calls, without arguments.
    """
    global _show
    _show = show
    folder = Path(tempfile.gettempdir())
    # In this file a # begins a comment; Matplotlib takes colours without it.
    colours = [getattr(PALETTES["light"], role).lstrip("#") for role in CURVES]
    rows = settings("light") | {
        "axes.prop_cycle": f"cycler('color', {colours})",
        "figure.figsize": "6.4, 3.6",
        "figure.constrained_layout.use": True,
    }
    lines = [f"{key}: {_written(value)}" for key, value in rows.items()]
    (folder / "matplotlibrc").write_text("\n".join(lines), encoding="utf-8")
    os.environ["MATPLOTLIBRC"] = str(folder)
    os.environ["MPLBACKEND"] = "module://inpage.backend"


def _written(value):
    """Write a setting as Matplotlib's file of settings has it."""
    return ", ".join(value) if isinstance(value, list) else str(value).lstrip("#")


def show(*arguments, **named_arguments):
    """Send all figures now: ``plt.show()`` calls it, through `backend`."""
    _show()


def is_figure(value):
    """Whether a value is a figure of Matplotlib."""
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and isinstance(value, figure.Figure)


def open_figures():
    """Return the figures that pyplot holds, in the order of their numbers."""
    plt = sys.modules.get("matplotlib.pyplot")
    return [plt.figure(number) for number in plt.get_fignums()] if plt else []


def close_figures():
    """Close the figures that pyplot holds."""
    if plt := sys.modules.get("matplotlib.pyplot"):
        plt.close("all")


def taken(figure):
    """Close a figure; return its drawings, light and dark, with a description in words."""
    import matplotlib.pyplot as plt

    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
    light = text.getvalue()
    drawings = {"light": light, "dark": _darkened(light)}
    return {"description": in_words(figure), "drawings": drawings}


def _darkened(svg):
    """Give a drawing in the light page's colours those of the dark page."""
    light, dark = (PALETTES[theme]._asdict() for theme in ("light", "dark"))
    swapped = {light[role].lower(): dark[role] for role in reversed(light)}
    swapped["#000000"] = dark["ink"]
    return re.sub(r"#[0-9a-f]{6}\b", lambda m: swapped.get(m[0].lower(), m[0]), svg, flags=re.I)


def in_words(figure):
    """Say what a figure shows: for each panel its title, axes, ranges and lines."""
    panels = [_panel_in_words(axes) for axes in figure.axes if axes.get_visible()]
    title = figure.get_suptitle()
    return " ".join([f"{title}." if title else "Figure.", *panels])


def _panel_in_words(axes):
    title = axes.get_title() or axes.get_title("left") or axes.get_title("right")
    ranges = []
    for letter, label, (low, high), scale in (
        ("x", axes.get_xlabel(), axes.get_xlim(), axes.get_xscale()),
        ("y", axes.get_ylabel(), axes.get_ylim(), axes.get_yscale()),
    ):
        logarithmic = " (logarithmic)" if scale == "log" else ""
        ranges.append(f"{label or letter} from {low:.4g} to {high:.4g}{logarithmic}")
    lines = [line.get_label() for line in axes.get_lines()]
    named = [label for label in lines if not label.startswith("_")]
    count = f"{len(lines)} line{'s' if len(lines) != 1 else ''}" if lines else ""
    parts = [*ranges, count + (f": {', '.join(named)}" if named else "")]
    return f"{title + ': ' if title else ''}{'; '.join(part for part in parts if part)}."
