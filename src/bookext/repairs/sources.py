"""Make the pages of source code valid: a pre may not contain a div, nor a list a list.

Superfluous when `sphinx.ext.viewcode` writes spans around what it links to, and closes the items of
its index behind their lists: when `tests/site/test_validity.py` passes without this module. Seen in
Sphinx 9.0.4, since sphinx-doc/sphinx#4701; no open report of it is known.

A name that a package hands on from its modules is shown where it is defined, unless another package
defines it: the extension's own setting knows all or nothing.
"""

from importlib import import_module


def _module_of(app, module, name):
    """Return the module of this book in which a name is defined, so that its source is shown."""
    if module is None:
        return None
    value = getattr(import_module(module), name.partition(".")[0], None)
    defined = getattr(value, "__module__", module)
    return defined if defined.partition(".")[0] == module.partition(".")[0] else module


def _mend(app, pagename, templatename, context, doctree):
    if pagename == "_modules/index":  # a list inside a list belongs into one of its items
        body = context["body"].replace("</li>\n<ul>", "\n<ul>")
        context["body"] = body.replace("</ul><li>", "</ul></li><li>")
    elif pagename.startswith("_modules/"):
        head, pre, code = context["body"].partition("<pre>")
        code = code.replace('<div class="viewcode-block"', '<span class="viewcode-block"')
        code, end, tail = code.partition("</pre>")
        context["body"] = head + pre + code.replace("</div>", "</span>") + end + tail


def setup(app):
    """Mend each page before it is written, and say where names are defined."""
    app.setup_extension("sphinx.ext.viewcode")  # asks for it
    app.connect("viewcode-follow-imported", _module_of)
    app.connect("html-page-context", _mend)
