"""Every number that the prose quotes is computed again here, page by page.

Each module of `numbers` belongs to the page of the same name. `QUOTED` maps what the page says,
followed by what it means, to a function that computes it; `GIVEN` holds the numbers that the page
chooses and computes nothing for: parameters, steps, ends of intervals. What stands in the page's
own cells is given by them; a page that quotes no other number needs no module.
"""

import importlib
import re
from pathlib import Path

import pytest

BOOK = Path(__file__).parents[2] / "book"
PAGES = sorted(path.stem for path in BOOK.glob("*.md"))
DECIMAL = re.compile(r"(?<![\w.\\])\d+\.\d+(?:e[-+]?\d+)?(?![\w.]*\d)")
CELL = re.compile(r"^```\{code-cell\} python\n(?:---\n.*?\n---\n)?(.*?)^```$", re.S | re.M)
POWER = re.compile(r"(\d+(?:\.\d+)?) ?\\times ?10\^\{?(-?\d+)\}?")


def numbers_of(page):
    try:
        return importlib.import_module(f"numbers_of_pages.{page.replace('-', '_')}")
    except ModuleNotFoundError:
        return None


def prose(page):
    """Return the text of a page without front matter, code and identifiers."""
    text = (BOOK / f"{page}.md").read_text(encoding="utf-8")
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    fence = r"^(`{3,})(\{[\w-]+\})?[^\n]*\n(.*?)^\1$"
    text = re.sub(fence, _prose_of_fence, text, flags=re.S | re.M)
    text = re.sub(r"\{(?:cite\S*|ref|numref|eq|doc)\}`[^`]*`|`[^`\n]*`|\]\([^)]*\)", "", text)
    return text.replace("−", "-")


def _prose_of_fence(fence):
    """Keep the YAML block of a cell, which holds its caption, and all of other directives."""
    kind, content = fence.group(2), fence.group(3)
    if kind == "{code-cell}":
        return (re.match(r"---\n.*?\n---\n", content, flags=re.S) or [""])[0]
    return content if kind else ""


def quoted_in(text):
    """Return the decimals and the powers of ten that a text quotes, as floats' texts."""
    powers = {f"{number}e{power}" for number, power in POWER.findall(text)}
    return set(DECIMAL.findall(POWER.sub(" ", text))) | powers


def in_cells(page):
    """Return the decimals in the code of a page."""
    text = (BOOK / f"{page}.md").read_text(encoding="utf-8")
    return set(DECIMAL.findall("".join(CELL.findall(text))))


def tolerance(quoted):
    """Return half a unit of the last digit that is quoted."""
    digits, _, power = quoted.partition("e")
    decimals = len(digits.partition(".")[2])
    return 0.5 * 10.0 ** (int(power or 0) - decimals)


CLAIMS = [
    pytest.param(claim, compute, id=f"{page}: {claim}")
    for page in PAGES
    if numbers_of(page)
    for claim, compute in numbers_of(page).QUOTED.items()
]


@pytest.mark.parametrize("claim, compute", CLAIMS)
def test_a_quoted_number_is_what_the_mathematics_gives(claim, compute):
    quoted = claim.split()[0]
    # Round-off in the computed value must not decide how 0.125 rounds to two digits.
    assert abs(abs(float(compute())) - float(quoted)) <= tolerance(quoted) * (1 + 1e-6)


@pytest.mark.parametrize("page", PAGES)
def test_every_decimal_in_the_prose_is_computed_or_given(page):
    known = numbers_of(page)
    computed = {claim.split()[0] for claim in known.QUOTED} if known else set()
    given = known.GIVEN if known else set()
    quoted = quoted_in(prose(page))
    missing = quoted - computed - given - in_cells(page)
    assert missing == set(), "asserted nowhere"
    assert computed | given <= quoted, f"no longer quoted: {sorted((computed | given) - quoted)}"
