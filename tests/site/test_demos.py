"""What holds for every demo: by mouse, by keys, by touch, by its address, and when things fail."""

from __future__ import annotations

import contextlib
import gzip
import json
import re
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import TimeoutError

from neurocalc import demos
from tests.browser import serve, wait_for_letters
from tests.built import ROOT, SITE, Page
from tests.looks import ALIKE, difference, looks_as_kept, softened
from tests.playing import NAMES, SPECIFICATIONS, DemoOnPage, in_turn, turns

HOSTILE = json.loads((ROOT / "tests" / "web" / "hostile_formulas.json").read_text("utf-8"))
#: Derivatives of products of 200 factors have 200 terms of 200 factors: products of 100 stand for
#: them here, and take a quarter of the time.
ENDLESS = {"x" * 200, "xy" * 100}
SCRIPT_BUDGET = 150_000  # bytes after gzip

each_demo = pytest.mark.parametrize("name", NAMES)
each_in_turn = in_turn(NAMES)


@pytest.fixture
def demo(play, name):
    """A demo alone on its page, as it is at first."""
    return play(name)


def parameters(name, *kinds):
    return [p for p in SPECIFICATIONS[name]["parameters"] if p["kind"] in kinds]


def sliders(name):
    return [p for p in parameters(name, "number") if p["control"]]


# -- By mouse, by keys, by touch ------------------------------------------------------------------


@each_in_turn
def test_each_handle_can_be_dragged_and_reset_undoes_it(demo):
    before = demo.says()
    assert demo.handles().count() > 0
    for number in range(demo.handles().count()):
        for dx, dy in ((-40, 0), (40, 0), (0, -40), (0, 40)):
            demo.drag(demo.handles().nth(number), dx, dy)
            if demo.says() != before:
                break
        assert demo.says() != before, f"handle {number} moves nothing"
        demo.el.get_by_role("button", name="Reset").click()
        demo.frame()
        assert demo.says() == before


@each_in_turn
def test_each_handle_obeys_the_keys_of_a_slider(demo):
    for number in range(demo.handles().count()):
        handle = demo.handles().nth(number)
        read = {part: f"aria-value{part}" for part in ("min", "max", "now", "text")}

        def value(part, handle=handle, read=read):
            text = handle.get_attribute(read[part])
            return text if part == "text" else float(text)

        def press(key, handle=handle):
            handle.focus()
            demo.tab.keyboard.press(key)
            demo.frame()

        assert value("text")
        press("End")
        assert value("now") == pytest.approx(value("max"))
        press("Home")
        low = value("now")
        assert low == pytest.approx(value("min"))
        horizontal = handle.get_attribute("aria-orientation") != "vertical"
        press("ArrowRight" if horizontal else "ArrowUp")
        step = value("now") - low
        assert step > 0
        press("PageUp")
        # On a logarithmic axis steps are equal for the eye, and rounded to those of the slider.
        assert value("now") >= min(low + 5 * step, value("max"))
        press("ArrowLeft" if horizontal else "ArrowDown")
        press("PageDown")
        assert value("now") == pytest.approx(low, abs=step)
        assert handle.evaluate("e => e === document.activeElement"), "the focus stays"


@each_in_turn
def test_each_slider_takes_steps_of_one_and_of_ten(demo, name):
    for slider in sliders(name):
        control = demo.control(slider["name"])
        step = slider["step"]
        control.focus()
        for key, expected in (
            ("Home", slider["minimum"]),
            ("ArrowRight", slider["minimum"] + step),
            ("PageUp", min(slider["minimum"] + 11 * step, slider["maximum"])),
            ("End", slider["maximum"]),
        ):
            demo.tab.keyboard.press(key)
            demo.frame()
            assert float(control.input_value()) == pytest.approx(expected), (slider["name"], key)
        if slider.get("unit"):
            assert slider["unit"] in control.get_attribute("aria-valuetext")


@each_in_turn
def test_each_choice_and_switch_changes_what_is_shown(demo, name):
    for parameter in parameters(name, "choice", "switch"):
        changed = set()
        options = parameter.get("options", {True: "", False: ""})
        for option in options:
            demo.set(parameter["name"], option)
            changed.add(demo.el.locator(".demo-panels").inner_html() + demo.says())
        assert len(changed) == len(options), parameter["name"]


# -- Its address ----------------------------------------------------------------------------------


