"""A test that hangs is named, and the others go on."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from tests.browser import PATIENCE
from tests.built import ROOT

SOME = """
import time

def test_that_hangs():
    time.sleep(600)

def test_after_it():
    pass
"""


def test_a_test_that_hangs_is_named_and_the_others_go_on(tmp_path):
    (tmp_path / "test_some.py").write_text(SOME)
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "--timeout=0.5"]
    run = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-rA", f"--rootdir={tmp_path}", tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "FAILED test_some.py::test_that_hangs - Failed: Timeout" in run.stdout
    assert "PASSED test_some.py::test_after_it" in run.stdout


def test_nothing_that_waits_patiently_is_taken_for_hanging():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    longest = 3 * PATIENCE / 1000  # as long as all cells of a page may take
    assert settings["tool"]["pytest"]["ini_options"]["timeout"] > 2 * longest
