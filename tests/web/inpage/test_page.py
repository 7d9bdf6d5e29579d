"""What a run shows, and what is said of an answer."""

from __future__ import annotations

import os

import numpy as np
import pytest

from inpage import limits
from neurocalc.palette import PALETTES
from tests.exercises import solution, starter


def test_prints_and_the_last_value_are_sent_in_their_order(page):
    assert page.run(1, "print('a')\n1 + 1")
    assert page.sent == [
        ("text", {"stream": "stdout", "text": "a\n"}),
        ("result", {"text": "2"}),
    ]


def test_cells_share_one_namespace(page):
    assert page.run(1, "x = 20")
    assert page.run(2, "print(x + 1)")
    assert page.printed() == "21\n"


def test_none_is_not_shown(page):
    assert page.run(1, "None")
    assert page.sent == []


def test_a_quiet_run_shows_nothing_but_keeps_its_names(page):
    assert page.run(1, "print('a')\nx = 1\nx", quiet=True)
    assert page.sent == []
    assert page.namespace["x"] == 1


def test_a_flood_of_text_is_clipped_and_counted(page):
    page.run(1, "for _ in range(100_000):\n    print('x' * 99)")
    assert page.printed() == ("x" * 99 + "\n") * (limits.PRINTED // 100)
    assert "9,900,000 more characters" in page.printed("stderr")
    assert len(page.sent) < 1000


def test_a_formula_of_sympy_is_sent_as_tex(page):
    page.run(1, "import sympy\nsympy.exp(sympy.Symbol('t')) / 2")
    [(_, content)] = page.sent
    assert content == {"latex": r"\displaystyle \frac{e^{t}}{2}", "text": "exp(t)/2"}


def test_a_demo_is_sent_as_its_name_and_state(page):
    page.run(1, "from neurocalc.demos import Gain\nGain(a=2.0)")
    [(kind, content)] = page.sent
    assert (kind, content["demo"]) == ("result", "gain")
    assert content["state"]["a"] == 2.0


def test_a_picture_of_the_book_is_drawn_for_both_themes(page):
    page.run(1, "from neurocalc.figures import rules\nrules.sigmoid_and_slope(theta=5)")
    [(_, content)] = page.sent
    drawings = content["picture"]["drawings"]
    assert PALETTES["light"].ink in drawings["light"]
    assert PALETTES["dark"].ink in drawings["dark"]
    assert len(content["picture"]["description"]) > 20


PLOT = """
import matplotlib
matplotlib.rc_file({rc!r})
matplotlib.use("module://inpage.backend")
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([0, 1], [0, 4], label="rise")
ax.set(title="A ramp", xlabel="time (s)", ylabel="rate", xlim=(0, 1), ylim=(0, 5))
"""


@pytest.mark.parametrize("ending", ["", "plt.show()", "fig"])
def test_a_figure_is_shown_once_with_its_title_axes_and_ranges_in_words(page, ending):
    code = PLOT.format(rc=os.path.join(os.environ["MATPLOTLIBRC"], "matplotlibrc"))
    assert page.run(1, code + ending), page.sent
    pictures = [content["picture"] for _, content in page.sent if "picture" in content]
    assert len(pictures) == 1
    words = "Figure. A ramp: time (s) from 0 to 1; rate from 0 to 5; 1 line: rise."
    assert pictures[0]["description"] == words
    light, dark = pictures[0]["drawings"]["light"], pictures[0]["drawings"]["dark"]
    assert PALETTES["light"].function in light
    assert PALETTES["dark"].function in dark
    assert PALETTES["light"].function not in dark


def test_a_line_is_shown_before_the_work_that_follows_it(page):
    seen = []
    page.namespace["look"] = lambda: seen.extend(page.sent)
    page.run(1, "print('reached')\nlook()")
    assert seen == [("text", {"stream": "stdout", "text": "reached\n"})]


# -- Exercises ------------------------------------------------------------------------------------


def test_a_worked_solution_passes_and_a_starter_does_not(page):
    assert page.check(1, solution("x1"), "x1")["passed"]
    told = page.check(1, starter("x1"), "x1")
    assert not told["passed"]
    assert "du_dt is still empty" in told["message"]


def test_an_answer_left_over_from_another_cell_does_not_count(page):
    page.run(1, solution("x2"))
    told = page.check(2, "print('Right. All three fit.')", "x2")
    assert not told["passed"]
    assert "du_da" in told["message"]


def test_an_answer_that_fails_has_no_feedback_but_its_error(page):
    assert page.check(1, "1 / 0", "x1") is None
    assert page.error()["name"] == "ZeroDivisionError"


def test_what_a_reader_calls_neurocalc_does_not_change_the_check(page):
    text = "class neurocalc: pass\nchecks = check_chain_rule = lambda *a: True\n"
    told = page.check(1, text + "du_da = dr_du = dr_da = 1", "x2")
    assert not told["passed"]
    answers = "\nneurocalc = check_chain_rule = None"
    assert page.check(2, solution("x2") + answers, "x2")["passed"]


def test_an_answer_of_float32_is_as_right(page):
    text = solution("x2").replace("np.linspace(0, 1, 11)", "np.linspace(0, 1, 11, dtype='f4')")
    assert text != solution("x2")
    assert page.check(1, text, "x2")["passed"]
    assert page.namespace["dr_da"].dtype == np.float32
