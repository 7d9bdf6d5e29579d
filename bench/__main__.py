"""Run the measurements named on the command line, or all of them."""

import argparse
from pathlib import Path

from bench import build, demos, first, package, python, reading
from bench.table import Settings, show

TABLES = {
    "package": ("neurocalc against the obvious alternatives", package.rows),
    "python": ("Python in the page, caches warm", python.rows),
    "downloads": ("What a first run fetches", python.sizes, "MB"),
    "demos": ("From input to painted frame", demos.rows),
    "first": ("A first visit on a slow phone, as Lighthouse has it", first.rows),
    "touch": ("From opening a chapter on a slow phone to something to touch", reading.rows),
    "screens": ("Where the first demo of a chapter ends", reading.screens, "screens"),
    "words": ("The longest stretch without something to do", reading.words, "words"),
    "build": ("The build", build.rows),
}

parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
parser.add_argument("tables", nargs="*", metavar="table", help=f"of {', '.join(TABLES)}")
parser.add_argument("--quick", action="store_true", help="everything once, to see that it runs")
parser.add_argument("--site", type=Path, default=Settings.site, help="the folder of built pages")
given = parser.parse_args()
if unknown := set(given.tables) - set(TABLES):
    parser.error(f"there is no table {', '.join(sorted(unknown))}")
Settings.quick, Settings.site = given.quick, given.site.resolve()

for name in given.tables or TABLES:
    title, rows, *unit = TABLES[name]
    show(title, rows(), *unit)
