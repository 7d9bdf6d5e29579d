"""What holds for all tests: the examples that are drawn, what they need, and the browser.

What drives a browser is imported where one is opened: most tests need none.
"""

from __future__ import annotations

import subprocess
from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, settings

from neurocalc.demos import ALL
from tests.built import ROOT
from tests.changed import changed_files, is_touched
from tools import books

# -- What a test needs ----------------------------------------------------------------------------

#: A test that asks for one of these, however indirectly, has the marker `browser`.
BROWSERS = {"chromium", "engine"}
#: A test in one of these folders looks at what `make` has built, and has the marker `build`; so has
#: a test whose module builds a book.
BUILT = [ROOT / "tests" / "site", ROOT / "tests" / "formats"]


def pytest_itemcollected(item):
    """Mark each test by what it needs, so that nobody has to."""
    if BROWSERS & set(getattr(item, "fixturenames", ())):
        item.add_marker("browser")
    builds = getattr(getattr(item, "module", None), "build", None) is books.build
    if builds or any(folder in item.path.parents for folder in BUILT):
        item.add_marker("build")


# -- What a change can touch ----------------------------------------------------------------------


def pytest_addoption(parser):
    """Add the option behind ``make test CHANGED=1``."""
    parser.addoption("--changed", action="store_true", help="run what a change can touch")


def pytest_collection_modifyitems(config, items):
    """Leave out what no changed file can touch."""
    if not config.getoption("--changed"):
        return
    changed, demos = changed_files(ROOT), {demo.name for demo in ALL}
    touched = []
    for item in items:
        about = item.callspec.params.values() if hasattr(item, "callspec") else ()
        test = item.path.relative_to(ROOT).as_posix()
        touched.append(is_touched(test, about, changed, demos))
    untouched = [item for item, is_it in zip(items, touched, strict=True) if not is_it]
    config.hook.pytest_deselected(items=untouched)
    items[:] = [item for item, is_it in zip(items, touched, strict=True) if is_it]


def pytest_sessionfinish(session, exitstatus):
    """Take it for a success that a change touches no test."""
    nothing = pytest.ExitCode.NO_TESTS_COLLECTED
    if session.config.getoption("--changed") and exitstatus == nothing:
        session.exitstatus = pytest.ExitCode.OK


# -- Examples -------------------------------------------------------------------------------------

#: What tests share holds none, and some of it drives browsers.
collect_ignore = [path.name for path in ROOT.glob("tests/*.py")]

# The same examples in every run, however long a busy machine takes for one.
settings.register_profile(
    "book",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("book")

# -- The browser ----------------------------------------------------------------------------------

# Surfaces need WebGL: a software renderer draws the same pixels on every machine. The rest of a
# page is drawn faster without it.
FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",
    "--enable-unsafe-swiftshader",
    # A browser without windows would set letters on whole pixels, which no reader's does.
    "--font-render-hinting=none",
    # Python starts in the page for one test after the other, and is gone before it pays to optimize
    # what runs a little: that takes a quarter of the time of a start.
    "--js-flags=--wasm-tiering-budget=400000000",
    # Whatever a page may ask of another host, there is no other host.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests, found where the set-up finds it."""
    from playwright.sync_api import sync_playwright

    command = ["sh", "tools/system.sh", "where", "chromium"]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.fail("No Chromium found: run `tools/system.sh install chromium`.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium):
    """The windows that tests take in turn."""
    from tests.browser import Windows

    return Windows(chromium)


@pytest.fixture
def new_window(windows):
    """Open windows for as long as the test runs: ``new_window(width=..., **options)``.

    Nothing is kept in them. One with ``fresh=True`` has not even fetched anything yet.
    """
    with ExitStack() as lent:
        yield lambda **options: lent.enter_context(windows.lend(**options))
