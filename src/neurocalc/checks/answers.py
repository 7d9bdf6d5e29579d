"""What an exercise asks for: its right answers, and its usual mistakes in the order of a table.

Tables are laid out by hand (``fmt: off``): a mistake, its numbers, then what to say.
"""

from typing import NamedTuple

import numpy as np


class Mistake(NamedTuple):
    """One row of a table: a usual mistake, the numbers it leads to, and what to say about it."""

    code: str
    gives: object  #: an array, or a test of the reader's, where many numbers are one mistake
    message: str


class Answer(NamedTuple):
    """What one part of an exercise asks for."""

    name: str  #: what the reader calls it
    right: tuple  #: arrays, each of them a right answer
    mistakes: list  #: rows of `Mistake`; the first that fits is named
    length: str = ""  #: how to find the right number of values
    variable: str = ""  #: the variable it depends on, if a function or a formula is an answer too
    known: dict = {}  # noqa: RUF012 (never changed): values of the names a formula may contain
    within: float = 0.0  #: largest error of a right answer, where `TOLERANCE` is too strict
    function_only: bool = False  #: whether numbers alone are no answer
    whole: bool = False  #: whether a part that only broadcasts to the answer is too little


# What several exercises share ------------------------------------------------------------


def without_step(name, f):
    """Rows for who leaves out the step of a slope."""
    message = f"{name} holds rises from point to point. A slope is rise over run."
    return [
        Mistake("missing-step", np.diff(f), message),
        Mistake("missing-step", np.gradient(f), message),
    ]


def by_differences(f, h, message):
    """Rows for who takes differences of what has an exact derivative."""
    return [
        Mistake("by-number", np.diff(f) / h, message),
        Mistake("by-number", np.gradient(f, h), message),
    ]


def ratio(above, below):
    """Quotient of two arrays, infinite where the reader's would be."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return above / below


def middles(points):
    """Points half-way between neighbours."""
    return (points[:-1] + points[1:]) / 2
