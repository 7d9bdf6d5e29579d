"""One letter, one meaning on each page, and every letter of a page in its own table."""

import re
import tomllib
from collections import Counter

import pytest
from test_numbers import BOOK

SYMBOLS = tomllib.loads((BOOK / "symbols.toml").read_text(encoding="utf-8"))
TABLE = re.compile(r"^:::\{symbols\} ([^\n]+)(?:\n:local: ([^\n]+))?$", re.M)
FORMULA = re.compile(r"```\{math\}\n(.*?)```|\$([^$]+)\$", re.S)
GREEK = "alpha|varepsilon|eta|theta|lambda|sigma|tau|omega|nabla|partial"
LETTER = re.compile(rf"(\\(?:{GREEK}|Delta ?[a-z])(?![a-z])|[a-zA-Z])(_\{{\w+\}}|_\w)?")
# What LaTeX is told and no reader sees: labels, words, lengths, names of functions.
HIDDEN = [
    r":label:\s*\S+",
    r"\\\\\[[^\]]*\]",
    r"\\(?:text|label|begin|end|operatorname|mathrm)\s*\{[^}]*\}",
    rf"\\(?!(?:{GREEK}|Delta)(?![a-z]))[a-zA-Z]+",
]
NUMBERS = {"d", "e"}  # the d of differentials and Euler's number


def text_of(page):
    return (BOOK / f"{page}.md").read_text(encoding="utf-8")


CHAPTERS = sorted(path.stem for path in BOOK.glob("*.md") if TABLE.search(text_of(path.stem)))


def letters(formula):
    """Return the letters of a formula with their indices, without words and functions."""
    for hidden in HIDDEN:
        formula = re.sub(hidden, " ", formula)
    return {base + index for base, index in LETTER.findall(formula)}


def rows(page):
    """Return the letters of each row of a page's table."""
    return [letters(SYMBOLS[key]["latex"]) for key in TABLE.search(text_of(page))[1].split()]


def test_letters_are_read_with_their_indices_and_without_words():
    formula = r"\Delta t = \tau_s \ln \frac{t_{sp}}{2k_1} \\[1ex] \text{for } \sin(\omega x_n)"
    expected = {r"\Delta t", r"\tau_s", "t_{sp}", "k_1", r"\omega", "x_n"}
    assert letters(formula) == expected


@pytest.mark.parametrize("page", CHAPTERS)
def test_every_letter_of_a_page_is_in_its_table_or_explained_where_it_stands(page):
    used = set().union(*(letters(block or line) for block, line in FORMULA.findall(text_of(page))))
    listed = set().union(*rows(page)) | NUMBERS
    local = letters(TABLE.search(text_of(page))[2] or "")
    assert used - listed - local == set()
    assert local <= used - listed, "no longer local"


def meant(key):
    """Return the letters that a row defines: not the ones in their brackets."""
    if key in ("derivative", "partial", "gradient"):  # made of letters that have a row already
        return []
    found = (LETTER.search(part) for part in SYMBOLS[key]["latex"].split(","))
    return [match[0] for match in found]


@pytest.mark.parametrize("page", CHAPTERS)
def test_on_a_page_a_letter_has_one_meaning(page):
    keys = TABLE.search(text_of(page))[1].split()
    counts = Counter(letter for key in keys for letter in meant(key))
    assert [letter for letter, count in counts.items() if count > 1] == []


def test_every_symbol_is_in_the_table_of_a_page():
    listed = {key for page in CHAPTERS for key in TABLE.search(text_of(page))[1].split()}
    assert set(SYMBOLS) - listed == set()


def test_the_glossary_names_the_letters_that_serve_twice():
    counts = Counter(letter for key in SYMBOLS for letter in meant(key))
    twice = {letter for letter, count in counts.items() if count > 1}
    [sentence] = re.findall(r"These letters serve more than once: ([^.]+)\.", text_of("glossary"))
    assert set(re.findall(r"\$([^$]+)\$", sentence)) == twice
