"""Every page in a real Chromium: narrow and wide, light and dark, with scripts and without."""

from __future__ import annotations

import pytest

from tests.browser import OF_COLOURS, barriers, open_window, serve
from tests.built import SITE, Page, pages
from tests.site.conftest import designed_pages

#: The rules of axe that depend on how one looks at a page; names and roles are what they were.
OF_LOOKS = [*OF_COLOURS, "target-size", "scrollable-region-focusable"]
NARROWEST = 320  # px: a window of 1280, magnified four times
#: How a reader looks at a page, one way after the other: width in pixels, colour scheme, the width
#: when all of it is unfolded, which is that of a page magnified four times, and by which rules.
LOOKS = [(1280, "light", 1280, None), (360, "dark", NARROWEST, OF_LOOKS)]
#: What all pages have around their articles is looked at in the other schemes on one of them, by
#: the rules that colours may break.
FRAMED = "how-to-use.html"
FRAME = ("{exclude: [['article.bd-article']]}", OF_COLOURS)
# Barriers that are not ours: axe's rule, and the element that docutils writes.
UPSTREAM = {
    # A bibliography as a list of entries is what the role doc-biblioentry was made for.
    ("aria-required-children", ".citation-list"),
}


@pytest.fixture(scope="session")
def tab(chromium):
    """The tab in which a reader looks at one page after the other."""
    with open_window(chromium, color_scheme="light") as window:
        yield window.new_page()


@pytest.fixture(scope="session")
def one_address(site):
    """Where the site is served for these tabs, which stay: what they have fetched they keep."""
    with serve(site) as address:
        yield address


@pytest.fixture(scope="session")
def tab_without_scripts(chromium):
    """The same in a wide window of a reader whose browser runs no script."""
    with open_window(chromium, java_script_enabled=False) as window:
        yield window.new_page()


# Marks texts for the rule of contrasts, by far the dearest: the first and the last of those that
# look alike. Whatever the rule asks for is equal in them: colour and letters, the grounds that they
# lie on, whether they are in use, and whether there is more to read than a sign.
MARK_TEXTS = """() => {
  const numbers = new Map(), grounds = new Map([[null, 0]]);
  const numbered = (words) => numbers.get(words) ?? numbers.set(words, numbers.size).get(words);
  const ground = (e) => {
    if (!grounds.has(e)) grounds.set(e, dyed(e));
    return grounds.get(e);
  };
  const dyed = (e) => {
    const {backgroundColor, backgroundImage, opacity, position} = getComputedStyle(e);
    const isPlain = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none" &&
      opacity === "1" && ["static", "relative"].includes(position);
    const around = ground(e.parentElement);
    if (isPlain || e.closest(".katex-html")) return around;
    return numbered([around, e.className, backgroundColor, backgroundImage, opacity].join());
  };
  const alike = new Map();
  for (const e of document.querySelectorAll("body *")) {
    const text = [...e.childNodes].map((one) => one.nodeType === 3 ? one.data : "").join("").trim();
    const isSeen = {visibilityProperty: true, opacityProperty: true};
    if (!(text || e.matches("input, select, textarea")) || !e.checkVisibility(isSeen)) continue;
    const {color, fontSize, fontWeight, textShadow} = getComputedStyle(e);
    const isOff = Boolean(e.closest(":disabled, [aria-disabled=true]") || e.control?.disabled);
    const isRead = /[\\p{L}\\p{N}]{2}/u.test(text);
    const looks = [ground(e), color, fontSize, fontWeight, textShadow, isOff, isRead].join();
    alike.set(looks, [(alike.get(looks) ?? [e])[0], e]);
  }
  for (const e of document.querySelectorAll("[data-looked-at]")) delete e.dataset.lookedAt;
  for (const e of [...alike.values()].flat()) e.dataset.lookedAt = "";
}"""
MARKED = {"rules": [{"id": "color-contrast", "selector": "[data-looked-at]"}]}


