"""Run the measurements named on the command line, or all of them."""

import sys

from bench import build, demos, package, python
from bench.table import show

TABLES = {
    "package": ("neurocalc against the obvious alternatives", package.rows),
    "python": ("Python in the page, caches warm", python.rows),
    "downloads": ("What a first run fetches", python.sizes, "MB"),
    "demos": ("From input to painted frame", demos.rows),
    "build": ("The build", build.rows),
}

for name in sys.argv[1:] or TABLES:
    title, rows, *unit = TABLES[name]
    show(title, rows(), *unit)
