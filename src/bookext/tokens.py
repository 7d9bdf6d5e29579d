"""What pages, boxes, buttons and demos have in common, as custom properties of CSS.

Colours come from `neurocalc.palette`, as those of the pictures do. Sizes, edges and letters stand
here. A style sheet that needs a size takes one of these.
"""

from bookext.contract import DATA
from neurocalc.palette import PALETTES

# How the site, JupyterLab, VS Code and Colab say that the page is dark.
_DARK = (
    'html[data-theme="dark"], body[data-jp-theme-light="false"], body.vscode-dark, '
    'html[theme="dark"]'
)
# The script that asks whether the page is to be dark comes a little later than the page.
_UNTIL_ASKED = "@media screen and (prefers-color-scheme: dark) and (scripting: enabled)"
# Where the system chooses colours, hues mean nothing: dashes and marks do.
_FORCED = {
    "paper": "Canvas",
    "raised": "Canvas",
    "wash": "Canvas",
    "ink": "CanvasText",
    "muted": "CanvasText",
    "rule": "GrayText",
    "derivative": "LinkText",
    "accent": "Highlight",
}


def _scaled(size):
    """Return a size of letters, which grows with those that the reader has chosen."""
    return f"calc({size} * var(--nc-scale, 1))"


SCALE = {
    # Distances, each about one and a half times the one before.
    "space-1": "0.25rem",
    "space-2": "0.5rem",
    "space-3": "0.75rem",
    "space-4": "1.1rem",
    "space-5": "1.6rem",
    "space-6": "2.6rem",
    # Letters: what is read, what stands beside it, and titles.
    "size-small": _scaled("0.875rem"),
    "size-aside": _scaled("0.95rem"),
    "size-text": _scaled("1.125rem"),
    "size-lead": _scaled("1.3rem"),
    "size-h3": _scaled("1.3rem"),
    "size-h2": _scaled("1.7rem"),
    "size-h1": _scaled("2.4rem"),
    "leading": "1.6",
    "word-gap": "0.04em",  # beside Literata's own, which is narrow between digits
    "measure": _scaled("var(--nc-line-length, 37.5rem)"),  # of a line: 69 letters of the text
    "radius": "0.375rem",
    "bar": "4px",  # of the coloured edge of a box
    "ring-gap": "2px",
    "touch": "2.25rem",  # at least so high is a button
    "field": "1em",  # letters that are typed
}
# One edge of boxes, one of what can be pressed or filled in, one ring around the focus. They are
# said again wherever colours change: a property that is made of others keeps what these were.
EDGES = {
    "line": "1px solid var(--nc-rule)",
    "edge": "1px solid var(--nc-muted)",
    "ring": "3px solid var(--nc-function)",
}
# A finger covers more than a mouse points at; and where letters that are typed are smaller than
# this, iOS magnifies the page as soon as one begins.
_FOR_FINGERS = {"touch": "2.75rem", "field": "max(1rem, 16px, 1em)"}
_ON_PHONES = {
    "size-text": _scaled("1.0625rem"),
    "size-lead": _scaled("1.15rem"),
    "size-h2": _scaled("1.45rem"),
    "size-h1": _scaled("1.9rem"),
}

_LETTERS = {
    "text": '"Literata", "Literata signs", "Literata on Georgia", "Literata on Noto", '
    '"Literata on DejaVu", Georgia, serif',
    "title": '"Literata Title", var(--nc-text)',
    "code": '"JetBrains Mono", ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
}
#: What a reader may choose: words on the root of the page, and the tokens that each of them sets.
CHOICES = {
    "smaller": {"scale": "0.9"},
    "larger": {"scale": "1.2"},
    "largest": {"scale": "1.45"},
    "short-lines": {"line-length": "29rem"},
    "long-lines": {"line-length": "46rem"},
    "wide": {"leading": "1.85", "tracking": "0.04em", "word-gap": "0.1em"},
    "wider": {
        "leading": "2.1",
        "tracking": "0.12em",
        "word-gap": "0.16em",
    },  # as WCAG 1.4.12 has it
    "hyperlegible": {
        "text": f'"Atkinson Hyperlegible Next", {_LETTERS["text"]}',
        "title": "var(--nc-text)",
    },
}
_LATIN = "U+0000-036F, U+2000-218F, U+2191, U+2193, U+2212"
_GREEK = "U+0370-03FF"
#: Fonts of the pages: family, file, weight, slant, and for which letters it is fetched.
FACES = (
    ("Literata", "literata", "400 700", "normal", _LATIN),
    ("Literata", "literata-greek", "400 700", "normal", _GREEK),
    ("Literata", "literata-italic", "400", "italic", _LATIN),
    ("Literata Title", "literata-title", "400 700", "normal", "U+0000-00FF, U+2010-205F, U+2212"),
    ("Atkinson Hyperlegible Next", "atkinson", "400 700", "normal", _LATIN),
    ("Atkinson Hyperlegible Next", "atkinson-italic", "400", "italic", _LATIN),
    ("JetBrains Mono", "jetbrains-mono", "400 700", "normal", _LATIN),
    ("JetBrains Mono", "jetbrains-mono-greek", "400 700", "normal", _GREEK),
)
#: The theme's families of icons, cut to those that the pages show: its own have two thousand.
ICON_FACES = (
    ("Font Awesome 7 Free", "icons", "900", "normal", "U+E000-F8FF"),
    ("Font Awesome 7 Brands", "icons-brands", "400", "normal", "U+E000-F8FF"),
)
#: Signs that Literata lacks are those of the formulas, and so is slanted Greek: the theta of the
#: italic has another shape.
_SIGNS = "U+2190, U+2192, U+2200-2211, U+2213-22FF"
# What stands there until Literata has come is as wide and as high as it: nothing jumps. Widths are
# means over English text, in em; ascent and descent are Literata's.
_WIDTH, _ASCENT, _DESCENT = 0.4815, 1.177, 0.308
_STAND_INS = {
    "Georgia": (0.4442, ("Georgia", "Gelasio")),
    "Noto": (0.4845, ("Noto Serif", "NotoSerif")),
    "DejaVu": (0.5377, ("DejaVu Serif",)),
}


