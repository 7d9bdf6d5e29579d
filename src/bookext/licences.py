"""Name what the site carries of others: each component, its version, its licence and the texts.

The list is computed from what lies in the finished site, so nothing can be forgotten: scripts by
what the bundler says that it took, Python's packages by what is in their archives, the theme's
files by the packages that installed them, JupyterLite by the lists that it brings. What is left,
parts inside other packages, is told in `terms/carried.toml`; the texts beside it are for those
who name their licence and leave out its text.
"""

import base64
import hashlib
import json
import re
import subprocess
import tarfile
import tempfile
import textwrap
import tomllib
from email import message_from_string
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.locale import _
from sphinx.util.docutils import SphinxRole

from neurocalc import __version__
from tools.vendor import LOCK, NODE

FILE = "licences.txt"
PLACE = f"_static/{FILE}"
_TERMS = Path(__file__).with_name("terms")
_LICENCE_FILE = re.compile(
    r"(^|/)(un)?(licen[cs]e|copying|notice)[^/]*$|\.dist-info/licenses/", re.I
)
_COMMENT = re.compile(r"/\*.*?\*/|(?:^[ \t]*//[^\n]*\n)+", re.S | re.M)
_NOTICE = re.compile(r"(copyright|©|\(c\))[\s(c)©]*\d{4}|@license|licensed\b[^\n]*\bmit\b", re.I)
_PACKAGE = re.compile(r".*node_modules/(?:@[^/]+/)?[^/]+")
_UNPACK = """
const [folder, ...files] = process.argv.slice(1);
for (const file of files) {
  const tar = zlib.zstdDecompressSync(fs.readFileSync(file));
  fs.writeFileSync(path.join(folder, path.basename(file)), tar);
}
"""
_HASH = re.compile("sha256=([^,]+),")
_FONTS = (".woff2", ".woff", ".ttf", ".otf")


class Component(NamedTuple):
    """Something of others that the site carries."""

    name: str
    version: str
    licence: str
    texts: tuple
    source: str = ""
    note: str = ""


# -- What the bundles hold ------------------------------------------------------------------------


def banner(place):
    """Return the comment with which a bundle begins; `place` is where the list is, seen from it."""
    return f"--banner:js=/*! Licences of what this holds: {place} */"


def bundled(root, *metafiles):
    """Return the packages of which something is left in the bundles that `metafiles` describe."""
    texts = (metafile.read_text(encoding="utf-8") for metafile in metafiles)
    outputs = [output for text in texts for output in json.loads(text)["outputs"].values()]
    taken = {
        path for one in outputs for path, part in one["inputs"].items() if part["bytesInOutput"]
    }
    packages = {}
    for path in sorted(taken):
        if found := _PACKAGE.match(path):
            packages.setdefault(root / found[0], []).append(root / path)
    return sorted(_npm_package(*package) for package in packages.items())


def _npm_package(folder, files):
    about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    licence = about.get("license", "")
    texts = [_read(file) for file in sorted(folder.iterdir()) if _LICENCE_FILE.search(file.name)]
    notices = sorted({notice for file in files for notice in _notices(_read(file))})
    if not texts and not any("hereby granted" in notice for notice in notices):
        author = _author(about)
        if not (notices or author):
            raise ExtensionError(f"{folder.name}: no file, notice or author tells its licence.")
        texts = [_standard(folder.name, licence, author and f"Copyright (c) {author}")]
    return Component(about["name"], about["version"], licence, (*texts, *notices))


def _author(about):
    """Return who wrote a package, as its package.json says."""
    authors = [about.get("author"), *about.get("contributors", [])]
    names = (one.get("name", "") if isinstance(one, dict) else one for one in authors if one)
    return ", ".join(name.split(" <")[0] for name in names)


def _notices(script):
    """Return the comments of a script that tell whose it is: the bundler takes them out."""
    comments = (found[0].strip() for found in _COMMENT.finditer(script))
    return [comment for comment in comments if _NOTICE.search(comment)]


def _standard(name, licence, holder):
    """Return the text of a licence that is only named, below the line of whose it is."""
    ids = [one for one in re.split(r"[() ]+|AND|OR", licence) if (_TERMS / f"{one}.txt").exists()]
    if not ids:
        raise ExtensionError(f"{name}: the text of its licence ({licence or 'none'}) is missing.")
    return "\n\n".join(filter(None, [holder, _read(_TERMS / f"{ids[0]}.txt")]))


def write_for_notebooks(root, metafile, folder):
    """Write the list of what the demos of the notebooks hold beside their bundles."""
    groups = {_("Scripts of the demos"): [_own(root), *bundled(root, metafile)]}
    _save(folder / FILE, groups)


