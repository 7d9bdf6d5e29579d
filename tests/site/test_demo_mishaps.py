"""What demos do when what they rely on fails: style sheets, graphics, typesetting."""

from __future__ import annotations

import pytest

from tests.built import SITE
from tests.playing import NAMES, SPECIFICATIONS, DemoOnPage, in_turn

each_demo = pytest.mark.parametrize("name", NAMES)


# -- Style sheets ---------------------------------------------------------------------------------


# Fetches all sheets anew but one, and waits until they have come.
FETCH = """(own) => Promise.all([...document.querySelectorAll("link[rel=stylesheet]")]
  .filter((link) => !link.href.includes(own))
  .map((link) => new Promise((done) => {
    const anew = link.cloneNode();
    anew.onload = done;
    link.replaceWith(anew);
  })))"""


@each_demo
def test_without_style_sheets_panels_keep_a_size_and_controls_work(new_window, address, name):
    tab = new_window().new_page()
    are_missing = True
    tab.route("**/*.css*", lambda route: route.abort() if are_missing else route.continue_())
    demo = DemoOnPage(tab, address, name)
    keeps_its_size_and_works(demo)
    are_missing = False
    tab.evaluate(FETCH, "/demo.css")  # all but the demo's own
    keeps_its_size_and_works(demo)


def keeps_its_size_and_works(demo):
    demo.rest(500)  # a panel that follows its own height would grow in every frame
    heights = demo.el.locator(".demo-plot, .demo-plot svg").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().height)"
    )
    assert 50 < max(heights) < 1000
    assert demo.tab.evaluate("document.documentElement.scrollHeight") < 10_000
    assert demo.handles().count() > 0
    before = demo.says()
    slider = next(p for p in SPECIFICATIONS[demo.name]["parameters"] if p["kind"] == "number")
    assert slider["control"]
    control = demo.control(slider["name"])
    for key in ("Home", "End"):
        control.press(key)
        demo.frame()
        if demo.says() != before:
            break
    assert demo.says() != before


# -- Graphics -------------------------------------------------------------------------------------

LOSE = """() => {
  const canvases = [...document.querySelectorAll(".js-plotly-plot canvas")];
  const contexts = canvases.map((canvas) => canvas.getContext("webgl")).filter(Boolean);
  window.lost = contexts.map(({canvas}) => canvas);
  for (const context of contexts) context.getExtension("WEBGL_lose_context").loseContext();
  return contexts.length;
}"""


@in_turn(["partial-derivatives", "ei-neuron"])
def test_surfaces_that_lose_their_graphics_memory_give_way_to_maps_and_come_back(surfaces_of, name):
    surfaces = surfaces_of(name)
    demo = surfaces.demo
    title = demo.el.locator(".demo-title").first
    note = demo.el.locator(".demo-note")

    def lose():
        surfaces.ready(3)
        demo.frame()  # what is drawn for the first time in the next frame is ready as well
        assert demo.tab.evaluate(LOSE) >= 3
        title.filter(has_text="WebGL was lost, so a map").wait_for()
        note.filter(has_text="so you see maps").wait_for()
        demo.frame()
        assert demo.el.locator("[data-covered]").count() == 0
        assert demo.el.locator(".demo-plot canvas:visible").count() >= 3, "maps are painted"

    lose()
    # The browser tells so when it has memory again; one without a graphics card may never have it.
    tell = "window.lost.forEach((one) => one.dispatchEvent(new Event('webglcontextrestored')))"
    demo.tab.evaluate(tell)
    surfaces.ready(3)
    assert "lost" not in title.inner_text()
    note.filter(has_text="lost").wait_for(state="detached")
    lose()
    demo.set("view", "maps")
    assert "lost" not in title.inner_text()
    demo.set("view", "surfaces")
    surfaces.ready(3)
    before = surfaces.eyes()
    surfaces.element(1).press("ArrowRight")
    surfaces.eyes(other_than=before)
    assert demo.complaints == []


# -- Typesetting ----------------------------------------------------------------------------------

LONG = "sin(x)" * 33  # the product has 33 factors, and its derivative 33 terms of these


def test_a_formula_too_long_to_typeset_is_shown_as_text(open_demo):
    demo = open_demo("partial-derivatives")
    places = demo.el.locator(".demo-words .demo-formula")
    demo.set("formula", LONG)
    places.nth(1).filter(has_text="∂f/∂x = ").wait_for()
    assert places.nth(1).inner_text().count("cos(x)") == 33
    assert places.nth(1).locator("math").count() == 0
    demo.set("formula", "x y")
    places.nth(1).locator("math").wait_for(state="attached")


def test_without_katex_formulas_are_text_and_typeset_as_soon_as_it_comes(open_demo):
    demo = open_demo("partial-derivatives")
    is_cut = True
    demo.tab.route("**/katex-*.js*", lambda route: route.abort() if is_cut else route.continue_())
    places = demo.el.locator(".demo-words .demo-formula")
    demo.set("formula", "x y^2")
    places.nth(2).filter(has_text="∂f/∂y = 2 x y").wait_for()
    is_cut = False
    demo.set("formula", "x y^3")
    places.nth(2).locator("math").wait_for(state="attached")


def test_what_a_program_prints_as_a_very_long_formula_stays_text(open_demo):
    tab = open_demo("gain").tab
    [script] = (SITE / "_static" / "web").glob("typeset-*.js")
    text, seconds = tab.evaluate(
        """async ([script, long]) => {
          const {typeset} = await import(script);
          const el = document.body.appendChild(document.createElement("div"));
          el.textContent = "as it was printed";
          const before = performance.now();
          await typeset(el, long);
          return [el.textContent, (performance.now() - before) / 1000];
        }""",
        [f"../_static/web/{script.name}", "x + " * 50_000 + "x"],
    )
    assert text == "as it was printed"
    assert seconds < 10  # KaTeX would take a minute
