"""Keep on one line of a page what is read as one: a number and its unit, a formula and its comma.

A browser may end a line at any space, and on either side of a formula: the next one would begin
with "ms", or with the comma that follows π/2. So spaces become such that end no line, and a short
formula is wrapped with what touches it. A longer one may have to break within.
"""

import re

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

_UNIT = r"(?:[fnpmk]?[ACFSV]|m?s|Hz|c?m|c?m/s|km/h|mV/ms|pA/ms|spikes(?:/s)?|%)(?![\w/])"
_TIED = (
    (re.compile(rf"(\d) (?={_UNIT})"), "\\1\u00a0"),
    (re.compile(rf"(\bper) (?={_UNIT})"), "\\1\u00a0"),
    (re.compile(r"(\u00a0[mp][VA]) (?=m?s\b)"), "\\1\u00a0"),
    (re.compile(r"\b(\w) = (?=[-+−]?\d)"), "\\1\u00a0=\u00a0"),
    (re.compile(r"^(Figure|Equation|Exercise) (?=\d)"), "\\1\u00a0"),
    (re.compile(r"\bCC BY (?=\d)"), "CC\u00a0BY\u00a0"),
)
_UNIT_FIRST = re.compile(rf"^ (?={_UNIT})")
_NUMBER_LAST = re.compile(r"\d}*$")
_BEFORE = re.compile(r"[(\[“‘]+$")
_AFTER = re.compile(rf"^(?:\u00a0{_UNIT})?[.,:;?!)\]”’]*")
#: A longer formula, in signs of LaTeX, may be wider than a phone.
_SHORT = 24
_AS_IT_IS = (nodes.literal, nodes.FixedTextElement, nodes.math, nodes.raw, nodes.Invisible)


def tied(text):
    """Return a text whose values, equations and numbered names stay on one line.

    >>> tied("0.1 ms at 0.3 per nA, t = 2: see 3 sums").replace("\u00a0", "~")
    '0.1~ms at 0.3 per~nA, t~=~2: see 3 sums'
    """
    for loose, tight in _TIED:
        text = loose.sub(tight, text)
    return text


class Together(SphinxPostTransform):
    """Tie the texts of a page, and wrap its short formulas."""

    default_priority = 20  # once references have their texts
    builders = ("html",)

    def run(self, **kwargs):
        """Change the page."""
        for text in list(self.document.findall(nodes.Text)):
            if not isinstance(text.parent, _AS_IT_IS) and (tight := tied(text)) != text:
                text.parent.replace(text, nodes.Text(tight))
        for formula in list(self.document.findall(nodes.math)):
            _wrap(formula)


def _wrap(formula):
    """Put a short formula into one element with the signs that touch it, and with its unit."""
    parent, latex = formula.parent, formula.astext()
    at = parent.index(formula)
    before, after = (_text(parent, place) for place in (at - 1, at + 1))
    if _NUMBER_LAST.search(latex):
        after = _UNIT_FIRST.sub("\u00a0", after)
    signs = _BEFORE.search(before)
    start = signs.start() if signs else len(before)
    end = _AFTER.match(after).end()
    if len(latex) > _SHORT or (start == len(before) and not end):
        return
    one = nodes.inline(
        "",
        "",
        nodes.Text(before[start:]),
        formula.deepcopy(),
        nodes.Text(after[:end]),
        classes=["together"],
    )
    parent.replace(formula, one)
    if end:
        parent[at + 1] = nodes.Text(after[end:])
    if signs:
        parent[at - 1] = nodes.Text(before[:start])


def _text(parent, place):
    """Return the text at a place among an element's children, or none."""
    if not 0 <= place < len(parent) or not isinstance(parent[place], nodes.Text):
        return ""
    return parent[place].astext()


def setup(app):
    """Register the transform."""
    app.add_post_transform(Together)
