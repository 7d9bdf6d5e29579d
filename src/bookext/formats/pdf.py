"""``sphinx -b pdf``: the book, its handout without solutions, and each page as a PDF of its own.

A page's PDF is cut out of the book, so numbers of pages, figures and equations are the same in
both; what its links lead to is then on the web. Behind the page come its answers.
"""

import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject
from sphinx.builders.latex import LaTeXBuilder
from sphinx.errors import ExtensionError
from sphinx.locale import __
from sphinx.util.display import progress_message

from bookext.chapters import numbered_title
from bookext.formats import editions
from bookext.formats.printed import ANSWERS

BOOK, HANDOUT = "book", "handout"  # the names of the two documents in LaTeX
TOLERANCE = 2  # points that a line or a page may be too long, which nobody sees

_LABEL = re.compile(r"\\newlabel\{([^{}:]+):([^{}]+)\}\{\{.*\}\{([^{}]+)\}\{\}\}$", re.MULTILINE)
_ERROR = re.compile(r"^! .*$", re.MULTILINE)
_COMPLAINT = re.compile(
    r"^(?:LaTeX Warning: (?:Hyper r|R)eference|Missing character:) .*$", re.MULTILINE
)
_OVERFULL = re.compile(r"^Overfull .*?\((\d+(?:\.\d+)?)pt too .*$", re.MULTILINE)


class PdfBuilder(LaTeXBuilder):
    """Write LaTeX, typeset it, and put the results where the site takes them from."""

    name = "pdf"
    handout = False  # whether the document that is being written has no solutions

    def write_documents(self, docnames):
        """Write the book and the handout."""
        for entry in list(self.document_data):
            self.document_data = [entry]
            self.handout = entry[1] == f"{HANDOUT}.tex"
            super().write_documents(docnames)

    def finish(self):
        """Typeset both, and cut out the pages."""
        super().finish()
        with (
            progress_message(__("typesetting the book and the handout")),
            ThreadPoolExecutor() as pool,
        ):
            list(pool.map(self._typeset, [BOOK, HANDOUT]))
        target = editions.folder(self.confdir)
        with progress_message(__("cutting out the pages")):
            for name, path in ((BOOK, editions.PDF), (HANDOUT, editions.HANDOUT)):
                _write(target / path, Path(self.outdir, f"{name}.pdf").read_bytes())
            for docname, writer in Book(Path(self.outdir), self.config.book_url).cuts():
                if docname not in self.env.titles or docname == self.config.root_doc:
                    continue  # the appendix of answers, and the title
                title = numbered_title(self.env, docname)
                writer.add_metadata({
                    "/Title": f"{title} · {self.config.project}",
                    "/Author": self.config.author,
                })  # fmt: skip
                path = target / editions.chapter_pdf(docname)
                path.parent.mkdir(parents=True, exist_ok=True)
                writer.write(path)

    def _typeset(self, name):
        command = ["latexmk", "-xelatex", "-interaction=nonstopmode", "-silent", f"{name}.tex"]
        try:
            run = subprocess.run(command, cwd=self.outdir, capture_output=True, check=False)
        except FileNotFoundError:
            needed = __("latexmk is not installed: `sh tools/system.sh install pdf` installs it")
            raise ExtensionError(needed) from None
        log = Path(self.outdir, f"{name}.log")
        found = complaints(log.read_text(encoding="utf-8", errors="replace"))
        if run.returncode or found:
            shown = "\n".join(found[:20]) or run.stderr.decode(errors="replace")[-2000:]
            raise ExtensionError(__("%s.tex is not well typeset; see %s:\n%s") % (name, log, shown))


def complaints(log):
    """Return what TeX says that a reader would see: errors, dead links, lines that are too long."""
    log = re.sub(r"(?m)^(.{79})\n", r"\1", log)  # TeX breaks its lines after 79 characters
    too_long = [m[0] for m in _OVERFULL.finditer(log) if float(m[1]) > TOLERANCE]
    # After an error TeX has not run again, and knows few labels: it would complain of all others.
    return _ERROR.findall(log) or _COMPLAINT.findall(log) + too_long


def _write(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


# -- The pages of the book in its PDF -------------------------------------------------------------


class Book:
    """A typeset book, which knows where each label is.

    Parameters
    ----------
    folder : Path
        Where LaTeX has left ``book.pdf`` and ``book.aux``.
    book_url : str
        The address of the web pages, or "".
    """

    def __init__(self, folder, book_url):
        self.file = folder / f"{BOOK}.pdf"
        self.book_url = book_url
        labels = _LABEL.findall((folder / f"{BOOK}.aux").read_text(encoding="utf-8"))
        reader = PdfReader(self.file)
        self.pages = {
            name: reader.get_destination_page_number(place)
            for name, place in reader.named_destinations.items()
        }
        self.places = {
            anchor: (doc, name) for doc, name, anchor in map(_as_on_web, reversed(labels))
        }
        self.starts = self._starts(labels, ":doc")
        self.answers = self._starts(labels, ANSWERS)
        self.end = len(reader.pages)

    def _starts(self, labels, wanted):
        return {doc: self.pages[anchor] for doc, name, anchor in labels if name == wanted}

    def cuts(self):
        """Yield each page's name with its part of the book, and its answers behind it."""
        borders = sorted([*self.starts.values(), *self.answers.values(), self.end])
        for docname, start in self.starts.items():
            pages = []
            for first in (start, self.answers.get(docname)):
                if first is not None:
                    pages += range(first, next(b for b in borders if b > first))
            yield docname, self._cut(pages)

    def _cut(self, pages):
        reader = PdfReader(self.file)
        for number in pages:
            self._lead_to_web(reader.pages[number], set(pages))
        writer = PdfWriter()
        writer.append(reader, pages=pages)
        return writer

    def _lead_to_web(self, page, kept):
        """Let links that leave these pages lead to the web, or nowhere."""
        links = page.get("/Annots", [])
        for link in list(links):
            action = link.get_object().get("/A", {})
            name = action.get("/D")
            if action.get("/S") != "/GoTo" or self.pages.get(name) in kept:
                continue
            if self.book_url and name in self.places:
                doc, label = self.places[name]
                action.clear()
                action[NameObject("/S")] = NameObject("/URI")
                address = f"{self.book_url}{doc}.html#{label}"
                action[NameObject("/URI")] = TextStringObject(address)
            else:
                links.remove(link)


def _as_on_web(label):
    """Return page, id and anchor of a label: Sphinx names those of equations in another way."""
    doc, name, anchor = label
    if doc == "equation":
        doc, _colon, name = name.partition(":")
        name = f"equation-{name}"
    return doc, name, anchor


def setup(app):
    """Register the builder."""
    app.add_builder(PdfBuilder)
