"""The pictures of the neuron with two inputs draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import ei

DRAWINGS = {
    "surface": ei.rate_surface(),
    "slices": ei.slices(),
    "rectified": ei.rectified(),
    "two inputs": ei.two_inputs(E=2.4, I_inh=4.0),
    "parameters": ei.effect_of_parameters(),
}


def logistic(x, a, theta):
    return 1 / (1 + np.exp(-a * (x - theta)))


def rate(E, I_inh):
    """Rate with the book's parameters, term by term."""
    excitation = logistic(E, 1.2, 2.4) - logistic(0, 1.2, 2.4)
    return excitation - (logistic(I_inh, 1, 4) - logistic(0, 1, 4)) / 2


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("surface", ["2 to 8.9 nA", "0 to 6.9 nA", f"{rate(8.9, 0):.2f}", f"{rate(2, 6.9):.3f}"]),
        ("slices", [f"{rate(5, 0) - rate(5, 4):.2f}", f"{rate(5, 0) - rate(5, 6.5):.2f} below"]),
        ("rectified", [f"{rate(2, 6.9):.3f}"]),
        # a/4 and a/8, and the lowest rate of the half-open grid
        ("two inputs", ["0.300 per nA high at E = 2.4 nA", "-0.125 per nA at I = 4 nA"]),
        ("two inputs", [f"{rate(1, 6.9):.3f}", "slope 0.300 and -0.125 per nA"]),
        ("parameters", ["2.4 and 6.4 nA", "0.25 instead of 0.125"]),
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


def test_the_map_shows_the_rate_with_excitation_to_the_right():
    figure, _ = ei.rate_surface().figure()
    (image,) = figure.axes[1].images
    E, I_inh = np.meshgrid(np.arange(2, 9, 0.1), np.arange(0, 7, 0.1))
    assert np.asarray(image.get_array()) == pytest.approx(rate(E, I_inh))


def test_slices_at_different_inhibition_keep_their_distance():
    figure, _ = ei.slices().figure()
    none, some, much, _ = (line.get_ydata() for line in figure.axes[0].lines)
    assert none - some == pytest.approx(rate(0, 0) - rate(0, 4))
    assert none - much == pytest.approx(rate(0, 0) - rate(0, 6.5))


def test_slices_at_different_excitation_keep_their_distance():
    figure, _ = ei.slices().figure()
    strong, medium, weak, _ = (line.get_ydata() for line in figure.axes[1].lines)
    assert strong - medium == pytest.approx(rate(8, 0) - rate(3, 0))
    assert strong - weak == pytest.approx(rate(8, 0) - rate(1.5, 0))


def test_the_rectified_slice_is_the_positive_part_of_the_other():
    figure, _ = ei.rectified(E=2.0).figure()
    _, raw, kept = figure.axes[1].lines
    x, y = raw.get_xydata().T
    assert y == pytest.approx(rate(2, x))
    assert kept.get_ydata() == pytest.approx(np.where(y > 0, y, 0))


def test_the_rectified_map_is_zero_where_the_rate_would_be_negative():
    figure, _ = ei.rectified().figure()
    (image,) = figure.axes[0].images
    E, I_inh = np.meshgrid(np.arange(1, 10, 0.1), np.arange(0, 7, 0.1))
    shown = np.asarray(image.get_array())
    assert shown == pytest.approx(np.clip(rate(E, I_inh), 0, None))
    assert shown[-1, 0] == 0  # the corner of weak excitation and strong inhibition


def test_each_partial_derivative_is_the_slope_of_its_own_sigmoid():
    figure, _ = ei.two_inputs().figure()
    flat = [axes for axes in figure.axes if axes.images]
    E, I_inh = np.meshgrid(np.arange(1, 10, 0.1), np.arange(0, 7, 0.1))
    s_E, s_I = logistic(E, 1.2, 2.4), logistic(I_inh, 1, 4)
    expected = (rate(E, I_inh), 1.2 * s_E * (1 - s_E), -s_I * (1 - s_I) / 2)
    for axes, values in zip(flat, expected, strict=True):
        assert np.asarray(axes.images[0].get_array()) == pytest.approx(values)


def test_rectification_flattens_the_rate_and_both_slopes_where_the_neuron_is_silent():
    figure, _ = ei.two_inputs(rectified=True).figure()
    flat = [np.asarray(axes.images[0].get_array()) for axes in figure.axes if axes.images]
    E, I_inh = np.meshgrid(np.arange(1, 10, 0.1), np.arange(0, 7, 0.1))
    is_silent = rate(E, I_inh) < 0
    for table in flat:
        assert np.array_equal(table == 0, is_silent)


def test_the_slices_pass_through_the_point_with_the_slopes_of_the_sigmoids():
    figure, _ = ei.two_inputs(E=3.0, I_inh=5.0).figure()
    along_E, along_I, _ = figure.axes[3:6]
    for axes, k, at, slope in (
        (along_E, 1, 3, 1.2 * logistic(3, 1.2, 2.4) * (1 - logistic(3, 1.2, 2.4))),
        (along_I, 0, 5, -logistic(5, 1, 4) * (1 - logistic(5, 1, 4)) / 2),
    ):
        curve, tangent, dot, *_ = axes.lines[k:]
        assert dot.get_xydata() == pytest.approx(np.array([[at, rate(3, 5)]]))
        x, y = tangent.get_xydata().T
        assert y == pytest.approx(rate(3, 5) + slope * (x - at))
        x, y = curve.get_xydata().T
        assert y == pytest.approx(rate(x, 5) if axes is along_E else rate(3, x))


def test_a_threshold_moves_the_ridge_and_a_gain_parameter_digs_the_trough():
    figure, _ = ei.effect_of_parameters().figure()
    tops = [line.get_xydata()[line.get_ydata().argmax()] for line in figure.axes[0].lines]
    assert np.ravel(tops) == pytest.approx([2.4, 0.3, 6.4, 0.3])
    floors = [line.get_xydata()[line.get_ydata().argmin()] for line in figure.axes[1].lines]
    assert np.ravel(floors) == pytest.approx([4, -0.125, 4, -0.25])
