"""Write what no part of the book writes differently for the EPUB as for the web.

Sphinx takes visitors either by the builder's name or by its format, not by both: a node with one
visitor of its own for the EPUB would hide those of all others for the web.

Superfluous when builders of HTML share visitors (sphinx-doc/sphinx#9160): when
`get_translation_handlers` joins those of the format with those of the name. Seen in Sphinx 9.0.4.
"""


def _share_visitors(app):
    if app.builder.name == "epub":
        known = app.registry.translation_handlers
        known["epub"] = known["html"] | known["epub"]


def setup(app):
    """Share them before anything is written."""
    app.connect("builder-inited", _share_visitors)
