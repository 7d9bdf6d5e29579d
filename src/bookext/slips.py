"""Say in a sentence, with page and line, what a page may not hold, and what to write instead.

What only one format could show is refused while the page is read, so that every build says the
same of it. What Sphinx and MyST find by themselves keeps their words; the advice follows them.
"""

import logging as python_logging
import re
from pathlib import PurePosixPath

from docutils import nodes
from sphinx.locale import __
from sphinx.util import logging
from sphinx_design.icons import fontawesome, sd_icon
from sphinx_design.shared import PassthroughTextElement

from bookext.repairs.mathematics import complaint

_LOGGER = logging.getLogger(__name__)
_PICTURES = {".svg", ".png", ".jpg", ".jpeg"}  # what pages, paper and readers of EPUB all show
_LINE_BREAK = {"<br />\n", "\\\\\n"}  # a backslash at the end of a line, as MyST writes it
_COMMENT = re.compile(r"\s*<!--.*-->\s*", re.DOTALL)

# Marks that MyST would read with an extension that this book does without, or in another place.
_MARKS = (
    (
        re.compile(r"^\[[ xX]\] "),
        __("A list cannot be ticked on paper: write it without the brackets."),
    ),
    (
        re.compile(r"~~\S.*?~~"),
        __("Text cannot be struck out: leave it out, or say in words that it no longer holds."),
    ),
    (
        re.compile(r"^:[a-z][a-z-]*: "),
        __("An option belongs to the lines right below the directive's first one: move it there."),
    ),
    (
        re.compile(r"\^\[.*?\]"),
        __("A footnote has a name: write [^name] here, and [^name]: with its text below."),
    ),
    (
        re.compile(r"\{[.#][\w-]+\}"),
        __("Words take no class and no id: leave the braces out, or use a {div} or a label."),
    ),
)

# What follows a warning of Sphinx or MyST: by its type, or by words that are in it.
_ADVICE = {
    "myst.directive_unknown": __(
        "Check the spelling; a diagram or a film becomes a {figure} with a caption."
    ),
    "myst.role_unknown": __("Check the spelling, or leave the role out and keep its text."),
    "myst.header": __("Give each heading one # more than the heading that it belongs to."),
    "myst.xref_missing": __("Link to a label that a page has, with {ref}, or to a page."),
    "myst.substitution": __("Only what conf.py lists in myst_substitutions can stand in braces."),
    "Failed to create a cross reference. A title": __(
        "Put the label before a heading, or write the words of the link before it."
    ),
    "Failed to create a cross reference. Any": __("Give what is to be numbered a caption."),
    "ref.ref": __("Check the spelling, or put the label on the line before a heading."),
    "ref.numref": __("Check the spelling, or give the figure or table this :name:."),
    "ref.eq": __("Check the spelling, or give the equation this :label:."),
    "ref.doc": __("Write the name of a file in book/, without .md."),
    "ref.term": __("Add the word to glossary.md, or write it without the role."),
    "ref.footnote": __("Let each footnote have one text, and each text a place that refers to it."),
    "bibtex.key_not_found": __("Add the work to references.bib, or check the spelling of its key."),
    "image.not_readable": __("Put the picture beside the page, or check the spelling of its name."),
    "misc.highlighting_failure": __(
        "Name a language that Pygments knows, or write text; a diagram becomes a {figure}."
    ),
    "duplicate label": __("Give one of the two another name."),
    "Duplicate explicit target name": __("Give one of the two another name."),
    "Include file": __("Check the spelling; the path begins in the folder of the page."),
    " reference target not found": __("Check the spelling, or write the name as code: `name`."),
    "Unknown target name": __("Write the text of the footnote below: [^name]: and the text."),
}


class Advice(python_logging.Filter):
    """Let the advice follow the warnings that have one."""

    def filter(self, record):
        """Add to the record, and let it pass."""
        kind = f"{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}"
        said = python_logging.LogRecord.getMessage(record)  # without the place, which comes later
        for sign, advice in _ADVICE.items():
            if kind == sign or sign in said:
                record.msg, record.args = f"{said.rstrip('.')}. {advice}", ()
                break
        return True


# -- What is refused ------------------------------------------------------------------------------


