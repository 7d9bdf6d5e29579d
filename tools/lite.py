"""Build JupyterLite with the book's notebooks, on the Python that the pages carry already.

On the site it lies in ``lite/``, beside the ``_static/pyodide`` of the pages. Its own lock file
names the archives of the pages where they are, so nothing is stored twice, and adds what only
notebooks need: IPython, widgets and the scripts of the demos. No other host is ever asked.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from email import message_from_bytes
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from tools import vendor
from tools.caches import cache_home, digest, forget_old

ROOT = Path(__file__).parents[1]
CORE = ROOT / "node_modules" / "pyodide"
EDITIONS = ROOT / "build" / "editions"
NOTEBOOKS = EDITIONS / "notebooks"
MARK = ROOT / "build" / "lite.digest"
REQUIREMENTS = ROOT / "tools" / "lite-requirements.txt"
SCRIPTS = ROOT / "src" / "neurocalc" / "demos" / "bundles"
KEPT = 2  # kernels of earlier states of this file, for going back

_EXTENSIONS = Path(sys.prefix, "share", "jupyter", "labextensions")
KERNEL_EXTENSION = _EXTENSIONS / "@jupyterlite" / "pyodide-kernel-extension"
_WIDGET_EXTENSIONS = (
    _EXTENSIONS / "@jupyter-widgets" / "jupyterlab-manager",
    _EXTENSIONS / "anywidget",
)
_KERNEL_PLUGIN = "@jupyterlite/pyodide-kernel-extension:kernel"

# Where the pages' Python is, as seen from lite/; and where ours is in it.
_SHARED = "../_static/pyodide/"
_OWN = "pyodide/"

# The kernel asks for these by name, and the notebooks for the last two: while Python starts they
# come together, not one after another.
_AT_START = ("micropip", "piplite", "ipykernel", "comm", "pyodide-kernel", "jedi", "ipython")
_AT_START += ("numpy", "neurocalc")
# In the middle of a run neurocalc imports these, which a cell's text does not tell.
_NEUROCALC_NEEDS = ("numpy", "matplotlib", "sympy", "anywidget", "neurocalc-scripts")

# Files of the wheels that no kernel opens.
_UNUSED = re.compile(
    r"/(tests?|__pycache__)/|\.data/|\.dist-info/(RECORD|top_level\.txt)$"
    # These are for the browser, which has them from JupyterLite's extensions.
    r"|^anywidget/(nbextension|labextension)/"
    # Jedi, which completes names, knows Python from its stubs; it also has some of Django.
    r"|^(?!jedi/).*\.pyi$|^jedi/third_party/django-stubs/"
    # IPython colours Python, and nothing else.
    r"|^pygments/lexers/(?!__init__|_mapping|python)"
)
# Fonts for browsers of the time before WebAssembly, and what JupyterLite itself is made with.
_UNSEEN = ("build/fa-*.eot", "build/fa-*.svg", "build/fa-*.ttf", "build/fa-*.woff", "rspack.*")

# What this JupyterLite does otherwise than we need it: files, a text in them, what it becomes.
_CHANGED = (
    # The service worker lets Python read files. What else is fetched it would only pass on, which
    # takes a fifth of the time until a first demo is alive.
    (
        "service-worker.js",
        "shouldDrop(t,a)||(n=maybeFromCache(e))",
        "enableCache&&(shouldDrop(t,a)||(n=maybeFromCache(e)))",
    ),
    # A cell that may fail, as unfinished exercises do, is not the last one of "Run All Cells".
    (
        "extensions/@jupyterlite/pyodide-kernel-extension/static/*.worker.*.js",
        "h.traceback),h}",
        'h.traceback),!1===e.stop_on_error&&(h.status="ok"),h}',
    ),
)
# A link of a notebook that does not know the site's address: JupyterLite would look for the page
# among the notebooks, and do nothing.
_LINK_TO_SITE = re.compile(r"(?<!!)\[([^\[\]]+)\]\((?:\.\./)+[\w-]+\.html[^)\s]*\)")

# What the kernel says of itself.
ABOUT_KERNEL = {
    "kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"},
    "language_info": {
        "codemirror_mode": {"name": "python", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": "3.8",
    },
}


def build(notebooks=NOTEBOOKS, target=EDITIONS / "lite", mark=MARK, say=print):
    """Bring JupyterLite up to date.

    Parameters
    ----------
    notebooks : Path
        A folder of notebooks; those in folders of it are taken along.
    target : Path
        Where JupyterLite goes. It appears when it is complete.
    mark : Path
        A file that notes what the target is made from.
    say : callable
        Takes a line about what goes on.

    Returns
    -------
    Path
        The target.

    Raises
    ------
    RuntimeError
        If there are no notebooks, a wheel cannot be had, or JupyterLite cannot be built; the
        message says why.
    """
    found = sorted(notebooks.rglob("*.ipynb"))
    if not found:
        raise RuntimeError(f"There are no notebooks in {notebooks}: run `make`, which writes them.")
    runtime = vendor.stage(ROOT, say) / "pyodide"
    date = os.environ.get("SOURCE_DATE_EPOCH", "")
    tools = [Path(__file__), Path(vendor.__file__), REQUIREMENTS, ROOT / "requirements.lock"]
    made_from = digest(ROOT, *tools, runtime / vendor.LOCK, *SCRIPTS.iterdir())

    def make(folder):
        kernel = _kernel(runtime, say)
        say("Building JupyterLite ...")
        with tempfile.TemporaryDirectory() as sources:
            _copy_notebooks(notebooks, found, Path(sources, "files"))
            settings = _settings(made_from, vendor.core_of(runtime).name)
            assemble(
                Path(sources), folder, settings, ["notebooks", "tree", "lab"], *_WIDGET_EXTENSIONS
            )
        _trim(folder)
        _write_python(folder / _OWN, runtime, kernel)

    made(target, mark, f"{made_from}-{digest(notebooks, *found)}-{date}", make)
    return target


def _trim(folder):
    for pattern in _UNSEEN:
        for file in folder.glob(pattern):
            file.unlink()
    for pattern, old, new in _CHANGED:
        texts = {file: file.read_text(encoding="utf-8") for file in folder.glob(pattern)}
        if not texts or any(text.count(old) != 1 for text in texts.values()):
            raise RuntimeError(f"{pattern} is not what _CHANGED in tools/lite.py expects.")
        for file, text in texts.items():
            file.write_text(text.replace(old, new), encoding="utf-8")


# -- The notebooks --------------------------------------------------------------------------------


def _copy_notebooks(folder, found, target):
    """Copy notebooks for JupyterLite, see `_adapt`."""
    for path in found:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        _adapt(notebook)
        write_json(target / path.relative_to(folder), notebook)


def _adapt(notebook):
    """Take out what is of no use here: outputs, which are large, and links that lead nowhere.

    The notebook names this kernel as the kernel names itself. Otherwise opening would change it,
    the browser would keep the change, and the reader would never see the next edition.
    """
    notebook["metadata"] |= ABOUT_KERNEL
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
        else:
            cell["source"] = _LINK_TO_SITE.sub(r"\1", "".join(cell["source"]))


# -- The kernel's Python --------------------------------------------------------------------------


def _kernel(runtime, say):
    """Return a folder with what the kernel adds to the pages' packages, kept for other builds."""
    tools = [Path(__file__), Path(vendor.__file__), ROOT / "tools" / "compile.mjs", REQUIREMENTS]
    home = cache_home()
    made_from = digest(ROOT, *tools, ROOT / "requirements.lock", CORE / vendor.LOCK)
    kernel = home / f"lite-{made_from}"
    if not kernel.exists():
        with vendor.appearing(kernel) as folder, tempfile.TemporaryDirectory() as found:
            fetch_wheels(Path(found), say)
            say("Compiling the kernel of the notebooks (half a minute) ...")
            write_json(folder / vendor.LOCK, {"packages": {}})
            shared = _read_lock(runtime)["packages"]
            vendor.add_packages(_packages(Path(found), shared), folder, runtime)
    kernel.touch()
    forget_old(home, "lite-*", KEPT)
    return kernel


