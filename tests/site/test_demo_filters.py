"""The demo of the filters answers what its page asks."""

from __future__ import annotations

import re
from cmath import exp as rotation
from cmath import phase
from math import cos, exp, pi, sin, sqrt

import pytest

pytestmark = pytest.mark.xdist_group("demo filters")
NAME = "filters"
H = 0.01  # s
NUMBER = r"(−?\d+(?:\.\d+)?(?:e−\d+)?)"
SAID = re.compile(
    rf"The (?P<filter>[a-z ]+) (?P<change>raises|lowers) the signal-to-noise ratio from "
    rf"{NUMBER.replace('(', '(?P<before>', 1)} to {NUMBER.replace('(', '(?P<after>', 1)}; "
    rf"its gain at {NUMBER.replace('(', '(?P<frequency>', 1)}\sHz is "
    rf"{NUMBER.replace('(', '(?P<gain>', 1)}(?: s)?\. "
    rf"Its output is {NUMBER.replace('(', '(?P<shift>', 1)} s (?P<way>late|early)"
    rf"(?:, in the end {NUMBER.replace('(', '(?P<drift>', 1)} mV s too high)?\."
)


def said(demo):
    found = SAID.fullmatch(demo.says())
    assert found, demo.says()
    texts = {name: text for name, text in found.groupdict().items() if text is not None}
    words = {name: texts.pop(name) for name in ("filter", "change", "way")}
    return words | {name: float(text.replace("−", "-")) for name, text in texts.items()}


def gain_of(name, frequency, k=10, tau=0.1):
    """The complex response at a frequency, straight from the definition of each filter."""
    back = rotation(-2j * pi * frequency * H)
    kept = exp(-H / tau)
    return {
        "difference": 1 - back,
        "average": (1 + back) / 2,
        "running sum": H / (1 - back),
        "moving average": sum(back**i for i in range(k)) / k,
        "leaky integrator": (1 - kept) / (1 - kept * back),
    }[name]


@pytest.mark.parametrize(
    ("name", "change", "after"),
    [
        ("difference", "lowers", 4.90 * 2 * sin(pi / 400) / sqrt(2)),
        ("average", "raises", 4.90 * cos(pi / 400) * sqrt(2)),
    ],
)
def test_the_ratios_of_the_page_come_with_the_defaults(play, name, change, after):
    demo = play(NAME)
    demo.set("filter", name)
    now = said(demo)
    assert now["filter"] == name
    assert now["before"] == 4.90
    assert now["change"] == change
    digits = 3 if after < 1 else 2
    assert now["after"] == round(after, digits)
    assert now["after"] == {"difference": 0.054, "average": 6.93}[name]


@pytest.mark.parametrize(
    "name", ["difference", "average", "running sum", "moving average", "leaky integrator"]
)
@pytest.mark.parametrize("frequency", [0.25, 5.0, 25.0])
def test_the_gain_and_the_delay_follow_from_the_definition(play, name, frequency):
    demo = play(NAME, f"filter={name}&k=4&tau=0.2&frequency={frequency}")
    response = gain_of(name, frequency, k=4, tau=0.2)
    now = said(demo)
    assert now["frequency"] == frequency
    assert now["gain"] == pytest.approx(abs(response), rel=0.04, abs=5e-3)
    # Compare with the exact operation: the derivative leads by a quarter, the integral lags.
    turned = {"difference": 1j, "running sum": -1j}.get(name, 1)
    late = -phase(response / turned) / (2 * pi * frequency)
    assert (now["way"] == "early") == (late < 0)
    assert now["shift"] == pytest.approx(abs(late), rel=0.05)


def test_the_difference_shrinks_the_slow_wave_64_fold_and_spares_a_fast_one(play):
    demo = play(NAME)
    assert 1 / said(demo)["gain"] == pytest.approx(64, rel=0.04)
    ratios = []
    for frequency in (1, 5, 25):
        demo.set("frequency", frequency)
        ratios.append(said(demo)["after"])
    assert ratios == sorted(ratios)
    # At a quarter of the sampling rate wave and noise both grow by the square root of 2.
    assert ratios[-1] == pytest.approx(said(demo)["before"], rel=0.1)


def test_the_average_spares_a_slow_wave_and_shrinks_a_fast_one(play):
    demo = play(NAME, "filter=average")
    ratios = []
    for frequency in (1, 10, 25):
        demo.set("frequency", frequency)
        ratios.append(said(demo)["after"])
    assert ratios == sorted(ratios, reverse=True)


