"""Every command that README, CONTRIBUTING and `make help` name does what they say.

What takes long is run on a small book, or once instead of often; what would ask other hosts, or
test what is being tested, is only read by make.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from tests.built import ROOT, SITE
from tests.playing import NAMES
from tests.programs import run
from tools.books import lay_out

PATIENCE = 120  # s: a busy machine takes its time
#: The set-up is as it is: make shall not look whether it is old.
AS_IT_IS = ["-o", ".venv/ready", "-o", "node_modules/ready"]
PAGE = "(sec-trial)=\n# A trial\n\nHere is {ref}`sec-trial`.\n"

#: Each command, and the test here that runs it or the sentence why none does.
EXERCISED = {
    "make": "what `make test` begins with",
    "make site": "what `make test` begins with",
    "make test": "what runs this",
    "make check": "read_by_make",
    "make proof": "read_by_make",
    "make html": "html_and_clean",
    "make serve": "serve",
    "make format": "format",
    "make lint": "what `make test` begins with",
    "make bench": "bench",
    "make links": "read_by_make",
    "make lock": "read_by_make",
    "make clean": "html_and_clean",
    "make help": "help",
    "python -m bench": "bench",
    "python -m pytest": "pytest",
    "python -c": "python",
    "pip install": "tests/formats/test_notebooks.py installs the same from its wheel",
    "pdftoppm": "tests/formats/test_pdf.py does",
}
COMMAND = re.compile(
    r"(?:\.venv/bin/)?(make(?: [a-z]+)?|python -[mc](?: (?:bench|pytest))?|pip install|pdftoppm)\b"
)


@pytest.fixture(autouse=True)
def _as_a_reader_types_it(monkeypatch):
    """Take away what a make that runs the tests hands on to those below it."""
    for name in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "CHANGED", "PART", "QUICK"):
        monkeypatch.delenv(name, raising=False)


def make(*arguments, folder=ROOT, **environment):
    return run("make", *AS_IT_IS, *arguments, folder=folder, **environment)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """A checkout with a book of one page."""
    folder = tmp_path_factory.mktemp("commands") / "checkout"
    lay_out(folder, {"index.md": PAGE})
    for name in [
        ".gitignore",
        "Makefile",
        "pyproject.toml",
        "biome.json",
        "package.json",
        "eslint.config.js",
    ]:
        shutil.copy(ROOT / name, folder)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    return folder


def commands_of(name):
    """The commands in a text: in its blocks of shell, and between backticks."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", text, flags=re.S | re.M)
    code = [line for block in blocks for line in block.splitlines()]
    code += re.findall(r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"```.*?```", "", text, flags=re.S))
    return {found[1] for line in code if (found := COMMAND.match(re.sub(r"^\w+=\S+ ", "", line)))}


def test_every_command_that_is_named_is_exercised():
    targets = {f"make {name}" for name in re.findall(r"^  make (\w+)", make("help"), flags=re.M)}
    named = targets | commands_of("README.md") | commands_of("CONTRIBUTING.md")
    assert len(named) > 15
    assert named - set(EXERCISED) == set()
    assert set(EXERCISED) - named == set(), "no longer named"
    tests = [name for name in globals() if name.startswith("test_")]
    for how in EXERCISED.values():
        assert " " in how or any(name.startswith(f"test_make_{how}") for name in tests), how


def test_make_help_lists_every_target():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^\.PHONY: (.+)", text, flags=re.M)[0].split()
    shown = re.findall(r"^  make (\w+) +\S", make("help"), flags=re.M)
    assert sorted([*shown, "editions"]) == sorted(targets)  # the one that `make site` begins with


@pytest.mark.parametrize("target", ["check", "test", "proof", "links", "lock", "site"])
def test_make_read_by_make(target):
    assert make("-n", target)