class Visit:
    """A page that is open in the browser, and everything that went wrong on the way."""

    def __init__(self, tab, address, page, scripts=True):
        self.tab, self.address, self.scripts = tab, address, scripts
        self.complaints = []
        self.ears = {
            "console": self._heard,
            "pageerror": lambda error: self._note(f"error: {error}"),
            "requestfailed": self._failed,
            "response": self._answered,
            "request": self._asked,
        }
        for event, ear in self.ears.items():
            tab.on(event, ear)
        tab.goto(address + page.name, wait_until="load")
        tab.evaluate("document.fonts.ready.then(() => true)")

    def _note(self, sentence):
        self.complaints.append(sentence)

    def _heard(self, message):
        if message.type in ("error", "warning"):
            self._note(f"console: {message.text} ({message.location['url']})")

    def _failed(self, request):
        # A browser that runs no scripts gives up the ones it was told to load early.
        if self.scripts or request.resource_type != "script":
            self._note(f"failed: {request.url}")

    def _answered(self, response):
        if response.status >= 400:
            self._note(f"{response.status}: {response.url}")

    def _asked(self, request):
        if not request.url.startswith((self.address, "data:", "blob:")):
            self._note(f"outside: {request.url}")

    def too_wide(self):
        """Elements that stick out to the right, unless one of their own boxes scrolls.

        Formulas must not need to scroll, either; those in answers are not looked at, since an
        answer that opens counts as given.
        """
        return self.tab.evaluate(
            """() => {
              const folds = "article details:not(.answer)";
              for (const details of document.querySelectorAll(folds)) details.open = true;
              const cut = [...document.querySelectorAll(".katex-display")]
                .filter((e) => !e.closest("details.answer"))
                .filter((e) => e.scrollWidth > e.clientWidth + 1)
                .map((e) => e.closest("[id]").id);
              const root = document.documentElement, limit = root.clientWidth + 1;
              if (root.scrollWidth <= limit) return cut;
              const out = [...document.body.querySelectorAll("*")]
                .filter((e) => e.getBoundingClientRect().right > limit)
                .map((e) => e.outerHTML.slice(0, 120));
              return [`${root.scrollWidth} > ${root.clientWidth}`, ...out.slice(0, 8)];
            }"""
        )

    def overhang(self):
        """By how many pixels the page is wider than its window, but for what is in answers."""
        return self.tab.evaluate(
            """() => {
              const folds = "article details:not(.answer)";
              for (const details of document.querySelectorAll(folds)) details.open = true;
              const {scrollWidth, clientWidth} = document.documentElement;
              return scrollWidth - clientWidth;
            }"""
        )

    def change(self, width, scheme):
        """Let the reader have this width and prefer this scheme, and wait until both are put on."""
        self.tab.emulate_media(color_scheme=scheme)
        self.tab.wait_for_function(
            "scheme => document.documentElement.dataset.theme === scheme", arg=scheme
        )
        self.widen(width)

    def widen(self, width):
        """Let the window have this width."""
        if self.tab.viewport_size["width"] != width:
            self.tab.set_viewport_size({"width": width, "height": 900})

    def unfold(self):
        """Open all that can be: of the answers to a question a reader sees one, but any one."""
        self.tab.evaluate(
            """() => {
              for (const fold of document.querySelectorAll("article details")) {
                fold.removeAttribute("name");
                fold.open = true;
              }
            }"""
        )

    def accessibility(self, where="document", rules=None, configuration=None):
        """What axe-core calls a barrier, but for minor ones outside the demos."""
        # By the page's own clock: 300 ms after a change the theme looks at what scrolls now.
        self.tab.evaluate("new Promise((go) => setTimeout(go, 500))")
        return [
            f"{rule}: {target} {summary}"
            for rule, impact, target, summary in barriers(self.tab, where, rules, configuration)
            if (impact != "minor" or "embed/" in self.tab.url) and (rule, target[0]) not in UPSTREAM
        ]

    def close(self):
        for event, ear in self.ears.items():
            self.tab.remove_listener(event, ear)
        self.tab.goto("about:blank")