def _properties(values):
    return "".join(f"  --nc-{name}: {value};\n" for name, value in values.items())


def shared_tokens():
    """Return colours and sizes as CSS custom properties: light, and dark where a page says so."""
    light, dark = (_properties(palette._asdict() | EDGES) for palette in PALETTES.values())
    forced = dict.fromkeys(PALETTES["light"]._fields, "CanvasText") | _FORCED | EDGES
    # Paper is white: a page is printed in the light colours, whatever those of the screen are.
    return (
        f":root {{\n{light}{_properties(SCALE)}}}\n\n"
        f"@media (max-width: 600px) {{\n:root {{\n{_properties(_ON_PHONES)}}}\n}}\n\n"
        f"@media (pointer: coarse) {{\n:root {{\n{_properties(_FOR_FINGERS)}}}\n}}\n\n"
        f"@media print {{\n:root {{\n  --nc-paper: #ffffff;\n}}\n}}\n\n"
        f"@media not print {{\n{_DARK} {{\n{dark}}}\n}}\n\n"
        f'{_UNTIL_ASKED} {{\nhtml[data-theme="auto"] {{\n{dark}}}\n}}\n\n'
        f"@media screen and (forced-colors: active) {{\n"
        f":root, {_DARK} {{\n{_properties(forced)}}}\n}}\n"
    )


def page_tokens():
    """Return what pages have besides: letters beside the style sheet, and the reader's choice."""
    chosen = "".join(
        f'html[data-{DATA.reader}~="{word}"] {{\n{_properties(tokens)}}}\n\n'
        for word, tokens in CHOICES.items()
    )
    return f"{shared_tokens()}\n:root {{\n{_properties(_LETTERS)}}}\n\n{chosen}{_faces()}"


def _faces():
    own = [
        _face(family, f'url("fonts/{file}.woff2") format("woff2")', *rest, wait)
        for wait, faces in (("swap", FACES), ("block", ICON_FACES))
        for family, file, *rest in faces
    ]
    signs = 'url("katex/fonts/KaTeX_Main-Regular.woff2") format("woff2")'
    greek = 'url("katex/fonts/KaTeX_Math-Italic.woff2") format("woff2")'
    lent = [
        _face("Literata signs", signs, "400 700", "normal", _SIGNS),
        _face("Literata", greek, "400 700", "italic", _GREEK),
    ]
    stand_ins = [_stand_in(name, width, families) for name, (width, families) in _STAND_INS.items()]
    return "\n".join([*own, *lent, *stand_ins])


def _face(family, source, weight, slant, letters, wait="swap"):
    return (
        f'@font-face {{\n  font-family: "{family}";\n  src: {source};\n'
        f"  font-weight: {weight};\n  font-style: {slant};\n  font-display: {wait};\n"
        f"  unicode-range: {letters};\n}}\n"
    )


def _stand_in(name, width, families):
    """Return a face that gives a font of the reader's system the measures of Literata."""
    size = _WIDTH / width
    source = ", ".join(f'local("{family}")' for family in families)
    return (
        f'@font-face {{\n  font-family: "Literata on {name}";\n  src: {source};\n'
        f"  size-adjust: {size:.1%};\n  ascent-override: {_ASCENT / size:.1%};\n"
        f"  descent-override: {_DESCENT / size:.1%};\n  line-gap-override: 0%;\n}}\n"
    )
