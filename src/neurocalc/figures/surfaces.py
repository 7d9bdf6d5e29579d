"""Pictures of functions of two variables: surfaces, maps, slices and gradients.

A formula is text, as a reader types it; SymPy takes its partial derivatives.
"""

import numpy as np

from neurocalc.formula import parse
from neurocalc.picture import picture

__all__ = [
    "FORMULA",
    "draw_map",
    "draw_surface",
    "draw_tables",
    "gradient_arrow",
    "maps",
    "mixed_or_not",
    "partial_derivatives",
    "plane_or_curved",
    "slices",
    "solid_and_flat",
    "spot",
    "surface_and_map",
    "uphill",
    "with_partials",
]

#: The function that most of the pictures show.
FORMULA = "x^2 + 2xy + y^2"

_NAMES = ("f", "∂f/∂x", "∂f/∂y")
_POINTS = 61  # in each direction: enough for a smooth map, few enough for a small file
_ROLES = ("function", "derivative", "integral")


@picture
def surface_and_map(canvas, *, formula=FORMULA, x=2.0, y=1.0, span=5.0):
    """One function twice: as a surface, and from above as a map with contour lines."""
    solid, flat = solid_and_flat(canvas, canvas.panels(2, height=2.8, projection="3d"))
    f = with_partials(formula)[0]
    side, height = _over(f, span)
    draw_surface(canvas, solid, side, side, height, ("x", "y"))
    draw_map(canvas, flat, side, side, height, "f")
    solid.plot(x, y, f(x, y), zorder=10, **spot(canvas))
    flat.plot(x, y, **spot(canvas))
    solid.set_title("f as a surface")
    flat.set(title="f as a map", xlabel="x", ylabel="y")
    return (
        f"Left: {formula} as a surface over x and y from {-span:g} to {span:g}, with heights "
        f"between {_range(height)}. Right: the same from above, higher values lighter, with "
        f"numbered contour lines. A dot marks the height {f(x, y):.3g} at x = {x:g}, y = {y:g}."
    )


@picture
def slices(canvas, *, formula=FORMULA, x=2.0, y=1.0, span=5.0):
    """The two slices through one point of a surface, each with its tangent."""
    flat, along_x, along_y = canvas.panels(3, height=2.4)
    f, by_x, by_y = with_partials(formula)
    side, height = _over(f, span)
    here, slope_x, slope_y = f(x, y), by_x(x, y), by_y(x, y)

    draw_map(canvas, flat, side, side, height)
    flat.plot([-span, span], [y, y], **_outlined(canvas))
    flat.plot([x, x], [-span, span], **_outlined(canvas))
    flat.plot(x, y, **spot(canvas))
    flat.set(title="Two walks", xlabel="x", ylabel="y")
    _slice(canvas, along_x, "x", (x, here, slope_x), side, f(side, y))
    _slice(canvas, along_y, "y", (y, here, slope_y), side, f(x, side))
    along_x.set_title(f"Along x: y stays {y:g}")
    along_y.set_title(f"Along y: x stays {x:g}")
    return (
        f"A map of {formula} with two straight walks through the point x = {x:g}, y = {y:g}, where "
        f"f is {here:.3g}. Beside it the height along each walk, with its tangent at the point: "
        f"slope {slope_x:.3g} along x, slope {slope_y:.3g} along y."
    )


