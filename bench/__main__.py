"""Run the measurements named on the command line, or all of them."""

import sys

from bench import build, package
from bench.table import show

TABLES = {
    "package": ("neurocalc against the obvious alternatives", package.rows),
    "build": ("The build", build.rows),
}

for name in sys.argv[1:] or TABLES:
    title, rows = TABLES[name]
    show(title, rows())
