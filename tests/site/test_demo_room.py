"""How much of a window a demo takes."""

from __future__ import annotations

import pytest

PLACES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    stage: box(".demo-stage"), picture: box(".demo-picture"), text: box(".bd-article section > p"),
    contents: box(".bd-sidebar-secondary"), page: document.documentElement.scrollWidth,
  };
}"""


@pytest.mark.parametrize("width", [1800, 1920])
def test_a_large_screen_gives_a_demo_the_room_beside_the_text(open_demo, width):
    demo = open_demo("riemann-sums", chapter=True, width=width)
    place = demo.tab.evaluate(PLACES)
    assert place["stage"]["width"] == place["picture"]["width"] == 1000
    assert place["stage"]["left"] == pytest.approx(place["text"]["left"], abs=12)
    assert place["text"]["width"] < 700, "lines of text stay as long as one can read"
    assert place["stage"]["right"] < place["contents"]["left"], "the contents of the page stay free"
    assert place["page"] == width
    panels = demo.el.locator(".demo-panel")
    assert panels.count() == 3
    assert panels.first.bounding_box()["width"] > 320