def test_the_running_sum_drifts_with_the_mean_of_the_noise(play):
    demo = play(NAME, "filter=running sum")
    drifts = []
    for noise in (0, 0.5, 1):
        demo.set("noise", noise)
        *_, alone, noisy = (float(text.replace("−", "-")) for text in demo.values()[-1])
        drifts.append(noisy - alone)
        assert alone == pytest.approx(4 / pi, abs=1e-3)
    assert drifts[0] == 0
    assert said(demo)["drift"] == pytest.approx(drifts[2], abs=5e-3)
    assert drifts[2] == pytest.approx(2 * drifts[1], abs=2e-4)
    assert drifts[1] == pytest.approx(0.25 * 2, rel=0.05)  # the bias, for 2 s


def test_the_leaky_integrator_stays_near_the_wave_and_gets_later_with_its_time_constant(play):
    demo = play(NAME, "filter=leaky integrator&noise=0.5")
    late = []
    for tau in (0.02, 0.1, 0.3):
        demo.set("tau", tau)
        late.append(said(demo)["shift"])
        output = float(demo.values()[-1][4].replace("−", "-"))
        assert abs(output) < 1
    assert late == sorted(late)
    assert late[0] == pytest.approx(0.02 - H / 2, abs=1e-3)  # the exact one is late by tau


def test_new_noise_changes_the_ratios_only_a_little(play):
    demo = play(NAME)
    seen = set()
    for _ in range(5):
        demo.el.get_by_role("button", name="New noise").click()
        demo.frame()
        now = said(demo)
        seen.add(now["before"])
        assert now["before"] == pytest.approx(4.90, rel=0.1)
        assert now["after"] == pytest.approx(0.054, rel=0.2)
    assert len(seen) > 2


def test_without_noise_the_wave_alone_comes_through(play):
    demo = play(NAME, "filter=average&frequency=5")
    demo.set("noise", 0)
    assert demo.says().startswith("There is no noise, and the average lets the wave alone through")
    for _, wave, noisy, alone, output in demo.values():
        assert (wave, alone) == (noisy, output)
    assert demo.complaints == []


@pytest.mark.parametrize(("name", "samples"), [("average", 2), ("moving average", 10)])
def test_the_zoom_shows_by_how_much_an_average_trails_the_wave(play, name, samples):
    late = H * (samples - 1) / 2
    demo = play(NAME, f"frequency=5&noise=0&zoom=on&filter={name}")
    assert said_without_noise(demo) == late
    factor = sin(samples * pi * 5 * H) / (samples * sin(pi * 5 * H))
    for t, _, _, output, _ in demo.values():
        shifted = factor * sin(2 * pi * 5 * (float(t) - late))
        assert float(output.replace("−", "-")) == pytest.approx(shifted, abs=1e-4)
    # Twenty-one samples and one beyond each end are drawn as dots.
    panel = demo.el.locator(".demo-panel").nth(1)
    assert 21 <= panel.locator("g[aria-label=dot] circle").count() <= 23


def said_without_noise(demo):
    return float(re.search(r"Its output is ([\d.]+) s late", demo.says())[1])


def test_the_moving_average_has_no_output_until_its_window_is_full(play):
    demo = play(NAME, "filter=moving average&k=20")
    rows = demo.values()
    assert len(rows) == 20
    assert [row[3] for row in rows[:2]].count("none") == 1  # at 0.09 s; the first is at 0.19 s


def test_the_frequency_is_dragged_along_its_logarithmic_axis(play):
    demo = play(NAME)
    handle = "Frequency of the wave"
    demo.press(handle, "End")
    assert said(demo)["frequency"] == 25.0
    assert demo.handle(handle).get_attribute("aria-valuetext") == "25.00 Hz"
    demo.press(handle, "ArrowLeft", times=20)  # one decade
    assert said(demo)["frequency"] == pytest.approx(2.5, abs=0.06)
    demo.press(handle, "Home")
    assert said(demo)["frequency"] == 0.25
    for _ in range(3):
        before = said(demo)["frequency"]
        demo.press(handle, "ArrowRight")
        assert said(demo)["frequency"] > before
    demo.drag(handle, 60)
    assert said(demo)["frequency"] > 1


def test_the_noise_is_dragged_up_and_down_on_the_wave(play):
    demo = play(NAME)
    before = said(demo)["before"]
    demo.drag("Largest noise", 0, -15)
    assert said(demo)["before"] < before
    demo.press("Largest noise", "Home")
    assert "no noise" in demo.says()
