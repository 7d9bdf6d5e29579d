"""Put the demos on their pages, each also on a page of its own that other sites can embed.

A demo comes as its state. While the book is built its front end writes the markup and draws the
first frame: the page carries both, so that it is complete before any script runs and nothing moves
when one does. Print keeps the same picture, in the colours of paper.
"""

import json
import pickle
import re
import subprocess
from functools import cache
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import only
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from bookext.chapters import reading_times
from bookext.contract import DATA, DEMO, META, MIME, PICTURE, SCRIPT
from bookext.pictures import images
from bookext.repairs.outputs import add_renderer
from bookext.web import NODE, pieces
from neurocalc.demos import ALL
from neurocalc.palette import PALETTES

_PRERENDER = Path(__file__).parents[1] / "web" / "stage" / "prerender.js"
_TOKEN = re.compile(r"var\(--nc-(\w+)\)")
#: What a page may say in a drawing, and how SVG 1.1 says it, which EPUBs and converters go by.
_OLDER = (
    (re.compile(r' font-family="[^"]*"| font-variant="[^"]*"'), ""),
    (re.compile(r'font-weight="650"'), 'font-weight="bold"'),
    (re.compile(r'paint-order="stroke"'), 'style="paint-order:stroke"'),
    (re.compile(r' href="'), ' xlink:href="'),
    (re.compile(r"currentColor"), PALETTES["light"].ink),
    (
        re.compile(r"^<svg"),
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink" font-family="DejaVu Sans, sans-serif"',
    ),
)
_WEB = "builder_html"  # the tag of the builder of the site
_TITLES = {demo.name: demo.title for demo in ALL}


class demo(nodes.General, nodes.Element):
    """A demo: name, state, markup, drawings; and, as its child, a picture for print."""


class still(nodes.General, nodes.Element):
    """A demo that stays as it is: the same, without controls."""


class DemoRenderer:
    """Turn the output of a cell that ends with a demo into a `demo`."""

    mime_priority_overrides = ()

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the demo, or None for other data."""
        if data.mime_type != MIME.demo:
            return None
        name, state = data.content["demo"], data.content["state"]
        written = first_frame(name, state)
        kind = still if data.content.get("still") else demo
        found = kind(name=name, state=state, **written)
        found += images(renderer, on_paper(written))
        return [found]


def first_frame(name, state):
    """Let a demo write what is to be seen before any script runs.

    Parameters
    ----------
    name : str
        The demo.
    state : dict
        Its parameters with their values.

    Returns
    -------
    dict
        ``markup``: its sentence, controls and values, as HTML; ``description``: the sentence alone;
        ``drawings``: the picture as SVG in the tokens of the page, ``broad``, ``wide`` and
        ``narrow``.

    Raises
    ------
    ExtensionError
        If the demo fails.
    """
    return json.loads(_prerendered(name, json.dumps(state, sort_keys=True)))


@cache
def _prerendered(name, state):
    run = subprocess.run(
        [NODE, _PRERENDER],
        input=f'{{"demo": "{name}", "state": {state}}}',
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise ExtensionError(f"the demo {name} cannot be written: {run.stderr}")
    return run.stdout


def on_paper(written):
    """Return the picture of a first frame as a `neurocalc.picture`: in colours, light alone."""
    drawings = {
        f"light-{width}": _printed(svg)
        for width, svg in written["drawings"].items()
        if width != "broad"
    }
    return {"description": written["description"], "drawings": drawings}


def _printed(svg):
    """Put colours and a font in the place of what a page says by its style sheets."""
    svg = _TOKEN.sub(lambda token: getattr(PALETTES["light"], token[1]), svg)
    for newer, older in _OLDER:
        svg = newer.sub(older, svg)
    return svg


class LeavePictures(SphinxPostTransform):
    """Leave out of a page the pictures for print: it holds its drawings itself."""

    default_priority = 150
    builders = ("html",)

    def run(self, **kwargs):
        """Remove them, so that their files do not come along."""
        for node in self.document.findall(_is_demo):
            node.children.clear()


class demo_list(nodes.bullet_list):
    """Every demo, in the order in which a reader meets them as soon as that is known."""


class OrderDemos(SphinxPostTransform):
    """List the demos as the chapters follow one another."""

    default_priority = 3  # while links are still what the directive made

    def run(self, **kwargs):
        """Sort each list; a demo of no chapter comes last."""
        for listed in list(self.document.findall(demo_list)):
            chapters = map(self.env.get_doctree, reading_times(self.env))
            met = [node["name"] for chapter in chapters for node in chapter.findall(demo)]
            items = sorted(
                listed.children,
                key=lambda item: met.index(item["name"]) if item["name"] in met else len(met),
            )
            listed.replace_self(nodes.bullet_list("", *items))


class DemosDirective(SphinxDirective):
    """``{demos}``: every demo, with a link to the page that holds it alone."""

    def run(self):
        """Return the list."""
        listed = demo_list()
        for one in ALL:
            link = nodes.reference("", one.title, refuri=f"embed/{one.name}.html")
            about = one.__doc__.partition("\n")[0]
            text = nodes.paragraph("", "", link, nodes.Text(f": {about}"))
            listed += nodes.list_item("", text, name=one.name)
        return [listed]


class LoneDemo(SphinxDirective):
    """``{demo} name``: a demo as it starts, where no cell makes it; on the web alone."""

    required_arguments = 1

    def run(self):
        """Return the demo."""
        known = {one.name: one for one in ALL}
        if (name := self.arguments[0]) not in known:
            raise self.error(f"there is no demo {name!r}: choose from {', '.join(known)}")
        state = known[name]().state
        return [only("", demo(name=name, state=state, **first_frame(name, state)), expr=_WEB)]


def _visit_html(translator, node):
    # Sorted, because outputs from the cache come in another order than fresh ones.
    state = escape(json.dumps(node["state"], sort_keys=True))
    # The sentence that follows says what there is to see.
    drawings = _drawings(node, 'aria-hidden="true"', node["drawings"])
    translator.body.append(
        f'<div class="{DEMO.block}" id="{node["name"]}" data-{DATA.demo}="{node["name"]}"'
        f' data-{DATA.state}="{state}"><div class="{DEMO.stage}">{drawings}</div>'
    )
    raise nodes.SkipChildren


def _drawings(node, spoken, widths):
    """Return the drawings of these widths, of which the style sheet leaves one."""
    drawings = (
        node["drawings"][width].replace("<svg", f'<svg class="{PICTURE.only}{width}" {spoken}', 1)
        for width in widths
    )
    return f'<div class="{DEMO.picture}">{"".join(drawings)}</div>'


def _depart_html(translator, node):
    translator.body.append(f"{node['markup']}</div>\n")


def _visit_still(translator, node):
    spoken = f'role="img" aria-label="{escape(node["description"])}"'
    translator.body.append(
        f'<div class="{PICTURE.block}">{_drawings(node, spoken, ("wide", "narrow"))}</div>\n'
    )
    raise nodes.SkipNode


def _pass(translator, node):
    """Elsewhere a demo is its picture."""


def _embedded(app):
    """Give each demo a page of its own, for frames on the pages of others."""
    if app.builder.format != "html":
        return
    for docname in sorted(app.env.found_docs):
        doctree = app.env.get_doctree(docname)
        for node in doctree.findall(demo):
            yield f"embed/{node['name']}", _embedding(app, docname, doctree, node), "embed.html"


def _embedding(app, docname, doctree, node):
    builder = app.builder
    return {
        "title": _TITLES[node["name"]],
        "description": f"{_TITLES[node['name']]}: a live demo from {app.config.project}",
        # The demo is the page: one piece after another would take longer.
        "metatags": "".join(
            f'<link rel="modulepreload" href="../_static/web/{name}" />'
            for name in _pieces(app, node)
        ),
        "demo": builder.render_partial(node)["fragment"],
        "origin": builder.get_relative_uri("embed/demo", docname) + f"#{node['name']}",
        "chapter": app.env.titles[docname].astext(),
    }


def _make_room(app, doctree):
    """Take a demo's name from a section of the same words, which has a label as well."""
    names = {node["name"] for node in doctree.findall(demo)}
    for section in doctree.findall(nodes.section):
        section["ids"] = [name for name in section["ids"] if name not in names] or section["ids"]


