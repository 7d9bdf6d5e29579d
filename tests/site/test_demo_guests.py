"""What demos do with what strangers hand them: a reader's program, an address, a key."""

from __future__ import annotations

import json

import pytest

from tests.playing import SPECIFICATIONS, page_of
from tests.programs import run_node

SCRIPT = "<img src=x onerror='window.hacked = 1'>"

#: For each kind of parameter, values that none of its demos can draw.
WRONG = {
    "number": [f'">{SCRIPT}', "5", None, True, [5], {"valueOf": 5}],
    "choice": [f'">{SCRIPT}', "toString", "__proto__", "", 1, None, ["left"]],
    "switch": [f'">{SCRIPT}', "on", 1, 0, None, []],
    "seed": [f'">{SCRIPT}', "1", 1.5, -1, 2**32, None],
    "typed": [f'">{SCRIPT}', "", "t" * 301, "(" * 300, 5, None, ["x"]],
    "times": [f'">{SCRIPT}', [], [f'">{SCRIPT}'], [1] * 7, [None], [[1]], 5, {"length": 1}],
}

# Lets the page show demos, as a reader's program asks for them: one beside those of the page.
SHOW = """async ([name, states, given]) => {
  const {show} = await import(document.querySelector('script[src*="/host.js"]').src);
  const el = document.createElement("div");
  el.className = "demo";
  el.id = el.dataset.demo = name;
  el.dataset.state = given;
  document.querySelector("article").append(el);
  const frame = () => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  for (const state of [{}, ...states]) await show(el, state);
  await frame();
  await frame();
  const found = {
    alive: "alive" in el.dataset,
    says: el.querySelector(".demo-says")?.textContent,
    controls: [...el.querySelectorAll("[data-parameter] :is(input, label select)")].map(
      (control) => control.type === "checkbox" ? control.checked : control.value),
    images: el.querySelectorAll("img").length,
    note: el.querySelector(".demo-note")?.textContent,
    hacked: window.hacked,
  };
  el.remove();
  return found;
}"""


class Guests:
    """A page, and the demos that a reader's program puts onto it."""

    def __init__(self, tab, address, page):
        self.tab = tab
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.asked = []
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.goto(f"{address}{page}")

    def show(self, name, states, given=None):
        """Ask for a demo in these states, one after another; tell what the page shows."""
        parameters = SPECIFICATIONS.get(name, {"parameters": []})["parameters"]
        given = given or json.dumps({p["name"]: p["default"] for p in parameters})
        return self.tab.evaluate(SHOW, [name, states, given])


@pytest.fixture
def guests(new_window, address):
    """A page with one demo, which is laid out sooner than a chapter whenever another one comes."""
    return Guests(new_window().new_page(), address, "embed/gain.html")


@pytest.fixture
def guests_of_chapter(new_window, address):
    return Guests(new_window().new_page(), address, page_of("gain"))


def test_a_state_that_no_demo_has_runs_nothing_and_leaves_the_demo_as_it_was(guests):
    for name, specification in SPECIFICATIONS.items():
        plain = guests.show(name, [])
        assert plain["alive"]
        wrong = [
            {parameter["name"]: value}
            for parameter in specification["parameters"]
            for value in WRONG[parameter["kind"]]
        ]
        wrong += [None, 5, "text", [], {"nothing": 1}, {"toString": 1, "__proto__": {"t": 3}}]
        assert guests.show(name, wrong) == plain
        for turn in range(max(map(len, WRONG.values()))):  # and as what it starts with
            state = {
                p["name"]: WRONG[p["kind"]][turn % len(WRONG[p["kind"]])]
                for p in specification["parameters"]
            }
            assert guests.show(name, [], json.dumps(state)) == plain, (name, state)
        assert guests.show(name, [], "no JSON") == plain
    assert guests.complaints == []


def test_a_number_beyond_its_range_becomes_the_nearest_that_is_within(guests):
    for name, specification in SPECIFICATIONS.items():
        numbers = [p for p in specification["parameters"] if p["kind"] == "number"]
        beyond = {p["name"]: 1e300 for p in numbers}
        highest = {p["name"]: p["maximum"] for p in numbers}
        assert guests.show(name, [beyond]) == guests.show(name, [highest]), name


def test_what_a_program_asks_for_is_shown_if_it_can_be(guests_of_chapter):
    guests = guests_of_chapter
    assert "40 pieces 0.25 s wide" not in guests.show("riemann-sums", [])["says"]
    shown = guests.show("riemann-sums", [{"dt": 0.25, "rule": "simpson", "nothing": SCRIPT}])
    assert "40 pieces 0.25 s wide by the simpson rule" in shown["says"]


def test_only_the_demos_of_the_book_are_loaded_by_name(guests_of_chapter):
    guests = guests_of_chapter
    guests.tab.wait_for_load_state("networkidle")
    for name in ("../host", "gain.js?", "toString", "__proto__", "//example.org/x", "", "nothing"):
        before = len(guests.asked)
        shown = guests.show(name, [{}])
        assert not shown["alive"], name
        assert shown["note"] is None, name
        assert guests.asked[before:] == [], name
        assert guests.complaints == [], name


#: Writes the markup of each demo in each of many states.
MARKUP = """
import {readFileSync} from "node:fs";

const written = {};
for (const [name, states] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  const {default: demo} = await import(`./src/web/demos/${name}.js`);
  written[name] = states.flatMap((state) => {
    try { return [demo.markup(state)]; } catch { return []; }
  });
}
console.log(JSON.stringify(written));
"""


def test_markup_holds_no_tag_that_a_state_brings_along():
    states = {}
    for name, specification in SPECIFICATIONS.items():
        parameters = specification["parameters"]
        start = {parameter["name"]: parameter["default"] for parameter in parameters}
        states[name] = [start, *({**start, p["name"]: f'">{SCRIPT}'} for p in parameters)]
    written = json.loads(run_node("--input-type=module", "-e", MARKUP, input=json.dumps(states)))
    assert {name for name in SPECIFICATIONS if not written[name]} == set()
    tagged = [name for name, all_of_it in written.items() if any("<img" in it for it in all_of_it)]
    assert tagged == []
