"""What a build promises: the same bytes from the same sources, and new ones from new sources."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256

import pytest

from tests.built import ROOT
from tests.playing import DEMO_CELL
from tools.books import FRONT_MATTER, build, lay_out


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built_anew(site, tmp_path_factory):
    """The book built from nothing, cells and all, on the day of the one that is there."""
    folder = tmp_path_factory.mktemp("anew")
    [day] = re.findall(r'data-built="([\d-]+)"', (site / "progress.html").read_text("utf-8"))
    package = (ROOT / "build" / "epub" / "content.opf").read_text("utf-8")
    made = datetime.fromisoformat(re.search(r"<dc:date>(.*?)</dc:date>", package)[1])
    noon = datetime.fromisoformat(f"{day}T12:00+00:00")
    # In the order of `make`, where the first reads the pages and runs the cells for all.
    for builder, moment in [("epub", made), ("notebooks", made), ("html", noon)]:
        build(
            ROOT,
            folder / builder,
            builder=builder,
            cache=folder / "cells",
            environment={"SOURCE_DATE_EPOCH": str(int(moment.timestamp()))},
            tags=["editions"] if builder == "html" else [],
            doctrees=folder / "doctrees",
        )
    return folder


@pytest.mark.xdist_group("anew")  # the book is built once for all
@pytest.mark.parametrize(
    ("builder", "here", "least"),
    [("html", "site", 300), ("epub", "epub", 1), ("notebooks", "editions/notebooks", 24)],
)
def test_two_builds_give_the_same_files_byte_for_byte(built_anew, builder, here, least):
    first, second = digests(ROOT / "build" / here), digests(built_anew / builder)
    assert len(second) > least
    assert [name for name in second if first.get(name) != second[name]] == []


@pytest.mark.xdist_group("anew")
def test_the_site_has_no_page_without_a_source(site, built_anew):
    here, anew = (
        {path.relative_to(folder) for path in folder.rglob("*.html")}
        for folder in (site, built_anew / "html")
    )
    assert sorted(here - anew) == [], "pages without a source: run `make clean`"


PAGE = (
    FRONT_MATTER
    + """\
(sec-{name})=
# A page called {name}

```{{code-cell}} python
from neurocalc import {module}
print({expression})
```
"""
)
ROOT_PAGE = """(sec-trial)=
# A trial

```{toctree}
slope
plain
```
"""


@pytest.fixture
def trial(tmp_path):
    """A book of two pages; one prints the slope of the secant of t² from 3 to 5, which is 8."""
    slope = "float(differences.secant_slope(lambda x: x**2, 3.0, 2.0))"
    pages = {
        "index.md": ROOT_PAGE,
        "slope.md": PAGE.format(name="slope", module="differences", expression=slope),
        "plain.md": PAGE.format(name="plain", module="sums", expression="6 * 7"),
    }
    folder = tmp_path / "book"
    lay_out(folder, pages)
    return folder


def output_of(folder, page):
    from bs4 import BeautifulSoup

    soup = BeautifulSoup((folder / "html" / page).read_bytes(), "html5lib")
    return soup.select_one(".cell_output").get_text(strip=True)


def test_an_edit_of_the_package_or_of_a_front_end_reaches_the_pages_that_use_it(trial, tmp_path):
    slope = trial / "book" / "slope.md"
    slope.write_text(f"{slope.read_text()}\n{DEMO_CELL}", encoding="utf-8")
    build(trial, trial / "html", cache=tmp_path / "cells")
    assert output_of(trial, "slope.html") == "8.0"
    assert "Distance so far" in (trial / "html" / "slope.html").read_text("utf-8")
    front_end = trial / "src" / "web" / "demos" / "riemann-sums.js"
    front_end.write_text(front_end.read_text("utf-8").replace("Distance so far", "Way"), "utf-8")
    source = trial / "src" / "neurocalc" / "differences.py"
    source.write_text(
        source.read_text() + "\n\ndef secant_slope(f, x, h):\n    return 9.0\n", encoding="utf-8"
    )
    build(trial, trial / "html", cache=tmp_path / "cells")
    assert output_of(trial, "slope.html") == "9.0"
    assert output_of(trial, "plain.html") == "42"
    page = (trial / "html" / "slope.html").read_text("utf-8")
    assert ">Way<" in page
    assert "Distance so far" not in page


def test_what_a_cell_prints_in_pieces_is_read_in_one(trial, tmp_path):
    page = trial / "book" / "plain.md"
    slow = "import time\nprint('4', end='', flush=True)\ntime.sleep(0.5)\nprint('2\\n43')"
    page.write_text(page.read_text().replace("print(6 * 7)", slow), encoding="utf-8")
    build(trial, trial / "html", cache=tmp_path / "cells")
    assert output_of(trial, "plain.html") == "42\n43"


def test_a_cell_that_fails_stops_the_build(trial, tmp_path):
    page = trial / "book" / "plain.md"
    page.write_text(page.read_text().replace("6 * 7", "1 / 0"), encoding="utf-8")
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        build(trial, trial / "html", cache=tmp_path / "cells")


def test_a_link_to_nowhere_stops_the_build(trial, tmp_path):
    page = trial / "book" / "plain.md"
    page.write_text(page.read_text() + "\nSee {ref}`sec-nowhere`.\n", encoding="utf-8")
    with pytest.raises(RuntimeError, match="sec-nowhere"):
        build(trial, trial / "html", cache=tmp_path / "cells")
