"""Derivatives by number: a difference of values, divided by a difference of places.

`n` samples have `n - 1` neighbours, so every result comes with the grid it belongs to.

Examples
--------
>>> import numpy as np
>>> t = np.array([0.0, 1.0, 3.0])
>>> forward_difference(t**2, t)
Samples(t=array([0., 1.]), values=array([1., 4.]))
"""

from typing import NamedTuple

import numpy as np

from neurocalc import arguments

__all__ = [
    "Samples",
    "backward_difference",
    "central_difference",
    "complex_step",
    "forward_difference",
    "midpoint_difference",
    "secant_slope",
]


class Samples(NamedTuple):
    """Values together with the points at which they are known."""

    t: np.ndarray  #: points, increasing, shape (n,)
    values: np.ndarray  #: values at these points; `n` of them along one axis


def secant_slope(f, x, h):
    """Average rate of change of `f` between `x` and `x + h`.

    As `h` shrinks the secant turns into the tangent, and the result approaches the derivative
    with an error proportional to `h`, until round-off takes over.

    Parameters
    ----------
    f : callable
        Elementwise function: shape ``(n,)`` in, shape ``(n,)`` out.
    x : float or array_like
        Point of contact, in input units.
    h : float
        Step in the units of `x`; a negative step looks left.

    Returns
    -------
    float or ndarray
        Slope, in output units per input unit, in the shape of `x`.

    Raises
    ------
    ValueError
        If `h` is zero: two coincident points fix no line. If `x` or a value of `f` is not finite.

    References
    ----------
    W. H. Press, S. A. Teukolsky, W. T. Vetterling, B. P. Flannery, *Numerical Recipes*,
    3rd ed., Cambridge University Press, 2007, sec. 5.7.

    Examples
    --------
    >>> secant_slope(lambda x: x**2, 3.0, 0.5)
    6.5
    """
    x = arguments.array("x", x)
    h = arguments.number("h", h)
    if h == 0:
        raise ValueError("h must be nonzero: two coincident points fix no line")
    points = np.ravel(x)
    rise = arguments.values_of(f, points + h) - arguments.values_of(f, points)
    slope = (rise / h).reshape(x.shape)
    return float(slope) if slope.ndim == 0 else slope


def complex_step(f, x, h=1e-20):
    """Derivative of an analytic `f` from one step in the imaginary direction.

    Nothing is subtracted, so there is no round-off to fear and `h` can be tiny.

    Parameters
    ----------
    f : callable
        Elementwise function that also accepts complex numbers, built of analytic pieces.
    x : float or array_like
        Where to differentiate, in input units.
    h : float, default 1e-20
        Length of the imaginary step, in the units of `x`.

    Returns
    -------
    float or ndarray
        Slope, in output units per input unit, in the shape of `x`.

    Raises
    ------
    ValueError
        If `x` or a value of `f` is not finite, or `h` is not positive.

    References
    ----------
    W. Squire and G. Trapp, "Using complex variables to estimate derivatives of real
    functions", *SIAM Review* 40 (1998) 110-112.

    Examples
    --------
    >>> complex_step(np.exp, 0.0)
    1.0
    """
    x = arguments.array("x", x)
    h = arguments.number("h", h, positive=True)
    arguments.function("f", f)
    slope = arguments.values_of(lambda points: np.imag(f(points + 1j * h)) / h, np.ravel(x))
    slope = slope.reshape(x.shape)
    return float(slope) if slope.ndim == 0 else slope


def forward_difference(f, t, axis=-1):
    """Slope from each sample to the next, given to the left end of each interval.

    Parameters
    ----------
    f : array_like, shape (..., n, ...)
        Samples; `n` of them along `axis`.
    t : array_like, shape (n,)
        The increasing grid that they were sampled on.
    axis : int, default -1
        The axis along which `t` runs. On a surface this gives a partial derivative.

    Returns
    -------
    Samples
        ``t`` of shape (n - 1,): the left ends; ``values``: the slopes, `n - 1` along `axis`.
        The error at those points is proportional to the step.

    Raises
    ------
    ValueError
        If there are fewer than two samples, the grid does not increase or does not fit, or
        something is not finite.

    Examples
    --------
    >>> forward_difference([0.0, 1.0, 4.0], [0.0, 1.0, 2.0]).values
    array([1., 3.])
    """
    slopes, t = _neighbour_slopes(f, t, axis)
    return Samples(t[:-1], slopes)


