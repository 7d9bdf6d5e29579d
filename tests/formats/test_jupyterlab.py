"""Demos and notebooks of the book in a real JupyterLab: alive, and of one mind with Python."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from urllib.request import urlopen

import pytest
from playwright.sync_api import TimeoutError

from neurocalc import demos
from tests.built import ROOT, SITE

PATIENCE = 120_000  # ms
CODE = """jupyterapp.shell.currentWidget.content.model.toJSON().cells
  .filter(cell => cell.cell_type === "code")"""


def notebook(*cells):
    return {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3"}},
        "cells": [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {},
                "source": source,
                "outputs": [],
                "execution_count": None,
            }
            for number, source in enumerate(cells)
        ],
    }


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab of this environment, with settings and files of its own."""
    home = tmp_path_factory.mktemp("lab")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--notebook-dir={home}"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    command += ["--LabApp.expose_app_in_browser=True"]
    folders = {"JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"}
    own = {name: str(home / name.lower()) for name in folders}
    with (home / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(120):
            try:
                urlopen(f"{address}/api")
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail((home / "log").read_text())
        yield address, home
    finally:
        server.terminate()
        server.wait()


class Lab:
    """A notebook that is open in the browser."""

    def __init__(self, tab, address, name):
        self.tab = tab
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.goto(f"{address}/lab/tree/{name}?reset")
        tab.wait_for_selector(".jp-Notebook .jp-Cell", timeout=PATIENCE)
        # Until the kernel is there, a cell that is run only waits.
        tab.wait_for_selector('.jp-Toolbar [title*="Idle"], [data-status="idle"]',
                              state="attached", timeout=PATIENCE)  # fmt: skip

    def run(self, number):
        """Run a cell, and return its output."""
        cell = self.tab.locator(".jp-Notebook .jp-Cell").nth(number)
        prompt = cell.locator(".jp-InputPrompt")
        for _ in range(20):  # until the notebook is there to take the key
            cell.locator(".jp-InputArea-editor").click()
            self.tab.keyboard.press("Control+Enter")
            try:
                prompt.filter(has_not_text="[ ]:").wait_for(timeout=3000)
                break
            except TimeoutError:
                continue
        return cell.locator(".jp-OutputArea-output").first

    def run_all(self):
        """Run every cell from top to bottom, and return the code cells."""
        self.tab.evaluate(
            """async () => {
              const {sessionContext} = jupyterapp.shell.currentWidget;
              await sessionContext.ready;
              await sessionContext.session.kernel.info;
              jupyterapp.commands.execute("notebook:run-all-cells");
            }"""
        )
        self.tab.wait_for_function(f"{CODE}.every(cell => cell.execution_count)", timeout=PATIENCE)
        return self.tab.evaluate(CODE)

    def text(self, number):
        """Run a cell, and return what it prints."""
        output = self.run(number)
        output.wait_for(timeout=PATIENCE)
        return output.inner_text().strip()


@pytest.mark.xdist_group("lab")  # one JupyterLab for all
@pytest.mark.parametrize("demo", demos.ALL, ids=lambda demo: demo.name)
def test_a_demo_is_alive_in_jupyterlab_and_python_knows_what_was_moved(lab, chromium, demo):
    address, home = lab
    slider = next(p for p in demo.specification()["parameters"] if p["kind"] == "number")
    low, high, name = slider["minimum"], slider["maximum"], slider["name"]
    cells = [
        f"from neurocalc.demos import {demo.__name__}\ndemo = {demo.__name__}()\ndemo",
        f"print(demo.{name})",
        f"demo.{name} = {high}\nprint('set')",
    ]
    file = f"{demo.name}.ipynb"
    (home / file).write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    window = chromium.new_context(viewport={"width": 1280, "height": 1400})
    opened = Lab(window.new_page(), address, file)
    opened.run(0)
    tab = opened.tab
    tab.wait_for_selector(".demo[data-alive] .demo-plot svg", timeout=PATIENCE)
    control = tab.locator(f'.demo [data-parameter="{name}"] input')
    assert float(control.input_value()) == pytest.approx(slider["default"])

    colours = tab.locator(".demo-plot [stroke^=var]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).stroke)"
    )
    assert colours
    assert all(colour.startswith("rgb") for colour in colours), "the colours came along"

    control.focus()
    tab.keyboard.press("Home")
    control.dispatch_event("change")
    assert float(opened.text(1)) == pytest.approx(low)

    assert opened.text(2) == "set"
    tab.wait_for_function(
        "([e, high]) => Number(document.querySelector(e).value) === high",
        arg=[f'.demo [data-parameter="{name}"] input', high],
    )
    assert tab.locator(".demo[data-failed]").count() == 0
    assert opened.complaints == []
    window.close()


@pytest.mark.xdist_group("lab")
@pytest.mark.parametrize(
    "edition, parameter", [("charge-transfer", "J"), ("complete/transfer-function", "I_mean")]
)
def test_a_notebook_runs_from_top_to_bottom_and_its_demo_is_alive(
    lab, chromium, edition, parameter
):
    address, home = lab
    file = home / f"page-{edition.replace('/', '-')}.ipynb"
    shutil.copy(SITE / "notebooks" / f"{edition}.ipynb", file)
    window = chromium.new_context(viewport={"width": 1280, "height": 1400})
    opened = Lab(window.new_page(), address, file.name)
    code = opened.run_all()
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        kinds = {output.get("name", output["output_type"]) for output in cell["outputs"]}
        if "raises-exception" not in cell["metadata"].get("tags", []):
            assert kinds <= {"stdout", "execute_result"}

    tab = opened.tab
    tab.locator(".jp-Cell", has=tab.locator(".jp-OutputArea-output")).first.hover()
    tab.wait_for_selector(".demo[data-alive] .demo-plot svg", timeout=PATIENCE)
    says = tab.locator(".demo .demo-says")
    before = says.inner_text()
    control = tab.locator(f'.demo [data-parameter="{parameter}"] input')
    control.focus()
    tab.keyboard.press("Home")
    assert control.input_value() == control.get_attribute("min")
    assert says.inner_text() != before
    assert tab.locator("mjx-container").count() > 10
    assert tab.locator("mjx-merror").count() == 0
    assert opened.complaints == []
    window.close()
