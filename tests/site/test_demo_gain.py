"""What the transfer function and the gain on the page say, against algebra."""

from __future__ import annotations

import re

import numpy as np
import pytest

pytestmark = pytest.mark.xdist_group("demo gain")


def numbers(text):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", text)]


def told(demo):
    """Return the numbers of the sentence by name."""
    pattern = (
        r"At (?P<current>\S+) nA the secant’s slope is (?P<secant>\S+) per nA"
        r"(?: \(noise: ±(?P<scatter>\S+)\))?, the gain (?P<gain>\S+)\. "
        r"The gain peaks at (?P<threshold>\S+) nA: a/4 = (?P<peak>\S+)\. "
        r"The rate stays below (?P<ceiling>\S+)\."
    )
    groups = re.fullmatch(pattern, demo.says()).groupdict()
    return {name: numbers(text)[0] for name, text in groups.items() if text}


def rate(current, a=1.2, theta=2.8):
    return 1 / (1 + np.exp(-a * (current - theta))) - 1 / (1 + np.exp(a * theta))


def gain(current, a=1.2, theta=2.8):
    return a / 4 / np.cosh(a * (current - theta) / 2) ** 2


@pytest.mark.parametrize(("a", "theta", "ceiling"), [("0.5", "1.2", 0.646), ("2", "4", 0.9997)])
def test_the_ceilings_are_those_of_the_text(play, a, theta, ceiling):
    demo = play("gain")
    demo.set("a", a)
    demo.set("theta", theta)
    assert told(demo)["ceiling"] == pytest.approx(ceiling, abs=0.0005 if ceiling < 0.9 else 5e-5)


def test_on_the_threshold_the_secant_is_a_little_flatter_than_the_highest_gain(play):
    demo = play("gain")
    demo.press("Current on the rate", "ArrowLeft", times=2)
    found = told(demo)
    assert found["current"] == found["threshold"] == 2.8
    assert found["gain"] == found["peak"] == 0.3
    assert found["secant"] == pytest.approx(np.tanh(1.2 * 0.1 / 4) / 0.1, abs=5e-5)
    assert found["secant"] < found["gain"]


@pytest.mark.parametrize("current", ["0.5", "3", "5.7", "8"])
def test_the_slope_on_the_left_is_the_height_on_the_right(play, current):
    demo = play("gain")
    demo.set("I_mean", current)
    found = told(demo)
    at = float(current)
    assert found["gain"] == pytest.approx(gain(at), abs=5e-5)
    assert found["secant"] == pytest.approx((rate(at + 0.05) - rate(at - 0.05)) / 0.1, abs=5e-5)
    assert found["secant"] == pytest.approx(found["gain"], abs=3e-4)


def test_dragging_the_current_on_either_panel_moves_it_on_both(play):
    demo = play("gain")
    places = {}
    for label in ("Current on the rate", "Current on the gain"):
        demo.drag(label, 60)
        places[label] = told(demo)["current"]
    first, second = places.values()
    assert 4 < first < 6 < second
    boxes = [demo.handle(label).bounding_box() for label in places]
    panels = [plot.bounding_box() for plot in demo.el.locator(".demo-plot").all()]
    inside = [box["x"] - panel["x"] for box, panel in zip(boxes, panels, strict=True)]
    assert inside[0] == pytest.approx(inside[1], abs=1)


def test_the_most_sensitive_place_is_the_threshold(play):
    demo = play("gain", "theta=3.3&a=1.6&I_mean=0.5")
    gains = {}
    for _ in range(60):
        demo.press("Current on the gain", "ArrowRight")
        found = told(demo)
        gains[found["current"]] = found["gain"]
    assert max(gains, key=gains.get) == 3.3
    assert gains[3.3] == pytest.approx(1.6 / 4)


