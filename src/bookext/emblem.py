"""The book's sign: a synaptic current, its slope at one moment, the area up to it.

The tangent touches where the current falls most steeply, two time constants after the spike. Logo,
icons, covers and the pictures that other sites show are all this drawing.
"""

import numpy as np

from neurocalc.palette import PALETTES
from neurocalc.synapse import synaptic_current

_SPIKE, _TAU, _END = 0.8, 1.0, 6.6  # ms
_CONTACT = _SPIKE + 2 * _TAU
_REACH = (-1.3, 1.85)  # ms, of the tangent from there


def current(t):
    """Return the synaptic current in units of its peak, at times in ms."""
    return synaptic_current(t, J=np.e * _TAU, tau_s=_TAU, t_sp=_SPIKE)


def _slope(t):
    """Return the slope of x e^(1-x), with x = (t - spike) / tau."""
    x = (t - _SPIKE) / _TAU
    return (1 - x) * np.exp(1 - x) / _TAU


def moment(part):
    """Return a time in ms: as much of the current's time has passed as of the book, from 0 to 1."""
    return _SPIKE + 0.25 + part * (_END - _SPIKE - 0.6)


def shapes(points=60, contact=_CONTACT):
    """Return curve, area and tangent as points (t, current), and the point of contact.

    Parameters
    ----------
    points : int, default 60
        Of the curve.
    contact : float
        When the tangent touches, in ms.

    Returns
    -------
    dict of str to ndarray
        Each of shape (n, 2), the contact of shape (2,).
    """
    t = np.unique(np.r_[np.linspace(0, _END, points), _SPIKE, contact])
    curve = np.c_[t, current(t)]
    before = curve[(t >= _SPIKE) & (t <= contact)]
    area = np.r_[before, [[contact, 0]]]
    place = np.array([contact, current(contact)])
    slope = _slope(contact)
    ends = np.array(_REACH) / np.hypot(1, 2 * slope) * np.hypot(1, 2 * _slope(_CONTACT))
    return {
        "curve": curve,
        "area": area,
        "tangent": place + np.c_[ends, slope * ends],
        "contact": place,
    }


def icon():
    """Return the sign on a ground of its own, as a square SVG that can be read at 16 pixels."""
    light = PALETTES["light"]
    dark = PALETTES["dark"]
    placed = {name: 64 * _in_square(points) for name, points in shapes(40).items()}
    x, y = placed["contact"]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="13" fill="{light.function}"/>'
        f'<path d="{_path(placed["area"])}Z" fill="{dark.integral}" opacity=".75"/>'
        f'<path d="{_path(placed["tangent"])}" stroke="{dark.derivative}" stroke-width="3.6"'
        ' stroke-linecap="round"/>'
        f'<path d="{_path(placed["curve"])}" fill="none" stroke="#fff" stroke-width="4.6"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5.4" fill="{dark.derivative}"'
        f' stroke="{light.function}" stroke-width="2.2"/>'
        "</svg>\n"
    )


def _in_square(points):
    """Place times and currents in the unit square, y downwards."""
    return np.array([0.1, 0.8]) + points * np.array([0.81 / _END, -0.5])


def _path(points):
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)


def draw(axes, palette, box, *, width=1.0, contact=_CONTACT):
    """Draw the sign on axes of Matplotlib.

    Parameters
    ----------
    axes : Axes
        In any units.
    palette : neurocalc.palette.Palette
        Its colours.
    box : tuple of float
        Left, bottom, right and top, which time and peak of the current fill.
    width : float, default 1
        Of its lines, in units of a curve of 5 points.
    contact : float
        When the tangent touches, in ms.
    """
    left, bottom, right, top = box
    scale = np.array([(right - left) / _END, top - bottom])
    placed = {
        name: [left, bottom] + points * scale for name, points in shapes(400, contact).items()
    }
    axes.fill(*placed["area"].T, color=palette.integral, alpha=0.3, linewidth=0)
    dashes = {"linestyle": (0, (4.5, 1.6)), "linewidth": 3.4 * width}
    axes.plot(*placed["tangent"].T, color=palette.derivative, **dashes)
    axes.plot(*placed["curve"].T, color=palette.function, linewidth=5 * width)
    spot = {"markersize": 15 * width, "markeredgewidth": 3 * width}
    axes.plot(*placed["contact"], "o", color=palette.accent, markeredgecolor=palette.paper, **spot)


def draw_icon(file, pixels):
    """Draw the icon as PNG, on a ground to its corners: a telephone rounds them itself."""
    from matplotlib.figure import Figure

    light, dark = PALETTES["light"], PALETTES["dark"]
    figure = Figure(figsize=(1, 1), dpi=pixels)
    axes = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(1, 0))
    axes.axis("off")
    placed = {name: _in_square(points) for name, points in shapes().items()}
    unit = 72 / 64  # points in an inch, which is as wide as 64 units of the SVG
    axes.fill(*placed["area"].T, color=dark.integral, alpha=0.75, linewidth=0)
    round_ = {"solid_capstyle": "round"}
    axes.plot(*placed["tangent"].T, color=dark.derivative, lw=3.6 * unit, **round_)
    axes.plot(*placed["curve"].T, color="white", lw=4.6 * unit, **round_)
    spot = {"ms": 10.8 * unit, "mec": light.function, "mew": 2.2 * unit}
    axes.plot(*placed["contact"], "o", color=dark.derivative, **spot)
    figure.savefig(file, facecolor=light.function, metadata={"Software": None})
