"""What is on paper: a PDF as its readers see it, by the tools that they trust."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from functools import cached_property
from html import unescape
from typing import NamedTuple

from bs4 import NavigableString

_SHEET = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_PLACE = " ".join(rf'{end}="([-\d.]+)"' for end in ("xMin", "yMin", "xMax", "yMax"))
_WORD = re.compile(rf"<word {_PLACE}>(.*?)<")


#: The margins that paper.css gives a sheet, in points: 20 mm beside the text, 18 above and below.
SIDES, ENDS = 20 / 25.4 * 72, 18 / 25.4 * 72


class Word(NamedTuple):
    """A word, its sheet, counted from 0, and its place there, in points from the upper left."""

    text: str
    sheet: int
    left: float
    top: float
    right: float
    bottom: float


class Paper:
    """A PDF in a file."""

    def __init__(self, path):
        self.path = path

    def text(self, *, laid_out=False):
        """Everything that it says: in its own order, or line by line as it lies on the sheets."""
        return self._read("-layout" if laid_out else "-raw")

    @cached_property
    def letters(self):
        """What it says without what paper may change; see `letters`."""
        return letters(self.text())

    @cached_property
    def _sheets(self):
        return _SHEET.findall(self._read("-bbox"))

    @property
    def sizes(self):
        """Width and height of each sheet, in points."""
        return [(float(width), float(height)) for width, height, _words in self._sheets]

    @cached_property
    def words(self):
        """All words, in the order in which they were printed."""
        return [
            Word(unescape(text), sheet, *map(float, place))
            for sheet, (_width, _height, words) in enumerate(self._sheets)
            for *place, text in _WORD.findall(words)
        ]

    def cut_off(self):
        """The words that lie in the margins of a sheet, in part or all."""
        return [word for word in self.words if not self._is_inside(word)]

    def _is_inside(self, word):
        width, height = self.sizes[word.sheet]
        middle = (word.top + word.bottom) / 2  # a font is higher than its letters
        sides, ends = SIDES - 2, ENDS
        return sides < word.left < word.right < width - sides and ends < middle < height - ends

    def pictures(self, folder, *, dots):
        """Draw each sheet in greys, with so many dots an inch; return the paths of the pictures."""
        command = ["pdftoppm", "-r", str(dots), "-gray", self.path, folder / "sheet"]
        subprocess.run(command, check=True)
        return sorted(folder.glob("sheet*.pgm"))

    def _read(self, form):
        command = ["pdftotext", form, self.path, "-"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def letters(text):
    """Letters and digits alone: lines break, words are parted and ligatures drawn on paper."""
    return re.sub(r"\W|_", "", unicodedata.normalize("NFKC", text))


def said(element, but=".katex"):
    """The texts of an element between its formulas, which look different on paper."""
    return [
        letters(string)
        for string in element.find_all(string=True)
        if type(string) is NavigableString and not string.parent.css.closest(but)
    ]
