"""The first page as a stranger and a returning reader meet it."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from tests.browser import barriers, wait_for_letters
from tests.built import SITE, parse
from tests.looks import looks_as_kept, softened
from tests.playing import NAMES, Finger
from tests.site.test_progress import FORBID, bring, delete, done, save, timed

DEMO = "sensitivity"
#: What one sees before one scrolls.
FIRST = ["h1", ".lead", ".home-start", ".home-question", ".demo-stage", ".demo-says"]
BOXES = """(parts) => parts.map((part) => {
  const box = document.querySelector(`article ${part}`).getBoundingClientRect();
  return [box.left, box.top, box.right, box.bottom];
})"""
TOPS = "[...document.querySelectorAll('article :is(h1, h2, li, p)')].map((e) => e.offsetTop)"
WIDTHS = (1280, 768, 360)
PLACE = "Object.keys(localStorage).some((key) => key.endsWith('/place'))"
NOW = "2026-05-03T10:00:00.000Z"


@cache
def steps():
    """The chapters as the first page lists them: page, title, minutes, sections."""
    return [
        {
            "page": step["data-page"],
            "title": step.a.get_text(),
            "minutes": int(step["data-minutes"]),
            "left": [one.rpartition(":")[::2] for one in step["data-left"].split()],
        }
        for step in parse(SITE / "index.html").select(".path > li")
    ]


def chapter(page):
    return next(step for step in steps() if step["page"] == page)


def at(page, section, date=NOW):
    return {"place": {"page": page, "section": section, "date": date}}


def read(*pages):
    return {f"progress/{page}": done() for page in pages}


def awake(tab):
    """Wait until the demo is alive, and letters have come."""
    tab.wait_for_selector(f"#{DEMO}[data-alive]")
    wait_for_letters(tab)


# -- The first screen -----------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1280, 800)])
def test_the_first_screen_says_what_this_is_and_answers_the_first_touch(
    new_window, address, width, height
):
    phone = {"has_touch": True, "is_mobile": True} if width < 600 else {}
    tab = new_window(width=width, height=height, fresh=True, **phone).new_page()
    fetched = []
    tab.on("request", lambda request: fetched.append(request.url))
    tab.goto(f"{address}index.html")
    awake(tab)
    for part, (left, top, right, bottom) in zip(FIRST, tab.evaluate(BOXES, FIRST), strict=True):
        assert 0 <= left < right <= width, part
        assert 0 <= top < bottom <= height, part
    is_as_it_was = looks_as_kept(f"first-screen-{width}", [softened(tab.screenshot())])
    assert is_as_it_was
    start = tab.get_by_role("link", name="Start", exact=True)
    assert start.inner_text() == "Start"
    assert start.bounding_box()["height"] >= 44
    others = [url for url in fetched for name in NAMES if name != DEMO and f"/{name}-" in url]
    assert others == [], "no other demo is loaded"

    says = tab.locator(f"#{DEMO} .demo-says")
    changed = "before => document.querySelector('.demo-says').textContent !== before"
    before = says.text_content()
    handle = tab.locator(f"#{DEMO} .demo-handle")
    box = handle.locator(".demo-reach").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    if phone:
        Finger(tab).swipe((x, y), 60, 0)
    else:
        tab.mouse.move(x, y)
        tab.mouse.down()
        tab.mouse.move(x + 60, y, steps=3)
        tab.mouse.up()
    tab.wait_for_function(changed, arg=before)
    before = says.text_content()
    handle.press("ArrowRight")
    tab.wait_for_function(changed, arg=before)
    assert tab.evaluate("scrollY") == 0


def test_without_scripts_the_first_screen_is_whole_and_promises_nothing(new_window, address):
    tab = new_window(width=360, height=640, java_script_enabled=False).new_page()
    tab.goto(f"{address}index.html")
    assert tab.locator(f"#{DEMO} .demo-picture > svg:visible").count() == 1
    assert tab.locator(f"#{DEMO} .demo-says").bounding_box()["y"] < 640
    assert not tab.get_by_text("Drag the dot").is_visible()
    tab.get_by_role("link", name="Start", exact=True).click()
    assert tab.url == f"{address}{steps()[0]['page']}.html"


# -- What stands below, as it is written ----------------------------------------------------------


def test_the_path_knows_each_chapter_with_its_time_and_its_sections():
    report = parse(SITE / "progress.html").select("tr[data-page]")
    assert [step["page"] for step in steps()] == [row["data-page"] for row in report]
    for step in steps():
        page = (SITE / f"{step['page']}.html").read_text(encoding="utf-8")
        sections = re.findall(
            r'<section[^>]* id="([^"]+)"[^>]*>\s*(?:<span[^>]*></span>)*<h[2-4]', page
        )
        assert [name for name, _ in step["left"]] == sections
        minutes = int(re.search(r'<meta name="minutes" content="(\d+)"', page)[1])
        left = [int(rest) for _, rest in step["left"]]
        assert left == sorted(left, reverse=True), "it falls as one reads on"
        assert step["minutes"] == minutes >= left[0] > left[-1] >= 1


def test_there_are_doors_for_everybody():
    article = parse(SITE / "index.html").select_one("article")
    links = {link["href"] for link in article.select("a[href]")}
    assert {"how-to-use.html#chap-how-to-use", "instructors.html#chap-instructors"} <= links
    assert len(article.select(".demo")) == 1
    assert article.select_one("#sec-home-editions p")


def tops(tab):
    """Where everything stands on the page, at several widths."""
    found = []
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 800})
        found.append(tab.evaluate(TOPS))
    return found


# -- Back where one was ---------------------------------------------------------------------------


def button(tab, text):
    """The one main button, once it says this to eyes and ears."""
    tab.wait_for_function(
        "text => document.querySelector('.home-start').innerText.replace(/\\u00a0/g, ' ') === text",
        arg=text,
    )
    return tab.get_by_role("link", name=text, exact=True)


def test_the_button_leads_back_to_the_very_section(reader):
    one = reader(width=360, color_scheme="dark")
    home = one.open("index")
    awake(home)
    fresh = tops(home)
    home.get_by_role("link", name="Start", exact=True).click()
    home.wait_for_url(f"**/{steps()[0]['page']}.html")
    tab = one.open("transfer-function", timed)
    tab.evaluate("document.querySelector('#sec-gain-parameters').scrollIntoView()")
    tab.wait_for_function("scrollY > 1000")
    tab.clock.run_for(1000)
    assert not tab.evaluate(PLACE), "who passes by has not been there"
    tab.clock.run_for(2000)
    assert tab.evaluate(PLACE)
    home.goto(f"{one.address}index.html")
    awake(home)
    step = chapter("transfer-function")
    left = dict(step["left"])["sec-gain-parameters"]
    back = button(home, f"Continue: {step['title']}, {left} minutes left")
    assert home.locator(".path > li[data-next] a").inner_text() == step["title"]
    assert tops(home) == fresh, "nothing has moved for it"
    assert barriers(home, "'article'") == []
    back.click()
    home.wait_for_url("**/transfer-function.html#sec-gain-parameters")
    assert 0 <= home.locator("#sec-gain-parameters h2").bounding_box()["y"] < 300


def test_the_button_says_where_to_go_on_whatever_is_known(reader):
    one = reader()
    home, other = one.open("index"), one.open("index")
    first, second, third = (step["page"] for step in steps()[:3])
    everything = read(*(step["page"] for step in steps()))

    def goes_on(entries, text, address):
        other.evaluate("localStorage.clear()")
        one.fill(other, entries)  # the open page follows
        assert button(home, text).get_attribute("href") == address

    def end(page):
        return next(name for name, _ in chapter(page)["left"] if name.endswith("-takeaways"))

    def said(page, more=""):
        return f"Continue: {chapter(page)['title']}, {chapter(page)['minutes']} minutes{more}"

    goes_on(at(first, ""), said(first, " left"), f"{first}.html")
    # A section that a new edition has renamed: its page, from the top.
    goes_on(at(second, "sec-gone"), said(second, " left"), f"{second}.html")
    goes_on(at(first, end(first)) | read(first), said(second), f"{second}.html")
    goes_on(at(first, end(first)) | read(first, second), said(third), f"{third}.html")
    goes_on(read(first), said(second), f"{second}.html")
    again = dict(chapter(first)["left"])
    section = next(iter(again))
    text = f"Continue: {chapter(first)['title']}, {again[section]} minutes left"
    goes_on(at(first, section) | everything, text, f"{first}.html#{section}")
    done_all = "All chapters read: see what you have done"
    goes_on(at(first, end(first)) | everything, done_all, "progress.html")
    start = f"{first}.html"
    for damaged in ({"page": 7}, [], "here", {"page": first, "section": "x" * 999, "date": NOW}):
        goes_on(read(first), said(second), f"{second}.html")
        goes_on({"place": damaged}, "Start", start)
    goes_on(at("no-such-chapter", "javascript:alert(1)"), "Start", start)

    one.fill(other, {f"progress/{third}": done(["q-rule-product"], read=False)} | read(first))
    home.wait_for_selector(".path > li[data-read]")
    states = home.locator(".path > li").evaluate_all(
        "all => all.slice(0, 4).map((e) => e.querySelector('.path-says').textContent)"
    )
    assert states[0].endswith(", read")
    assert re.search(r" minutes, 1 of \d+ tasks done$", states[2])
    assert states[3] == f"{steps()[3]['minutes']} minutes"


def test_where_nothing_can_be_kept_the_first_page_starts_anew(reader):
    one = reader()
    one.window.add_init_script(FORBID)
    tab = one.open("why-calculus", timed)
    tab.clock.run_for(3000)
    tab = one.open("index")
    tab.wait_for_selector(f"#{DEMO}[data-alive]")
    assert tab.get_by_role("link", name="Start", exact=True).is_visible()
    one.complaints[:] = [said for said in one.complaints if said != "forbidden"]  # of the theme


def test_the_place_moves_with_the_file_and_goes_with_everything_else(reader):
    one = reader()
    tab = one.report()
    one.fill(tab, at("filters", ""))
    file = json.loads(save(tab))
    assert file["entries"] == at("filters", "")
    delete(tab)
    assert not tab.evaluate(PLACE)

    def kept_place():
        [text] = tab.evaluate(
            "Object.entries(localStorage).filter(([key]) => key.endsWith('/place'))"
            ".map(([, text]) => text)"
        )
        return json.loads(text)["page"]

    bring(tab, json.dumps(file))
    assert kept_place() == "filters"
    for date, page in (
        ("2026-05-01T10:00:00.000Z", "filters"),
        ("2026-06-01T10:00:00.000Z", "summary"),
    ):
        file["entries"] = at("summary", "", date)
        bring(tab, json.dumps(file))
        assert kept_place() == page, "the later one stays"
    file["entries"]["place"]["date"] = "yesterday"
    assert "damaged" in bring(tab, json.dumps(file))