@each_in_turn
def test_the_address_brings_back_what_was_changed(demo, name):
    for slider in sliders(name):
        demo.control(slider["name"]).focus()
        demo.tab.keyboard.press("Home")
        demo.tab.keyboard.press("PageUp")
    for parameter in parameters(name, "choice"):
        # Surfaces are opened by their address elsewhere: they take long to draw.
        options = [option for option in parameter["options"] if option != "surfaces"]
        demo.set(parameter["name"], options[-1])
    for parameter in parameters(name, "seed"):
        demo.el.locator(f'[data-parameter="{parameter["name"]}"] button').click()
    demo.frame()
    shared, query = demo.address().split("?")
    assert shared == name
    values, says = demo.values(), demo.says()
    site = demo.tab.url.partition("embed/")[0]
    demo.tab.goto("about:blank")
    again = DemoOnPage(demo.tab, site, name, query)
    for _ in range(30):  # what is exact may replace first estimates in one before the other
        if again.values() == values:
            break
        again.rest(500)
    assert again.values() == values
    assert again.says() == says
    assert again.address() == f"{name}?{query}"


@each_in_turn
def test_the_link_button_copies_an_address_that_works(demo, name):
    demo.control(sliders(name)[0]["name"]).focus()
    demo.tab.keyboard.press("Home")
    demo.tab.keyboard.press("PageUp")
    demo.frame()
    there = demo.says()
    demo.el.get_by_role("button", name="Copy link").click()
    demo.tab.wait_for_function(
        "e => document.querySelector(e).textContent.includes('copied')",
        arg=f"#{name} .demo-told",
    )
    link = demo.tab.evaluate("navigator.clipboard.readText()")
    assert f"#{name}?" in link
    demo.reset()
    assert demo.says() != there
    assert demo.address() != link.partition("#")[2]
    demo.go(link.split("?")[1])
    assert demo.says() == there


@each_in_turn
def test_nonsense_in_the_address_is_told_and_breaks_nothing(demo, name):
    query = "nothing=1&=&%00=2"
    for parameter in SPECIFICATIONS[name]["parameters"]:
        query += f"&{parameter['name']}=%F0%9F%A6%86<b>"
    plain = demo.says()
    demo.go(query)
    assert demo.says() == plain
    assert demo.el.locator(".demo-note").inner_text().count("nothing") == 1
    assert demo.el.locator(".demo-note b").count() == 0


@each_in_turn
def test_words_that_every_object_of_javascript_knows_are_nonsense_like_any_other(demo, name):
    plain = demo.says()
    note = demo.el.locator(".demo-note")
    for word in ("toString", "constructor", "__proto__", "hasOwnProperty", "valueOf"):
        known = [parameter["name"] for parameter in SPECIFICATIONS[name]["parameters"]]
        query = "&".join(f"{one}={word}" for one in [*known, word])
        demo.go(query)
        demo.tab.wait_for_function(
            "([note, word]) => note.textContent.includes(word)",
            arg=[note.element_handle(), word],
        )
        demo.frame()
        assert f"This demo has no parameter “{word}”." in note.inner_text()
        told = note.inner_text()
        told = told.count("so it stays as it was.") + told.count("The address asks for")
        assert told == len(known), "each is told"
        assert demo.says() == plain
        assert demo.el.get_attribute("data-alive") is not None


@each_in_turn
def test_a_number_beyond_its_range_is_clamped_and_told(demo, name):
    slider = sliders(name)[0]
    demo.go(f"{slider['name']}=1e9")
    assert float(demo.control(slider["name"]).input_value()) == slider["maximum"]
    called = " ".join(filter(None, [slider["label"], slider.get("symbol")]))
    assert f"“{called}” can only be" in demo.el.locator(".demo-note").inner_text()


# -- For everyone ---------------------------------------------------------------------------------


@each_in_turn
def test_forced_colours_replace_ours(demo):
    def strokes():
        marks = demo.el.locator(".demo-plot [stroke]")
        return set(marks.evaluate_all("all => all.map(e => getComputedStyle(e).stroke)"))

    usual = strokes()
    demo.tab.emulate_media(forced_colors="active")
    demo.frame()
    forced = strokes()
    assert forced
    assert forced != usual


@each_in_turn
def test_print_shows_the_present_state_without_controls(demo, name):
    control = demo.control(sliders(name)[0]["name"])
    control.focus()
    demo.tab.keyboard.press("Home")
    demo.frame()
    demo.tab.emulate_media(media="print")
    assert demo.el.locator(".demo-panels").is_visible()
    assert demo.el.locator(".demo-says").is_visible()
    assert not demo.el.locator(".demo-controls").is_visible()
    assert not demo.el.locator(".demo-tools").is_visible()


@each_in_turn
def test_nothing_moves_by_itself(demo):
    assert demo.el.evaluate("e => e.getAnimations({subtree: true}).length") == 0


