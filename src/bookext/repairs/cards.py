"""Let a card's link be its title, so that its name is what one sees.

sphinx-design lays a link over the whole card, whose name is a hidden text that an author has to
write a second time (`link-alt`, executablebooks/sphinx-design#89).

Superfluous when a card with a title and a link has one link whose text is that title: when axe and
`tests/site/test_validity.py` find nothing without this module. Seen in sphinx-design 0.8.0; what
pydata/pydata-sphinx-theme#1633 says of it still holds.
"""

from docutils import nodes
from sphinx_design.shared import PassthroughTextElement


def _link_titles(app, doctree, docname):
    if app.builder.format == "html":
        for card in _designed(doctree, "card"):
            _link_title(card)


def _designed(node, component):
    """Return the parts of a page that are of one kind of sphinx-design's."""
    parts = node.findall(nodes.container)
    return [part for part in parts if part.get("design_component") == component]


def _link_title(card):
    """Make the title of a card its link, instead of a link that covers the card."""
    link = card[-1].next_node(nodes.reference)
    if link and isinstance(card[-1], PassthroughTextElement):  # no link that the text holds
        (title,) = _designed(card, "card-title")
        card.remove(card[-1])
        link["classes"].remove("sd-hide-link-text")
        link.children = []
        link += title[0].children
        title[0].children = []
        title[0] += link


def setup(app):
    """Change the cards of a page."""
    app.connect("doctree-resolved", _link_titles, priority=940)  # when all links are there
