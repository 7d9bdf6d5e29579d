"""What the browser tests see next to the pictures that were looked at and kept."""

from __future__ import annotations

import io
import os

from PIL import Image, ImageChops, ImageFilter, ImageStat

from tests.built import ROOT

PICTURES = ROOT / "tests" / "site" / "pictures"
#: The largest mean of a channel, of 255: letters cut elsewhere make 0.2, a missing curve or a moved
#: point 0.5.
ALIKE = 0.4


def softened(screenshot, pixels=1):
    """A small, blurred picture of a screenshot: how letters are cut differs between machines.

    The screen has so many pixels for each of CSS, in both directions.
    """
    image = Image.open(io.BytesIO(screenshot)).convert("RGB")
    size = (image.width // (4 * pixels), image.height // (4 * pixels))
    small = image.resize(size, Image.Resampling.BOX)
    return small.filter(ImageFilter.GaussianBlur(2))


def difference(one, other):
    """How far two pictures of one size are apart, to be compared with `ALIKE`."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def looks_as_kept(name, seen):
    """Whether softened screenshots are those that were kept under a name.

    With ``NEW_PICTURES`` in the environment they are kept from now on, for somebody to look at.
    """
    tops = [sum(one.height for one in seen[:number]) for number in range(len(seen) + 1)]
    sheet = Image.new("RGB", (max(one.width for one in seen), tops[-1]))
    for image, top in zip(seen, tops, strict=False):
        sheet.paste(image, (0, top))
    file = PICTURES / f"{name}.png"
    if os.environ.get("NEW_PICTURES"):
        PICTURES.mkdir(exist_ok=True)
        sheet.save(file, optimize=True)
    kept = Image.open(file).convert("RGB")
    parts = [
        kept.crop((0, top, image.width, top + image.height))
        for image, top in zip(seen, tops, strict=False)
    ]
    return kept.size == sheet.size and max(map(difference, seen, parts)) < ALIKE
