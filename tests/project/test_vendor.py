"""The Python of the pages: where it comes from, what is left of it, and that it runs."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile

import pytest

from tests.built import ROOT
from tests.programs import run_node
from tools import vendor
from tools.caches import digest

STAGED = ROOT / "build" / "pyodide" / "pyodide"
MEGABYTE = 1e6
# What a reader's first cells do, with Node in the place of the browser.
LESSON = """
const [folder, core] = process.argv.slice(1);
const {loadPyodide} = await import(`file://${core}/pyodide.js`);
const python = await loadPyodide({
  indexURL: core, packageCacheDir: folder, packageBaseUrl: folder + "/",
  lockFileURL: folder + "/pyodide-lock.json", env: {MPLBACKEND: "agg"},
});
const quiet = {messageCallback: () => {}};
await python.loadPackage(["matplotlib", "neurocalc", "numpy", "sympy"], quiet);
console.log(await python.runPythonAsync(`
import io, json, os
import matplotlib.pyplot as plt
import numpy as np
import sympy
from numpy import *  # every name that NumPy offers
from neurocalc.neuron import firing_rate
import inpage.page
import neurocalc.neuron

x = sympy.symbols("x")
fig, ax = plt.subplots()
ax.plot([1, 2], [3, 4], label=r"$\\\\frac{dy}{dx}$")
ax.set_title(r"$\\\\int_0^1 f'(x)\\\\,dx \\\\in \\\\mathbb{R} \\\\mathcal{L}$")
ax.legend()
svg, png = io.StringIO(), io.BytesIO()
fig.savefig(svg, format="svg")
fig.savefig(png, format="png")
json.dumps({
    "integral": str(sympy.integrate(x * sympy.exp(x), x)),
    "sine": np.sin.__doc__.splitlines()[0],
    "svg": "</svg>" in svg.getvalue(),
    "png": png.getvalue()[:4].hex(),
    "rate": firing_rate(3.0) > firing_rate(1.0),
    "bytecode": [os.path.exists(m.__spec__.cached) for m in (neurocalc.neuron, inpage.page)],
}, default=bool)
`));
"""


class Source:
    """A place of a test that has some files."""

    def __init__(self, name, **files):
        self.name = name
        self.files = {f"{file}.whl": data for file, data in files.items()}
        self.asked = []

    def read(self, file_name):
        self.asked.append(file_name)
        if file_name not in self.files:
            raise FileNotFoundError("not here")
        return self.files[file_name]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def wheel(**files):
    """A wheel with these files."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return result.getvalue()


def test_the_first_source_that_has_a_file_gives_it():
    sources = [Source("one"), Source("two", a=b"data"), Source("three", a=b"data")]
    assert vendor.fetch("a.whl", sha256(b"data"), sources) == b"data"
    assert [source.asked for source in sources] == [["a.whl"], ["a.whl"], []]


def test_a_file_with_another_hash_is_refused_and_named():
    sources = [Source("the evil twin", a=b"other"), Source("the good one", a=b"data")]
    lines = []
    assert vendor.fetch("a.whl", sha256(b"data"), sources, lines.append) == b"data"
    assert len(lines) == 1
    assert "a.whl" in lines[0]
    assert "the evil twin" in lines[0]


@pytest.mark.parametrize("last", [Source("last"), Source("last", a=b"other")])
def test_without_a_source_the_message_names_the_file_the_reasons_and_what_to_do(last):
    with pytest.raises(RuntimeError, match=r"a\.whl[^$]*first: not here[^$]*last: [^$]*Try again"):
        vendor.fetch("a.whl", sha256(b"data"), [Source("first"), last], lambda line: None)


def test_a_server_that_fails_is_asked_once(monkeypatch):
    calls = []

    def fail(address, timeout):
        calls.append(address)
        raise OSError("no network")

    monkeypatch.setattr(vendor.urllib.request, "urlopen", fail)
    server = "https://server.invalid/"
    web = vendor.Web(server)
    for name in ["a.whl", "b.whl"]:
        with pytest.raises(OSError, match="no network"):
            web.read(name)
    assert calls == [server + "a.whl"]


def test_a_kept_file_is_found_again(tmp_path):
    folder = vendor.Folder(tmp_path / "wheels")
    folder.keep("a.whl", b"data")
    assert folder.read("a.whl") == b"data"
    assert os.listdir(tmp_path / "wheels") == ["a.whl"]


def test_a_vendoring_that_fails_leaves_nothing_behind(tmp_path):
    core = tmp_path / "core"
    core.mkdir()
    entry = {"depends": [], "file_name": "a.whl", "version": "1", "sha256": sha256(b"data")}
    lock = {"info": {}, "packages": dict.fromkeys(vendor.PACKAGES, entry)}
    (core / vendor.LOCK).write_text(json.dumps(lock))
    for sources in [[], [Source("one", a=b"data")]]:  # no wheel; a wheel, but no Pyodide
        with pytest.raises((RuntimeError, OSError)):
            vendor.vendor(core, sources, tmp_path / "home" / "runtime", lambda line: None)
        assert list(tmp_path.glob("home/*")) == []


def test_a_missing_pyodide_is_said_plainly(tmp_path):
    with pytest.raises(RuntimeError, match="node_modules/pyodide is missing: run `make`"):
        vendor.stage(tmp_path)


def test_the_closure_holds_what_is_needed_and_not_what_is_left_out():
    depends = {"plot": ["numbers", "fonttools"], "numbers": [], "fonttools": ["brotli"], "x": []}
    packages = {name: {"depends": needed} for name, needed in depends.items()}
    assert vendor.closure(packages, ["plot"]) == ["numbers", "plot"]


