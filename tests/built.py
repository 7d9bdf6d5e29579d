"""The built book as the tests see it: its pages, parsed as a browser parses them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "site"
LITE = SITE / "lite"
MISSING = SITE / "404.html"  # shown at any address, so its links are its own affair


@cache
def parse(path: Path) -> BeautifulSoup:
    """Parse one file of HTML; every test that asks for it gets the same tree."""
    return BeautifulSoup(path.read_bytes(), "html5lib")


class Page:
    """One page of the built site."""

    def __init__(self, path: Path):
        self.path = path
        self.name = path.relative_to(SITE).as_posix()

    @property
    def soup(self) -> BeautifulSoup:
        """The whole document."""
        return parse(self.path)

    @property
    def article(self) -> BeautifulSoup:
        """What the page itself says, without the theme's navigation."""
        return self.soup.select_one("article.bd-article")

    @property
    def is_written(self) -> bool:
        """Whether it has a source in book/, unlike the indexes that Sphinx generates."""
        return (ROOT / "book" / self.name).with_suffix(".md").exists()

    def __str__(self) -> str:
        return self.name


def pages() -> list[Page]:
    """All pages of the built site in the order of their names, without `LITE` and `MISSING`."""
    other = {LITE, SITE / "_static"}  # the latter holds the empty page that Python's worker needs
    found = (path for path in sorted(SITE.rglob("*.html")) if not other & set(path.parents))
    return [Page(path) for path in found if path != MISSING]
