from __future__ import annotations

import json

import pytest

from tests.built import ROOT
from tests.programs import run_node

VALIDATOR = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CONFIGURATION = ROOT / "tests" / "site" / "htmlvalidate.json"


def validate(target, report):
    """Return what html-validate says about the files in `target`, by the path of each."""
    # Into a file: the program ends before a pipe has taken in a long report.
    options = ["--config", CONFIGURATION, "--formatter", f"json={report}", "--ext", "html"]
    run_node(VALIDATOR, *options, target, check=False)
    found = json.loads(report.read_text(encoding="utf-8"))
    return {entry["filePath"]: entry["messages"] for entry in found}


@pytest.fixture(scope="session")
def findings(site, tmp_path_factory):
    return validate(site, tmp_path_factory.mktemp("validity") / "report.json")


@pytest.mark.xdist_group("validity")  # all pages are validated at once
def test_a_page_is_valid_html(page, findings):
    found = [
        f"line {m['line']}: {m['ruleId']}: {m['message']} ({m.get('selector')})"
        for m in findings.get(str(page.path), [])
    ]
    assert found == []


def test_the_validator_does_find_a_mistake(tmp_path):
    wrong = tmp_path / "wrong.html"
    wrong.write_text("<!DOCTYPE html><html lang=en><title>t</title><p id=a><p id=a><div></p></div>")
    [messages] = validate(wrong, tmp_path / "report.json").values()
    assert {message["ruleId"] for message in messages} >= {"no-dup-id", "close-order"}


#: How many parts a formula's element has: base and exponent, numerator and denominator, and so on.
PARTS = {"msup": 2, "msub": 2, "mfrac": 2, "mover": 2, "munder": 2, "msubsup": 3, "munderover": 3}


def test_each_part_of_a_formula_is_there(page):
    found = [
        (one.name, len(one.find_all(recursive=False))) for one in page.soup.select(",".join(PARTS))
    ]
    assert [(name, parts) for name, parts in found if parts != PARTS[name]] == []
