"""Make the site complete in itself: its colours, its mathematical fonts, nothing it never uses."""

import re
import shutil
from html import escape
from itertools import chain
from pathlib import Path

from neurocalc.palette import PALETTES

# What the theme brings and no page uses: source maps, a template, icons drawn by a script (6 MB).
_UNUSED = ("*.map", "*webpack-macros.html", "fontawesome.js*")
_OLD_FONTS = re.compile(r",url\([^)]*\.(?:woff|ttf)\) format\([^)]*\)")
# How the site, JupyterLab, VS Code and Colab say that the page is dark.
_DARK = (
    'html[data-theme="dark"], body[data-jp-theme-light="false"], body.vscode-dark, '
    'html[theme="dark"]'
)
_ICON_SCRIPT = re.compile(r"\s*<script [^>]*scripts/fontawesome\.js[^>]*></script>")


def stage_assets(folder, katex):
    """Write the colour tokens and copy KaTeX's style sheet and fonts into `folder`.

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
    (folder / "tokens.css").write_text(colour_tokens(), encoding="utf-8")
    return str(folder)


def colour_tokens():
    """Return the palettes as CSS custom properties: light, and dark where a page says so."""
    light, dark = (
        "".join(f"  --nc-{role}: {colour};\n" for role, colour in palette._asdict().items())
        for palette in (PALETTES["light"], PALETTES["dark"])
    )
    # Paper is white: a dark page is printed in the light colours.
    return f":root {{\n{light}}}\n\n@media not print {{\n{_DARK} {{\n{dark}}}\n}}\n"


def _describe(app, pagename, templatename, context, doctree):
    """Say in the page's head what its front matter says of it; search engines show this."""
    metadata = app.env.metadata.get(pagename, context)
    about = metadata.get("description", app.config.project)
    tag = f'<meta name="description" content="{escape(about)}" />'
    context["metatags"] = context.get("metatags", "") + tag


def _mend_source(app, pagename, templatename, context, doctree):
    """Make the pages of source code valid: a pre may not contain a div, nor a list a list."""
    if pagename == "_modules/index":  # a list inside a list belongs into one of its items
        body = context["body"].replace("</li>\n<ul>", "\n<ul>")
        context["body"] = body.replace("</ul><li>", "</ul></li><li>")
    elif pagename.startswith("_modules/"):
        head, pre, code = context["body"].partition("<pre>")
        code = code.replace('<div class="viewcode-block"', '<span class="viewcode-block"')
        code, end, tail = code.partition("</pre>")
        context["body"] = head + pre + code.replace("</div>", "</span>") + end + tail


def _prune(app, exception):
    """Remove what the theme brings and no page uses."""
    if exception or app.builder.format != "html":
        return
    site = Path(app.outdir)
    for unused in chain.from_iterable(site.glob(f"_static/**/{name}") for name in _UNUSED):
        unused.unlink(missing_ok=True)  # two patterns may find one file
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        if "scripts/fontawesome.js" in text:
            page.write_text(_ICON_SCRIPT.sub("", text), encoding="utf-8")


def setup(app):
    """Complete each page's head, and prune when the build has finished."""
    app.connect("html-page-context", _describe)
    app.connect("html-page-context", _mend_source)
    app.connect("build-finished", _prune)
