"""The pictures of postsynaptic currents draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import charge

THREE = (10.0, 16.0, 34.0)
DRAWINGS = {
    "slips": charge.slips(),
}


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("slips", ["1.00 pA", "-2.72 pA"]),  # peak of t e^(1 - t); -e
    ],
)
def test_a_description_names_the_numbers_of_the_picture(name, numbers):
    _, description = DRAWINGS[name].figure()
    assert [number for number in numbers if number not in description] == []


def response(t, t_sp, J=20.0, tau_s=5.0):
    x = np.maximum(t - t_sp, 0) / tau_s
    return J * x * np.exp(-x)


def test_the_slips_are_drawn_as_they_are_usually_written():
    figure, _ = charge.slips(t_sp=1.0).figure()
    for axes, factor in zip(figure.axes, (lambda t: t, lambda t: t - 1), strict=True):
        _, wrong, right, _ = axes.lines
        t, drawn = wrong.get_xydata().T
        assert drawn == pytest.approx(factor(t) * np.exp(-(t - 1)))
        assert right.get_ydata() == pytest.approx(response(t, 1.0, J=1.0, tau_s=1.0))
