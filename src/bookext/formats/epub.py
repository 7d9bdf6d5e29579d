"""The book as an EPUB 3: every page and picture, with nothing that needs a script.

Sphinx's builder packs whatever lies in its folder. This one writes all pages at every build, and
packs them with their pictures, a cover, a title page and one style sheet, so that two builds give
the same bytes. The files that frame the pages are templates, in ``book/_templates/epub``.
"""

import re
import shutil
from html import escape
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from docutils import nodes
from sphinx.builders.epub3 import Epub3Builder
from sphinx.locale import _
from sphinx.util.i18n import format_date

from bookext.chapters import numbered_title, reading_times
from bookext.formats import editions
from bookext.formats.covers import draw_cover
from bookext.formats.printed import ANSWERS, lead_out
from bookext.repairs.epubs import mended_drawing, mended_page
from bookext.repairs.mathematics import as_text
from neurocalc.palette import PALETTES
from neurocalc.picture import on_paper

_TYPES = {
    ".xhtml": "application/xhtml+xml",
    ".css": "text/css",
    ".ncx": "application/x-dtbncx+xml",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_IDS = {"cover.png": "cover", "toc.ncx": "contents"}  # the names of what is referred to
_OPENING, _CLOSING = re.compile(r"[(\[“‘]+$"), re.compile(r"[.,;:?!)\]”’]+")


class Edition(Epub3Builder):
    """Write the EPUB."""

    def get_outdated_docs(self):
        """Write all pages at every build: each says only then which pictures it shows."""
        return "all pages"

    @property
    def pages(self):
        """The names of the pages that the book contains."""
        left_out = self.config.epub_exclude_files
        return {doc for doc in self.env.found_docs if self.get_target_uri(doc) not in left_out}

    def write_documents(self, docnames):
        """Write the pages that the book contains."""
        super().write_documents(self.pages)

    def handle_page(self, pagename, addctx, templatename="", **options):
        """Write a page without the theme's frame, and without a role that is no longer used."""
        addctx["body"] = mended_page(addctx["body"])
        super().handle_page(pagename, addctx, "epub/page.xhtml", **options)

    def copy_assets(self):
        """Write the cover and the style sheet; those of the web stay there."""
        book = self.config
        draw_cover(self.outdir / "cover.png", book.project, self.edition, book.author)
        self._fill("style.css", palette=PALETTES["light"])

    def copy_image_files(self):
        """Copy the pictures, and leave out of them what an EPUB may not contain."""
        super().copy_image_files()
        for name in self.images.values():
            picture = self.outdir / self.imagedir / name
            if picture.suffix == ".svg":
                svg = picture.read_text(encoding="utf-8")
                # A reading system may show a dark page.
                picture.write_text(on_paper(mended_drawing(svg)), encoding="utf-8")

    def finish(self):
        """Frame the pages, and pack them."""
        self.copy_image_files()
        self.get_toc()
        self.ignored_files = self.config.epub_exclude_files
        self._fill("cover.xhtml")
        self._fill("title.xhtml")
        self._fill("nav.xhtml", contents=self.build_navlist(self.refnodes), start=self.start)
        self.build_toc()
        files = self._manifest()
        self._fill("content.opf", files=files)
        self._pack([file["path"] for file in files])

    # -- What it says of itself -------------------------------------------------------------------

    @property
    def edition(self):
        """Version and date."""
        date = format_date("%-d %B %Y", language=self.config.language)
        return _("Edition {version}, {date}").format(version=self.config.release, date=date)

    @property
    def start(self):
        """The page on which the text begins."""
        return self.get_target_uri(next(iter(reading_times(self.env)), self.config.root_doc))

    def _fill(self, name, **values):
        """Fill in a template, with what the book says of itself."""
        values |= {
            "config": self.config,
            "edition": self.edition,
            "description": self.env.metadata[self.config.root_doc].get("description", ""),
            "date": format_date("%Y-%m-%dT%H:%M:%SZ", language="en"),
        }
        text = self.templates.render(f"epub/{name}", values)
        Path(self.outdir, name).write_text(text, encoding="utf-8")

    def write_doc(self, docname, doctree):
        """Write a page; only what the web numbers has a number, and the answers have none."""
        if docname in self.env.toc_secnumbers:
            self.env.toc_secnumbers[docname].setdefault(f"#{ANSWERS}", ())
        super().write_doc(docname, doctree)

    def get_refnodes(self, doctree, result):
        """Gather the titles of a part of the contents, as plain text."""
        for formula in list(doctree.findall(nodes.math)):
            formula.replace_self(nodes.Text(as_text(formula, self.config)))
        return super().get_refnodes(doctree, result)

    def get_toc(self):
        """Gather the contents, and number the chapters as the web does."""
        super().get_toc()
        for entry in self.refnodes:
            docname = entry["refuri"].removesuffix(self.out_suffix)
            if docname in self.env.titles:
                entry["text"] = escape(numbered_title(self.env, docname))

    def toc_metadata(self, level, navpoints):
        """Identify the book in the contents for old readers as everywhere else."""
        return super().toc_metadata(level, navpoints) | {"uid": self.config.epub_identifier}

    # -- Packing ----------------------------------------------------------------------------------

    def _manifest(self):
        """Return the files of the book: the pages in reading order, then the rest."""
        pages = [entry["refuri"] for entry in self.refnodes if "#" not in entry["refuri"]]
        pages = [page for page in pages if page not in self.ignored_files]
        pictures = sorted(f"{self.imagedir}/{name}" for name in self.images.values())
        paths = ["cover.xhtml", "title.xhtml", "nav.xhtml", *pages]
        paths += ["cover.png", "style.css", "toc.ncx", *pictures]
        return [
            {
                "id": _IDS.get(path, f"file-{number}"),
                "path": path,
                "type": _TYPES[Path(path).suffix],
                "properties": self._properties(path),
            }
            for number, path in enumerate(paths, start=1)
        ]

    def _properties(self, path):
        """Return what a reading system has to know of a file before it opens it."""
        known = {"nav.xhtml": "nav", "cover.png": "cover-image"}
        if path in known or not path.endswith(".xhtml"):
            return known.get(path, "")
        text = Path(self.outdir, path).read_text(encoding="utf-8")
        return "mathml" if "<math" in text else ""

    def _pack(self, files):
        """Pack the book, each file with the same date, and put it where the site takes it from."""
        packed = self.outdir / f"{self.config.epub_basename}.epub"
        with ZipFile(packed, "w") as book:
            book.writestr(ZipInfo("mimetype"), "application/epub+zip", ZIP_STORED)
            container = (self.template_dir / "container.xml").read_bytes()
            book.writestr(ZipInfo("META-INF/container.xml"), container, ZIP_DEFLATED)
            for name in ["content.opf", *files]:
                book.writestr(ZipInfo(name), (self.outdir / name).read_bytes(), ZIP_DEFLATED)
        target = editions.folder(self.confdir) / editions.EPUB
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(packed, target)


def _settle(app, doctree, docname):
    """Prepare a page: its links, cards and images as an EPUB can have them."""
    if app.builder.name != "epub":
        return
    inside = {app.builder.get_target_uri(doc) for doc in app.builder.pages}
    for link in list(doctree.findall(nodes.reference)):
        address = link.get("refuri", "")
        path = address.partition("#")[0]
        if path and not urlsplit(path).scheme and path not in inside:
            lead_out(link, address.replace(".xhtml", ".html", 1), app.config.book_url)
    _number_answers(doctree, app.env.toc_fignumbers.get(docname, {}).get("exercise", {}))
    for formula in list(doctree.findall(nodes.math)):
        _keep_whole(formula)
    for image in doctree.findall(nodes.image):
        for name in ("loading", "width", "height"):
            image.attributes.pop(name, None)


def _keep_whole(formula):
    """Keep a formula together with the marks around it: lines break even before a full stop."""
    line, place = formula.parent, formula.parent.index(formula)
    before, after = line[:place][-1:], line[place + 1 :][:1]
    opening = _OPENING.search(before[0]) if before and isinstance(before[0], nodes.Text) else None
    closing = _CLOSING.match(after[0]) if after and isinstance(after[0], nodes.Text) else None
    if not (opening or closing):
        return
    whole = nodes.inline("", "", formula, classes=["whole"])
    line[place] = whole
    if closing:
        whole += nodes.Text(closing[0])
        line[place + 1] = nodes.Text(after[0][closing.end() :])
    if opening:
        whole.insert(0, nodes.Text(opening[0]))
        line[place - 1] = nodes.Text(before[0][: opening.start()])


def _number_answers(doctree, numbers):
    """Let the answers to an exercise begin with its number, which its title shows by itself."""
    for entry in doctree.findall(nodes.container):
        if "answered" in entry["classes"]:
            back = entry.next_node(nodes.reference)
            if number := numbers.get(back["refid"]):
                said = f"{_('Exercise')} {'.'.join(map(str, number))}"
                back.insert(0, nodes.Text(said))


def setup(app):
    """Register the builder, and what prepares its pages."""
    app.add_builder(Edition, override=True)
    app.connect("doctree-resolved", _settle, priority=950)  # when all links are there
