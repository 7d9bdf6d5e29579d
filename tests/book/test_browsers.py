"""The page for readers names the browsers that the scripts are made for."""

from __future__ import annotations

import re

from bookext.web import BROWSERS
from tests.built import ROOT


def test_readers_are_told_of_the_very_browsers_that_the_scripts_are_made_for():
    made_for = re.findall(r"([a-z]+)([\d.]+)", BROWSERS)
    text = (ROOT / "book" / "how-to-use.md").read_text(encoding="utf-8")
    told = re.findall(r"\b(Chrome|Edge|Firefox|Opera|Safari) (\d+(?:\.\d+)?)", text)
    assert sorted((name.lower(), version) for name, version in told) == sorted(made_for)