# -- When it wakes, and when it cannot ------------------------------------------------------------


@cache
def packed(path):
    """How many bytes of a file travel."""
    return len(gzip.compress(path.read_bytes(), 9))


@each_demo
def test_little_script_is_needed_before_a_demo_answers(new_window, address, name):
    tab = new_window().new_page()
    fetched, kept_back = set(), []

    def answer(route):
        # What the page names itself arrives; what its scripts ask for later never does.
        path = route.request.url.removeprefix(address).partition("?")[0]
        if Path(path).name in named:
            fetched.add(SITE / path)
            route.continue_()
        else:
            kept_back.append(route)

    embedded = Page(SITE / "embed" / f"{name}.html").soup
    named = embedded.select("script[src], link[rel=modulepreload]")
    named = {(tag.get("src") or tag["href"]).rpartition("/")[2].partition("?")[0] for tag in named}
    tab.route(re.compile(r"\.js(\?|$)"), answer)
    tab.goto(f"{address}embed/{name}.html")
    tab.wait_for_selector(f"#{name}[data-alive]")
    tab.locator(".demo-handle").first.press("ArrowRight")
    for route in kept_back:
        route.abort()
    assert 20_000 < sum(map(packed, fetched)) < SCRIPT_BUDGET, fetched


def test_a_demo_that_fails_says_so_and_the_others_go_on(new_window, address):
    broken, sound = NAMES[0], NAMES[-1]
    window = new_window()
    tab = window.new_page()
    other = window.new_page()
    other.goto(f"{address}embed/{sound}.html")
    guest = other.evaluate(
        "async () => { const text = await (await fetch(location)).text();"
        " return new DOMParser().parseFromString(text, 'text/html')"
        ".querySelector('.demo').outerHTML; }"
    )

    def two_demos(route):
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("</article>", guest + "</article>")
        )

    tab.route(f"**/embed/{broken}.html", two_demos)
    tab.route(f"**/web/{broken}-*.js", lambda route: route.fulfill(body="throw Error('on purpose')",
              content_type="text/javascript"))  # fmt: skip
    tab.goto(f"{address}embed/{broken}.html")
    tab.wait_for_selector(f"#{broken}[data-failed]")
    demo = tab.locator(f"#{broken}")
    assert "cannot run" in demo.locator(".demo-note").inner_text()
    assert demo.locator(".demo-picture > svg:visible").count() == 1
    assert not demo.locator(".demo-controls").is_visible()
    tab.locator(f"#{sound}").scroll_into_view_if_needed()
    tab.wait_for_selector(f"#{sound}[data-alive]")


# -- Nothing is left behind -----------------------------------------------------------------------


def census(tab, session):
    """Nodes of the document and listeners of the page, garbage collected first."""
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    metrics = {m["name"]: m["value"] for m in session.send("Performance.getMetrics")["metrics"]}
    return {
        "elements": tab.evaluate("document.querySelectorAll('*').length"),
        "listeners": metrics["JSEventListeners"],
    }


@each_in_turn
def test_updates_leave_nothing_behind(demo, name):
    session = demo.tab.context.new_cdp_session(demo.tab)
    session.send("Performance.enable")
    slider = sliders(name)[0]
    update = """async ([control, low, high, times]) => {
      const slider = document.querySelector(control);
      for (let i = 0; i < times; i++) {
        slider.value = i % 2 ? low : high;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
        await new Promise((go) => requestAnimationFrame(go));
      }
    }"""
    control = f'#{name} [data-parameter="{slider["name"]}"] input'
    low, high = slider["minimum"], slider["maximum"]
    demo.tab.evaluate(update, [control, low, high, 10])
    demo.rest(2000)  # until what a demo fetches late is there
    before = census(demo.tab, session)
    demo.tab.evaluate(update, [control, low, high, 40])
    after = census(demo.tab, session)
    assert after["elements"] == before["elements"]
    assert after["listeners"] <= before["listeners"] + 2  # the engine's own come and go


ALONE = """async ([script, values]) => {
  const module = await import(URL.createObjectURL(new Blob([script], {type: "text/javascript"})));
  const {render} = module.default;
  const listeners = new Map();
  const model = {
    get: (name) => values[name],
    set(name, value) {
      values[name] = value;
      listeners.get(`change:${name}`)?.forEach((f) => f());
    },
    save_changes() {},
    on(event, f) { (listeners.get(event) ?? listeners.set(event, new Set()).get(event)).add(f); },
    off(event, f) { listeners.get(event)?.delete(f); },
  };
  const el = document.body.appendChild(document.createElement("div"));
  const close = render({model, el});
  const frame = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  await frame();
  const drawn = el.querySelectorAll(".demo-plot svg").length;
  close();
  await frame();
  return {
    drawn,
    panels: el.querySelectorAll(".demo-panels").length,
    listeners: [...listeners.values()].reduce((sum, set) => sum + set.size, 0),
  };
}"""