def _drawn_by_others(app, env, added, changed, removed):
    """Name the pages whose demos were drawn by other scripts than today's."""
    before = getattr(env, "demo_scripts", None)
    env.demo_scripts = app.config.demo_scripts
    if before in (None, env.demo_scripts):
        return []
    kept = set(env.all_docs) - removed
    return [name for name in kept if any(_kept_doctree(env, name).findall(_is_demo))]


def _kept_doctree(env, name):
    """Read the page of before; `env` would go on handing it out when it has been read anew."""
    return pickle.loads(Path(env.doctreedir, f"{name}.doctree").read_bytes())


def _is_demo(node):
    return isinstance(node, demo | still)


def _load_scripts(app, pagename, templatename, context, doctree):
    """Load the style on the pages that show a demo, and the host where one can be alive."""
    shown = list(doctree.findall(_is_demo)) if doctree is not None else []
    found = [node for node in shown if isinstance(node, demo)]
    if shown:
        app.add_css_file("web/demo.css")
    if found:
        app.add_js_file(f"web/{SCRIPT.host}", type="module")
        # The host fetches them once the text is there.
        names = " ".join(_pieces(app, *found))
        tag = f'<meta name="{META.pieces}" content="{names}" />'
        context["metatags"] = context.get("metatags", "") + tag


def _pieces(app, *found):
    """Return the names of the files that the host needs, and that the demos need."""
    scripts = [f"stage/{SCRIPT.host}", *(f"demos/{node['name']}.js" for node in found)]
    names = {name for script in scripts for name in pieces(Path(app.confdir), script)}
    return sorted(names - {SCRIPT.host})  # the page names it with its checksum


def _forget_old_pieces(app, exception):
    """Remove scripts of earlier builds: a piece has another name whenever it changes."""
    if exception or app.builder.format != "html":
        return
    staged = Path(app.confdir, "build", "web", "static", "web")
    for piece in Path(app.outdir, "_static", "web").glob("*"):
        if not (staged / piece.name).exists():
            piece.unlink()


def setup(app):
    """Register the node, its renderer and the scripts of the pages."""
    add_renderer(DemoRenderer)
    elsewhere = dict.fromkeys(("latex", "epub", "text"), (_pass, _pass))
    app.add_node(demo, html=(_visit_html, _depart_html), **elsewhere)
    app.add_node(still, html=(_visit_still, None), **elsewhere)
    app.add_post_transform(LeavePictures)
    app.add_post_transform(OrderDemos)
    # Pages name the scripts and hold what they drew, so they are made anew when these have changed.
    app.add_config_value("demo_scripts", "", "html")
    app.connect("env-get-outdated", _drawn_by_others)
    app.add_directive("demo", LoneDemo)
    app.add_directive("demos", DemosDirective)
    app.connect("doctree-read", _make_room)
    app.connect("html-page-context", _load_scripts)
    app.connect("html-collect-pages", _embedded)
    app.connect("build-finished", _forget_old_pieces)
