"""What the search makes of formulas, of words, and of what a reader types."""

from __future__ import annotations

import json

import pytest

from tests.programs import run_node

PROGRAM = """
import {readFileSync} from "node:fs";
import {Index, sentence} from "./src/web/search/find.js";
import {readable} from "./src/web/search/tex.js";
import {terms} from "./src/web/search/tokens.js";

const {formulas, words, pages, asked} = JSON.parse(readFileSync(0, "utf8"));
const index = new Index(pages);
console.log(JSON.stringify({
  formulas: formulas.map(readable),
  words: words.map(terms),
  found: asked.map((text) => index.find(text).map((one) => [one.id, sentence(one)])),
  nearest: asked.map((text) => index.nearest(text)),
}));
"""

FORMULAS = {
    r"\frac{dr}{dI}": "dr/dI",
    r"e^{-t/\tau}": "e^(−t/τ)",
    r"\frac{a + b}{2\pi}": "(a + b)/(2π)",
    r"t^2 + t^{-1}": "t² + t⁻¹",
    r"\tau_s \, x_{n-1}": "τₛ x_(n−1)",
    r"\sqrt[3]{\varepsilon}": "³√ε",
    r"\int_a^b f'(t)\,dt": "∫ₐ^b f′(t) dt",
    r"\partial f / \partial x": "∂f / ∂x",
    r"\left(1 - \tfrac{t}{\tau} - 2\right)": "(1 − t/τ − 2)",
    r"\begin{aligned} y &= 2 \\[1ex] &= 1 + 1 \end{aligned}": "y = 2; = 1 + 1",
}

WORDS = {  # what of each a reader may type to find it
    "θ": {"theta"},
    "τₛ": {"tau", "s", "tau_s"},
    "tau_s": {"tau", "s", "tau_s"},
    "np.diff": {"np.diff", "np", "diff"},
    "dI/dt": {"di/dt", "di", "dt"},
    "Runge–Kutta": {"rungekutta", "runge", "kutta"},
    "f′": {"f'", "f"},
    "neuron’s": {"neuron"},
    "slopes": {"slope"},
    "bias": {"bias"},
    "naïve": {"naive"},
    "∂f": {"df"},
}

#: A book of three sections. The second repeats what the first explains; the third is an appendix.
PAGES = [
    {
        "page": "a.html",
        "title": "1. Filters",
        "isChapter": True,
        "sections": [
            {
                "id": "sec-filter",
                "title": "What is a filter?",
                "text": "Nothing here.\nA filter adds.",
            },
            {"id": "sec-more", "title": "More", "text": "One filter. An integrate-and-fire cell."},
        ],
    },
    {
        "page": "b.html",
        "title": "Words",
        "isChapter": False,
        "sections": [{"id": "term-filter", "title": "filter", "text": "What adds. Subthreshold."}],
    },
]
ASKED = {
    "filter": ["sec-filter", "sec-more", "term-filter"],
    "what is a filtre": ["sec-filter", "sec-more", "term-filter"],  # a slip, in a question
    "integra": ["sec-more"],  # how a word begins
    "threshold": ["term-filter"],  # how a word ends
    "fire": ["sec-more"],  # what a word joins
    "firing of xyzzyx": [],
}


@pytest.fixture(scope="module")
def told():
    """What Node says to all of these at once."""
    given = {"formulas": [*FORMULAS], "words": [*WORDS], "pages": PAGES, "asked": [*ASKED]}
    run = run_node("--input-type=module", "--eval", PROGRAM, input=json.dumps(given))
    return json.loads(run)


def test_a_formula_becomes_one_line_that_can_be_read(told):
    assert dict(zip(FORMULAS, told["formulas"], strict=True)) == FORMULAS


def test_a_word_is_found_by_its_letters_names_and_parts(told):
    assert dict(zip(WORDS, map(set, told["words"]), strict=True)) == WORDS


def test_the_best_section_comes_first_and_an_appendix_after_chapters(told):
    found = ([name for name, _ in sections] for sections in told["found"])
    assert dict(zip(ASKED, found, strict=True)) == ASKED


def test_a_result_shows_the_sentence_with_the_word_which_is_marked(told):
    ((_, sentence), *_) = told["found"][0]
    assert sentence == [["A ", False], ["filter", True], [" adds.", False]]


def test_the_nearest_word_is_the_one_with_fewest_other_letters(told):
    nearest = dict(zip(ASKED, told["nearest"], strict=True))
    assert nearest["filter"] == "filter"
    assert nearest["threshold"] == "subthreshold"  # three letters of nine
