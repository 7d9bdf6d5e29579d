"""Every word that a chapter sets in italics as a term has its entry in the glossary.

A term stands between asterisks; an ordinary word that a voice would stress, between underscores.
"""

import re

import pytest
from test_numbers import BOOK, prose

CHAPTERS = sorted(
    path.stem for path in BOOK.glob("*.md") if "\nminutes: " in path.read_text(encoding="utf-8")
)
ITALIC = re.compile(r"(?<![\w*])\*(?![\s*])([^*]+?)(?<!\s)\*(?![\w*])")


def headwords():
    """Return the headwords of the glossary, in its order."""
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```\{glossary\}\n(.*?)```", text, flags=re.S)
    return [line for line in block.splitlines() if line and not line.startswith(" ")]


def in_italics(page):
    text = re.sub(r"\$[^$]*\$|\*\*.*?\*\*", " ", prose(page), flags=re.S)
    return {" ".join(phrase.split()).casefold() for phrase in ITALIC.findall(text)}


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_term_in_italics_has_its_entry(page):
    known = {word.casefold() for word in headwords()}
    known |= {f"{word}s" for word in known}
    assert in_italics(page) - known == set()


def test_the_glossary_is_in_alphabetical_order():
    words = [word.casefold().replace("–", "-") for word in headwords()]
    pairs = {"size"}  # shares the entry of the word before it
    assert [w for w in words if w not in pairs] == sorted(w for w in words if w not in pairs)
    assert len(words) == len(set(words))
