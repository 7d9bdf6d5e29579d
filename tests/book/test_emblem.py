"""The book's sign says what the book says: its slope and its area are those of the current."""

import numpy as np
import pytest

from bookext import emblem
from neurocalc.synapse import charge


@pytest.mark.parametrize("contact", [1.0, emblem.moment(0.5), 2.8, 6.0])
def test_tangent_and_area_of_the_sign_are_those_of_its_curve(contact):
    shapes = emblem.shapes(400, contact)
    (t0, i0), (t1, i1) = shapes["tangent"]
    near = 1e-5
    rise = emblem.current(contact + near) - emblem.current(contact - near)
    assert (i1 - i0) / (t1 - t0) == pytest.approx(rise / (2 * near), abs=1e-6)
    assert np.interp(contact, [t0, t1], [i0, i1]) == pytest.approx(emblem.current(contact))
    times, currents = shapes["area"][:-1].T
    flowed = charge(contact, J=np.e, tau_s=1.0, t_sp=0.8)
    assert np.trapezoid(currents, times) == pytest.approx(flowed, rel=1e-3)


def test_the_sign_touches_where_the_current_falls_most_steeply():
    times, currents = emblem.shapes(4001)["curve"].T
    steepest = times[np.argmin(np.gradient(currents, times))]
    assert emblem.shapes()["contact"][0] == pytest.approx(steepest, abs=0.01)


def test_the_further_the_book_the_more_has_flowed():
    moments = [emblem.moment(part) for part in np.linspace(0, 1, 11)]
    curve = emblem.shapes()["curve"]
    assert moments == sorted(moments)
    assert all(emblem.current(moment) > 0 for moment in moments)
    assert moments[-1] < curve[-1][0]
