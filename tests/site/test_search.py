"""The search: what students ask and find, by keys, by touch, and when it does not come."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browser import OF_COLOURS, barriers
from tests.built import pages
from tests.programs import run_node

#: What students may ask, with the sections that answer it: written down before there was a search.
QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))

PROGRAM = """
import {readFileSync} from "node:fs";
import {Index} from "./src/web/search/find.js";

const {file, queries} = JSON.parse(readFileSync(0, "utf8"));
const index = new Index(JSON.parse(readFileSync(file, "utf8")));
console.log(JSON.stringify(queries.map((text) =>
  index.find(text).map(({page, id}) => [page.page.replace(".html", ""), id, page.isChapter]))));
"""


@pytest.fixture(scope="module")
def gathered(site):
    """The file that the search looks through."""
    return site / "_static" / "search.json"


@pytest.fixture(scope="module")
def found(gathered):
    """All sections that are found for each question."""
    given = json.dumps({"file": str(gathered), "queries": [*QUERIES]})
    run = run_node("--input-type=module", "--eval", PROGRAM, input=given)
    return dict(zip(QUERIES, json.loads(run), strict=True))


def test_nine_of_ten_questions_are_answered_by_the_first_three_results(found):
    assert len(QUERIES) == 40
    first = {text: [f"{page}#{name}" for page, name, _ in found[text][:3]] for text in QUERIES}
    missed = {text: first[text] for text in QUERIES if not set(QUERIES[text]) & set(first[text])}
    assert len(missed) <= 4, missed


def test_a_letter_and_its_name_find_the_same(found):
    assert found["θ"] == found["theta"]
    assert found["τ"] == found["tau"]


def test_chapters_come_before_appendices_unless_one_leads(found):
    for text, sections in found.items():
        kinds = [is_chapter for *_, is_chapter in sections]
        while kinds and not kinds[0]:
            kinds.pop(0)
        assert kinds == sorted(kinds, reverse=True), text
    assert found["chain rule"][0][2]


def test_what_is_searched_is_text_with_each_formula_once(gathered):
    book = json.loads(gathered.read_text(encoding="utf-8"))
    sections = {section["id"]: section for page in book for section in page["sections"]}
    text = sections["sec-transfer-question"]["text"]
    assert text.count("r(I) = 1/(1 + e^(−a(I − θ))) − 1/(1 + e^(aθ))") == 1
    assert "The threshold θ (nA) is the current at which the rate rises most." in text
    for name, section in sections.items():
        words = section.get("text", "")
        assert "\\" not in words, name
        assert "Link to this" not in words, name
        assert "Run all cells" not in words, name


def test_the_search_is_a_small_download(gathered):
    assert len(gzip.compress(gathered.read_bytes(), 6)) < 66_000


def test_no_page_asks_for_a_search_of_its_own_accord(site):
    for page in pages():
        tags = re.findall(r"<(?:script|link) [^>]*>", page.path.read_text(encoding="utf-8"))
        asked = [tag for tag in tags if "search" in tag and 'rel="search"' not in tag]
        assert asked == [], page.name


# -- In the browser -------------------------------------------------------------------------------

SAYS = "dialog .search-says"
RESULTS = "dialog .search-results li"
CLOSED = "() => !document.querySelector('dialog[open]')"


def says(tab, sentence):
    """Wait until the search says so; playwright's own waiting is for what is visible."""
    tab.locator(SAYS).filter(has_text=sentence).wait_for()


