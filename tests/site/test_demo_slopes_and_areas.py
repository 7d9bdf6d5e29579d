"""What the slopes and areas of the page say, against algebra."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytestmark = pytest.mark.xdist_group("demo slopes-and-areas")
NAME = "slopes-and-areas"

# f, f' and F by algebra, and F at the end, t = 10 s.
CURVES = {
    "linear": (lambda t: -2 * t, lambda t: -2 + 0 * t, lambda t: 100 - t**2, 0),
    "parabola": (lambda t: t**2, lambda t: 2 * t, lambda t: (t**3 + 1000) / 3, 666.6667),
    "exponential": (np.exp, np.exp, lambda t: np.exp(t) - np.exp(-10), 22026),
    "sine": (np.sin, np.cos, lambda t: np.cos(10) - np.cos(t), 0),
    "sigmoid": (
        lambda t: 1 / (1 + np.exp(5 - t)),
        lambda t: np.exp(5 - t) / (1 + np.exp(5 - t)) ** 2,
        lambda t: np.log((1 + np.exp(t - 5)) / (1 + np.exp(-15))),
        5.0067,
    ),
}
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text):
    """Read a number of the page: −0.5, 4.54 × 10⁻⁵, or none."""
    text = text.replace("−", "-")
    if "×" in text:
        digits, power = text.split(" × 10")
        return float(digits) * 10.0 ** int(power.translate(RAISED))
    return np.nan if text == "none" else float(text)


def columns(demo):
    return np.array([[number(text) for text in row] for row in demo.values()]).T


def heads(demo):
    demo.values()
    return demo.el.locator(".demo-table th").all_inner_texts()


def slope(demo):
    return number(re.search(r"slope ([^/]+)/s", demo.says())[1])


def area(demo):
    return number(re.search(r"the area since −10 s is (.+) s\.", demo.says())[1])


def wait_for_slope(demo):
    """Wait until the rules of differentiation have been loaded."""
    demo.el.locator(".demo-says", has_text=re.compile("your formula .*slope")).wait_for()


def test_the_whole_areas_are_those_of_the_text(play):
    demo = play(NAME)
    for function, (*_, whole) in CURVES.items():
        demo.set("function", function)
        demo.press("Point on the function", "End")
        assert area(demo) == whole


def test_the_values_are_those_of_algebra(play):
    demo = play(NAME)
    for function, (f, df, F, _) in CURVES.items():
        demo.set("function", function)
        t, values, slopes, ratio, areas, _ = columns(demo)
        assert t[[0, -1]] == pytest.approx([-10, 10])
        for shown, exact in ((values, f(t)), (slopes, df(t)), (areas, F(t))):
            assert shown == pytest.approx(exact, rel=0.006, abs=6e-5)
        known = f(t) != 0
        assert ratio[known] == pytest.approx(df(t)[known] / f(t)[known], rel=0.006, abs=6e-5)
        assert np.isnan(ratio[~known]).all()


def test_the_slope_of_the_sine_passes_zero_on_its_way_down_where_the_sine_is_highest(play):
    demo = play(NAME, "t=1.5")
    assert slope(demo) == pytest.approx(np.cos(1.5), abs=5e-5)
    demo.press("Point on the function", "ArrowRight")
    assert slope(demo) == pytest.approx(np.cos(1.6), abs=5e-5)
    assert np.cos(1.5) > 0 > slope(demo)


def test_the_area_of_the_sine_is_highest_where_the_sine_passes_zero_on_its_way_down(play):
    demo = play(NAME, "t=2.9")
    areas = []
    for _ in range(5):
        areas.append(area(demo))
        demo.press("Point on the integral", "ArrowRight")
    assert np.argmax(areas) == 2  # t = 3.1 s, the step nearest to pi
    assert max(areas) == pytest.approx(np.cos(10) + 1, abs=1e-3)


def test_the_point_of_each_panel_moves_all_three(play):
    demo = play(NAME)
    width = demo.el.locator(".demo-plot").first.bounding_box()["width"] - 74  # px between margins
    for panel, expected in (("function", -2), ("derivative", -6), ("integral", -10)):
        demo.drag(f"Point on the {panel}", -width / 20.8 * 4)
        t = demo.control("t").evaluate("e => e.valueAsNumber")
        assert t == pytest.approx(expected, abs=0.11)
        assert slope(demo) == pytest.approx(np.cos(t), abs=5e-5)
        assert area(demo) == pytest.approx(np.cos(10) - np.cos(t), abs=6e-5)
        titles = demo.el.locator(".demo-title").all_inner_texts()
        assert [f"({t:g})".replace("-", "−") in title for title in titles] == [True] * 3


def test_area_below_zero_is_hatched_and_subtracted(play):
    demo = play(NAME, "function=linear&t=-1")
    height = "e => e.getBBox().height"
    hatched = demo.el.locator('.demo-plot [fill^="url("]').first
    pattern = hatched.evaluate("e => /#(.+)\\)/.exec(e.getAttribute('fill'))[1]")
    assert demo.tab.locator(f"pattern#{pattern} path").count() == 1
    assert hatched.evaluate(height) == 0  # -2 t is positive so far
    assert area(demo) == 99
    demo.press("Point on the function", "End")
    assert hatched.evaluate(height) > 20  # px
    assert area(demo) == 0


def test_a_typed_exponential_keeps_its_shape_under_the_derivative_only(play):
    demo = play(NAME)
    demo.set("formula", "e^(t/2)")
    wait_for_slope(demo)
    assert demo.control("function").input_value() == "typed"
    t, _, _, ratio, _, share = columns(demo)
    assert ratio == pytest.approx(0.5)
    assert share[0] == 0
    assert share == pytest.approx(2 * (1 - np.exp(-(t + 10) / 2)), abs=6e-5)


def test_what_differentiates_formulas_is_loaded_when_one_is_typed(open_demo):
    demo = open_demo(NAME)
    loaded = """performance.getEntriesByType("resource")
      .filter(({name}) => name.includes("calculus")).length"""
    assert demo.tab.evaluate(loaded) == 0
    demo.set("formula", "t^2")
    wait_for_slope(demo)
    assert demo.tab.evaluate(loaded) == 1


def test_a_refused_formula_names_the_column_and_leaves_the_picture(play):
    demo = play(NAME)
    demo.set("formula", "t^2")
    wait_for_slope(demo)
    before = demo.says()
    demo.set("formula", "t^2 + cot(t)")
    mistake = demo.el.locator(".demo-mistake")
    assert "(column 7)" in mistake.inner_text()
    assert demo.says() == before
    demo.set("formula", "t^2 + 1")
    assert mistake.inner_text() == ""
    assert "is 5," in demo.says()


def test_reset_takes_a_refused_formula_away(play):
    demo = play(NAME)
    demo.set("formula", "t +")
    demo.el.get_by_role("button", name="Reset").click()
    demo.frame()
    assert demo.control("formula").input_value() == "t^3"
    assert demo.el.locator(".demo-mistake").inner_text() == ""
    assert "the sine" in demo.says()


def test_an_example_is_drawn_and_another_function_keeps_what_was_typed(play):
    demo = play(NAME, "t=0")
    demo.el.get_by_label("Your formula of t: examples").select_option("t^3")
    wait_for_slope(demo)
    assert "your formula t^3 is 0, its tangent has slope 0/s" in demo.says()
    _, f, _, _, areas, _ = columns(demo)
    assert (np.diff(f) > 0).all()  # the slope is zero, and yet there is no extremum
    assert area(demo) == -2500
    assert areas[-1] == 0
    demo.set("function", "parabola")
    assert "the parabola" in demo.says()
    assert demo.control("formula").input_value() == "t^3"


def test_a_corner_has_no_slope(play):
    demo = play(NAME, "function=typed&formula=abs(t)&t=0")
    wait_for_slope(demo)
    assert "it has no slope there" in demo.says()
    assert area(demo) == 50
    demo.press("Point on the function", "ArrowRight")
    assert slope(demo) == 1
    demo.press("Point on the function", "ArrowLeft", times=2)
    assert slope(demo) == -1


def test_the_area_ends_at_a_gap_and_the_sentence_says_so(play):
    demo = play(NAME, "function=typed&formula=1/t&t=3")
    wait_for_slope(demo)
    assert "The area ends at −0.05 s: there f has a gap or a pole." in demo.says()
    assert "the area since" not in demo.says()
    t, _, slopes, _, areas, _ = columns(demo)
    assert areas[t < 0] == pytest.approx(np.log(-t[t < 0] / 10), abs=6e-5)
    assert np.isnan(areas[t >= 0]).all()
    assert np.isnan(slopes[t == 0]).all()
    demo.press("Point on the function", "ArrowLeft", times=30)
    assert "At t = 0 s your formula 1/t has no value" in demo.says()
    demo.press("Point on the function", "ArrowLeft", times=10)
    assert slope(demo) == -1
    assert demo.complaints == []


@pytest.mark.parametrize(
    ("switch", "point", "words", "head"),
    [
        ("derivative", "Point on the derivative", "slope", "f′ (1/s)"),
        ("integral", "Point on the integral", "area", "F (s)"),
    ],
)
def test_a_hidden_curve_gives_nothing_away(play, switch, point, words, head):
    demo = play(NAME)
    assert words in demo.says()
    assert head in heads(demo)
    demo.set(switch, False)
    assert words not in demo.says()
    assert head not in heads(demo)
    assert not demo.handle(point).is_visible()
    demo.set(switch, True)
    assert demo.handle(point).is_visible()


def test_on_logarithmic_axes_the_exponential_and_its_slope_are_straight(play):
    demo = play(NAME, "function=exponential&log=on")
    bends = demo.el.locator(".demo-plot").evaluate_all(
        """plots => plots.map(plot => {
          const paths = [...plot.querySelectorAll('[aria-label="line"] path')];
          const longest = paths.reduce((a, b) => a.getTotalLength() > b.getTotalLength() ? a : b);
          const texts = longest.getAttribute('d').slice(1).split('L');
          const places = texts.map(text => text.split(',').map(Number));
          const [[x0, y0], [x1, y1]] = [places[0], places.at(-1)];
          return Math.max(...places.map(([x, y]) =>
            Math.abs(y - y0 - (y1 - y0) * (x - x0) / (x1 - x0))));
        })"""
    )
    assert bends[:2] == pytest.approx([0, 0], abs=0.01)  # px
    assert bends[2] > 5  # the running integral starts with 0


def test_axes_with_values_of_both_signs_stay_linear_and_say_so(play):
    demo = play(NAME)
    notes = demo.el.locator("text", has_text="not all values are positive")
    assert notes.count() == 0
    demo.set("log", True)
    assert notes.count() == 3
