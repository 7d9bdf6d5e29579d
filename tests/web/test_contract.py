"""The names on which the book's Python and the page's scripts agree."""

from __future__ import annotations

import ast
import json
import re
from itertools import chain

import pytest

from bookext import contract
from inpage.page import Page
from tests.exercises import solution
from tests.programs import ROOT, run_node

DEFINITIONS = {"contract.py", "messages.py"}
SCRIPTS = sorted(
    script
    for script in chain((ROOT / "src/web").rglob("*.js"), (ROOT / "book/_static").glob("*.js"))
    if "generated" not in script.parts
)
MODULES = sorted(
    module
    for folder in ("bookext", "inpage")
    for module in (ROOT / "src" / folder).rglob("*.py")
    if module.name not in DEFINITIONS
)
_COMMENT_OR_TEXT = re.compile(
    r"//[^\n]*|/\*[\s\S]*?\*/|" r'"((?:\\.|[^"\\\n])*)"|' r"'((?:\\.|[^'\\\n])*)'|" r"`([^`]*)`"
)
_IMPORT = re.compile(r'(?:\bfrom|\bimport)\s*\(?\s*"[^"\n]*"')


def texts_of_script(code):
    """The texts in a script: no comments, and no addresses of other scripts."""
    found = _COMMENT_OR_TEXT.finditer(_IMPORT.sub("", code))
    return [next(filter(None, match.groups()), "") for match in found]


def texts_of_module(code):
    """The texts in a module, without its docstrings."""
    tree = ast.parse(code)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if id(node) not in docstrings
    ]


def distinctive(groups):
    """Names that no sentence and no other table would use by chance, as patterns."""
    for group in groups:
        for name in filter(lambda one: re.search(r"\W", str(one)), group):
            yield rf"(?<![\w-]){re.escape(name)}" + ("" if name.endswith("-") else r"(?![\w-])")


BLOCKS = "|".join(
    group.block for group in (contract.QUESTION, contract.PICTURE, contract.DEMO, contract.REPORT)
)
DATA = "|".join(contract.DATA)
KEPT = (contract.STORAGE,)
WRITTEN = [group for group in contract.SHARED.values() if group not in KEPT]


def copies(texts, *patterns):
    wanted = re.compile("|".join(patterns))
    return [text for text in texts if wanted.search(text)]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_takes_the_names_of_pages_from_the_contract(script):
    code = script.read_text(encoding="utf-8")
    selectors = (rf"(?<!\w)\.(?:{BLOCKS})(?![\w-])", rf"data-(?:{DATA})(?![\w-])")
    names = distinctive([*WRITTEN, *KEPT])
    assert copies(texts_of_script(code), *names, *selectors) == []
    assert re.findall(rf"dataset\.(?:{DATA})\b", code) == []
    assert re.findall(rf'\bkind === "(?:{"|".join(contract.MESSAGE)})"', code) == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_takes_the_names_of_pages_from_the_contract(module):
    code = module.read_text(encoding="utf-8")
    markup = (rf'class="(?:{BLOCKS})(?![\w-])', rf"data-(?:{DATA})(?![\w-])")
    names = distinctive([*WRITTEN, contract.MIME])
    assert copies(texts_of_module(code), *names, *markup) == []
    assert re.findall(rf'\bsend\("(?:{"|".join(contract.MESSAGE)})"', code) == []


@pytest.mark.parametrize("name", sorted(set(contract.SHARED) - {"STORAGE"}))
def test_some_script_reads_every_name(name):
    code = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS)
    group = contract.SHARED[name]
    assert [one for one in group._fields if not re.search(rf"\b{name}\.{one}\b", code)] == []


READ = """
import {readFileSync} from "node:fs";
import {isAnswer, read} from "./src/web/cells/messages.js";

const [events, feedback] = JSON.parse(readFileSync(0, "utf8"));
const taken = events.map(([kind, content]) =>
  Boolean(read(JSON.stringify({number: 1, kind, content}))));
console.log(JSON.stringify([...taken, isAnswer("check", feedback)]));
"""
RUNS = [
    "print('a')\n1 + 1",
    "import sympy\nsympy.Symbol('t') ** 2",
    "from neurocalc.demos import Gain\nGain(a=2.0)",
    "from neurocalc.figures import rules\nrules.sigmoid_and_slope(theta=5)",
    "2 ^ 3",
    "print(3 − 1)",
    "1 / 0",
]


def test_the_page_takes_all_that_python_tells(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("MATPLOTLIBRC", "")
    monkeypatch.setattr("builtins.input", input)
    told = []
    page = Page(lambda kind, content: told.append((kind, content)))
    for number, code in enumerate(RUNS, start=1):
        page.run(number, code)
    feedback = page.check(len(RUNS) + 1, solution("x1"), "x1")
    assert {kind for kind, _ in told} == set(contract.MESSAGE)
    taken = run_node("--input-type=module", "-e", READ, input=json.dumps([told, feedback]))
    assert json.loads(taken) == [True] * (len(told) + 1)


def test_areas_begin_where_the_demo_of_areas_does():
    starts = contract.integration_starts()
    assert starts["sine"] == starts["sigmoid"] == -10
    assert starts["synaptic_current"] == 0
