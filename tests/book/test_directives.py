"""What the book's own directives make of an author's text, and what they refuse."""

import io

import pytest
from bs4 import BeautifulSoup
from sphinx.application import Sphinx

# Without the parts of the extension that finish a whole site: this one has no files to finish with.
CONF = """
extensions = ["myst_parser", "sphinx_exercise", "sphinxcontrib.katex"]
extensions += [
    f"bookext.{part}"
    for part in ("chapters", "closing", "progress", "questions", "repairs.folds")
]
myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
html_theme = "basic"
"""
SYMBOLS = """
[t]
latex = "t"
meaning = "time"
unit = "s"
python = "t"

[h]
latex = "h"
meaning = "step"
unit = "that of t"
python = ""
"""
QUESTION = """
:::{{question}} Is it so?
:name: q-so
{options}

No
: Look again.

Yes
: Indeed.
:::
"""


@pytest.fixture
def build(tmp_path):
    """Return a function that builds pages and returns their soups and the warnings."""

    def built(**pages):
        source = tmp_path / "book"
        source.mkdir()
        (source / "conf.py").write_text(CONF)
        (source / "symbols.toml").write_text(SYMBOLS)
        toc = "# Home\n\n```{toctree}\n:numbered:\n" + "\n".join(pages) + "\n```\n"
        for name, text in {"index": toc, **pages}.items():
            (source / f"{name}.md").write_text(text)
        warnings = io.StringIO()
        folders = source, source, tmp_path / "html", tmp_path / "trees"
        Sphinx(*folders, "html", status=None, warning=warnings).build()
        soups = {
            name: BeautifulSoup((tmp_path / "html" / f"{name}.html").read_text(), "html5lib")
            for name in pages
        }
        return soups, warnings.getvalue()

    return built


def chapter(minutes, text=""):
    return f"---\nminutes: {minutes}\n---\n# Chapter\n\n{text}\n"


def test_each_answer_opens_its_own_feedback_and_only_one_is_open_at_a_time(build):
    soups, warnings = build(page=chapter(1, QUESTION.format(options=":right: 2")))
    answers = soups["page"].select(".question details")
    assert [a.summary.get_text(strip=True) for a in answers] == ["ANo", "BYes"]
    assert [a.p.get_text() for a in answers] == ["Not quite. Look again.", "Right. Indeed."]
    assert {a["name"] for a in answers} == {"q-so"}
    assert soups["page"].find(id="q-so")
    assert warnings == ""


def test_several_answers_may_be_right(build):
    soups, _ = build(page=chapter(1, QUESTION.format(options=":right: 1, 2")))
    assert len(soups["page"].select(".answer-right")) == 2


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ("", "needs :right:"),
        (":right: 3", "names an answer that is not there"),
        (":right: yes", "takes the numbers of the right answers"),
    ],
)
def test_a_question_without_a_right_answer_is_refused(build, options, complaint):
    _, warnings = build(page=chapter(1, QUESTION.format(options=options)))
    assert complaint in warnings


def test_a_question_without_answers_is_refused(build):
    bare = ":::{question} Is it so?\n:name: q-so\n:right: 1\n\nPerhaps.\n:::\n"
    _, warnings = build(page=chapter(1, bare))
    assert "needs answers" in warnings


def test_reading_times_add_up_in_reading_order(build):
    opening = ":::{opening}\n:needs: nothing\n\n- read\n:::\n"
    soups, _ = build(one=chapter(5, opening), two=chapter(15, opening), three=chapter(10, opening))
    totals = [soups[page].select_one(".reading-time").get_text() for page in soups]
    alone = "{} minutes to read and try."
    whole = f"{alone} All chapters from the first to this one take {{}} minutes."
    assert totals == [alone.format(5), whole.format(15, 20), whole.format(10, 30)]


def test_the_timetable_lists_every_chapter_with_its_running_total(build):
    soups, _ = build(one=chapter(5), two=chapter(15), plan="# Plan\n\n```{timetable}\n```\n")
    rows = [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in soups["plan"].select("tbody tr")
    ]
    assert rows == [["1. Chapter", "5", "5"], ["2. Chapter", "15", "20"]]


def test_a_symbol_table_keeps_the_order_of_its_one_definition(build):
    soups, _ = build(page=chapter(1, ":::{symbols} h t\n:::\n"))
    meanings = [
        row.select("td")[1].get_text(strip=True) for row in soups["page"].select("tbody tr")
    ]
    assert meanings == ["time", "step"]


