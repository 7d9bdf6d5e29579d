"""Let every build give the same site, whatever was built before and however busy the machine is."""

import pickle
from pathlib import Path

from myst_nb.core import render
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx_exercise import copy_asset_files

_coalesce_streams = render.coalesce_streams


def _copy_styles(app):
    """Copy the style sheets of two extensions before the pages name them.

    A page names a file together with its checksum, if the file is there. These two would come
    last, so the pages of a first build would differ from those of a second.
    """
    if app.builder.format == "html":
        (Path(app.outdir) / "_static").mkdir(parents=True, exist_ok=True)
        add_global_html_resources(app, None)
        copy_asset_files(app, None)


def _join_streams(outputs):
    """Join what a cell printed, wherever the kernel happened to cut it.

    myst-nb joins the pieces too, but ends each of them with a new line.
    """
    joined, streams = [], {}
    for output in outputs:
        name = output.get("name")
        if name in streams:
            streams[name]["text"] += output["text"]
        else:
            joined.append(output)
            if output["output_type"] == "stream":
                streams[name] = output
    return _coalesce_streams(joined)


def _keep_index_entries(app, exception):
    """Save what the search index knows of each page.

    Sphinx gathers the entries of the index while it writes, after it has saved its environment:
    the next build would leave the pages that it need not write again out of the search.
    """
    if exception or app.builder.format != "html":
        return
    with (app.doctreedir / ENV_PICKLE_FILENAME).open("wb") as file:
        pickle.dump(app.env, file, pickle.HIGHEST_PROTOCOL)


def setup(app):
    """Make the three repairs."""
    render.coalesce_streams = _join_streams
    app.connect("builder-inited", _copy_styles)
    app.connect("build-finished", _keep_index_entries)