@picture
def partial_derivatives(canvas, *, formula=FORMULA, x=2.0, y=1.0, span=5.0, view="maps"):
    """A function and its two partial derivatives, its slices through one point, and the rules."""
    panels = canvas.panels(3, rows=2, height=2.25, narrow_height=2.6)
    functions = with_partials(formula)
    f = functions[0]
    x, y = (float(np.clip(place, -span, span)) for place in (x, y))
    here, *gradient = (float(g(x, y)) for g in functions)
    side = _over(f, span)[0]
    tables = [_over(g, span)[1] for g in functions]
    panels[:3] = draw_tables(canvas, panels[:3], (side, side), tables, (x, y), view, ("x", "y"))
    shapes = [_shape(table) for table in tables]
    for axes, name, shape in zip(panels, _NAMES, shapes, strict=False):
        axes.set_title(f"{name}: {shape}")
    if view == "maps":
        ahead = _ahead(tables, gradient, span)
        if ahead is not None:
            _arrow(panels[0], (x, y), np.array([x, y]) + ahead)
            panels[0].plot(x, y, **spot(canvas))

    along_x, along_y, words = panels[3:]
    ends = _round_ends(np.concatenate([f(side, y), f(x, side)]))
    _slice(canvas, along_x, "x", (x, here, gradient[0]), side, f(side, y), ends)
    _slice(canvas, along_y, "y", (y, here, gradient[1]), side, f(x, side), ends)
    along_x.set_title(f"f along x: y stays {_number(y)}")
    along_y.set_title(f"f along y: x stays {_number(x)}")
    _rules(canvas, words, formula, (here, *gradient))
    listed = "; ".join(
        f"{name}, {shape}, {_between(table)}"
        for name, shape, table in zip(_NAMES, shapes, tables, strict=True)
    )
    return (
        f"Top: {formula} and its partial derivatives over x and y from -{span:g} to {span:g}: "
        f"{listed}. Below: the slices through x = {x:g}, y = {y:g}, where f is {here:.3g}, with "
        f"tangents of slope {gradient[0]:.3g} along x and {gradient[1]:.3g} along y, and the rules."
    )


@picture
def maps(canvas, *, formula=FORMULA, span=5.0, titles=_NAMES, order=(0, 1, 2)):
    """A function and its two partial derivatives as maps, in any order and under any titles."""
    functions = with_partials(formula)
    ordered = [functions[k] for k in order]
    panels = canvas.panels(3, height=2.1)
    for axes, title, g in zip(panels, titles, ordered, strict=True):
        side, height = _over(g, span)
        draw_map(canvas, axes, side, side, height, labels=False)
        axes.set(title=title, xlabel="x", ylabel="y")
    values = [(title, g(0, 0)) for title, g in zip(titles, ordered, strict=True)]
    centre = ", ".join(
        f"{title} has no value" if np.isnan(value) else f"{title} is {value:.3g}"
        for title, value in values
    )
    return (
        f"Three maps over x and y from {-span:g} to {span:g}, of {formula} and its two partial "
        f"derivatives. In the middle, at x = 0, y = 0: {centre}."
    )


@picture
def plane_or_curved(canvas, *, formulas=("x + 2xy + y^3", "xy^3"), span=5.0):
    """The partial derivatives of two functions as surfaces, one function in each row."""
    panels = iter(canvas.panels(2, rows=2, height=2.4, projection="3d"))
    shapes = []
    for formula in formulas:
        for name, partial in zip(_NAMES[1:], with_partials(formula)[1:], strict=True):
            axes = next(panels)
            side, height = _over(partial, span)
            draw_surface(canvas, axes, side, side, height, ("x", "y"))
            axes.set_title(f"{name} of {_printed(formula)}")
            shapes.append("a plane" if _is_plane(height) else "curved")
    return (
        f"Four surfaces. For f = {formulas[0]} the partial derivative along x is {shapes[0]} and "
        f"the one along y is {shapes[1]}. For f = {formulas[1]} the one along x is {shapes[2]} and "
        f"the one along y is {shapes[3]}."
    )


@picture
def mixed_or_not(canvas, *, formulas=("sin(x) + sin(y)", "sin(x + y)"), at=(-1.5, 0.0, 1.5)):
    """The partial derivative along x, at several y: one curve for all of them, or one for each."""
    x = np.linspace(-np.pi, np.pi, 121)
    stories = []
    for axes, formula in zip(canvas.panels(2, height=2.4), formulas, strict=True):
        by_x = with_partials(formula)[1]
        curves = [by_x(x, y) for y in at]
        same = np.allclose(curves, curves[0])
        for y, curve, role in zip(at, curves, _ROLES, strict=True):
            axes.plot(x, curve, **canvas.line(role))
            if not same:
                top = x[curve.argmax()]
                label = f"y = {y:g}".replace("-", "\N{MINUS SIGN}")
                canvas.note(axes, label, (top, 1.12), role, ha="center")
        if same:
            canvas.note(axes, "the same for every y", (0, 1.12), ha="center")
        axes.set(title=f"f = {_printed(formula)}", xlabel="x", ylabel="∂f/∂x", ylim=(-1.1, 1.3))
        stories.append("one curve for every y" if same else "a different curve for each y")
    listed = ", ".join(f"{y:g}" for y in at)
    return (
        f"The partial derivative along x plotted against x for y = {listed}. Left, "
        f"f = {formulas[0]}: {stories[0]}. Right, f = {formulas[1]}: {stories[1]}."
    )


