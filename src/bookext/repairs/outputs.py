"""Show what cells put out, as they did, in every format.

- myst-nb joins what a cell printed in pieces, but ends each piece with a new line, wherever the
  kernel happened to cut. Superfluous when it adds the pieces as they are, as it did before
  executablebooks/MyST-NB#604: when its `coalesce_streams` strips nothing.
- It writes pictures beside the output of whichever builder has read a page, where another builder
  does not find them. Superfluous when `output_folder` depends on the folder of doctrees, or can be
  set (executablebooks/MyST-NB#129 is about the same line).
- It knows only renderers of installed packages. Superfluous when they can be registered without
  an entry point: executablebooks/MyST-NB#470.

Seen in myst-nb 1.4.0.
"""

from myst_nb.core import render

_coalesce_streams = render.coalesce_streams


def add_renderer(renderer):
    """Let myst-nb ask a renderer of this book, too."""
    if renderer not in render.load_mime_renders():
        render.load_mime_renders().append(renderer)


def _keep_pictures(app):
    """Let every builder find the pictures of pages that another one has read."""
    if hasattr(app.env, "mystnb_config"):  # books without cells have none
        folder = str(app.doctreedir.parent / "jupyter_execute")
        app.env.mystnb_config = app.env.mystnb_config.copy(output_folder=folder)


def _join_streams(outputs):
    """Join what a cell printed, wherever the kernel happened to cut it."""
    joined, streams = [], {}
    for output in outputs:
        name = output.get("name")
        if name in streams:
            streams[name]["text"] += output["text"]
        else:
            joined.append(output)
            if output["output_type"] == "stream":
                streams[name] = output
    return _coalesce_streams(joined)


def setup(app):
    """Make the repairs."""
    render.coalesce_streams = _join_streams
    app.connect("builder-inited", _keep_pictures, priority=900)  # when it has been configured
