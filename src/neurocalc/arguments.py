"""Refuse bad arguments early, in one sentence that names the argument and the reason."""

import operator

import numpy as np


def real(name, value):
    """Return `value` as an array of floats of any shape, finite or not.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        What the caller passed.

    Returns
    -------
    ndarray of float

    Raises
    ------
    TypeError
        If it holds something other than real numbers.
    ValueError
        If its rows have different lengths.

    Examples
    --------
    >>> real("t", [1, 2])
    array([1., 2.])
    >>> real("t", ["1", "2"])
    Traceback (most recent call last):
    ...
    TypeError: t must hold real numbers, but it holds <U1
    """
    try:
        value = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name} must be rectangular: its rows have different lengths") from None
    if value.dtype.kind not in "iuf":
        raise TypeError(f"{name} must hold real numbers, but it holds {value.dtype}")
    return value.astype(float)


def number(name, value, *, positive=False, minimum=None):
    """Return `value` as a finite float.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : float
        What the caller passed.
    positive : bool, default False
        Refuse zero and below.
    minimum : float, optional
        Refuse anything below.

    Returns
    -------
    float

    Raises
    ------
    TypeError
        If `value` is not a single real number.
    ValueError
        If it is not finite, or outside the allowed range.

    Examples
    --------
    >>> number("tau", 0.5, positive=True)
    0.5
    >>> number("dt", -1, positive=True)
    Traceback (most recent call last):
    ...
    ValueError: dt must be positive, but it is -1
    """
    value = real(name, value)
    if value.ndim:
        raise TypeError(f"{name} must be one number, but it has shape {value.shape}")
    value = float(value)
    if not np.isfinite(value):
        raise ValueError(f"{name} must be finite, but it is {value}")
    if positive and value <= 0:
        raise ValueError(f"{name} must be positive, but it is {value:g}")
    if minimum is not None and value < minimum:
        raise ValueError(f"{name} must be at least {minimum:g}, but it is {value:g}")
    return value


def count(name, value, minimum=1):
    """Return `value` as a whole number of at least `minimum`.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : int
        What the caller passed.
    minimum : int, default 1
        The smallest count that makes sense.

    Returns
    -------
    int

    Raises
    ------
    TypeError
        If `value` is not a whole number.
    ValueError
        If it is below `minimum`.

    Examples
    --------
    >>> count("n", 0)
    Traceback (most recent call last):
    ...
    ValueError: n must be at least 1, but it is 0
    """
    value = _whole(name, value)
    if value < minimum:
        raise ValueError(f"{name} must be at least {minimum}, but it is {value}")
    return value


def array(name, value, *, minimum_length=None, axis=-1):
    """Return `value` as an array of finite floats.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like
        What the caller passed: any shape.
    minimum_length : int, optional
        Refuse scalars, and arrays with fewer samples along `axis`.
    axis : int, default -1
        The axis that `minimum_length` counts along.

    Returns
    -------
    ndarray of float

    Raises
    ------
    TypeError
        If `value` holds something other than real numbers, or `axis` is no whole number.
    ValueError
        If it is empty, not finite, too short, or has no such axis.

    Examples
    --------
    >>> array("t", [0, 1])
    array([0., 1.])
    >>> array("t", [0.0, float("nan")])
    Traceback (most recent call last):
    ...
    ValueError: t must be finite, but element 1 is nan
    """
    value = real(name, value)
    if value.size == 0:
        raise ValueError(f"{name} is empty: give it at least one number")
    if not np.isfinite(value).all():
        first = np.flatnonzero(~np.isfinite(value))[0]
        where = f"element {first} is" if value.ndim else "it is"
        raise ValueError(f"{name} must be finite, but {where} {value.flat[first]}")
    if minimum_length is not None:
        if value.ndim == 0:
            raise ValueError(f"{name} must be a row of numbers, but it is one number, {value}")
        axis = _whole("axis", axis)
        if not -value.ndim <= axis < value.ndim:
            raise ValueError(f"{name} has no axis {axis}: its shape is {value.shape}")
        if value.shape[axis] < minimum_length:
            raise ValueError(
                f"{name} needs at least {minimum_length} samples, but it has {value.shape[axis]}"
            )
    return value


