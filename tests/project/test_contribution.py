"""Whoever adds a page, a question, an exercise and a demo touches no more than the guide says.

A copy of the checkout gets them as a contributor would write them. Then every format of a book of
that one page is built, and the tests that already are there prove what is new.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup

from neurocalc import checks
from tests.built import ROOT
from tests.programs import run
from tests.project.trial import DEMO, EXERCISE, PAGE, PICTURE
from tools.books import build

pytestmark = pytest.mark.xdist_group("contribution")
LABEL = f"x{len(checks.EXERCISES) + 1}"
INDEX = "(chap-home)=\n# Home\n\n```{toctree}\n:numbered: 1\n\ntrial\n```\n"
# The tests that know the new files by themselves.
OWN_TESTS = [
    "tests/package/test_exercises.py",
    "tests/package/test_checks.py",
    "tests/package/test_demos.py",
    "tests/book/test_numbers.py",
    "tests/book/test_notation.py",
    "tests/book/test_glossary.py",
    "tests/book/test_questions.py",
    "src/neurocalc/checks",
    "src/neurocalc/demos",
]
OF_THE_NEW = f"{LABEL} or check_parabola or trial or the_book_has or quiz or name_of_its_own"
IN_THE_BROWSER = "trial and (parabola or looks or dragged or keys_of or address)"


def copy_sources(folder):
    """Copy what git knows, or would be told of, and link what is installed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():  # and has not been removed since
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for installed in (".venv", "node_modules"):
        (folder / installed).symlink_to(ROOT / installed)


def contribute(folder):
    """Write the new files, and list the page."""
    for name, text in (PAGE | EXERCISE | DEMO).items():
        path = folder / name.replace("x0", LABEL)
        assert not path.exists()
        path.write_text(text.replace("x0", LABEL).replace("X0", LABEL.upper()), encoding="utf-8")
    index = folder / "book" / "index.md"
    chapters = re.compile(r"(:numbered: 1\n.*?)(?=```)", re.S)
    index.write_text(chapters.sub(r"\1trial\n", index.read_text("utf-8")), encoding="utf-8")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory):
    """The checkout with the contribution."""
    folder = tmp_path_factory.mktemp("contribution")
    copy_sources(folder)
    contribute(folder)
    return folder


@pytest.fixture(scope="module")
def small(checkout, tmp_path_factory):
    """The same with a book of the new page alone, whose cells are run once."""
    folder = tmp_path_factory.mktemp("small") / "book"
    shutil.copytree(checkout, folder, symlinks=True)
    for page in (folder / "book").glob("*.md"):
        if page.name != "trial.md":
            page.unlink()
    (folder / "book" / "index.md").write_text(INDEX, encoding="utf-8")
    build_small(folder, "html")
    return folder


def build_small(folder, builder):
    """Build one format without a warning; return where it is."""
    place = folder / "build" / ("site" if builder == "html" else builder)
    build(folder, place, builder=builder, cache=folder / "cache")
    return place


def pytest_in(folder, *arguments, **environment):
    """Run tests in a copy; return what they say."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", "0"]
    return run(*command, *arguments, folder=folder, **environment)


def test_a_page_is_one_file_an_exercise_two_more_and_a_demo_four(checkout):
    new = {name.replace("x0", LABEL) for name in (PAGE | EXERCISE | DEMO)}
    found = {
        path.relative_to(checkout).as_posix()
        for folder in ("book", "src", "tests")
        for path in (checkout / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in found if not (ROOT / name).exists()} == new
    changed = [
        name for name in found - new if (checkout / name).read_bytes() != (ROOT / name).read_bytes()
    ]
    assert changed == ["book/index.md"], "where the page is listed"
    assert [len(PAGE), len(EXERCISE), len([*DEMO, PICTURE])] == [1, 2, 4]


def test_the_new_page_has_its_question_exercise_and_demo_on_the_web(small):
    page = BeautifulSoup((small / "build" / "site" / "trial.html").read_bytes(), "html5lib")
    assert page.select_one("#q-trial-turn details.answer-right")
    assert page.select_one(f"#{LABEL}")
    assert page.select_one(f"#{LABEL}-hint-1")
    assert "The slope of a parabola is a line." in page.select_one(f"#{LABEL}-solution").get_text()
    assert "The parabola is 3.00 high" in page.select_one(".demo#trial").get_text()
    assert (small / "build" / "site" / "embed" / "trial.html").exists()


def test_the_new_page_is_in_the_epub(small):
    [packed] = build_small(small, "epub").glob("*.epub")
    page = ZipFile(packed).read("trial.xhtml").decode()
    assert "Does the stretching matter?" in page
    assert "comes down in front" in page
    assert "The parabola is 3.00 high" in page, "the words of the demo's first frame"


def test_the_new_page_is_in_the_pdf(small):
    place = build_small(small, "pdf")
    assert (place / "book.pdf").exists()
    text = (place / "book.tex").read_text("utf-8")
    assert "Does the stretching matter?" in text
    assert "comes down in front" in text
    assert "sphinxincludegraphics" in text, "the demo's first frame"


def test_the_new_page_is_a_notebook(small):
    place = build_small(small, "notebooks") / "complete" / "trial.ipynb"
    cells = json.loads(place.read_text("utf-8"))["cells"]
    assert any("check_parabola(df_dt)" in "".join(cell["source"]) for cell in cells)


def test_what_is_new_is_proven_by_the_tests_that_are_there(checkout):
    told = pytest_in(checkout, *OWN_TESTS, "-vv", "-k", OF_THE_NEW)
    for proof in (
        f"test_a_starter_runs_as_it_is_and_says_to_replace_the_dots[{LABEL}]",
        f"test_an_answer_written_in_another_way_is_right[{LABEL}: a list]",
        f"test_a_usual_mistake_is_called_by_its_name[{LABEL}: an integral]",
        "test_no_two_mistakes_look_alike_and_none_looks_right[check_parabola df_dt]",
        "test_every_decimal_in_the_prose_is_computed_or_given[trial]",
        "test_every_letter_of_a_page_is_in_its_table_or_explained_where_it_stands[trial]",
        "test_every_term_in_italics_has_its_entry[trial]",
        f"neurocalc.checks.{LABEL}.check_parabola",
        "neurocalc.demos.trial.Trial",
    ):
        assert f"{proof} PASSED" in told, proof


def test_the_new_demo_plays_and_looks_as_its_picture_does(small):
    tests = ["tests/site/test_demo_trial.py", "tests/site/test_demos.py", "-k", IN_THE_BROWSER]
    pytest_in(small, *tests, NEW_PICTURES="1")
    assert (small / PICTURE).exists()


def test_the_guide_names_these_files_and_no_others():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    checklist = guide.split("## Checklist: a page, a question, an exercise, a demo\n")[1]
    checklist = checklist.split("\n## ")[0].partition("\n- ")[2]
    named = set(re.findall(r"`((?:book|src|tests)/[\w/-]+\.\w+)`", checklist))
    meant = {re.sub(r"my[-_](?:page|demo)", "trial", re.sub(r"x\d+", "x0", name)) for name in named}
    assert meant == {*PAGE, *EXERCISE, *DEMO, PICTURE, "book/index.md"}
