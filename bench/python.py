"""How soon the page's Python answers, next to JupyterLite and to Pyodide as it is published.

All of it is measured in one run of one browser, whose caches an earlier visit has filled. The
three take turns, so that whatever else the machine does slows all of them.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from bench import official
from bench.browser import served, window
from bench.table import Row, Settings, judged, often
from tests.browser import PATIENCE
from tests.cells import CellsOnPage
from tests.jupyter import WIDGET, expose
from tools import vendor

PAGE, CELL = "derivatives-by-number", 2
BUTTON = f"#cell-{CELL} .run-bar [data-do=run]"
VISITS = 5  # after a first one, which fills the caches
RERUNS = 9  # a visit

NUMPY = "import numpy as np\nprint(np.arange(3).sum())"
NOTHING = "pass"
IMPORT = """from time import perf_counter
start = perf_counter()
import {name}
print(perf_counter() - start)"""

HALF = 0.5  # of JupyterLite's time, at most
RERUN_TARGET = 0.03  # s
IMPORT_TARGETS = {"sympy": 1.0, "matplotlib.pyplot": 1.5}  # s
DOWNLOAD_TARGETS = {  # MB, compressed
    "NumPy alone": (["numpy"], 9),
    "with Matplotlib and SymPy": (["numpy", "matplotlib", "sympy"], 16),
}

LITE_BUTTON = "[data-command='notebook:run-cell-and-select-next']"

# From the next click anywhere to the next change of the page after which there is such an element.
WATCH = """(wanted) => {
  let clicked;
  addEventListener("click", () => { clicked = performance.now(); }, {capture: true, once: true});
  window.measured = new Promise((done) => {
    new MutationObserver((changes, observer) => {
      if (clicked === undefined || !document.querySelector(wanted)) return;
      observer.disconnect();
      done((performance.now() - clicked) / 1000);
    }).observe(document, {attributes: true, childList: true, subtree: true});
  });
}"""


# -- How long it takes ----------------------------------------------------------------------------


def rows() -> Iterator[Row]:
    """Measure the first output, the imports and a re-run."""
    page, published, jupyterlite = _measure()
    ours, theirs = page["numpy"], jupyterlite["numpy"]
    verdict = "met" if ours <= HALF * theirs else "missed"
    yield Row("NumPy cell, click to output", ours, f"JupyterLite; half, {verdict}", theirs)
    yield Row("opening, until one can click", page["open"], "JupyterLite", jupyterlite["open"])
    yield Row("both", page["open"] + ours, "JupyterLite", jupyterlite["open"] + theirs)
    yield Row("NumPy cell, click to output", ours, "packages unpruned", published["numpy"])
    for name, target in IMPORT_TARGETS.items():
        what, loading = f"import {name}, once loaded", f"load {name}"
        yield judged(what, page[name], target)
        yield Row(what, page[name], "packages unpruned", published[name])
        yield Row("loading it as well", page[loading], "packages unpruned", published[loading])
    yield judged("a cell that does nothing, again", page["again"], RERUN_TARGET)


def _measure() -> list[dict[str, float]]:
    """Return the median times of our page, of the same with unpruned packages, of JupyterLite."""
    pyodide, notebooks = official.runtime(), official.jupyterlite(NUMPY, 1 + VISITS)
    times = []
    with (
        TemporaryDirectory() as profile,
        TemporaryDirectory() as scripts,
        served(Settings.site) as ours,
        served(Settings.site, _replacements(pyodide, Path(scripts))) as published,
        served(notebooks) as jupyterlite,
        window(profile) as browser,
    ):
        for number in range(often(1 + VISITS)):
            page = _visit_page(browser, ours), _visit_page(browser, published)
            times.append([*page, _visit_jupyterlite(browser, jupyterlite, number)])
    return [_medians(visits) for visits in zip(*(times[1:] or times), strict=True)]


def _replacements(pyodide: Path, scripts: Path) -> dict[str, Path]:
    """Return what takes the place of the site's Python, and of the scripts that know its sizes."""
    size = (pyodide / vendor.LOCK).stat().st_size
    shutil.copytree(Settings.site / "_static" / "web", scripts, dirs_exist_ok=True)
    for script in scripts.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        known = rf'("{re.escape(vendor.LOCK)}":{{size:)\d+'
        script.write_text(re.sub(known, rf"\g<1>{size}", text), encoding="utf-8")
    return {"/_static/pyodide/": pyodide, "/_static/web/": scripts}


