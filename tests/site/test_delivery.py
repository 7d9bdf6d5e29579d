"""A page shows its first screen as soon as its text is there, and as it will stay."""

from __future__ import annotations

import re

import pytest

from neurocalc.palette import PALETTES
from tests.browser import open_window, wait_for_letters
from tests.built import ROOT, pages
from tools.fonts import ICONS, signs

CHAPTERS = [page for page in pages() if page.soup.select_one('meta[name="minutes"]')]
SHEET = "**/_static/book-*.css"
# Where everything lies that one sees at the top of a page, and in which colours.
SEEN = """() => [...document.querySelectorAll("body *")].flatMap((el) => {
  const {left, top, right, bottom, width, height} = el.getBoundingClientRect();
  const isSeen = el.checkVisibility({visibilityProperty: true, opacityProperty: true});
  if (!isSeen || !width || !height || top > innerHeight || left > innerWidth) return [];
  if (el.closest("svg, .katex, .demo-stage")) return []; // what wakes is drawn anew
  const {color, backgroundColor} = getComputedStyle(el);
  const place = [left, top, right, Math.min(bottom, innerHeight)].map(Math.round);
  return [`${el.localName} ${place} ${color} ${backgroundColor}`];
})"""


def rgb(colour):
    """Return a colour such as #fdfbf7 as browsers write it."""
    return f"rgb({', '.join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))})"


def test_a_page_asks_for_nothing_that_its_text_would_wait_for():
    for page in pages():
        head = page.soup.head
        assert [script.string for script in page.soup.select("script:not([src])")] == [], page
        waited_for = head.select("script[src]:not([defer], [async], [type=module])")
        if "embed/" in page.name:  # whose script says in one line which colours are asked for
            assert len(waited_for) == 1, page
            continue
        assert waited_for == [], page
        assert head.select("link[rel=preload]:not([as=font]), link[rel=modulepreload]") == [], page
    for page in CHAPTERS:
        assert page.soup.select("head link[rel=stylesheet]:not([media=print])") == [], page
        assert len(page.soup.select("body > link[rel=stylesheet]:not([media=print])")) == 1, page


def test_the_one_sheet_holds_what_the_theme_writes_last(site):
    [sheet] = (site / "_static").glob("book-*.css")
    rules = sheet.read_text("utf-8")
    assert "@font-face" not in rules, "letters that the page has named would be fetched anew"
    for theme in ("light", "dark"):
        assert f"html[data-theme={theme}] .highlight .kn" in rules, theme


@pytest.mark.parametrize(("width", "height", "scheme"), [(360, 800, "dark"), (1920, 1080, "light")])
def test_the_first_screen_is_the_same_before_its_sheet_has_come_and_after(
    chromium, address, width, height, scheme
):
    with open_window(chromium, width=width, height=height, color_scheme=scheme) as window:
        waiting = []
        window.route(SHEET, lambda route: waiting.append(route))
        tab = window.new_page()
        for name in ("index.html", *map(str, CHAPTERS)):
            tab.goto(f"{address}{name}", wait_until="commit")
            tab.wait_for_selector(".bd-footer, footer", state="attached")
            tab.wait_for_function("document.documentElement.dataset.theme !== 'auto'")
            wait_for_letters(tab)
            before = tab.evaluate(SEEN)
            waiting.pop().continue_()
            tab.wait_for_load_state()
            wait_for_letters(tab)
            after = tab.evaluate(SEEN)
            assert len(after) > 20, name
            assert [one for one in before if one not in after] == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_as_dark_as_the_system_before_any_script_has_come(chromium, address, scheme):
    with open_window(chromium, color_scheme=scheme) as window:
        window.route("**/*.js*", lambda route: route.abort())
        tab = window.new_page()
        tab.goto(f"{address}why-calculus.html")
        paper = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert paper == rgb(PALETTES[scheme].paper)


def test_what_the_reader_has_chosen_is_there_with_the_first_script(chromium, address):
    with open_window(chromium, color_scheme="light") as window:
        tab = window.new_page()
        tab.goto(f"{address}why-calculus.html")
        tab.evaluate("localStorage.setItem('mode', 'dark')")
        window.route(re.compile(r"\.js(\?|$)"), lambda route: route.abort())
        window.route("**/early.js*", lambda route: route.continue_())
        tab.goto(f"{address}why-calculus.html")
        root = tab.evaluate("({...document.documentElement.dataset})")
        assert (root["mode"], root["theme"]) == ("dark", "dark")


def test_the_cut_icons_are_all_that_pages_show(chromium, address):
    known = signs()
    cut = {known[icon] for icons in ICONS.values() for icon in icons.split()}
    shown = {name for page in pages() for el in page.soup.select("[class]") for name in el["class"]}
    menus = (ROOT / "src" / "bookext" / "menus.py").read_text("utf-8")
    shown |= set(re.findall(r"\bfa-[\w-]+", menus))
    icons = {name[3:] for name in shown if name.startswith("fa-")} & set(known)
    assert len(icons) > 15
    assert [icon for icon in sorted(icons) if known[icon] not in cut] == []
    with open_window(chromium) as window:
        fetched = []
        window.on("request", lambda request: fetched.append(request.url.rpartition("/")[2]))
        tab = window.new_page()
        tab.goto(f"{address}slopes-and-areas.html", wait_until="load")
        wait_for_letters(tab)
        assert "icons.woff2" in fetched
        assert [name for name in fetched if name.startswith("fa-")] == []
