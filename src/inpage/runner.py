"""Run the cells of a page in one namespace, and tell what came of it.

This is the half of the page's Python that is written in Python: it knows cells and outputs, but
neither the page nor the browser. What happens is told to one function, ``send(kind, content)``:

- ``send("text", {"stream": "stdout" or "stderr", "text": ...})`` while a cell runs;
- ``send("result", {"picture" or "demo" or "latex" or "text": ...})`` for a value to be shown;
- ``send("note", {"text": ...})`` after the output of code that runs but most likely means
  something else, as `notations.habits` tells it;
- ``send("error", {...})`` for an exception, as `describe` tells it.
"""

import ast
import builtins
import contextlib
import difflib
import hashlib
import importlib.abc
import importlib.machinery
import inspect
import io
import linecache
import os
import re
import symtable
import sys
import sysconfig
import tarfile
import tempfile
import time
import traceback
from functools import cache
from pathlib import Path

from neurocalc import checks
from neurocalc.demos import Demo, Still
from neurocalc.palette import PALETTES
from neurocalc.picture import Picture, settings

#: Characters that one run may print before the rest is counted only.
LIMIT = 100_000
#: Characters of one value or message.
SHORT = 20_000
#: Characters of TeX that are typeset; a longer formula is shown as text.
LONGEST_FORMULA = 3_000
#: Seconds between two messages while a cell prints.
PAUSE = 0.05
#: Messages that need not wait for each other.
BURST = 100
#: Lines of the reader's code that are shown around the one that failed.
CONTEXT = 2

_COLOURS = ("function", "derivative", "integral", "accent")  # of a figure's lines, in this order
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
# Kept here: what a reader does to the module changes nothing.
_check, _EXERCISES = checks.check, dict(checks.EXERCISES)


class Page:
    """The namespace that the cells of a page share.

    Parameters
    ----------
    send : callable
        ``send(kind, content)``, called with what there is to show.
    carried : iterable of str, default ()
        Modules that the book brings along, for the message when another one is missing.
    """

    def __init__(self, send, carried=()):
        self.send = send
        self.carried = sorted(carried)
        self.narrow = False
        self.namespace = {"__name__": "__main__", "__builtins__": builtins}
        self._stream = None
        _prepare_figures(self)
        builtins.input = _no_input

    def run(self, number, code, *, quiet=False):
        """Run one cell; return whether it came to its end without an error.

        Parameters
        ----------
        number : int
            Which cell of the page, from 1; tracebacks name it.
        code : str
            Its text.
        quiet : bool, default False
            Show nothing but an error: the cell runs for the sake of another one.
        """
        file = f"<cell {number}>"
        linecache.cache[file] = (len(code), None, code.splitlines(keepends=True), file)
        self._stream = stream = _Stream(self.send if not quiet else _nothing)
        try:
            with contextlib.redirect_stdout(stream.out), contextlib.redirect_stderr(stream.err):
                body, last = _parts(code, file)
                exec(body, self.namespace)
                value = eval(last, self.namespace) if last else None
                if quiet:
                    self._close_figures()
                else:
                    self.show(value)
                    self.show_figures()
        except BaseException as error:
            stream.close()
            self._close_figures()
            self._tell(error, number, code)
            return False
        stream.close()
        if not quiet:
            self._tell_habits(code)
        return True

    def _tell(self, error, number, code):
        told = describe(error, f"<cell {number}>", code, self.namespace, self.carried)
        self.send("error", told)

    def _tell_habits(self, code):
        import notations  # here: the book's builder loads this file alone, for `packages`

        for sentence in notations.habits(code, self.namespace):
            self.send("note", {"text": sentence})

    def check(self, number, code, exercise):
        """Run a reader's answer and return the feedback on it, or None after an error.

        Only what this very run defines counts: an answer left over from another cell does not.
        """
        for name in inspect.signature(_EXERCISES[exercise]).parameters:
            self.namespace.pop(name, None)
        if not self.run(number, code):
            return None
        try:
            feedback = _check(exercise, self.namespace)
        except BaseException as error:  # an answer that is a function may leave in any way
            self._tell(error, number, code)
            return None
        return {"passed": feedback.passed, "code": feedback.code, "message": feedback.message}

    def show(self, value):
        """Send a value in the form that shows it best; None is not shown."""
        if value is None:
            return
        self._stream.flush()
        if isinstance(value, Demo):
            self._show_demo(value, still=False)
        elif isinstance(value, Still):
            self._show_demo(value.demo, still=True)
        elif isinstance(value, Picture):
            self.send("result", {"picture": self._drawings(value)})
        elif _is_figure(value):
            self._show_figure(value)
        elif latex := _latex(value):
            self.send("result", {"latex": latex, "text": _short(str(value))})
        else:
            self.send("result", {"text": _short(repr(value))})

    def show_figures(self):
        """Send every figure that pyplot holds, and close it."""
        if "matplotlib.pyplot" in sys.modules:
            import matplotlib.pyplot as plt

            for number in plt.get_fignums():
                self._show_figure(plt.figure(number))

    def _show_demo(self, demo, still):
        self.send("result", {"demo": demo.name, "state": demo.state, "still": still})

    def _show_figure(self, figure):
        import matplotlib.pyplot as plt

        self._stream.flush()
        text = io.StringIO()
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)
        light = text.getvalue()
        drawings = {"light": light, "dark": _darkened(light)}
        self.send("result", {"picture": {"description": in_words(figure), "drawings": drawings}})

    def _drawings(self, picture):
        drawings = {}
        for theme in PALETTES:
            drawings[theme], description = picture.svg(theme, self.narrow)
        return {"description": description, "drawings": drawings}

    def _close_figures(self):
        if "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close("all")


