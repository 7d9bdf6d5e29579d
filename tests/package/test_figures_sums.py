"""The pictures of Riemann sums draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import sums


def test_the_description_names_the_orders_and_what_halving_brings():
    _, description = sums.errors().figure()
    missing = [word for word in ("slope 1", "slope 2", "slope 4", "16") if word not in description]
    assert missing == []


def test_the_drawn_errors_follow_the_algebra_and_the_orders():
    figure, _ = sums.errors().figure()
    algebra = (
        lambda dt: 45 * dt - 5 / 3 * dt**2,
        lambda dt: 45 * dt + 5 / 3 * dt**2,
        lambda dt: 5 / 6 * dt**2,
        lambda dt: 5 / 3 * dt**2,
    )
    for line, error in zip(figure.axes[0].lines, algebra, strict=False):
        widths, drawn = line.get_xydata().T
        assert drawn[:8] == pytest.approx(error(widths[:8]), rel=1e-6)
    for line, order in zip(figure.axes[1].lines, [1, 1, 2, 2, 4], strict=True):
        widths, drawn = np.log(line.get_xydata()[1:5]).T
        assert np.polyfit(widths, drawn, 1)[0] == pytest.approx(order, abs=0.06)
