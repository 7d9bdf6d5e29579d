"""Keep in the search what an earlier build has written.

Sphinx gathers the entries of the search index while it writes, after it has saved its environment:
the next build would leave those of pages that it need not write again out of the search.

Superfluous when sphinx-doc/sphinx#12599 is closed: when a second build after a change of one page
gives the same `searchindex.js` as a first one, without this module. Seen in Sphinx 9.0.4.
"""

import pickle

from sphinx.application import ENV_PICKLE_FILENAME


def _save(app, exception):
    """Save the environment once more, with what the index knows of each page."""
    if exception or app.builder.format != "html":
        return
    with (app.doctreedir / ENV_PICKLE_FILENAME).open("wb") as file:
        pickle.dump(app.env, file, pickle.HIGHEST_PROTOCOL)


def setup(app):
    """Save when all is written."""
    app.connect("build-finished", _save)