# -- Which cells a cell needs ---------------------------------------------------------------------


def needs(sources, wanted, done):
    """Return the earlier cells that must run before a cell can, in their order.

    Parameters
    ----------
    sources : list of str or None
        The cells of the page in their order; None for one that never runs for another's sake.
    wanted : int
        Index of the cell that is to run.
    done : set of int
        Cells that have run already, as they are now.

    Returns
    -------
    list of int
        Those that define or change a name which the cell, or a cell that it needs, uses.
    """
    effects = [_effects(source or "") for source in sources]
    needed, waiting = set(), [wanted]
    while waiting:
        cell = waiting.pop()
        for name in effects[cell].uses | {"*"}:  # a star import may bring any name
            for earlier in _makers(name, cell, effects):
                if earlier not in done and earlier not in needed:
                    needed.add(earlier)
                    waiting.append(earlier)
    return sorted(needed)


def _makers(name, cell, effects):
    """Yield the last cell before `cell` that binds a name, and those after it that change it."""
    changers = []
    for earlier in range(cell - 1, -1, -1):
        if name in effects[earlier].binds:
            yield earlier
            if name in effects[earlier].imports:
                return  # calling what a module holds does not change the module
            if name in effects[earlier].surely:
                break
        if name in effects[earlier].changes:
            changers.append(earlier)
    yield from changers


@cache  # the texts of a page hardly change between two runs
def _effects(source):
    return _Effects(source)


class _Effects:
    """What a cell does to the namespace: the names it uses, binds, imports, changes in place."""

    def __init__(self, source):
        self.uses, self.binds, self.changes, self.imports = set(), set(), set(), set()
        self.surely = set()  # what it binds whatever happens: not in a branch or a loop
        # What cannot be compiled fails when it runs, and says there what is wrong.
        with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
            for statement, is_sure in _flat(ast.parse(source).body):
                loads, stores = _names(ast.unparse(statement))
                changed = set(_changed(statement))
                known = self.binds | stores if isinstance(statement, _DEFINITIONS) else self.binds
                self.uses |= (loads | changed) - known
                self.binds |= stores
                self.changes |= changed
                if is_sure:
                    self.surely |= stores - {"*"}  # one star import does not undo another
                if is_sure and isinstance(statement, (ast.Import, ast.ImportFrom)):
                    self.imports |= stores - {"*"}


def _flat(statements, *, is_sure=True):
    """Yield the statements, also those inside others, in order, and whether each surely runs."""
    for statement in statements:
        blocks = [
            block
            for part in (
                statement,
                *getattr(statement, "handlers", ()),
                *getattr(statement, "cases", ()),
            )
            for field in ("body", "orelse", "finalbody")
            if (block := getattr(part, field, None))
        ]
        if isinstance(statement, _DEFINITIONS) or not blocks:
            yield statement, is_sure
            continue
        if isinstance(statement, (ast.If, ast.While)):
            yield ast.Expr(statement.test), is_sure
        elif isinstance(statement, (ast.For, ast.AsyncFor)):
            yield ast.Assign([statement.target], statement.iter, lineno=1), is_sure
        elif isinstance(statement, (ast.With, ast.AsyncWith)):
            yield (
                ast.copy_location(
                    type(statement)(items=statement.items, body=[ast.Pass()]), statement
                ),
                is_sure,
            )
        elif isinstance(statement, ast.Match):
            cases = [ast.match_case(c.pattern, c.guard, [ast.Pass()]) for c in statement.cases]
            yield ast.Match(statement.subject, cases), is_sure
        inner = is_sure and isinstance(statement, (ast.With, ast.AsyncWith))
        for block in blocks:
            yield from _flat(block, is_sure=inner)


