"""The value beside each slider can be typed, as people write numbers."""

from __future__ import annotations

import re

import pytest


def typed(demo, parameter, text):
    """Type a text into the field of a parameter, key by key, and give the field."""
    field = demo.el.locator(f'[data-parameter="{parameter}"] .demo-value input')
    field.click()
    demo.tab.keyboard.press("Control+A")
    demo.tab.keyboard.press("Delete")
    for key in text:
        demo.tab.keyboard.insert_text(key) if ord(key) > 127 else demo.tab.keyboard.press(key)
    demo.tab.keyboard.press("Enter")
    demo.frame()
    return field


def slip(demo, parameter):
    return demo.el.locator(f'[data-parameter="{parameter}"] .demo-slip').inner_text()


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("3,3", 3.3, "3.3"),
        (" 3.3 nA ", 3.3, "3.3"),
        ("2", 2, "2.0"),
        ("3.26", 3.3, "3.3"),  # steps of 0.1, as the slider takes
        ("+.4e1", 4, "4.0"),
    ],
)
def test_a_number_is_taken_with_comma_or_point_and_its_unit(open_demo, text, value, shown):
    demo = open_demo("gain")
    field = typed(demo, "theta", text.replace(" ", "\u00a0"))
    assert f"The gain peaks at {value:.1f} nA" in " ".join(demo.says().split())
    assert float(demo.control("theta").input_value()) == value
    assert (field.input_value(), slip(demo, "theta")) == (shown, "")
    assert demo.complaints == []


def test_any_minus_is_one_and_the_field_shows_the_true_one(open_demo):
    demo = open_demo("settling-secant")
    for minus in "-\u2212":
        field = typed(demo, "h", f"{minus}1,5")
        assert float(demo.control("h").input_value()) == -1.5
        assert field.input_value() == "\u22121.50"
        demo.el.get_by_role("button", name="Reset").click()
        demo.frame()
        assert field.input_value() == "1.00"


def test_what_is_no_number_gets_a_sentence_and_nothing_is_lost(open_demo):
    demo = open_demo("gain")
    before = demo.says()
    for text, sentence in (
        ("two", "This is not a number. Type one from 1.2 to 4.0 nA, such as 4.0."),
        ("", "This is not a number. Type one from 1.2 to 4.0 nA, such as 4.0."),
        ("3 pA", "This is not a number. Type one from 1.2 to 4.0 nA, such as 4.0."),
        ("99", "Here only numbers from 1.2 to 4.0 nA can be shown. The picture stays as it was."),
    ):
        field = typed(demo, "theta", text)
        assert slip(demo, "theta").replace("\u00a0", " ") == sentence
        assert field.input_value() == text
        assert field.get_attribute("aria-invalid") == "true"
        assert demo.says() == before
    demo.control("theta").press("ArrowRight")
    demo.frame()
    assert (slip(demo, "theta"), field.get_attribute("aria-invalid")) == ("", "false")
    assert field.input_value() == re.search(r"peaks at (\S+)", demo.says())[1]


def test_a_value_is_said_once_and_each_control_has_a_name_of_its_own(open_demo):
    demo = open_demo("ei-neuron")  # of its letters two have an index, and two names a twin
    assert demo.el.locator("output").count() == 0, "which would say it again"
    assert demo.control("theta_E").get_attribute("aria-valuetext") == "2.4\u00a0nA"
    said = demo.el.locator(".demo-controls").aria_snapshot()
    names = re.findall(r"- '?(?:slider|textbox) \"([^\"]+)\"", said)
    assert len(names) == len(set(names)) == 12
    for name in ("Threshold θE", "Threshold θI"):
        assert {name, f"{name} (nA): value"} <= set(names), "as the eye reads it"


SIDEWAYS = "Arrow keys move it by one step, Page Up and Page Down by ten."
ANYWHERE = (
    "Left and right arrow keys move it sideways, up and down arrow keys upwards and downwards."
)
HEARD = """(all) => all.map((one) => [one.getAttribute("aria-label"), [
  one.getAttribute("aria-valuetext").replaceAll("\\u00a0", " "),
  document.getElementById(one.getAttribute("aria-describedby")).textContent,
]])"""


def test_a_handle_says_which_value_is_which_and_how_it_is_moved(open_demo):
    demo = open_demo("charge-transfer")
    heard = dict(demo.handles().evaluate_all(HEARD))
    assert heard["Peak of the first spike's current"] == ["τₛ 5.0 ms, J 20 pA", ANYWHERE]
    assert heard["Right edge of the first rectangle"] == ["2.0 ms", SIDEWAYS]
    assert heard["Spike 1"] == ["10.0 ms", f"{SIDEWAYS} Delete removes it."]
    demo.press("Peak of the first spike's current", "ArrowUp")
    demo.press("Peak of the first spike's current", "ArrowLeft")
    [[_, [value, _]]] = demo.handle("Peak of the first spike's current").evaluate_all(HEARD)
    assert value == "τₛ 4.5 ms, J 21 pA"


def test_who_comes_back_to_a_refused_number_hears_why(open_demo):
    demo = open_demo("gain")
    field = typed(demo, "theta", "two")
    why = "e => document.getElementById(e.getAttribute('aria-describedby'))?.textContent"
    assert field.evaluate(why).startswith("This is not a number.")
    typed(demo, "theta", "2")
    assert field.get_attribute("aria-describedby") is None
