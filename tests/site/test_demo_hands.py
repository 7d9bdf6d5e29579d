"""Demos in a reader's hands: typed letter by letter, swiped by a finger, moved by the keyboard."""

from __future__ import annotations

import pytest

from tests.playing import NAMES, SPECIFICATIONS, DemoOnPage, Finger, in_turn

each_in_turn = in_turn(NAMES)

TYPED = {
    "slopes-and-areas": ["t e^(-t^2)", "t^3-2*t+1", "1/(1 + exp(-t))"],
    "partial-derivatives": ["x e^(-x^2-y^2)", "x^3-2*x*y+1"],
}


# A machine so slow that two letters of a fast typist come between a change and its picture.
LATE_FRAMES = """window.requestAnimationFrame = (draw) =>
  setTimeout(() => draw(performance.now()), 150);"""


@pytest.mark.parametrize("name", TYPED)
def test_a_formula_that_is_typed_letter_by_letter_loses_none(new_window, address, name):
    tab = new_window().new_page()
    tab.add_init_script(LATE_FRAMES)
    demo = DemoOnPage(tab, address, name)
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    field = demo.control("formula")
    for formula in TYPED[name]:
        field.focus()
        demo.tab.keyboard.press("Control+A")
        demo.tab.keyboard.type(formula, delay=60)
        demo.frame()
        assert field.input_value() == formula
        assert demo.el.locator(".demo-mistake").inner_text() == ""
        field.blur()
        demo.frame()
        assert field.input_value() == formula
    assert demo.complaints == []


@pytest.mark.parametrize(
    ("name", "other"), [("slopes-and-areas", "t=1"), ("partial-derivatives", "x=1")]
)
def test_nothing_is_written_into_a_field_that_has_the_focus(open_demo, name, other):
    demo = open_demo(name)
    field = demo.control("formula")
    elsewhere, typing = ("t^2", "t +") if name == "slopes-and-areas" else ("x^2", "x +")
    field.fill(typing)
    demo.tab.evaluate("hash => { location.hash = hash; }", f"{name}?{other}&formula={elsewhere}")
    demo.el.locator(".demo-says", has_text="= 1").wait_for()
    demo.frame()
    assert field.input_value() == typing
    demo.control(other[0]).press("ArrowRight")
    demo.frame()
    assert field.input_value() == elsewhere, "once the reader has left, it shows what is drawn"
    field.fill(typing)
    demo.el.get_by_role("button", name="Reset").click()
    demo.frame()
    [start] = [p["default"] for p in SPECIFICATIONS[name]["parameters"] if p["name"] == "formula"]
    assert field.input_value() == start


def hold(demo, slider):
    """Put a slider in the middle of the screen; return the place at three quarters of it."""
    control = demo.control(slider["name"])
    control.evaluate("e => e.scrollIntoView({block: 'center'})")
    demo.frame()
    box = control.bounding_box()
    return control, (box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)


@each_in_turn
def test_a_finger_slides_sideways_taps_and_scrolls_the_page_up_and_down(play, name):
    demo = play(name, on_phone=True)
    finger = Finger(demo.tab)
    slider = next(p for p in SPECIFICATIONS[name]["parameters"] if p["kind"] == "number")
    demo.control(slider["name"]).press("Home")
    demo.frame()
    low, before = demo.control(slider["name"]).input_value(), demo.says()

    control, place = hold(demo, slider)
    scrolled = demo.tab.evaluate("scrollY")
    finger.swipe(place, 3, -150)
    demo.tab.wait_for_function("y => scrollY > y + 50", arg=scrolled)
    demo.rest(300)
    assert (control.input_value(), demo.says()) == (low, before)

    control, place = hold(demo, slider)
    scrolled = demo.tab.evaluate("scrollY")
    finger.swipe(place, -60, 3)
    demo.frame()
    slid = float(control.input_value())
    assert slid > slider["minimum"]
    assert demo.says() != before
    # The page stays, but for a line more or less in the sentence above.
    assert demo.tab.evaluate("scrollY") == pytest.approx(scrolled, abs=40)

    finger.tap(place)
    demo.frame()
    tapped = (float(control.input_value()) - slider["minimum"]) / (
        slider["maximum"] - slider["minimum"]
    )
    assert tapped == pytest.approx(0.75, abs=0.06)  # a thumb has a width
    assert float(control.input_value()) != slid
    control.press("ArrowLeft")
    assert float(control.input_value()) < slider["minimum"] + tapped * (
        slider["maximum"] - slider["minimum"]
    )


