"""Feedback on the exercises: right in any form, or the mistake by its name.

Every check compares what the reader wrote with the right answer, and then with a table of wrong
ones. Each row of a table holds a mistake's code, the numbers that it leads to, computed from the
same definitions as the right answer, and what to say about it.

A check never raises because of an answer, never changes one and prints nothing.

Examples
--------
>>> import numpy as np
>>> a = np.linspace(0, 1, 11)
>>> u = a**4 + 1
>>> check_chain_rule(4 * a**3, np.exp(u), np.exp(u))
Not yet. dr_da is the outer derivative alone. When a moves, u moves too: how fast?
>>> check_chain_rule(4 * a**3, np.exp(u), 4 * a**3 * np.exp(u)).passed
True
"""

import inspect
import re
from importlib import import_module
from pkgutil import iter_modules

from neurocalc import arguments
from neurocalc.checks.feedback import Feedback


def _checks():
    """Find the check of each exercise: what the module of its label makes public."""
    found = [module.name for module in iter_modules(__path__)]
    labels = [name for name in found if re.fullmatch(r"x\d+", name)]
    for label in sorted(labels, key=lambda label: int(label[1:])):
        module = import_module(f"{__name__}.{label}")
        (name,) = module.__all__
        yield label, getattr(module, name)


#: The check of each exercise by its label, in the order of the book.
#:
#: :meta hide-value:
EXERCISES = dict(_checks())

_BY_NAME = {one.__name__: one for one in EXERCISES.values()}
globals().update(_BY_NAME)
__all__ = ["EXERCISES", "Feedback", "check", *_BY_NAME]


def check(exercise, answers):
    """Feedback on an exercise from the variables of a page or a notebook.

    The answers are found by the names that the starter cell gives them.

    Parameters
    ----------
    exercise : str
        Label of the exercise, a key of `EXERCISES`.
    answers : mapping of str to object
        Values by name, such as ``globals()``. Other names than those of the answers may be in it.

    Returns
    -------
    Feedback
        That of the exercise's own check; with the code ``"missing"`` if a name is not there.

    Raises
    ------
    ValueError
        If no exercise has this label.

    Examples
    --------
    >>> def riemann_sum(f, a, b, n, rule):
    ...     dt = (b - a) / n
    ...     return sum(f(a + k * dt) for k in range(n)) * dt
    >>> check("x4", globals() | {"riemann_sum": riemann_sum}).code
    'rule-ignored'
    >>> check("x2", {"du_da": 0})
    Not yet. dr_du is not defined. Keep the names of the starter cell, and run it to its end.
    """
    graded = EXERCISES[arguments.choice("exercise", exercise, EXERCISES)]
    names = inspect.signature(graded).parameters
    missing = [name for name in names if name not in answers]
    if missing:
        message = (
            f"{missing[0]} is not defined. Keep the names of the starter cell, and run it to its "
            "end."
        )
        return Feedback(exercise, False, "missing", message)
    return graded(**{name: answers[name] for name in names})
