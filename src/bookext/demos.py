"""Put the demos on their pages, each also on a page of its own that other sites can embed.

A demo comes as its state and a picture. The page carries both, with the markup of the controls,
so that it is complete before any script runs and nothing moves when one does.
"""

import json
import subprocess
from html import escape
from pathlib import Path

from docutils import nodes
from myst_nb.core.render import load_mime_renders
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from bookext.pictures import images
from bookext.web import NODE, pieces
from neurocalc.demos import ALL, MIME

_PRERENDER = Path(__file__).parents[1] / "web" / "stage" / "prerender.js"
_TITLES = {demo.name: demo.title for demo in ALL}


class demo(nodes.General, nodes.Element):
    """A demo: its name, state and markup as attributes, its picture as its child."""


class DemoRenderer:
    """Turn the output of a cell that ends with a demo into a `demo`."""

    mime_priority_overrides = ()

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the demo, or None for other data."""
        if data.mime_type != MIME:
            return None
        name, state = data.content["demo"], data.content["state"]
        found = demo(name=name, state=state, markup=_markup(name, state))
        found += images(renderer, data.content["picture"])
        return [found]


def _markup(name, state):
    """Let the demo itself write its controls, its sentence and its values."""
    run = subprocess.run(
        [NODE, _PRERENDER],
        input=json.dumps({"demo": name, "state": state}),
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        raise ExtensionError(f"the demo {name} cannot be written: {run.stderr}")
    return run.stdout


class DemosDirective(SphinxDirective):
    """``{demos}``: every demo, with a link to the page that holds it alone."""

    def run(self):
        """Return the list."""
        listed = nodes.bullet_list()
        for one in ALL:
            link = nodes.reference("", one.title, refuri=f"embed/{one.name}.html")
            about = one.__doc__.partition("\n")[0]
            text = nodes.paragraph("", "", link, nodes.Text(f": {about}"))
            listed += nodes.list_item("", text)
        return [listed]


def _visit_html(translator, node):
    # Sorted, because outputs from the cache come in another order than fresh ones.
    state = escape(json.dumps(node["state"], sort_keys=True))
    translator.body.append(
        f'<div class="demo" id="{node["name"]}" data-demo="{node["name"]}" data-state="{state}">'
        '<div class="demo-stage"><div class="demo-picture">\n'
    )


def _depart_html(translator, node):
    translator.body.append(f"</div></div>{node['markup']}</div>\n")


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
    # A page that is not written anew has not said yet which pictures it uses.
    builder.post_process_images(doctree)
    builder.imgpath = "../_images"
    return {
        "title": _TITLES[node["name"]],
        "description": f"{_TITLES[node['name']]}: a live demo from {app.config.project}",
        "metatags": _preloads(app, "../", node),
        "demo": builder.render_partial(node)["fragment"],
        "origin": builder.get_relative_uri("embed/demo", docname) + f"#{node['name']}",
        "chapter": app.env.titles[docname].astext(),
    }


def _make_room(app, doctree):
    """Take a demo's name from a section of the same words, which has a label as well."""
    names = {node["name"] for node in doctree.findall(demo)}
    for section in doctree.findall(nodes.section):
        section["ids"] = [name for name in section["ids"] if name not in names] or section["ids"]


def _load_scripts(app, pagename, templatename, context, doctree):
    """Load the host on the pages that have a demo."""
    found = list(doctree.findall(demo)) if doctree is not None else []
    if found:
        app.add_css_file("web/demo.css")
        app.add_js_file("web/host.js", type="module")
        root = "../" * pagename.count("/")
        context["metatags"] = context.get("metatags", "") + _preloads(app, root, *found)


def _preloads(app, root, *found):
    """Ask for the scripts of the demos together with the page: one after another takes longer."""
    scripts = ["stage/host.js", *(f"demos/{node['name']}.js" for node in found)]
    names = {name for script in scripts for name in pieces(Path(app.confdir), script)}
    names.discard("host.js")  # the page names it with its checksum
    link = '<link rel="modulepreload" href="{}_static/web/{}" />'
    return "".join(link.format(root, name) for name in sorted(names))


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
    if DemoRenderer not in load_mime_renders():
        load_mime_renders().append(DemoRenderer)
    app.add_node(
        demo,
        html=(_visit_html, _depart_html),
        latex=(_pass, _pass),
        epub=(_pass, _pass),
        text=(_pass, _pass),
    )
    # Pages name the scripts, so they are written anew when these have changed.
    app.add_config_value("demo_scripts", "", "html")
    app.add_directive("demos", DemosDirective)
    app.connect("doctree-read", _make_room)
    app.connect("html-page-context", _load_scripts)
    app.connect("html-collect-pages", _embedded)
    app.connect("build-finished", _forget_old_pieces)
