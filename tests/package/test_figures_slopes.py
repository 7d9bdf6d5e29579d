"""The pictures of slopes and areas draw what the algebra says."""

from __future__ import annotations

import numpy as np
import pytest

from neurocalc.figures import slopes

DRAWINGS = {
    "question": slopes.question_of_slope_and_area(),
    "rat at 3 s": slopes.run_of_a_rat(t=3.0),
    "rat at 5 s": slopes.run_of_a_rat(t=5.0),
    "extrema": slopes.extrema(),
    "samples": slopes.sampled_extrema(),
    "eigenfunction": slopes.eigenfunction(),
    "constants": slopes.constants_of_integration(),
} | {name: slopes.slopes_and_areas(function=name, t=4.0) for name in slopes.FUNCTIONS}


def line(axes, number):
    return axes.lines[number].get_xydata().T


def curve(axes):
    """Points of the longest line: the curve itself, among zero lines, tangents and marks."""
    return max((drawn.get_xydata() for drawn in axes.lines), key=len).T


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("question", ["2.8 nA", "0.30 per nA", "7.4 pA", "100 fC"]),  # a/4, J/e, J tau_s
        ("rat at 3 s", ["160 cm", "45 cm/s", "135 cm"]),  # 30 t^2 - 5 t^3 and its slope
        ("rat at 5 s", ["160 cm", "-75 cm/s", "125 cm"]),
        ("samples", ["6 shaded bands"]),  # odd multiples of pi/2 within 10
        ("linear", ["-8", "-2", "84"]),  # -2 t, 100 - t^2
        ("parabola", ["16", "8", "354.6667"]),  # (64 + 1000)/3
        ("exponential", ["54.5982", "54.5981"]),  # e^4, also the slope; e^4 - e^-10
        ("sine", ["-0.7568", "-0.6536", "-0.1854"]),  # sin 4, cos 4, cos 10 - cos 4
        ("sigmoid", ["0.2689", "0.1966", "0.3133"]),  # 1/(1 + e), s(1 - s), ln(1 + 1/e)
        ("eigenfunction", ["148"]),  # e^5
        ("constants", ["4.5"]),  # 1.5 + 4 - 1
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


def test_the_default_picture_is_the_sine_with_its_slope_and_its_area():
    figure, description = slopes.slopes_and_areas().figure()
    top, middle, bottom = figure.axes
    t, f = curve(top)
    assert f == pytest.approx(np.sin(t))
    assert curve(middle)[1] == pytest.approx(np.cos(t))
    assert curve(bottom)[1] == pytest.approx(np.cos(10) - np.cos(t))
    assert "0.909" in description


def test_the_tangent_touches_the_curve_with_the_slope_of_the_derivative():
    figure, _ = slopes.slopes_and_areas(function="parabola", t=-3.0).figure()
    t, tangent = line(figure.axes[0], -1)
    assert tangent == pytest.approx(9 - 6 * (t + 3))


def test_the_exponential_has_a_range_of_its_own():
    figure, _ = slopes.slopes_and_areas(function="exponential").figure()
    assert figure.axes[0].get_ylim()[1] > np.exp(10)


def typed(formula, **others):
    figure, description = slopes.slopes_and_areas(
        function="typed", formula=formula, **others
    ).figure()
    return *figure.axes, description


@pytest.mark.parametrize(
    ("formula", "slope", "area"),
    [
        ("t^3", lambda t: 3 * t**2, lambda t: (t**4 - 1e4) / 4),
        ("e^(t/2)", lambda t: np.exp(t / 2) / 2, lambda t: 2 * (np.exp(t / 2) - np.exp(-5))),
        ("5", lambda t: 0 * t, lambda t: 5 * (t + 10)),
    ],
)
def test_a_typed_formula_is_drawn_with_its_exact_slope_and_its_area(formula, slope, area):
    _, middle, bottom, _ = typed(formula)
    t, drawn = curve(middle)
    assert drawn == pytest.approx(slope(t))
    assert curve(bottom)[1] == pytest.approx(area(t), abs=1e-6)


def test_the_area_behind_a_gap_is_known_and_the_one_beyond_is_not():
    top, _, bottom, description = typed("1/t", t=3.0)
    t, area = curve(bottom)
    before = t < -1
    assert area[before] == pytest.approx(np.log(np.abs(t[before]) / 10))
    assert np.isnan(area[t >= 0]).all()
    assert "the formula 1/t, 0.3333 there" in description
    assert "the running integral, without a value there" in description
    shaded = np.concatenate([path.vertices for path in top.collections[0].get_paths()])
    assert shaded[:, 0].max() < 0


