"""A demo invites its reader to drag, until somebody has."""

from __future__ import annotations

import pytest

from tests.playing import NAMES, DemoOnPage

INVITATION = ".demo-invitation, .demo-hint"
SEEN = """all => all.map(e => e.getBoundingClientRect().width > 0
  && getComputedStyle(e).visibility === "visible")"""


def test_each_demo_shows_once_what_can_be_dragged_and_covers_no_word(new_window, address):
    tab = new_window(width=360).new_page()
    for name in NAMES:
        demo = DemoOnPage(tab, address, name)
        assert demo.el.locator(INVITATION).evaluate_all(SEEN) == [True, True], name
        assert demo.el.locator(".demo-handle").first.locator(".demo-hint").count() == 1
        invitation = demo.el.locator(".demo-invitation").bounding_box()
        title = demo.el.locator(".demo-title").first.bounding_box()
        assert invitation["y"] + invitation["height"] <= title["y"] + 4, "above the letters"
        assert invitation["y"] >= 0
        tab.emulate_media(media="print")
        assert not any(demo.el.locator(INVITATION).evaluate_all(SEEN))
        tab.emulate_media(media="screen")


@pytest.mark.parametrize("hand", ["mouse", "key", "slider"])
def test_the_invitation_leaves_with_the_first_move(open_demo, hand):
    demo = open_demo("gain")
    demo.tab.keyboard.press("Tab")
    demo.tab.mouse.wheel(0, 40)
    demo.frame()
    assert all(demo.el.locator(INVITATION).evaluate_all(SEEN)), "who reads on has not moved it yet"
    if hand == "mouse":
        demo.drag("Current on the rate", 20)
    elif hand == "key":
        demo.press("Current on the rate", "ArrowRight")
    else:
        demo.control("theta").press("ArrowRight")
    demo.frame()
    assert not any(demo.el.locator(INVITATION).evaluate_all(SEEN))
