"""What the site carries of others: each with its version, its licence and the words of that."""

from __future__ import annotations

import json
import re
from importlib import metadata
from urllib.parse import urljoin

import pytest

from bookext import licences
from tests.built import LITE, ROOT, SITE, parse

BUNDLES = ROOT / "src" / "neurocalc" / "demos" / "bundles"
METAFILES = {
    ROOT / "build" / "web" / "pieces.json": SITE / "_static" / "licences.txt",
    ROOT / "build" / "web" / "worker.json": SITE / "_static" / "licences.txt",
    ROOT / "build" / "web" / "notebooks.json": BUNDLES / "licences.txt",
}
WORDS = re.compile(r"copyright|permission|licen[cs]e|public domain", re.I)
listings = pytest.mark.parametrize(
    "metafile, listing", METAFILES.items(), ids=["site", "worker", "notebooks"]
)


def read(listing):
    """A list as a reader uses it: what stands below each name, and the texts by their numbers."""
    table, *texts = re.split(r"^={70,}\n(?=\[\d+\]$)", listing.read_text("utf-8"), flags=re.M)
    entries = re.findall(r"^  (\S.*)\n((?: {6}.*\n)+)", table, re.M)
    numbered = {text.partition("\n")[0]: text.partition("\n")[2].strip() for text in texts}
    return {
        re.split(r"  +", head)[0]: [numbered[n] for n in re.findall(r"\[\d+\]", below)]
        for head, below in entries
    }


def packages(metafile):
    """Names and versions of the npm packages of which a bundle holds at least a byte."""
    folders = set()
    for output in json.loads(metafile.read_text())["outputs"].values():
        for path, part in output["inputs"].items():
            if "node_modules/" in path and part["bytesInOutput"]:
                scope, name, *_ = [*path.rpartition("node_modules/")[2].split("/"), ""]
                package = f"{scope}/{name}" if scope.startswith("@") else scope
                folders.add(path.rpartition("node_modules/")[0] + "node_modules/" + package)
    abouts = (json.loads((ROOT / folder / "package.json").read_text()) for folder in folders)
    return {f"{about['name']} {about['version']}" for about in abouts}


@listings
def test_every_package_in_a_bundle_is_listed(site, metafile, listing):
    assert packages(metafile) - set(read(listing)) == set()


@listings
def test_every_entry_has_the_words_of_its_licence(site, metafile, listing):
    entries = read(listing)
    assert [name for name, texts in entries.items() if not any(map(WORDS.search, texts))] == []


@listings
def test_notices_that_a_licence_asks_for_are_there(site, metafile, listing):
    [mathjs] = [texts for name, texts in read(listing).items() if name.startswith("mathjs ")]
    notice = (ROOT / "node_modules" / "mathjs" / "NOTICE").read_text("utf-8").strip()
    assert notice in mathjs


def test_every_bundle_says_where_the_licences_are(site):
    bundles = [*site.glob("_static/web/*.js"), *BUNDLES.glob("*.js")]
    assert len(bundles) > 20
    for bundle in bundles:
        place = re.match(r"/\*! Licences of what this holds: (\S+) \*/", bundle.read_text("utf-8"))
        assert place, bundle.name
        assert (bundle.parent / place[1]).exists(), bundle.name


def test_style_sheets_hold_nothing_of_others(site):
    outputs = (json.loads(file.read_text())["outputs"].items() for file in METAFILES)
    sheets = [one["inputs"] for each in outputs for name, one in each if name.endswith(".css")]
    assert sheets
    assert [path for inputs in sheets for path in inputs if "node_modules" in path] == []


def test_every_font_of_the_site_is_named_with_its_licence(site):
    listing = (site / licences.PLACE).read_text("utf-8")
    fonts = {
        file.name for end in ["woff2", "woff", "ttf", "otf"] for file in site.rglob(f"*.{end}")
    }
    assert [font for font in sorted(fonts) if not re.search(rf"\b{font}\b", listing)] == []


