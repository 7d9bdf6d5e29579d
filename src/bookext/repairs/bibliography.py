"""Let the bibliography begin anew each time it is written.

sphinxcontrib-bibtex fills nodes that stay in the environment, where the next build, or the second
document of this one, would find them full and add to them: each work would stand there twice.

Superfluous when it makes its citation nodes anew, as it came to do with its heading, which had the
same fault (mcmtroffaes/sphinxcontrib-bibtex#342): when `tests/site/test_builds.py` passes without
this module. Seen in sphinxcontrib-bibtex 2.7.0.
"""

from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.nodes import bibliography


class EmptyCitations(SphinxPostTransform):
    """Empty the nodes before the extension fills them."""

    default_priority = 4  # before the extension's own, 5

    def run(self, **kwargs):
        """Empty the nodes of the works of each bibliography that this document shows."""
        for node in self.document.findall(bibliography):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            shown = self.env.get_domain("cite").bibliographies[key]
            for citation in shown.citation_nodes.values():
                citation.clear()


def setup(app):
    """Register the transform."""
    app.add_post_transform(EmptyCitations)
