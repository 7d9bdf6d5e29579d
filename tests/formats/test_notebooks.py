"""The notebooks: nothing but Markdown and Python, and they run wherever the wheel is installed."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
import subprocess
import sysconfig
import venv
from collections import Counter
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import nbformat
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nbconvert.filters import markdown2html

from bookext.formats import editions
from bookext.formats.markdown import Markdown
from bookext.formats.notebooks import installation
from neurocalc import __version__, demos
from tests import exercises
from tests.browser import serve
from tests.built import ROOT, SITE, parse
from tests.playing import described
from tests.site.test_links import complaint
from tools.books import FRONT_MATTER, build, lay_out

NOTEBOOKS = ROOT / "build" / "site" / "notebooks"
WHEEL = NOTEBOOKS / Path(editions.WHEEL).name
SOURCES = {
    path.stem: text
    for path in sorted((ROOT / "book").glob("*.md"))
    if "file_format: mystnb" in (text := path.read_text(encoding="utf-8"))
}
SOLUTION = re.compile(r"^```\{solution-start\}.*?^```\{solution-end\}", re.S | re.M)
UNSOLVED = "skip-execution"

pages = pytest.mark.parametrize("page", SOURCES)
editions_of_pages = pytest.mark.parametrize(
    "edition", [f"{folder}{page}" for page in SOURCES for folder in ("", "complete/")]
)


@cache
def read(edition):
    """A notebook by its name, such as filters or complete/filters."""
    path = NOTEBOOKS / f"{edition}.ipynb"
    if not path.exists():
        pytest.fail("The notebooks have not been built: run `make` first.")
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


def cells(edition, kind):
    """The cells of the page itself: the first two, which explain and install, are not on it."""
    return [cell for cell in read(edition).cells[2:] if cell.cell_type == kind]


def is_unsolved(cell):
    return UNSOLVED in cell.metadata.get("tags", [])


@cache
def rendered(edition):
    """The Markdown of a notebook as nbviewer and the previews of forges render it."""
    texts = (cell.source for cell in read(edition).cells if cell.cell_type == "markdown")
    return BeautifulSoup("".join(map(markdown2html, texts)), "html5lib")


# -- What is in them ------------------------------------------------------------------------------


@editions_of_pages
def test_a_notebook_is_valid_and_asks_for_python(edition):
    notebook = read(edition)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert notebook.metadata.kernelspec.name == "python3"


@pages
def test_cells_are_named_after_the_labels_of_their_places_and_alike_in_both_editions(page):
    student, complete = (
        [(cell.id, cell.cell_type) for cell in read(edition).cells]
        for edition in (page, f"complete/{page}")
    )
    assert [name for name, n in Counter(complete).items() if n > 1] == []
    assert [cell for cell in student if cell not in complete] == []
    assert all("-solution-" in name for name, _kind in set(complete) - set(student))
    labels = re.findall(r"^\((?:chap|sec)-(.*)\)=$|^:label: (x.*)$", SOURCES[page], re.M)
    places = {name.rpartition("-")[0] for name, _kind in complete[2:]}
    assert places <= {"".join(label) for label in labels}


@pages
def test_the_code_is_that_of_the_page_and_the_student_misses_only_the_solutions(page):
    for edition, source in {
        f"complete/{page}": SOURCES[page],
        page: SOLUTION.sub("", SOURCES[page]),
    }.items():
        expected = [code.strip() for _options, code in exercises.CELL.findall(source)]
        assert [cell.source for cell in cells(edition, "code")] == expected


@pytest.mark.parametrize("exercise", exercises.labels())
def test_the_student_finds_no_solution_where_the_complete_notebook_has_it(exercise):
    page = exercises.page(exercise)
    code = exercises.solution(exercise).strip()
    sentences = [
        p.get_text() for p in parse(SITE / f"{page}.html").select(f"#{exercise}-solution p")
    ]
    assert sentences
    assert code in [cell.source for cell in cells(f"complete/{page}", "code")]
    elsewhere = SOLUTION.sub("", SOURCES[page]).splitlines()
    given_away = {line for cell in read(page).cells for line in cell.source.splitlines()}
    assert given_away & (set(code.splitlines()) - set(elsewhere)) == set()
    shown = words(rendered(page))
    assert [sentence for sentence in sentences if words(sentence) in shown] == []


@pages
def test_only_the_complete_notebook_has_outputs_and_they_are_those_of_the_page(page):
    assert not any(cell.outputs or cell.execution_count for cell in cells(page, "code"))
    complete = [cell for cell in cells(f"complete/{page}", "code") if cell.outputs]
    assert not any(map(is_unsolved, complete))
    printed = [
        "".join(output.text for output in cell.outputs if output.output_type == "stream")
        for cell in complete
    ]
    on_page = parse(SITE / f"{page}.html").select(".cell_output")
    expected = ["".join(pre.get_text() for pre in one.select(".stream pre")) for one in on_page]
    assert [text.strip() for text in printed] == [text.strip() for text in expected]


@pages
def test_a_picture_is_an_image_that_every_preview_shows_and_a_description(page):
    drawn = [
        output
        for cell in cells(f"complete/{page}", "code")
        for output in cell.outputs
        if "data" in output
    ]
    on_page = parse(SITE / f"{page}.html")
    figures = on_page.select(".cell_output figure, .cell_output .picture")
    assert bool(drawn) == bool(figures)
    for output in drawn:
        assert set(output.data) == {"image/png", "text/plain"}
        assert " ".join(output.data["text/plain"].split()) in described(on_page)
        assert output.metadata["image/png"]["width"] > 500


@editions_of_pages
def test_code_that_only_draws_is_folded_and_unfinished_code_stops_nothing(edition):
    for cell in cells(edition, "code"):
        tags = cell.metadata.get("tags", [])
        assert cell.metadata.get("jupyter", {}).get("source_hidden", False) == (
            "hide-input" in tags
        )
        assert (UNSOLVED in tags) == ("raises-exception" in tags)


# -- How they read --------------------------------------------------------------------------------

MYST = {
    "a directive": r"^\s*(>\s*)?(`{3,}|:{3,})\s*\{",
    "the end of a directive": r"^\s*(>\s*)?:{3,}\s*$",
    "a role": r"\{[a-z][a-z:+-]*\}`",
    "a label": r"^\([\w-]+\)=\s*$",
    "an option": r"^\s*:[a-z][a-z-]*:( |$)",
    "a substitution": r"\{\{ *\w+ *\}\}",
    "a comment": r"^%(?!pip)",
    "a citation": r"\{cite",
    "a pending reference": r"<[a-z]+-[\w-]+>`",
}


@editions_of_pages
def test_no_mark_of_myst_is_left(edition):
    found = [
        (cell.id, what)
        for cell in read(edition).cells
        if cell.cell_type == "markdown"
        for what, pattern in MYST.items()
        if re.search(pattern, cell.source, re.M)
    ]
    assert found == []


def formula(latex):
    """A formula without what differs on purpose: spaces, and characters that HTML would take."""
    return re.sub(r"\s", "", latex.replace(r"\lt", "<").replace(r"\vert", "|"))


def words(text):
    """The letters of a text, or of parsed HTML, with formulas as LaTeX and without spaces."""
    text = text if isinstance(text, str) else text.get_text()
    text = re.sub(r"\$\$?([^$]+)\$\$?", lambda found: f"${formula(found[1])}$", text)
    return re.sub(r"\s", "", text)


@pages
def test_every_sentence_of_the_page_is_in_the_complete_notebook_and_reads_the_same(page):
    article = BeautifulSoup((SITE / f"{page}.html").read_bytes(), "html5lib").article
    for typeset in article.select(".katex"):
        typeset.replace_with(f"${formula(typeset.annotation.get_text())}$")
    for number in article.select("figcaption .caption-number"):
        number.string = f"{number.get_text().strip()}:"
    elsewhere = ".headerlink, .answer-letter, .demo, .run-page, .cell_input, .closing"
    for mark in article.select(elsewhere):
        mark.decompose()  # what only the page has
    said = words(rendered(f"complete/{page}"))
    elements = article.select("h1, h2, h3, p, td, th, figcaption, summary:not(.hide *)")
    assert len(elements) > 20
    assert [e.get_text() for e in elements if words(e) not in said] == []


@pages
def test_equations_keep_their_numbers_in_the_order_of_the_page(page):
    shown = [
        number
        for cell in cells(f"complete/{page}", "markdown")
        for number in re.findall(r"\\tag\{(.*?)\}", cell.source)
    ]
    on_page = parse(SITE / f"{page}.html").select("article .eqno")
    expected = [re.search(r"[\d.]+", number.get_text())[0] for number in on_page]
    assert shown == expected


@editions_of_pages
def test_every_link_leads_to_a_place_of_the_site_or_to_another_one(edition):
    links = [link["href"] for link in rendered(edition).select("a[href]:not(.anchor-link)")]
    up = "../" * (edition.count("/") + 1)
    home = links[0].removesuffix(f"{edition.rpartition('/')[2]}.html")  # leads to the page itself
    assert home == up or home.startswith("https://")
    here = NOTEBOOKS / f"{edition}.ipynb"
    on_site = [up + link.removeprefix(home) for link in links if link.startswith(home)]
    as_on_site = SITE / here.relative_to(NOTEBOOKS.parent)
    assert [said for link in on_site if (said := complaint(link, as_on_site))] == []
    assert [a for a in links if not a.startswith((home, "https://"))] == []


# -- The words between the marks ------------------------------------------------------------------

# nbviewer and the previews of forges use the first, VS Code the second; JupyterLab's is alike.
RENDERERS = {
    "mistune": markdown2html,
    "markdown-it": MarkdownIt("commonmark").enable(["table", "strikethrough"]).render,
}
renderers = pytest.mark.parametrize("render", RENDERERS.values(), ids=list(RENDERERS))
SIGNS = st.text(alphabet="ab1 *_`<>&;#+-.()[]!|~\\:/=", min_size=1)


def written(*found, site="../"):
    return Markdown(site, "page.html", {"displaymath": {"eq": (3, 1)}}).blocks(found)


def paragraph(*parts):
    return nodes.paragraph("", "", *parts)


def text_of(html):
    return " ".join(BeautifulSoup(html, "html5lib").body.get_text().split())


@renderers
@given(signs=SIGNS.map(lambda signs: " ".join(signs.split())).filter(bool))
def test_a_sentence_reads_as_it_was_written_whatever_signs_are_in_it(render, signs):
    html = render(written(paragraph(nodes.Text(signs))))
    assert text_of(html) == signs
    assert {element.name for element in BeautifulSoup(html, "html5lib").body.find_all()} == {"p"}


@renderers
@given(signs=SIGNS.map(str.strip).filter(bool))
def test_code_in_a_line_reads_as_it_was_written(render, signs):
    html = render(written(paragraph(nodes.Text("see "), nodes.literal(text=signs))))
    [code] = BeautifulSoup(html, "html5lib").select("code")
    assert code.get_text() == signs


def row(*parts):
    return nodes.row("", *(nodes.entry("", paragraph(part)) for part in parts))


@renderers
def test_a_bar_in_a_table_does_not_end_its_cell(render):
    body = [row(nodes.math(text="|x|"), nodes.Text("a|b")), row(nodes.Text("c"), nodes.Text("d"))]
    head = nodes.thead("", row(nodes.Text("A"), nodes.Text("B")))
    table = nodes.table("", nodes.tgroup("", head, nodes.tbody("", *body), cols=2))
    html = BeautifulSoup(render(written(table)), "html5lib")
    rows = [[cell.get_text() for cell in one.select("th, td")] for one in html.select("tr")]
    assert rows == [["A", "B"], [r"$\vert x\vert$", "a|b"], ["c", "d"]]


def test_a_formula_holds_nothing_that_html_would_take_for_a_tag():
    assert written(paragraph(nodes.math(text="0<t\n<1"))) == r"$0\lt t \lt 1$"


def test_a_formula_keeps_to_one_line_where_other_marks_begin_the_lines():
    formula = nodes.math_block(text="a\n= b", number=1, ids=["eq"])
    title = nodes.title("", "Sum")
    boxed = written(nodes.admonition("", title, formula))
    assert boxed == "> **Sum**\n>\n> $$a = b \\tag{3.1}$$"


@renderers
def test_links_lead_to_the_site_and_links_elsewhere_stay(render):
    links = [
        nodes.reference("", "one", refid="sec-one"),
        nodes.reference("", "two", refuri="other.html#x", internal=True),
        nodes.reference("", "three", refuri="https://example.org/a_(b)"),
    ]
    html = render(written(paragraph(*links), site="https://book.example/"))
    assert [a["href"] for a in BeautifulSoup(html, "html5lib").select("a")] == [
        "https://book.example/page.html#sec-one",
        "https://book.example/other.html#x",
        "https://example.org/a_%28b%29",
    ]


# -- How they run ---------------------------------------------------------------------------------


def environment(folder, wheel=None):
    """Make a Python that has the book's packages and, if it is given, the wheel; return its path.

    The file that puts src/ on the path of this environment does not count for another one.
    """
    venv.create(folder, symlinks=True)
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "packages.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    if wheel:
        ZipFile(wheel).extractall(packages)
    kernel = folder / "share" / "jupyter" / "kernels" / "python3" / "kernel.json"
    kernel.parent.mkdir(parents=True)
    python = str(folder / "bin" / "python")
    command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    kernel.write_text(json.dumps({"argv": command, "display_name": "Python 3"}), encoding="utf-8")
    return python


def run(python, *arguments, cwd):
    """Run a module in such an environment, without a network, and return what it says."""
    own = ("PYTHON", "IPYTHON", "JUPYTER", "NEUROCALC")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    clean |= {"IPYTHONDIR": str(cwd / "ipython"), "PIP_NO_INDEX": "1"}
    clean |= {"JUPYTER_PATH": str(Path(python).parents[1] / "share" / "jupyter")}
    done = subprocess.run(
        [python, "-m", *arguments], cwd=cwd, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def fresh(tmp_path_factory):
    """An environment that has installed the wheel and knows nothing of the checkout."""
    return environment(tmp_path_factory.mktemp("fresh"), WHEEL)


def test_pages_run_from_top_to_bottom_where_only_the_wheel_is_installed(fresh, tmp_path):
    chain = {}
    for page in SOURCES:
        # As students run them, dots and all; then what the complete edition adds, the solutions.
        for edition in (page, f"complete/{page}"):
            for cell in copy.deepcopy(read(edition).cells):
                if is_unsolved(cell):
                    cell.metadata.tags.remove(UNSOLVED)
                chain.setdefault(cell.id, cell)
        # One kernel for all imports what they share once; after each page it forgets all names.
        chain[page] = nbformat.v4.new_code_cell("%reset -f")
    path = tmp_path / "all.ipynb"
    whole = nbformat.v4.new_notebook(cells=[*chain.values()], metadata=read(page).metadata)
    nbformat.write(whole, path)
    run(fresh, "pytest", "--nbmake", "--overwrite", "-p", "no:cacheprovider", ".", cwd=tmp_path)

    ran = {cell.id: cell for cell in nbformat.read(path, as_version=4).cells}
    starters = {name: cell for name, cell in ran.items() if re.fullmatch(r"x\d+-02", name)}
    assert len(starters) == sum(text.count("{exercise-start}") for text in SOURCES.values())
    for name, cell in starters.items():
        [output] = cell.outputs
        assert output.text.startswith("Not yet"), name


def place_of_neurocalc(python, cwd):
    return run(python, "IPython", "-c", "import neurocalc; print(neurocalc.__file__)", cwd=cwd)


def install(python, book_url, cwd):
    """Run the cell that installs, as it stands in a notebook in the folder `cwd`."""
    (cwd / "cell.ipy").write_text(installation(book_url), encoding="utf-8")
    return run(python, "IPython", "cell.ipy", cwd=cwd)


@pytest.fixture
def bare(tmp_path):
    """An environment without neurocalc."""
    return environment(tmp_path / "bare")


@pytest.mark.parametrize("place", [".", "complete"])
def test_the_first_cell_installs_the_wheel_that_lies_beside_the_notebook(bare, tmp_path, place):
    folder = tmp_path / "some folder"
    (folder / "complete").mkdir(parents=True)
    shutil.copy(WHEEL, folder)
    install(bare, "", folder / place)
    assert str(tmp_path / "bare") in place_of_neurocalc(bare, folder)


def test_the_first_cell_installs_the_wheel_that_the_site_serves(bare, tmp_path):
    with serve(NOTEBOOKS.parent) as address:
        install(bare, address, tmp_path)
    assert str(tmp_path / "bare") in place_of_neurocalc(bare, tmp_path)


def test_the_first_cell_says_in_plain_words_what_to_do_where_there_is_no_wheel(bare, tmp_path):
    assert install(bare, "", tmp_path).splitlines() == [
        f"Put {WHEEL.name} beside this notebook.",
        "Then run this cell again.",
    ]


@pytest.mark.parametrize("book_url", ["", "https://book.invalid/"])
def test_the_first_cell_does_nothing_where_neurocalc_is_there(fresh, tmp_path, book_url):
    assert install(fresh, book_url, tmp_path) == ""


def test_binder_finds_what_it_installs_and_a_python_that_is_recent_enough(bare, tmp_path):
    shutil.copytree(NOTEBOOKS, tmp_path / "branch")
    said = run(
        bare, "pip", "install", "--dry-run", "-r", "requirements.txt", cwd=tmp_path / "branch"
    )
    assert f"Would install neurocalc-{__version__}" in said
    [python] = re.findall(r"^python-3\.(\d+)$", (NOTEBOOKS / "runtime.txt").read_text())
    assert int(python) >= 11


def test_the_wheel_holds_the_package_with_the_scripts_of_its_demos_and_nothing_else():
    package = ROOT / "src" / "neurocalc"
    kinds = (".py", ".js", ".css", ".txt", ".ttf")
    files = {path for path in package.rglob("*") if path.suffix in kinds}
    names = {path.relative_to(ROOT / "src").as_posix() for path in files}
    assert {f"neurocalc/demos/bundles/{demo.name}.js" for demo in demos.ALL} <= names
    assert "neurocalc/demos/bundles/licences.txt" in names  # of what the bundles hold
    packed = {name for name in ZipFile(WHEEL).namelist() if ".dist-info/" not in name}
    assert packed == names


# -- How they are built ---------------------------------------------------------------------------


def test_where_the_site_is_known_everything_leads_to_it(tmp_path):
    text = "(sec-odd)=\n# Odd\n\nSee {ref}`sec-home`.\n\n```{code-cell} python\n6 * 7\n```\n"
    home = "(sec-home)=\n# Home\n\n```{toctree}\nodd\n```\n"
    lay_out(tmp_path, {"index.md": home, "odd.md": FRONT_MATTER + text})
    for name in ("pyproject.toml", "README.md"):  # what the wheel is made from
        shutil.copy(ROOT / name, tmp_path)
    known = {"BOOK_URL": "https://book.example/2026", "BOOK_REPOSITORY": "someone/book"}
    build(tmp_path, tmp_path / "out", builder="notebooks", environment=known)
    for name in ("odd", "complete/odd"):
        about, first, *others = nbformat.read(tmp_path / "out" / f"{name}.ipynb", 4).cells
        assert "(https://book.example/2026/odd.html)" in about.source
        assert f"neurocalc[all] @ https://book.example/2026/{editions.WHEEL}" in first.source
        assert others[0].source == "See [Home](https://book.example/2026/index.html#sec-home)."
    assert "(https://book.example/2026/)" in (tmp_path / "out" / "README.md").read_text()