def _bundles(root):
    """Return the files in which the bundler says what it took for the site."""
    return [root / "build" / "web" / name for name in ("pieces.json", "worker.json", "book.json")]


def _own(root):
    return Component("neurocalc", __version__, "BSD-3-Clause", (_read(root / "LICENSE"),))


# -- Python's packages ----------------------------------------------------------------------------


def archived(folder):
    """Return the packages of the archives in a folder that a lock file describes."""
    lock = folder / LOCK
    if not lock.exists():
        return []
    packages = {
        name: package
        for name, package in sorted(
            json.loads(lock.read_text(encoding="utf-8"))["packages"].items()
        )
        if "/" not in package["file_name"] and not name.startswith("neurocalc")
    }
    with tempfile.TemporaryDirectory() as unpacked:
        files = [folder / package["file_name"] for package in packages.values()]
        subprocess.run([NODE, "-e", _UNPACK, unpacked, *files], check=True)
        return [
            _archived(name, package["version"], Path(unpacked, package["file_name"]))
            for name, package in packages.items()
        ]


def _archived(name, version, unpacked):
    with tarfile.open(unpacked) as archive:
        files = sorted(entry.name for entry in archive)
        texts = [_member(archive, file) for file in files if _is_text_of_licence(file)]
        about = next(file for file in files if file.endswith(".dist-info/METADATA"))
        licence = _named_licence(message_from_string(_member(archive, about)))
    if not texts:
        raise ExtensionError(f"{name}: its archive holds no licence.")
    return Component(name, version, licence, tuple(texts))


def _member(archive, name):
    return archive.extractfile(name).read().decode("utf-8", "replace")


def _is_text_of_licence(file):
    return _LICENCE_FILE.search(file) and not file.endswith((".py", ".pyc"))


def _named_licence(about):
    """Return a package's licence in a few words, from its metadata."""
    if expression := about.get("License-Expression"):
        return expression
    classifiers = [
        text.split(" :: ")[-1]
        for text in about.get_all("Classifier", [])
        if text.startswith("License :: ") and text.count(" :: ") > 1
    ]
    first = (about.get("License") or "").strip().partition("\n")[0]
    return " or ".join(classifiers) or first or "see the text"


# -- The frame of the pages -----------------------------------------------------------------------


def installed(files):
    """Return the installed packages to which files of the site belong, byte for byte."""
    wanted = {_record_hash(file) for file in files if file.stat().st_size}
    owners = {
        name for name, recorded in _recorded_hashes().items() if not recorded.isdisjoint(wanted)
    }
    # Sphinx fills in some of its files.
    return sorted(_installed(name) for name in owners | {"Sphinx"})


def _record_hash(file):
    """Return the hash of a file as the record of an installed package writes it."""
    total = hashlib.sha256(file.read_bytes()).digest()
    return base64.urlsafe_b64encode(total).rstrip(b"=").decode()


@cache
def _recorded_hashes():
    """Return the hashes of all files of each installed package."""
    return {
        one.name: set(_HASH.findall(one.read_text("RECORD") or ""))
        for one in metadata.distributions()
    }


def _installed(name):
    one = metadata.distribution(name)
    files = [file for file in one.files if _is_text_of_licence(file.as_posix())]
    texts = tuple(_read(Path(one.locate_file(file))) for file in sorted(files))
    if not texts:
        raise ExtensionError(f"{name}: its installed package holds no licence.")
    return Component(one.name, one.version, _named_licence(one.metadata), texts)


# -- Notebooks in the browser, and what others carry inside ---------------------------------------


def jupyterlite(folder, holders):
    """Return what JupyterLite and its extensions hold, from the lists that they bring."""
    if not folder.exists():
        return []
    listed = {
        (one["name"], one["versionInfo"]): one
        for file in sorted(folder.rglob("third-party-licenses.json"))
        for one in json.loads(_read(file))["packages"]
    }
    scripts = (_listed(one, holders) for _name, one in sorted(listed.items()))
    frame = installed(file for file in folder.glob("extensions/**/*") if file.is_file())
    frame = [one for one in frame if one.name != "Sphinx"]
    return [_installed("jupyterlite-core"), *frame, *archived(folder / "pyodide"), *scripts]


def _listed(one, holders):
    name, licence = one["name"], one["licenseId"]
    text = one["extractedText"]
    if not text:
        holder = next((holders[key] for key in holders if name.startswith(key)), None)
        if holder is None:
            raise ExtensionError(f"{name}: say in terms/carried.toml whose it is.")
        text = _standard(name, licence, holder)
    return Component(name, one["versionInfo"] or "", licence, (text,))


def inside(site, parts, versions):
    """Return the parts of other packages whose files the site has."""
    found = ((part, sorted(site.glob(part["in"]))) for part in parts if "in" in part)
    return [_part(part, versions, files) for part, files in found if files]