@each_demo
def test_a_demo_opens_alone_on_a_bare_page_and_closes_again(new_window, name):
    bundles = ROOT / "src" / "neurocalc" / "demos" / "bundles"
    demo = next(demo for demo in demos.ALL if demo.name == name)()
    tab = new_window(width=800).new_page()
    tab.add_style_tag(content=(bundles / "demo.css").read_text("utf-8"))
    script = (bundles / f"{name}.js").read_text("utf-8")
    left = tab.evaluate(ALONE, [script, demo.state])
    assert left["drawn"] > 0
    assert (left["panels"], left["listeners"]) == (0, 0)


# -- Hostile formulas -----------------------------------------------------------------------------


# Types each formula as a whole, waits until what comes of it is drawn, and notes what is said.
TRY_ALL = """async ([name, parameter, formulas]) => {
  const demo = document.getElementById(name);
  const field = demo.querySelector(`[data-parameter="${parameter}"] input`);
  const drawn = () =>
    new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const told = [];
  for (const formula of formulas) {
    field.value = formula;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    await drawn();
    const mistake = demo.querySelector(".demo-mistake").innerText;
    told.push([formula, mistake, field.getAttribute("aria-invalid")]);
  }
  return told;
}"""


@pytest.mark.parametrize("name", [name for name in NAMES if parameters(name, "typed")])
def test_hostile_formulas_are_refused_in_words_or_drawn(open_demo, name):
    demo = open_demo(name)
    parameter = parameters(name, "typed")[0]["name"]
    tried = [formula for formula in HOSTILE if formula not in ENDLESS]
    assert len(tried) == len(HOSTILE) - 2 >= 200
    told = demo.tab.evaluate(TRY_ALL, [name, parameter, tried])
    assert [formula for formula, _, _ in told] == tried
    for formula, mistake, invalid in told:
        assert invalid == str(bool(mistake)).lower(), formula
        assert not mistake or "(column " in mistake, (formula, mistake)
    assert any(mistake for _, mistake, _ in told)
    assert demo.el.get_attribute("data-alive") is not None
    assert demo.tab.evaluate("window.hacked") is None
    assert demo.complaints == []


# -- What it looks like, asleep and awake ---------------------------------------------------------

RECORD_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) {
    window.shifts.push([shift.value, ...shift.sources.map((s) => s.node?.outerHTML?.slice(0, 80))]);
  }
}).observe({type: "layout-shift", buffered: true});
"""
SEEN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((text) => text.checkVisibility()).map((text) => text.textContent)"""
ASLEEP, AWAKE = (
    ".demo-picture text:not(.demo-formula)",
    ".demo-title, .demo-plot text, .demo-words p",
)
REST = "ms => new Promise((go) => setTimeout(go, ms))"
#: What a demo fetches once it has rested for a second is part of its looks.
LATE = {"partial-derivatives": ".katex"}


