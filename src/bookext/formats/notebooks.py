"""The notebooks of the pages with code, and what Binder and Colab need beside them.

``sphinx -b notebooks`` writes two of each page: the student's, with starter cells, folded hints
and checks, and the complete one, with solutions and outputs. Both are made from the resolved page,
so they carry the numbers and the words of the site, and link to it.
"""

import base64
import shutil
import subprocess
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from string import Template

import nbformat
from docutils import nodes
from flit_core.wheel import make_wheel_in
from myst_nb.core import render
from myst_nb.core.execute import create_client
from myst_nb.core.read import create_nb_reader
from nbformat import v4
from sphinx.builders import Builder
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.util import logging
from sphinx_exercise.nodes import is_exercise_node, is_solution_node

from bookext.chapters import numbered_title
from bookext.demo_pages import first_frame, on_paper
from bookext.formats import editions
from bookext.formats.markdown import Markdown
from bookext.questions import question
from neurocalc.demos import MIME as DEMO
from neurocalc.palette import PALETTES
from neurocalc.picture import MIME as PICTURE

_LOGGER = logging.getLogger(__name__)
_WHEEL = Path(editions.WHEEL).name
_SHARPNESS = 2  # pixels of a picture for each pixel of an ordinary screen

# Where the site is known, it serves the wheel; otherwise the wheel lies beside the notebooks.
_INSTALL_FROM_SITE = Template("""\
# Install the book's package, if it is not there yet.
from importlib.util import find_spec

if find_spec("neurocalc") is None:
    %pip install --quiet "neurocalc[all] @ $address"\
""")
_INSTALL_FROM_FOLDER = Template("""\
# Install the book's package, if it is not there yet.
from importlib.util import find_spec
from pathlib import Path

if find_spec("neurocalc") is None:
    wheel = "$wheel"
    places = [Path(folder, wheel).resolve() for folder in (".", "..")]
    found = next((place.as_uri() for place in places if place.exists()), None)
    if found:
        %pip install --quiet "neurocalc[all] @ {found}"
    else:
        print(f"Put {wheel} beside this notebook.")
        print("Then run this cell again.")\
""")