def _names(source):
    """Return the global names that a statement loads, and those that it binds."""
    loads, stores = set(), set()
    tables = [symtable.symtable(source, "cell", "exec")]
    while tables:
        table = tables.pop()
        tables += table.get_children()
        for symbol in table.get_symbols():
            if table.get_type() != "module" and not symbol.is_global():
                continue
            if symbol.is_referenced():
                loads.add(symbol.get_name())
            if symbol.is_assigned() or symbol.is_imported():
                stores.add(symbol.get_name())
    if source.startswith("from ") and source.endswith("import *"):
        stores.add("*")
    return loads, stores


def _changed(statement):
    """Yield the names whose objects a statement may change: x[0] = 1, x += 1, x.append(1)."""
    for node in ast.walk(statement):
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        targets = getattr(node, "targets", None) or [getattr(node, "target", None)]
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            targets = [node.value.func]
        for target in targets:
            inner = target
            while isinstance(inner, (ast.Subscript, ast.Attribute)):
                inner = inner.value
            if inner is not target and isinstance(inner, ast.Name):
                yield inner.id


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


# -- Running --------------------------------------------------------------------------------------


def _parts(code, file):
    """Compile a cell: its statements, and the expression at its end, whose value is shown."""
    tree = ast.parse(code, file)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
        last = compile(last, file, "eval", dont_inherit=True)
    return compile(tree, file, "exec", dont_inherit=True), last


def _nothing(kind, content):
    """Send nothing."""


def _no_input(prompt=""):
    raise RuntimeError("input() cannot ask here: write the value into the cell")


class _Stream:
    """What a cell prints: sent line by line, a flood in larger pieces, and clipped."""

    def __init__(self, send):
        self.send = send
        self.printed = 0
        self.sent = self.seen = time.monotonic()
        self.credit = BURST  # messages that may be sent at once; it grows back with time
        self.waiting = []  # [stream, text] pairs
        self.out, self.err = _Pipe(self, "stdout"), _Pipe(self, "stderr")

    def take(self, name, text):
        room = max(LIMIT - self.printed, 0)
        self.printed += len(text)
        if text[:room]:
            if self.waiting and self.waiting[-1][0] == name:
                self.waiting[-1][1].append(text[:room])
            else:
                self.waiting.append((name, [text[:room]]))
        now = time.monotonic()
        self.credit = min(BURST, self.credit + (now - self.seen) / PAUSE)
        self.seen = now
        # A line is shown at once: the last one before an endless loop tells where that is.
        if self.credit >= 1 and (text.endswith("\n") or now - self.sent > PAUSE):
            self.credit -= 1
            self.flush()

    def flush(self):
        for name, texts in self.waiting:
            self.send("text", {"stream": name, "text": "".join(texts)})
        self.waiting = []
        self.sent = time.monotonic()

    def close(self):
        self.flush()
        if (more := self.printed - LIMIT) > 0:
            note = f"\n[{more:,} more characters are not shown]\n"
            self.send("text", {"stream": "stderr", "text": note})


class _Pipe(io.TextIOBase):
    def __init__(self, stream, name):
        self.stream, self.name = stream, name

    def writable(self):
        return True

    def write(self, text):
        self.stream.take(self.name, str(text))
        return len(text)

    def flush(self):
        pass  # the stream decides when: a message a line would be slower than the printing


# -- Figures --------------------------------------------------------------------------------------

_page = None


def show(*arguments, **named_arguments):
    """Send all figures now: ``plt.show()`` calls it, through `figure_backend`."""
    _page.show_figures()


def _prepare_figures(page):
    """Let figures come to this page, in its colours, whenever Matplotlib is imported."""
    global _page
    _page = page
    folder = Path(tempfile.gettempdir())
    # In this file a # begins a comment; Matplotlib takes colours without it.
    colours = [getattr(PALETTES["light"], role).lstrip("#") for role in _COLOURS]
    rows = settings("light") | {
        "axes.prop_cycle": f"cycler('color', {colours})",
        "figure.figsize": "6.4, 3.6",
        "figure.constrained_layout.use": True,
    }
    lines = [f"{key}: {str(value).lstrip('#')}" for key, value in rows.items()]
    (folder / "matplotlibrc").write_text("\n".join(lines), encoding="utf-8")
    os.environ["MATPLOTLIBRC"] = str(folder)
    os.environ["MPLBACKEND"] = "module://figure_backend"


