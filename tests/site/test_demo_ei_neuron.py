"""What the two-input neuron on the page says, against algebra."""

from __future__ import annotations

import re

import numpy as np
import pytest

from tests.surfaces import Surfaces

pytestmark = pytest.mark.xdist_group("demo ei-neuron")


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", text)]


def told(demo):
    """Return the numbers of the sentence by name; slopes with their sign."""
    pattern = (
        r"At E = (?P<E>\S+) nA and I = (?P<I>\S+) nA the rate is (?P<rate>\S+)\. "
        r"Per nA more, excitation (?P<way_E>adds|takes) (?P<by_E>\S+) "
        r"and inhibition (?P<way_I>adds|takes) (?P<by_I>\S+)\. "
        r"The lowest rate is (?P<lowest>\S+), the highest (?P<highest>\S+)\."
    )
    groups = re.fullmatch(pattern, demo.says()).groupdict()
    ways = {key: -1 if groups.pop(f"way_{key}") == "takes" else 1 for key in "EI"}
    found = {name: numbers(text)[0] for name, text in groups.items()}
    return found | {f"by_{key}": way * found[f"by_{key}"] for key, way in ways.items()}


def sigmoid(x, a, theta):
    return 1 / (1 + np.exp(-a * (x - theta)))


def rate(E, I_inh, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0):
    excitation = sigmoid(E, a_E, theta_E) - sigmoid(0, a_E, theta_E)
    return excitation - (sigmoid(I_inh, a_I, theta_I) - sigmoid(0, a_I, theta_I)) / 2


@pytest.mark.parametrize(("E", "lowest"), [("1", -0.361), ("2", -0.136)])
def test_the_lowest_rates_of_both_grids_are_those_of_the_text(play, E, lowest):
    demo = play("ei-neuron")
    demo.set("E", E)
    demo.set("I_inh", "6.9")  # the last point of the half-open grid
    found = told(demo)
    assert found["rate"] == lowest
    assert found["rate"] == pytest.approx(rate(float(E), 6.9), abs=5e-4)
    assert found["lowest"] == pytest.approx(rate(1, 6.9), abs=5e-4)
    assert found["highest"] == pytest.approx(rate(9.9, 0), abs=5e-4)


def test_ridge_and_trough_cross_where_the_gradient_is_that_of_the_text(play):
    demo = play("ei-neuron")
    demo.set("E", "2.4")
    demo.set("I_inh", "4")
    found = told(demo)
    assert (found["by_E"], found["by_I"]) == (0.3, -0.125)  # a_E/4, -a_I/8


def test_the_slope_along_excitation_is_the_same_for_every_inhibition(play):
    demo = play("ei-neuron", "E=2.4&I_inh=0")
    label = "Inputs, on the map of ∂r/∂E"
    for _ in range(6):
        assert told(demo)["by_E"] == 0.3
        demo.press(label, "ArrowUp", times=10)
    assert told(demo)["I"] == 6


def test_inhibition_moves_the_whole_slice_down_by_the_same_amount(play):
    demo = play("ei-neuron", "I_inh=4")
    shift = sigmoid(4, 1, 4) / 2 - sigmoid(0, 1, 4) / 2
    for E in ("1.5", "3", "8"):
        demo.set("E", E)
        words = demo.el.locator(".demo-panel", has_text="Slice along E").locator("text")
        below = [text for text in words.all_text_contents() if "below" in text]
        assert numbers(below[0])[0] == pytest.approx(shift, abs=5e-4)  # 0.24 in the text


def test_dragging_on_a_map_moves_both_inputs(play):
    demo = play("ei-neuron")
    demo.drag("Inputs, on the map of r", 30, -30)
    found = told(demo)
    assert found["E"] > 5.5
    assert found["I"] > 2.5
    assert found["rate"] == pytest.approx(rate(found["E"], found["I"]), abs=5e-4)


def test_a_threshold_moves_the_ridge_and_keeps_its_height(play):
    demo = play("ei-neuron")
    demo.press("Threshold of excitation", "PageUp", times=4)  # 4 nA more
    (ridge,) = [row for row in demo.values() if row[0] == "ridge"]
    assert numbers(ridge[1]) == [6.4]
    assert numbers(ridge[4]) == [0.3]


def test_doubling_the_gain_parameter_doubles_the_trough_and_halves_its_width(play):
    def trough(demo):
        rows = [row for row in demo.values() if row[0] in ("along I", "trough")]
        return {float(row[2]): numbers(row[5])[0] for row in rows}

    once, twice = (trough(play("ei-neuron", f"a_I={a}")) for a in ("1", "2"))
    assert (once[4], twice[4]) == (-0.125, -0.25)
    # Twice as deep and half as wide: 1 nA off the floor it has fallen as far as before 2 nA off.
    assert twice[5] == pytest.approx(2 * once[6], abs=1.1e-3)