class NotebooksBuilder(Builder):
    """Write the notebooks of all pages, and the wheel that they install."""

    name = format = "notebooks"
    allow_parallel = True
    epilog = "The notebooks are in %(outdir)s."

    def get_outdated_docs(self):
        """Return all pages that have a notebook: they are written in seconds."""
        return sorted(filter(self._has_code, self.env.found_docs))

    def get_target_uri(self, docname, typ=None):
        """Return the file of a page on the site."""
        return f"{docname}.html"

    def prepare_writing(self, docnames):
        """Remove what an earlier build has left."""
        Path(self.outdir, "complete").mkdir(parents=True, exist_ok=True)
        for pattern in ("*.ipynb", "complete/*.ipynb", "*.whl"):
            for old in Path(self.outdir).glob(pattern):
                old.unlink()

    def write_doc(self, docname, doctree):
        """Write the two notebooks of a page."""
        if not self._has_code(docname):
            return
        executed = _executed(self.env, docname)
        for complete in (False, True):
            notebook = self._notebook(docname, doctree, executed, complete)
            path = Path(self.outdir, "complete" if complete else "", f"{docname}.ipynb")
            path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")

    def finish(self):
        """Write what lies beside the notebooks."""
        make_wheel_in(Path(self.confdir, "pyproject.toml"), Path(self.outdir))
        for name, text in {
            "README.md": _readme(self),
            "requirements.txt": f"./{_WHEEL}[all]\n",  # for Binder, as is the next
            "runtime.txt": "python-3.12\n",
        }.items():
            Path(self.outdir, name).write_text(text, encoding="utf-8")

    def pages(self):
        """Return the pages that have a notebook, in reading order."""
        return list(filter(self._has_code, self.env.collect_relations()))

    def _has_code(self, docname):
        return "kernelspec" in self.env.metadata.get(docname, {})

    def _notebook(self, docname, doctree, executed, complete):
        site = self.config.book_url or ("../../" if complete else "../")
        numbers = self.env.toc_fignumbers.get(docname, {})
        markdown = Markdown(
            site, self.get_target_uri(docname), numbers, self.config.numfig_format, self.srcdir
        )
        cells = _Cells(markdown, executed, complete)
        cells.add_page(doctree)
        has_exercises = any(doctree.findall(is_exercise_node))
        introduction = _introduction(self, docname, site, complete, has_exercises)
        first = [
            v4.new_markdown_cell(introduction, id="about"),
            v4.new_code_cell(installation(self.config.book_url), id="install"),
        ]
        metadata = {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
        return v4.new_notebook(cells=first + cells.cells, metadata=metadata)


def _executed(env, docname):
    """Return a page as the notebook that was run for it; from the cache, if it is there."""
    path = env.doc2path(docname)
    text = Path(path).read_text(encoding="utf-8")
    reader = create_nb_reader(path, env.myst_config, env.mystnb_config, text)
    notebook = reader.read(text)
    with create_client(notebook, path, env.mystnb_config, _LOGGER, reader.read_fmt) as client:
        return client.notebook


class _Cells:
    """The cells of a page, while it is read from top to bottom."""

    def __init__(self, markdown, executed, complete):
        self.cells = []
        self._markdown = markdown
        self._executed = executed
        self._complete = complete
        self._text = []  # the Markdown since the last cell
        self._place = ""  # the label of the section or exercise; cells are named after it
        self._counts = Counter()

    def add_page(self, doctree):
        """Add all of a page but its title; below its section are its footnotes."""
        section = doctree.next_node(nodes.section)
        with self._at(section):
            self._add([*section[1:], *doctree[doctree.index(section) + 1 :]], level=2)

    def _add(self, found, level):
        for node in found:
            if isinstance(node, nodes.section):
                with self._at(node):
                    self._titled(self._markdown.inline(node[0]), node[1:], level)
            elif is_exercise_node(node):
                with self._at(node):
                    self._titled(self._exercise_title(node), node[1], level)
            elif is_solution_node(node):
                with self._at(node):
                    self._solution(node, level)
            elif isinstance(node, question):  # a cell of its own keeps its distance
                self._end_text()
                self._text.append(self._markdown.write(node))
                self._end_text()
            elif node.get("nb_element") == "cell_code":
                self._code(node)
            else:
                self._text.append(self._markdown.write(node))
        self._end_text()

    @contextmanager
    def _at(self, node):
        """Name the cells after the label of a node, meanwhile."""
        self._end_text()
        outer, self._place = self._place, _name(node)
        yield
        self._end_text()
        self._place = outer

    def _titled(self, title, found, level):
        self._text.append(f"{'#' * level} {title}")
        self._add(found, level + 1)

    def _exercise_title(self, node):
        number = self._markdown.number("exercise", node["label"])
        return self._markdown.formats["exercise"] % number + self._markdown.inline(node[0])

    def _solution(self, node, level):
        number = self._markdown.number("exercise", node["target_label"])
        if self._complete:
            title = _("Solution of exercise {number}").format(number=number)
            self._titled(title, node[1], level)
        else:
            link = self._markdown.address({"refid": node["label"]})
            text = _("When you have tried, compare with the [worked solution]({link}).")
            self._text.append(text.format(link=link))

    def _code(self, node):
        self._end_text()
        cell = self._executed.cells[node["cell_index"]]
        tags = cell.metadata.get("tags", [])
        new = v4.new_code_cell(cell.source, metadata={"tags": tags} if tags else {})
        if "hide-input" in tags:
            new.metadata["jupyter"] = {"source_hidden": True}
        if "skip-execution" in tags:  # what is unfinished may fail, and the rest runs all the same
            new.metadata["tags"] = [*tags, "raises-exception"]
        elif self._complete:
            new.execution_count = cell.execution_count
            new.outputs = [_plain(output) for output in render.coalesce_streams(cell.outputs)]
        self._append(new)
        for caption in node.findall(nodes.caption):
            self._text.append(self._markdown.caption("figure", caption))
            self._end_text()

    def _end_text(self):
        if text := "\n\n".join(filter(None, self._text)):
            cell = v4.new_markdown_cell(text)
            if pictures := self._markdown.take_pictures():
                cell.attachments = dict(map(_attached, pictures))
            self._append(cell)
        self._text = []

    def _append(self, cell):
        self._counts[self._place] += 1
        cell.id = f"{self._place}-{self._counts[self._place]:02}"
        self.cells.append(cell)


def _name(node):
    """Return the label of a section or an exercise, without its kind."""
    return node["ids"][0].removeprefix("chap-").removeprefix("sec-")


def _plain(output):
    """Return an output as every program shows it: pictures as pixels.

    The previews of forges put an SVG image into their own page without its styles, which leaves
    black shapes, and prefer it to another image where they find both.
    """
    data = output.get("data", {})
    for mime in {DEMO, PICTURE} & set(data):
        shown = data[mime]
        if mime == DEMO:
            shown = on_paper(first_frame(shown["demo"], shown["state"]))
        image = _png(shown["drawings"]["light-wide"])
        width, height = (int.from_bytes(image[at : at + 4]) // _SHARPNESS for at in (16, 20))
        output["metadata"] = {"image/png": {"width": width, "height": height}}
        output["data"] = {
            "image/png": base64.b64encode(image).decode(),
            "text/plain": shown["description"],
        }
    return output


def _attached(picture):
    """Return a picture as an attachment of a cell: its name, with its kind and content."""
    content, suffix = picture.read_bytes(), picture.suffix.lower()
    if suffix == ".svg":
        content, suffix = _png(content.decode()), ".png"
    kind = "image/png" if suffix == ".png" else "image/jpeg"
    return picture.name, {kind: base64.b64encode(content).decode()}


def _png(svg):
    # A notebook may be dark: the picture brings its paper.
    paper = PALETTES["light"].paper
    command = ["rsvg-convert", f"--zoom={_SHARPNESS}", f"--background-color={paper}"]
    try:
        return subprocess.run(command, input=svg.encode(), capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise ExtensionError(f"rsvg-convert cannot draw a picture: {error}") from error


# -- What stands at the beginning, and what lies beside them --------------------------------------


def _introduction(builder, docname, site, complete, has_exercises):
    config = builder.config
    edition = _("It is the complete edition, with all solutions.") if complete else ""
    exercises = _(
        "In an exercise, replace the dots with your code and run the cell: its last line checks "
        "what you wrote."
    )
    paragraphs = [
        f"# {numbered_title(builder.env, docname)}",
        _("This notebook belongs to [this page]({page}) of *{book}*, version {version}.").format(
            page=site + builder.get_target_uri(docname),
            book=config.project,
            version=config.version,
        )
        + f" {edition}".rstrip(),
        _(
            "Run the cells from top to bottom: Shift and Enter runs one and goes on to the next. "
            "A demo comes alive when its cell has run. Code that only draws is folded away."
        )
        + (f" {exercises}" if has_exercises else ""),
        _(
            "Text and figures are under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/), "
            "code is under BSD-3-Clause."
        ),
    ]
    return "\n\n".join(paragraphs)


def installation(book_url):
    """Return the code that installs neurocalc where it is missing, for a site or for none ("")."""
    if book_url:
        return _INSTALL_FROM_SITE.substitute(address=book_url + editions.WHEEL)
    return _INSTALL_FROM_FOLDER.substitute(wheel=_WHEEL)


def _readme(builder):
    rows = (
        f"| {numbered_title(builder.env, page)} | [{page}.ipynb]({page}.ipynb) "
        f"| [complete/{page}.ipynb](complete/{page}.ipynb) |"
        for page in builder.pages()
    )
    book, version = builder.config.project, builder.config.version
    return "\n".join(
        [
            f"# {book}: {_('notebooks')}",
            "",
            _(
                "The pages of [the book]({site}) that have code, version {version}, as notebooks. "
                "They are made from its pages: what is changed here is lost with the next edition."
            ).format(site=builder.config.book_url or "../index.html", version=version),
            "",
            _("To run them on your computer, with Python 3.11 or newer:"),
            "",
            "```sh",
            "pip install -r requirements.txt jupyterlab",
            "jupyter lab",
            "```",
            "",
            _("Binder installs the same. On Colab the first cell of each notebook does."),
            "",
            f"| {_('Page')} | {_('For students')} | {_('With solutions and outputs')} |",
            "| --- | --- | --- |",
            *rows,
            "",
            _("Text and figures are under CC BY 4.0, code is under BSD-3-Clause."),
            "",
        ]
    )


def _tidy(app, exception):
    """Remove what extensions leave in every folder, whether it holds pages or not."""
    if app.builder.name == NotebooksBuilder.name:
        shutil.rmtree(Path(app.outdir, "_static"), ignore_errors=True)


def setup(app):
    """Register the builder."""
    app.add_builder(NotebooksBuilder)
    app.connect("build-finished", _tidy, priority=900)
