"""The one set of colours: the pictures draw with them, and the site's stylesheet is made of them.

Warm paper, deep ink and two greys, one of letters and one of lines; beside them eight hues of
curves. Words may stand in any of the hues: each keeps a contrast of at least 5 to 1 against every
surface. The first four are told apart with every common kind of colour blindness. No picture relies
on hues alone: roles also differ in dash or mark.
"""

from typing import NamedTuple

__all__ = ["CURVES", "PALETTES", "Palette"]


class Palette(NamedTuple):
    """Colours by role, as hexadecimal RGB."""

    paper: str  #: background of pages and pictures
    raised: str  #: background of buttons, fields and menus
    wash: str  #: background of boxes and code
    ink: str  #: text and axes
    muted: str  #: secondary text, ticks, and the edges of buttons and fields
    rule: str  #: grid lines and the edges of boxes
    function: str  #: the function f, solid; links, and where the focus is
    derivative: str  #: its slope f', dashed
    integral: str  #: its area F, dash-dotted
    accent: str  #: what the reader moves or should look at, dotted
    ochre: str  #: a fifth curve
    rose: str  #: a sixth
    sky: str  #: a seventh
    moss: str  #: an eighth


#: The hues of curves, in the order in which a picture takes them.
CURVES = ("function", "derivative", "integral", "accent", "ochre", "rose", "sky", "moss")

#: One palette for each theme of the page.
PALETTES = {
    "light": Palette(
        paper="#fdfbf7",
        raised="#ffffff",
        wash="#f6f2ea",
        ink="#1b2230",
        muted="#5a5e69",
        rule="#ddd6c9",
        function="#1558a6",
        derivative="#b5400a",
        integral="#0b6b57",
        accent="#86378f",
        ochre="#80600a",
        rose="#b0245c",
        sky="#0f6b8a",
        moss="#4d6b1c",
    ),
    "dark": Palette(
        paper="#15181d",
        raised="#1e2229",
        wash="#1c2027",
        ink="#e9e6df",
        muted="#aeaaa2",
        rule="#3c424d",
        function="#74b4f7",
        derivative="#ff9d66",
        integral="#45cfae",
        accent="#dda2e8",
        ochre="#e0bd57",
        rose="#ff93b4",
        sky="#6fd0ee",
        moss="#a9cf6e",
    ),
}