def test_make_test_hands_on_what_it_shall_run():
    assert "--changed" in make("-n", "proof", "CHANGED=1")
    assert make("-n", "proof", "PART=tests/book").rstrip().endswith("loadgroup  tests/book")
    assert "--changed" not in make("-n", "proof")


def test_make_check_needs_no_browser():
    command = next(line for line in make("-n", "check").splitlines() if " pytest " in line)
    arguments = re.search(r"-m (\"[^\"]+\") (.+)", command)
    without = "import sys; sys.modules.update(playwright=None, selenium=None); import pytest; "
    program = f"{without}sys.exit(pytest.main(sys.argv[1:]))"
    options = ["--collect-only", "-qq", "-m", arguments[1].strip('"'), *arguments[2].split()]
    collected = run(sys.executable, "-c", program, *options, folder=ROOT)
    assert "tests/package/test_sums.py: " in collected
    assert "tests/site" not in collected


@pytest.mark.build
@pytest.mark.xdist_group("commands")
def test_make_html_and_clean_build_the_pages_and_take_them_away(checkout):
    make("html", folder=checkout, SOURCE_DATE_EPOCH="1767225600")
    assert "A trial" in (checkout / "build" / "html" / "index.html").read_text(encoding="utf-8")
    make("clean", folder=checkout)
    assert not (checkout / "build").exists()
    assert (ROOT / "build").exists()


@pytest.mark.build
@pytest.mark.xdist_group("commands")
def test_make_serve_shows_the_book(checkout):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["make", *AS_IT_IS, "serve", f"PORT={port}"]
    environment = os.environ | {"BROWSER": "true"}  # the program of that name, which shows nothing
    with (checkout / "serve.log").open("w") as log:
        server = subprocess.Popen(
            command, cwd=checkout, env=environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        assert "A trial" in answer(f"http://127.0.0.1:{port}/", server)
    finally:
        os.killpg(server.pid, 15)
        server.wait()


def answer(address, server):
    """What a server says once it listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            return urlopen(address).read().decode()
        except URLError:
            time.sleep(0.1)
    raise TimeoutError(address)


@pytest.mark.xdist_group("commands")
def test_make_format_mends_python_and_javascript_and_nothing_else(checkout):
    python, script = (
        checkout / "src" / "neurocalc" / "sums.py",
        checkout / "src" / "web" / "late.js",
    )
    neat = {file: file.read_text(encoding="utf-8") for file in (python, script)}
    python.write_text(neat[python] + "\n\none  =  1\n", encoding="utf-8")
    script.write_text(neat[script] + "export const one  =  1\n", encoding="utf-8")
    make("clean", folder=checkout)
    make("format", folder=checkout)
    assert python.read_text(encoding="utf-8") == neat[python] + "\n\none = 1\n"
    assert script.read_text(encoding="utf-8") == neat[script] + "export const one = 1;\n"


@pytest.mark.browser
@pytest.mark.build
def test_make_bench_prints_each_table():
    if not (SITE / "index.html").exists():
        pytest.fail("The book has not been built: run `make` first.")
    printed = run(sys.executable, "-m", "bench", "--quick", "--site", SITE, folder=ROOT)
    titles = re.findall(r"^(\S.*)\n\nwhat ", printed, flags=re.M)
    assert len(titles) == 9
    assert min(len(table.splitlines()) for table in printed.split("\nwhat ")[1:]) >= 2


def test_make_python_shows_what_a_function_does():
    code = re.search(r'^python -c "(.+)"$', (ROOT / "README.md").read_text("utf-8"), flags=re.M)[1]
    assert "Parameters" in run(sys.executable, "-c", code, folder=ROOT)


def test_make_pytest_runs_a_part():
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    parts = re.findall(r"-m pytest ([^`]+)`", text)
    assert parts
    for named in parts:
        part = named.replace("my-demo", NAMES[0])  # which a reader writes in its place
        options = ["--collect-only", "-qq", *shlex.split(part)]
        assert run(sys.executable, "-m", "pytest", *options, folder=ROOT)
