"""What the demo of a hillside says, against the square of a sum."""

from __future__ import annotations

import re

import pytest


def numbers(sentence):
    return [float(n.replace("−", "-")) for n in re.findall(r"−?\d+(?:\.\d+)?", sentence)]


def test_the_height_is_the_square_of_the_sum_and_stays_along_a_contour_line(play):
    demo = play("hillside")
    for x, y in ((2, 1), (3, 0), (-1.5, -1.5), (0, 0), (-5, 5), (4.5, -2)):
        demo.set("x", x)
        demo.set("y", y)
        said = demo.says()
        squares = [(x + y) ** 2, (x + y + 1) ** 2, (x + y + 1) ** 2]
        assert numbers(said) == pytest.approx([x, y, *squares], abs=0.006), said
        title = demo.el.locator(".demo-title").inner_text()
        assert numbers(title) == pytest.approx([(x + y) ** 2], abs=0.006)
    for y, *heights in demo.values():
        for x, height in zip(range(-5, 6), heights, strict=True):
            assert numbers(height) == [(x + numbers(y)[0]) ** 2]

    demo.set("x", 2)
    demo.set("y", 1)
    demo.press("Where you stand", "ArrowRight", times=10)
    demo.press("Where you stand", "ArrowDown", times=10)
    assert numbers(demo.says())[:3] == [3, 0, 9], "one to the right and one down: as high as before"
    assert demo.complaints == []