def test_pruning_drops_tests_and_stubs_and_keeps_licences():
    kept = [
        "idea/__init__.py",
        "idea/testing/__init__.py",
        "idea-1.0.dist-info/METADATA",
        "idea-1.0.dist-info/licenses/tests/LICENSE.txt",
        "idea/tests/LICENSE",
    ]
    dropped = ["idea/tests/test_a.py", "idea/a.pyi", "idea/a.h", "idea-1.0.dist-info/RECORD"]
    files = vendor.prune(wheel(**dict.fromkeys([*kept, *dropped], "text")))
    assert sorted(files) == sorted(kept)


def test_the_list_of_fonts_names_only_fonts_that_are_left():
    fonts = [{"fname": f"fonts/ttf/{name}.ttf"} for name in ["DejaVuSans", "DejaVuSerif"]]
    listed = json.dumps({"afmlist": [{"fname": "fonts/afm/a.afm"}], "ttflist": fonts})
    data = {f"matplotlib/mpl-data/{font['fname']}": "glyphs" for font in fonts}
    files = vendor.prune(wheel(**{"matplotlib/fontlist.json": listed}, **data))
    left = json.loads(files["matplotlib/fontlist.json"])
    assert left == {"afmlist": [], "ttflist": fonts[:1]}


def test_the_same_files_make_the_same_archive():
    files = {"a.py": b"one", "b/c.txt": b"two"}
    assert vendor.archive(files) == vendor.archive(dict(reversed(files.items())))


@pytest.fixture
def runtime(tmp_path):
    """The installed Pyodide with an empty lock, as a place for a package."""
    vendor.copy_core(ROOT / "node_modules" / "pyodide", tmp_path)
    info = json.loads((ROOT / "node_modules/pyodide" / vendor.LOCK).read_text())["info"]
    (tmp_path / vendor.LOCK).write_text(json.dumps({"info": info, "packages": {}}))
    return tmp_path


def test_a_package_of_our_own_is_compiled_to_the_same_bytes_twice(runtime):
    names = {"def", "in", "sets"}
    files = {"idea/__init__.py": f"A = 1\nB = A in {names}\n".encode()}
    archives = []
    for _ in range(2):
        vendor.add_package("idea", "1.0", files, runtime)
        archives.append(next(runtime.glob("idea-1.0-*.tar")).read_bytes())
    assert archives[0] == archives[1]
    entry = json.loads((runtime / vendor.LOCK).read_text())["packages"]["idea"]
    assert entry["sha256"] == sha256(archives[0])
    assert entry["depends"] == ["numpy"]


# -- What the site carries ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lock():
    return json.loads((STAGED / vendor.LOCK).read_text())["packages"]


def needed(lock, *names):
    """Names of the files of these packages and of all that they depend on."""
    files = {lock[name]["file_name"] for name in names}
    return files.union(*(needed(lock, *lock[name]["depends"]) for name in names))


def core_files():
    """Paths of the files of Pyodide itself, below the folder of the runtime."""
    return {path.relative_to(STAGED).as_posix() for path in vendor.core_of(STAGED).iterdir()}


def download(files):
    """How many bytes a browser fetches: archives as they are, the rest compressed by the server."""
    data = [(STAGED / name).read_bytes() for name in files]
    return sum(min(len(each), len(gzip.compress(each, 9))) for each in data)


def test_the_lock_and_the_staged_files_agree(lock):
    for package in lock.values():
        assert sha256((STAGED / package["file_name"]).read_bytes()) == package["sha256"]
    files = {package["file_name"] for package in lock.values()}
    core = vendor.core_of(STAGED)
    assert {path.name for path in STAGED.iterdir()} == {*files, core.name, vendor.LOCK}
    assert {path.name for path in core.iterdir()} == set(vendor.CORE.values())


def test_no_file_of_python_can_be_taken_for_one_of_another_edition(lock):
    core = vendor.core_of(STAGED)
    files = sorted(path for path in core.iterdir())
    assert core.name == f"core-{digest(core, *files)[:8]}"
    for package in lock.values():
        assert package["sha256"][:8] in package["file_name"]


def test_every_server_knows_the_types_of_python_s_files():
    known = {".js", ".json", ".wasm", ".zip", ".tar"}
    assert {path.suffix for path in STAGED.rglob("*.*")} == known


def test_every_dependency_is_carried(lock):
    assert [d for package in lock.values() for d in package["depends"] if d not in lock] == []


@pytest.mark.parametrize(
    "packages, budget", [(["numpy"], 9), (["numpy", "matplotlib", "sympy"], 16)], ids=str
)
def test_a_first_run_fits_its_budget(lock, packages, budget):
    files = {*core_files(), vendor.LOCK, *needed(lock, *packages)}
    assert download(files) <= budget * MEGABYTE


def test_scipy_is_fetched_by_nobody_who_does_not_ask_for_it(lock):
    others = [name for name in lock if name != "scipy"]
    assert lock["scipy"]["file_name"] not in needed(lock, *others)


def test_the_staged_python_computes_and_draws():
    told = json.loads(
        run_node("--input-type=module", "-e", LESSON, str(STAGED), str(vendor.core_of(STAGED)))
    )
    assert told == {
        "integral": "(x - 1)*exp(x)",
        "sine": "sin(x, /, out=None, *, where=True, casting='same_kind', order='K', "
        "dtype=None, subok=True[, signature])",
        "svg": True,
        "png": "89504e47",
        "rate": True,
        "bytecode": [True, True],
    }
