"""What students type into the starter cells: right in many ways, and the usual mistakes.

An attempt is the starter of its page with the student's lines in the place of the dots, so that
every text runs as it stands: in a notebook, in a plain interpreter, and on the page itself. The
module `tests.attempts.x1` holds those at X1: `RIGHT` the lines by what is special about them,
`WRONG` the code of the feedback as well.
"""

from __future__ import annotations

import ast
import re
from contextlib import redirect_stdout
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

BOOK = Path(__file__).parents[1] / "book"
ATTEMPTS = Path(__file__).parent / "attempts"
EXERCISE = re.compile(
    r"^```\{exercise-start\}[^\n]*\n:label: (x\d+)\n(.*?)^```\{exercise-end\}"
    r"(.*?)^```\{solution-start\} \1\n(.*?)^```\{solution-end\}",
    re.S | re.M,
)
CELL = re.compile(r"^```\{code-cell\} python\n(?:---\n(.*?)\n---\n)?(.*?)^```$", re.S | re.M)


class _Exercise(NamedTuple):
    """Where an exercise stands, and the cells that belong to it."""

    page: str
    setup: str
    starter: str
    solution: str


@cache
def _exercises():
    """Every exercise of the book by its label."""
    found = {}
    for path in sorted(BOOK.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in EXERCISE.finditer(text):
            label, task, _, answer = match.groups()
            found[label] = _Exercise(
                path.stem,
                "\n".join(_plain_cells(text[: match.start()])),
                CELL.search(task).group(2),
                CELL.search(answer).group(2),
            )
    return dict(sorted(found.items(), key=lambda one: _number(one[0])))


def _number(label):
    return int(label[1:])


def _plain_cells(text):
    """Yield the code that a page shows and runs, without figures and starters."""
    for options, code in CELL.findall(text):
        if "hide-input" not in options and "skip-execution" not in options:
            yield code


def labels():
    """Labels of all exercises, in the order of the book."""
    return list(_exercises())


def page(exercise):
    """Name of the page on which an exercise stands."""
    return _exercises()[exercise].page


def starter(exercise):
    """Text of the starter cell, dots and all."""
    return _exercises()[exercise].starter


def solution(exercise):
    """Text of the cell with the worked solution; it goes on from the cells before it."""
    return _exercises()[exercise].solution


def setup(exercise):
    """Code of the cells that the page runs before the exercise, without its figures."""
    return _exercises()[exercise].setup


def solved(exercise):
    """Names that the page's cells and the worked solution leave behind."""
    names = {}
    with redirect_stdout(StringIO()):
        exec(setup(exercise) + solution(exercise), names)
    return names


def dotted_lines(text):
    """Numbers of the first and the last line between which the dots of a starter lie."""
    dotted = [
        statement
        for statement in ast.parse(text).body
        if any(isinstance(n, ast.Constant) and n.value is ... for n in ast.walk(statement))
    ]
    return dotted[0].lineno, dotted[-1].end_lineno


def fill(text, lines):
    """Put lines in the place of all that lies between the first and the last dots of a starter."""
    first, last = dotted_lines(text)
    whole = text.splitlines()
    return "\n".join([*whole[: first - 1], *_laid_out(lines).splitlines(), *whole[last:]]) + "\n"


def _laid_out(lines):
    return dedent(lines).strip("\n")


class Attempt(NamedTuple):
    """One student's answer.

    Parameters
    ----------
    exercise : str
        Label of the exercise.
    name : str
        What is special about the answer.
    lines : str
        What stands in the place of the dots.
    code : str
        Code of the feedback that it should get.
    """

    exercise: str
    name: str
    lines: str
    code: str = "right"

    @property
    def text(self):
        """The whole cell."""
        return fill(starter(self.exercise), self.lines)

    @property
    def answer(self):
        """The lines as they stand in the cell."""
        return _laid_out(self.lines)

    def __str__(self):
        return f"{self.exercise}: {self.name}"


def _attempts(which):
    """Yield the attempts of one kind at every exercise, each from the module of its label."""
    for label in labels():
        module = import_module(f"tests.attempts.{label}")
        for name, written in getattr(module, which).items():
            yield Attempt(label, name, *([written] if which == "RIGHT" else reversed(written)))


def labels_of_attempts():
    """Labels that have a module of attempts."""
    return sorted((path.stem for path in ATTEMPTS.glob("*.py")), key=_number)


RIGHT = list(_attempts("RIGHT"))
WRONG = list(_attempts("WRONG"))