def _packages(folder, shared):
    """Return what `vendor.add_packages` takes, of each wheel that the pages do not share."""
    wheels = {}
    for wheel in [*folder.glob("*.whl"), *(KERNEL_EXTENSION / "static" / "pypi").glob("*.whl")]:
        name, version, *_ = parse_wheel_filename(wheel.name)
        if name not in shared and name != "widgetsnbextension":  # that is for older notebooks
            wheels[name] = version, wheel
    known = {*wheels, *shared}
    return {name: _package(version, wheel, known) for name, (version, wheel) in wheels.items()}


def _package(version, wheel, known):
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        files = {name: archive.read(name) for name in names if not _UNUSED.search(name)}
    modules = {Path(name).parts[0].removesuffix(".py") for name in files if name.endswith(".py")}
    metadata = next(text for name, text in files.items() if name.endswith(".dist-info/METADATA"))
    needs = (
        Requirement(text) for text in message_from_bytes(metadata).get_all("Requires-Dist", [])
    )
    names = {canonicalize_name(one.name) for one in needs if _applies(one.marker)}
    return {
        "version": str(version),
        "files": files,
        "imports": sorted(modules),
        "depends": sorted(names & known),
    }


def _applies(marker):
    return marker is None or marker.evaluate({"sys_platform": "emscripten", "extra": ""})


