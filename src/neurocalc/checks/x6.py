"""X6: averaging twice."""

import numpy as np

from neurocalc import filters
from neurocalc.checks.answers import Answer, Mistake
from neurocalc.checks.comparing import compare
from neurocalc.checks.feedback import exercise
from neurocalc.checks.reading import call_with

__all__ = ["check_average_twice"]


@exercise("Filters in a row multiply their gains, so the second average squares the first.")
def check_average_twice(average_twice, gain):
    """Feedback on X6: the average of neighbours, applied twice, and its gain.

    Parameters
    ----------
    average_twice : callable
        ``average_twice(x)``: n samples of shape (n,) give n - 2 outputs; none is made up.
    gain : callable or SymPy expression
        ``gain(omega)``: the factor by which it scales a sine of `omega` radians per sample. A
        callable gets an array from 0 to pi, or its numbers one by one.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> twice = lambda x: (x[2:] + 2 * x[1:-1] + x[:-2]) / 4
    >>> check_average_twice(twice, lambda omega: abs(np.cos(omega / 2)))
    Not yet. gain is that of one average. What does the second one do to what the first lets pass?
    """
    for x in (np.array([2.0, 3.0, 7.0, 4.0, -1.0, 9.0, 8.0]), np.array([3.0, -1.0, 7.0])):
        call = f"average_twice(x) with {x.size} samples"
        compare(call_with(call, average_twice, {"x": x}), _average_twice(call, x))
    compare(gain, _gain_twice())


def _average_twice(call, x):
    average, difference = filters.average(), filters.difference()
    once = average(x)
    twice = average(once)
    made_up = (
        f"{call} makes up values at the ends. "
        "Give only outputs for which all inputs exist: each average costs one sample."
    )
    summed = f"{call} adds up neighbours somewhere. An average also divides by their number."
    weights = np.array([1, 2, 1]) / 4
    # fmt: off
    return Answer(call, (twice,), [
        Mistake("averaged-once", once,
                f"{call} averages once. Do the same again with what comes out."),
        Mistake("sum-not-mean", 4 * twice, summed),
        Mistake("sum-not-mean", 2 * twice, summed),
        Mistake("sum-not-mean", 2 * once, summed),
        Mistake("padded", np.convolve(x, weights, mode="same"), made_up),
        Mistake("padded", np.convolve(x, weights), made_up),
        Mistake("padded", np.convolve(x, weights)[: x.size], made_up),
        Mistake("padded", np.concatenate([x[:1], twice, x[-1:]]), made_up),
        Mistake("padded", np.concatenate([x[:2], twice]), made_up),
        Mistake("padded", np.pad(twice, 1), made_up),
        Mistake("padded", np.append([0, 0], twice), made_up),
        Mistake("padded", np.append(twice, [0, 0]), made_up),
        Mistake("wraps-around", (x + 2 * np.roll(x, 1) + np.roll(x, 2)) / 4,
                f"{call} averages the last samples with the first, as if the signal were a ring."),
        Mistake("equal-weights", filters.moving_average(3)(x),
                f"{call} averages three samples with equal weights. How often is the middle one "
                "used when you average twice?"),
        Mistake("ends-only", (x[2:] + x[:-2]) / 2,
                f"{call} leaves out the sample in the middle. Average neighbours, then again."),
        Mistake("missing-parentheses", once[1:] + once[:-1] / 2,
                f"{call} halves only one of the two neighbours. A quotient is taken before a sum, "
                "unless parentheses hold the sum together."),
        *(
            Mistake("one-apart", (once[2:] + once[:-2]) / 2,
                    f"{call} skips a value the second time. Average each with its neighbour.")
            for _ in twice[1:2]
        ),
        Mistake("halved-once-too-often", twice / 2,
                f"{call} divides once too often. Each average divides by 2, and there are two."),
        Mistake("difference-not-average", difference(difference(x)),
                f"{call} subtracts neighbours. An average adds them, then divides."),
        Mistake("mixed-filters", difference(once),
                f"{call} averages, then subtracts. Average both times."),
        *(Mistake("thrice", average(twice), f"{call} averages three times.") for _ in twice[1:2]),
        Mistake("one-too-few", twice[:-1], f"{call} gives one output too few. Where does it stop?"),
        Mistake("one-too-few", twice[1:], f"{call} gives one output too few. Where is it cut?"),
        Mistake("not-filtered", x, f"{call} gives the signal back unchanged."),
    ], "Each average of neighbours costs one sample, and there are two of them.")


def _gain_twice():
    omega = np.linspace(0, np.pi, 13)
    once = filters.average().gain(omega)
    not_halved = "gain has omega where half of it belongs. A sine of pi, the fastest, must vanish."
    high_pass = "gain grows with omega, as for a difference. Averaging keeps the slow instead."
    # fmt: off
    return Answer("gain", (once**2,), [
        Mistake("gain-not-squared", once,
                "gain is that of one average. What does the second one do to what the first lets "
                "pass?"),
        Mistake("gains-added", 2 * once,
                "gain is twice that of one average. A constant would come out doubled: gains of "
                "filters in a row do not add."),
        Mistake("sum-not-mean", 4 * once**2,
                "gain is 4 at omega = 0, but an average leaves a constant as it is."),
        Mistake("gain-halved", once / 2,
                "gain is half that of one average. A constant would come out halved: what does "
                "the second average do to what the first lets pass?"),
        Mistake("square-inside", np.cos((omega / 2) ** 2),
                "gain squares omega / 2 before it takes the cosine. Which is squared when gains "
                "multiply: the angle or the gain?"),
        Mistake("omega-not-halved", np.cos(omega) ** 2, not_halved),
        Mistake("omega-not-halved", np.abs(np.cos(omega)), not_halved),
        Mistake("omega-not-halved", np.cos(omega), not_halved),
        Mistake("high-pass", np.sin(omega / 2) ** 2, high_pass),
        Mistake("high-pass", np.abs(np.sin(omega / 2)), high_pass),
        Mistake("high-pass", filters.difference().gain(omega) ** 2, high_pass),
        Mistake("power-not-gain", once**4,
                "gain is that of the power. What happens to the amplitude of a sine?"),
        Mistake("equal-weights", filters.moving_average(3).gain(omega),
                "gain is that of a moving average of three. Averaging twice has other weights."),
        Mistake("sign", -(once**2),
                "gain has the wrong sign. A gain is the size of a factor, never negative."),
    ], "There is one for each omega.", "omega", {"omega": omega}, function_only=True)
