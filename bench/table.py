"""Time something and print what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import NamedTuple

from tools.books import ROOT


class Settings:
    """What the command line says of all measurements."""

    site = ROOT / "build" / "site"  # the pages as they are published
    quick = False  # whether everything is done once, to see that all of it runs


def often(many: int) -> int:
    """Return how often to repeat something: so often, or once when it shall be quick."""
    return 1 if Settings.quick else many


class Row(NamedTuple):
    """One line of a table: what took how much, and against what it is measured."""

    what: str
    value: float  # seconds, or the unit of the table
    against: str = ""
    reference: float | None = None


def timed(action: Callable[[], object], runs: int = 1) -> float:
    """Return the median time of some runs of `action`, in s."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times)


def judged(what: str, value: float, target: float) -> Row:
    """Return the row that holds a value against its target, which is the most it may be."""
    verdict = "met" if value <= target else "missed"
    return Row(what, value, f"target, {verdict}", target)


def show(title: str, rows: Iterable[Row], unit: str = "seconds") -> None:
    """Print the rows, each as soon as it is measured."""
    print(f"\n{title}\n")
    print(f"{'what':44}{unit:>10}  {'against':30}{unit:>10}{'ratio':>8}", flush=True)
    for row in rows:
        line = f"{row.what:44}{row.value:10.4g}"
        if row.reference is not None:
            line += f"  {row.against:30}{row.reference:10.4g}{row.value / row.reference:8.3g}"
        print(line, flush=True)