class Waking:
    """What one sees of a demo alone on its page before its script comes and once it is alive.

    Alone on its page, it is in view from the first paint on.
    """

    def __init__(self, tab, address, name, width, scheme):
        self.tab, self.el = tab, tab.locator(f"#{name}")
        host = []
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        tab.route("**/web/host.js*", lambda route: host.append(route))  # and nothing is kept
        tab.goto(f"{address}embed/{name}.html", wait_until="commit")
        wait_for_letters(tab)
        tab.wait_for_timeout(400)
        self._look_at_the_sleeping()
        host[0].continue_()
        tab.wait_for_selector(f"#{name}[data-alive]")
        tab.wait_for_timeout(400)
        tab.wait_for_load_state("networkidle")
        tab.wait_for_timeout(400)
        self.shifts = tab.evaluate("window.shifts")
        self._look_at_the_living(LATE.get(name, ".demo-plot"))

    def _look_at_the_sleeping(self):
        self.letters = self.tab.evaluate("window.shifts.splice(0)")
        self.shown = {
            "pictures": self.el.locator(".demo-picture > svg:visible").count(),
            "sentences": self.el.locator(".demo-says:visible").count(),
            "controls": self.el.locator(".demo-controls:visible").count(),
        }
        self.words = sorted(self.tab.evaluate(SEEN, ASLEEP))
        self.asleep = self._stage()

    def _look_at_the_living(self, late):
        self.el.locator(late).first.wait_for()
        self.tab.evaluate("document.activeElement?.blur()")
        same = f"JSON.stringify(({SEEN})(s).sort()) === JSON.stringify(words.sort())"
        with contextlib.suppress(TimeoutError):  # what knows rules comes late
            self.tab.wait_for_function(f"([s, words]) => {same}", arg=[AWAKE, self.words])
        self.living_words = sorted(self.tab.evaluate(SEEN, AWAKE))
        self.awake = self._stage()
        says = self.el.locator(".demo-says")
        self.height = says.evaluate("e => e.getBoundingClientRect().height")
        self.least = says.evaluate("e => parseFloat(getComputedStyle(e).minHeight)")
        self.says = says.inner_text()
        self.panels = self._seen(".demo-panels", ".demo form")  # it may lie over panels

    def _stage(self):
        """Place and picture of the stage, without what is typeset or sticks only in life."""
        self.tab.evaluate("scrollTo(0, 0)")
        place = self.el.locator(".demo-stage").bounding_box()
        return place, self._seen(".demo-stage", ".demo :is(.demo-formula, form)")

    def _seen(self, part, hidden):
        style = self.tab.add_style_tag(content=f"{hidden} {{ visibility: hidden; }}")
        screenshot = self.el.locator(part).screenshot()
        style.evaluate("style => style.remove()")
        return softened(screenshot, pixels=2)


@pytest.fixture(scope="module", params=turns(NAMES))
def woken(request, windows, site):
    """How a demo wakes in a wide window by day and in a narrow one by night, where it stays."""
    # Screens of one pixel for each of CSS get their lines half a pixel further, which is sharper.
    with serve(site) as address, windows.lend(device_scale_factor=2) as window:
        tab = window.new_page()
        tab.add_init_script(RECORD_SHIFTS)
        looks = [(1280, "light"), (360, "dark")]
        yield [Waking(tab, address, request.param, *look) for look in looks]


def test_nothing_shifts_when_a_demo_wakes(woken):
    for waking in woken:
        assert sum(shift[0] for shift in waking.letters) < 0.01, "the letters come late, and fit"
        assert waking.shifts == []


def test_until_its_script_comes_a_demo_is_its_picture_and_its_sentence(woken):
    for waking in woken:
        assert waking.shown == {"pictures": 1, "sentences": 1, "controls": 0}


def test_waking_changes_nothing_that_one_sees(woken):
    for waking in woken:
        assert waking.words == waking.living_words
        (place, asleep), (living_place, awake) = waking.asleep, waking.awake
        assert place == living_place
        apart = difference(asleep, awake)
        assert apart < ALIKE


def test_a_demo_looks_as_it_did(woken, request):
    is_as_it_was = looks_as_kept(request.node.callspec.params["woken"], [w.panels for w in woken])
    assert is_as_it_was


def test_the_sentence_is_short_enough_for_its_place(woken):
    for waking in woken:
        assert waking.height <= waking.least + 1


# Moves a slider five times, and times by the page's own clock when something is announced.
LISTEN = """async (slider) => {
  window.announced = [];
  const voice = slider.closest(".demo").querySelector(".demo-announcement");
  new MutationObserver(() => announced.push([performance.now() - moved, voice.textContent]))
    .observe(voice, {childList: true, characterData: true, subtree: true});
  let moved;
  const ends = [slider.min, slider.max].filter((end) => Number(end) !== slider.valueAsNumber);
  for (const value of [slider.min, slider.max, slider.min, slider.max, ends[0]]) {
    slider.value = value;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    moved = performance.now();
    await new Promise((go) => requestAnimationFrame(go));
  }
}"""


def test_a_picture_that_is_drawn_anew_for_another_size_announces_nothing(woken):
    tab, voice = woken[-1].tab, woken[-1].el.locator(".demo-announcement")
    assert voice.inner_text() == ""
    tab.set_viewport_size({"width": 700, "height": 900})
    tab.evaluate(REST, 1000)
    assert voice.inner_text() == ""


def test_a_change_is_announced_once_it_rests(woken, request):
    tab, el = woken[-1].tab, woken[-1].el
    [slider, *_] = sliders(request.node.callspec.params["woken"])
    el.locator(f'[data-parameter="{slider["name"]}"] input').first.evaluate(LISTEN)
    tab.wait_for_function("window.announced.length")
    tab.evaluate(REST, 1000)
    [[rest, text]] = tab.evaluate("window.announced")
    assert rest > 500, "nobody is interrupted while moving on"
    assert text == el.locator(".demo-says").inner_text()
