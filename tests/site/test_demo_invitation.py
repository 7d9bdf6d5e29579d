"""A demo invites its reader to drag, until somebody has."""

from __future__ import annotations

import pytest

INVITATION = ".demo-invitation, .demo-hint"
SEEN = """all => all.map(e => e.getBoundingClientRect().width > 0
  && getComputedStyle(e).visibility === "visible")"""


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