def _latex(value):
    """Return the TeX of a value, or None if it has none that can be typeset in a moment."""
    latex = value._repr_latex_() if hasattr(value, "_repr_latex_") else None
    return latex.strip("$") if latex and len(latex) <= LONGEST_FORMULA else None


def _is_figure(value):
    figure = sys.modules.get("matplotlib.figure")
    return figure is not None and isinstance(value, figure.Figure)


def _darkened(svg):
    """Give a drawing in the light page's colours those of the dark page."""
    light, dark = (PALETTES[theme]._asdict() for theme in ("light", "dark"))
    swapped = {light[role].lower(): dark[role] for role in reversed(light)}
    swapped["#000000"] = dark["ink"]
    return re.sub(r"#[0-9a-f]{6}\b", lambda m: swapped.get(m[0].lower(), m[0]), svg, flags=re.I)


def in_words(figure):
    """Say what a figure shows: for each panel its title, axes, ranges and lines."""
    panels = [_panel_in_words(axes) for axes in figure.axes if axes.get_visible()]
    title = figure.get_suptitle()
    return " ".join([f"{title}." if title else "Figure.", *panels])


def _panel_in_words(axes):
    title = axes.get_title() or axes.get_title("left") or axes.get_title("right")
    ranges = []
    for letter, label, (low, high), scale in (
        ("x", axes.get_xlabel(), axes.get_xlim(), axes.get_xscale()),
        ("y", axes.get_ylabel(), axes.get_ylim(), axes.get_yscale()),
    ):
        logarithmic = " (logarithmic)" if scale == "log" else ""
        ranges.append(f"{label or letter} from {low:.4g} to {high:.4g}{logarithmic}")
    lines = [line.get_label() for line in axes.get_lines()]
    named = [label for label in lines if not label.startswith("_")]
    count = f"{len(lines)} line{'s' if len(lines) != 1 else ''}" if lines else ""
    parts = [*ranges, count + (f": {', '.join(named)}" if named else "")]
    return f"{title + ': ' if title else ''}{'; '.join(part for part in parts if part)}."


# -- Errors ---------------------------------------------------------------------------------------


def describe(error, file, code, namespace, carried=()):
    """Tell an exception to a reader: what, where in the reader's text, and what usually helps.

    Parameters
    ----------
    error : BaseException
        What was raised.
    file : str
        The name under which the cell was compiled.
    code : str
        Its text.
    namespace : dict
        The names that exist.
    carried : iterable of str, default ()
        Modules that can be imported.

    Returns
    -------
    dict
        `name`, `message`, `line` (from 1, or None), `excerpt` (a list of [number, text]), `note`
        (a sentence, or an empty text), `replacement` (the whole text as it should be, or None where
        that is not certain) and `whole`, the traceback without the runner's own part.
    """
    import notations  # here: the book's builder loads this file alone, for `packages`

    about = (error, _message(error), code)
    line = _line_of(error, file)
    lines = code.splitlines()
    shown = range(max(line - CONTEXT, 1), min(line + CONTEXT, len(lines)) + 1) if line else ()
    whole = traceback.TracebackException.from_exception(error, compact=True)
    whole.stack[:] = [frame for frame in whole.stack if frame.filename != __file__]
    return {
        "name": type(error).__name__,
        "message": _message(error),
        "line": line,
        "excerpt": [[number, lines[number - 1][:500]] for number in shown],
        "note": notations.note(*about, namespace) or _note(error, namespace, carried),
        "replacement": notations.replacement(*about, line, namespace),
        "whole": _short("".join(whole.format())),
    }


def _short(text):
    """Cut a text that nobody reads to its end."""
    return (
        text if len(text) <= SHORT else f"{text[:SHORT]} … [{len(text) - SHORT:,} more characters]"
    )


def _line_of(error, file):
    if isinstance(error, SyntaxError) and error.filename == file:
        return error.lineno
    frames = traceback.extract_tb(error.__traceback__)
    return next((frame.lineno for frame in reversed(frames) if frame.filename == file), None)


def _message(error):
    try:
        if isinstance(error, SyntaxError):
            return str(error.msg or "")
        if isinstance(error, KeyError) and error.args:
            return _short(f"there is no {error}")
        return _short(str(error))
    except BaseException:  # a reader's own __str__ may fail in any way
        return "(its message cannot be shown)"


