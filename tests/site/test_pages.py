from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.built import pages

# What an author typed and a reader must never see.
RAW_MARKS = [
    r"```",
    r":::",
    r"\{(ref|numref|eq|doc|term|cite|math|func|class|mod|code-cell|figure|admonition)[:}]",
    r"^\([a-z0-9-]+\)=$",
    r"\$\$",
    r"\?\?",
    r"<Figure size",
    r"<\S[^<>]* at 0x[0-9a-f]+>",
    r"\bTODO\b|\bFIXME\b",
]


def visible_text(page):
    """All text that the page can show, formulas aside: their TeX source may look like anything."""
    skipped = {"script", "style", "annotation", "head", "template"}
    return "\n".join(
        text
        for text in page.soup.find_all(string=True)
        if not any(parent.name in skipped for parent in text.parents)
    )


@pytest.mark.parametrize("mark", RAW_MARKS)
def test_no_raw_mark_or_address_in_memory_is_left_on_a_page(page, mark):
    assert [m[0] for m in re.finditer(mark, visible_text(page), re.MULTILINE)] == []


def test_no_cell_shows_an_error_or_a_warning(written_page):
    wrong = written_page.article.select(".output.stderr, .output.traceback")
    assert [output.get_text()[:300] for output in wrong] == []


def test_no_formula_failed_to_render(page):
    assert [error.get("title") for error in page.soup.select(".katex-error")] == []
    unrendered = [m for m in page.soup.select(".math") if not m.select_one(".katex")]
    assert [formula.get_text() for formula in unrendered] == []


def test_no_formula_is_translated_with_its_page(page):
    formulas = page.soup.select(".katex")
    assert [one.get_text()[:40] for one in formulas if one.get("translate") != "no"] == []


def test_no_id_is_used_twice_on_a_page(page):
    counts = Counter(element["id"] for element in page.soup.find_all(id=True))
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_picture_is_told_in_words(page):
    for image in page.soup.find_all("img"):
        link = image.find_parent("a")
        if image.get("alt") == "" and link and link.get_text(strip=True):
            continue  # the words beside it say it already
        alt = image.get("alt", "").strip()
        assert alt, f"{image.get('src')} has no alt text"
        assert not re.search(r"\.(png|svg|jpe?g|gif|webp)$", alt, re.IGNORECASE), alt
        assert not re.match(r"(plot|image|picture|figure|graph) of\b", alt, re.IGNORECASE), alt


def test_every_figure_has_a_caption_and_a_telling_alt_text(written_page):
    for figure in written_page.article.find_all("figure"):
        assert figure.figcaption, figure.get("id")
        assert figure.figcaption.get_text(strip=True), figure.get("id")
        for image in figure.find_all("img"):
            assert len(image.get("alt", "").split()) >= 8, f"{figure.get('id')}: {image.get('alt')}"
        for drawing in figure.select(".demo-picture > svg"):
            demo = drawing.find_parent(class_="demo")
            told = demo.select_one(".demo-says").get_text() if demo else drawing["aria-label"]
            assert len(told.split()) >= 8, f"{figure.get('id')}: {told}"
            assert bool(demo) == (drawing.get("aria-hidden") == "true"), "told twice, or never"


def test_a_page_introduces_itself(page):
    head = page.soup.head
    assert page.soup.html.get("lang") == "en"
    assert head.title.get_text(strip=True)
    assert head.find("link", rel="icon"), "no icon: browsers then ask the host's root for one"
    [viewport] = page.soup.find_all("meta", attrs={"name": "viewport"})
    assert "width=device-width" in viewport["content"]
    description = head.find("meta", attrs={"name": "description"})
    assert description, "no description"
    assert len(description["content"].split()) >= 4, description["content"]


def test_titles_tell_the_pages_apart(site):
    titles = Counter(page.soup.title.get_text(strip=True) for page in pages())
    assert [title for title, count in titles.items() if count > 1] == []


def test_a_title_says_nothing_twice(page):
    title = page.soup.title.get_text(strip=True)
    said = [part.strip() for part in re.split(r" [—·-] |: ", title)]
    assert len(said) == len(set(said)), title


def test_a_card_is_called_what_it_shows(page):
    for link in page.soup.select("a.sd-stretched-link"):  # it covers the card
        title = link.find_parent(class_="sd-card-title")
        assert title, f"{link.get_text(strip=True)!r} is not what the card shows"
        assert link.get_text() == title.get_text().strip()
        assert not link.get("aria-label")
        assert "sd-hide-link-text" not in link["class"]


def test_a_page_has_one_main_heading_and_skips_no_level(page):
    headings = page.soup.main.find_all(re.compile(r"^h[1-6]$"))
    # The theme repeats the title in a block that only paper shows.
    levels = [int(h.name[1]) for h in headings if not h.find_parent(class_="onlyprint")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels)), levels


def labels(element):
    """All names that a link can use for an element: its id, and those set just before its text."""
    spans = element.find_all("span", id=True, recursive=False)
    return [name for e in [element, *spans] if (name := e.get("id"))]


# What each kind of thing is called, so that a link to it survives every rewording.
LABELS = {
    # The exercise extension wraps what it holds in sections that nobody needs to link to.
    "section:not(.exercise section, .solution section)": r"(chap|sec)-",
    "figure": r"fig-",
    "div.math": r"equation-eq-",
    "div.exercise": r"x\d+$",
    "div.question": r"q-",
    "details.solution": r"x\d+-solution",
}


@pytest.mark.parametrize("kind", LABELS)
def test_whatever_can_be_linked_to_has_a_name_of_its_own(written_page, kind):
    nameless = [
        element.get("id") or element.get_text(" ", strip=True)[:60]
        for element in written_page.article.select(kind)
        if not any(re.match(LABELS[kind], label) for label in labels(element))
    ]
    assert nameless == []
