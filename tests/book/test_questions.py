"""What the book promises of its questions and exercises, against the pages."""

import re

import pytest
from test_numbers import BOOK, PAGES

TEXTS = {page: (BOOK / f"{page}.md").read_text(encoding="utf-8") for page in PAGES}
CHAPTERS = {page for page in PAGES if "\nminutes: " in TEXTS[page]}
QUESTION = re.compile(
    r"^:::\{question\} [^\n]*\n:name: (\S+)\n:right: ([\d, ]+)\n(.*?)^:::$", re.S | re.M
)
QUESTIONS = {
    name: ({int(n) for n in right.split(",")}, len(re.findall(r"^: ", answers, re.M)))
    for page in sorted(CHAPTERS)
    for name, right, answers in QUESTION.findall(TEXTS[page])
}
BELIEFS = [
    [cell.strip() for cell in row.split(" | ")]
    for row in re.findall(
        r"^\| ([^|]+\. \| .*<q-.*) \|$", TEXTS["instructors"].split("(sec-slips)=")[0], re.M
    )
]


def test_each_belief_of_the_instructors_guide_has_a_row_that_can_be_read():
    table = TEXTS["instructors"].split("(sec-misconceptions)=")[1].split("(sec-slips)=")[0]
    assert len(BELIEFS) == len(re.findall(r"^\| ", table, re.M)) - 2  # without head and rule


@pytest.mark.parametrize(("belief", "question", "section"), BELIEFS)
def test_a_question_targets_the_belief_with_a_wrong_answer(belief, question, section):
    [(name, answers)] = re.findall(r"<(q-[\w-]+)>`: ([A-F, ]+)$", question)
    right, count = QUESTIONS[name]
    held = {"ABCDEF".index(letter) + 1 for letter in answers.split(", ")}
    assert held <= set(range(1, count + 1)) - right
    [label] = re.findall(r"`(sec-[\w-]+)`", section)
    pages = [page for page in CHAPTERS if f"({label})=" in TEXTS[page]]
    assert len(pages) == 1
    assert f":name: {name}\n" in TEXTS[pages[0]], "asked on another page than answered"


def core():
    """Return the chapters that the home page calls the core."""
    first, last = re.search(r"\{minutes\}`([\w-]+) to ([\w-]+)`", TEXTS["index"]).groups()
    [listed] = re.findall(rf"\n({first}\n.*?\n{last})\n", TEXTS["index"], re.S)
    return set(listed.split("\n"))


def test_the_quiz_asks_about_the_chapters_of_the_core():
    quiz = TEXTS["summary"].split("(sec-quiz)=")[1]
    led_to = {
        page
        for label in re.findall(r"See \{ref\}`(sec-[\w-]+)`", quiz)
        for page in CHAPTERS
        if f"({label})=" in TEXTS[page]
    }
    assert led_to <= core()
    assert len(led_to) > 0.75 * len(core())  # a chapter may come before its question in the quiz
    assert quiz.count(":::{question}") == quiz.count("See {ref}")


def test_most_chapters_have_a_demo_and_an_exercise_as_the_home_page_says():
    for mark in ("{exercise-start}", "from neurocalc.demos import"):
        assert sum(mark in TEXTS[page] for page in CHAPTERS) > len(CHAPTERS) / 2


def test_each_question_has_a_name_of_its_own():
    names = [name for page in PAGES for name in re.findall(r"^:name: (q-\S+)$", TEXTS[page], re.M)]
    assert len(names) == len(set(names))
