"""A reader is never long without something to do."""

import pytest
from test_numbers import BOOK

from tools.rhythm import stretches

MOST = 300  # words: two minutes
CHAPTERS = sorted(
    path.stem for path in BOOK.glob("*.md") if "\nminutes: " in path.read_text(encoding="utf-8")
)
PAGE = """---
minutes: 5
---
(chap-one)=
# One two

:::{{opening}}
- three four;
:::

{first}

Five $x^2$ seven.

{second}

:::{{admonition}} Go further
:class: sidebar-note
Eight.
:::
"""
QUESTION = ":::{question} Which of many words?\n:name: q-one\n:right: 1\n\nA\n: B\n:::"
PREDICT = ":::{admonition} Predict\n:class: predict\nWhich one?\n:::\n\n"
CELL = "```{code-cell} python\nprint(1)\n```"
DEMO = (
    "```{code-cell} python\n---\nmystnb:\n  figure:\n    caption: |\n      Drag it.\n---\n"
    "from neurocalc.demos import Gain\n\nGain(a=1.0)\n```"
)


@pytest.mark.parametrize("page", CHAPTERS)
def test_after_300_words_there_is_something_to_do(page):
    source = (BOOK / f"{page}.md").read_text(encoding="utf-8")
    long = [stretch for stretch in stretches(source) if stretch[0] > MOST]
    assert long == []


@pytest.mark.parametrize("page", CHAPTERS)
def test_a_chapter_begins_with_something_to_do(page):
    words, _ = stretches((BOOK / f"{page}.md").read_text(encoding="utf-8"))[0]
    assert words < MOST / 3


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (QUESTION, DEMO, [4, 3, 3]),  # a caption is read after its demo
        (QUESTION, DEMO.replace("(a=1.0)", "(a=1.0).still()"), [4, 6]),
        (QUESTION, CELL, [4, 4]),
        (QUESTION, PREDICT + CELL, [4, 5, 1]),
        (QUESTION, PREDICT + "Well.\n\n" + CELL, [4, 7]),
    ],
    ids=["a demo", "a still picture", "a cell alone", "a prediction and a cell", "not at once"],
)
def test_words_are_counted_from_one_thing_to_do_to_the_next(first, second, words):
    counted = stretches(PAGE.format(first=first, second=second))
    assert [number for number, _ in counted] == words
    assert counted[0][1].startswith("One two")