def _medians(visits: tuple[dict[str, float], ...]) -> dict[str, float]:
    return {name: median(times[name] for times in visits) for name in visits[0]}


def _visit_page(browser, address: str) -> dict[str, float]:
    begun = perf_counter()
    page = CellsOnPage(browser, address, PAGE)
    times = {"open": perf_counter() - begun}
    page.type(CELL, NUMPY)
    times["numpy"] = _clicked(page.tab, BUTTON, f"#cell-{CELL} .run-output pre")
    page.wait(CELL)
    for name in IMPORT_TARGETS:
        page.type(CELL, IMPORT.format(name=name))
        times[f"load {name}"] = _run(page)
        times[name] = float(page.printed(CELL))
    page.type(CELL, NOTHING)
    _run(page)
    times["again"] = median(_run(page) for _ in range(often(RERUNS)))
    page.tab.close()
    return times


def _run(page: CellsOnPage) -> float:
    """Return the time from a click on Run until the cell is done."""
    return _clicked(page.tab, BUTTON, f"#cell-{CELL}[data-run=done]")


def _visit_jupyterlite(browser, address: str, number: int) -> dict[str, float]:
    tab = browser.new_page()
    tab.route("**/jupyter-lite.json", expose)
    begun = perf_counter()
    tab.goto(f"{address}notebooks/index.html?path=fresh-{number}.ipynb")
    tab.wait_for_selector(".jp-CodeCell .cm-content")
    tab.wait_for_selector(LITE_BUTTON)
    tab.wait_for_function(f"{WIDGET}.sessionContext.session?.kernel")  # a click before is lost
    times = {"open": perf_counter() - begun}
    times["numpy"] = _clicked(tab, LITE_BUTTON, ".jp-CodeCell .jp-OutputArea-output")
    tab.close()
    return times


def _clicked(tab, button: str, wanted: str) -> float:
    """Click a button; return the time until the page shows what is wanted, by its own clock."""
    tab.evaluate(WATCH, wanted)
    tab.click(button)
    tab.wait_for_function("window.measured.then(() => true)", timeout=PATIENCE)
    return tab.evaluate("window.measured")


# -- How much is fetched --------------------------------------------------------------------------


def sizes() -> Iterator[Row]:
    """Add up what a first run fetches, compressed as a server does."""
    for what, (packages, target) in DOWNLOAD_TARGETS.items():
        files = [*_scripts(), *_python(packages)]
        yield judged(what, sum(map(_compressed, files)) / 1e6, target)


def _python(packages: list[str]) -> list[Path]:
    folder = Settings.site / "_static" / "pyodide"
    carried = json.loads((folder / vendor.LOCK).read_text(encoding="utf-8"))["packages"]
    names = vendor.closure(carried, ["neurocalc", *packages])
    archives = [carried[name]["file_name"] for name in names]
    core = sorted(vendor.core_of(folder).iterdir())
    return [*core, *(folder / name for name in (vendor.LOCK, *archives))]


def _scripts() -> list[Path]:
    """Return the worker's script; the editor comes only when one edits."""
    return [Settings.site / "_static" / "web" / "worker.js"]


def _compressed(file: Path) -> int:
    data = file.read_bytes()
    is_packed = file.suffix in (".tar", ".whl", ".zip")
    return len(data) if is_packed else len(gzip.compress(data, 9))