def test_no_line_crosses_a_pole_and_the_area_ends_there():
    top, _, bottom, _ = typed("tan(t)")
    t, f = curve(top)
    first = -2.5 * np.pi
    _, area = curve(bottom)
    before = t < first - 0.1
    assert area[before] == pytest.approx(np.log(np.cos(10) / np.cos(t[before])), rel=1e-3)
    assert np.isnan(area[t > first]).all()
    beside = np.searchsorted(t, first)
    assert np.isnan(f[beside])


def test_a_corner_has_an_area_but_no_slope():
    *_, description = typed("abs(t)", t=0.0)
    assert "the derivative, without a value there" in description
    assert "the running integral, 50 s there" in description
    assert "tangent" not in description


def test_areas_that_cancel_leave_nothing_and_no_round_off():
    *_, description = typed("t^3", t=10.0)
    assert "the running integral, 0 s there" in description


def test_a_pole_sets_the_range_no_more_than_the_point_does():
    first, *others = [typed("1/t", t=t)[0].get_ylim() for t in (-10.0, 0.1, 7.0)]
    assert others == [first, first]
    assert first == pytest.approx((-2, 2), rel=0.05)  # nine tenths lie between -1 and 1


def test_logarithmic_axes_are_for_positive_values_only():
    figure, _ = slopes.slopes_and_areas(function="exponential", log=True).figure()
    assert [axes.get_yscale() for axes in figure.axes] == ["log"] * 3
    assert len(figure.axes[0].collections) == 0  # no shaded area
    figure, _ = slopes.slopes_and_areas(function="parabola", log=True).figure()
    assert [axes.get_yscale() for axes in figure.axes] == ["linear", "linear", "log"]


@pytest.mark.parametrize(("hidden", "panel"), [("derivative", 1), ("integral", 2)])
def test_a_hidden_curve_gives_nothing_away(hidden, panel):
    figure, description = slopes.slopes_and_areas(**{hidden: False}).figure()
    axes = figure.axes[panel]
    assert len(curve(axes)[0]) == 2  # the zero line and the marked time
    assert ":" not in axes.get_title()
    assert "hidden" in description
    value = {"derivative": "-0.4161", "integral": "-0.4229"}[hidden]
    assert value not in description


@pytest.mark.parametrize("t", [3.0, 5.0])
def test_the_rats_position_is_the_area_under_its_velocity(t):
    position, velocity = slopes.run_of_a_rat(t=t).figure()[0].axes
    times, cm = curve(position)
    assert cm == pytest.approx(30 * times**2 - 5 * times**3)
    assert curve(velocity)[1] == pytest.approx(60 * times - 15 * times**2)
    assert line(position, -1).ravel() == pytest.approx([t, 30 * t**2 - 5 * t**3])


def test_the_bands_of_the_sampled_sine_hold_its_extrema():
    values, _ = slopes.sampled_extrema().figure()[0].axes
    bands = sorted((band.get_x(), band.get_x() + band.get_width()) for band in values.patches)
    extrema = np.pi * (np.arange(-3, 3) + 0.5)
    assert all(low < t < high for (low, high), t in zip(bands, extrema, strict=True))


def test_exponential_and_derivative_stay_in_proportion_and_the_running_integral_does_not():
    _, logarithmic = slopes.eigenfunction(k=0.5).figure()[0].axes
    (t, f), (_, slope), (later, area) = (line(logarithmic, number) for number in range(3))
    assert f == pytest.approx(np.exp(t / 2))
    assert slope / f == pytest.approx(0.5)
    assert area == pytest.approx(2 * (np.exp(later / 2) - np.exp(-5)))


def test_antiderivatives_differ_by_a_constant_and_share_their_slope():
    axes = slopes.constants_of_integration(t=1.0, C=4.0).figure()[0].axes[0]
    (t, high), (_, middle), (_, low) = (line(axes, number) for number in (0, 3, 6))
    assert middle == pytest.approx(0.5 * t**3 + 2 * t**2 - t)
    assert high - middle == pytest.approx(4)
    assert middle - low == pytest.approx(4)
    for tangent in (1, 4, 7):
        near, values = line(axes, tangent)
        assert np.diff(values) / np.diff(near) == pytest.approx(4.5)


@pytest.mark.parametrize(
    ("parameters", "reason"),
    [
        ({"function": "cosine"}, "function must be one of linear, parabola"),
        ({"t": 10.5}, "t must be at most 10"),
        ({"t": -11}, "t must be at least -10"),
    ],
)
def test_the_picture_refuses_what_lies_outside_it(parameters, reason):
    with pytest.raises(ValueError, match=reason):
        slopes.slopes_and_areas(**parameters).figure()
