"""The demo of charge transfer answers what its page asks."""

from __future__ import annotations

import re
from math import e, exp

import pytest

pytestmark = pytest.mark.xdist_group("demo charge-transfer")
NAME = "charge-transfer"
NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")


def response(t, J=20.0, tau_s=5.0, t_sp=10.0):
    x = max(t - t_sp, 0) / tau_s
    return J * x * exp(-x)


def charge(t, J=20.0, tau_s=5.0, t_sp=10.0):
    x = max(t - t_sp, 0) / tau_s
    return J * tau_s * (1 - (1 + x) * exp(-x))


def as_number(text):
    return float(text.replace("−", "-"))


def said(demo):
    """The numbers of the sentence, by what they mean."""
    count, rest = re.split(r" spikes? brings? ", demo.says())
    final, exact, end, summed, *peak = map(as_number, NUMBER.findall(rest))
    assert end == 60
    return {
        "spikes": 1 if count == "One" else int(count),
        "final": final,
        "exact": exact,
        "sum": summed,
    } | dict(zip(("peak", "at", "before"), peak, strict=False))


def button(demo, words):
    return demo.el.get_by_role("button", name=words)


def spikes(demo):
    """Where the spikes are, in ms."""
    handles = demo.el.locator('.demo-handle[aria-label^="Spike"]')
    return sorted(float(handle.get_attribute("aria-valuenow")) for handle in handles.all())


def test_one_spike_brings_the_charge_of_the_page(play):
    demo = play(NAME)
    assert said(demo) == {
        "spikes": 1,
        "final": 20 * 5,
        "exact": pytest.approx(charge(60), abs=5e-3),
        "sum": pytest.approx(sum(2 * response(2 * i) for i in range(30)), abs=5e-3),
        "peak": pytest.approx(20 / e, abs=5e-3),
        "at": 15.0,
        "before": pytest.approx(100 * (1 - 2 / e), abs=5e-3),
    }


def test_the_table_adds_up_the_rectangles_beside_the_exact_charge(play):
    demo = play(NAME, "spikes=10,16&dt=5")
    rows = [[as_number(text) for text in row] for row in demo.values()]
    assert [row[:2] for row in rows] == [[5.0 * i, 5.0 * i + 5] for i in range(12)]
    total = 0
    for start, end, current, summed, exact in rows:
        height = response(start) + response(start, t_sp=16.0)
        total += 5 * height
        assert current == pytest.approx(height, abs=5e-4)
        assert summed == pytest.approx(total, abs=5e-3)
        assert exact == pytest.approx(charge(end) + charge(end, t_sp=16.0), abs=5e-3)


def test_dragging_a_spike_moves_the_current_and_not_what_it_brings(play):
    demo = play(NAME)
    demo.drag("Spike 1", 60)
    moved = said(demo)
    (spike,) = spikes(demo)
    assert spike > 15
    assert moved["at"] == pytest.approx(spike + 5)
    assert (moved["final"], moved["peak"]) == (100.0, 7.36)
    assert moved["exact"] == pytest.approx(charge(60, t_sp=spike), abs=5e-3)


def test_pushing_one_spike_across_another_wastes_no_charge(play):
    demo = play(NAME, "spikes=10,16,34")
    before = said(demo)
    assert before["final"] == 300.0
    assert 7.36 < before["peak"] < 2 * 7.36
    highest = 0
    for _ in range(3):
        demo.press("Spike 1", "ArrowRight", times=4)
        highest = max(highest, said(demo)["peak"])
        assert said(demo)["final"] == 300.0
    assert spikes(demo) == [16.0, 16.0, 34.0]
    assert highest == pytest.approx(2 * 20 / e, abs=5e-3)  # two at once, before the third
    # The handle with the focus passes the other spike, and the names change places.
    for _ in range(8):
        demo.tab.keyboard.press("ArrowRight")
    demo.frame()
    assert spikes(demo) == [16.0, 20.0, 34.0]
    focused = demo.tab.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Spike 2"
    assert demo.address().startswith("charge-transfer?spikes=16%2C20%2C34")


