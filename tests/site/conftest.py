"""Fixtures that hand the built site to the tests: its pages, and a demo in the browser."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.built import PREFIX, ROOT, SITE, Page, pages
from tests.demos import DemoOnPage


def pytest_generate_tests(metafunc):
    """Run a test that asks for `page` or `written_page` once a page, under the page's name."""
    for name, wanted in {"page": pages, "written_page": written_pages}.items():
        if name in metafunc.fixturenames:
            # With nothing built the test still runs once, and says so through `site`.
            metafunc.parametrize(name, wanted() or [None], ids=str, indirect=True)


def written_pages():
    return [page for page in pages() if page.is_written]


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


class Handler(SimpleHTTPRequestHandler):
    """Serves the site below PREFIX, and nothing elsewhere."""

    def translate_path(self, path):
        if not path.startswith(PREFIX):
            return str(ROOT / "no such file")
        return super().translate_path(path.removeprefix(PREFIX.rstrip("/")))

    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="session")
def address(site):
    """Where the site is served."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_demo(chromium, address):
    """Open a demo in a window of its own: ``open_demo(name, query, width=..., chapter=...)``."""
    windows = []

    def open_one(name, query="", *, width=1280, chapter=False, **options):
        size = {"width": width, "height": 900}
        window = chromium.new_context(viewport=size, reduced_motion="reduce", **options)
        window.set_default_timeout(30_000)
        windows.append(window)
        return DemoOnPage(window.new_page(), address, name, query, chapter=chapter)

    yield open_one
    for window in windows:
        window.close()