def _part(part, versions, files=()):
    version = versions.get(part.get("version_of"), "")
    source = part["source"].format(version=version)
    text = _standard(part["name"], part["licence"], part["copyright"])
    fonts = ", ".join(file.name for file in files if file.suffix in _FONTS)
    return Component(part["name"], version, part["licence"], (text,), source, fonts)


def _versions(root):
    """Return the versions of Pyodide and of the Python in it."""
    pyodide = root / "node_modules" / "pyodide"
    return {
        "pyodide": json.loads(_read(pyodide / "package.json"))["version"],
        "python": json.loads(_read(pyodide / LOCK))["info"]["python"],
    }


# -- The list -------------------------------------------------------------------------------------


def collect(root, site):
    """Return all components of a finished site, in groups that say where they are.

    Parameters
    ----------
    root : Path
        The checkout.
    site : Path
        The site that has been built from it.

    Returns
    -------
    dict of str to list of Component
        The components by the title of their group.
    """
    carried = tomllib.loads(_read(_TERMS / "carried.toml"))
    parts = [part for part in carried["part"] if not part.get("in", "lite/").startswith("lite/")]
    in_lite = [part for part in carried["part"] if part.get("in", "").startswith("lite/")]
    static = [file for file in (site / "_static").rglob("*") if file.is_file()]
    lite = jupyterlite(site / "lite", carried["holders"])
    return {
        _("Frame of the pages"): installed(static),
        _("Scripts of the pages, demos and cells"): [
            _own(root),
            *bundled(root, *_bundles(root)),
        ],
        _("Python of the pages"): archived(site / "_static" / "pyodide"),
        _("Fonts, and what the above carry inside"): inside(site, parts, _versions(root)),
        _("Notebooks in the browser (JupyterLite)"): [*lite, *inside(site, in_lite, {})],
        _("Fonts in the PDF"): [_part(part, {}) for part in carried["part"] if "in_pdf" in part],
    }


def as_text(groups):
    """Return groups of components as a page of plain text: a table, then the texts, each once."""
    numbers, table = {}, []
    for title, components in groups.items():
        if components:
            table += ["", str(title), "-" * len(title), ""]
            table += [line for one in components for line in _lines(one, numbers)]
    texts = [f"{'=' * 78}\n[{number}]\n\n{text}" for text, number in numbers.items()]
    title = _("Licences of what this book carries of others")
    introduction = _(
        "The book itself: text and figures are under CC BY 4.0, code is under BSD-3-Clause.\n"
        "Below stands what it carries of others, with version, licence, and the number of each\n"
        "text that belongs to it. The texts follow the table."
    )
    return "\n".join(
        [str(title), "=" * len(title), "", str(introduction), *table, "", "", *texts, ""]
    )


def _save(file, groups):
    # With a mark at its beginning: many hosts do not say how a text is encoded.
    file.write_text(as_text(groups), encoding="utf-8-sig")


def _lines(component, numbers):
    """Return what the table says of a component, and give its texts their numbers."""
    own = {numbers.setdefault(text.strip(), len(numbers) + 1) for text in component.texts}
    marks = " ".join(f"[{number}]" for number in sorted(own))
    name = f"{component.name} {component.version}".strip()
    indent = {"initial_indent": " " * 6, "subsequent_indent": " " * 6, "break_on_hyphens": False}
    yield f"  {name:<38}  {component.licence}"
    for more in filter(None, [component.source, component.note, f"{_('Text')} {marks}"]):
        yield textwrap.fill(more, 90, **indent)


@cache
def _read(file):
    return file.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")


def _write(app, exception):
    """Write the list into the finished site, unless it is one on trial without scripts of ours."""
    root, site = Path(app.confdir), Path(app.outdir)
    if exception is None and app.builder.name == "html" and _bundles(root)[0].exists():
        _save(site / PLACE, collect(root, site))


# -- The link to it -------------------------------------------------------------------------------


class Licences(SphinxRole):
    """A link to the list; where there is no site beside the text, to the published one, if any."""

    def run(self):
        """Return the link."""
        return [nodes.inline("", self.text, classes=["link-to-licences"])], []


def _link(app, doctree, docname):
    beside = app.builder.name == "html"
    if beside or app.config.book_url:
        for node in list(doctree.findall(nodes.inline)):
            if "link-to-licences" in node["classes"]:
                address = PLACE if beside else app.config.book_url + PLACE
                node.replace_self(
                    nodes.reference("", node.astext(), refuri=address, internal=beside)
                )


def setup(app):
    """Register the role, and write the list when the build has finished."""
    app.add_role("licences", Licences())
    app.connect("doctree-resolved", _link)
    # After the theme's unused files are gone.
    app.connect("build-finished", _write, priority=900)