@picture
def gradient_arrow(canvas, *, formula=FORMULA, x=2.0, y=1.0, span=5.0):
    """The gradient on the map at one point, and the slope of every direction from there."""
    flat, compass = canvas.panels(2, height=2.8)
    f, by_x, by_y = with_partials(formula)
    gradient = np.array([by_x(x, y), by_y(x, y)])
    steepest = np.hypot(*gradient)
    uphill_angle = np.degrees(np.arctan2(gradient[1], gradient[0])) % 360

    side, height = _over(f, span)
    draw_map(canvas, flat, side, side, height, "f")
    _arrow(flat, (x, y), np.array([x, y]) + 0.45 * span * gradient / steepest)
    flat.plot(x, y, **spot(canvas))
    flat.set(title="The gradient on the map", xlabel="x", ylabel="y")

    angles = np.linspace(0, 360, 361)
    ways = np.array([np.cos(np.radians(angles)), np.sin(np.radians(angles))])
    compass.plot(angles, gradient @ ways, **canvas.line("derivative"))
    compass.plot([0, uphill_angle, 90], [gradient[0], steepest, gradient[1]], **spot(canvas))
    canvas.note(compass, "∂f/∂x", (10, gradient[0] - 0.15 * steepest))
    canvas.note(compass, "∂f/∂y", (100, gradient[1]))
    canvas.note(compass, f"gradient: {steepest:.2f}", (uphill_angle + 10, 1.12 * steepest))
    compass.set(
        title="The slope in every direction",
        xlabel="direction (degrees from the x axis)",
        ylabel="slope",
        xticks=range(0, 361, 90),
        ylim=(-1.15 * steepest, 1.35 * steepest),
    )
    return (
        f"Left: a map of {formula}; an arrow from x = {x:g}, y = {y:g} crosses the contour lines "
        f"at right angles, towards higher values. Right: the slope at this point against the "
        f"direction, a wave between -{steepest:.2f} and {steepest:.2f}, highest at "
        f"{uphill_angle:.0f} degrees, the way the arrow points."
    )


@picture
def uphill(canvas, *, formula="x e^(-x^2-y^2)", start=(-0.4, 1.0), span=2.0):
    """Gradients all over a map, and the path of somebody who follows them from `start`."""
    field, walk = canvas.panels(2, height=2.6)
    f, by_x, by_y = with_partials(formula)
    side, height = _over(f, span)
    for axes in (field, walk):
        draw_map(canvas, axes, side, side, height, "f", labels=False)
        axes.set(xlabel="x", ylabel="y")
    field.set_title("A gradient at every point")
    walk.set_title("A walk along the gradient")

    light = {"color": "white", "edgecolor": "black", "linewidth": 0.4}
    X, Y = np.meshgrid(*2 * [np.linspace(-0.85 * span, 0.85 * span, 8)])
    field.quiver(X, Y, by_x(X, Y), by_y(X, Y), pivot="mid", width=0.011, **light)

    path = _climb(lambda place: np.array([by_x(*place), by_y(*place)]), start)
    walk.plot(*path.T, **_outlined(canvas))
    first = path[1] - path[0]
    _arrow(walk, path[0], path[0] + 0.4 * span * first / np.hypot(*first))
    walk.plot(*start, **spot(canvas))
    walk.plot(*path[-1], marker="*", markersize=12, color="white", markeredgecolor="black")
    return (
        f"Two maps of {formula}, a pit on the left and a hill on the right. Left: arrows point out "
        f"of the pit and up the hill. Right: a walk along the gradient starts at "
        f"x = {start[0]:g}, y = {start[1]:g}, bends, and ends on the summit at "
        f"x = {path[-1, 0]:.2f}, y = {abs(path[-1, 1]):.2f}."
    )


