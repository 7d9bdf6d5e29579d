"""How long the book takes to build, and how that grows with the number of pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Row, Settings, often, timed
from tools.books import FRONT_MATTER, ROOT, build, lay_out

SIZES = [25, 50, 100]  # pages of the trial books
FEW = [1, 2, 3]  # the same when it shall be quick
PAGE = (
    FRONT_MATTER
    + """\
(sec-page-{number})=
# How steep is the parabola at {number}?

The secant from {number} to ${number} + h$ has the slope of {{eq}}`eq-{number}`. What is left of it
as $h$ shrinks?

$$
\\frac{{({number} + h)^2 - {number}^2}}{{h}} = 2 \\cdot {number} + h
$$ (eq-{number})

```{{code-cell}} python
from neurocalc.differences import secant_slope
for h in [1, 0.5, 0.25]:
    print(h, secant_slope(lambda x: x**2, {number}.0, h))
```
"""
)


def rows() -> Iterator[Row]:
    """Measure the book, then trial books of growing size."""
    with TemporaryDirectory() as folder:
        yield from _book(Path(folder))
    yield from _growth()


def _book(folder: Path) -> Iterator[Row]:
    root = ROOT
    if Settings.quick:  # any book shows that it runs
        root = folder / "book"
        lay_out(root, {"index.md": PAGE.format(number=1)})

    def run():
        build(root, folder / "html", cache=folder / "cells")

    cold = timed(run)
    yield Row(f"the book, {len(list((root / 'book').rglob('*.md')))} pages, from nothing", cold)
    yield Row(
        "the book again, nothing changed", timed(run, runs=often(3)), "the book from nothing", cold
    )


def _growth() -> Iterator[Row]:
    sizes = FEW if Settings.quick else SIZES
    seconds = [_trial(size) for size in sizes]
    for size, time in zip(sizes, seconds, strict=True):
        yield Row(f"a trial book of {size} pages, a page", time / size)
    earlier, later = (
        (seconds[i + 1] - seconds[i]) / (sizes[i + 1] - sizes[i]) for i in range(len(SIZES) - 1)
    )
    yield Row(
        f"one page more, from {sizes[1]} to {sizes[2]}",
        later,
        f"from {sizes[0]} to {sizes[1]}",
        earlier,
    )


def _trial(size: int) -> float:
    """Return the time that a book of `size` executed pages takes from nothing, in s."""
    names = [f"page-{number}" for number in range(1, size + 1)]
    pages = {f"{name}.md": PAGE.format(number=name[5:]) for name in names}
    contents = "\n".join(["(sec-trial)=", "# A trial", "", "```{toctree}", *names, "```", ""])
    with TemporaryDirectory() as folder:
        lay_out(Path(folder, "book"), {"index.md": contents, **pages})
        return timed(
            lambda: build(Path(folder, "book"), Path(folder, "html"), cache=Path(folder, "cells"))
        )
