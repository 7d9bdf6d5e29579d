"""What the page's Python is measured against: Pyodide as it is published, and JupyterLite on it.

Both are made below ``build/bench`` of the same Pyodide as the book's, and need no other host than
the package index.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.utils import canonicalize_name, parse_wheel_filename

from tools import lite, vendor
from tools.books import ROOT
from tools.caches import cache_home, digest

HOME = ROOT / "build" / "bench"
CORE = ROOT / "node_modules" / "pyodide"
STAGED = ROOT / "build" / "pyodide" / "pyodide"  # the book's own


# -- The book's page with Pyodide's own packages --------------------------------------------------


def runtime() -> Path:
    """Return a folder with Pyodide and the book's packages as they are published."""
    return _made("runtime", _make_runtime, STAGED / vendor.LOCK)


def _make_runtime(folder: Path) -> None:
    lock, staged = _lock(CORE), _lock(STAGED)
    core = vendor.core_of(STAGED)
    shutil.copytree(core, folder / core.name)
    packages = {name: lock["packages"][name] for name in vendor.closure(lock["packages"])}
    for package in packages.values():
        # As in the book's: what nothing imports would only be in the way.
        package["depends"] = [name for name in package["depends"] if name in packages]
        _write_wheel(folder, package)
    packages["neurocalc"] = staged["packages"]["neurocalc"]
    shutil.copy(STAGED / packages["neurocalc"]["file_name"], folder)
    _write_lock(folder, lock | {"packages": packages})


# -- JupyterLite ----------------------------------------------------------------------------------


def jupyterlite(cell: str, count: int) -> Path:
    """Return a folder with JupyterLite and notebooks ``fresh-0.ipynb`` … that hold this cell.

    There are `count` of them: one that has been opened is not fresh any more.
    """
    tools = Path(lite.__file__), lite.REQUIREMENTS, ROOT / "requirements.lock"
    made_from = *tools, Path(__file__).with_name("python.py")
    folder = _made("jupyterlite", lambda folder: _make_jupyterlite(folder, cell, count), *made_from)
    return folder / "site"


def _make_jupyterlite(folder: Path, cell: str, count: int) -> None:
    sources = folder / "sources"
    _make_kernel(sources)
    for number in range(count):
        lite.write_json(sources / "files" / f"fresh-{number}.ipynb", _notebook(cell))
    lite.assemble(sources, folder / "site", {"disablePyPIFallback": True}, ["notebooks"])


def _make_kernel(sources: Path) -> None:
    """Put Pyodide and all that the kernel asks for into the site, so that it asks nobody else."""
    lock = _lock(CORE)
    pyodide, extra = sources / "static" / "pyodide", sources / "pypi"
    pyodide.mkdir(parents=True)
    extra.mkdir()
    _copy_core(pyodide)
    for name in ("numpy", "six"):  # the second for IPython
        _write_wheel(pyodide, lock["packages"][name])
    known = {canonicalize_name(name): package for name, package in lock["packages"].items()}
    with TemporaryDirectory() as found:
        lite.fetch_wheels(Path(found))
        for wheel in sorted(Path(found).iterdir()):
            name, version, *_ = parse_wheel_filename(wheel.name)
            if name not in known:
                shutil.copy(wheel, extra)
            elif known[name]["version"] == str(version):
                shutil.copy(wheel, pyodide)
                _replace(known[name], wheel)
            else:
                wanted = known[name]["version"]
                raise RuntimeError(f"{lite.REQUIREMENTS.name}: Pyodide wants {name} {wanted}")
    _write_lock(pyodide, lock)


def _replace(package: dict, wheel: Path) -> None:
    """Let a package of the lock be this wheel."""
    package["file_name"] = wheel.name
    package["sha256"] = hashlib.sha256(wheel.read_bytes()).hexdigest()


def _notebook(cell: str) -> dict:
    code = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return {
        "cells": [code | {"id": "cell", "source": cell}],
        "metadata": lite.ABOUT_KERNEL,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


# -- Common to both -------------------------------------------------------------------------------


def _made(name: str, make: Callable[[Path], None], *sources: Path) -> Path:
    """Return a folder that `make` has filled, anew if a source of it has changed."""
    now = digest(ROOT, Path(__file__), CORE / vendor.LOCK, *sources)
    lite.made(HOME / name, HOME / f"{name}.digest", now, make)
    return HOME / name


def _copy_core(folder: Path) -> None:
    for name in vendor.CORE:
        shutil.copy(CORE / name, folder)


def _write_wheel(folder: Path, package: dict) -> None:
    """Write one of Pyodide's wheels, from where the build of the book takes it."""
    kept = vendor.Folder(cache_home() / "wheels")
    sources = [kept, vendor.Repacked(ROOT / "tools" / "vendor-requirements.txt")]
    wheel = vendor.fetch(package["file_name"], package["sha256"], sources)
    (folder / package["file_name"]).write_bytes(wheel)


def _lock(folder: Path) -> dict:
    return json.loads((folder / vendor.LOCK).read_text(encoding="utf-8"))


def _write_lock(folder: Path, lock: dict) -> None:
    lite.write_json(folder / vendor.LOCK, lock)
