"""What a reader on a slow phone waits for at a first visit, as Lighthouse simulates it."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
from collections.abc import Iterator
from functools import cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.browser import chromium
from bench.table import Row, Settings, judged, often
from tools.books import ROOT
from tools.serving import serving
from tools.vendor import NODE

LIGHTHOUSE = ROOT / "node_modules" / "lighthouse" / "cli" / "index.js"
PAGES = ["index", "slopes-and-areas", "several-variables", "filters"]
VISITS = 3
#: What Lighthouse calls it, what it is, its unit in s, and the most it may be.
AUDITS = {
    "first-contentful-paint": ("until something is seen", 1e-3, 1.3),
    "largest-contentful-paint": ("until most is seen", 1e-3, 1.8),
    "total-blocking-time": ("while nothing answers", 1e-3, 0.05),
    "cumulative-layout-shift": ("shift of what is seen, in windows", 1, 0.01),
}
MOST_LACKING = 3  # points of 100
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".wasm"}


def rows() -> Iterator[Row]:
    """Visit the landing page and three chapters, each time as a stranger."""
    with serving(_compressing(Settings.site)) as host:
        for page in PAGES[: often(len(PAGES))]:
            visits = [_visit(f"{host}/{page}.html") for _ in range(often(VISITS))]
            score = median(visit["categories"]["performance"]["score"] for visit in visits)
            yield judged(f"{page}: points that lack of 100", 100 - 100 * score, MOST_LACKING)
            for audit, (what, unit, most) in AUDITS.items():
                value = median(visit["audits"][audit]["numericValue"] for visit in visits)
                yield judged(f"{page}: {what}", value * unit, most)


def _visit(address: str) -> dict:
    """Return what Lighthouse reports of one visit."""
    with TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        command = [NODE, LIGHTHOUSE, address, "--quiet", "--no-enable-error-reporting"]
        command += ["--only-categories=performance", "--output=json", f"--output-path={report}"]
        command += ["--chrome-flags=--headless=new --no-sandbox --disable-background-networking"]
        run = subprocess.run(
            command,
            env=os.environ | {"CHROME_PATH": chromium()},
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            raise RuntimeError(f"Lighthouse cannot visit {address}:\n{run.stderr[-2000:]}")
        return json.loads(report.read_text(encoding="utf-8"))


def _compressing(folder: Path) -> type[SimpleHTTPRequestHandler]:
    """Return what serves a folder as common servers do: text compressed."""

    @cache
    def compressed(path: str) -> bytes:
        return gzip.compress(Path(path).read_bytes(), 6)

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(folder))

        def do_GET(self):
            path = self.translate_path(self.path)
            if Path(path).suffix not in COMPRESSED or not Path(path).is_file():
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

    return Handler