def grid(name, value, minimum_length=2):
    """Return `value` as a one-dimensional, increasing array.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : array_like, shape (n,)
        What the caller passed.
    minimum_length : int, default 2
        The fewest points that make sense.

    Returns
    -------
    ndarray of float, shape (n,)

    Raises
    ------
    ValueError
        If the points do not increase, or are not in one row.

    Examples
    --------
    >>> grid("t", [0, 2, 1])
    Traceback (most recent call last):
    ...
    ValueError: t must increase from point to point, but 2 is followed by 1
    """
    value = array(name, value, minimum_length=minimum_length)
    if value.ndim != 1:
        raise ValueError(f"{name} must have one dimension, but its shape is {value.shape}")
    steps = np.diff(value)
    if (steps <= 0).any():
        first = np.flatnonzero(steps <= 0)[0]
        raise ValueError(
            f"{name} must increase from point to point, "
            f"but {value[first]:g} is followed by {value[first + 1]:g}"
        )
    return value


def choice(name, value, options):
    """Return `value` if it is one of `options`.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : str
        What the caller passed.
    options : iterable of str
        What is allowed.

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If `value` is none of them; the message lists them.

    Examples
    --------
    >>> choice("rule", "middle", ["left", "midpoint"])
    Traceback (most recent call last):
    ...
    ValueError: rule must be one of left, midpoint, but it is 'middle'
    """
    options = list(options)
    if not isinstance(value, str) or value not in options:
        raise ValueError(f"{name} must be one of {', '.join(options)}, but it is {value!r}")
    return value


def function(name, value):
    """Return `value` if it can be called.

    Parameters
    ----------
    name : str
        The argument's name, for the message.
    value : callable
        What the caller passed.

    Returns
    -------
    callable

    Raises
    ------
    TypeError
        If it cannot be called.

    Examples
    --------
    >>> function("f", 3)
    Traceback (most recent call last):
    ...
    TypeError: f must be a function, but it is 3
    """
    if not callable(value):
        raise TypeError(f"{name} must be a function, but it is {value!r}")
    return value


def values_of(f, points, name="f"):
    """Evaluate the reader's function `f` on `points`, and check what comes back.

    Parameters
    ----------
    f : callable
        Elementwise function: shape ``(n,)`` in, shape ``(n,)`` out. A constant is spread out.
    points : ndarray, shape (n,)
        Where to evaluate it.
    name : str, default "f"
        The function's name, for the message.

    Returns
    -------
    ndarray of float, shape (n,)

    Raises
    ------
    TypeError
        If `f` cannot be called, or not with an array.
    ValueError
        If it fails on these points, or its values have another shape or are not finite.

    Examples
    --------
    >>> values_of(lambda t: 2.0, np.array([0.0, 1.0]))
    array([2., 2.])
    """
    function(name, f)
    # NumPy would warn of what is refused below, or of an exp that overflows on the way to 1/inf.
    with np.errstate(all="ignore"):
        values = real(f"{name}(t)", _called(name, f, points))
    if values.ndim and values.shape != points.shape:
        raise ValueError(
            f"{name} must return one value for each point: "
            f"{points.size} points gave values of shape {values.shape}"
        )
    values = np.broadcast_to(values, points.shape)
    if not np.isfinite(values).all():
        first = np.flatnonzero(~np.isfinite(values))[0]
        raise ValueError(f"{name} must be finite, but it is {values[first]} at {points[first]:g}")
    return values


def _called(name, f, points):
    """Return ``f(points)``, or say that it was `f` that failed (`math.sin` takes no array)."""
    try:
        return f(points)
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        raise kind(f"{name} failed on an array of points: {error}") from error


def _whole(name, value):
    """Return `value` as an int, or say why it is none; True is an answer, not a count."""
    try:
        if isinstance(value, bool):
            raise TypeError
        return operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be a whole number, but it is {value!r}") from None
