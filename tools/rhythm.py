"""How many words a reader passes from one thing to do to the next."""

from __future__ import annotations

import re

from neurocalc import demos

_FENCE = re.compile(r"^(`{3,}|:{3,})\{([\w-]+)\} ?(.*)$")
_NAMES = "|".join(one.__name__ for one in demos.ALL)
_DEMO = re.compile(rf"^(?:{_NAMES})\([^()]*\)$", re.M)  # and no still, which only looks like one
_CAPTION = re.compile(r"caption: \|\n(.*?)\n---", re.S)
_UNSEEN = re.compile(r"^\([\w-]+\)=$|^:[\w-]+:.*$|^[:`]{3,}$")
#: Directives whose words nobody reads one after the other: formulas, tables of letters, hints.
_PASSED_OVER = {"math", "symbols", "dropdown", "exercise-end", "solution-end"}


def blocks(source):
    """Cut a page's source into blocks, each with its kind and its words.

    Parameters
    ----------
    source : str
        The MyST text of a page.

    Yields
    ------
    tuple of str
        ``"text"`` with the text; ``"demo"``, ``"question"``, ``"exercise"`` or ``"starter"``;
        ``"predict"`` with what it asks; ``"cell"`` for code that is seen.
    """
    lines = re.sub(r"\A---\n.*?\n---\n", "", source, flags=re.S).split("\n")
    here = 0
    while here < len(lines):
        fence = _FENCE.match(lines[here])
        if not fence:
            if lines[here].strip() and not _UNSEEN.match(lines[here]):
                yield "text", lines[here]
            here += 1
            continue
        marks, kind, title = fence.groups()
        ends = {"exercise-start": "exercise-end", "solution-start": "solution-end"}
        end = f"{marks}{{{ends[kind]}}}" if kind in ends else marks
        last = next(k for k in range(here + 1, len(lines)) if lines[k].strip() == end)
        inside = "\n".join(lines[here + 1 : last])
        if kind == "code-cell":
            yield from _cell(inside)
        elif kind == "question":
            yield "question", title
        elif kind == "exercise-start":
            yield "exercise", title
        elif kind == "admonition" and ":class: predict" in inside:
            yield "predict", inside.replace(":class: predict", "")
        elif kind not in _PASSED_OVER and kind not in ends:
            here += 1  # what it holds is read like any other text
            continue
        here = last + 1


def _cell(inside):
    """Say what a reader meets in a cell's place."""
    if _DEMO.search(inside):
        yield "demo", ""
    elif "skip-execution" in inside:
        yield "starter", ""
    elif "hide-input" not in inside:
        yield "cell", ""
    if caption := _CAPTION.search(inside):
        yield "text", caption[1]


def stretches(source):
    """Count the words from one thing to do to the next.

    A thing to do is a demo, a question, an exercise, or a cell to run with a prediction to make
    before it: any other cell shows what it printed, and asks for nothing.

    Parameters
    ----------
    source : str
        The MyST text of a page.

    Returns
    -------
    list of tuple of (int, str)
        The words of each stretch, and its first ones, to find it by.
    """
    found, words, before = [], [], None
    for kind, text in blocks(source):
        is_task = kind in ("demo", "question", "exercise", "starter")
        if is_task or (kind == "cell" and before == "predict"):
            found.append(words)
            words = []
        if kind in ("text", "predict"):
            words += re.findall(r"\S*\w\S*", re.sub(r"\$[^$]*\$", "x", text))
        before = kind
    return [(len(some), " ".join(some[:12])) for some in [*found, words]]
