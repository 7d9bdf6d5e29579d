"""Let a published page show its first screen as soon as its text is there.

A page names some fifteen style sheets, most rules of which no page uses, and a browser shows
nothing before it has them all. Here they become one sheet with the rules that the site uses, which
stands at the end of each page; what the first screen needs of it stands in the page itself. Scripts
wait until the page is there.
"""

import json
import re
import subprocess
from hashlib import sha256
from pathlib import Path

from bookext.contract import EARLY_SCRIPT
from bookext.web import BROWSERS
from tools.vendor import NODE

_STYLES = Path(__file__).with_suffix("").with_name("styles.js")
_SHEET = re.compile(
    r'[ \t]*<link (?:rel="stylesheet" type="text/css" href="([^"?]*)[^"]*"'
    r'|href="([^"?]*)[^"]*" rel="stylesheet") />\n?'
)
_THEME = "styles/theme.css"
_CHAPTER = '<meta name="minutes"'
_JOINED = re.compile(r'(?<=href=")([./]*_static/)book-\w+\.css(?=")')
_HEAD = (
    # The theme asks for its scripts, which are at the end of the page, before all else.
    (re.compile(r'<link rel="preload" as="script"[^>]*>\n?'), ""),
    # What a search and a choice of versions would need that the book does not have.
    (re.compile(r"\s*<script>DOCUMENTATION_OPTIONS\.[^<]*</script>"), ""),
    (re.compile(r'\s*<script src="[^"]*_static/doctools\.js[^>]*></script>'), ""),
    # The reader's choice of light or dark, which `EARLY_SCRIPT` knows as well.
    (re.compile(r'\s*<script data-cfasync="false">[^<]*</script>'), ""),
    (re.compile(r"<script (?=(?:data-[^ >]* )?src=)"), "<script defer "),
    (re.compile(rf'<script defer (?=src="[^"]*/{re.escape(EARLY_SCRIPT)})'), "<script async "),
)
_EARLY = re.compile(rf'<script async src="[^"]*/{re.escape(EARLY_SCRIPT)}[^"]*"></script>')
_PAPER = re.compile(r'[ \t]*<link media="print" rel="stylesheet"[^>]*>\n?')


def without_waiting(page):
    """Return the HTML of a page whose text is shown before its scripts have come."""
    if _THEME not in page:
        return page
    head, body = page.split("</head>", maxsplit=1)
    for pattern, replacement in _HEAD:
        head = pattern.sub(replacement, head)
    # By the end of the page at the latest, since the theme's script takes what is not said yet for
    # a choice, and keeps it.
    [early] = _EARLY.findall(head)
    body = body.replace("</body>", f"{early.replace(' async', '')}\n  </body>", 1)
    return f"{head}</head>{body}"


def with_one_sheet(site, texts):
    """Replace the style sheets of pages by one, and write it.

    Parameters
    ----------
    site : Path
        The folder of the built site.
    texts : dict of Path, str
        The HTML of its pages.

    Returns
    -------
    dict of Path, str
        The same pages. Those without the theme are as they were, and so are all if this build
        has not written the landing page and each chapter: then they go on naming their sheets.
    """
    named = {page: sheets for page in texts if _THEME in (sheets := _sheets(texts[page]))}
    # Readers come to the landing page or to a chapter. The others may wait for the whole sheet.
    chapters = [page for page in texts if _CHAPTER in texts[page]]
    start = site / "index.html"
    if not named.keys() >= {start, *chapters}:
        return texts
    sheets = _in_order(named[page] for page in [start, *chapters])
    # Sphinx writes a page of source code only when that has changed.
    pages = sorted(page for page in texts if page in named or _JOINED.search(texts[page]))
    name, rules = _write(site / "_static", sheets, pages, start, sorted(chapters))
    done = {page: _JOINED.sub(rf"\g<1>{name}", text) for page, text in texts.items()}
    for page in named:
        to = f"{'../' * (len(page.relative_to(site).parts) - 1)}_static/"
        link = f'<link rel="stylesheet" href="{to}{name}">'
        text = _SHEET.sub(lambda link: "" if _named(link) in sheets else link[0], texts[page])
        kind = "start" if page == start else "chapter" if page in chapters else None
        style = (rules["faces"] + rules.get(kind, "")).replace("url(./", f"url({to}")
        text = text.replace("</head>", f"<style>{style}</style>\n  </head>", 1)
        if kind:
            paper = "".join(_PAPER.findall(text))  # which overrules the other
            text = _PAPER.sub("", text)
            # What stands before it is shown before it has come. Scripts, which add to the page, run
            # after it.
            done[page] = text.replace("</body>", f"{link}\n{paper}  </body>", 1)
        else:
            done[page] = text.replace(
                "<!-- Loaded before other", f"{link}\n  <!-- Loaded before other", 1
            )
    return done


def _sheets(text):
    """Return the sheets of a page that are for its screen, as they are named in `_static`."""
    return [_named(link) for link in _SHEET.finditer(text)]


def _named(link):
    return (link[1] or link[2]).split("_static/")[1]


def _in_order(lists):
    """Join lists that agree about the order of what they share."""
    joined = []
    for sheets in sorted(lists, key=len, reverse=True):
        for before, sheet in zip([None, *sheets], sheets, strict=False):
            if sheet not in joined:
                joined.insert(joined.index(before) + 1 if before else 0, sheet)
    return joined


def _write(static, sheets, pages, start, chapters):
    """Write the sheet; return its name, the fonts, and the rules that the first screens need."""
    scripts = [*static.glob("*.js"), *static.glob("scripts/*.js"), *static.glob("web/*.js")]
    asked = {
        "folder": str(static),
        "name": "book-unnamed.css",
        "sheets": sheets,
        "pages": list(map(str, pages)),
        "start": str(start),
        "chapters": list(map(str, chapters)),
        "scripts": sorted(map(str, scripts)),
        "browsers": BROWSERS.split(","),
    }
    run = subprocess.run(
        [NODE, _STYLES], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(f"the style sheets cannot be joined: {run.stderr}")
    sheet = static / asked["name"]
    name = f"book-{sha256(sheet.read_bytes()).hexdigest()[:8]}.css"
    for old in static.glob("book-*.css"):
        if old != sheet:
            old.unlink()
    sheet.rename(static / name)
    return name, json.loads(run.stdout)
