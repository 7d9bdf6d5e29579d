"""What the demo of a neuron's sensitivity says, against the formula of its curve."""

from __future__ import annotations

import math
import re

import pytest

THRESHOLD, GAIN = 2.8, 1.2  # nA, per nA: as in the chapter on the transfer function


def share(current):
    return 1 / (1 + math.exp(-GAIN * (current - THRESHOLD)))


def rate(current):
    return 100 * (share(current) - share(0))


def slope(current):
    return 100 * GAIN * share(current) * (1 - share(current))


def numbers(sentence):
    return [float(n) for n in re.findall(r"\d+(?:\.\d+)?", sentence)]


def test_the_sentence_is_the_curve_and_its_slope_in_words(play):
    demo = play("sensitivity")
    highest = slope(THRESHOLD)
    for current in (0, 0.5, 1.3, 1.4, 2.7, 2.8, 2.9, 4.2, 4.3, 6):
        demo.set("I", current)
        said = demo.says()
        at, now, more = numbers(said)
        assert at == pytest.approx(current)
        assert now == pytest.approx(rate(current), abs=0.501)
        assert more == pytest.approx(slope(current), abs=0.0501)
        assert f"{more:.1f}" in demo.el.locator(".demo-title").inner_text()
        assert ("is most sensitive" in said) == (current == THRESHOLD)
        half = slope(current) >= highest / 2
        assert ("is sensitive" in said) == (half and current != THRESHOLD)
        assert ("not very sensitive" in said) == (not half and current < THRESHOLD)
        assert ("no longer very sensitive" in said) == (not half and current > THRESHOLD)
    for row in demo.values():
        current, now, more = map(float, row)
        assert (now, more) == pytest.approx((rate(current), slope(current)), abs=0.0501)
    assert demo.complaints == []
