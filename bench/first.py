"""What a reader on a slow phone waits for at a first visit, as Lighthouse simulates it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.browser import chromium, served
from bench.table import Row, Settings, judged, often
from tools.books import ROOT
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


def rows() -> Iterator[Row]:
    """Visit the landing page and three chapters, each time as a stranger."""
    with served(Settings.site, is_compressed=True) as address:
        for page in PAGES[: often(len(PAGES))]:
            visits = [_visit(f"{address}{page}.html") for _ in range(often(VISITS))]
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
