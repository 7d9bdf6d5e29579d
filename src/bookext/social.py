"""What other sites show of a page: its title, a sentence, and a picture that carries the title.

The picture is the book's sign. In that of a chapter as much of the current's time has passed as of
the book when one begins it. Addresses must be whole there, so all this is written only where it is
known where the book is published.
"""

import re
import shutil
import textwrap
from hashlib import sha256
from html import escape, unescape
from pathlib import Path

from sphinx.locale import _

from bookext import emblem
from bookext.chapters import reading_times
from neurocalc.palette import PALETTES
from neurocalc.picture import FAMILIES, bring_letters

_WIDTH, _HEIGHT = 1200, 630  # pixels: what networks ask for
_GROUND, _LEFT = 64, 480  # where a current of zero stands, and where the sign begins
_FOLDER = "_static/social"
_LETTERS = 30  # of the title in a line
_OTHERS = ("404",)  # stands at any address


def draw_card(file, title, above, part=None):
    """Draw the picture of a page.

    Parameters
    ----------
    file : Path
        Where to write it, as PNG.
    title : str
        What stands on it in large letters.
    above : str
        What stands above, in small ones.
    part : float, optional
        How much of the book one has read, from 0 to 1.
    """
    import matplotlib
    from matplotlib.figure import Figure

    palette = PALETTES["light"]
    bring_letters()
    with matplotlib.rc_context({"font.family": FAMILIES}):
        figure = Figure(figsize=(_WIDTH / 100, _HEIGHT / 100), dpi=100)
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, _WIDTH), ylim=(0, _HEIGHT))
        sheet.axis("off")
        sheet.axhline(_GROUND, color=palette.rule, linewidth=2)
        sheet.plot([0, _LEFT + 2], [_GROUND, _GROUND], color=palette.function, linewidth=6.5)
        moment = {} if part is None else {"contact": emblem.moment(part)}
        emblem.draw(sheet, palette, (_LEFT, _GROUND, _WIDTH, 330), width=1.3, **moment)
        sheet.text(72, 548, above, fontsize=22, color=palette.muted, va="baseline")
        lines = textwrap.wrap(title, _LETTERS)
        if len(lines) > 3:
            lines = [*lines[:2], f"{lines[2]} …"]
        for number, line in enumerate(lines):
            large = {"fontsize": 42, "weight": "bold", "color": palette.ink}
            sheet.text(70, 470 - 72 * number, line, va="baseline", **large)
        figure.savefig(file, facecolor=palette.paper, metadata={"Software": None})


def _card_of(app, pagename, title):
    """Return the name of a page's picture, which is drawn if it is not there yet."""
    times = reading_times(app.env)
    part, above = None, app.config.html_title
    if pagename in times:
        chapters = list(times)
        part = chapters.index(pagename) / (len(chapters) - 1 or 1)
    if pagename == app.config.root_doc:
        above = _("An interactive textbook")
    kept = Path(app.confdir, "build", "social")
    scripts = "".join(Path(file).read_text("utf-8") for file in (__file__, emblem.__file__))
    drawn = repr((scripts, title, above, part, PALETTES["light"]))
    name = f"{sha256(drawn.encode()).hexdigest()[:16]}.png"
    if not (kept / name).exists():
        kept.mkdir(parents=True, exist_ok=True)
        draw_card(kept / name, title, above, part)
    folder = Path(app.outdir, _FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(kept / name, folder / name)
    return f"{_FOLDER}/{name}"


def _say(app, pagename, templatename, context, doctree):
    """Put into the head of a page what other sites show of it."""
    home = app.config.book_url
    if not home or app.builder.name != "html" or pagename in _OTHERS:
        return
    about = app.env.metadata.get(pagename, context).get("description", app.config.project)
    is_first = pagename == app.config.root_doc
    title = app.config.html_title if is_first else _plain(context.get("title", pagename))
    is_source = pagename.startswith("_modules/")  # of these nobody needs a picture each
    picture = home + _card_of(app, pagename, _("Source code") if is_source else title)
    address = home + ("" if is_first else app.builder.get_target_uri(pagename))
    alt = _("{title}, above a synaptic current: its slope at one moment, and the area up to it")
    said = {
        "og:type": "website" if is_first else "article",
        "og:site_name": app.config.html_title,
        "og:title": title,
        "og:description": about,
        "og:url": address,
        "og:image": picture,
        "og:image:type": "image/png",
        "og:image:width": _WIDTH,
        "og:image:height": _HEIGHT,
        "og:image:alt": alt.format(title=title),
    }
    tags = [f'<meta property="{name}" content="{escape(str(v))}" />' for name, v in said.items()]
    tags.append('<meta name="twitter:card" content="summary_large_image" />')
    context["metatags"] = context.get("metatags", "") + "\n".join(tags)


def _plain(title):
    """Return a title without its markup."""
    return unescape(re.sub(r"<[^>]+>", "", title)).strip()


def _draw_icon(app, exception):
    """Draw the icon for the screens of telephones."""
    if exception is None and app.builder.name == "html":
        emblem.draw_icon(Path(app.outdir, "_static", "apple-touch-icon.png"), 180)


def setup(app):
    """Complete each page's head, and draw the icon."""
    app.connect("html-page-context", _say)
    app.connect("build-finished", _draw_icon)
