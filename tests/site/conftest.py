"""Fixtures that hand the built site to the tests: its pages, and a demo in the browser."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser import serve
from tests.built import SITE, Page, pages
from tests.playing import DemoOnPage
from tests.surfaces import Surfaces


def pytest_generate_tests(metafunc):
    """Run a test that asks for `page` or `written_page` once a page, under the page's name."""
    kinds = {"page": pages, "written_page": written_pages, "designed_page": designed_pages}
    for name, wanted in kinds.items():
        if name in metafunc.fixturenames:
            # With nothing built the test still runs once, and says so through `site`.
            metafunc.parametrize(name, wanted() or [None], ids=str, indirect=True)


def written_pages():
    return [page for page in pages() if page.is_written]


def designed_pages():
    """All pages, but one of those that show source code: they have one template."""
    found = pages()
    sources = [page for page in found if page.name.startswith("_modules/neurocalc/")]
    return [page for page in found if page not in sources[1:]]


@pytest.fixture(scope="session")
def site() -> Path:
    """The folder of the built site."""
    if not (SITE / "index.html").exists():
        pytest.fail("The book has not been built: run `make` first.")
    return SITE


@pytest.fixture
def page(request, site) -> Page:
    """Each page of the site in turn."""
    return request.param


@pytest.fixture
def written_page(request, site) -> Page:
    """Each page that has a source in book/ in turn."""
    return request.param


@pytest.fixture
def designed_page(request, site) -> Page:
    """Each page in turn that does not look like another one."""
    return request.param


@pytest.fixture
def address(site):
    """Where the site is served: for each test on a port of its own, as a site of its own."""
    with serve(site) as address:
        yield address


@pytest.fixture
def open_demo(new_window, address):
    """Open a demo in a window of its own: ``open_demo(name, query, width=..., chapter=...)``."""

    def open_one(name, query="", *, chapter=False, prepare=lambda tab: None, **options):
        tab = new_window(**options).new_page()
        prepare(tab)
        return DemoOnPage(tab, address, name, query, chapter=chapter)

    return open_one


#: How a demo is opened: alone on its page, or in its chapter on a phone.
DESK = {"permissions": ["clipboard-read", "clipboard-write"]}
PHONE = {"width": 360, "has_touch": True, "is_mobile": True}


class Shared:
    """A demo that tests play with in turn, because one takes longer to open than to play with."""

    def __init__(self, windows, site):
        self.windows, self.site = windows, site
        self.demo, self.on_phone = None, False
        self.own = ExitStack()

    def open(self, name, query="", *, on_phone=False):
        """Bring a demo to its first state, then to that of a query.

        It is opened, unless it is there and as it was at first.
        """
        is_here = self.demo and (self.demo.name, self.on_phone) == (name, on_phone)
        if not is_here or not self._is_as_before():
            self.own.close()
            address = self.own.enter_context(serve(self.site))
            window = self.own.enter_context(self.windows.lend(**(PHONE if on_phone else DESK)))
            self.demo = DemoOnPage(window.new_page(), address, name, chapter=on_phone)
            self.on_phone = on_phone
            self.first = self.demo.says()
        if query:
            # The last test may have left the same address, and going there would be no change.
            self.demo.tab.evaluate("history.replaceState(null, '', location.pathname)")
            self.demo.go(query)
        return self.demo

    def _is_as_before(self):
        self.demo.tab.emulate_media(media="null", color_scheme="light", forced_colors="none")
        self.demo.reset()
        self.demo.tab.evaluate("document.activeElement?.blur()")
        return self.demo.says() == self.first and self.demo.complaints == []


@pytest.fixture(scope="session")
def shared(windows, site):
    """The demo that tests play with in turn."""
    shared = Shared(windows, site)
    yield shared
    shared.own.close()


@pytest.fixture
def play(shared):
    """Play with a demo as it is at first: ``play(name, query, on_phone=...)``; nothing may fail."""
    yield shared.open
    assert shared.demo is None or shared.demo.complaints == []


@pytest.fixture(scope="session")
def surfaces_of(windows, site):
    """Bring the surfaces of a demo to a state: ``surfaces_of(name, query)``, always in one tab.

    The first drawing of a surface takes longer than all that is done to it.
    """
    opened = {}
    with ExitStack() as own:

        def bring(name, query=""):
            query = f"view=surfaces{query}"
            if name not in opened:
                address = own.enter_context(serve(site))
                window = own.enter_context(windows.lend(color_scheme="light"))
                opened[name] = DemoOnPage(window.new_page(), address, name, query)
            demo = opened[name]
            demo.address()  # what the last test has done is written into it by now
            demo.go(query)
            surfaces = Surfaces(demo)
            surfaces.ready(3)
            assert demo.complaints == []
            return surfaces

        yield bring


class Reader:
    """A reader's browser, in which every tab shares one storage."""

    def __init__(self, window, address):
        self.window = window
        self.address = address
        self.complaints = []

    def open(self, page, prepare=lambda tab: None):
        tab = self.window.new_page()
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        prepare(tab)
        tab.goto(f"{self.address}{page}.html")
        if page == "progress":
            tab.wait_for_selector(".report-tools[data-alive]", state="attached")
        else:
            tab.wait_for_load_state("load")
        return tab

    def report(self, **options):
        return self.open("progress", **options)

    def fill(self, tab, entries):
        """Keep entries as the book itself would."""
        tab.evaluate(
            """(entries) => {
              const root = new URL(document.documentElement.dataset.content_root, location.href);
              for (const [key, value] of Object.entries(entries)) {
                localStorage.setItem(`neurocalc/1${root.pathname}${key}`, JSON.stringify(value));
              }
            }""",
            entries,
        )


@pytest.fixture
def reader(new_window, address):
    """Return a function that gives a reader a new browser, in which nothing may fail."""
    readers = []

    def new(**options):
        readers.append(Reader(new_window(**options), address))
        return readers[-1]

    yield new
    for one in readers:
        assert one.complaints == []


@pytest.fixture(scope="module")
def one_reader(windows, site):
    """A reader whose browser the tests of a file share."""
    with serve(site) as address, windows.lend() as window:
        one = Reader(window, address)
        yield one
    assert one.complaints == []
