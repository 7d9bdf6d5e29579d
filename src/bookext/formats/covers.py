"""The cover: the book's sign, large, on its axis of time."""

from bookext import emblem
from neurocalc.palette import PALETTES
from neurocalc.picture import bring_letters

_WIDTH, _HEIGHT = 1600, 2560  # pixels: the size that shops and shelves ask for
_GROUND = 0.3  # where a current of zero stands, in widths of the sheet


def draw_cover(path, title, edition, author):
    """Draw the cover as a raster image, since some shelves show nothing else.

    Parameters
    ----------
    path : Path
        Where to write it, as PNG.
    title : str
        Title and subtitle, with a colon between them.
    edition, author : str
        What stands at the foot.
    """
    import matplotlib
    from matplotlib.figure import Figure

    palette = PALETTES["dark"]
    bring_letters()
    with matplotlib.rc_context({"font.family": ["Literata", "STIXGeneral", "DejaVu Sans"]}):
        figure = Figure(figsize=(_WIDTH / 100, _HEIGHT / 100), dpi=100)
        sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(0, _HEIGHT / _WIDTH))
        sheet.axis("off")
        _draw_sign(sheet, palette)
        _write_title(sheet, palette, *title.partition(": ")[::2])
        small = {"fontsize": 30, "color": palette.muted, "va": "baseline"}
        sheet.text(0.08, 0.06, author, **small)
        sheet.text(0.92, 0.06, edition, ha="right", **small)
        figure.savefig(path, facecolor=palette.paper, metadata={"Software": None})


def draw_emblem(path):
    """Draw the picture of the cover alone, in colours for white paper, as PDF."""
    from matplotlib.figure import Figure

    bottom, top = 0.12, 0.9  # of the sheet
    figure = Figure(figsize=(_WIDTH / 100, _WIDTH / 100 * (top - bottom)))
    sheet = figure.add_axes((0, 0, 1, 1), xlim=(0, 1), ylim=(bottom, top))
    sheet.axis("off")
    _draw_sign(sheet, PALETTES["light"])
    figure.savefig(path, format="pdf", metadata={"CreationDate": None, "Producer": None})


def _draw_sign(sheet, palette):
    """Draw the current over the whole width."""
    sheet.axhline(_GROUND, color=palette.muted, linewidth=3, zorder=0)
    emblem.draw(sheet, palette, (0, _GROUND, 1, 0.86), width=2.7)


def _write_title(sheet, palette, title, subtitle):
    """Write the title, a line for each long word, and the subtitle below."""
    first, *rest = title.rsplit(" ", 1)
    sheet.text(0.075, 1.4, first, fontsize=122, color=palette.ink, weight="bold")
    sheet.text(0.075, 1.265, " ".join(rest), fontsize=122, color=palette.ink, weight="bold")
    sheet.text(0.08, 1.17, subtitle, fontsize=58, color=palette.muted, style="italic")
