"""Read an answer as numbers, whatever it is: a formula and a function are evaluated first."""

import inspect

import numpy as np

from neurocalc.checks.feedback import NotYet


def read(value, answer):
    """Return the reader's answer as floats, or say why it holds none."""
    try:
        return _numbers(_evaluated(value, answer), answer.name)
    except NotYet:
        raise
    except Exception as error:  # an answer can be any object, and any of them may refuse
        raise NotYet(
            "unreadable", f"{answer.name} cannot be read as numbers: {_describe(error)}"
        ) from None


def _evaluated(value, answer):
    """Put numbers in the place of a formula or a function."""
    if not answer.variable:
        return value
    if hasattr(type(value), "free_symbols"):
        return _formula_values(value, answer)
    if callable(value):
        return _function_values(value, answer)
    if answer.function_only:
        _need_function(answer.name, value)
    return value


def _formula_values(formula, answer):
    """Evaluate a SymPy expression; one unknown name stands for the answer's variable."""
    import sympy

    if isinstance(formula, type):  # sympy.exp itself
        formula = formula(sympy.Symbol(answer.variable))
    elif callable(formula):  # a SymPy Lambda or Poly: what it computes is inside
        formula = getattr(formula, "expr", formula)
    symbols = sorted(formula.free_symbols, key=str)
    unknown = [str(symbol) for symbol in symbols if str(symbol) not in answer.known]
    if len(unknown) > 1 or (unknown and answer.variable in map(str, symbols)):
        raise NotYet(
            "free-symbols",
            f"{answer.name} still contains {', '.join(unknown)}: put numbers in their place.",
        )
    values = [answer.known.get(str(symbol), answer.known[answer.variable]) for symbol in symbols]
    return sympy.lambdify(symbols, formula.doit(), "numpy")(*values)


def _function_values(function, answer):
    """Evaluate the reader's function on the whole array, or else point by point."""
    call = f"{answer.name}({answer.variable})"
    named = _named_inputs(function, answer)
    points = answer.known[answer.variable]
    whole = _bound(call, function, {name: np.copy(value) for name, value in named.items()})
    try:
        values = function(*whole.args, **whole.kwargs)
        if np.asarray(values).dtype.kind == "O":  # SymPy may give formulas that have no values
            np.asarray(values).astype(float)
        return values
    except Exception as error:  # math.cos and `if t < 1` take one number at a time
        if points.ndim != 1:
            raise _stopped(call, error) from None

    def at(place):
        return {
            name: value[place] if np.shape(value) == points.shape else value
            for name, value in named.items()
        }

    return [call_with(call, function, at(place)) for place in range(points.size)]


def _named_inputs(function, answer):
    """Values for a function's arguments: one is the variable, others are known by their names."""
    parameters = _parameters(function)
    asked = [one.name for one in parameters if one.default is one.empty]
    if not asked:  # it does not tell, or can do without: `def dv_dt(t=t)`
        asked = [one.name for one in parameters if one.name == answer.variable]
    if len(asked) < 2:
        return dict.fromkeys(asked or [""], answer.known[answer.variable])
    unknown = [name for name in asked if name not in answer.known]
    if len(unknown) > 1 or (unknown and answer.variable in asked):
        raise NotYet(
            "unknown-argument",
            f"{answer.name} asks for {' and '.join(unknown)}, which the check does not know. "
            f"Let it depend on {answer.variable} alone.",
        )
    return {name: answer.known.get(name, answer.known[answer.variable]) for name in asked}


def _parameters(function):
    """Parameters of a function that have names; none where it does not tell."""
    rest = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    return [one for one in _signature(function).parameters.values() if one.kind not in rest]


def _signature(function):
    """Signature of a function; where it does not tell, that of one that takes anything."""
    try:
        return inspect.signature(getattr(function, "pyfunc", function))  # of np.vectorize
    except Exception:
        return inspect.signature(lambda *inputs, **named_inputs: None)


def _bound(call, function, named):
    """Bind inputs by their names if these are the function's own, else in their order."""
    by_name = {one.name for one in _parameters(function) if one.kind != one.POSITIONAL_ONLY}
    bind = _signature(function).bind
    try:
        return bind(**named) if by_name >= named.keys() else bind(*named.values())
    except TypeError:
        raise NotYet(
            "wrong-arguments", f"Your function does not take what the check gives it: {call}."
        ) from None


def _numbers(value, name):
    if value is None:
        raise NotYet("empty", f"{name} is None: give it a value, with return if it is a function.")
    array = np.asarray(value)
    if np.ma.is_masked(value):
        raise NotYet("masked", f"{name} hides some values behind a mask. Give each of them.")
    if array.dtype.kind == "O" and any(item is ... for item in array.flat):
        raise NotYet("empty", f"{name} is still empty: replace the dots.")
    if array.size == 0:
        raise NotYet("wrong-length", f"{name} holds no numbers at all. Is a slice empty?")
    if array.dtype.kind == "c":
        raise NotYet(
            "complex", f"{name} holds complex numbers. Take their size, or their real part."
        )
    numeric = array.dtype.kind in "iuf" or (
        array.dtype.kind == "O" and all(hasattr(type(item), "__float__") for item in array.flat)
    )
    if not numeric:
        raise NotYet(
            "wrong-type", f"{name} is of type {type(value).__name__}, which holds no real numbers."
        )
    if array.dtype == np.float16:
        raise NotYet("too-coarse", f"{name} is float16, which keeps three digits. Use float64.")
    with np.errstate(all="ignore"):
        return array.astype(float)


def call_with(call, function, named):
    """Call the reader's function with copies, and say so if it stops or changes them."""
    _need_function(call.partition("(")[0], function)
    given = {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in named.items()
    }
    bound = _bound(call, function, given)
    try:
        result = function(*bound.args, **bound.kwargs)
    except Exception as error:
        raise _stopped(call, error) from None
    if result is ... or result is None:
        found = "None: does it end with return?" if result is None else "the dots: replace them."
        raise NotYet("empty", f"{call} returns {found}")
    for name, before in named.items():
        if isinstance(before, np.ndarray) and not np.array_equal(before, given[name]):
            raise NotYet(
                "changes-input",
                f"{call} changes the array that it is given. Compute a new one, without [...] = "
                "or += on the old.",
            )
    return result


def _need_function(name, function):
    if function is ... or function is None:
        raise NotYet("empty", f"{name} is still empty: replace the dots by a function.")
    if not callable(function):
        raise NotYet(
            "not-a-function",
            f"{name} is not a function. Give the check the function itself, {name}, without "
            "calling it.",
        )


def _stopped(call, error):
    told = _describe(error)
    # Dots that are computed with; an index error speaks of an ellipsis too, but of another one.
    if isinstance(error, TypeError) and "ellipsis" in told:
        return NotYet("empty", f"{call} stopped at dots that are still there: replace them.")
    return NotYet("exception", f"{call} stopped with {told}")


def _describe(error):
    """Name and message of an exception, in one line, whatever its message is."""
    try:
        text = " ".join(str(error).split())[:160]
    except Exception:
        text = ""
    return f"{type(error).__name__}: {text}" if text else f"{type(error).__name__}."
