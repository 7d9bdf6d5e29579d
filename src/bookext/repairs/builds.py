"""Let every build give the same site, whatever was built before and however busy the machine is."""

import pickle
from pathlib import Path

from myst_nb.core import render
from myst_nb.core.execute import cache
from myst_nb.sphinx_ext import add_global_html_resources
from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise import copy_asset_files
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.nodes import bibliography

from bookext.repairs.caches import SharedCache

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


def _keep_pictures(app):
    """Let every builder find the pictures of pages that another one has read.

    They would lie beside the output of whichever builder read the page.
    """
    if hasattr(app.env, "mystnb_config"):  # books without cells have none
        folder = str(app.doctreedir.parent / "jupyter_execute")
        app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=folder)


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


class EmptyCitations(SphinxPostTransform):
    """Let the bibliography begin anew each time it is written.

    Its extension fills nodes that stay in the environment, where the next build, or the second
    document of this one, would find them full and add to them.
    """

    default_priority = 4  # before the extension's own, 5

    def run(self, **kwargs):
        """Empty the nodes of the works of each bibliography that this document shows."""
        for node in self.document.findall(bibliography):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            shown = self.env.get_domain("cite").bibliographies[key]
            for citation in shown.citation_nodes.values():
                citation.clear()


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
    """Make the six repairs."""
    app.add_post_transform(EmptyCitations)
    cache.get_cache = SharedCache
    render.coalesce_streams = _join_streams
    app.connect("builder-inited", _copy_styles)
    app.connect("builder-inited", _keep_pictures, priority=900)  # when it has been configured
    app.connect("build-finished", _keep_index_entries)