def backward_difference(f, t, axis=-1):
    """Slope to each sample from the one before, given to the right end of each interval.

    Parameters
    ----------
    f, t, axis
        As for `forward_difference`.

    Returns
    -------
    Samples
        ``t`` of shape (n - 1,): the right ends; ``values``: the same slopes.

    Raises
    ------
    ValueError
        As for `forward_difference`.

    Examples
    --------
    >>> backward_difference([0.0, 1.0, 4.0], [0.0, 1.0, 2.0]).t
    array([1., 2.])
    """
    slopes, t = _neighbour_slopes(f, t, axis)
    return Samples(t[1:], slopes)


def midpoint_difference(f, t, axis=-1):
    """Slope between neighbours, given to the middle of each interval, where it fits best.

    Parameters
    ----------
    f, t, axis
        As for `forward_difference`.

    Returns
    -------
    Samples
        ``t`` of shape (n - 1,): the midpoints; ``values``: the same slopes as the forward
        difference, now with an error proportional to the square of the step.

    Raises
    ------
    ValueError
        As for `forward_difference`.

    Examples
    --------
    >>> midpoint_difference([0.0, 1.0, 4.0], [0.0, 1.0, 2.0]).t
    array([0.5, 1.5])
    """
    slopes, t = _neighbour_slopes(f, t, axis)
    return Samples((t[:-1] + t[1:]) / 2, slopes)


def central_difference(f, t, axis=-1):
    """Slope from the sample before to the sample after each inner point of an even grid.

    Parameters
    ----------
    f, axis
        As for `forward_difference`; at least three samples.
    t : array_like, shape (n,)
        An evenly spaced grid. On an uneven one the middle sample is not in the middle, and the
        error is no longer proportional to the square of the step.

    Returns
    -------
    Samples
        ``t`` of shape (n - 2,): the inner points; ``values``: the slopes, `n - 2` along `axis`.

    Raises
    ------
    ValueError
        As for `forward_difference`; if there are fewer than three samples, or the grid is uneven.

    Examples
    --------
    >>> central_difference([0.0, 1.0, 4.0], [0.0, 1.0, 2.0])
    Samples(t=array([1.]), values=array([2.]))
    """
    stored = t
    f, t = _fitting(f, t, axis, minimum_length=3)
    steps = np.diff(t)
    # Storing the points of an even grid has rounded them, in float32 quite visibly.
    rounding = 4 * np.spacing(np.abs(np.asarray(stored)).max())
    if not np.allclose(steps, steps[0], rtol=1e-6, atol=rounding):
        raise ValueError("t must be evenly spaced for a central difference")
    rises = np.moveaxis(f, axis, -1)
    slopes = (rises[..., 2:] - rises[..., :-2]) / (t[2:] - t[:-2])
    return Samples(t[1:-1], np.moveaxis(slopes, -1, axis))


def _neighbour_slopes(f, t, axis):
    f, t = _fitting(f, t, axis, minimum_length=2)
    rises = np.moveaxis(np.diff(f, axis=axis), axis, -1)
    return np.moveaxis(rises / np.diff(t), -1, axis), t


def _fitting(f, t, axis, minimum_length):
    """Return samples and grid as arrays, or say why they do not belong together."""
    t = arguments.grid("t", t, minimum_length)
    f = arguments.array("f", f, minimum_length=minimum_length, axis=axis)
    if f.shape[axis] != t.size:
        raise ValueError(
            f"f and t must have the same length: f has {f.shape[axis]} samples "
            f"along axis {axis}, t has {t.size} points"
        )
    return f, t
