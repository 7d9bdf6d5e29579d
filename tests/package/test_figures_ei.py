"""The pictures of the neuron with two inputs draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import ei

DRAWINGS = {
    "surface": ei.rate_surface(),
    "slices": ei.slices(),
    "rectified": ei.rectified(),
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


def test_a_threshold_moves_the_ridge_and_a_gain_parameter_digs_the_trough():
    figure, _ = ei.effect_of_parameters().figure()
    tops = [line.get_xydata()[line.get_ydata().argmax()] for line in figure.axes[0].lines]
    assert np.ravel(tops) == pytest.approx([2.4, 0.3, 6.4, 0.3])
    floors = [line.get_xydata()[line.get_ydata().argmin()] for line in figure.axes[1].lines]
    assert np.ravel(floors) == pytest.approx([4, -0.125, 4, -0.25])
