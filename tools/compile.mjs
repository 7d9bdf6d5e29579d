// Compile Python into the bytecode of the very Pyodide that will run it, and pack it.
//
//   node compile.mjs used RUNTIME TREES     what lessons import becomes bytecode, without source
//   node compile.mjs beside RUNTIME TREES   every module keeps its source and gets a __pycache__
//   node compile.mjs pack IN OUT            compress a tar file with Zstandard
//
// RUNTIME holds Pyodide, a lock and its packages; TREES has one folder a package, unpacked.
import fs from "node:fs";
import path from "node:path";
import {pathToFileURL} from "node:url";
import zlib from "node:zlib";

// What lessons do, once: what is imported on the way is worth its bytecode, which is larger.
const LESSON = `
import io
import numpy, numpy.testing
import sympy
import matplotlib.pyplot as plt
import mpl_toolkits.mplot3d
from scipy.optimize import curve_fit

x = sympy.symbols("x")
f = sympy.exp(-x**2) * sympy.sin(x)
sympy.simplify(f.diff(x) / f), sympy.latex(f), sympy.lambdify(x, f), sympy.pretty(f)
sympy.integrate(x * sympy.exp(x), x), sympy.integrate(1 / (1 + sympy.exp(-x)), (x, 0, 1))
sympy.limit(sympy.sin(x) / x, x, 0), sympy.series(f, x), sympy.solve(x**2 - 2, x)
sympy.sympify("x**2"), sympy.Matrix([[1, x], [0, 1]]).inv()

fig, ax = plt.subplots()
ax.plot([1, 2], [3, 4], label=r"$\\frac{dy}{dx}$")
ax.legend(title=r"$\\int_0^1 x^2\\,dx$")
ax.contour([[0, 1], [1, 0]])
for format in "svg", "png":
    fig.savefig(io.BytesIO(), format=format)
`;
const SITE = "/lib/python3.14/site-packages/";
const LIBRARY = "/lib/python314.zip/";
const MODULES = `
import json, sys
files = (getattr(module, "__file__", None) or "" for module in list(sys.modules.values()))
json.dumps(sorted(file for file in files if file.startswith(home)))
`;
// Tracebacks keep their lines and lose their columns, which are a third of all bytecode. The page
// reads no clock: what is in the archive is never stale, hence never checked.
const COMPILE = `
import importlib.util, pathlib, py_compile, warnings

warnings.simplefilter("ignore")
trees = pathlib.Path("/trees")
for source in sorted(trees.glob("*/**/*.py")):
    tree, name = source.relative_to(trees).as_posix().split("/", 1)
    name = ("${LIBRARY}" if tree == "library" else "${SITE}") + name
    if wanted is not None and name not in wanted:
        continue
    target = importlib.util.cache_from_source(source) if wanted is None else f"{source}c"
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    py_compile.compile(source, target, name, doraise=True, invalidation_mode=unchecked)
    if wanted is not None:
        source.unlink()
`;

async function open(runtime, options = {}) {
  const core = path.join(
    runtime,
    fs.readdirSync(runtime).find((name) => name.startsWith("core-")),
  );
  const {loadPyodide} = await import(pathToFileURL(path.join(core, "pyodide.js")));
  const lock = {lockFileURL: `${runtime}/pyodide-lock.json`, packageCacheDir: runtime};
  return loadPyodide({indexURL: core, packageBaseUrl: `${runtime}/`, ...lock, ...options});
}

function imported(python, home) {
  python.globals.set("home", home);
  return JSON.parse(python.runPython(MODULES));
}

/** What a lesson imports, and of the standard library what every start imports. */
async function used(runtime) {
  const python = await open(runtime, {env: {MPLBACKEND: "agg"}});
  const quiet = {messageCallback: () => {}};
  await python.loadPackage(["matplotlib", "numpy", "scipy", "sympy"], quiet);
  const library = imported(python, LIBRARY);
  python.runPython(LESSON);
  // Only a star import of NumPy reaches f2py: it may take its time.
  const packages = imported(python, SITE).filter((file) => !file.includes("/f2py/"));
  return [...library, ...packages];
}

async function compile(runtime, trees, wanted) {
  // One seed, so that sets are written in one order; a fresh Python, so that nothing else counts.
  const python = await open(runtime, {
    args: ["-X", "no_debug_ranges"],
    env: {PYTHONHASHSEED: "0"},
  });
  python.mountNodeFS("/trees", trees);
  python.globals.set("wanted", wanted && python.toPy(wanted));
  python.runPython(COMPILE);
}

function pack(from, to) {
  const {ZSTD_c_compressionLevel: level, ZSTD_c_windowLog: window} = zlib.constants;
  const bytes = zlib.zstdCompressSync(fs.readFileSync(from), {params: {[level]: 22, [window]: 24}});
  fs.writeFileSync(to, bytes);
}

const [task, first, second] = process.argv.slice(2);
try {
  if (task === "pack") pack(first, second);
  else await compile(first, second, task === "used" ? await used(first) : undefined);
} catch (error) {
  console.error(error.message); // Node itself would first quote a line of a megabyte
  process.exitCode = 1;
}