def test_a_rectified_neuron_is_silent_and_flat_where_inhibition_wins(play):
    demo = play("ei-neuron", "E=2&I_inh=6")
    assert told(demo)["rate"] < 0
    demo.set("rectified", True)
    found = told(demo)
    assert (found["rate"], found["by_E"], found["by_I"], found["lowest"]) == (0, 0, 0, 0)
    demo.set("I_inh", "4.6")  # it falls silent at 4.7 nA
    assert told(demo)["rate"] > 0
    demo.set("I_inh", "4.8")
    assert told(demo)["rate"] == 0


def test_the_surfaces_turn_by_keys_and_by_mouse_and_together(surfaces_of):
    surfaces = surfaces_of("ei-neuron")
    before = surfaces.eyes()
    assert before[0] == before[1] == before[2]
    surfaces.element(1).focus()
    surfaces.demo.tab.keyboard.press("ArrowLeft")
    after = surfaces.eyes(other_than=before)
    assert after[0] == after[1] == after[2]
    turned = np.degrees(
        np.arctan2(after[0]["y"], after[0]["x"]) - np.arctan2(before[0]["y"], before[0]["x"])
    )
    assert turned == pytest.approx(-10)
    assert after[0]["z"] == before[0]["z"]
    surfaces.drag(0, 0, 50)
    dragged = surfaces.eyes(other_than=after)
    assert dragged[0]["z"] > after[0]["z"], "dragging down lifts the eye"
    box = surfaces.element(0).bounding_box()
    surfaces.element(0).click(position={"x": 0.9 * box["width"], "y": box["height"] / 2})
    tapped = surfaces.eyes(other_than=dragged)
    turned = np.degrees(
        np.arctan2(tapped[0]["y"], tapped[0]["x"]) - np.arctan2(dragged[0]["y"], dragged[0]["x"])
    )
    assert turned == pytest.approx(10), "nobody needs to drag: a tap turns it like a key"


def test_the_table_on_a_surface_is_the_rate(surfaces_of):
    surfaces = surfaces_of("ei-neuron")
    x, y, z = (np.array(surfaces.data(0)[axis]) for axis in "xyz")
    assert z == pytest.approx(rate(x, y[:, None]))
    assert (x[0], y[0], len(x), len(y)) == (1, 0, 90, 70)


def test_surfaces_follow_the_theme_of_the_page(surfaces_of):
    surfaces = surfaces_of("ei-neuron")
    demo = surfaces.demo
    light = surfaces.ink(0)
    demo.tab.evaluate("document.documentElement.dataset.theme = 'dark'")
    surfaces.wait(f"e => e._fullLayout.font.color !== '{light}'")
    ink = demo.el.evaluate("e => getComputedStyle(e).getPropertyValue('--nc-ink').trim()")
    assert surfaces.ink(0) == ink != light
    demo.tab.evaluate("document.documentElement.dataset.theme = 'light'")
    surfaces.wait(f"e => e._fullLayout.font.color === '{light}'")


def test_surfaces_go_and_leave_the_maps_as_they_were(surfaces_of):
    demo = surfaces_of("ei-neuron").demo
    assert not demo.handle("Inputs, on the map of r").is_visible()
    demo.set("view", "maps")
    assert demo.el.locator("canvas.gl-canvas, .gl-container").count() == 0
    assert demo.handle("Inputs, on the map of r").is_visible()


def test_a_finger_on_a_surface_scrolls_the_page_and_turns_it_sideways(open_demo):
    options = {"width": 360, "has_touch": True, "is_mobile": True}
    demo = open_demo("ei-neuron", "view=surfaces", **options)
    surfaces = Surfaces(demo)
    surfaces.ready(1)
    before = surfaces.eyes()
    surfaces.element(0).evaluate("e => e.scrollIntoView({block: 'center'})")
    scrolled = demo.tab.evaluate("scrollY")
    surfaces.swipe(0, 0, -100)
    demo.tab.wait_for_function("y => Math.abs(scrollY - y) > 50", arg=scrolled)
    assert surfaces.eyes()[0] == before[0]
    surfaces.swipe(0, 60)
    assert surfaces.eyes(other_than=before)[0]["x"] != before[0]["x"]


def test_without_webgl_there_are_maps_and_a_note(new_window, address):
    tab = new_window().new_page()
    tab.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        "  return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest);"
        "};"
    )
    tab.goto(f"{address}ei-neuron.html#ei-neuron?view=surfaces")
    tab.wait_for_selector("#ei-neuron[data-alive]")
    demo = tab.locator("#ei-neuron")
    assert "no WebGL" in demo.locator(".demo-title").first.inner_text()
    assert demo.locator(".demo-handle:visible").count() > 3
    assert demo.locator(".js-plotly-plot").count() == 0
