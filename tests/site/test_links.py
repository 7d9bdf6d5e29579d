from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.built import SITE, pages, parse

# Where HTML names another file. A plain link may lead anywhere; all the rest is loaded by the page.
LOADED = [
    ("script", "src"),
    ("img", "src"),
    ("source", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("audio", "src"),
    ("track", "src"),
    ("object", "data"),
    ("use", "href"),
    ("image", "href"),
]
# A <link> with one of these tells about the page; a browser does not load it.
METADATA = {"canonical", "license", "author", "help", "alternate"}


def css_addresses(text):
    return re.findall(r"""url\(\s*['"]?([^'")]+?)['"]?\s*\)""", text) + re.findall(
        r"""@import\s+['"]([^'"]+)""", text
    )


def loaded(soup):
    """Yield every address that a browser fetches in order to show the page."""
    for tag, attribute in LOADED:
        yield from (element[attribute] for element in soup.find_all(tag, attrs={attribute: True}))
    for element in soup.find_all(["img", "source"], srcset=True):
        yield from (part.split()[0] for part in element["srcset"].split(",") if part.strip())
    for element in soup.find_all("link", href=True):
        if not METADATA & set(element.get("rel", [])):
            yield element["href"]
    for element in soup.find_all(style=True):
        yield from css_addresses(element["style"])
    for element in soup.find_all("style"):
        yield from css_addresses(element.get_text())


def linked(soup):
    yield from (element["href"] for element in soup.find_all(["a", "area"], href=True))


def is_external(address):
    return bool(urlsplit(address).scheme or urlsplit(address).netloc)


@cache
def names(path):
    """What a link into this file can name."""
    soup = parse(path)
    ids = {element["id"] for element in soup.find_all(id=True)}
    return ids | {element["name"] for element in soup.find_all("a", attrs={"name": True})} | {"top"}


def complaint(address, origin):
    """Say what is wrong with a relative address used in the file `origin`, or nothing."""
    parts = urlsplit(address)
    target = (origin.parent / unquote(parts.path)).resolve() if parts.path else origin
    if not target.is_relative_to(SITE):
        return f"{address} leaves the site"
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return f"{address}: no such file"
    if parts.fragment and target.suffix == ".html" and unquote(parts.fragment) not in names(target):
        return f"{address}: no such place on that page"
    return None


def complaints(addresses, origin):
    return sorted({said for address in addresses if (said := complaint(address, origin))})


def test_every_internal_link_leads_to_a_place_that_exists(page):
    addresses = [*linked(page.soup), *loaded(page.soup)]
    assert complaints([a for a in addresses if not is_external(a)], page.path) == []


def test_links_are_relative_so_that_the_site_works_under_any_prefix(page):
    addresses = [*linked(page.soup), *loaded(page.soup)]
    assert [address for address in addresses if address.startswith("/")] == []


def test_a_page_loads_nothing_from_another_host(page):
    assert [a for a in loaded(page.soup) if is_external(a) and not a.startswith("data:")] == []


def test_style_sheets_load_only_files_of_the_site(site):
    for sheet in sorted(site.rglob("*.css")):
        addresses = css_addresses(sheet.read_text(encoding="utf-8"))
        local = [address for address in addresses if not address.startswith(("data:", "#"))]
        assert complaints(local, sheet) == [], sheet.name


@pytest.mark.parametrize("scheme", ["http://", "javascript:", "file:"])
def test_links_to_other_sites_are_encrypted_and_harmless(page, scheme):
    assert [a for a in linked(page.soup) if a.lower().startswith(scheme)] == []


def test_every_written_page_can_be_reached_from_the_first(site):
    found, todo = set(), [Path(site / "index.html")]
    while todo:
        path = todo.pop()
        if path in found or path.suffix != ".html":
            continue
        found.add(path)
        addresses = [a for a in linked(parse(path)) if not is_external(a) and urlsplit(a).path]
        todo += [(path.parent / unquote(urlsplit(a).path)).resolve() for a in addresses]
    written = {page.path for page in pages() if page.is_written}
    assert sorted(written - found) == []