def _note(error, namespace, carried):
    """Return a sentence on the usual cause of an error, or an empty text."""
    text = _message(error)
    if isinstance(error, ModuleNotFoundError):
        known = ", ".join(carried) or "none"
        return f"Only modules that come with the book can be imported here: {known}."
    if isinstance(error, UnboundLocalError):
        return "A function that assigns to a name has its own: give it the value as a parameter."
    if isinstance(error, NameError):
        return _name_note(error, namespace)
    if isinstance(error, IndexError) and text.startswith("only integers, slices"):
        return "A place in an array is a whole number: divide with //, or convert with int()."
    if isinstance(error, TypeError) and "ellipsis" in text:
        return "Dots (...) stand where your answer belongs: put it in their place."
    if isinstance(error, IndentationError):
        return "Lines that belong together begin in the same column; after a colon they move in."
    if isinstance(error, SyntaxError):
        return _syntax_note(text, error.text or "")
    if isinstance(error, MemoryError):
        return "The numbers do not fit into the browser's memory. Try fewer of them."
    if isinstance(error, RecursionError):
        return "A function calls itself without end: which call should be the last?"
    for pattern, note in _PATTERNS:
        if found := re.search(pattern, text):
            return note.format(*found.groups())
    return ""


#: What a message says, and the sentence that helps; its gaps are the groups of the pattern.
_PATTERNS = (
    (
        r"could not be broadcast together with shapes \((\d+),\) \((\d+),\)",
        "One array has {0} values and the other {1}. Differences are one shorter than their "
        "samples: which points do they belong to?",
    ),
    (
        r"could not be broadcast together with (?:remapped )?shapes (.+)",
        "Arrays are combined value by value, so their shapes must fit: here they are {0}. "
        "Print the shape of each.",
    ),
    (
        r"x and y must have same first dimension, but have shapes \((\d+),\) and \((\d+),\)",
        "There are {0} values along x and {1} along y. Differences are one shorter than their "
        "samples: which points do they belong to?",
    ),
    (
        r"ufunc 'bitwise_xor' not supported|unsupported operand type\(s\) for \^",
        "A power is written with two stars: t**2. The sign ^ means something else in Python.",
    ),
    (
        r"'(?:list|tuple|numpy\.ndarray)' object is not callable",
        "Values are picked with square brackets: x[0]. Parentheses call a function.",
    ),
    (
        r"'(?:float|int|numpy\.\w+)' object is not callable|object is not callable",
        "What stands before a parenthesis is called as a function. Is a * missing there?",
    ),
    (
        r"object is not subscriptable",
        "Square brackets pick values from an array or a list; this is neither.",
    ),
    (
        r"only (?:0-dimensional|length-1|integer scalar) arrays can be converted",
        "A function for single numbers got an array: use the one of NumPy, such as np.exp.",
    ),
    (
        r"The truth value of an array with more than one element is ambiguous",
        "A condition needs one answer, and an array has many: use np.where, .any() or .all().",
    ),
)


_ELSEWHERE = {"ln": "np.log", "lg": "np.log10", "tg": "np.tan", "arctg": "np.arctan"}


def _name_note(error, namespace):
    name = error.name or ""
    if name == "np":
        return "The cell needs the line: import numpy as np"
    if (numpy := sys.modules.get("numpy")) and hasattr(numpy, name):
        return f"NumPy has it: np.{name}"
    known = [one for one in (*namespace, *dir(builtins)) if not one.startswith("_")]
    alike = difflib.get_close_matches(name, known, n=1, cutoff=0.7)
    if name in _ELSEWHERE:
        return f"NumPy has it under another name: {_ELSEWHERE[name]}"
    if alike:
        return f"There is no {name}, but there is {alike[0]}. Is it a slip of the pen?"
    return f"Nothing has been called {name} so far. Is it defined above, and spelled so?"


def _syntax_note(text, line):
    if line.lstrip().startswith(("%", "!")):
        return "Lines that begin with % or ! are commands of notebooks, not Python: leave this out."
    if "was never closed" in text:
        return "Every opening bracket needs a closing one. Count them in this line."
    if "unmatched" in text or "does not match" in text:
        return "A closing bracket has no partner. Count the brackets in this line."
    if "Missing parentheses in call to 'print'" in text:
        return "print is a function: what it prints stands in parentheses."
    if "unterminated string" in text:
        return "A text begins with a quotation mark and ends with the same one."
    if "expected ':'" in text:
        return "A line that begins with def, if, for or while ends with a colon."
    if "Maybe you meant '=='" in text:
        return "One = gives a name to a value; two, ==, compare."
    return "Python cannot read this line, or the one before it. Is a bracket, comma or * missing?"


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
