"""The site on hosts as they come: a stock nginx, and the types that servers know."""

from __future__ import annotations

import mimetypes
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest

from tests.browser import PATIENCE, PREFIX
from tests.cells import same
from tests.engines import where

PAGE, DEMO, SOLUTION = "derivatives-by-rule", "gain", "#x1-solution div.cell"


# -- A stock nginx --------------------------------------------------------------------------------

CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  include {types};
  default_type application/octet-stream;
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location {prefix} {{ alias {site}/; }}
  }}
}}
"""


def mime_types():
    """The file with the types that nginx brings, beside its own configuration."""
    (nginx,) = where("nginx")
    built = subprocess.run([nginx, "-V"], capture_output=True, text=True, check=True).stderr
    return Path(re.search(r"--conf-path=(\S+)", built).group(1)).with_name("mime.types")


@pytest.fixture(scope="module")
def nginx(site, tmp_path_factory):
    """The address of the site, served by nginx as its packagers set it up."""
    (path,) = where("nginx")
    folder = tmp_path_factory.mktemp("nginx")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = CONFIGURATION.format(
        folder=folder, types=mime_types(), port=port, prefix=PREFIX, site=site
    )
    configuration = folder / "nginx.conf"
    configuration.write_text(text)
    errors = folder / "error.log"
    command = [path, "-e", errors, "-c", configuration]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        try:
            wait_for(port, server, errors)
            yield f"http://127.0.0.1:{port}{PREFIX}"
        finally:
            server.terminate()


def wait_for(port, server, errors):
    """Wait until the server listens."""
    end = time.monotonic() + PATIENCE / 1000
    while time.monotonic() < end and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail(errors.read_text())


@pytest.fixture
def tab(new_window):
    """A tab that notes what the browser complains of."""
    tab = new_window().new_page()
    tab.complaints = []
    tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
    tab.on("console", lambda m: m.type == "error" and tab.complaints.append(m.text))
    return tab


def test_a_demo_moves_on_a_stock_nginx(nginx, tab):
    tab.goto(f"{nginx}embed/{DEMO}.html")
    tab.locator(f"#{DEMO}[data-alive]").wait_for()
    before = tab.locator(".demo-says").inner_text()
    tab.locator(".demo-handle").first.press("End")
    tab.locator(".demo-says", has_not_text=before).wait_for()
    assert tab.complaints == []


def test_python_runs_on_a_stock_nginx(nginx, tab):
    tab.goto(f"{nginx}{PAGE}.html")
    cell = tab.locator(SOLUTION)
    tab.locator("#x1-solution").evaluate("fold => { fold.open = true; }")
    built = cell.locator(".cell_output").inner_text()
    assert "lowest slope" in built
    cell.locator("[data-do=run]:enabled").click()
    tab.locator(f"{SOLUTION}:is([data-run=done], [data-run=failed])").wait_for()
    assert same(cell.locator(".run-output").inner_text(), built)
    assert tab.complaints == []


# -- What servers know of types -------------------------------------------------------------------

#: What a browser acts upon only under its type, with the type under which Apache sends it, from
#: its conf/mime.types.
NEEDED = {
    ".css": "text/css",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".js": "text/javascript",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
#: What is read by what it holds, or goes to the reader's disk: any type will do.
ANY = {
    "": "notes of the build, which nobody fetches",
    ".bak": "a note of an earlier build, which nobody fetches",
    ".buildinfo": "a note of the build, which nobody fetches",
    ".epub": "a download",
    ".ico": "an icon, which browsers know by its first bytes",
    ".inv": "the index of labels, which Sphinx fetches",
    ".ipynb": "a download, and what JupyterLite fetches",
    ".json": "data that a script fetches",
    ".md": "a source",
    ".mo": "the theme's translations, which nobody fetches",
    ".orig": "left over in a package of JupyterLite",
    ".po": "the theme's translations, which nobody fetches",
    ".tar": "packages of Python, which a script fetches",
    ".wasm": "WebAssembly; the worker gives it its type",
    ".webmanifest": "what JupyterLite says of itself to be installed",
    ".whl": "packages of Python, which a script fetches or a reader downloads",
    ".woff": "a font, which browsers know by its first bytes",
    ".woff2": "a font, which browsers know by its first bytes",
    ".xml": "the list of pages for search engines",
    ".zip": "a download, and what a script fetches",
}


def endings(site):
    """Each ending in the site, with a file that has it."""
    return {path.suffix: path for path in site.rglob("*") if path.is_file()}


def test_every_file_has_an_ending_that_servers_know_or_need_not_know(site):
    assert {e: f for e, f in endings(site).items() if e not in NEEDED.keys() | ANY.keys()} == {}


def test_servers_agree_on_the_types_that_browsers_need():
    javascript = {"text/javascript", "application/javascript"}  # browsers take either
    blocks = re.findall(r"^\s*(\S+/\S+)\s+([^;]+);", mime_types().read_text(), re.M)
    of_nginx = {f".{ending}": kind for kind, all_ in blocks for ending in all_.split()}
    of_python = mimetypes.MimeTypes().types_map[True]
    for ending, kind in NEEDED.items():
        kinds = javascript if ending == ".js" else {kind}
        assert {of_nginx[ending], of_python[ending]} <= kinds