@each_in_turn
def test_a_finger_moves_the_handles_and_scrolls_everywhere_else(play, name):
    demo = play(name, on_phone=True)
    finger = Finger(demo.tab)
    before = demo.says()
    handle = demo.handles().first
    handle.evaluate("e => e.scrollIntoView({block: 'center'})")
    demo.frame()
    reach = handle.locator(".demo-reach").bounding_box()
    assert min(reach["width"], reach["height"]) >= 24
    centre = (reach["x"] + reach["width"] / 2, reach["y"] + reach["height"] / 2)
    place = demo.el.bounding_box()["y"]
    for dx, dy in ((-50, 0), (50, 0), (0, -50), (0, 50)):
        finger.swipe(centre, dx, dy)
        demo.frame()
        if demo.says() != before:
            break
    assert demo.says() != before
    assert demo.el.bounding_box()["y"] == pytest.approx(place, abs=1), "the page stays"
    scrolled = demo.tab.evaluate("scrollY")
    title = demo.el.locator(".demo-title").first.bounding_box()
    finger.swipe((title["x"] + 5, title["y"] + 5), 0, -150)
    demo.tab.wait_for_function("y => scrollY > y + 50", arg=scrolled)


# A handle that moves sideways only, where the first one does not.
SIDEWAYS = {
    "partial-derivatives": "Point on the slice along x",
    "charge-transfer": "Right edge of the first rectangle",
    "filters": "Frequency of the wave",
    "ei-neuron": "Excitation, on its slice",
}

#: Their one handle moves both ways, so a finger that begins on it drags it up and down as well.
BOTH_WAYS = {"hillside", "two-synapses"}


@in_turn(sorted({*NAMES} - BOTH_WAYS))
def test_a_finger_on_a_handle_that_moves_sideways_scrolls_the_page_up_and_down(play, name):
    demo = play(name, on_phone=True)
    finger = Finger(demo.tab)
    handle = demo.handle(SIDEWAYS[name]) if name in SIDEWAYS else demo.handles().first

    def centre():
        handle.evaluate("e => e.scrollIntoView({block: 'center'})")
        demo.frame()
        box = handle.locator(".demo-reach").bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    before, place = demo.says(), centre()
    scrolled = demo.tab.evaluate("scrollY")
    finger.swipe(place, 4, -150)
    demo.tab.wait_for_function("y => scrollY > y + 50", arg=scrolled)
    demo.rest(300)
    assert demo.says() == before
    for dx in (-50, 50):
        finger.swipe(centre(), dx, 4)
        demo.frame()
        if demo.says() != before:
            break
    assert demo.says() != before


@pytest.mark.parametrize("name", ["slopes-and-areas", "gain"])
def test_keys_that_a_control_uses_do_not_leave_the_demo(open_demo, name):
    demo = open_demo(name)
    demo.tab.evaluate(
        """() => {
          window.heard = [];
          const page = document.querySelector("main"); // what the book keeps for fields stays in it
          page.addEventListener("keydown", ({key}) => window.heard.push(key));
        }"""
    )

    def heard(target, *keys):
        target.focus()
        for key in keys:
            demo.tab.keyboard.press(key)
        demo.frame()
        return demo.tab.evaluate("window.heard.splice(0)")

    moves = ("ArrowLeft", "ArrowUp", "PageDown", "Home", "End", "ArrowDown", "ArrowRight")
    slider = next(p["name"] for p in SPECIFICATIONS[name]["parameters"] if p["kind"] == "number")
    before = demo.says()
    assert heard(demo.control(slider), *moves) == []
    assert demo.says() != before
    assert heard(demo.handles().first, *moves) == []
    assert heard(demo.control(slider), "x", "Escape") == ["x", "Escape"], "these are the page's"
    assert heard(demo.el.get_by_role("button", name="Reset"), "Enter", " ") == []
    assert demo.says() == before
    if name == "slopes-and-areas":
        assert heard(demo.control("formula"), "t", "ArrowLeft", "Backspace", "1") == []
        assert heard(demo.control("function"), "ArrowDown", "s") == []
        assert heard(demo.control("log"), " ") == []
    assert demo.complaints == []
