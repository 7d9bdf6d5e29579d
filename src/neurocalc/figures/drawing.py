"""How figures draw a function of two variables: its surface, its map, and what lies on them."""

import numpy as np

__all__ = ["arrow", "draw_map", "draw_surface", "outlined", "solid_and_flat", "spot"]


def solid_and_flat(canvas, panels):
    """Make flat axes of every second of these three-dimensional ones, for a map beside a surface.

    Parameters
    ----------
    canvas : neurocalc.picture.Canvas
        Where they are.
    panels : list of Axes
        Three-dimensional axes.

    Returns
    -------
    list of Axes
        In the same places: solid, flat, solid, flat ...
    """
    mixed = list(panels)
    for k in range(1, len(mixed), 2):
        place = mixed[k].get_subplotspec()
        mixed[k].remove()
        mixed[k] = canvas.figure.add_subplot(place)
    return mixed


def draw_surface(canvas, axes, x, y, height, labels, azimuth=-65):
    """Draw a surface as a small image with a few lines of its mesh.

    Parameters
    ----------
    canvas : neurocalc.picture.Canvas
        For its colours.
    axes : Axes
        Three-dimensional.
    x, y : ndarray, shape (n,) and (m,)
        The grid.
    height : ndarray, shape (n, m)
        What to draw; rows belong to `x`.
    labels : sequence of str
        Of the two horizontal axes.
    azimuth : float, default -65
        Degrees from which side to look.
    """
    X, Y = np.meshgrid(x, y, indexing="ij")
    axes.plot_surface(
        X, Y, height, cmap="viridis", rcount=50, ccount=50, linewidth=0, antialiased=False,
        rasterized=True,
    )  # fmt: skip
    axes.plot_wireframe(
        X, Y, height, rcount=9, ccount=9, color="black", linewidth=0.4, alpha=0.6, rasterized=True
    )
    for axis in (axes.xaxis, axes.yaxis, axes.zaxis):
        axis.set_pane_color(canvas.colour("wash"))
        axis.set_major_locator(_few_ticks(4))
    axes.tick_params(labelsize=7.5, pad=-2)
    axes.tick_params(axis="z", pad=2)
    axes.set_xlabel(labels[0], labelpad=-6)
    axes.set_ylabel(labels[1], labelpad=-6)
    axes.view_init(elev=28, azim=azimuth)
    axes.set_box_aspect((1, 1, 0.75), zoom=1.0)


def draw_map(canvas, axes, x, y, height, name=None, *, labels=True):
    """Draw a function of two variables from above: colours, contour lines and a colour bar.

    Parameters
    ----------
    canvas : neurocalc.picture.Canvas
        For its colours.
    axes : Axes
        Flat.
    x, y : ndarray, shape (n,) and (m,)
        The even grid, of the horizontal and of the vertical axis.
    height : ndarray, shape (n, m)
        What to draw; rows belong to `x`.
    name : str, optional
        What the colours mean, with a unit.
    labels : bool, default True
        Write its height on each contour line.
    """
    half_x, half_y = (x[1] - x[0]) / 2, (y[1] - y[0]) / 2
    # One pixel lies around each point of the grid, and the colours blend from point to point.
    shades = axes.imshow(
        height.T,
        cmap="viridis",
        origin="lower",
        aspect="auto",
        interpolation="bilinear",
        extent=(x[0] - half_x, x[-1] + half_x, y[0] - half_y, y[-1] + half_y),
    )
    levels = _few_ticks(7 if labels else 5).tick_values(np.nanmin(height), np.nanmax(height))
    # White on the dark half of the colours, black on the light half.
    colours = ["white" if shades.norm(level) < 0.6 else "black" for level in levels]
    lines = axes.contour(x, y, height.T, levels=levels, linewidths=0.8, colors=colours)
    if labels:
        axes.clabel(lines, fontsize=7, fmt="%g", colors=colours)
    axes.grid(visible=False)
    axes.set_box_aspect(1)
    axes.set(xlim=(x[0], x[-1]), ylim=(y[0], y[-1]))
    axes.xaxis.set_major_locator(_few_ticks(5))
    axes.yaxis.set_major_locator(_few_ticks(5))
    beside = axes.inset_axes([1.04, 0, 0.05, 1])  # as tall as the map, whatever the layout does
    bar = canvas.figure.colorbar(shades, cax=beside)
    beside.set_title(name or "", loc="center", fontsize=8.5, fontweight="normal")
    bar.ax.tick_params(labelsize=7.5)
    bar.outline.set_visible(False)


def spot(canvas):
    """Return the plot options of the point that a picture is about."""
    return canvas.mark("accent", markersize=8, markeredgecolor="white")


def outlined(canvas):
    """Return the plot options of a line that shows on light and on dark colours."""
    from matplotlib.patheffects import withStroke

    return {
        "color": "white",
        "linewidth": 1.6,
        "path_effects": [withStroke(linewidth=3, foreground="black")],
    }


def arrow(axes, tail, head):
    """Draw an arrow that shows on light and on dark colours."""
    style = {"arrowstyle": "simple,head_width=0.9,head_length=0.9,tail_width=0.3"}
    axes.annotate("", head, tail, arrowprops=style | {"facecolor": "white", "edgecolor": "black"})


def _few_ticks(most):
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(most, steps=[1, 2, 5, 10])