def test_by_keys_alone_a_reader_types_chooses_and_arrives(new_window, address):
    tab = new_window(fresh=True).new_page()
    asked = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(address + "filters.html")
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for key in "theta/":  # none of these is for the search, while nobody has asked for it
        tab.keyboard.press(key)
    assert not [url for url in asked if "search" in url]
    assert tab.locator("dialog[open]").count() == 0

    tab.keyboard.press("Control+k")
    says(tab, "np.diff")
    tab.keyboard.type("dr/dI", delay=40)
    assert tab.locator("#pst-search-dialog input").input_value() == "dr/dI"
    says(tab, "best")
    assert tab.locator(SAYS).get_attribute("role") == "status"
    tab.locator(RESULTS).filter(has_text="nanoampere").locator("mark", has_text="dr/dI").wait_for()

    place = "[...document.querySelectorAll('dialog li a')].indexOf(document.activeElement)"
    for key, where in [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)]:
        tab.keyboard.press(key)
        assert tab.evaluate(place) == where
    assert tab.locator("#pst-search-dialog input").evaluate("e => e === document.activeElement")
    tab.keyboard.press("Escape")
    tab.wait_for_function(CLOSED)

    tab.keyboard.press("Control+k")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("half a step late", delay=40)
    tab.locator(RESULTS).filter(has_text="How late is the output?").first.wait_for()
    tab.keyboard.press("Enter")  # the best one; it is on this page
    tab.wait_for_url("**/filters.html#sec-half-sample")
    tab.wait_for_function(CLOSED)


def test_by_touch_results_are_large_and_suit_every_reader(new_window, address):
    tab = new_window(width=320, has_touch=True).new_page()
    tab.goto(address + "derivatives-by-rule.html")
    tab.locator(".search-button__button").locator("visible=true").first.tap()
    says(tab, "np.diff")
    tab.keyboard.type("dervative")
    tab.locator(RESULTS).nth(2).wait_for()
    assert barriers(tab, "'#pst-search-dialog'") == []
    tab.emulate_media(color_scheme="dark")
    tab.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    assert barriers(tab, "'#pst-search-dialog'", OF_COLOURS) == []
    assert tab.evaluate("document.documentElement.scrollWidth") <= 320
    small = """() => [...document.querySelectorAll("#pst-search-dialog :is(input, button, li)")]
      .map((one) => one.getBoundingClientRect())
      .filter(({width, height}) => Math.min(width, height) < 44).length"""
    assert tab.evaluate(small) == 0
    tab.locator("#pst-search-dialog input").fill("derivitiveness")
    tab.get_by_role("button", name="Did you mean “derivative").tap()
    result = tab.locator(RESULTS).first
    address_of_it = result.locator("a").evaluate("link => link.href")
    result.locator(".search-sentence").tap(force=True)  # all of it leads there
    tab.wait_for_url(address_of_it)


def test_a_search_that_does_not_come_says_so_and_is_asked_for_again(new_window, address):
    window = new_window(fresh=True)
    tab = window.new_page()
    answers = [
        lambda route: route.abort(),
        lambda route: route.fulfill(content_type="text/html", body="<p>Log in first"),
        lambda route: route.continue_(),
    ]
    tab.route("**/search.json*", lambda route: answers[0](route))
    tab.goto(address + "filters.html")
    tab.keyboard.press("Control+k")
    for _ in range(2):
        again = tab.get_by_role("button", name="Ask again")
        again.wait_for()
        assert "did not come" in tab.locator(SAYS).inner_text()
        tab.locator("#pst-search-dialog input").fill("gain")
        answers.pop(0)
        again.click()
    tab.locator(RESULTS).filter(has_text="How much does one more nanoampere buy?").first.wait_for()
    assert tab.locator("#pst-search-dialog input").input_value() == "gain"


def test_old_links_to_a_search_lead_to_its_results(new_window, address):
    tab = new_window().new_page()
    tab.goto(f"{address}search.html?q={quote('product rule')}&check_keywords=yes&area=default")
    result = '.search-page .search-results a[href$="#sec-{}-rule"]'
    tab.locator(result.format("product")).wait_for()
    tab.locator(".search-page input").fill("chain rule")
    tab.wait_for_url("**/search.html?q=chain%20rule")
    tab.locator(result.format("chain")).wait_for()


def test_without_scripts_the_search_names_other_ways(new_window, address):
    tab = new_window(java_script_enabled=False).new_page()
    tab.goto(address + "search.html?q=gain")
    words = tab.locator("article li").last
    assert words.is_visible()
    assert "your browser finds words by itself" in words.inner_text()
    assert not tab.get_by_role("search").locator("visible=true").count()
    tab.locator("article a").first.click()
    tab.wait_for_url("**/glossary.html")
