"""Let the pages of a first build be those of a second.

A page names a style sheet together with its checksum, if the file is there. Those of myst-nb and of
sphinx-exercise are copied when all pages have been written, so only a second build would find them.

Superfluous when both connect their copying to an event before the pages are written, or hand Sphinx
a folder of static files: when their functions below are no longer connected to `build-finished`.
Seen in myst-nb 1.4.0 and sphinx-exercise 1.2.1; no report of it is known.
"""

from pathlib import Path

from myst_nb.sphinx_ext import add_global_html_resources
from sphinx_exercise import copy_asset_files


def _copy(app):
    if app.builder.format == "html":
        (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
        add_global_html_resources(app, None)
        copy_asset_files(app, None)


def setup(app):
    """Copy the style sheets before the pages name them."""
    app.connect("builder-inited", _copy)
