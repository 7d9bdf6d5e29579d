"""What holds for all tests: the examples that are drawn, and the browser with its windows."""

from __future__ import annotations

import subprocess
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from tests.browser import open_window
from tests.built import ROOT

# The same examples in every run, however long a busy machine takes for one.
settings.register_profile(
    "book",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("book")

# Surfaces need WebGL: a software renderer draws the same pixels on every machine. The rest of a
# page is drawn faster without it.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    # Whatever a page may ask of another host, there is no other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests, found where the set-up finds it."""
    command = ["sh", "tools/system.sh", "where", "chromium"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail("No Chromium found: run `tools/system.sh install chromium`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def new_window(chromium):
    """Open windows that close after the test: ``new_window(width=..., **options)``."""
    with ExitStack() as windows:
        yield lambda **options: windows.enter_context(open_window(chromium, **options))
