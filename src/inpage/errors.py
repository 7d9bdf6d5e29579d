"""An exception, told to a reader: what, where in the reader's text, and what usually helps."""

import builtins
import difflib
import re
import sys
import traceback
from pathlib import Path

from inpage import notations
from inpage.limits import CONTEXT, short

_OWN = Path(__file__).parent  # lines of this package are no part of what a reader has done


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
        that is not certain) and `whole`, the traceback without the part of this package.
    """
    about = (error, _message(error), code)
    line = _line_of(error, file)
    lines = code.splitlines()
    shown = range(max(line - CONTEXT, 1), min(line + CONTEXT, len(lines)) + 1) if line else ()
    whole = traceback.TracebackException.from_exception(error, compact=True)
    whole.stack[:] = [frame for frame in whole.stack if Path(frame.filename).parent != _OWN]
    return {
        "name": type(error).__name__,
        "message": _message(error),
        "line": line,
        "excerpt": [[number, lines[number - 1][:500]] for number in shown],
        "note": notations.note(*about, namespace) or _note(error, namespace, carried),
        "replacement": notations.replacement(*about, line, namespace),
        "whole": short("".join(whole.format())),
    }


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
            return short(f"there is no {error}")
        return short(str(error))
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
