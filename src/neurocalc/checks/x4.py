"""X4: Riemann sums."""

import numpy as np

from neurocalc import catalogue, sums
from neurocalc.checks.answers import Answer, Mistake
from neurocalc.checks.comparing import compare
from neurocalc.checks.feedback import exercise
from neurocalc.checks.reading import call_with

__all__ = ["check_riemann_sum"]


@exercise("All three rules give the right sum, for one rectangle as well as for many.")
def check_riemann_sum(riemann_sum):
    """Feedback on X4: the area under a curve, by rectangles.

    Parameters
    ----------
    riemann_sum : callable
        ``riemann_sum(f, a, b, n, rule)``: the sum over n equal pieces of [a, b], with `f` looked
        up at the place that `rule`, "left", "right" or "midpoint", names. It gets an `f` that
        takes numbers and arrays alike.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from neurocalc import sums
    >>> check_riemann_sum(sums.riemann_sum).code
    'right'
    """
    for rule in ("left", "right", "midpoint"):
        for f, formula, a, b, n in (
            (np.exp, "e^t", 1, 4, 5),
            (catalogue.quadratic, "t^2 - t + 1", 0, 10, 10),
            (catalogue.quadratic, "t^2 - t + 1", 0, 2, 1),
        ):
            _compare_sums(riemann_sum, f, formula, a, b, n, rule, _riemann_sum)
        # Here n steps of the rounded width end just below b: who steps up to b adds one too many.
        f, formula = catalogue.quadratic, "t^2 - t + 1"
        _compare_sums(riemann_sum, f, formula, -1, 10, 30, rule, _rounded_steps)


def _compare_sums(riemann_sum, f, formula, a, b, n, rule, answer):
    def heights(t):
        return f(np.asarray(t, dtype=float))  # a list or a fraction is as good as an array

    call = f'riemann_sum(f, {a}, {b}, {n}, "{rule}") with f(t) = {formula}'
    given = {"f": heights, "a": a, "b": b, "n": n, "rule": rule}
    compare(call_with(call, riemann_sum, given), answer(call, f, a, b, n, rule))


def _rounded_steps(call, f, a, b, n, rule):
    slips = (
        f"{call} adds {n + 1} rectangles: the width is rounded, so steps up to b can fit in one "
        "more. Count the rectangles instead."
    )
    answer = _riemann_sum(call, f, a, b, n, rule)
    rows = [
        Mistake("step-slips", row.gives, slips) if row.code == "one-too-many" else row
        for row in answer.mistakes
    ]
    return answer._replace(mistakes=rows)


def _riemann_sum(call, f, a, b, n, rule):
    def total(rule=rule, a=a, b=b, n=n):
        return sums.riemann_sum(f, a, b, n, rule)

    dt = (b - a) / n
    edges = sums.edges(a, b, n)
    heights = sums.mean_heights(f, edges, rule)
    # One rectangle more than fits, and one less, at either end, for each of the rules.
    places = {"left": edges[:-1], "right": edges[1:], "midpoint": edges[:-1] + dt / 2}[rule]
    beyond = [f(places[0] - dt), f(places[-1] + dt)]
    many = f"{call} covers one rectangle too many. n rectangles have n + 1 edges."
    few = f"{call} covers one rectangle too few. n rectangles have n + 1 edges."
    points = (
        f"{call} spreads n points over the whole interval, both ends included. "
        "These bound only n - 1 rectangles: n rectangles have n + 1 edges."
    )
    where = {
        "left": f"{call} looks f up at the left ends",
        "right": f"{call} looks f up at the right ends",
        "midpoint": f"{call} looks f up in the middle",
        "trapezoid": f"{call} averages f at the two ends",
    }
    # The left rule is asked for first: who then gives left sums for "right" does not look at it.
    codes = {("left", "right"): "left-right-swapped", ("right", "left"): "rule-ignored"}
    # fmt: off
    return Answer(call, (np.float64(total()),), [
        *(
            Mistake(codes.get((rule, other), "wrong-place"), total(other),
                    f"{said}. Which place does the rule name?")
            for other, said in where.items()
            if other != rule
        ),
        Mistake("missing-width", heights.sum(),
                f"{call} adds up heights. To make each an area, think of the width dt."),
        Mistake("mean-not-sum", heights.mean(),
                f"{call} gives the mean height. How wide is the whole interval?"),
        Mistake("width-twice", heights.sum() * dt**2,
                f"{call} multiplies by dt twice. Each height becomes an area by one width."),
        Mistake("divided-by-width", heights.sum() / dt,
                f"{call} divides by dt. The area of a rectangle is height times width."),
        Mistake("whole-width", heights.sum() * (b - a),
                f"{call} makes each rectangle as wide as the whole interval. How many of them "
                "share it?"),
        *(Mistake("one-too-many", (heights.sum() + more) * dt, many) for more in beyond),
        Mistake("one-too-few", heights[:-1].sum() * dt, few),
        Mistake("one-too-few", heights[1:].sum() * dt, few),
        Mistake("one-too-many", total(n=n + 1), many),
        *_point_mistakes(f, a, b, n, rule, total, points),
        Mistake("wrong-start", total(a=0), f"{call} begins at 0. The first rectangle begins at a."),
        Mistake("wrong-start", total(a=0, b=b - a),
                f"{call} has the right width, but begins at 0. The first rectangle begins at a."),
        Mistake("sign", -total(),
                f"{call} has the right size and the wrong sign. Look at the width: b minus a."),
        Mistake("not-summed", heights * dt,
                f"{call} gives the areas one by one. Add them to one number."),
        Mistake("running-sum", np.cumsum(heights * dt),
                f"{call} gives the sum so far at every rectangle. Give the whole sum only."),
        Mistake("first-only", heights[0] * dt,
                f"{call} gives the first rectangle alone. Does return stand inside the loop?"),
        Mistake("last-only", heights[-1] * dt,
                f"{call} gives the last rectangle alone. Does each pass of the loop add to the "
                "total?"),
        Mistake("half-not-half-step", f(edges[:-1] + 0.5).sum() * dt,
                f"{call} looks f up 0.5 beyond the left ends. Half of which length leads to the "
                "middle?"),
        Mistake("exact-integral", total("simpson", n=1000),
                f"{call} gives the exact integral. Here add n rectangles instead, to see how far "
                "off they are."),
    ], "What is asked for is one number, the whole sum.")


def _point_mistakes(f, a, b, n, rule, total, message):
    """Sums over ``np.linspace(a, b, n)``, which has a point too few."""
    if n == 1:
        return []
    heights = f(np.linspace(a, b, n))
    return [
        Mistake("points-not-rectangles", total(n=n - 1), message),
        Mistake("points-not-rectangles", heights.sum() * (b - a) / n, message),
        Mistake("points-not-rectangles", heights.sum() * (b - a) / (n - 1), message),
    ]
