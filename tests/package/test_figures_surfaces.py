"""The pictures of functions of two variables draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import surfaces
from neurocalc.formula import FormulaError

PARTIALS = {
    "x^2 + 2xy + y^2": (lambda x, y: 2 * x + 2 * y, lambda x, y: 2 * x + 2 * y),
    "x + 2xy + y^3": (lambda x, y: 1 + 2 * y, lambda x, y: 2 * x + 3 * y**2),
    "sin(x)cos(y)": (lambda x, y: np.cos(x) * np.cos(y), lambda x, y: -np.sin(x) * np.sin(y)),
    "x e^(-x^2-y^2)": (
        lambda x, y: (1 - 2 * x**2) * np.exp(-(x**2) - y**2),
        lambda x, y: -2 * x * y * np.exp(-(x**2) - y**2),
    ),
    "xy^3": (lambda x, y: y**3, lambda x, y: 3 * x * y**2),
    "3": (lambda x, y: 0, lambda x, y: 0),
}
DRAWINGS = {
    "surface and map": surfaces.surface_and_map(),
    "slices": surfaces.slices(),
    "maps": surfaces.maps(
        formula="sin(x)cos(y)", span=3.0, titles=("f", "A", "B"), order=(0, 2, 1)
    ),
    "plane or curved": surfaces.plane_or_curved(),
    "mixed or not": surfaces.mixed_or_not(),
    "gradient": surfaces.gradient_arrow(),
    "uphill": surfaces.uphill(),
}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("surface and map", ["between 0 and 100", "height 9 at x = 2, y = 1"]),  # (x + y)^2
        ("slices", ["f is 9", "slope 6 along x", "slope 6 along y"]),  # 2x + 2y
        ("maps", ["f is 0, A is 0, B is 1"]),  # -sin 0 sin 0, cos 0 cos 0
        ("plane or curved", ["along x is a plane", "along y is curved", "along x is curved"]),
        ("mixed or not", ["one curve for every y", "a different curve for each y"]),
        ("gradient", ["between -8.49 and 8.49", "45 degrees"]),  # 6 sqrt(2)
        ("uphill", ["x = 0.71, y = 0.00"]),  # 1/sqrt(2)
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


@pytest.mark.parametrize("formula", PARTIALS)
def test_the_partial_derivatives_are_those_of_the_rules_and_broadcast(formula):
    x, y = np.linspace(-2, 2, 5)[:, None], np.linspace(-1, 3, 4)
    _, *computed = surfaces.with_partials(formula)
    for partial, by_hand in zip(computed, PARTIALS[formula], strict=True):
        assert partial(x, y).shape == (5, 4)
        assert partial(x, y) == pytest.approx(by_hand(x, y) + 0 * (x + y))


def test_a_partial_derivative_has_the_gaps_of_its_function_and_its_own():
    _, by_x, _ = surfaces.with_partials("log(x)")  # 1/x has values at x < 0, the logarithm none
    assert by_x(np.array([-1.0, 0.0, 2.0]), 0.0) == pytest.approx(
        [np.nan, np.nan, 0.5], nan_ok=True
    )
    _, by_x, _ = surfaces.with_partials("sqrt(x)")  # steeper than any slope at 0
    assert by_x(np.array([0.0, 1.0]), 0.0) == pytest.approx([np.nan, 0.5], nan_ok=True)


def test_a_formula_with_gaps_is_drawn():
    figure, description = surfaces.maps(formula="y log(x)", span=2.0).figure()
    assert np.isnan(np.asarray(figure.axes[1].images[0].get_array().filled(np.nan))).any()
    assert len(figure.axes) == 3
    assert "f has no value" in description


def test_a_formula_that_cannot_be_read_is_refused_with_its_place():
    with pytest.raises(FormulaError, match="column 5"):
        surfaces.with_partials("x + z")


def test_a_map_has_x_to_the_right_and_y_upwards():
    figure, _ = surfaces.maps(formula="x + 2xy + y^3", span=2.0).figure()
    side = np.linspace(-2, 2, 61)
    X, Y = np.meshgrid(side, side)  # rows belong to y, as in an image
    expected = (X + 2 * X * Y + Y**3, 1 + 2 * Y, 2 * X + 3 * Y**2)
    for axes, values in zip(figure.axes, expected, strict=True):
        (image,) = axes.images
        assert np.asarray(image.get_array()) == pytest.approx(values)
        assert image.origin == "lower"
        assert axes.get_xlim() == axes.get_ylim() == (-2, 2)


def test_the_contour_lines_lie_where_the_function_has_their_value():
    figure, _ = surfaces.gradient_arrow().figure()
    (lines,) = figure.axes[0].collections
    for level, path in zip(lines.levels, lines.get_paths(), strict=True):
        x, y = path.vertices.T
        assert (x + y) ** 2 == pytest.approx(level, abs=0.03)


def test_a_surface_is_as_high_as_its_function():
    figure, _ = surfaces.plane_or_curved().figure()
    ends = [axes.zz_dataLim.intervalx for axes in figure.axes]
    expected = [(-9, 11), (-10, 85), (-125, 125), (-375, 375)]  # 1+2y, 2x+3y^2, y^3, 3xy^2
    assert np.ravel(ends) == pytest.approx(np.ravel(expected))


def test_the_tangents_touch_the_slices_with_the_slopes_of_the_rules():
    figure, _ = surfaces.slices(formula="x + 2xy + y^3", x=1.0, y=2.0).figure()
    for axes, at, slope in zip(figure.axes[1:], (1, 2), (5, 14), strict=True):
        curve, tangent, dot = axes.lines
        assert dot.get_xydata().tolist() == [[at, 13]]  # 1 + 4 + 8
        x, y = tangent.get_xydata().T
        assert y == pytest.approx(13 + slope * (x - at))
        x, y = curve.get_xydata().T
        assert y == pytest.approx(5 * x + 8 if at == 1 else 1 + 2 * x + x**3)


def test_the_wave_of_slopes_is_that_of_tiny_steps_in_every_direction():
    figure, _ = surfaces.gradient_arrow(formula="xy^3", x=1.0, y=-1.0).figure()
    wave, dots = figure.axes[1].lines
    degrees, slopes = wave.get_xydata().T
    angle, h = np.radians(degrees), 1e-6
    rises = (1 + h * np.cos(angle)) * (-1 + h * np.sin(angle)) ** 3 + 1
    assert slopes == pytest.approx(rises / h, abs=1e-4)
    assert dots.get_ydata() == pytest.approx([-1, np.sqrt(10), 3])  # y^3, length, 3xy^2


def test_the_slope_along_x_of_mixed_variables_is_drawn_for_each_y():
    figure, _ = surfaces.mixed_or_not(at=(-1.0, 0.0, 1.0)).figure()
    for axes, mixed in zip(figure.axes, (0, 1), strict=True):
        for line, y in zip(axes.lines, (-1, 0, 1), strict=True):
            x, drawn = line.get_xydata().T
            assert drawn == pytest.approx(np.cos(x + mixed * y))


def test_a_walk_along_the_gradient_climbs_all_the_way_to_the_summit():
    figure, _ = surfaces.uphill().figure()
    x, y = figure.axes[1].lines[0].get_xydata().T
    heights = x * np.exp(-(x**2) - y**2)
    assert (x[0], y[0]) == (-0.4, 1.0)
    assert np.all(np.diff(heights) > -1e-12)
    assert (x[-1], y[-1], heights[-1]) == pytest.approx((0.5**0.5, 0, (2 * np.e) ** -0.5), abs=1e-4)


def test_the_arrow_points_along_the_gradient_and_not_at_the_summit():
    figure, _ = surfaces.uphill().figure()
    (arrow,) = figure.axes[1].texts
    direction = np.subtract(arrow.xy, arrow.xyann)
    assert np.degrees(np.arctan2(*direction[::-1])) == pytest.approx(
        np.degrees(np.arctan2(0.8, 0.68))  # -2xy and 1 - 2x^2, times the same exponential
    )
    assert direction @ (np.array([0.5**0.5, 0]) - arrow.xyann) < 0
