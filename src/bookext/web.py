"""Build what runs in the reader's page: generate its mathematics, bundle it, and load it there.

The functions of the catalogue, the parameters of the demos and the tables of the formula grammar
are defined once, in `neurocalc`. They reach the page as JavaScript that is generated here.
"""

import gzip
import json
import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from bookext import contract, licences
from bookext.contract import SCRIPT
from bookext.tokens import shared_tokens
from inpage.packages import packages as asked_for
from tools.caches import digest
from tools.vendor import LOCK, NODE, closure, core_of, staged

# What pages load by name: the demos' host, all that a chapter does, the report of progress; and the
# search, when a reader turns to it.
_ENTRIES = (
    f"stage/{SCRIPT.host}",
    "stage/demo.css",
    SCRIPT.page,
    "page.css",
    f"progress/{SCRIPT.report}",
    "progress/report.css",
    f"search/{SCRIPT.search}",
    "search/search.css",
)
# What the page takes as one text for its worker; and the frame that the worker lives in.
_WORKER = "cells/worker.js"
_ROOM = "cells/room.html"
# The oldest browsers that it is made for, as "How to use this book" says; they are of 2023. esbuild
# writes newer syntax in their words, and eslint.config.js finds functions that they lack.
BROWSERS = "chrome111,edge111,firefox115,safari16.4"
# How a script names a module that it fetches late: see src/web/late.js.
_LATE = re.compile(r"(?<=[\"'`])late:([\w./-]+)(?=[\"'`])")
_HEADER = "// Generated from neurocalc by bookext.web; edit it there.\n"


def build_web(root):
    """Generate and bundle the scripts of the site and of the notebooks, if anything has changed.

    Parameters
    ----------
    root : Path
        The checkout.

    Returns
    -------
    str
        A folder for ``html_static_path``; the scripts are in its folder `web`.

    Raises
    ------
    RuntimeError
        If a script cannot be bundled; the message is what esbuild says.
    """
    site = root / "build" / "web"
    sources = [*(root / "src").rglob("*.py"), *(root / "src" / "web").rglob("*.*")]
    sources = [file for file in sources if "generated" not in file.parts]
    installed = root / "node_modules" / ".package-lock.json"
    now = digest(root, *sources, installed, staged(root) / LOCK)
    mark = site / "digest"
    generated = root / "src" / "web" / "generated"
    if not (mark.exists() and generated.exists() and mark.read_text() == now):
        shutil.rmtree(site, ignore_errors=True)  # pieces of an earlier bundle have other names
        generate(root, generated)
        _bundle(root, site)
        mark.write_text(now)
    return str(site / "static")


def pieces(root, script):
    """Return the names of the files that a script needs, itself included, to load them at once.

    Parameters
    ----------
    root : Path
        The checkout.
    script : str
        Its name in `src/web`, such as ``"stage/host.js"``.

    Returns
    -------
    list of str
        Names of files in the folder `web` of the static files.
    """
    outputs = json.loads((root / "build" / "web" / "pieces.json").read_text())["outputs"]
    entry = f"src/web/{script}"
    waiting = [path for path, piece in outputs.items() if piece.get("entryPoint") == entry]
    needed = []
    while waiting:
        path = waiting.pop()
        needed.append(path)
        static = (
            one["path"] for one in outputs[path]["imports"] if one["kind"] != "dynamic-import"
        )
        waiting += [path for path in static if path not in needed]
    return sorted(Path(path).name for path in needed)


@cache
def _carried(root):
    """Return the packages of the site's Python, by name, as its lock file describes them."""
    lock = (staged(root) / LOCK).read_text(encoding="utf-8")
    return json.loads(lock)["packages"]