def test_the_threshold_shifts_the_gain_curve_without_changing_it(play):
    demo = play("gain", "theta=2&I_mean=2.6")
    before = told(demo)
    demo.press("Threshold of the gain", "ArrowRight", times=20)
    demo.set("I_mean", "4.6")
    after = told(demo)
    assert after["threshold"] == before["threshold"] + 2
    assert (after["gain"], after["peak"]) == (before["gain"], before["peak"])


def test_the_threshold_can_be_dragged_by_its_triangle_on_the_rate(play):
    demo = play("gain")
    demo.drag("Threshold of the rate", -30)
    assert 1.2 <= told(demo)["threshold"] < 2.3
    assert told(demo)["peak"] == 0.3


def test_doubling_a_doubles_the_peak_and_halves_the_width(play):
    demo = play("gain")
    words = demo.el.locator(".demo-plot").nth(1)
    found = []
    for a in ("0.8", "1.6"):
        demo.set("a", a)
        width = re.search(r"width (\S+) nA", words.inner_text())[1]
        found.append((told(demo)["peak"], float(width)))
    (low, wide), (high, narrow) = found
    assert (low, high) == (0.2, 0.4)
    # s (1 - s) falls to half its height at ln(3 + 2 sqrt 2)/a to both sides.
    both = 2 * np.log(3 + 2 * np.sqrt(2))
    assert (wide, narrow) == pytest.approx((both / 0.8, both / 1.6), abs=0.05)


def test_pulling_the_bar_outwards_makes_the_gain_lower_and_wider(play):
    demo = play("gain")
    panel = demo.el.locator(".demo-plot").nth(1).bounding_box()
    demo.drag("Width of the gain", 50)
    # The bar ends where the gain is half as high; 8 nA span the panel without its margins.
    end = np.log(3 + 2 * np.sqrt(2)) / 1.2 + 50 * 8 / (panel["width"] - 70)
    assert told(demo)["peak"] == pytest.approx(np.log(3 + 2 * np.sqrt(2)) / end / 4, abs=0.004)
    demo.drag("Width of the gain", -300)
    assert told(demo)["peak"] == 0.5


def test_noise_spoils_the_slopes_much_more_than_the_rates(play):
    demo = play("gain", "sigma=0.02")
    assert told(demo)["scatter"] == pytest.approx(np.sqrt(2) * 0.02 / 0.1, abs=0.005)
    rows = np.array([[numbers(cell)[0] for cell in row] for row in demo.values()])
    current, below, above, slope, exact = rows.T
    assert current == pytest.approx(np.arange(1, 81) / 10)
    assert (below - rate(current - 0.05)).std() == pytest.approx(0.02, rel=0.3)
    assert slope == pytest.approx((above - below) / 0.1, abs=0.0015)
    assert exact == pytest.approx(gain(current), abs=5e-5)
    assert (slope - exact).std() == pytest.approx(0.28, rel=0.3)
    assert told(demo)["secant"] == slope[29]  # at 3 nA


def test_a_new_sample_is_other_noise_and_its_seed_brings_it_back(open_demo):
    demo = open_demo("gain", "sigma=0.05")
    before = [row[1] for row in demo.values()]
    demo.el.get_by_role("button", name="New sample").click()
    demo.frame()
    after = [row[1] for row in demo.values()]
    assert sum(one != other for one, other in zip(before, after, strict=True)) > 70
    assert [row[1] for row in open_demo("gain", "sigma=0.05&seed=2").values()] == after


def test_the_page_draws_the_same_noise_as_python(play):
    from neurocalc.noise import normal

    rows = play("gain", "sigma=0.05&seed=7").values()
    below = np.array([numbers(row[1])[0] for row in rows])
    measured = np.arange(80) / 10 + 0.05
    assert below == pytest.approx(rate(measured) + normal(7, 81, 0.05)[:80], abs=6e-5)


def test_without_noise_the_sentence_tells_of_none(play):
    demo = play("gain", "sigma=0.02")
    assert "noise" in demo.says()
    demo.set("sigma", "0")
    assert "noise" not in demo.says()
