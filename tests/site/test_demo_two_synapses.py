"""What the demo of excitation against inhibition says, against the two sigmoids."""

from __future__ import annotations

import math
import re

import pytest


def sigmoid(current, gain, threshold):
    """A sigmoid that starts at zero."""
    return 1 / (1 + math.exp(-gain * (current - threshold))) - 1 / (1 + math.exp(gain * threshold))


def rate(E, inhibition):
    return sigmoid(E, 1.2, 2.4) - sigmoid(inhibition, 1, 4) / 2


def numbers(sentence):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", sentence)]


def test_the_rate_and_what_one_more_nanoampere_does_are_those_of_the_formula(play):
    demo = play("two-synapses")
    for E, inhibition in ((3, 1), (1, 0), (1, 6.9), (9.9, 6.9), (5, 2)):
        demo.set("E", E)
        demo.set("I_inh", inhibition)
        said = demo.says().replace("One more nA", "").replace("one more nA", "")
        rates = [rate(E, inhibition), rate(E + 1, inhibition), rate(E, inhibition + 1)]
        assert numbers(said) == pytest.approx([E, inhibition, *rates], abs=0.00051), said
    for inhibition, *rates in demo.values():
        for E, here in zip(range(1, 10), rates, strict=True):
            assert numbers(here)[0] == pytest.approx(rate(E, float(inhibition)), abs=0.00051)
    assert demo.complaints == []


def test_half_a_nanoampere_of_excitation_makes_up_for_two_of_inhibition(play):
    """0.47 nA: where the first sigmoid is higher by half of what the second has gained."""
    demo = play("two-synapses")
    [before] = numbers(demo.el.locator(".demo-title").inner_text())
    demo.press("Both inputs", "ArrowUp", times=20)
    demo.press("Both inputs", "ArrowRight", times=5)
    [after] = numbers(demo.el.locator(".demo-title").inner_text())
    assert after == pytest.approx(before, abs=0.01)
    assert rate(3.47, 3) == pytest.approx(rate(3, 1), abs=0.001)
