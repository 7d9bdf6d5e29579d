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
from playwright.sync_api import expect

from neurocalc import demos
from tests.browser import PATIENCE
from tests.built import ROOT, SITE
from tests.jupyter import OpenNotebook


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


def cells_of(demo):
    """Three cells of a demo: it itself, what Python knows of a slider, and Python moves it."""
    name, high = slider_of(demo)["name"], slider_of(demo)["maximum"]
    return [
        f"from neurocalc.demos import {demo.__name__}\ndemo = {demo.__name__}()\ndemo",
        f"print(demo.{name})",
        f"demo.{name} = {high}\nprint('set')",
    ]


def slider_of(demo):
    return next(p for p in demo.specification()["parameters"] if p["kind"] == "number")


@pytest.fixture(scope="module")
def all_demos(lab, windows):
    """A notebook with three cells of each demo, open in JupyterLab."""
    address, home = lab
    cells = [cell for demo in demos.ALL for cell in cells_of(demo)]
    (home / "demos.ipynb").write_text(json.dumps(notebook(*cells)), encoding="utf-8")
    with windows.lend(height=1400) as window:
        yield OpenNotebook(window, f"{address}/lab/tree/demos.ipynb?reset")


@pytest.mark.xdist_group("lab")  # one JupyterLab for all
@pytest.mark.parametrize("demo", demos.ALL, ids=lambda demo: demo.name)
def test_a_demo_is_alive_in_jupyterlab_and_python_knows_what_was_moved(all_demos, demo):
    slider, first = slider_of(demo), 3 * demos.ALL.index(demo)
    low, high, name = slider["minimum"], slider["maximum"], slider["name"]
    all_demos.run(first)
    cell = all_demos.cell(first)
    cell.locator(".demo[data-alive] .demo-plot svg").first.wait_for()
    control = cell.locator(f'.demo [data-parameter="{name}"] [type=range]')
    assert float(control.input_value()) == pytest.approx(slider["default"])

    colours = cell.locator(".demo-plot [stroke^=var]").evaluate_all(
        "all => all.map(e => getComputedStyle(e).stroke)"
    )
    assert colours
    assert all(colour.startswith("rgb") for colour in colours), "the colours came along"

    control.focus()
    all_demos.tab.keyboard.press("Home")
    control.dispatch_event("change")
    assert float(all_demos.printed(first + 1)) == pytest.approx(low)

    assert all_demos.printed(first + 2) == "set"
    expect(control).to_have_value(f"{high:g}", timeout=PATIENCE)
    assert all_demos.tab.locator(".demo[data-failed]").count() == 0
    assert all_demos.complaints == []


@pytest.mark.xdist_group("lab")
@pytest.mark.parametrize(
    "edition, parameter", [("charge-transfer", "J"), ("complete/transfer-function", "I_mean")]
)
def test_a_notebook_runs_from_top_to_bottom_and_its_demo_is_alive(
    lab, new_window, edition, parameter
):
    address, home = lab
    file = home / f"page-{edition.replace('/', '-')}.ipynb"
    shutil.copy(SITE / "notebooks" / f"{edition}.ipynb", file)
    opened = OpenNotebook(new_window(height=1400), f"{address}/lab/tree/{file.name}?reset")
    code = opened.run_all()
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    for cell in code:
        kinds = {output.get("name", output["output_type"]) for output in cell["outputs"]}
        if "raises-exception" not in cell["metadata"].get("tags", []):
            assert kinds <= {"stdout", "execute_result"}

    tab = opened.tab
    tab.locator(".jp-Cell", has=tab.locator(".jp-OutputArea-output")).first.hover()
    tab.wait_for_selector(".demo[data-alive] .demo-plot svg")
    says = tab.locator(".demo .demo-says").first  # a still picture is alive here as well
    before = says.inner_text()
    control = tab.locator(f'.demo [data-parameter="{parameter}"] input').first
    control.focus()
    tab.keyboard.press("Home")
    assert control.input_value() == control.get_attribute("min")
    expect(says).not_to_have_text(before, timeout=PATIENCE)
    assert tab.locator("mjx-container").count() > 10
    assert tab.locator("mjx-merror").count() == 0
    assert opened.complaints == []