def with_partials(formula):
    """Return a typed formula of x and y and its two partial derivatives, as NumPy functions.

    Parameters
    ----------
    formula : str
        As a reader types it.

    Returns
    -------
    list of callable
        f, df/dx and df/dy. Each takes x and y, which broadcast, and is nan where it has a gap.

    Raises
    ------
    neurocalc.formula.FormulaError
        If the formula cannot be read.

    Examples
    --------
    >>> f, by_x, by_y = with_partials("xy^3")
    >>> float(f(2, 3)), float(by_x(2, 3)), float(by_y(2, 3))
    (54.0, 27.0, 54.0)
    """
    f = parse(formula, ("x", "y"))
    return [f, *(_numbers(f.to_sympy().diff(symbol), f) for symbol in f.symbols)]


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


def draw_tables(canvas, panels, grid, tables, at, view, labels):
    """Draw tables over one grid, as maps or as surfaces, with the walks through one point.

    Parameters
    ----------
    canvas : neurocalc.picture.Canvas
        Where they are.
    panels : list of Axes
        Flat, one for each table; surfaces take their places.
    grid : tuple of ndarray, shape (n,) and (m,)
        Places along the horizontal and along the vertical axis of a map.
    tables : list of ndarray, shape (n, m)
        What to draw.
    at : tuple of float
        The point.
    view : {"maps", "surfaces"}
        How to draw it.
    labels : tuple of str
        Of the two axes.

    Returns
    -------
    list of Axes
        Where the tables are drawn.
    """
    x, y = grid
    panels = list(panels)
    for k, table in enumerate(tables):
        if view == "surfaces":
            place = panels[k].get_subplotspec()
            panels[k].remove()
            panels[k] = canvas.figure.add_subplot(place, projection="3d")
            draw_surface(canvas, panels[k], x, y, table, labels)
        else:
            axes = panels[k]
            if np.isfinite(table).any():
                draw_map(canvas, axes, x, y, table, labels=False)
            thin = _outlined(canvas) | {"linewidth": 1.0}
            axes.axvline(at[0], **thin)
            axes.axhline(at[1], **thin)
            axes.plot(*at, **spot(canvas))
            axes.set(xlabel=labels[0], ylabel=labels[1], xlim=x[[0, -1]], ylim=y[[0, -1]])
    return panels


def _over(f, span):
    """Return a grid line from -span to span, and the values over the square it makes."""
    side = np.linspace(-span, span, _POINTS)
    return side, f(side[:, None], side)


def _numbers(expression, f):
    """Compile a derivative of `f` into a function that broadcasts and shares the gaps of `f`."""
    import sympy

    compiled = sympy.lambdify(f.symbols, expression, "numpy")

    def values(x, y):
        where = np.asarray(f(x, y))
        with np.errstate(all="ignore"):  # a division by zero is a gap too
            slopes = np.broadcast_to(compiled(np.asarray(x), np.asarray(y)), where.shape)
        return np.where(np.isfinite(where) & np.isfinite(slopes), slopes + 0.0, np.nan)  # no -0

    return values


def _rules(canvas, axes, formula, numbers):
    """Write a function and its partial derivatives as formulas, with their values at the point."""
    parsed = parse(formula, ("x", "y"))
    f = parsed.to_sympy()
    names = ("f", r"\partial f/\partial x", r"\partial f/\partial y")
    rules = [f, *(_simpler(f.diff(symbol)) for symbol in parsed.symbols)]
    for k, (name, rule, number, role) in enumerate(zip(names, rules, numbers, _ROLES, strict=True)):
        top = 0.98 - 0.27 * k
        text, size = _written(rule)
        colour = canvas.colour(role)
        axes.text(0, top, f"${name} =$ {text}", color=colour, fontsize=size, va="top")
        axes.text(0, top - 0.12, f"here {_number(number)}", va="top")
    pair = ", ".join(_number(number) for number in numbers[1:])
    length = _number(float(np.hypot(*numbers[1:])))
    axes.text(0, 0.13, f"gradient ({pair}), length {length}", va="top", fontsize=8)
    axes.set_title("The rules")
    axes.set_axis_off()


def _simpler(rule):
    """Simplify an expression, unless that splits it into cases, which no picture can write."""
    import sympy

    simpler = sympy.simplify(rule)
    return rule if simpler.has(sympy.Piecewise) else simpler


