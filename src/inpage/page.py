"""Run the cells of a page in one namespace, and tell what came of it.

What happens is told to one function, ``send(kind, content)``; `messages` says what there is.
"""

import ast
import builtins
import contextlib
import inspect
import linecache

from inpage import figures, notations
from inpage.errors import describe
from inpage.limits import LONGEST_FORMULA, short
from inpage.messages import ERROR, NOTE, RESULT
from inpage.streams import Stream
from neurocalc import checks
from neurocalc.demos import Demo, Still
from neurocalc.palette import PALETTES
from neurocalc.picture import Picture

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
        figures.prepare(self.show_figures)
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
        self._stream = stream = Stream(self.send if not quiet else _nothing)
        try:
            with contextlib.redirect_stdout(stream.out), contextlib.redirect_stderr(stream.err):
                body, last = _parts(code, file)
                exec(body, self.namespace)
                value = eval(last, self.namespace) if last else None
                if quiet:
                    figures.close_figures()
                else:
                    self.show(value)
                    self.show_figures()
        except BaseException as error:
            stream.close()
            figures.close_figures()
            self._tell(error, number, code)
            return False
        stream.close()
        if not quiet:
            self._tell_habits(code)
        return True

    def _tell(self, error, number, code):
        told = describe(error, f"<cell {number}>", code, self.namespace, self.carried)
        self.send(ERROR, told)

    def _tell_habits(self, code):
        for sentence in notations.habits(code, self.namespace):
            self.send(NOTE, {"text": sentence})

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
        if value is not None:
            self._stream.flush()
            self.send(RESULT, _shown(value, self.narrow))

    def show_figures(self):
        """Send every figure that pyplot holds, and close it."""
        for figure in figures.open_figures():
            self.show(figure)


def _shown(value, narrow):
    """Return a value in the form that shows it best."""
    if isinstance(value, Demo | Still):
        demo = value if isinstance(value, Demo) else value.demo
        return {"demo": demo.name, "state": demo.state, "still": demo is not value}
    if isinstance(value, Picture):
        return {"picture": _drawings(value, narrow)}
    if figures.is_figure(value):
        return {"picture": figures.taken(value)}
    if latex := _latex(value):
        return {"latex": latex, "text": short(str(value))}
    return {"text": short(repr(value))}


def _drawings(picture, narrow):
    drawings = {}
    for theme in PALETTES:
        drawings[theme], description = picture.svg(theme, narrow)
    return {"description": description, "drawings": drawings}


def _latex(value):
    """Return the TeX of a value, or None if it has none that can be typeset in a moment."""
    latex = value._repr_latex_() if hasattr(value, "_repr_latex_") else None
    return latex.strip("$") if latex and len(latex) <= LONGEST_FORMULA else None


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
