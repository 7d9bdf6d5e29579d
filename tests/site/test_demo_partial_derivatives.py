"""What the demo of the partial derivatives says, against algebra, and the page's questions."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.papers import Paper

pytestmark = pytest.mark.xdist_group("demo partial-derivatives")


def number(text):
    return float(text.replace("−", "-"))


def told(demo):
    """Return the numbers of the sentence by name."""
    pattern = (
        r"At x = (?P<x>\S+), y = (?P<y>\S+) the height is (?P<f>\S+)\. "
        r"Along x the slope is (?P<by_x>\S+), along y it is (?P<by_y>\S+)\. "
        r"(?:The ground is flat there, and the gradient is zero\.|"
        r"The gradient \(\S+, \S+\) points (?P<angle>\S+)° from the x axis; "
        r"that way the slope is (?P<steepest>\S+)\.)"
    )
    groups = re.fullmatch(pattern, demo.says()).groupdict()
    return {name: number(text) for name, text in groups.items() if text}


def with_rules(demo):
    """Wait until the rules have replaced the first estimates."""
    demo.tab.wait_for_function(
        "id => document.querySelector(`#${id} .demo-formula math`)", arg=demo.name
    )
    demo.frame()
    return demo


def rules(demo):
    """The typeset formulas, as TeX."""
    notes = with_rules(demo).el.locator(".demo-formula annotation")
    return [note.split(" = ")[1] for note in notes.all_text_contents()]


def titles(demo):
    return demo.el.locator(".demo-title").all_inner_texts()


def table(demo):
    """The columns x, y, f and both slopes; the first row is the point."""
    return np.array([[number(cell) for cell in row] for row in demo.values()]).T


def test_at_the_start_both_slopes_are_6_and_the_gradient_lies_between_the_axes(play):
    demo = play("partial-derivatives")
    expected = {"x": 2, "y": 1, "f": 9, "by_x": 6, "by_y": 6, "angle": 45, "steepest": 8.49}
    assert told(demo) == expected
    assert told(with_rules(demo)) == expected, "the rules agree with the first estimates"
    assert rules(demo) == ["x^{2} + 2 x y + y^{2}", *2 * [r"2 \left(x + y\right)"]]


def test_how_do_the_three_relate_both_slopes_are_one_plane_and_zero_along_the_valley(play):
    demo = with_rules(play("partial-derivatives"))
    assert titles(demo)[:3] == ["f: curved", "∂f/∂x: a plane", "∂f/∂y: a plane"]
    x, y, f, by_x, by_y = table(demo)
    assert f == pytest.approx((x + y) ** 2, rel=2e-2)
    assert by_x.tolist() == by_y.tolist()
    assert by_x == pytest.approx(2 * (x + y), abs=0.02)
    zeros = np.abs(x + y) < 1e-9
    assert zeros.sum() == 7
    assert f[zeros].tolist() == by_x[zeros].tolist() == [0] * 7, "and not what rounding leaves"
    demo.set("x", "-1")
    assert told(demo)["by_x"] == told(demo)["by_y"] == 0
    assert "the gradient is zero" in demo.says()


@pytest.mark.parametrize(
    ("formula", "shapes"),
    [
        ("x + 2xy + y^3", ["a plane", "curved"]),
        ("x^2 + y^3", ["a plane", "curved"]),
        ("x y^3", ["curved", "curved"]),
        ("x^2 + 2xy + y^2", ["a plane", "a plane"]),
    ],
)
def test_which_functions_have_one_flat_and_one_curved_slope(play, formula, shapes):
    demo = play("partial-derivatives")
    demo.set("formula", formula)
    with_rules(demo)
    names = ("∂f/∂x", "∂f/∂y")
    assert titles(demo)[1:3] == [f"{n}: {shape}" for n, shape in zip(names, shapes, strict=True)]


@pytest.mark.parametrize(
    ("formula", "depends"),
    [("sin(x) + sin(y)", False), ("x^2 + y^2", False), ("sin(x + y)", True), ("2xy", True)],
)
def test_the_slope_along_x_changes_with_y_only_if_the_variables_mix(play, formula, depends):
    demo = with_rules(play("partial-derivatives"))
    demo.set("formula", formula)
    slopes = set()
    for y in ("-1.5", "0", "1.5"):
        demo.set("y", y)
        slopes.add(told(demo)["by_x"])
    assert (len(slopes) > 1) == depends


def test_the_presets_are_offered_and_typeset(play):
    demo = play("partial-derivatives")
    examples = demo.el.get_by_role("combobox", name="Function f(x, y): examples")
    examples.select_option("sin(x)cos(y)")
    demo.set("x", "0")
    demo.set("y", "0")
    assert [told(demo)[name] for name in ("f", "by_x", "by_y")] == [0, 1, 0]
    demo.tab.wait_for_function(
        "id => document.querySelector(`#${id} .demo-words`)?.textContent.includes('sin')",
        arg=demo.name,
    )
    assert len(rules(demo)) == 3
    assert "\\cos" in rules(demo)[1]


def test_the_summit_of_the_hill_is_found_by_dragging_until_both_slopes_vanish(play):
    demo = play("partial-derivatives", "formula=x e^(-x^2-y^2)&span=2&x=0.7&y=0.5")
    with_rules(demo)
    demo.press("Point on the map of f", "ArrowDown", times=5)
    found = told(demo)
    assert (found["x"], found["y"], found["by_y"]) == (0.7, 0, 0)
    assert found["by_x"] == pytest.approx((1 - 2 * 0.49) * np.exp(-0.49), abs=5e-5)
    assert found["f"] == pytest.approx(0.7 * np.exp(-0.49), abs=5e-4)


def test_the_arrow_crosses_the_contour_lines_at_right_angles(play):
    demo = with_rules(play("partial-derivatives", "formula=x^2 %2B 3y^2&x=3&y=-1"))
    path = demo.el.locator(".demo-panel").first.locator("path[fill=white]").get_attribute("d")
    corners = np.array([p.split(",") for p in path.strip("MZ").split("L")], dtype=float)
    tip = corners[3]
    tail = (corners[0] + corners[-1]) / 2
    right, down = tip - tail
    assert np.degrees(np.arctan2(-down, right)) == pytest.approx(-45, abs=0.5)  # (6, -6)
    assert told(demo)["angle"] == 315


def test_dragging_along_a_slice_moves_one_variable_alone(play):
    demo = play("partial-derivatives")
    demo.drag("Point on the slice along y", -40)
    found = told(demo)
    assert found["x"] == 2
    assert found["y"] < 0
    assert found["f"] == pytest.approx((2 + found["y"]) ** 2, rel=1e-2)


def test_a_gap_is_told_and_a_refused_formula_leaves_the_picture(play):
    demo = with_rules(play("partial-derivatives"))
    demo.set("formula", "log(x - 3)")
    assert demo.says() == "At x = 2.0, y = 1.0 the function has no value."
    demo.set("formula", "x + z")
    assert "column 5" in demo.el.locator(".demo-mistake").inner_text()
    assert demo.says() == "At x = 2.0, y = 1.0 the function has no value."
    demo.set("formula", "sqrt(x - 2)")
    assert demo.says().endswith("One of its slopes has no value there.")
    demo.set("formula", "log(-1 - x^2)")
    assert titles(demo)[0] == "f: no values"
    assert demo.complaints == []


def test_zooming_in_keeps_the_point_on_the_map(play):
    demo = with_rules(play("partial-derivatives", "x=4&y=-4"))
    demo.set("span", "2")
    demo.frame()
    assert demo.control("x").input_value() == "2"
    assert (told(demo)["x"], told(demo)["y"]) == (2, -2)


def test_the_surfaces_are_the_function_and_its_slopes_with_holes_in_the_gaps(surfaces_of):
    surfaces = surfaces_of("partial-derivatives", "&formula=y log(x)&span=2&x=1")
    with_rules(surfaces.demo)
    surfaces.wait("e => e.data[0].x[0] === -2")
    tables = [surfaces.data(number) for number in range(3)]
    x, y = np.array(tables[0]["x"]), np.array(tables[0]["y"])[:, None]
    with np.errstate(all="ignore"):
        expected = (y * np.log(x), y / x, np.log(x) + 0 * y)
    assert len(x) == len(y) == 61
    for found, values in zip(tables, expected, strict=True):
        heights = np.array(found["z"], dtype=float)
        assert np.isnan(heights[:, x <= 0]).all()
        assert heights[:, x > 0] == pytest.approx(values[:, x > 0])


def test_on_paper_surfaces_are_maps_of_the_present_state(surfaces_of, tmp_path):
    surfaces = surfaces_of("partial-derivatives", "&span=5")
    demo = surfaces.demo
    demo.control("span").press("Home")
    demo.frame()
    demo.tab.pdf(path=tmp_path / "page.pdf")
    words = [word.text for word in Paper(tmp_path / "page.pdf").words]
    assert words.count("↑") == 5, "the upright axes of three maps and two slices"
    assert not {"5", "−5"} & set(words)
    surfaces.ready(3)
    assert surfaces.element(0).is_visible()