def _write_python(folder, runtime, kernel):
    """Write the lock of all packages, and those which the pages have not."""
    shutil.copytree(kernel, folder)
    lock = _read_lock(runtime)
    up = "../" * _OWN.count("/")
    for package in lock["packages"].values():
        package["file_name"] = up + _SHARED + package["file_name"]
    lock["packages"] |= _read_lock(kernel)["packages"]
    neurocalc = lock["packages"]["neurocalc"]
    neurocalc["depends"] = list(_NEUROCALC_NEEDS)
    write_json(folder / vendor.LOCK, lock)
    files = {
        f"neurocalc/demos/bundles/{file.name}": file.read_bytes() for file in SCRIPTS.iterdir()
    }
    scripts = {"version": neurocalc["version"], "files": files, "imports": (), "depends": ()}
    vendor.add_packages({"neurocalc-scripts": scripts}, folder, runtime)


def _settings(version, core):
    """Return the settings of the kernel; addresses are as seen from lite/."""
    return {
        "disablePyPIFallback": True,
        "pyodideUrl": f"./{_SHARED}{core}/pyodide.js",
        "loadPyodideOptions": {
            # Under an old name a browser could find an old lock, which names what is gone.
            "lockFileURL": f"./{_OWN}{vendor.LOCK}?v={version}",
            "packages": list(_AT_START),
        },
    }


# -- JupyterLite, here and in the measurements ----------------------------------------------------


def assemble(sources, target, kernel_settings, apps, *extensions):
    """Build JupyterLite from a folder of sources, as small as it gets.

    Parameters
    ----------
    sources : Path
        A fresh folder: JupyterLite notes there what it has done, and with such a note from an
        earlier build it would do only half the work. The notebooks are in its folder `files`.
    target : Path
        Where it goes.
    kernel_settings : dict
        For the Pyodide kernel.
    apps : sequence of str
        Such as "notebooks", which shows one notebook.
    *extensions : Path
        Of JupyterLab, besides the kernel's.
    """
    settings = {
        "litePluginSettings": {_KERNEL_PLUGIN: kernel_settings},
        # It would look for icons that only a server has.
        "disabledExtensions": ["@jupyter-notebook/notebook-extension:tab-icon"],
    }
    build_settings = {
        "apps": apps,
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": True,
        "federated_extensions": [str(path) for path in (KERNEL_EXTENSION, *extensions)],
    }
    lite = {"jupyter-lite-schema-version": 0, "jupyter-config-data": settings}
    write_json(sources / "jupyter-lite.json", lite)
    write_json(sources / "jupyter_lite_config.json", {"LiteBuildConfig": build_settings})
    output = ["--lite-dir", ".", "--output-dir", target]
    if problem := _run("jupyterlite_core", "build", *output, cwd=sources):
        raise RuntimeError(f"JupyterLite cannot be built:\n{problem[-4000:]}")


def fetch_wheels(folder, say=print):
    """Put the wheels of `REQUIREMENTS` into a folder, from the cache if it has them all."""
    kept = cache_home() / "wheels-from-pypi"  # Pyodide has others under the same names
    kept.mkdir(parents=True, exist_ok=True)
    offline = "--no-index", "--find-links", kept
    if not _download(folder, *offline):
        return
    say("Fetching the kernel of the notebooks, 19 wheels (5 MB) ...")
    if problem := _download(kept) or _download(folder, *offline):
        reason = (problem.strip().splitlines() or ["pip download failed"])[-1]
        raise RuntimeError(
            f"The wheels of tools/{REQUIREMENTS.name} cannot be had: {reason}\n"
            "Try again with a network."
        )


def _download(folder, *options):
    """Let pip check and copy the wheels; return what it complains about."""
    python = json.loads((CORE / vendor.LOCK).read_text(encoding="utf-8"))["info"]["python"]
    return _run(
        "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps",
        "--only-binary=:all:", "--platform", "any", "--python-version", python,
        "--require-hashes", "--requirement", REQUIREMENTS, "--dest", folder, *options,
    )  # fmt: skip


def made(target, mark, made_from, make):
    """Let `make` fill a folder, anew if what it is made from has changed.

    Parameters
    ----------
    target : Path
        The folder. It appears when it is complete.
    mark : Path
        A file that notes what it is made from.
    made_from : str
        A digest of that.
    make : callable
        Takes an empty folder.
    """
    if not (target.exists() and mark.exists() and mark.read_text() == made_from):
        mark.unlink(missing_ok=True)
        with vendor.appearing(target) as folder:
            make(folder)
        mark.write_text(made_from)


def write_json(file, value):
    """Write a value into a file, and make the folder for it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(value), encoding="utf-8")


def _read_lock(folder):
    return json.loads((folder / vendor.LOCK).read_text(encoding="utf-8"))


def _run(module, *arguments, cwd=ROOT):
    """Run a module of Python; return what it says if it fails, else nothing."""
    command = [sys.executable, "-m", module, *arguments]
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    return (run.stdout + run.stderr or "It said nothing.") if run.returncode else ""


def main():
    """Build JupyterLite with the notebooks of a folder."""
    parser = argparse.ArgumentParser(prog="python -m tools.lite", description=main.__doc__)
    parser.add_argument("notebooks", nargs="?", type=Path, default=NOTEBOOKS)
    try:
        build(parser.parse_args().notebooks)
    except RuntimeError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