def test_the_reading_times_of_chapters_are_added_wherever_a_page_asks_for_them(build):
    asked = "All take {minutes}`one to three`, most {minutes}`page, two to three`.\n"
    chapters = {name: chapter(k) for k, name in enumerate(("one", "two", "three"), start=5)}
    soups, _ = build(page=chapter(1, asked), **chapters)
    assert "All take 18, most 14." in soups["page"].get_text()  # 5 + 6 + 7 and 1 + 6 + 7


def test_a_page_without_minutes_cannot_be_added(build):
    _, warnings = build(page=chapter(1, "It takes {minutes}`other`.\n"), other="# Other\n")
    assert "which have minutes in their front matter: other" in warnings
    assert "page.md:6" in warnings


def test_an_unknown_symbol_is_named(build):
    _, warnings = build(page=chapter(1, ":::{symbols} t q\n:::\n"))
    assert "symbols.toml does not define q" in warnings


@pytest.mark.filterwarnings("ignore:.*app. is deprecated")  # sphinx-exercise still uses it
def test_a_worked_solution_is_folded_behind_its_title(build):
    text = (
        "```{exercise} Try it\n:label: x1\nDo.\n```\n\n"
        "```{solution} x1\n:label: x1-solution\nDone.\n```\n"
    )
    soups, _ = build(page=chapter(1, text))
    folded = soups["page"].select_one("details.solution")
    assert "open" not in folded.attrs
    assert "Done." in folded.get_text()
    assert folded.summary.get_text(strip=True).startswith("Solution")


EXERCISE = "```{{exercise}} Try it\n:label: {label}\nDo.\n```\n"
REPORT = "# Report\n\n```{progress}\n```\n\n```{progress} left\n```\n\n```{progress} tools\n```\n"


@pytest.fixture
def report_of(build):
    """Return a function that builds chapters and a page that reports on them."""

    def built(**chapters):
        soups, warnings = build(**chapters, report=REPORT)
        assert "report" not in warnings
        return soups["report"]

    return built


@pytest.mark.filterwarnings("ignore:.*app. is deprecated")  # sphinx-exercise still uses it
def test_the_report_of_progress_counts_questions_and_exercises_of_each_chapter(report_of):
    text = QUESTION.format(options=":right: 2") + EXERCISE.format(label="x1")
    report = report_of(one=chapter(5, text), two=chapter(5), aside="# No chapter\n")
    rows = report.select("tr[data-page]")
    assert [row["data-page"] for row in rows] == ["one", "two"]
    assert (rows[0]["data-questions"], rows[0]["data-exercises"]) == ("q-so", "x1")
    amounts = [row.select_one(".report-says").get_text() for row in rows]
    assert amounts == ["1 question, 1 exercise", "reading"]
    assert rows[0].a["href"] == "one.html"
    assert rows[0].a.get_text() == "1. Chapter"


@pytest.mark.filterwarnings("ignore:.*app. is deprecated")
def test_the_report_links_to_each_task_by_what_it_asks(report_of):
    prompt = "Why $x$, see {ref}`Chapter <chap-one>`?"
    asked = QUESTION.format(options=":right: 2").replace("Is it so?", prompt)
    text = f"---\nminutes: 5\n---\n(chap-one)=\n# Chapter\n\n{asked}{EXERCISE.format(label='x1')}"
    report = report_of(one=text)
    links = {link["href"]: link for link in report.select(".report-left li a")}
    assert list(links) == ["one.html#q-so", "one.html#x1", "one.html"]
    assert links["one.html#q-so"].select_one(".katex, .math")
    assert links["one.html#q-so"].get_text().endswith(", see Chapter?")
    assert links["one.html#x1"].get_text() == "Exercise 1.1: Try it"


def test_the_report_names_the_edition_by_the_date_of_its_sources(report_of, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")  # the first second of 2026
    report = report_of(one=chapter(5)).select_one(".report")
    assert report["data-built"] == "2026-01-01"
    assert report.time.get_text() == "1 January 2026"


@pytest.mark.filterwarnings("ignore:.*app. is deprecated")
def test_the_report_is_written_anew_when_a_chapter_gains_a_question(report_of, tmp_path):
    report_of(one=chapter(5))
    text = chapter(5, QUESTION.format(options=":right: 2"))
    (tmp_path / "book" / "one.md").write_text(text)
    folders = tmp_path / "book", tmp_path / "book", tmp_path / "html", tmp_path / "trees"
    Sphinx(*folders, "html", status=None, warning=io.StringIO()).build()
    report = BeautifulSoup((tmp_path / "html" / "report.html").read_text(), "html5lib")
    assert report.select_one("tr[data-page]")["data-questions"] == "q-so"


def test_an_unknown_part_of_the_report_is_refused(build):
    _, warnings = build(page=chapter(1, "```{progress} grades\n```\n"))
    assert "chapters" in warnings
