"""Make the site complete in itself: its tokens, its mathematical fonts, its policy."""

import re
import shutil
from base64 import b64encode
from hashlib import sha256
from html import escape
from pathlib import Path

from bookext.delivery import with_one_sheet, without_waiting
from bookext.emblem import icon
from bookext.repairs.theme import without_icon_script
from bookext.tokens import page_tokens
from neurocalc.palette import PALETTES

_OLD_FONTS = re.compile(r",url\([^)]*\.(?:woff|ttf)\) format\([^)]*\)")
# What a page may load, wherever it is served from: its own site's files, and nothing else. Its
# worker needs WebAssembly and comes from memory; formulas and figures place things by styles. The
# default is for what has no word of its own: Firefox fetches the next page before it is asked for.
_POLICY = {
    "default-src": "'self'",
    "object-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "media-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self' blob:",
    "frame-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}
_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", re.DOTALL)
_OTHERS = ("_static", "lite")  # folders with pages that are not of the book
_CHARSET = re.compile(r"(<meta charset=[^>]*>)")


def policy(page):
    """Return the content security policy of a page.

    Parameters
    ----------
    page : str
        Its HTML; the theme's scripts in it are allowed by what they are.

    Returns
    -------
    str
        The directives, as a header or a meta element takes them.
    """
    scripts = sorted({_digest(script) for script in _INLINE_SCRIPT.findall(page)})
    directives = _POLICY | {"script-src": " ".join([_POLICY["script-src"], *scripts])}
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _digest(script):
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def stage_assets(folder, katex):
    """Write the tokens and the icon, and copy KaTeX's style sheet and fonts into `folder`.

    Parameters
    ----------
    folder : Path
        A folder of static files that the site includes.
    katex : Path
        The installed KaTeX distribution.

    Returns
    -------
    str
        The folder, for ``html_static_path``.
    """
    fonts = folder / "katex" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    style = (katex / "katex.min.css").read_text(encoding="utf-8")
    (folder / "katex" / "katex.min.css").write_text(_OLD_FONTS.sub("", style), encoding="utf-8")
    for font in sorted((katex / "fonts").glob("*.woff2")):
        shutil.copyfile(font, fonts / font.name)
    (folder / "favicon.svg").write_text(icon(), encoding="utf-8")
    (folder / "tokens.css").write_text(page_tokens(), encoding="utf-8")
    return str(folder)


def _describe(app, pagename, templatename, context, doctree):
    """Say in the page's head what its front matter says of it, and which colour surrounds it.

    Search engines show the one, telephones paint their bars in the other.
    """
    metadata = app.env.metadata.get(pagename, context)
    about = metadata.get("description", app.config.project)
    tags = [f'<meta name="description" content="{escape(about)}" />']
    for theme, palette in PALETTES.items():
        media = f"(prefers-color-scheme: {theme})"
        tags.append(f'<meta name="theme-color" content="{palette.paper}" media="{media}" />')
    context["metatags"] = context.get("metatags", "") + "\n".join(tags)


def finish_pages(app, exception):
    """Let nothing in a page wait in vain, and give it its policy."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    pages = (
        page for page in site.rglob("*.html") if page.relative_to(site).parts[0] not in _OTHERS
    )
    texts = {page: page.read_text(encoding="utf-8") for page in pages}
    finished = {page: _finished(app, text) for page, text in texts.items()}
    if "editions" in app.tags:  # the site as it is published
        finished = with_one_sheet(site, finished)
    for page, text in finished.items():
        if text != texts[page]:
            page.write_text(text, encoding="utf-8")


def _finished(app, text):
    if "Content-Security-Policy" in text:  # by an earlier build
        return text
    text = without_waiting(without_icon_script(text))
    if "preview" in app.tags:  # its server puts a script into each page, which reloads it
        return text
    head, charset, rest = _CHARSET.split(text, maxsplit=1)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(text)}" />'
    return f"{head}{charset}\n    {tag}{rest}"


def setup(app):
    """Complete each page's head, and finish the pages when all are written."""
    app.connect("html-page-context", _describe)
    # The theme writes its colours of code when all pages are there, too.
    app.connect("build-finished", finish_pages, priority=900)