def _written(rule):
    """Return an expression as mathematics, and the size at which it fits beside its name."""
    import sympy
    from matplotlib.mathtext import MathTextParser

    text = f"${sympy.latex(rule)}$"
    return text, min(10.0, 1000 / MathTextParser("path").parse(text).width)


def _ahead(tables, gradient, span):
    """Return the arrow of the gradient: longer where it is steeper, None where it is flat."""
    steepness = np.hypot(*gradient)
    usual = np.nanmedian(np.hypot(*tables[1:])) if np.isfinite(tables[1:]).any() else np.nan
    if not np.isfinite(steepness + usual) or steepness < 1e-9:
        return None
    return 0.9 * span * np.array(gradient) / (steepness + usual)


def _shape(table):
    """Say in a word or two what kind of surface a table is."""
    if not np.isfinite(table).any():
        return "no values"
    if not _is_plane(table):
        return "curved"
    return "a plane" if np.ptp(table) > 1e-9 * max(np.abs(table).max(), 1.0) else "constant"


def _round_ends(values):
    """Return ends of an axis that hold all values and change rarely."""
    finite = values[np.isfinite(values)]
    if not finite.size:
        return 0.0, 1.0
    low, high = min(finite.min(), 0.0), max(finite.max(), 0.0)
    if high == low:
        return -1.0, 1.0
    step = 10.0 ** np.floor(np.log10(high - low))
    step *= next(times for times in (0.2, 0.5, 1, 2) if (high - low) / (times * step) <= 6)
    return step * np.floor(low / step - 0.1), step * np.ceil(high / step + 0.1)


def _between(table):
    return f"between {_range(table)}" if np.isfinite(table).any() else "nowhere"


def _number(value):
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}") if np.isfinite(value) else "none"


def _slice(canvas, axes, name, tangent, side, values, ends=None):
    """Draw one slice of a surface, and the tangent given as (place, height, slope)."""
    at, here, slope = tangent
    axes.plot(side, values, **canvas.line("function"))
    axes.plot(side, here + slope * (side - at), **canvas.line("derivative"))
    axes.plot(at, here, **spot(canvas))
    room = np.ptp(values)
    ends = ends or (values.min() - 0.25 * room, values.max() + 0.1 * room)
    axes.set(xlabel=name, ylabel="f", ylim=ends)
    colour = canvas.colour("derivative")
    label = f"slope {_number(slope)}"
    axes.annotate(label, (0.04, 0.9), xycoords="axes fraction", color=colour)


def _climb(gradient, start, step=0.15, steps=120):
    """Return the places on a walk that follows the gradient from `start`."""
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] + step * gradient(path[-1]))
    return np.array(path)


def spot(canvas):
    """Return the plot options of the point that a picture is about."""
    return canvas.mark("accent", markersize=8, markeredgecolor="white")


def _outlined(canvas):
    """Return the plot options of a line that shows on light and on dark colours."""
    from matplotlib.patheffects import withStroke

    return {
        "color": "white",
        "linewidth": 1.6,
        "path_effects": [withStroke(linewidth=3, foreground="black")],
    }


def _arrow(axes, tail, head):
    style = {"arrowstyle": "simple,head_width=0.9,head_length=0.9,tail_width=0.3"}
    axes.annotate("", head, tail, arrowprops=style | {"facecolor": "white", "edgecolor": "black"})


def _few_ticks(most):
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(most, steps=[1, 2, 5, 10])


def _is_plane(height):
    """Say whether heights over an even grid lie on one plane: all second differences vanish."""
    tiny = 1e-9 * max(np.abs(height).max(), 1.0)
    bends = [np.diff(height, 2, axis) for axis in (0, 1)]
    bends.append(np.diff(np.diff(height, axis=0), axis=1))
    return all(np.abs(bend).max() < tiny for bend in bends)


def _printed(formula):
    """Return a formula with raised exponents; none of the book's titles needs more than these."""
    return formula.replace("^2", "²").replace("^3", "³")


def _range(height):
    low, high = (round(float(end), 9) + 0.0 for end in (np.nanmin(height), np.nanmax(height)))
    return f"{low:.3g} and {high:.3g}"
