"""What a finger is meant to touch is large enough to be hit, and no field makes iOS magnify."""

from __future__ import annotations

from tests.browser import PATIENCE

TARGETS = """(place) => {
  const everything = "a[href], button, select, textarea, summary, input, label:has(input), " +
    "[role=slider], [contenteditable=true]";
  const SENTENCE = "p, li, dd, td, th, figcaption, dt";
  const words = (el) => el?.textContent.replace(/\\s+/g, "");
  // A link in a sentence is as high as its letters, and what stands in a label is touched by it.
  const isExempt = (el) =>
    el.matches(".skip-link a, .headerlink, label input:not([type=range]), .sig a:not(:has(span))")
    || (el.matches("a") && ![undefined, words(el)].includes(words(el.closest(SENTENCE)))
      && !el.closest("nav, .path > li, .report-left li, .closing details"));
  const box = (el) => {
    const whole = el.matches(".sd-stretched-link") ? el.closest(".sd-card") : el;
    return (whole.querySelector(":scope > .demo-reach") ?? whole).getBoundingClientRect();
  };
  const found = [...document.querySelector(place).querySelectorAll(everything)]
    .filter((el) => el.checkVisibility({visibilityProperty: true}) && box(el).width > 1);
  const small = found.filter((el) => !isExempt(el)).flatMap((el) => {
    const {width, height} = box(el);
    const size = `${width.toFixed()} x ${height.toFixed()}: `;
    return Math.min(width, height) < 43.5 ? [size + el.outerHTML.slice(0, 90)] : [];
  });
  const fields = found.filter((el) =>
    el.matches("select, textarea, [contenteditable], input:not([type=range], [type=radio], " +
      "[type=checkbox], [type=file])") && Number.parseFloat(getComputedStyle(el).fontSize) < 16);
  return [...small, ...fields.map((el) => "letters: " + el.outerHTML.slice(0, 90))];
}"""
UNFOLD = """() => {
  for (const fold of document.querySelectorAll("article details:not(.answer)")) fold.open = true;
}"""
#: Pages with all that can be touched, and what wakes on them.
PAGES = {
    "derivatives-by-number": ".demo[data-alive]",  # cells, questions, exercises, folds
    "index": ".demo[data-alive]",
    "progress": ".report-tools[data-alive]",
    "how-to-use": "[data-do=edit]:not([disabled])",
    "404": "main, body",
}


def test_a_finger_hits_what_it_is_meant_to_touch(new_window, address):
    tab = new_window(width=360, height=740, has_touch=True, is_mobile=True).new_page()
    small = {}

    def look(place, name):
        if found := tab.evaluate(TARGETS, place):
            small[name] = found

    for page, wakes in PAGES.items():
        tab.goto(f"{address}{page}.html")
        if page == "derivatives-by-number":
            tab.locator(".demo").first.scroll_into_view_if_needed()
            tab.locator("[data-do=edit]:not([disabled]):visible").first.tap()
            tab.locator(".cm-content").first.wait_for()
        tab.locator(wakes).first.wait_for()
        tab.evaluate(UNFOLD)
        look("body", page)
    tab.goto(f"{address}how-to-use.html")
    for opener, place in (
        (".theme-switch-button", ".dropdown-menu.show"),
        (".primary-toggle", "#pst-primary-sidebar-modal[open]"),
        (".secondary-toggle", "#pst-secondary-sidebar-modal[open]"),
        (".search-button", "#pst-search-dialog[open]"),
    ):
        tab.locator(f"{opener} >> visible=true").first.tap()
        tab.locator(place).wait_for()
        if "search" in place:
            tab.locator(f"{place} input").fill("slope")
            tab.locator(f"{place} .search-results a").first.wait_for(timeout=PATIENCE)
        look(place, opener)
        tab.keyboard.press("Escape")
        tab.locator(place).wait_for(state="hidden")
    tab.keyboard.press("?")
    tab.locator(".reader-dialog[open]").wait_for()
    look(".reader-dialog", "the reader's dialog")
    assert small == {}