def test_every_package_of_python_is_listed_with_its_version(site):
    locks = [site / "_static" / "pyodide" / "pyodide-lock.json", LITE / "pyodide/pyodide-lock.json"]
    carried = {
        f"{name} {package['version']}"
        for lock in locks
        if lock.exists()
        for name, package in json.loads(lock.read_text())["packages"].items()
        if name != "neurocalc-scripts"  # the demos of neurocalc, under another name
    }
    assert carried - set(read(site / licences.PLACE)) == set()


def test_pyodide_and_python_say_where_their_source_is(site):
    listing = (site / licences.PLACE).read_text("utf-8")
    version = json.loads((ROOT / "node_modules/pyodide/package.json").read_text())["version"]
    assert f"https://github.com/pyodide/pyodide/tree/{version}" in listing
    entries = read(site / licences.PLACE)
    [pyodide] = entries[f"Pyodide {version}"]
    assert "Mozilla Public License" in pyodide
    [python] = [texts[0] for name, texts in entries.items() if name.startswith("Python (CPython)")]
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in python


def test_what_the_theme_and_its_extensions_bring_is_listed(site):
    """Scripts and styles that no bundle and no page of ours explains come from such a package."""
    entries = read(site / licences.PLACE)
    for name in ["Sphinx", "sphinx-book-theme", "pydata-sphinx-theme", "sphinx-copybutton"]:
        assert f"{name} {metadata.version(name)}" in entries
    assert {"Bootstrap", "Popper", "clipboard.js"} <= set(entries)


def test_a_browser_reads_the_list_right_whatever_the_host_says(site):
    assert (site / licences.PLACE).read_bytes().startswith(b"\xef\xbb\xbf")


def test_about_leads_to_the_list(site):
    about = parse(site / "about.html")
    places = {urljoin("about.html", link["href"]) for link in about.select("article a[href]")}
    assert licences.PLACE in places


# -- A package that tells nothing -----------------------------------------------------------------


def bundle_of(root, files, about):
    """A metafile of a bundle that holds one package with these files."""
    folder = root / "node_modules" / "idea"
    folder.mkdir(parents=True)
    for name, text in {**files, "package.json": json.dumps(about)}.items():
        (folder / name).write_text(text)
    inputs = {"node_modules/idea/index.js": {"bytesInOutput": 9}}
    metafile = root / "pieces.json"
    metafile.write_text(json.dumps({"outputs": {"a.js": {"inputs": inputs}}}))
    return metafile


ABOUT = {"name": "idea", "version": "1.0", "license": "MIT"}


@pytest.mark.parametrize("about", [ABOUT, {**ABOUT, "author": "Ada", "license": "Own-1.0"}])
def test_a_package_without_a_licence_stops_the_build_with_its_name(tmp_path, about):
    metafile = bundle_of(tmp_path, {"index.js": "export default 1;"}, about)
    with pytest.raises(licences.ExtensionError, match="idea"):
        licences.bundled(tmp_path, metafile)


def test_a_package_that_only_names_a_usual_licence_gets_its_text_and_its_author(tmp_path):
    about = {**ABOUT, "author": {"name": "Ada Lovelace"}}
    metafile = bundle_of(tmp_path, {"index.js": "export default 1;"}, about)
    [idea] = licences.bundled(tmp_path, metafile)
    assert idea.texts[0].startswith("Copyright (c) Ada Lovelace\n")
    assert "Permission is hereby granted" in idea.texts[0]


def test_notices_in_a_script_are_kept_with_the_licence_of_its_package(tmp_path):
    files = {"index.js": "/* Copyright 2001 Bo */ export default 1;", "LICENSE": "Terms of Ada"}
    [idea] = licences.bundled(tmp_path, bundle_of(tmp_path, files, ABOUT))
    assert idea.texts == ("Terms of Ada", "/* Copyright 2001 Bo */")
