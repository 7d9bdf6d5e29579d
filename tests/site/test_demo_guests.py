"""What demos do with what strangers hand them: a reader's program, an address, a key."""

from __future__ import annotations

import json

import pytest

from tests.playing import NAMES, SPECIFICATIONS, page_of
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
    """A chapter, and the demos that a reader's program puts onto it."""

    def __init__(self, tab, address, name):
        self.tab = tab
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.asked = []
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.goto(f"{address}{page_of(name)}")

    def show(self, name, states, given=None):
        """Ask for a demo in these states, one after another; tell what the page shows."""
        parameters = SPECIFICATIONS.get(name, {"parameters": []})["parameters"]
        given = given or json.dumps({p["name"]: p["default"] for p in parameters})
        return self.tab.evaluate(SHOW, [name, states, given])


@pytest.fixture
def guests(new_window, address):
    return Guests(new_window().new_page(), address, "gain")


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


def test_what_a_program_asks_for_is_shown_if_it_can_be(guests):
    assert "40 pieces 0.25 s wide" not in guests.show("riemann-sums", [])["says"]
    shown = guests.show("riemann-sums", [{"dt": 0.25, "rule": "simpson", "nothing": SCRIPT}])
    assert "40 pieces 0.25 s wide by the simpson rule" in shown["says"]


@pytest.mark.parametrize(
    "name", ["../host", "gain.js?", "toString", "__proto__", "//example.org/x", "", "nothing"]
)
def test_only_the_demos_of_the_book_are_loaded_by_name(guests, name):
    guests.tab.wait_for_load_state("networkidle")
    before = len(guests.asked)
    shown = guests.show(name, [{}])
    assert not shown["alive"]
    assert shown["note"] is None
    assert guests.asked[before:] == []
    assert guests.complaints == []


#: Writes the markup of a demo in each of many states.
MARKUP = """
import {readFileSync} from "node:fs";

const {default: demo} = await import(`./src/web/demos/${process.argv[1]}.js`);
const states = JSON.parse(readFileSync(0, "utf8"));
const written = states.flatMap((state) => {
  try { return [demo.markup(state)]; } catch { return []; }
});
console.log(JSON.stringify(written));
"""


@pytest.mark.parametrize("name", NAMES)
def test_markup_holds_no_tag_that_a_state_brings_along(name):
    parameters = SPECIFICATIONS[name]["parameters"]
    start = {parameter["name"]: parameter["default"] for parameter in parameters}
    states = [start, *({**start, p["name"]: f'">{SCRIPT}'} for p in parameters)]
    written = run_node("--input-type=module", "-e", MARKUP, name, input=json.dumps(states))
    assert len(json.loads(written)) >= 1
    assert not any("<img" in markup for markup in json.loads(written))
