"""Compare what the reader wrote with the right answer, then with a table of wrong ones."""

import numpy as np

from neurocalc.checks.feedback import NotYet
from neurocalc.checks.reading import read

#: Largest error of a right answer, as a share of the largest right value. Float32 arithmetic
#: stays below it, also after a difference is divided by a small step; every mistake is above it.
TOLERANCE = 5e-5

#: Error that float32 leaves in one value, as a share of it; it counts where a mistake makes some
#: values much larger than the right ones.
ROUNDING = 1e-5

#: Largest error of an answer that is called close, as a share of the largest right value.
CLOSE = 1e-3


def compare_all(values, answers):
    """Compare part by part; a formula or a function may use the parts that come before it."""
    earlier = {}
    for value, answer in zip(values, answers, strict=True):
        compare(value, answer._replace(known=earlier | answer.known))
        earlier[answer.name] = answer.right[0]


def compare(value, answer):
    """Return if the answer is right; raise `NotYet` with the best explanation otherwise."""
    value = read(value, answer)
    if answer.within:
        value = _one_place(value, answer.within)
    within = answer.within or TOLERANCE * np.abs(answer.right[0]).max()
    enough = not answer.whole or value.size in [right.size for right in answer.right]
    if enough and any(agree(value, right, within) for right in answer.right):
        return
    for code, gives, message in answer.mistakes:
        if gives(value) if callable(gives) else agree(value, gives, within, ROUNDING):
            raise NotYet(code, message)
    raise _general_problem(value, answer, within)


def _one_place(places, within):
    """Return the mean of places that lie near to each other, and others as they are."""
    with np.errstate(all="ignore"):
        return places.mean() if np.ptp(places) <= within else places


def agree(value, expected, within, relative=0.0):
    """Tell whether two arrays are the same to `within`, up to broadcasting; nan equals nan."""
    expected = np.asarray(expected, dtype=float)
    value = _fitted(value, expected.shape)
    if value is None or not value.size:
        return False
    with np.errstate(all="ignore"):
        return np.allclose(value, expected, rtol=relative, atol=within, equal_nan=True)


def _fitted(value, shape):
    """Return `value` in `shape` if broadcasting, or dropping axes of length 1, gets it there."""
    for form in (value, value.squeeze()):
        try:
            return np.broadcast_to(form, shape)
        except ValueError:
            continue
    return None


def _general_problem(value, answer, within):
    """Describe an answer that is in no table: not finite, shape, factor, first difference."""
    name, right = answer.name, answer.right[0]
    if not np.isfinite(value).all():
        place = _place(~np.isfinite(value), answer)
        return NotYet(
            "not-finite",
            f"{name} is infinite or not a number{place}. "
            "Look for a division by 0, or a number that grows too large.",
        )
    if value.size == 1 and right.size > 1:
        return NotYet("one-number", f"{name} is one number, but it changes. {answer.length}")
    fitted = _fitted(value, right.shape)
    if fitted is None:
        flat = value.ndim < 2 and right.ndim < 2
        found = f"{value.size} values" if flat else f"shape {value.shape}"
        code = "wrong-length" if flat else "wrong-shape"
        return NotYet(code, f"{name} has {found}, which does not fit. {answer.length}")
    if _is_rounded(fitted, right):
        return NotYet(
            "rounded",
            f"{name} is close, but rounded. Compute with all digits, and round only what you "
            "print.",
        )
    if right.size > 1 and _is_multiple(fitted, right, within):
        return NotYet(
            "factor",
            f"Every value of {name} is off by one and the same factor. "
            "Look at the constants and the steps in your formula.",
        )
    wrong = np.abs(fitted - right) > within
    return NotYet(
        "different",
        f"{name} is not right yet{_place(wrong, answer)}. Work that value out by hand and compare.",
    )


def _is_rounded(value, right):
    """Tell whether an answer would be right, had it not been rounded or cut off."""
    error, largest = np.abs(value - right).max(), np.abs(right).max()
    units = [unit for unit in 10.0 ** -np.arange(7) if error <= unit <= largest / 10]
    return error <= CLOSE * largest or any(
        np.allclose(value, np.round(value / unit) * unit, rtol=0, atol=unit / 100) for unit in units
    )


def _is_multiple(value, right, within):
    with np.errstate(all="ignore"):
        factor = np.sum(value * right) / np.sum(right**2)
        return np.abs(factor) > TOLERANCE and agree(value / factor, right, within)


def _place(where, answer):
    """Name the first of the places in `where`, in units of the answer's variable if it has one."""
    if where.size == 1:
        return ""
    first = tuple(int(k) for k in np.argwhere(where)[0])
    points = answer.known.get(answer.variable)
    if points is not None and where.ndim == 1 and where.shape == points.shape:
        return f", first at {answer.variable} = {points[first]:.4g}"
    index = ", ".join(map(str, first))
    return f", first at [{index}], counting from 0"