@pytest.fixture
def visit(tab, one_address, designed_page):
    """The page, opened in a narrow window; a demo alone on its page is alive."""
    tab.emulate_media(color_scheme="light")
    tab.set_viewport_size({"width": NARROWEST, "height": 900})
    visit = Visit(tab, one_address, designed_page)
    if designed_page.name.startswith("embed/"):
        tab.wait_for_selector(".demo:is([data-alive], [data-failed])")
    yield visit
    visit.close()


def test_a_page_serves_every_reader(visit):
    found = {f"wider than {NARROWEST}": visit.overhang()}
    for width, scheme, unfolded, rules in LOOKS:
        visit.change(width, scheme)
        found[f"sticks out, {width}, {scheme}"] = visit.too_wide()
        visit.widen(unfolded)
        visit.unfold()
        visit.tab.evaluate(MARK_TEXTS)
        found[f"accessibility, {width}, {scheme}"] = visit.accessibility("document", rules, MARKED)
    found["complaints"] = visit.complaints
    assert {kind: what for kind, what in found.items() if what} == {}


def test_no_other_page_is_wider_than_the_narrowest_window(tab, one_address):
    tab.set_viewport_size({"width": NARROWEST, "height": 900})
    complaints, widths = [], {}
    visited = {page.name for page in designed_pages()}
    for page in pages():
        if page.name in visited:
            continue
        visit = Visit(tab, one_address, page)
        widths[page.name] = visit.overhang()
        complaints += visit.complaints
        visit.close()
    assert complaints == []
    assert {name: width for name, width in widths.items() if width} == {}


def test_the_frame_of_the_pages_can_be_read_in_each_scheme_with_its_menus_open(tab, one_address):
    visit = Visit(tab, one_address, Page(SITE / FRAMED))
    looks = {
        (1280, "dark", "none"): (".theme-switch-button", ".dropdown-menu.show"),
        (320, "light", "none"): (".primary-toggle", "#pst-primary-sidebar-modal[open]"),
        (320, "dark", "none"): (".secondary-toggle", "#pst-secondary-sidebar-modal[open]"),
        (320, "light", "active"): (".search-button", "#pst-search-dialog[open]"),
    }
    found = {}
    for (width, scheme, forced), (opener, place) in looks.items():
        visit.change(width, scheme)
        visit.tab.emulate_media(forced_colors=forced)
        visit.tab.locator(f"{opener} >> visible=true").first.click()
        visit.tab.locator(place).wait_for()
        found[place] = visit.accessibility(*FRAME)
        visit.tab.keyboard.press("Escape")
        visit.tab.locator(place).wait_for(state="hidden")
    visit.tab.emulate_media(forced_colors="none")
    visit.close()
    assert {place: what for place, what in found.items() if what} == {}


SHOWN_WITHOUT_SCRIPTS = """() => {
  const visible = (e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height > 1;
  const article = document.querySelector("article.bd-article");
  const isDrawn = (i) => visible(i) && (i.naturalWidth > 0 || i.matches("svg"));
  const folded = (e) => e.closest("details:not([open])");
  const open = (selector) => [...article.querySelectorAll(selector)].filter((e) => !folded(e));
  return {
    words: article.innerText.split(/\\s+/).length,
    "formulas not visible": open(".katex-html").filter((e) => !visible(e)).length,
    "formulas not typeset": open(".math").filter((e) => !e.querySelector(".katex")).length,
    "figures without a picture": open("figure")
      .filter((e) => ![...e.querySelectorAll("img, .demo-picture > svg")].some(isDrawn))
      .map((e) => e.id),
    "demos other than a picture and a sentence": open(".demo")
      .filter((e) => [...e.querySelectorAll(".demo-picture > svg")].filter(visible).length !== 1
        || !visible(e.querySelector(".demo-says"))
        || [...e.querySelectorAll(".demo-controls")].some(visible))
      .map((e) => e.id),
  };
}"""


def test_a_page_reads_well_without_scripts(tab_without_scripts, one_address, written_page):
    visit = Visit(tab_without_scripts, one_address, written_page, scripts=False)
    shown = visit.tab.evaluate(SHOWN_WITHOUT_SCRIPTS)
    visit.close()
    assert shown.pop("words") > 50
    assert not any(shown.values()), shown
    assert visit.complaints == []
