"""Texts call a panel by its title: where it stands depends on the width of the window."""

from __future__ import annotations

import re

import pytest

from neurocalc.demos import ALL
from tests.built import ROOT

PLACE = "left|right|middle|top|bottom|last|first"
PLACES = re.compile(
    r"\b(Left|Right|Middle|Middle and right|Top|Bottom|Above|Below): "
    rf"|\b({PLACE}) (panel|curve|plot|map)\b|\bon the (left|right)\b(?! side)"
)


@pytest.mark.parametrize("page", sorted((ROOT / "book").glob("*.md")), ids=lambda page: page.stem)
def test_no_page_looks_for_a_panel_where_it_need_not_stand(page):
    text = re.sub(
        r"```\{math\}.*?```|:::\{math\}.*?:::", "", page.read_text("utf-8"), flags=re.DOTALL
    )
    assert [found[0] for found in PLACES.finditer(text)] == []


@pytest.mark.parametrize("demo", ALL, ids=lambda demo: demo.name)
def test_no_demo_does(demo):
    front_end = (ROOT / "src" / "web" / "demos" / f"{demo.name}.js").read_text("utf-8")
    assert [found[0] for found in PLACES.finditer(front_end)] == []
