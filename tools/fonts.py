"""Cut the book's letters to size, from the variable fonts that npm brings.

    uv run --no-project --with fonttools --with brotli python tools/fonts.py

The pages get WOFF2 files with a weight that can be chosen; Matplotlib, which knows no variable
fonts, gets still ones for small sizes. Both are kept in the repository, so that a build needs
neither a compiler of fonts nor the packages. Run this again when a text needs another letter.

Literata has letters for sizes and for weights, Greek, and an x-height that holds at 12 px; it
reserves no name, so that a cut one may keep its own. What the package leaves out, the raised
and the lowered digits, is made of those of its fractions. Atkinson Hyperlegible Next is for readers
who choose it: no two of its letters look alike. Of the theme's 2,000 icons the pages show these
few.
"""

import re
from pathlib import Path

from fontTools import merge, subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "node_modules" / "@fontsource-variable"
PAGES = ROOT / "book" / "_static" / "fonts"
FIGURES = ROOT / "src" / "neurocalc" / "fonts"

THEME = "lib/python*/site-packages/pydata_sphinx_theme/theme/pydata_sphinx_theme/static"
ICONS = {
    "icons": "angle-left angle-right arrow-up bars circle-half-stroke cloud code download "
    "file-circle-check file-code file-pdf flag font laptop-code list magnifying-glass moon "
    "pencil rocket sun tablet-screen-button xmark",
    "icons-brands": "github google",
}
_ICON_FILES = {"icons": "fa-solid-900.woff2", "icons-brands": "fa-brands-400.woff2"}

LATIN = {*range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "Œœ‐‑–—‘’‚“”„•…′″⁄€−™↑↓")}
RAISED = "⁰⁴⁵⁶⁷⁸⁹"  # the package has them, for fractions, without saying so
_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
LOWERED = dict(zip("₀₁₂₃₄₅₆₇₈₉", _DIGITS, strict=True))
TITLES = {*range(0x20, 0x7F), *map(ord, "‑–—‘’“”…′·×−°éèöü")}
CODE = {*range(0x20, 0x7F), *map(ord, "°±²³µ·×÷éö–—‘’“”…′−")}
GREEK = {*range(0x391, 0x3AA), *range(0x3B1, 0x3CA)} - {0x3A2}
WEIGHTS = (400, 700)
_TEXT, _SMALL, _TITLE = 14, 9, 36  # optical sizes, in points
_SLOPE = 0.17  # of the italic
_DOWN = -150  # font units, from the lower digits of fractions to lowered ones
_MINUS = "one.numr"  # the place of a raised minus: a raised one is another glyph


def cut(package, script, axes, style, letters, **limits):
    """Return a font with these letters and this room on its axes.

    Parameters
    ----------
    package, script, axes, style : str
        Which file of which package.
    letters : set of int
        Code points to keep.
    limits : int or tuple
        Where to pin an axis, or from where to where to leave it.
    """
    file = PACKAGES / package / "files" / f"{package}-{script}-{axes}-{style}.woff2"
    font = TTFont(file)
    if letters is LATIN:
        _raise_digits(font)
        letters = letters | set(map(ord, [*RAISED, *LOWERED, "⁻"]))
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2, 4, 6, 13, 14])
    options.layout_features = ["kern", "mark"] if axes == "wght" else ["kern", "liga", "tnum"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=letters)
    cutter.subset(font)
    return instancer.instantiateVariableFont(font, limits)


def _raise_digits(font):
    """Give the digits of fractions the code points of raised and lowered ones."""
    glyphs = font["glyf"]
    for letter in RAISED:
        _give(font, letter, f"uni{ord(letter):04X}")
    for letter, name in LOWERED.items():
        digit = glyphs[f"{name}.dnom"]
        digit.expand(glyphs)
        for part in digit.components:
            part.y += _DOWN
        _give(font, letter, f"{name}.dnom")
    pen = TTGlyphPen(None)
    pen.moveTo((40, 590))
    for corner in ((40, 640), (360, 640), (360, 590)):
        pen.lineTo(corner)
    pen.closePath()
    glyphs[_MINUS] = pen.glyph()
    font["gvar"].variations[_MINUS] = []
    font["hmtx"][_MINUS] = (400, 40)
    _give(font, "⁻", _MINUS)


def _give(font, letter, name):
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name