def _check(app, doctree):
    """Say of a page what not every format could show, once for each line, and leave it out."""
    said = set()
    for check in (_titles, _html, _icons, _pictures, _designs, _marks, _formulas):
        for node, sentence in check(app, doctree):
            place = _place(node)
            if (place.line, sentence) not in said:
                said.add((place.line, sentence))
                _LOGGER.warning(sentence, location=place, type="slip")


def _place(node):
    """Return what has a line: the node, or the nearest that it stands in."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node


def _all(doctree, *kinds):
    return [node for node in doctree.findall() if isinstance(node, kinds)]


def _titles(app, doctree):
    for extra in [node for node in doctree.children if isinstance(node, nodes.section)][1:]:
        yield extra, __("A page has one title: begin the headings below it with ## or more.")


def _html(app, doctree):
    for node in _all(doctree, nodes.raw):
        text = node.astext()
        if text in _LINE_BREAK or _is_output(node):
            continue
        if not _COMMENT.fullmatch(text):
            yield (
                node,
                __(
                    "Raw HTML or LaTeX is lost in the other formats: write it in MyST, a picture "
                    "or a film as a {figure} with a link, small letters with {sub} or {sup}."
                ),
            )
        node.parent.remove(node)


def _is_output(node):
    """Whether a node is what a cell shows: that comes in a form for each format."""
    while node is not None and node.get("nb_element") != "cell_code_output":
        node = node.parent
    return node is not None


def _icons(app, doctree):
    for icon in _all(doctree, fontawesome, sd_icon):
        # Those of {article-info} say nothing that does not stand beside them.
        if "sd-align-minor-center" not in icon.parent.parent["classes"]:
            yield icon, __("An icon is lost on paper: write the word that it stands for.")
            icon.parent.remove(icon)


def _pictures(app, doctree):
    for image in _all(doctree, nodes.image):
        uri = image["uri"]
        if not any(one.get("alt", "").strip() for one in _forms(image)):
            yield (
                image,
                __(
                    "A picture needs words for those who cannot see it: write what it shows "
                    "behind :alt: (of a card, :img-alt:) or between the brackets of ![]()."
                ),
            )
        if "://" in uri or uri.startswith("data:"):
            yield image, __("A picture comes with the book: put its file beside the page.")
        elif PurePosixPath(uri).suffix.lower() not in _PICTURES:
            yield image, __("Not every format shows this picture: save it as SVG, PNG or JPEG.")
        else:
            continue
        image.replace_self(nodes.inline("", image.get("alt", "")))


def _forms(image):
    """Return a picture in all the forms that a cell gives it, or the picture alone."""
    node = image
    while node is not None and node.get("nb_element") != "mime_bundle":
        node = node.parent
    return [image] if node is None else _all(node, nodes.image)


def _designs(app, doctree):
    for box in _all(doctree, nodes.container):
        kind = box.get("design_component")
        if kind == "dropdown" and not box["has_title"]:
            yield box, __("A dropdown needs a title: write it behind {dropdown}.")
            del box["design_component"]
        elif kind == "card" and _is_link_without_name(box):
            yield box, __("A card that is a link needs a title: write it behind {card}.")
            box.pop()


def _is_link_without_name(card):
    parts = (box.get("design_component") for box in _all(card, nodes.container))
    return isinstance(card[-1], PassthroughTextElement) and "card-title" not in parts


def _marks(app, doctree):
    for text in _all(doctree, nodes.Text):
        if isinstance(text.parent, nodes.paragraph):
            yield from ((text.parent, said) for mark, said in _MARKS if mark.search(text))


def _formulas(app, doctree):
    for formula in _all(doctree, nodes.math, nodes.math_block):
        if said := complaint(formula, app.config):
            yield formula, said
            formula.replace_self(nodes.literal(text=formula.astext()))


def _give_advice(app):
    """Put the advice before whatever else happens to a warning."""
    for handler in python_logging.getLogger(logging.NAMESPACE).handlers:
        if isinstance(handler, logging.WarningStreamHandler):
            handler.filters.insert(0, Advice())


def setup(app):
    """Check each page as it is read; advise from the start."""
    _give_advice(app)
    app.connect("doctree-read", _check, priority=900)  # when all that changes it has been
