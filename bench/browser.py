"""The browser of the measurements, and the servers that it asks."""

from __future__ import annotations

import gzip
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
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


COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".wasm"}


@contextmanager
def served(
    folder: Path, instead: dict[str, Path] | None = None, *, is_compressed: bool = False
) -> Iterator[str]:
    """Serve a folder; yield the address, with a slash at its end.

    Parameters
    ----------
    folder : Path
        What to serve.
    instead : dict of str to Path, optional
        Folders that take the place of others, by the path of those in an address.
    is_compressed : bool
        Whether texts are sent as common servers send them.
    """

    @cache
    def compressed(path: str) -> bytes:
        return gzip.compress(Path(path).read_bytes(), 6)

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path):
            for place, other in (instead or {}).items():
                if path.startswith(place):
                    self.directory, path = str(other), "/" + path.removeprefix(place)
                    break
            else:
                self.directory = str(folder)
            return super().translate_path(path)

        def do_GET(self):
            path = self.translate_path(self.path)
            if not is_compressed or Path(path).suffix not in COMPRESSED or not Path(path).is_file():
                super().do_GET()
                return
            body = compressed(path)
            self.send_response(200)
            self.send_header("Content-Type", self.guess_type(path))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments):
            pass

    if is_compressed:
        Handler.protocol_version = "HTTP/1.1"
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
