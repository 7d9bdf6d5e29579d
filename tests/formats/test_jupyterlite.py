"""The notebooks in the JupyterLite of the site: alive, and off the network."""

from __future__ import annotations

import json
import re
from gzip import compress
from hashlib import sha256
from urllib.parse import unquote

import pytest
from packaging.requirements import Requirement
from playwright.sync_api import expect

from bookext.formats import editions
from tests.browser import PATIENCE, PREFIX, serve
from tests.built import LITE, ROOT, SITE, parse
from tests.jupyter import WIDGET, OpenNotebook, expose
from tools import lite

BUDGET = 30e6  # bytes
STUDENT = "charge-transfer"  # with exercises that are not finished


@pytest.fixture(scope="module")
def address():
    """Where the site is served."""
    if not (LITE / "jupyter-lite.json").exists():
        pytest.fail("JupyterLite has not been built: run `make` first.")
    with serve(SITE) as address:
        yield address


class Notebook(OpenNotebook):
    """A notebook that is open in JupyterLite, with all that it asks for."""

    def __init__(self, window, address, name):
        self.address, self.name = address, name
        self.asked, self.failures = [], []
        window.on("request", lambda request: self.asked.append(request.url))
        window.on("requestfailed", lambda request: self.failures.append(request.url))
        window.on(
            "response", lambda answer: answer.status < 400 or self.failures.append(answer.url)
        )
        window.route("**/lite/jupyter-lite.json", expose)
        super().__init__(window, f"{address}{editions.LITE}?path={name}.ipynb")

    @property
    def is_as_large_as_its_menu_says(self):
        """Whether what it has asked for has the size that its page foretells."""
        link = parse(SITE / f"{self.name}.html").select_one(f"a[href*='{editions.LITE}']")
        least, most = map(int, re.search(r"loads (\d+) to (\d+)\sMB", link.get_text()).groups())
        ours = (url for url in self.asked if url.startswith(self.address))
        names = {unquote(url.removeprefix(self.address).partition("?")[0]) for url in ours}
        files = [SITE / name for name in names]
        # Servers compress what they send.
        octets = sum(len(compress(file.read_bytes(), 6)) for file in files if file.is_file())
        return least <= octets / 1e6 <= most

    @property
    def is_changed(self):
        return self.tab.evaluate(f"{WIDGET}.context.model.dirty")

    def run_new_cell(self, source):
        """Write a cell at the end, run it and return what it prints."""
        count = self.tab.evaluate(
            f"""source => {{
              const {{model}} = {WIDGET}.content;
              model.sharedModel.addCell({{cell_type: "code", metadata: {{}}, source, outputs: []}});
              return model.cells.length;
            }}""",
            source,
        )
        return self.printed(count - 1)


@pytest.fixture
def open_notebook(new_window, address):
    """Open a notebook as a reader who has never been here."""
    return lambda name: Notebook(new_window(height=1400), address, name)


def problems(cells):
    """What cells have said in red, but for those of unfinished exercises."""
    return [
        output
        for cell in cells
        if "raises-exception" not in cell["metadata"].get("tags", [])
        for output in cell["outputs"]
        if output["output_type"] == "error" or output.get("name") == "stderr"
    ]


def test_a_notebook_runs_off_the_network_and_what_a_reader_writes_stays(open_notebook, address):
    notebook = open_notebook(STUDENT)
    assert not notebook.is_changed, "the browser would keep it, and hide the next edition"
    cells = notebook.run_all()
    assert problems(cells) == []

    tab = notebook.tab
    demo = next(i for i, cell in enumerate(cells) if "ChargeTransfer" in "".join(cell["source"]))
    tab.locator(".jp-CodeCell").nth(demo).scroll_into_view_if_needed()
    tab.wait_for_selector(".demo[data-alive] .demo-plot svg")
    sentence = tab.locator(".demo-says").first
    before = sentence.inner_text()
    slider = tab.locator('.demo [data-parameter="J"] input').first
    slider.focus()
    tab.keyboard.press("Home")
    assert slider.input_value() == slider.get_attribute("min")
    expect(sentence).not_to_have_text(before, timeout=PATIENCE)
    count = cells[demo]["execution_count"]
    told = notebook.run_new_cell(f"print(Out[{count}].J)")
    assert float(told) == pytest.approx(float(slider.get_attribute("min")))

    assert notebook.is_as_large_as_its_menu_says
    assert notebook.complaints == notebook.failures == []
    here = address.removesuffix(PREFIX.lstrip("/"))
    assert [url for url in notebook.asked if not url.startswith((here, "data:", "blob:"))] == []

    first = f"{WIDGET}.content.model.cells.get(0).sharedModel"
    tab.evaluate(f"{first}.setSource('My own thought.')")
    tab.evaluate("jupyterapp.commands.execute('docmanager:save')")
    tab.reload()
    tab.wait_for_selector(".jp-RenderedMarkdown >> text=My own thought.")