def download_size(root, code):
    """Return how much the first run of a cell fetches.

    Parameters
    ----------
    root : Path
        The checkout, with its Python staged.
    code : str
        The text of the cell.

    Returns
    -------
    str
        Megabytes, compressed as servers do, with one decimal.
    """
    carried = _carried(root)
    wanted = ["numpy", "neurocalc", *asked_for(code, carried)]
    files = [*_core(root), *(carried[name]["file_name"] for name in closure(carried, wanted))]
    return f"{sum(_compressed(staged(root) / name) for name in files) / 1e6:.1f}"


def _core(root):
    """Return the names of Pyodide's own files in the site's Python, the script first."""
    files = sorted(core_of(staged(root)).iterdir(), key=lambda file: file.name != "pyodide.js")
    return [file.relative_to(staged(root)).as_posix() for file in files]


@cache
def _compressed(file):
    return len(gzip.compress(file.read_bytes(), 6))


def generate(root, folder):
    """Write the modules that `neurocalc` defines into `folder`."""
    folder.mkdir(exist_ok=True)
    modules = {
        "contract.js": _contract(),
        "functions.js": _functions(),
        "specifications.js": _specifications(),
        "demos.js": _demos(),
        "tables.js": _tables(),
        "runtime.js": _runtime_sizes(root),
    }
    for name, text in modules.items():
        (folder / name).write_text(_HEADER + text, encoding="utf-8")


def _contract():
    """Print the names on which the pages and their scripts agree."""
    return "".join(
        f"\nexport const {name} = /* @__PURE__ */ Object.freeze({json.dumps(group._asdict())});\n"
        for name, group in contract.SHARED.items()
    )


def _functions():
    """Print every function of the catalogue with its exact derivatives and integral."""
    from neurocalc import catalogue

    functions = [f for f in vars(catalogue).values() if isinstance(f, catalogue.Function)]
    starts = contract.integration_starts()
    return "".join(_function(f, starts.get(f.name)) for f in functions)


def _function(f, start):
    lines = [f"  value: {_arrow(f)},"]
    if len(f.variables) == 1:
        lines.append(f"  derivative: {_arrow(f.derivative())},")
    else:
        partials = (f"{v}: {_arrow(f.derivative(v))}" for v in f.variables)
        lines.append(f"  partials: {{{', '.join(partials)}}},")
    if start is not None:
        lines.append(f"  integral: {_arrow(f.integral(start))},")
    return f"\n/** {f.__doc__} */\nexport const {f.name} = {{\n" + "\n".join(lines) + "\n};\n"


def _arrow(f):
    import sympy

    settings = ", ".join(f"{name} = {value!r}" for name, value in f.parameters.items())
    settings = [f"{{{settings}}} = {{}}"] if settings else []
    return f"({', '.join([*f.variables, *settings])}) => {sympy.jscode(f.expression)}"


def _specifications():
    """Print the title and the parameters of every demo."""
    from neurocalc import demos

    return "".join(
        f"\nexport const {demo.__name__} = {json.dumps(demo.specification(), indent=2)};\n"
        for demo in demos.ALL
    )


def _demos():
    """Print how each demo's front end is loaded, by its name: nothing else can be."""
    from neurocalc import demos

    loads = (f'  ["{one.name}", () => import("../demos/{one.name}.js")],' for one in demos.ALL)
    return "\nexport const DEMOS = new Map([\n" + "\n".join(loads) + "\n]);\n"


def _runtime_sizes(root):
    """Print the sizes of what Python's worker fetches, as they are and as they travel."""
    folder = staged(root)
    carried = _carried(root)
    first = [carried[name]["file_name"] for name in closure(carried, ["numpy", "neurocalc"])]
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    runtime = {
        # A browser that has kept an old worker must not run it with a new page or with new files,
        # which the lock names by what is in them.
        "version": digest(root, *(root / "src/web/cells").glob("*.js"), folder / LOCK),
        "core": [*_core(root), *first],
        "files": {
            file.relative_to(folder).as_posix(): {
                "size": file.stat().st_size,
                "download": _compressed(file),
            }
            for file in files
        },
    }
    return f"\nexport const RUNTIME = {json.dumps(runtime, indent=2)};\n"


