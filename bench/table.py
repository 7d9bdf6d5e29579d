"""Time something and print what came out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Row(NamedTuple):
    """One line of a table: what took how many seconds, and against what it is measured."""

    what: str
    seconds: float
    against: str = ""
    reference: float | None = None  # seconds


def timed(action: Callable[[], object], runs: int = 1) -> float:
    """Return the median time of some runs of `action`, in s."""
    times = []
    for _ in range(runs):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times)


def show(title: str, rows: Iterable[Row]) -> None:
    """Print the rows, each as soon as it is measured."""
    print(f"\n{title}\n")
    print(f"{'what':44}{'seconds':>10}  {'against':30}{'seconds':>10}{'ratio':>8}", flush=True)
    for row in rows:
        line = f"{row.what:44}{row.seconds:10.4g}"
        if row.reference is not None:
            line += f"  {row.against:30}{row.reference:10.4g}{row.seconds / row.reference:8.3g}"
        print(line, flush=True)