def test_surfaces_and_exact_calculus_come_along(open_notebook):
    notebook = open_notebook("several-variables")
    assert problems(notebook.run_all()) == []
    demo = notebook.tab.locator(".demo[data-alive]").first
    demo.scroll_into_view_if_needed()
    assert demo.locator(".demo-plot").first.bounding_box()["height"] > 100
    assert notebook.is_as_large_as_its_menu_says
    assert notebook.complaints == notebook.failures == []


# -- What lies on the site ------------------------------------------------------------------------


def size(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


@pytest.mark.usefixtures("address")
def test_jupyterlite_adds_at_most_30_megabytes_to_the_site():
    assert size(LITE) <= BUDGET


@pytest.mark.usefixtures("address")
def test_every_package_is_on_the_site_once_with_its_hash():
    lock = json.loads((LITE / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))
    files = [LITE / "pyodide" / one["file_name"] for one in lock["packages"].values()]
    hashes = [sha256(file.read_bytes()).hexdigest() for file in files]
    assert hashes == [one["sha256"] for one in lock["packages"].values()]
    shared = {file.resolve() for file in files if LITE.resolve() not in file.resolve().parents}
    assert shared == set((SITE / "_static" / "pyodide").resolve().glob("*.tar"))
    assert len(set(hashes)) == len(hashes)
    depended_on = {name for one in lock["packages"].values() for name in one["depends"]}
    assert depended_on <= set(lock["packages"])


@pytest.mark.usefixtures("address")
def test_every_notebook_is_there():
    wanted = {file.relative_to(SITE / "notebooks") for file in SITE.glob("notebooks/**/*.ipynb")}
    assert wanted
    assert {file.relative_to(LITE / "files") for file in LITE.glob("files/**/*.ipynb")} == wanted


def versions(file):
    requirements = map(Requirement, re.findall(r"^\S+==[^\s\\;]+", file.read_text(), flags=re.M))
    return {one.name: str(one.specifier) for one in requirements}


def test_the_kernel_has_the_versions_that_pyodide_knows_and_widgets_those_of_their_scripts():
    pyodide = json.loads((lite.CORE / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    known = {name: f"=={package['version']}" for name, package in pyodide.items()}
    known |= versions(ROOT / "requirements.lock") | known
    kernel = versions(lite.REQUIREMENTS)
    assert {"ipython", "anywidget", "ipywidgets"} <= set(kernel)
    assert kernel == {name: known[name] for name in kernel}


# -- How it is built ------------------------------------------------------------------------------


@pytest.fixture
def notebooks(tmp_path):
    """A folder with one small notebook that does not know where the site is."""
    text = {"cell_type": "markdown", "id": "text", "metadata": {}}
    text["source"] = [
        "[More](../gain.html#sec-gain)\n",
        "[here](../../it.html), [there](https://x.y)",
    ]
    code = {"cell_type": "code", "id": "code", "metadata": {}, "source": "1 + 1"}
    code |= {"execution_count": 7, "outputs": [{"output_type": "stream", "text": "much"}]}
    notebook = {"cells": [text, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    lite.write_json(tmp_path / "notebooks" / "complete" / "gain.ipynb", notebook)
    return tmp_path / "notebooks"


def test_it_is_built_once_to_the_same_bytes_each_time(notebooks, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    trees = []
    for name in ("one", "two"):
        target = tmp_path / name / "lite"
        said = []
        for _ in range(2):
            lite.build(notebooks, target, tmp_path / f"{name}.digest", said.append)
        assert said.count("Building JupyterLite ...") == 1
        files = (file for file in target.rglob("*") if file.is_file())
        trees.append({file.relative_to(target): file.read_bytes() for file in files})
    assert trees[0].keys() == trees[1].keys()
    assert [path for path, data in trees[0].items() if data != trees[1][path]] == []

    first, second = json.loads(trees[0][lite.Path("files/complete/gain.ipynb")])["cells"]
    assert first["source"] == "More\nhere, [there](https://x.y)"
    assert second["outputs"] == []


def test_without_notebooks_it_says_what_to_do(tmp_path):
    with pytest.raises(RuntimeError, match="run `make`"):
        lite.build(tmp_path)
