"""`make test CHANGED=1` runs every test that a change can touch, and all when it does not know."""

from __future__ import annotations

import subprocess

import pytest

from tests.built import ROOT
from tests.changed import LOOKS_AT, changed_files, is_touched

DEMOS = {"gain", "filters", "riemann-sums"}
PACKAGE, WEB, BOOK = (
    "tests/package/test_sums.py",
    "tests/web/test_methods.py",
    "tests/book/test_a.py",
)
SITE, GAIN, FORMATS = (
    "tests/site/test_links.py",
    "tests/site/test_demo_gain.py",
    "tests/formats/t.py",
)
PROJECT, DOCTEST = "tests/project/test_setup.py", "src/neurocalc/sums.py"
EVERY = [PACKAGE, WEB, BOOK, SITE, GAIN, FORMATS, PROJECT, DOCTEST]


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("requirements.lock", EVERY),
        ("pyproject.toml", EVERY),
        ("something/new.txt", EVERY),
        ("tests/browser.py", [PACKAGE, WEB, BOOK, SITE, GAIN, FORMATS, PROJECT]),
        ("tests/site/conftest.py", [SITE, GAIN]),
        ("tests/site/pictures/gain-360-dark.png", [SITE, GAIN]),
        (SITE, [SITE]),
        ("src/neurocalc/sums.py", EVERY),
        ("src/web/stage/chart.js", [WEB, BOOK, SITE, GAIN, FORMATS, PROJECT]),
        ("src/web/demos/gain.js", [WEB, BOOK, SITE, GAIN, FORMATS, PROJECT]),
        ("src/web/demos/riemann-sums.js", [WEB, BOOK, SITE, FORMATS, PROJECT]),
        ("src/neurocalc/demos/riemann_sums.py", [one for one in EVERY if one != GAIN]),
        ("book/filters.md", [PACKAGE, BOOK, SITE, GAIN, FORMATS, PROJECT]),
        ("README.md", [PROJECT]),
        ("bench/table.py", [PROJECT]),
    ],
)
def test_a_change_touches_what_looks_at_it_and_what_nobody_knows_touches_all(file, touched):
    assert [test for test in EVERY if is_touched(test, [], [file], DEMOS)] == touched


def test_a_test_with_the_name_of_a_demo_is_about_that_demo():
    every = "tests/site/test_demos.py"
    assert is_touched(every, ["gain", 360], ["src/web/demos/gain.js"], DEMOS)
    assert not is_touched(every, ["filters", 360], ["src/web/demos/gain.js"], DEMOS)
    assert is_touched(every, ["filters"], ["src/web/demos/gain.js", "conf.py"], DEMOS)
    assert not is_touched(every, ["gain"], [], DEMOS)


def test_every_folder_of_tests_has_its_rule():
    folders = {path.parent.relative_to(ROOT).as_posix() for path in ROOT.glob("tests/*/test_*.py")}
    assert folders <= set(LOOKS_AT)
    named = {name for names in LOOKS_AT.values() for name in names}
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_a_change_is_what_git_has_not_seen_upstream(tmp_path):
    def git(*arguments, folder=tmp_path / "here"):
        person = ["-c", "user.name=x", "-c", "user.email=x@localhost"]
        subprocess.run(["git", *person, *arguments], cwd=folder, check=True, capture_output=True)

    def commit(name):
        (tmp_path / "here" / name).write_text(name)
        git("add", name)
        git("commit", "--message", name)

    git("init", "--bare", "there", folder=tmp_path)
    git("clone", "there", "here", folder=tmp_path)
    commit("old")
    (tmp_path / "here" / "old").write_text("edited")
    assert changed_files(tmp_path / "here") == ["old"]  # nothing is upstream yet
    git("commit", "--all", "--message", "again")
    git("push", "--set-upstream", "origin", "HEAD")
    commit("committed")
    (tmp_path / "here" / "written").write_text("")
    assert changed_files(tmp_path / "here") == ["committed", "written"]
