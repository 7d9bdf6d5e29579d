"""Build a book apart from the checkout: the same one again, or a small one on trial.

A trial book has pages of its own and everything else from the checkout, `conf.py` first of all,
so that what is measured or tested there holds for the book itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.caches import cache_home

ROOT = Path(__file__).parents[1]

#: What makes the cells of a page run.
FRONT_MATTER = """---
file_format: mystnb
kernelspec:
  name: python3
  display_name: Python 3
---
"""


#: What the checkout has built of sources that a trial has as well. Each notes what it is made of:
#: a trial with other sources makes its own.
BUILT = ["build/pyodide", "build/web"]


def lay_out(folder: Path, pages: dict[str, str]) -> None:
    """Write a trial book into `folder`: its pages by name, the first of them the root."""
    for name in ["src", "tools", *(name for name in BUILT if (ROOT / name).exists())]:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    if (mark := ROOT / "build" / "pyodide.digest").exists():
        shutil.copy(mark, folder / "build")
    for name in ["conf.py", "requirements.lock", "LICENSE"]:
        shutil.copy(ROOT / name, folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    # What conf.py names stays; the pages make way for those of the trial.
    shutil.copytree(ROOT / "book", folder / "book", ignore=_pages)
    for name, text in pages.items():
        (folder / "book" / name).write_text(text, encoding="utf-8")


def _pages(folder, names):
    return [name for name in names if name.endswith(".md")]


def _share_python(cache):
    """Let a cache of its own have the Python of the pages, which no build should make twice."""
    cache.mkdir(exist_ok=True)
    for name in ["wheels", *(path.name for path in cache_home().glob("pyodide-*"))]:
        if not (cache / name).exists():
            (cache / name).symlink_to(cache_home() / name)


def build(
    folder: Path,
    output: Path,
    *,
    builder: str = "html",
    cache: Path | None = None,
    environment: dict[str, str] | None = None,
    tags: Iterable[str] = (),
    doctrees: Path | None = None,
) -> None:
    """Build the book of a checkout or of a trial; cells found in `cache` are not run again.

    Without `cache` it is the one that `make` uses. `environment` adds to that of this process.
    `tags` are for `conf.py`. Builds that name the same `doctrees` read the sources once.

    Raises
    ------
    RuntimeError
        If a page has a warning or a cell an error; the message is what Sphinx said.
    """
    # A kernel must find the source that lies beside the book, not that of this checkout.
    here = {"PYTHONPATH": str(folder / "src")} | (environment or {})
    if cache:
        here["NEUROCALC_CACHE"] = str(cache)
        _share_python(cache)
    command = [sys.executable, "-m", "sphinx", "-c", ".", "-b", builder, "-W", "--keep-going", "-n"]
    command += ["-q", "-j", "auto", "-d", str(doctrees or f"{output}-doctrees")]
    command += [*(f"-t{tag}" for tag in tags), "book", str(output)]
    run = subprocess.run(
        command, cwd=folder, env=os.environ | here, capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(run.stderr)
