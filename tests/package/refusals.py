"""Bad input that every function has to refuse, and the proof that the refusal names it."""

from __future__ import annotations

import math

import numpy as np
import pytest


def _named(values):
    return [pytest.param(value, id=name) for name, value in values.items()]


_NEVER = {
    "nan": math.nan,
    "inf": math.inf,
    "minus inf": -math.inf,
    "a string": "1",
    "nothing": None,
    "complex": 1j,
    "a truth value": True,
    "an empty list": [],
    "ragged rows": [[1.0, 2.0], [3.0]],
    "a dictionary": {"t": 1.0},
}

#: What is neither a number nor an array of numbers.
BAD_ARRAYS = _named(
    _NEVER
    | {
        "nan inside": [1.0, math.nan, 2.0],
        "inf inside": np.array([1.0, math.inf]),
        "strings": ["1", "2"],
        "complex inside": [1.0, 2j],
        "truth values": np.array([True, False, True]),
        "objects": np.array([1.0, None]),
        "dates": np.array(["2020-01-01"], dtype="datetime64[D]"),
    }
)

#: What is not one number.
BAD_NUMBERS = _named(_NEVER | {"a list": [1.0], "a column": np.ones((2, 1))})

#: What is not a positive number.
NOT_POSITIVE = [*BAD_NUMBERS, *_named({"zero": 0.0, "negative": -1.0})]

#: What is not a count.
BAD_COUNTS = _named(
    {"zero": 0, "negative": -3, "a half": 2.5, "a whole float": 2.0, "a string": "3"}
    | {"a truth value": True, "a list": [3], "nan": math.nan}
)

#: What is not an increasing row of points.
BAD_GRIDS = [
    *BAD_ARRAYS,
    *_named(
        {
            "one number": 1.0,
            "one point": [1.0],
            "a falling row": [3.0, 2.0, 1.0],
            "a repeated point": [0.0, 1.0, 1.0],
            "two rows": [[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]],
        }
    ),
]

#: What is not an elementwise function of real points.
BAD_FUNCTIONS = _named(
    {
        "a number": 3.0,
        "a name": "sin",
        "nothing": None,
        "one value too few": lambda t: t[:-1],
        "a column": lambda t: t[:, None],
        "nan": lambda t: t * math.nan,
        "a pole": lambda t: 1 / (t - t[0]),
        "an overflow": lambda t: np.exp(1000 + t),
        "complex values": lambda t: t * 1j,
        "strings": lambda t: t.astype(str),
        "truth values": lambda t: t > 0,
        "no value": lambda t: None,
        "ragged rows": lambda t: [[1.0, 2.0], [3.0]],
        "no array wanted": lambda t: t if t > 0 else -t,
    }
)


def refuses(name):
    """Expect an error whose sentence names the argument; a warning from NumPy is no refusal."""
    return pytest.raises((TypeError, ValueError), match=rf"\b{name}\b")


def crossed(calls, values):
    """Pair each ``(argument, call)`` with each bad value."""
    return [
        pytest.param(name, call, *value.values, id=f"{name}-{number}-{value.id}")
        for number, (name, call) in enumerate(calls)
        for value in values
    ]
