"""What demos say while a script that they fetch late does not come, and once it does."""

from __future__ import annotations

import re

import pytest

CALCULUS = re.compile(r"/calculus-\w+\.js")
UNKNOWN = "not known yet, because its script has not come"


class Line:
    """The reader's connection to the script of the rules, which can be cut and mended."""

    def __init__(self, open_demo, *asked):
        self.asked, self.is_cut = [], True
        # Cut before the page opens: a busy machine might be too late afterwards.
        self.demo = open_demo(*asked, prepare=lambda tab: tab.route(CALCULUS, self._answer))

    def _answer(self, route):
        self.asked.append(route.request.url)
        if self.is_cut:
            route.abort()
        else:
            route.continue_()

    def type(self, formula, **others):
        """Type a formula, and set other parameters."""
        for name, value in others.items():
            self.demo.set(name, value)
        self.demo.set("formula", formula)

    def says(self, *words):
        """Wait until the demo says these words."""
        for some in words:
            self.demo.el.locator(".demo-says", has_text=some).wait_for()
        self.demo.frame()


def test_a_slope_that_cannot_be_found_is_not_known_and_never_none(open_demo):
    line = Line(open_demo, "slopes-and-areas", "t=0")
    demo = line.demo
    for formula, height in (("exp(t)", "1"), ("abs(t)", "0")):
        line.type(formula)
        line.says(f"is {height}, its slope is {UNKNOWN}", "and the area since")
        panel = demo.el.locator(".demo-panel").nth(1).inner_text()
        assert "not known yet:" in panel
        assert "its script has not come" in panel
        assert not demo.handle("Point on the derivative").is_visible()
        for row in demo.values():
            assert [row[2], row[3]] == ["not known yet"] * 2
    line.is_cut = False
    line.type("exp(t/2)")
    line.says("its tangent has slope 0.5/s")
    line.type("abs(t)")
    line.says("it has no slope there")
    assert (
        demo.el.locator(".demo-panel").nth(1).inner_text().startswith("Slope: f′(0) has no value")
    )
    assert len(set(line.asked)) == 3, "a browser may keep the failure of an address"
    assert len(line.asked) == 3, "it is asked for when the formula changes, and no more once here"


def test_a_reader_who_comes_back_on_line_is_told_the_slope_at_once(open_demo):
    demo = open_demo("slopes-and-areas", "t=0")
    demo.tab.context.set_offline(True)
    demo.set("formula", "exp(t)")
    line = demo.el.locator(".demo-says")
    line.filter(has_text=UNKNOWN).wait_for()
    demo.tab.context.set_offline(False)
    line.filter(has_text="its tangent has slope 1/s").wait_for()


def test_the_slope_comes_by_itself_after_a_while(open_demo):
    line = Line(open_demo, "slopes-and-areas", "t=0")
    line.type("exp(t)")
    line.says(UNKNOWN)
    line.is_cut = False
    line.says("its tangent has slope 1/s")


def titles(demo):
    return demo.el.locator(".demo-title").all_inner_texts()[:3]


def test_estimates_of_slopes_are_called_so_and_claim_nothing_that_only_rules_can_know(open_demo):
    line = Line(open_demo, "partial-derivatives")
    demo = line.demo
    line.type("abs(x)", x=0, y=0)
    line.says("One of its slopes is not known yet: the script with the rules has not come.")
    assert titles(demo) == ["f: curved", "∂f/∂x", "∂f/∂y"]
    assert demo.values()[0] == ["0", "0", "0", "not known yet", "0"]
    panels = demo.el.locator(".demo-panel")
    assert "slope not known yet" in panels.nth(3).inner_text()
    assert "gradient not known yet" in panels.nth(5).inner_text()
    line.type("abs(x)", x=1)
    line.says("estimates by differences", "about 1 along x and about 0 along y")
    assert "slope ≈ 1" in panels.nth(3).inner_text()
    for formula in ("x^2 + y^2", "x^3", "exp(x)", "sqrt(x)", "5"):
        line.type(formula, x=0)
        line.says("estimates by differences" if formula != "sqrt(x)" else "not known yet")
        assert not re.search("flat|plane|constant|no value|none", demo.says())
        assert titles(demo)[1:] == ["∂f/∂x", "∂f/∂y"]
        assert "none" not in {cell for row in demo.values() for cell in row[3:] if row[2] != "none"}
    line.is_cut = False
    line.type("x^2 - y^2")
    line.says("The ground is flat there")
    assert titles(demo) == ["f: curved", "∂f/∂x: a plane", "∂f/∂y: a plane"]
    line.type("abs(x)")
    line.says("One of its slopes has no value there.")


def test_estimates_become_exact_when_the_reader_is_on_line_again(open_demo):
    line = Line(open_demo, "partial-derivatives")
    demo = line.demo
    demo.tab.context.set_offline(True)
    line.is_cut = False
    says = demo.el.locator(".demo-says")
    says.filter(has_text="estimates by differences").wait_for()
    assert "estimated by differences" in demo.el.locator(".demo-words").inner_text()
    demo.tab.context.set_offline(False)
    says.filter(has_text="The gradient (6, 6) points 45°").wait_for()
    demo.el.locator(".demo-formula math").first.wait_for(state="attached")
    assert "estimated" not in demo.el.locator(".demo-words").inner_text()


@pytest.mark.parametrize(
    ("formula", "place", "slopes"),
    [("x^3", (0, 0), (0, 0)), ("exp(x) + 7y", (0, 2), (1, 7)), ("x y^3", (2, 1), (1, 6))],
)
def test_estimates_are_the_slopes_of_algebra_where_these_exist(open_demo, formula, place, slopes):
    line = Line(open_demo, "partial-derivatives")
    demo = line.demo
    line.type(formula, x=place[0], y=place[1])
    x, y = (f"{slope}".replace("-", "−") for slope in slopes)
    demo.el.locator(".demo-says", has_text=f"about {x} along x and about {y} along y").wait_for()