def _tables():
    """Print the rules of the sums and the vocabulary of the formulas."""
    from neurocalc import formula, sums

    rules = {name: rule._asdict() for name, rule in sums.RULES.items()}
    grammar = {
        "longestText": formula.LONGEST_TEXT,
        "deepestNesting": formula.DEEPEST_NESTING,
        "largestTen": formula.LARGEST_TEN,
        "largestExponent": formula.LARGEST_EXPONENT,
        "functions": list(formula.FUNCTIONS),
        "constants": formula.CONSTANTS,
        "exponentials": formula.EXPONENTIALS,
        "twins": formula.TWINS,
        "sentences": formula.SENTENCES,
        "characterAdvice": formula.CHARACTER_ADVICE,
        "nameAdvice": formula.NAME_ADVICE,
        "lookalikes": formula.LOOKALIKES,
    }
    return (
        f"\nexport const RULES = {json.dumps(rules, indent=2)};\n"
        f"\nexport const GRAMMAR = {json.dumps(grammar, indent=2)};\n"
    )


def _bundle(root, site):
    """Bundle in shared pieces for the site, one file each where nothing is shared."""
    web = root / "src" / "web"
    demos = sorted((web / "demos").glob("*.js"))
    common = [
        "--bundle",
        "--minify",
        "--format=esm",
        "--preserve-symlinks",  # a trial book links node_modules, and is to name what is in it
        f"--target={BROWSERS}",
        "--legal-comments=none",
    ]
    _esbuild(
        root, *common, *(web / entry for entry in _ENTRIES), "--splitting",
        licences.banner(f"../{licences.FILE}"),
        f"--outdir={site / 'static' / 'web'}",
        "--entry-names=[name]", "--chunk-names=[name]-[hash]",
        f"--metafile={site / 'pieces.json'}",
    )  # fmt: skip
    _name_late_pieces(root, site / "pieces.json")
    _esbuild(
        root, *common, web / _WORKER,
        licences.banner(f"../{licences.FILE}"),
        f"--outdir={site / 'static' / 'web'}", f"--metafile={site / 'worker.json'}",
    )  # fmt: skip
    _esbuild(
        root, *common, "--format=iife", web / contract.BOOK_SCRIPT, web / contract.EARLY_SCRIPT,
        licences.banner(f"../{licences.FILE}"),
        f"--outdir={site / 'static' / 'web'}", f"--metafile={site / 'book.json'}",
    )  # fmt: skip
    shutil.copy(web / _ROOM, site / "static" / "web")
    # A notebook has no style sheet of ours: its demos bring their tokens along.
    bundles = root / "src" / "neurocalc" / "demos" / "bundles"
    style = bundles / "demo.css"
    _esbuild(
        root, *common, *demos, web / "stage" / style.name,
        f"--outdir={bundles}", "--entry-names=[name]",
        licences.banner(licences.FILE), f"--metafile={site / 'notebooks.json'}",
    )  # fmt: skip
    licences.write_for_notebooks(root, site / "notebooks.json", bundles)
    style.write_text(shared_tokens() + style.read_text(encoding="utf-8"), encoding="utf-8")


def _name_late_pieces(root, metafile):
    """Let the scripts know in which pieces the modules are that they may ask for twice."""
    outputs = json.loads(metafile.read_text(encoding="utf-8"))["outputs"]
    names = {one.get("entryPoint"): Path(path).name for path, one in outputs.items()}

    def name(place):
        if place[1] not in names:
            raise RuntimeError(f"the bundler has made no piece of {place[1]}, which is named late")
        return f"./{names[place[1]]}"

    for path in (root / output for output in outputs if output.endswith(".js")):
        text = path.read_text(encoding="utf-8")
        if (named := _LATE.sub(name, text)) != text:
            path.write_text(named, encoding="utf-8")


def _esbuild(root, *arguments):
    command = [NODE, root / "node_modules" / "esbuild" / "bin" / "esbuild", *arguments]
    run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(run.stderr)
