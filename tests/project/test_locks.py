from __future__ import annotations

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.built import ROOT

PYTHON_LOCKS = [
    "requirements.lock",
    "tools/lite-requirements.txt",
    "tools/uv-requirements.txt",
    "tools/vendor-requirements.txt",
]
LOCKS = [*PYTHON_LOCKS, "package-lock.json"]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def locked_packages(name):
    """Yield each requirement of a Python lock with the hashes that follow it."""
    text = re.sub(r"^#.*\n", "", read(name), flags=re.M)
    for block in re.split(r"\n(?=\S)", text.strip()):
        requirement, *hashes = block.replace("\\\n", "").split("--hash=")
        yield Requirement(requirement.strip()), [h.strip() for h in hashes]


def wanted_packages():
    project = tomllib.loads(read("pyproject.toml"))
    lists = [
        project["project"]["dependencies"],
        *project["project"]["optional-dependencies"].values(),
        *project["dependency-groups"].values(),
    ]
    return [Requirement(text) for texts in lists for text in texts]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_no_download_address(name):
    assert re.findall(r"https?://\S+\.(?:whl|tgz|tar\.gz|zip)", read(name)) == []
    assert "resolved" not in read(name)
    assert "--index-url" not in read(name)


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_every_locked_python_package_has_one_version_and_its_hashes(name):
    for requirement, hashes in locked_packages(name):
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), requirement


def test_every_locked_node_package_has_its_hash():
    packages = json.loads(read("package-lock.json"))["packages"]
    without = [name for name, entry in packages.items() if name and not entry.get("integrity")]
    assert without == []


@pytest.mark.parametrize("wanted", wanted_packages(), ids=str)
def test_the_lock_follows_pyproject(wanted):
    versions = [
        next(iter(locked.specifier)).version
        for locked, _ in locked_packages("requirements.lock")
        if canonicalize_name(locked.name) == canonicalize_name(wanted.name)
    ]
    assert versions, "run `make lock`"
    assert [v for v in versions if not wanted.specifier.contains(v)] == [], "run `make lock`"


def test_the_node_lock_follows_package_json():
    root = json.loads(read("package-lock.json"))["packages"][""]
    for kind in ["dependencies", "devDependencies"]:
        assert root[kind] == json.loads(read("package.json"))[kind]
