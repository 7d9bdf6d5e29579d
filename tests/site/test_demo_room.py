"""How much of a window a demo takes."""

from __future__ import annotations

import pytest

from tests.playing import NAMES, DemoOnPage
from tests.site.test_demo_invitation import INVITATION, SEEN

PLACES = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return {
    stage: box(".demo-stage"), picture: box(".demo-picture"), text: box(".bd-article section > p"),
    contents: box(".bd-sidebar-secondary"), page: document.documentElement.scrollWidth,
  };
}"""


def test_a_large_screen_gives_a_demo_the_room_beside_the_text(open_demo):
    demo = open_demo("riemann-sums", chapter=True, width=1800)
    for width in (1800, 1920):
        demo.tab.set_viewport_size({"width": width, "height": 900})
        demo.frame()
        place = demo.tab.evaluate(PLACES)
        assert place["stage"]["width"] == place["picture"]["width"] == 1000
        assert place["stage"]["left"] == pytest.approx(place["text"]["left"], abs=12)
        assert place["text"]["width"] < 700, "lines of text stay as long as one can read"
        assert place["stage"]["right"] < place["contents"]["left"], "the contents stay free"
        assert place["page"] == width
    panels = demo.el.locator(".demo-panel")
    assert panels.count() == 3
    assert panels.first.bounding_box()["width"] > 320


#: How much room there is beside the text: all of the article, and the margins of larger windows.
ROOM = {700: 668, 900: 836, 1150: 856, 1280: 688, 1440: 790, 1536: 878, 1700: 1000}
SETTLED = """(room) =>
  Math.abs(document.querySelector(".demo-stage").getBoundingClientRect().width - room) <= 2"""


def test_a_demo_takes_the_room_that_its_window_has(open_demo):
    demo = open_demo("riemann-sums", chapter=True)
    for width, room in ROOM.items():
        demo.tab.set_viewport_size({"width": width, "height": 900})
        demo.tab.wait_for_function(SETTLED, arg=room)  # the list of chapters slides in
        place = demo.tab.evaluate(PLACES)
        assert place["picture"]["width"] == place["stage"]["width"]
        assert place["stage"]["left"] == pytest.approx(place["text"]["left"], abs=1)
        assert place["page"] == width
        if width >= 1200:
            assert place["stage"]["right"] < place["contents"]["left"]


TOGETHER = """(demo) => {
  const inside = (el) => {
    const {left, right, top, bottom} = el.getBoundingClientRect();
    return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight;
  };
  const controls = [...demo.querySelectorAll(".demo-controls :is(input, select, button)")];
  const grip = demo.querySelector(".demo-grip");
  grip.closest(".demo-panel").scrollIntoView({block: "start"});
  const bar = demo.querySelector(".demo-controls").getBoundingClientRect();
  const lowest = grip.getBoundingClientRect().bottom;
  return controls.map((control) => {
    control.focus();
    const isSeen = inside(control) && inside(grip) && lowest < bar.top;
    return isSeen ? "" : control.closest(".demo-control").textContent.trim();
  }).filter(Boolean).concat(document.documentElement.scrollWidth > innerWidth ? ["wide"] : []);
}"""


def test_on_a_phone_every_control_is_seen_with_its_point_and_what_invites_to_drag_covers_no_word(
    new_window, address
):
    tab = new_window(width=360, height=740, has_touch=True, is_mobile=True).new_page()
    for name in NAMES:
        demo = DemoOnPage(tab, address, name)
        assert demo.el.locator(INVITATION).evaluate_all(SEEN) == [True, True], name
        assert demo.el.locator(".demo-handle").first.locator(".demo-hint").count() == 1
        invitation = demo.el.locator(".demo-invitation").bounding_box()
        title = demo.el.locator(".demo-title").first.bounding_box()
        assert invitation["y"] + invitation["height"] <= title["y"] + 4, "above the letters"
        assert invitation["y"] >= 0
        assert demo.el.evaluate(TOGETHER) == [], name
        tab.emulate_media(media="print")
        assert not any(demo.el.locator(INVITATION).evaluate_all(SEEN)), name
        assert not demo.el.locator(".demo-controls").is_visible()
        assert demo.el.locator(".demo-panel").first.is_visible()
        tab.emulate_media(media="screen")
