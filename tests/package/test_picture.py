"""Pictures and their colours: what holds for every picture of the book."""

import importlib
import inspect
import pkgutil
import re
from xml.etree import ElementTree

import numpy as np
import pytest

from neurocalc import figures
from neurocalc.figures import filters, slopes, surfaces, transfer
from neurocalc.palette import CURVES, PALETTES
from neurocalc.picture import FONTS, MIME, Canvas, picture, settings

VARIANTS = [(theme, narrow) for theme in PALETTES for narrow in (False, True)]


@picture
def line(canvas, *, slope=2.0):
    """Draw a line, for these tests."""
    axes = canvas.panels()
    axes.plot([0, 1], [0, slope], **canvas.line("function"))
    return f"A line of slope {slope:g}."


@picture
def two_panels(canvas):
    """Draw two panels, for these tests."""
    canvas.panels(2)
    return "Two empty panels."


def luminance(colour):
    """Relative luminance, as WCAG 2.2 defines it."""
    channels = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other):
    """Contrast ratio, as WCAG 2.2 defines it."""
    bright, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
@pytest.mark.parametrize("role", ["ink", "muted", *CURVES])
def test_words_in_every_role_can_be_read_on_every_surface(theme, role):
    palette = PALETTES[theme]
    for surface in (palette.paper, palette.raised, palette.wash):
        assert contrast(getattr(palette, role), surface) >= 5


def test_contrast_is_computed_as_its_definition_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)  # WCAG's own example


@pytest.mark.parametrize("theme", PALETTES)
def test_every_colour_is_six_hexadecimal_digits(theme):
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in PALETTES[theme])


def test_roles_of_lines_differ_in_dash_as_well_as_in_colour():
    canvas = Canvas()
    lines = [canvas.line(role) for role in ("function", "derivative", "integral", "accent")]
    assert len({str(line["linestyle"]) for line in lines}) == 4
    assert len({line["color"] for line in lines}) == 4


@pytest.mark.parametrize(("theme", "narrow"), VARIANTS)
def test_a_picture_is_drawn_in_the_colours_of_its_theme(theme, narrow):
    svg, description = line(slope=3.0).svg(theme, narrow)
    assert PALETTES[theme].function in svg
    assert description == "A line of slope 3."


def test_a_narrow_picture_stacks_its_panels():
    wide, _ = two_panels().figure()
    narrow, _ = two_panels().figure(narrow=True)
    wide.draw_without_rendering()
    narrow.draw_without_rendering()
    left, right = (axes.get_position() for axes in wide.axes)
    above, below = (axes.get_position() for axes in narrow.axes)
    assert left.x1 < right.x0
    assert below.y1 < above.y0
    assert narrow.get_figwidth() < wide.get_figwidth() / 2


def test_the_same_picture_has_the_same_bytes():
    assert line().svg() == line().svg()


def test_a_picture_brings_every_variant_and_its_description_to_a_page():
    bundle = line()._repr_mimebundle_()
    assert set(bundle[MIME]["drawings"]) == {
        "light-wide",
        "light-narrow",
        "dark-wide",
        "dark-narrow",
    }
    bare = bundle[MIME]["drawings"]["light-wide"]
    paper = f'<rect width="100%" height="100%" fill="{PALETTES["light"].paper}"/>'
    assert paper not in bare  # it lies on the page, and in print on white paper
    assert bundle["image/svg+xml"].replace(paper, "") == bare  # a notebook may be dark
    assert bundle["text/plain"] == bundle[MIME]["description"] == "A line of slope 2."


def test_figures_are_written_in_the_letters_of_the_text():
    from matplotlib.font_manager import FontProperties, findfont

    line().figure()
    for style, weight, name in (
        ("normal", "normal", "Regular"),
        ("normal", "bold", "Bold"),
        ("italic", "normal", "Italic"),
    ):
        wanted = FontProperties(family=settings("light")["font.family"], style=style, weight=weight)
        assert findfont(wanted) == str(FONTS / f"Literata-{name}.ttf")


def test_drawing_leaves_the_reader_s_matplotlib_settings_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    line().svg("dark")
    assert dict(matplotlib.rcParams) == before


def pictures():
    """Every picture of the book with its defaults, and some with what else the pages show."""
    for module in pkgutil.iter_modules(figures.__path__, "neurocalc.figures."):
        drawn = importlib.import_module(module.name)
        for name in drawn.__all__:
            function = getattr(drawn, name)
            if not hasattr(function, "__wrapped__"):
                continue  # what a picture and its page share, not a picture
            parameters = list(inspect.signature(function).parameters.values())[1:]
            if all(parameter.default is not parameter.empty for parameter in parameters):
                yield pytest.param(function(), id=f"{module.name.rpartition('.')[2]}.{name}")
    slow = ("moving average", "leaky integrator")
    chosen = {
        "slow filters": filters.signal_and_outputs(names=slow),
        "slow gains": filters.gains(names=slow),
        "run of 5 s": slopes.run_of_a_rat(t=5.0),
        "unnamed maps": surfaces.maps(
            formula="sin(x)cos(y)", span=3.0, titles=("f", "A", "B"), order=(0, 2, 1)
        ),
        "fitted neuron": transfer.fitted_lif(scale=134.5, a=0.75, theta=4.07),
    }
    for name, drawn in chosen.items():
        yield pytest.param(drawn, id=name)


@pytest.mark.parametrize(("theme", "narrow"), VARIANTS)
@pytest.mark.parametrize("drawn", list(pictures()))
def test_a_picture_of_the_book_names_its_axes_and_says_briefly_what_it_shows(drawn, theme, narrow):
    figure, description = drawn.figure(theme, narrow)
    drawings = [axes for axes in figure.axes if axes.axison]  # the others hold words
    assert all(axes.get_xlabel() and axes.get_ylabel() for axes in drawings)
    assert 20 <= len(description.split()) <= (60 if len(figure.axes) < 6 else 75)
    assert description.endswith(".")


@pytest.mark.parametrize("drawn", list(pictures()))
def test_a_picture_of_the_book_is_a_valid_and_light_file_that_lacks_no_letter(drawn, caplog):
    svg, _ = drawn.svg()
    assert [record.getMessage() for record in caplog.records] == []
    assert ElementTree.fromstring(svg).tag.endswith("svg")
    assert len(svg) < 150_000  # a surface is rasterized, or it would weigh megabytes
