"""Integrals by number: cut the interval, weigh each piece, add.

Every rule replaces the function on each piece by one height, an average of its values at the left
end, the middle and the right end of that piece. The rules differ in the weights alone.

Examples
--------
>>> riemann_sum(lambda t: t**2 - t + 1, 0, 10, n=10, rule="left")
250.0
>>> riemann_sum(lambda t: t**2 - t + 1, 0, 10, dt=0.5, rule="left")
271.25
"""

from typing import NamedTuple

import numpy as np

from neurocalc import arguments
from neurocalc.differences import Samples

__all__ = ["RULES", "Rule", "edges", "evaluations", "mean_heights", "riemann_sum", "running_sum"]


class Rule(NamedTuple):
    """A rule: the weights of the three places, and the order of its error in the width dt."""

    left: float
    middle: float
    right: float
    order: int


#: The rules by name. Halving dt divides the error by 2**order, for a smooth function.
RULES = {
    "left": Rule(1, 0, 0, order=1),
    "right": Rule(0, 0, 1, order=1),
    "midpoint": Rule(0, 1, 0, order=2),
    "trapezoid": Rule(1 / 2, 0, 1 / 2, order=2),
    "simpson": Rule(1 / 6, 4 / 6, 1 / 6, order=4),
}


def edges(a, b, n=None, dt=None):
    """Edges of the pieces that cover ``[a, b]``.

    Parameters
    ----------
    a, b : float
        Ends of the interval, in units of t; `a` below `b`.
    n : int, optional
        Number of equal pieces.
    dt : float, optional
        Width of the pieces, in units of t. Where it does not divide the interval, a last,
        narrower piece closes it. Give either `n` or `dt`.

    Returns
    -------
    ndarray, shape (pieces + 1,)

    Raises
    ------
    TypeError
        If both or neither of `n` and `dt` are given.
    ValueError
        If the interval is empty, `n` is below 1, or `dt` is not positive or so small that a
        step of it changes nothing.

    Examples
    --------
    >>> edges(0, 1, dt=0.4)
    array([0. , 0.4, 0.8, 1. ])
    """
    a, b = arguments.number("a", a), arguments.number("b", b)
    if a >= b:
        raise ValueError(f"a must lie below b, but a is {a:g} and b is {b:g}")
    if (n is None) == (dt is None):
        raise TypeError("give either n, the number of pieces, or dt, their width")
    if n is not None:
        return np.linspace(a, b, arguments.count("n", n) + 1)
    dt = arguments.number("dt", dt, positive=True)
    if a + dt == a or b - dt == b:
        raise ValueError(f"dt must be larger: a step of {dt:g} is lost in the rounding of a or b")
    # 1.05 / 0.35 comes out a hair above 3: without the tolerance it would cost a 4th piece.
    pieces = max(1, int(np.ceil((b - a) / dt * (1 - 1e-12))))
    return np.append(a + dt * np.arange(pieces), b)


def mean_heights(f, t, rule="left"):
    """Height that the rule gives to each piece.

    Parameters
    ----------
    f : callable
        Elementwise function: shape ``(n,)`` in, shape ``(n,)`` out.
    t : array_like, shape (n + 1,)
        Edges of the pieces, increasing.
    rule : {"left", "right", "midpoint", "trapezoid", "simpson"}, default "left"
        Where `f` is looked up.

    Returns
    -------
    ndarray, shape (n,)
        In units of `f`.

    Raises
    ------
    ValueError
        If the rule is unknown, the edges do not increase, or `f` is not finite.

    Examples
    --------
    >>> mean_heights(lambda t: t**2, [0, 1, 2], "midpoint")
    array([0.25, 2.25])
    """
    t = arguments.grid("t", t)
    weights = RULES[arguments.choice("rule", rule, RULES)]
    heights = np.zeros(t.size - 1)
    if weights.left and weights.right:
        at_edges = arguments.values_of(f, t)
        heights += weights.left * at_edges[:-1] + weights.right * at_edges[1:]
    elif weights.left:
        heights += weights.left * arguments.values_of(f, t[:-1])
    elif weights.right:
        heights += weights.right * arguments.values_of(f, t[1:])
    if weights.middle:
        heights += weights.middle * arguments.values_of(f, (t[:-1] + t[1:]) / 2)
    return heights


def evaluations(n, rule="left"):
    """How often `mean_heights` has to look `f` up: what the accuracy costs.

    Parameters
    ----------
    n : int
        Number of pieces.
    rule : str, default "left"
        As for `mean_heights`.

    Returns
    -------
    int

    Raises
    ------
    ValueError
        If the rule is unknown or `n` is below 1.

    Examples
    --------
    >>> [evaluations(10, rule) for rule in RULES]
    [10, 10, 10, 11, 21]
    """
    n = arguments.count("n", n)
    weights = RULES[arguments.choice("rule", rule, RULES)]
    ends = n + 1 if weights.left and weights.right else n * bool(weights.left or weights.right)
    return ends + n * bool(weights.middle)


def riemann_sum(f, a, b, n=None, rule="left", *, dt=None):
    """Approximate the integral of `f` from `a` to `b`.

    Parameters
    ----------
    f : callable
        Elementwise function: shape ``(n,)`` in, shape ``(n,)`` out.
    a, b : float
        Ends of the interval, in units of t.
    n : int, optional
        Number of equal pieces.
    rule : {"left", "right", "midpoint", "trapezoid", "simpson"}, default "left"
        Where `f` is looked up on each piece.
    dt : float, optional
        Width of the pieces, instead of `n`; a last, narrower piece closes the interval.

    Returns
    -------
    float
        In units of `f` times units of t.

    Raises
    ------
    TypeError, ValueError
        As for `edges` and `mean_heights`.

    References
    ----------
    W. H. Press, S. A. Teukolsky, W. T. Vetterling, B. P. Flannery, *Numerical Recipes*,
    3rd ed., Cambridge University Press, 2007, sec. 4.1.

    Examples
    --------
    >>> riemann_sum(lambda t: t**3, 0, 2, n=1, rule="simpson")
    4.0
    """
    return float(running_sum(f, a, b, n, rule, dt=dt).values[-1])


def running_sum(f, a, b, n=None, rule="left", *, dt=None):
    """Integral of `f` from `a` up to each edge: the antiderivative by number.

    Parameters
    ----------
    f, a, b, n, rule, dt
        As for `riemann_sum`.

    Returns
    -------
    Samples
        ``t`` of shape (pieces + 1,): the edges, `a` first; ``values``: what has been summed up
        to there, 0 first. A piece counts from its right edge on.

    Raises
    ------
    TypeError, ValueError
        As for `edges` and `mean_heights`.

    Examples
    --------
    >>> running_sum(lambda t: 2 * t, 0, 2, n=2)
    Samples(t=array([0., 1., 2.]), values=array([0., 0., 2.]))
    """
    t = edges(a, b, n, dt)
    areas = mean_heights(f, t, rule) * np.diff(t)
    return Samples(t, np.concatenate([[0.0], np.cumsum(areas)]))
