"""Each repair of a package that this book uses says which one it is, and what will end it."""

from __future__ import annotations

import re
from importlib import metadata

import pytest

from tests.built import ROOT

REPAIRS = sorted((ROOT / "src/bookext/repairs").glob("[!_]*.py"))


@pytest.mark.parametrize("repair", REPAIRS, ids=lambda path: path.stem)
def test_a_repair_says_what_makes_it_superfluous_and_where_it_was_seen(repair):
    about = " ".join(repair.read_text(encoding="utf-8").split('"""')[1].split())
    assert re.search(r"\bSuperfluous when\b", about)
    package, version = re.search(r"\b[Ss]een in ([\w-]+) (\d[\d.]*\d)", about).groups()
    assert metadata.version(package).split(".")[0] == version.split(".")[0], "look at it again"