def for_pages():
    """Write the fonts of the pages."""
    text = {"opsz": _TEXT, "wght": WEIGHTS}
    slanted = {"opsz": _TEXT, "wght": 400}
    title = {"opsz": _TITLE, "wght": 620}
    mono = {"wght": WEIGHTS}
    clear, plain = "atkinson-hyperlegible-next", {*LATIN}  # it has no digits of fractions to raise
    fonts = {
        "literata": cut("literata", "latin", "opsz", "normal", LATIN, **text),
        "literata-greek": cut("literata", "greek", "opsz", "normal", GREEK, **text),
        "literata-italic": cut("literata", "latin", "opsz", "italic", LATIN, **slanted),
        "literata-title": cut("literata", "latin", "opsz", "normal", TITLES, **title),
        "atkinson": cut(clear, "latin", "wght", "normal", plain, wght=WEIGHTS),
        "atkinson-italic": cut(clear, "latin", "wght", "italic", plain, wght=400),
        "jetbrains-mono": cut("jetbrains-mono", "latin", "wght", "normal", CODE, **mono),
        "jetbrains-mono-greek": cut("jetbrains-mono", "greek", "wght", "normal", GREEK, **mono),
    }
    for name, font in fonts.items():
        font.flavor = "woff2"
        _save(font, PAGES / f"{name}.woff2")


def signs():
    """Return the code points of the theme's icons by their names, in hexadecimal digits."""
    style = (_theme() / "styles" / "pydata-sphinx-theme.css").read_text(encoding="utf-8")
    rules = re.findall(r"([^{}]*)\{--fa:\"\\(\w+)\"\}", style)
    return {icon: sign for names, sign in rules for icon in re.findall(r"\.fa-([\w-]+)", names)}


def _theme():
    return next((ROOT / ".venv").glob(THEME))


def for_icons():
    """Write the icons of the theme that the pages show."""
    known = signs()
    for name, icons in ICONS.items():
        font = TTFont(_theme() / "vendor" / "fontawesome" / "webfonts" / _ICON_FILES[name])
        cutter = subset.Subsetter(subset.Options(name_IDs=[0, 13, 14]))
        cutter.populate(unicodes=[int(known[icon], 16) for icon in icons.split()])
        cutter.subset(font)
        for number in (1, 4, 6):  # their licence keeps the old name to the whole font
            font["name"].setName(f"book-{name}", number, 3, 1, 0x409)
        _save(font, PAGES / f"{name}.woff2")


def for_figures():
    """Write the fonts of the figures, each with Latin and Greek letters."""
    for name, style, weight in (
        ("Regular", "normal", 400),
        ("Bold", "normal", 650),
        ("Italic", "italic", 400),
    ):
        parts = []
        for script, kind, letters in (("latin", style, LATIN), ("greek", "normal", GREEK)):
            part = FIGURES / f"{script}.ttf"
            font = cut("literata", script, "opsz", kind, letters, opsz=_SMALL, wght=weight)
            if kind != style:
                _slant(font)
            _save(font, part)
            parts.append(part)
        font = merge.Merger().merge(list(map(str, parts)))
        for part in parts:
            part.unlink()
        _name(font, name)
        _save(font, FIGURES / f"Literata-{name}.ttf")


def _slant(font):
    """Slant upright Greek: the theta of the italic is not the one of formulas."""
    for glyph in map(font["glyf"].__getitem__, font.getGlyphOrder()):
        glyph.expand(font["glyf"])
        if glyph.numberOfContours > 0:
            glyph.coordinates.transform(((1, 0), (_SLOPE, 1)))
            glyph.recalcBounds(font["glyf"])


def _name(font, style):
    """Let Matplotlib find a font by its family, its weight and its slant."""
    names = {1: "Literata", 2: style, 4: f"Literata {style}", 6: f"Literata-{style}"}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = 700 if style == "Bold" else 400
    font["head"].macStyle = {"Regular": 0, "Bold": 1, "Italic": 2}[style]


def _save(font, file):
    font["head"].modified = font["head"].created  # the same bytes at every run
    font.recalcTimestamp = False
    font.save(file)
    print(f"{file.stat().st_size:7d} {file.relative_to(ROOT)}")


if __name__ == "__main__":
    for_pages()
    for_icons()
    for_figures()
