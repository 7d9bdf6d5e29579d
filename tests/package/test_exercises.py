"""The exercises as a student meets them: the starter, the worked solution, and many attempts."""

import contextlib
import io
from collections import Counter

import pytest

from neurocalc import checks
from tests import exercises

LABELS = exercises.labels()


def run(text):
    """Run a cell by itself; return the names that it leaves behind, and what it prints."""
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(text, "<cell>", "exec"), names)
    return names, printed.getvalue()


def attempts(which):
    return pytest.mark.parametrize("attempt", which, ids=str)


def test_the_book_has_a_check_and_attempts_for_every_exercise():
    assert LABELS == list(checks.EXERCISES) == exercises.labels_of_attempts()
    assert [f"x{k}" for k in range(1, len(LABELS) + 1)] == LABELS


@pytest.mark.parametrize("exercise", LABELS)
def test_a_starter_runs_as_it_is_and_says_to_replace_the_dots(exercise):
    names, printed = run(exercises.starter(exercise))
    feedback = checks.check(exercise, names)
    assert feedback.code == "empty"
    assert "replace the" in feedback.message
    assert printed == f"{feedback}\n"


@pytest.mark.parametrize("exercise", LABELS)
def test_the_worked_solution_is_right(exercise):
    names, printed = run(exercises.setup(exercise) + exercises.solution(exercise))
    feedback = checks.check(exercise, names)
    assert feedback.passed
    assert printed.splitlines()[-1] == str(feedback)


@attempts(exercises.RIGHT)
def test_an_answer_written_in_another_way_is_right(attempt):
    names, printed = run(attempt.text)
    feedback = checks.check(attempt.exercise, names)
    assert feedback.code == attempt.code == "right", str(feedback)
    assert printed == f"{feedback}\n"


@attempts(exercises.WRONG)
def test_a_usual_mistake_is_called_by_its_name(attempt):
    names, printed = run(attempt.text)
    feedback = checks.check(attempt.exercise, names)
    assert not feedback.passed
    assert feedback.code == attempt.code, str(feedback)
    assert printed == f"{feedback}\n"


@pytest.mark.parametrize("exercise", LABELS)
def test_each_mistake_in_an_exercise_has_a_message_of_its_own(exercise):
    wrong = [attempt for attempt in exercises.WRONG if attempt.exercise == exercise]
    messages = {checks.check(exercise, run(attempt.text)[0]).message for attempt in wrong}
    assert len(messages) == len(wrong)


@pytest.mark.parametrize("which", [exercises.RIGHT, exercises.WRONG])
def test_there_are_many_attempts_at_each_exercise_and_all_have_names(which):
    counts = Counter(attempt.exercise for attempt in which)
    assert list(counts) == LABELS
    assert min(counts.values()) >= 8
    assert len(set(map(str, which))) == len(which)


def test_lines_take_the_place_of_the_dots_and_leave_the_rest_of_the_starter():
    starter = "a = 1\n\n\ndef f(x):\n    return ...\n\n\nb = ...  # one number\n\nprint(f(b))\n"
    lines = "\n    f = abs\n    if a:\n        b = -2\n"
    assert exercises.fill(starter, lines) == (
        "a = 1\n\n\nf = abs\nif a:\n    b = -2\n\nprint(f(b))\n"
    )
