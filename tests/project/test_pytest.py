"""How tests run: one that hangs is named, and those of a group stay in one process."""

from __future__ import annotations

import subprocess
import sys
import tomllib

from tests.browser import PATIENCE
from tests.built import ROOT

HANGING = """
import time

def test_that_hangs():
    time.sleep(600)

def test_after_it():
    pass
"""


GROUPED = """
from pathlib import Path
import pytest

@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(12))
def test_of_a_group(number, worker_id):
    Path(__file__).with_name(worker_id).touch()
"""


def run(folder, tests, *options):
    """Run tests in a folder of their own as the project runs its own; return what is said."""
    (folder / "test_some.py").write_text(tests)
    command = [sys.executable, "-m", "pytest", "-c", ROOT / "pyproject.toml", "-rA"]
    return subprocess.run(
        [*command, "-p", "no:cacheprovider", f"--rootdir={folder}", *options, folder],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_a_test_that_hangs_is_named_and_the_others_go_on(tmp_path):
    said = run(tmp_path, HANGING, "--timeout=0.5")
    assert "FAILED test_some.py::test_that_hangs - Failed: Timeout" in said
    assert "PASSED test_some.py::test_after_it" in said


def test_a_group_stays_in_one_process_which_makes_once_what_its_tests_share(tmp_path):
    said = run(tmp_path, GROUPED, "-n2", "--dist=loadgroup")
    assert "12 passed" in said
    assert len(list(tmp_path.glob("gw*"))) == 1


def test_nothing_that_waits_patiently_is_taken_for_hanging():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    longest = 3 * PATIENCE / 1000  # as long as all cells of a page may take
    assert settings["tool"]["pytest"]["ini_options"]["timeout"] > 2 * longest
