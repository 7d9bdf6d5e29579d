"""Noise that is the same in Python and in the reader's page.

NumPy's generator can be rebuilt in the page bit by bit, so both draw the same numbers from the same
seed. Its sampler of Gaussian numbers rests on long tables, so these are made from evenly spread
numbers by a formula instead.

Examples
--------
>>> np.array_equal(uniform(seed=7, n=3), np.random.default_rng(7).random(3))
True
"""

import numpy as np

from neurocalc import arguments

__all__ = ["normal", "uniform"]

_LARGEST_SEED = 2**53 - 1


def uniform(seed, n, low=0.0, high=1.0):
    """Numbers spread evenly between two bounds.

    They are those that NumPy's ``default_rng(seed)`` draws by its method ``uniform``.

    Parameters
    ----------
    seed : int
        Which noise is drawn, from 0 to 2**53 - 1, the largest that the page counts to.
    n : int
        How many numbers.
    low, high : float, default 0 and 1
        The bounds; equal ones give a constant.

    Returns
    -------
    ndarray, shape (n,)
        The same in the page, to the last bit.

    Raises
    ------
    TypeError
        If `seed` or `n` is not a whole number, or a bound is not a number.
    ValueError
        If `seed` or `n` is out of range, a bound is not finite, or `low` is above `high`.

    References
    ----------
    M. E. O'Neill, "PCG: A family of simple fast space-efficient statistically good algorithms
    for random number generation", Harvey Mudd College, HMC-CS-2014-0905, 2014.

    Examples
    --------
    >>> uniform(7, 3, high=0.5).round(4)
    array([0.3125, 0.4486, 0.3878])
    """
    low, high = arguments.number("low", low), arguments.number("high", high)
    if low > high:
        raise ValueError(f"low must not exceed high, but low is {low:g} and high is {high:g}")
    return low + (high - low) * _random(seed, arguments.count("n", n))


def normal(seed, n, sigma=1.0):
    """Gaussian numbers around 0, by the transform of Box and Muller.

    Each pair ``u, v`` of numbers that the generator draws from [0, 1), in their order, is read as
    a point of the plane at the distance ``sqrt(-2 log(1 - u))`` and the angle ``2 pi v``: its two
    coordinates are independent Gaussian numbers, and the next two of the result. As `u` stays
    below 1, the logarithm is finite. An odd `n` leaves the last coordinate out.

    Parameters
    ----------
    seed : int
        Which noise is drawn, as for `uniform`.
    n : int
        How many numbers.
    sigma : float, default 1
        Standard deviation; 0 gives silence.

    Returns
    -------
    ndarray, shape (n,)
        In units of `sigma`. The same in the page, but for rounding.

    Raises
    ------
    TypeError
        If `seed` or `n` is not a whole number, or `sigma` is not a number.
    ValueError
        If `seed` or `n` is out of range, or `sigma` is negative or not finite.

    References
    ----------
    G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates",
    *Annals of Mathematical Statistics* 29 (1958) 610-611.

    Examples
    --------
    >>> len(normal(seed=7, n=3, sigma=0.1))
    3
    """
    n = arguments.count("n", n)
    sigma = arguments.number("sigma", sigma, minimum=0)
    u, v = _random(seed, n + n % 2).reshape(-1, 2).T
    distance, angle = np.sqrt(-2 * np.log(1 - u)), 2 * np.pi * v
    points = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (sigma * distance)[:, None]
    return points.ravel()[:n]


def _random(seed, n):
    seed = arguments.count("seed", seed, minimum=0)
    if seed > _LARGEST_SEED:
        raise ValueError(f"seed must be at most 2**53 - 1, but it is {seed}")
    return np.random.default_rng(seed).random(n)