def test_the_rectangles_of_two_spikes_add_up_to_nearly_twice_the_charge(play):
    demo = play(NAME, "spikes=10,16")
    exact = sum(2 * (response(2 * i) + response(2 * i, t_sp=16.0)) for i in range(30))
    assert said(demo)["sum"] == pytest.approx(exact, abs=5e-3)
    assert round(exact) == 197
    assert said(demo)["final"] == 200.0


def test_spikes_can_be_added_up_to_six_and_removed_down_to_one(play):
    demo = play(NAME)
    add, remove = button(demo, "Add a spike"), button(demo, "Remove the last spike")
    assert remove.get_attribute("aria-disabled") == "true"
    for count in (2, 3, 4, 5, 6, 6):
        add.dispatch_event("click")  # Playwright's own click would wait at the limit
        demo.frame()
        assert len(spikes(demo)) == count
        assert said(demo)["final"] == 100.0 * count
    assert add.get_attribute("aria-disabled") == "true"
    assert len(set(spikes(demo))) == 6
    for count in (5, 4, 3, 2, 1, 1):
        remove.dispatch_event("click")
        demo.frame()
        assert len(spikes(demo)) == count
    assert spikes(demo) == [10.0]


def test_an_added_spike_finds_a_place_when_the_end_is_taken(play):
    demo = play(NAME, "spikes=20,58")
    button(demo, "Add a spike").click()
    demo.frame()
    assert spikes(demo) == [20.0, 39.0, 58.0]


def test_the_delete_key_removes_the_spike_that_has_the_focus_but_not_the_last_one(play):
    demo = play(NAME, "spikes=10,16,34")
    demo.press("Spike 2", "Delete")
    assert spikes(demo) == [10.0, 34.0]
    demo.press("Spike 2", "Backspace")
    assert spikes(demo) == [10.0]
    focused = demo.tab.evaluate("document.activeElement.getAttribute('aria-label')")
    assert focused == "Spike 1"
    demo.press("Spike 1", "Delete")
    assert spikes(demo) == [10.0]


def test_twice_the_time_constant_brings_twice_the_charge_at_the_same_peak(play):
    demo = play(NAME)
    demo.set("tau_s", 10)
    assert said(demo)["final"] == 200.0
    assert said(demo)["peak"] == pytest.approx(20 / e, abs=5e-3)
    assert said(demo)["at"] == 20.0


def test_the_peak_can_be_pulled_up_and_sideways(play):
    demo = play(NAME)
    peak = "Peak of the first spike's current"
    demo.press(peak, "ArrowUp")
    assert said(demo)["final"] == 21 * 5
    demo.press(peak, "ArrowRight", times=2)
    assert said(demo)["final"] == 21 * 6
    demo.drag(peak, 0, -20)
    assert said(demo)["final"] > 21 * 6
    assert said(demo)["at"] == 16.0


def test_halving_the_width_quarters_what_the_sum_lacks(play):
    demo = play(NAME)
    lacking = []
    for dt in (2, 1, 0.5):
        demo.set("dt", dt)
        lacking.append(said(demo)["exact"] - said(demo)["sum"])
    assert lacking[1] == pytest.approx(lacking[0] / 4, abs=0.01)
    assert lacking[2] == pytest.approx(lacking[0] / 16, abs=0.01)
    assert lacking[0] > 1


def test_the_first_circle_changes_the_width_of_the_rectangles(play):
    demo = play(NAME)
    demo.press("Right edge of the first rectangle", "End")
    assert len(demo.values()) == 10
    assert demo.values()[0][1] == "6.0"


def test_an_inhibitory_synapse_brings_negative_charge(play):
    demo = play(NAME, "spikes=10,16&tau_s=10")
    demo.set("J", -20)
    assert said(demo)["final"] == -400.0
    assert said(demo)["peak"] < 0
    demo.press("Peak of the first spike's current", "ArrowUp", times=20)  # back to none at all
    assert demo.says().startswith("2 spikes bring 0.0 fC")
    assert demo.complaints == []


def test_a_spike_at_the_end_of_the_window_brings_its_charge_later(play):
    demo = play(NAME)
    demo.press("Spike 1", "End")
    assert said(demo) == {"spikes": 1, "final": 100.0, "exact": 0.0, "sum": 0.0}
    demo.press("Spike 1", "Home")
    assert said(demo)["at"] == 5.0
