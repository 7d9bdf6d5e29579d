"""The packages that the book carries: what a cell asks for, and what an import fetches later."""

import ast
import hashlib
import importlib.abc
import importlib.machinery
import io
import sys
import sysconfig
import tarfile


def packages(code, carried):
    """Return the packages that a cell's text asks for, so that they can be fetched before it runs.

    Parameters
    ----------
    code : str
        The text.
    carried : dict
        The packages that the book carries, by name, as Pyodide's lock file describes them.

    Returns
    -------
    list of str
        Their names; what they need themselves is not listed.
    """
    of = {module: name for name, one in carried.items() for module in one["imports"]}
    try:
        imported = [*_imported(ast.parse(code))]
    except (SyntaxError, ValueError):
        imported = []
    found = {of[name.partition(".")[0]] for name in imported if name.partition(".")[0] in of}
    if any(name.startswith("neurocalc.figures") for name in imported):
        found.add(of["matplotlib"])  # the module imports it when it draws
    return sorted(found)


def _imported(tree):
    """Yield the full names of all modules that are imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


# -- Modules that are fetched when something imports them -----------------------------------------


class _Carried(importlib.abc.MetaPathFinder):
    """Fetch a package of the book when an import asks for it in the middle of a run.

    `neurocalc` imports SymPy and Matplotlib only where it needs them, which a cell's text does not
    tell. SciPy is left out: SymPy asks for it without needing it, and it is large.
    """

    def __init__(self, fetch, packages):
        self.fetch = fetch
        self.packages = packages
        self.of = {
            module: name
            for name, package in packages.items()
            for module in package["imports"]
            if module != "scipy"
        }

    def find_spec(self, name, path=None, target=None):
        package = self.of.get(name)
        if package is None:
            return None
        self._install(package)
        del self.of[name]  # only now: what did not come can be asked for again
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name, path, target)

    def _install(self, package):
        try:
            archive = bytes(self.fetch(self.packages[package]["file_name"]).to_py())
        except Exception as error:
            raise ImportError(
                f"{package} did not come: run the cell again to try once more"
            ) from error
        if hashlib.sha256(archive).hexdigest() != self.packages[package]["sha256"]:
            raise ImportError(f"{package} arrived damaged: run the cell again to try once more")
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            files.extractall(sysconfig.get_path("platlib"), filter="data")


def carry(fetch, packages):
    """Let imports fetch the packages that the book carries: ``fetch(file_name)`` gives bytes."""
    sys.meta_path.append(_Carried(fetch, packages))
