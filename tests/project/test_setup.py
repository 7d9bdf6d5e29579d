"""The set-up on machines that lack something, played with stand-ins for their commands."""

from __future__ import annotations

import os
import subprocess

import pytest

from tests.built import ROOT


@pytest.fixture
def machine(tmp_path):
    """A machine whose PATH holds only the shell's own tools and the stand-ins one adds."""
    for name in ["sh", "id", "cat", "dirname", "grep", "env"]:
        path = next(p for p in [f"/usr/bin/{name}", f"/bin/{name}"] if os.path.exists(p))
        (tmp_path / name).symlink_to(path)
    return Machine(tmp_path)


class Machine:
    def __init__(self, path):
        self.path = path

    def add(self, name, script):
        file = self.path / name
        file.unlink(missing_ok=True)
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    def run(self, *command, **environment):
        environment = {"PATH": str(self.path), "HOME": str(self.path), **environment}
        return subprocess.run(
            ["/bin/sh", *command], cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def without_places(self, script):
        """A copy of a script that knows no places outside of the PATH."""
        copy = self.path / "copy.sh"
        copy.write_text((ROOT / script).read_text().replace("/usr/", "/nowhere/"))
        return str(copy)

    @property
    def log(self):
        log = self.path / "log"
        return log.read_text().splitlines() if log.exists() else []


def as_user(machine, root):
    machine.add("id", f"echo {0 if root else 1000}")


def test_root_on_debian_gets_the_browser_installed(machine):
    as_user(machine, root=True)
    machine.add(
        "apt-get", f'echo "$@" >> {machine.path}/log; ln -sf /bin/sh {machine.path}/chromium'
    )
    (machine.path / "ln").symlink_to("/bin/ln")
    run = machine.run("tools/system.sh", "install", "chromium")
    assert run.returncode == 0, run.stderr
    assert machine.log == ["update", "install --yes --no-install-recommends chromium"]
    assert machine.run("tools/system.sh", "where", "chromium").stdout.endswith("/chromium\n")


def test_debian_gets_the_browser_without_windows_even_beside_another_one(machine):
    as_user(machine, root=True)
    machine.add("chromium", "exit 0")
    machine.add("apt-cache", "exit 0")  # it is in the lists
    name = "chromium-headless-shell"
    shell = f"{machine.path}/{name}"
    machine.add("apt-get", f'echo "$@" >> {machine.path}/log; ln -sf /bin/sh {shell}')
    (machine.path / "ln").symlink_to("/bin/ln")
    for _ in range(2):
        assert machine.run("tools/system.sh", "install", "chromium").returncode == 0
    assert machine.log == [
        "update",
        "install --yes --no-install-recommends chromium-headless-shell",
    ]
    assert machine.run("tools/system.sh", "where", "chromium").stdout == f"{shell}\n"


def test_where_the_browser_without_windows_does_not_come_the_other_one_does(machine):
    as_user(machine, root=True)
    machine.add("chromium", "exit 0")
    machine.add("apt-cache", "exit 0")
    machine.add("apt-get", "exit 1")
    assert machine.run("tools/system.sh", "install", "chromium").returncode == 0
    assert machine.run("tools/system.sh", "where", "chromium").stdout.endswith("/chromium\n")


def test_without_rights_the_one_command_is_printed(machine):
    as_user(machine, root=False)
    machine.add("apt-get", f'echo "$@" >> {machine.path}/log')
    machine.add("sudo", "exit 1")
    run = machine.run("tools/system.sh", "install", "venv", PYTHON_VERSION="3.12")
    assert run.returncode != 0
    command = "sudo apt-get install --yes --no-install-recommends python3.12-venv"
    assert run.stderr.splitlines()[-1].strip() == command
    assert machine.log == []


@pytest.mark.parametrize("manager", ["dnf", "brew"])
def test_other_package_managers_are_asked_in_their_own_words(machine, manager):
    as_user(machine, root=manager != "brew")
    machine.add(manager, "exit 1")
    run = machine.run("tools/system.sh", "install", "chromium")
    assert run.returncode != 0
    assert f"    {manager} install" in run.stderr


@pytest.mark.parametrize("manager", ["apt-get", "dnf", "brew"])
@pytest.mark.parametrize("tool, package", [("pdf", "librsvg"), ("checkers", "epubcheck")])
def test_every_package_manager_knows_what_makes_and_checks_the_editions(
    machine, manager, tool, package
):
    as_user(machine, root=manager != "brew")
    machine.add(manager, "exit 1")
    run = machine.run("tools/system.sh", "install", tool)
    assert run.returncode != 0
    assert f" {manager} install" in run.stderr
    assert package in run.stderr


ENGINES = [
    ("firefox", {"apt-get": "firefox-esr", "dnf": "firefox", "brew": "firefox"}),
    ("webkit", {"apt-get": "webkit2gtk-driver xvfb", "dnf": "webkit2gtk-driver"}),
    ("nginx", {"apt-get": "nginx-light", "dnf": "nginx", "brew": "nginx"}),
]


@pytest.mark.parametrize(
    "tool, manager, package", [(t, m, p) for t, names in ENGINES for m, p in names.items()]
)
def test_each_browser_and_server_of_the_tests_can_be_had_by_one_command(
    machine, tool, manager, package
):
    as_user(machine, root=manager != "brew")
    machine.add(manager, "exit 1")
    # What this machine has outside of the PATH is not found: the package is asked for.
    run = machine.run(machine.without_places("tools/system.sh"), "install", tool)
    assert run.returncode != 0
    assert f" {manager} install" in run.stderr
    assert package in run.stderr.splitlines()[-1]


def test_where_webkit_is_not_to_be_had_the_set_up_goes_on_without_it(machine):
    as_user(machine, root=False)
    machine.add("brew", f"echo called >> {machine.path}/log")
    run = machine.run("tools/system.sh", "install", "webkit")
    assert run.returncode == 0
    assert "its tests are left out" in run.stderr
    assert machine.log == []


def test_firefox_is_taken_from_where_one_says(machine):
    machine.add("my-firefox", "exit 0")
    run = machine.run("tools/system.sh", "where", "firefox", FIREFOX=f"{machine.path}/my-firefox")
    assert run.stdout == f"{machine.path}/my-firefox\n"


def test_a_set_of_tools_is_there_only_when_each_of_them_is(machine):
    for tool in ["latexmk", "xelatex"]:
        machine.add(tool, "exit 0")
    assert machine.run("tools/system.sh", "where", "pdf").returncode != 0
    machine.add("rsvg-convert", "exit 0")
    run = machine.run("tools/system.sh", "where", "pdf")
    assert [path.rpartition("/")[2] for path in run.stdout.split()] == [
        "latexmk",
        "xelatex",
        "rsvg-convert",
    ]


def test_a_browser_that_is_there_is_left_alone(machine):
    machine.add("google-chrome", "exit 0")
    machine.add("apt-get", f"echo called >> {machine.path}/log")
    assert machine.run("tools/system.sh", "install", "chromium").returncode == 0
    assert machine.log == []


def test_without_a_package_manager_a_sentence_says_what_to_install(machine):
    run = machine.run("tools/system.sh", "install", "chromium")
    assert run.returncode != 0
    assert "install 'chromium' with your system's package manager" in run.stderr


@pytest.fixture
def empty_checkout(tmp_path_factory):
    """A copy of the set-up scripts, so that no test touches the real environment."""
    folder = tmp_path_factory.mktemp("checkout")
    (folder / "tools").mkdir()
    for name in ["setup.sh", "system.sh"]:
        (folder / "tools" / name).write_text((ROOT / "tools" / name).read_text())
    return folder


def test_without_a_recent_python_a_sentence_says_so(machine, empty_checkout):
    machine.add("python3", "exit 1")
    run = machine.run(str(empty_checkout / "tools" / "setup.sh"), "python")
    assert run.returncode != 0
    assert "The book needs Python 3.11 or newer" in run.stderr


def test_a_wrong_choice_of_python_is_refused_and_not_replaced(machine, empty_checkout):
    machine.add("python3", "exit 0")
    machine.add("old", "exit 1")
    run = machine.run(str(empty_checkout / "tools" / "setup.sh"), "python", PYTHON="old")
    assert run.returncode != 0
    assert "PYTHON=old is not a Python of version 3.11 or newer" in run.stderr


def test_a_python_without_venv_leads_to_its_package(machine, empty_checkout):
    as_user(machine, root=False)
    machine.add("sudo", "exit 1")
    machine.add("apt-get", "exit 1")
    version = 'case "$*" in *version_info*format*|*format*version_info*) echo 3.13 ;; esac'
    machine.add("python3", f'{version}; [ "$2" != venv ]')
    run = machine.run(str(empty_checkout / "tools" / "setup.sh"), "python")
    assert run.returncode != 0
    assert "python3.13-venv" in run.stderr.splitlines()[-1]
