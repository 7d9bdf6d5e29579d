"""Which tests a change can touch: ``make test CHANGED=1`` runs those alone.

Demos and pages reach a test through Node, Sphinx and a browser, where no tool that watches Python
sees them. So the rule is one of folders, and where it knows nothing it leaves nothing out.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import PurePosixPath

BOOK = ["src", "book", "tools", "conf.py"]
#: What the tests of a folder look at. A changed file that is in none of these concerns all tests.
LOOKS_AT = {
    "src/neurocalc": ["src/neurocalc"],  # its doctests
    "tests/package": ["src/neurocalc", "book"],
    "tests/web": ["src", "tools"],
    "tests/book": BOOK,
    "tests/site": BOOK,
    "tests/formats": BOOK,
    "tests/project": [*BOOK, "bench", ".github", ".ci", "Makefile", "README.md", "CONTRIBUTING.md"],
}
#: A file of one demo.
DEMO = re.compile(r"src/(?:web|neurocalc)/demos/([a-z]\w*(?:-\w+)*)\.(?:js|py)")


def changed_files(root):
    """Files that differ from what the branch began with upstream, or else from the last commit."""
    base = _git(root, "merge-base", "HEAD", "@{upstream}") or ["HEAD"]
    tracked = _git(root, "diff", "--name-only", *base)
    return tracked + _git(root, "ls-files", "--others", "--exclude-standard")


def _git(root, *arguments):
    run = subprocess.run(["git", *arguments], cwd=root, capture_output=True, text=True, check=False)
    return run.stdout.splitlines()


def is_touched(test, about, changed, demos):
    """Whether one of the changed files can make a test pass or fail.

    Parameters
    ----------
    test : str
        The test's file, from the checkout on.
    about : collection
        What the test is run with: the values of its parameters.
    changed : list of str
        The changed files.
    demos : collection of str
        The names of the demos.
    """
    return any(_touches(file, test, about, demos) for file in changed)


def _touches(file, test, about, demos):
    if file.startswith("tests/"):
        return file == test or (not _is_test(file) and _is_below(test, _folder_of(file)))
    demo = _demo_of(file, demos)
    if demo and _demos_of(test, about, demos) - {demo}:
        return False  # it is about another one
    if not any(_is_below(file, name) for names in LOOKS_AT.values() for name in names):
        return True
    of_test = next((names for folder, names in LOOKS_AT.items() if _is_below(test, folder)), None)
    return of_test is None or any(_is_below(file, name) for name in of_test)


def _is_test(file):
    return PurePosixPath(file).match("test_*.py")


def _folder_of(file):
    """The folder whose tests share a helper: the first below ``tests``, or all of it."""
    return "/".join(PurePosixPath(file).parts[:2][: len(PurePosixPath(file).parts) - 1])


def _is_below(file, folder):
    return file == folder or file.startswith(f"{folder}/")


def _demo_of(file, demos):
    found = DEMO.fullmatch(file)
    name = found[1].replace("_", "-") if found else None
    return name if name in demos else None


def _demos_of(test, about, demos):
    """The demos that a test is about, by its file's name and by its parameters."""
    name = PurePosixPath(test).stem.removeprefix("test_demo_").replace("_", "-")
    return {one for one in (name, *about) if isinstance(one, str) and one in demos}
