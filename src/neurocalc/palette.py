"""The one set of colours: the pictures draw with them, and the site's stylesheet is made of them.

The hues are told apart with every common kind of colour blindness, and each keeps a contrast of at
least 3 to 1 against the paper. No picture relies on them alone: roles also differ in dash or mark.
"""

from typing import NamedTuple

__all__ = ["PALETTES", "Palette"]


class Palette(NamedTuple):
    """Colours by role, as hexadecimal RGB."""

    paper: str  #: background of pages and pictures
    ink: str  #: text and axes
    muted: str  #: secondary text and ticks
    rule: str  #: grid lines and borders
    wash: str  #: background of boxes
    function: str  #: the function f, solid
    derivative: str  #: its slope f', dashed
    integral: str  #: its area F, dash-dotted
    accent: str  #: what the reader moves or should look at, dotted


#: One palette for each theme of the page.
PALETTES = {
    "light": Palette(
        paper="#ffffff",
        ink="#1c2430",
        muted="#566070",
        rule="#d8dde4",
        wash="#f4f6f9",
        function="#0a5fb4",
        derivative="#c04208",
        integral="#007a64",
        accent="#8a3d94",
    ),
    "dark": Palette(
        paper="#14181e",
        ink="#e4e8ee",
        muted="#a3adba",
        rule="#3a4350",
        wash="#1d232b",
        function="#62b0f5",
        derivative="#ff9b61",
        integral="#41cfac",
        accent="#dc9fe6",
    ),
}
