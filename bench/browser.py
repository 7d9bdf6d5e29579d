"""The browser of the measurements, and the servers that it asks."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from tools.books import ROOT
from tools.serving import serving

FLAGS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-gpu",  # here is no graphics card, and what stands in for one would only compete
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # there is no other host
]


@contextmanager
def served(folder: Path, instead: dict[str, Path] | None = None) -> Iterator[str]:
    """Serve a folder, uncompressed; yield the address, with a slash at its end.

    Parameters
    ----------
    folder : Path
        What to serve.
    instead : dict of str to Path, optional
        Folders that take the place of others, by the path of those in an address.
    """

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path):
            for place, other in (instead or {}).items():
                if path.startswith(place):
                    self.directory, path = str(other), "/" + path.removeprefix(place)
                    break
            else:
                self.directory = str(folder)
            return super().translate_path(path)

        def log_message(self, *arguments):
            pass

    with serving(Handler) as host:
        yield f"{host}/"


def chromium() -> str:
    """Return where the browser is."""
    where = ["sh", "tools/system.sh", "where", "chromium"]
    return subprocess.run(
        where, cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


@contextmanager
def window(profile: Path | str = "") -> Iterator[BrowserContext]:
    """Open a window of Chromium; one with a profile keeps what it loads, as a reader's does."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=chromium(),
            args=FLAGS,
            bypass_csp=True,  # the pages' policy keeps Playwright from waiting for conditions
            viewport={"width": 1280, "height": 900},
        )
        try:
            yield context
        finally:
            context.close()
