"""The face of the book: its letters, its colours, and one shape for each kind of thing."""

from __future__ import annotations

import re

import pytest
from PIL import Image

from bookext import emblem
from bookext.tokens import FACES, ICON_FACES
from neurocalc.palette import PALETTES
from tests.browser import barriers
from tests.built import SITE

PAGES = ["index", "transfer-function", "progress"]  # boxes, folds, demos, cells, exercises, fields
THEMES = ["light", "dark"]
BOXES = (
    ".opening, div.admonition, .question, details.solution, details.sd-dropdown, .sd-card,"
    " .report-tools"
)
BUTTONS = (
    ".run-page button, .run-bar button, .demo-tools button, .report-tools button,"
    " a.sd-btn:not(.sd-btn-primary)"
)
FOLDS = ".bd-article details > summary"

FOLD_ALL = "for (const one of document.querySelectorAll('details[open]')) one.open = false"
LOOK = """([selector, pseudo, names]) => {
  const looks = {};
  for (const el of document.querySelectorAll(selector)) {
    const style = getComputedStyle(el, pseudo || null);
    const look = names.map((name) => `${name}: ${style.getPropertyValue(name)}`).join("; ");
    looks[look] = el.outerHTML.slice(0, 90);
  }
  return looks;
}"""
RING = """(el) => {
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(el);
  return `${outlineStyle} ${outlineWidth} ${outlineColor}`;
}"""
# The theme shows this button now and then, while one scrolls up.
BACK = """(el) => {
  el.style.display = "block";
  const {color, backgroundColor} = getComputedStyle(el);
  return [color, backgroundColor];
}"""
# The colour of each piece of text, and what family it is written in.
WRITTEN = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    const isSaid = walker.currentNode.data.trim() && !el.closest("script, style, noscript, i");
    if (!isSaid || !el.checkVisibility({visibilityProperty: true})) continue;
    const {color, fill, fontFamily} = getComputedStyle(el);
    const kind = el.closest(".katex, code, pre, kbd, samp, input") ? "other" : "words";
    found.push([el.namespaceURI.endsWith("svg") ? fill : color, kind, fontFamily.split(",")[0],
      walker.currentNode.data.trim().slice(0, 30)]);
  }
  return found;
}"""


def looks(tab, selector, names, pseudo=""):
    """The different looks of what a selector finds, each with an example."""
    return tab.evaluate(LOOK, [selector, pseudo, names])


def channels(colour):
    return tuple(int(part) for part in re.findall(r"\d+", colour)[:3])


def rgb(hexadecimal):
    return tuple(int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5))


def is_grey(colour):
    return max(colour) - min(colour) < 30


def contrast(one, other):
    """Contrast ratio, as WCAG 2.2 defines it."""

    def luminance(colour):
        parts = [channel / 255 for channel in colour]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted([luminance(one), luminance(other)])
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_each_kind_of_thing_has_one_shape_and_text_two_greys(new_window, address, theme):
    tab = new_window(color_scheme=theme).new_page()
    kinds = {
        "box": (BOXES, ["border-radius", "border-top", "border-inline-start-width", "box-shadow",
                        "background-color"], ""),
        "button": (BUTTONS, ["border-radius", "border-top-width", "border-top-style", "box-shadow",
                             "background-color", "min-height", "font-family"], ""),
        "fold": (FOLDS, ["cursor", "list-style-type"], ""),
        "mark of a fold": (FOLDS, ["content", "clip-path", "rotate"], "::before"),
    }  # fmt: skip
    found = {kind: {} for kind in kinds}
    greys, families = {}, {}
    for page in PAGES:
        tab.goto(f"{address}{page}.html")
        tab.wait_for_function("document.fonts.status === 'loaded'")
        tab.evaluate(
            "document.querySelectorAll('details[open]').forEach((one) => (one.open = false))"
        )
        for kind, (selector, names, pseudo) in kinds.items():
            found[kind] |= looks(tab, selector, names, pseudo)
        for colour, kind, family, text in tab.evaluate(WRITTEN):
            if is_grey(channels(colour)):
                greys[channels(colour)] = f"{page}: {text}"
            if kind == "words":
                families[family.strip('"')] = f"{page}: {text}"
    assert {kind: len(look) for kind, look in found.items()} == dict.fromkeys(kinds, 1), found
    palette = PALETTES[theme]
    allowed = {rgb(palette.ink), rgb(palette.muted), rgb(palette.paper)}
    assert {colour: where for colour, where in greys.items() if colour not in allowed} == {}
    assert set(families) == {"Literata", "Literata Title"}, families


@pytest.mark.parametrize("theme", THEMES)
def test_there_is_one_ring_and_what_floats_can_be_read(new_window, address, theme):
    tab = new_window(color_scheme=theme).new_page()
    tab.goto(f"{address}transfer-function.html")
    tab.keyboard.press("Tab")  # the reader uses the keyboard
    skip = tab.locator(".skip-link")
    read = (
        "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e.querySelector('a')).color]"
    )
    ground, letters = map(channels, skip.evaluate(read))
    assert contrast(ground, letters) >= 4.5
    tab.locator(".demo").first.scroll_into_view_if_needed()
    tab.locator(".demo[data-alive]").first.wait_for()
    rings = set()
    for place in ("nav.bd-links a", ".bd-header-article .btn", ".toc-entry a", ".bd-article p a",
                  ".run-page button", "details.answer > summary", ".demo-tools button",
                  ".demo-controls input", ".search-button-field"):  # fmt: skip
        one = tab.locator(f"{place} >> visible=true").first
        one.focus()
        rings.add(one.evaluate(RING))
    back = tab.locator("#pst-back-to-top")
    assert contrast(*map(channels, back.evaluate(BACK))) >= 4.5
    assert rings == {f"solid 3px rgb{rgb(PALETTES[theme].function)}"}


def test_a_first_visit_fetches_few_letters_and_they_take_the_place_of_others(new_window, address):
    tab = new_window(fresh=True).new_page()
    sizes = {}
    tab.on("response", lambda one: sizes.update({one.url: len(one.body())})
           if "/_static/fonts/" in one.url else None)  # fmt: skip
    tab.goto(f"{address}index.html")
    tab.wait_for_function("document.fonts.status === 'loaded'")
    assert sum(sizes.values()) <= 90_000, sizes
    assert not any("atkinson" in url for url in sizes), "these are for whoever chooses them"
    shift = """() => {
      const line = document.createElement("span");
      line.textContent = "The charge that a synapse delivers is an area. ".repeat(9);
      line.style.cssText = "font-size: 18px; white-space: nowrap; position: absolute";
      document.body.append(line);
      const width = (family) => { line.style.fontFamily = family; return line.offsetWidth; };
      return width('"Literata on DejaVu"') / width("Literata");
    }"""
    assert tab.evaluate(shift) == pytest.approx(1, abs=0.03)


def test_where_the_system_chooses_colours_boxes_folds_and_curves_stay(new_window, address):
    tab = new_window(forced_colors="active").new_page()
    tab.goto(f"{address}transfer-function.html")
    for selector in (".opening", ".question", ".run-page button", ".demo-tools button"):
        look = looks(tab, selector, ["border-top-width", "border-top-style", "border-top-color"])
        shape = "border-top-width: 1px; border-top-style: solid"
        assert [one for one in look if not one.startswith(shape)] == [], selector
    ground = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    [mark] = looks(tab, "details.answer > summary", ["background-color"], "::before")
    assert contrast(channels(ground), channels(mark)) >= 4.5
    strokes = """() => [...document.querySelectorAll('.demo-plot [stroke^="var(--nc-"]')]
      .filter((mark) => !mark.getAttribute("stroke").match(/rule|paper/))
      .map((mark) => getComputedStyle(mark).stroke).filter((colour) => colour.startsWith("rgb"))"""
    tab.locator(".demo").first.scroll_into_view_if_needed()
    tab.locator(".demo[data-alive]").first.wait_for()
    drawn = set(tab.evaluate(strokes))
    assert drawn
    assert all(contrast(channels(ground), channels(colour)) >= 3 for colour in drawn)
    assert barriers(tab, rules=["color-contrast", "link-in-text-block"]) == []


def test_every_font_of_the_style_sheet_is_on_the_site(site):
    names = {f"{file}.woff2" for _family, file, *_ in FACES + ICON_FACES}
    assert names == {file.name for file in (SITE / "_static" / "fonts").glob("*")}


def test_the_icon_of_the_site_is_the_sign_of_the_book(site):
    assert (SITE / "_static" / "favicon.svg").read_text("utf-8") == emblem.icon()
    with Image.open(SITE / "_static" / "apple-touch-icon.png") as picture:
        assert picture.size == (180, 180)


def test_a_telephone_paints_its_bars_like_the_paper_of_a_page(written_page):
    bars = written_page.soup.select("meta[name=theme-color]")
    assert {bar["media"]: bar["content"] for bar in bars} == {
        f"(prefers-color-scheme: {theme})": palette.paper for theme, palette in PALETTES.items()
    }
