"""Pictures of functions of two variables: surfaces, maps, slices and gradients.

A formula is text, as a reader types it; SymPy takes its partial derivatives.
"""

import numpy as np

from neurocalc.figures.drawing import arrow, draw_map, draw_surface, outlined, solid_and_flat, spot
from neurocalc.formula import parse
from neurocalc.picture import picture

__all__ = [
    "FORMULA",
    "gradient_arrow",
    "maps",
    "mixed_or_not",
    "plane_or_curved",
    "slices",
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
    flat.plot([-span, span], [y, y], **outlined(canvas))
    flat.plot([x, x], [-span, span], **outlined(canvas))
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
                canvas.note(axes, label, (top, 1.1), role, ha="center", va="bottom")
        if same:
            canvas.note(axes, "the same for every y", (0, 1.1), ha="center", va="bottom")
        axes.set(title=f"f = {_printed(formula)}", xlabel="x", ylabel="∂f/∂x", ylim=(-1.1, 1.5))
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
    arrow(flat, (x, y), np.array([x, y]) + 0.45 * span * gradient / steepest)
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
    walk.plot(*path.T, **outlined(canvas))
    first = path[1] - path[0]
    arrow(walk, path[0], path[0] + 0.4 * span * first / np.hypot(*first))
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
