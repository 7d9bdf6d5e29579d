"""What the slopes of the sampled sine on the page say, against trigonometry."""

from __future__ import annotations

import re

import numpy as np
import pytest

NUMBER = re.compile(r"−?\d+(?:\.\d+)?(?:e−?\d+)?")


def numbers(text):
    return [float(n.replace("−", "-")) for n in NUMBER.findall(text)]


def largest_error(demo):
    """Return the largest error of the slopes, as the sentence tells it."""
    _, _, worst, *_ = numbers(demo.says())
    return worst


def error_at_one(demo):
    """Return the tiny step and its error at t = 1, as the sentence tells them."""
    return numbers(demo.says())[-2:]


@pytest.mark.parametrize(
    ("h", "left", "middle"),
    [
        ("0.01", 0.0050, 4.2e-6),
        ("0.11", 0.0550, 5.0e-4),
        ("0.2", 0.0999, 0.00167),
        ("0.49", 0.243, 0.0100),
    ],
)
def test_the_errors_are_those_of_the_table_in_the_text(play, h, left, middle):
    demo = play("finite-differences")
    demo.set("h", h)
    assert largest_error(demo) == pytest.approx(left, rel=0.01)
    demo.set("rule", "midpoint")
    assert largest_error(demo) == pytest.approx(middle, rel=0.01)


@pytest.mark.parametrize(
    ("exponent", "error"), [(-6, 4e-7), (-8, 3e-9), (-11, 1e-6), (-15, 0.015), (-16, 0.54)]
)
def test_the_error_at_one_point_is_that_of_the_text(play, exponent, error):
    demo = play("finite-differences")
    demo.set("exponent", exponent)
    step, told = error_at_one(demo)
    assert step == pytest.approx(10.0**exponent)
    assert told == pytest.approx(error, rel=0.25)  # the text gives one digit of some


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ("forward", 0.01 / 2 * np.sin(1)),
        ("backward", 0.01 / 2 * np.sin(1)),
        ("midpoint", 0.01**2 / 24 * np.cos(1.005)),
        ("central", 0.01**2 / 6 * np.cos(1)),
    ],
)
def test_each_rule_errs_at_one_point_as_the_series_says(play, rule, error):
    demo = play("finite-differences", f"exponent=-2&rule={rule}")
    assert error_at_one(demo) == pytest.approx([0.01, error], rel=0.03)


@pytest.mark.parametrize(
    ("rule", "start", "gap", "count"),
    [
        ("forward", 0, 1, 50),
        ("midpoint", -0.5, 1, 50),
        ("backward", -1, 1, 50),
        ("central", -1, 2, 49),
    ],
)
def test_the_table_holds_each_slope_at_its_place(play, rule, start, gap, count):
    rows = play("finite-differences", f"h=0.2&rule={rule}").values()
    assert len(rows) == count
    t, slope, cosine, error = np.array([[numbers(cell)[0] for cell in row] for row in rows]).T
    left, right = t + start * 0.2, t + (start + gap) * 0.2
    assert slope == pytest.approx((np.sin(right) - np.sin(left)) / (right - left), abs=1e-6)
    assert cosine == pytest.approx(np.cos(t), abs=1e-6)
    assert error == pytest.approx(slope - cosine, abs=2e-6)


def test_there_is_one_slope_fewer_than_samples_and_a_long_table_is_thinned(play):
    demo = play("finite-differences", "h=0.01")
    assert "the 1000 slopes" in demo.says()  # from 1001 samples
    rows = demo.values()
    assert len(rows) == 100
    assert numbers(rows[1][0]) == [0.1]


def test_pulling_the_tenth_sample_back_halves_the_error_at_ends_and_quarters_it_between(play):
    ratios = []
    for rule in ("forward", "midpoint"):
        demo = play("finite-differences", f"h=0.4&rule={rule}")
        before = largest_error(demo)
        demo.press("Tenth sample", "ArrowLeft", times=20)
        assert "h = 0.20," in demo.says()
        ratios.append(before / largest_error(demo))
    assert ratios == pytest.approx([2, 4], rel=0.02)


def test_the_tenth_sample_stays_under_the_mouse(play):
    demo = play("finite-differences", "h=0.25")
    panel = demo.el.locator(".demo-plot").first.bounding_box()
    demo.drag("Tenth sample", 0.15 * panel["width"])
    h = numbers(demo.says())[0]
    # The axis spans 10 units over the panel's width without its margins of 52 and 18 pixels.
    assert h == pytest.approx(0.25 + 1.5 * panel["width"] / (panel["width"] - 70) / 10, abs=0.011)
    demo.drag("Tenth sample", 400)
    assert "h = 0.50," in demo.says()


def test_the_central_error_is_four_times_that_at_midpoints(play):
    demo = play("finite-differences", "h=0.1&rule=midpoint")
    midpoint = largest_error(demo)
    demo.set("rule", "central")
    assert largest_error(demo) == pytest.approx(4 * midpoint, rel=0.01)


def test_walking_down_the_thin_line_finds_the_best_step_near_the_root_of_epsilon(play):
    demo = play("finite-differences", "exponent=-6")
    errors = {}
    for _ in range(40):
        demo.press("Step at t = 1", "ArrowLeft")
        step, error = error_at_one(demo)
        errors[step] = error
    best = min(errors, key=errors.get)
    root = np.sqrt(np.finfo(float).eps)
    assert root / 10 < best < root * 10
    assert errors[max(errors)] > 10 * errors[best] < errors[min(errors)]


def test_the_handle_on_the_thin_line_can_be_dragged_to_the_tiniest_step(play):
    demo = play("finite-differences", "exponent=-6")
    demo.drag("Step at t = 1", -80)
    step, _ = error_at_one(demo)
    assert 1e-13 < step < 1e-9
    written = re.search(r"a step of (\S+)", demo.says())[1]
    assert demo.handle("Step at t = 1").get_attribute("aria-valuetext") == written
    demo.drag("Step at t = 1", -400)
    # 1 + 1e-16 is stored as 1: the slope is 0, and the error the whole cosine.
    assert error_at_one(demo) == pytest.approx([1e-16, np.cos(1)], rel=0.01)


def test_each_handle_rides_on_its_curve(play):
    demo = play("finite-differences", "h=0.3&exponent=-5")
    sample = demo.handle("Tenth sample").locator(".demo-reach").bounding_box()
    curve = demo.el.locator(".demo-plot").first.locator("g[aria-label=line] path").first
    far = curve.evaluate(
        """(path, [x, y]) => {
          const box = path.ownerSVGElement.getBoundingClientRect();
          let nearest = Infinity;
          for (let s = 0; s <= path.getTotalLength(); s++) {
            const point = path.getPointAtLength(s);
            nearest = Math.min(nearest, Math.hypot(point.x + box.x - x, point.y + box.y - y));
          }
          return nearest;
        }""",
        [sample["x"] + sample["width"] / 2, sample["y"] + sample["height"] / 2],
    )
    assert far < 1.5
