"""Show a `neurocalc.picture.Picture` in the theme and the width of the reader's page."""

import hashlib
import re

from docutils import nodes

from bookext.contract import MIME, PICTURE
from bookext.repairs.outputs import add_renderer

POINTS_PER_PIXEL = 0.75


class PictureRenderer:
    """Show the four drawings of a picture as four images; the style sheet leaves one of them."""

    mime_priority_overrides = ()

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Return the images of a picture, or None for other data."""
        if data.mime_type != MIME.picture:
            return None
        return [images(renderer, data.content)]


def images(renderer, picture):
    """Write the four drawings of a picture into files, and return their images in one box."""
    box = nodes.container(classes=[PICTURE.block])
    # Sorted, because outputs from the cache come in another order than fresh ones.
    for variant, svg in sorted(picture["drawings"].items()):
        theme, width = variant.split("-")
        content = svg.encode()
        uri = renderer.write_file([f"{_digest(content)}.svg"], content, exists_ok=True)
        box += nodes.image(
            uri=uri,
            alt=picture["description"],
            classes=[f"{PICTURE.only}{theme}", f"{PICTURE.only}{width}"],
            loading="lazy",
            **_size(svg),
        )
    return box


def _digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def _size(svg):
    """Read the size in CSS pixels, so that the page keeps the place free while it loads."""
    root = svg[svg.index("<svg") : svg.index(">", svg.index("<svg"))]
    sizes = re.findall(r'\b(width|height)="([\d.]+)(pt|)"', root)
    return {
        name: str(round(float(size) / (POINTS_PER_PIXEL if unit else 1)))
        for name, size, unit in sizes
    }


def setup(app):
    """Let myst-nb know the renderer."""
    add_renderer(PictureRenderer)
