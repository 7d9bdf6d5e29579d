"""Noise: the draws it is made of, its distribution, refusals."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.stats

from neurocalc import noise
from neurocalc.noise import normal, uniform
from tests.package.refusals import BAD_COUNTS, BAD_NUMBERS, crossed, refuses

MANY = 100_000
SEEDS = [0, 1, 7, 2**32 - 1, 2**32, 2**53 - 1]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("low", "high"), [(0.0, 0.5), (-1.3, 2.7), (1e6, 1e6 + 1)])
def test_uniform_noise_is_that_of_numpy_bit_for_bit(seed, low, high):
    expected = np.random.default_rng(seed).uniform(low, high, 200)
    assert uniform(seed, 200, low, high).tolist() == expected.tolist()


def test_uniform_noise_fills_its_bounds_evenly():
    drawn = uniform(3, MANY, -2.0, 4.0)
    assert scipy.stats.kstest(drawn, scipy.stats.uniform(-2, 6).cdf).pvalue > 0.01
    assert drawn.min() >= -2
    assert drawn.max() < 4


def test_equal_bounds_give_a_constant():
    assert uniform(3, 4, 0.5, 0.5).tolist() == [0.5] * 4


def test_gaussian_noise_has_the_distribution_of_gauss():
    drawn = normal(3, MANY, sigma=0.2)
    assert scipy.stats.kstest(drawn, scipy.stats.norm(0, 0.2).cdf).pvalue > 0.01


def test_neighbours_in_gaussian_noise_are_independent():
    drawn = normal(5, MANY)
    # The two coordinates of a point on a circle would show in the squares.
    for values in (drawn, drawn**2):
        assert abs(np.corrcoef(values[:-1], values[1:])[0, 1]) < 4 / math.sqrt(MANY)


@pytest.mark.parametrize("seed", SEEDS)
def test_each_pair_of_draws_is_a_point_whose_coordinates_are_gaussian(seed):
    u = np.random.default_rng(seed).random(10).tolist()
    points = normal(seed, 10, sigma=3.0).tolist()
    for i in range(0, 10, 2):
        x, y = points[i], points[i + 1]
        assert math.exp(-(x * x + y * y) / 18) == pytest.approx(1 - u[i])
        assert math.atan2(y, x) % (2 * math.pi) == pytest.approx(2 * math.pi * u[i + 1])


def test_a_shorter_row_of_noise_is_the_beginning_of_a_longer_one():
    for draw in (uniform, normal):
        for n in range(1, 8):
            assert draw(7, n).tolist() == draw(7, 8)[:n].tolist()


@pytest.mark.parametrize("u", [0.0, 1 - 2**-53])
def test_the_outermost_draws_give_finite_noise(u, monkeypatch):
    monkeypatch.setattr(noise, "_random", lambda seed, n: np.array([u, 0.0]))
    assert normal(0, 2) == pytest.approx([math.sqrt(-2 * math.log1p(-u)), 0.0])


def test_no_standard_deviation_gives_silence():
    assert normal(7, 5, sigma=0) == pytest.approx(np.zeros(5), abs=0)


def test_other_seeds_give_other_noise():
    assert len({draw(seed, 1)[0] for draw in (uniform, normal) for seed in SEEDS}) == 12


def test_drawing_leaves_the_global_generator_alone():
    before = np.random.get_state()[1].tolist()  # noqa: NPY002 (the one that must not change)
    normal(7, 5)
    uniform(7, 5)
    assert np.random.get_state()[1].tolist() == before  # noqa: NPY002


@pytest.mark.parametrize(
    ("name", "call", "value"),
    crossed(
        [
            ("n", lambda value: uniform(7, value)),
            ("n", lambda value: normal(7, value)),
        ],
        BAD_COUNTS,
    )
    + crossed(
        [
            ("seed", lambda value: uniform(value, 3)),
            ("seed", lambda value: normal(value, 3)),
        ],
        [one for one in BAD_COUNTS if one.id != "zero"] + [pytest.param(2**53, id="huge")],
    )
    + crossed(
        [
            ("low", lambda value: uniform(7, 3, value)),
            ("high", lambda value: uniform(7, 3, 0.0, value)),
            ("sigma", lambda value: normal(7, 3, value)),
        ],
        BAD_NUMBERS,
    ),
)
def test_bad_arguments_are_refused_by_name(name, call, value):
    with refuses(name):
        call(value)


def test_crossed_bounds_and_a_negative_deviation_are_refused():
    with pytest.raises(ValueError, match="low must not exceed high, but low is 1 and high is 0.5"):
        uniform(7, 3, 1.0, 0.5)
    with refuses("sigma"):
        normal(7, 3, -0.1)
