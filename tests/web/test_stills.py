"""The picture of a demo that Node draws: its own first frame, whole and valid in any state."""

from __future__ import annotations

import json
import re
from functools import cache
from xml.etree import ElementTree

import pytest

from bookext.demo_pages import on_paper
from neurocalc.palette import PALETTES
from tests.playing import NAMES, states_of
from tests.programs import run_node

STATES = 25  # of each demo, at random
WIDTHS = {"wide": 690, "narrow": 328}

DRAW = """
import {readFileSync} from "node:fs";
import {DEMOS} from "./src/web/generated/demos.js";
import {calculus} from "./src/web/maths/differentiation.js";
import {still} from "./src/web/stage/still.js";

await calculus.fetch();
const {name, states} = JSON.parse(readFileSync(0, "utf8"));
const {default: demo} = await DEMOS.get(name)();
const drawn = states.map((state) => ({
  description: demo.describe(state),
  drawings: {
    wide: still(demo, state, {width: "wide", prefix: "wide-"}),
    narrow: still(demo, state, {width: "narrow", prefix: "narrow-"}),
  },
}));
process.stdout.write(JSON.stringify(drawn), () => process.exit());
"""


def draw(name, states):
    """What Node draws and says of these states."""
    given = json.dumps({"name": name, "states": states})
    return json.loads(run_node("--input-type=module", "-e", DRAW, input=given))


@cache
def drawn(name):
    """The pictures of a demo in all these states."""
    return draw(name, states_of(name, STATES))


def words(svg):
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(TEXT)]


TEXT = "{http://www.w3.org/2000/svg}text"
#: The tests of a demo run in one process, which draws it once.
each_demo = pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.xdist_group(f"still {name}")) for name in NAMES]
)


@each_demo
@pytest.mark.parametrize("width", WIDTHS)
def test_a_picture_is_valid_finite_and_as_wide_as_its_page(name, width):
    for one in drawn(name):
        svg = one["drawings"][width]
        root = ElementTree.fromstring(svg)
        assert float(root.get("width")) == WIDTHS[width]
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}"
        assert not re.search(r"NaN|Infinity|undefined|null", svg)
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(set(ids)) == len(ids)
        assert all(name.startswith(f"{width}-") for name in ids)
        assert set(re.findall(r"url\(#([^)]+)\)", svg)) <= set(ids)


@each_demo
def test_both_widths_show_the_same_words(name):
    for one in drawn(name):
        wide, narrow = (words(one["drawings"][width]) for width in WIDTHS)
        numbers = re.compile(
            r"[\d.\u2212⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+"
        )  # an axis has more ticks where there is room
        titles = [{word for word in side if not numbers.fullmatch(word)} for side in (wide, narrow)]
        assert titles[0] == titles[1]


@each_demo
def test_a_picture_uses_the_tokens_of_the_page_and_paper_gets_colours(name):
    one = drawn(name)[0]
    tokens = set(re.findall(r"var\(--nc-(\w+)\)", "".join(one["drawings"].values())))
    assert tokens <= set(PALETTES["light"]._fields)
    printed = on_paper(one)
    assert printed["description"] == one["description"]
    assert set(printed["drawings"]) == {"light-wide", "light-narrow"}
    for svg in printed["drawings"].values():
        assert not re.search(r"var\(|currentColor|system-ui", svg)
        for token in tokens:
            assert getattr(PALETTES["light"], token) in svg


@each_demo
def test_what_a_living_demo_needs_is_left_out(name):
    svg = "".join(drawn(name)[0]["drawings"].values())
    assert not re.search(r"aria-|role=|tabindex|<style|<script|demo-reach", svg)


def test_where_there_is_no_slope_picture_and_sentence_agree():
    state = {"formula": "abs(x)", "x": 0, "y": 0, "span": 5, "view": "maps"}
    (one,) = draw("partial-derivatives", [state])
    assert "no value there" in one["description"]
    shown = words(one["drawings"]["wide"])
    assert "slope none" in shown
    assert "no gradient here" in shown


@pytest.mark.xdist_group("still partial-derivatives")
def test_the_rules_are_printed_as_one_writes_them():
    shown = words(drawn("partial-derivatives")[0]["drawings"]["wide"])
    assert "f = x² + 2\u2009x\u2009y + y²" in shown


def test_surfaces_are_printed_as_maps_of_the_same_numbers():
    start = states_of("ei-neuron", 0)[0]
    maps, surfaces = draw("ei-neuron", [start | {"view": view} for view in ("maps", "surfaces")])
    assert maps["drawings"] == surfaces["drawings"]
