"""What the speedometer and the trip counter show, against calculus done by hand."""

from __future__ import annotations

import math
import re

import pytest

from tests.playing import Finger


def numbers(text):
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", text)]


def speed(t):
    return 7.5 * (1 - math.cos(2 * math.pi * t / 15))  # m/s: from 0 to 15, and red every 15 s


def distance(t):
    return 7.5 * t - 7.5 * 15 / (2 * math.pi) * math.sin(2 * math.pi * t / 15)  # m


def test_the_instruments_show_the_slope_and_the_area(play):
    demo = play("speedometer")
    for t in (0, 3.7, 7.5, 15, 22.5, 30):
        demo.set("t", t)
        shown = [t, speed(t), distance(t)]
        assert numbers(demo.says()) == pytest.approx(shown, abs=0.0501)
        total, pace = (
            numbers(demo.el.locator(".demo-plot").nth(k).locator("div svg > text").text_content())
            for k in (0, 1)
        )
        assert [*pace, *total] == pytest.approx(shown[1:], abs=0.0501)
    for t, pace, total in demo.values():
        assert float(pace) == pytest.approx(speed(float(t)), abs=0.00501)
        assert float(total) == pytest.approx(distance(float(t)), abs=0.00501)


def test_the_needle_lies_left_at_rest_and_turns_with_the_speed(open_demo):
    demo = open_demo("speedometer")
    needle = demo.el.locator('.demo-plot path[stroke-width="3"]')

    def angle(t):
        demo.set("t", t)
        x0, y0, x1, y1 = map(float, re.findall(r"-?[\d.]+", needle.get_attribute("d")))
        return math.degrees(math.atan2(y0 - y1, x0 - x1))

    # The dial goes from 0 to 20 m/s in half a turn.
    for t in (0, 4, 7.5, 15):
        assert angle(t) == pytest.approx(180 * speed(t) / 20, abs=1)


def test_a_neuron_says_the_same_in_spikes(play):
    demo = play("speedometer", "t=7.5&watch=neuron")
    assert "fires at 15.0 spikes/s" in " ".join(demo.says().split())
    assert numbers(demo.says()) == [7.5, 15, 56]  # of 56.25
    titles = demo.el.locator(".demo-title").all_inner_texts()
    assert titles == ["Spike counter", "Firing rate"]


def test_a_finger_drives_to_the_red_light_and_stops_there(open_demo):
    demo = open_demo("speedometer", width=360, has_touch=True, is_mobile=True)
    finger = Finger(demo.tab)
    handle = demo.handle("Time on the pace")
    handle.evaluate("e => e.scrollIntoView({block: 'center'})")
    demo.frame()
    box = handle.locator(".demo-reach").bounding_box()
    finger.swipe((box["x"] + box["width"] / 2, box["y"] + box["height"] / 2), 40, 2)
    demo.frame()
    t = float(demo.control("t").input_value())
    assert t > 6
    assert numbers(demo.says()) == pytest.approx([t, speed(t), distance(t)], abs=0.0501)
    demo.control("t").press("End")
    demo.frame()
    assert numbers(demo.says()) == pytest.approx([30, 0, 225], abs=0.0501)
