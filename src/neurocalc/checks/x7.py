"""X7: two partial derivatives."""

import numpy as np

from neurocalc import catalogue, neuron
from neurocalc.checks.answers import Answer, Mistake, middles
from neurocalc.checks.comparing import compare_all
from neurocalc.checks.feedback import exercise

__all__ = ["check_ei_partials"]


@exercise("Both partials fit, the ridge and the trough as well: each lies at its threshold.")
def check_ei_partials(dr_dE, dr_dI, E_ridge, I_trough):
    """Feedback on X7: the numerical partial derivatives of the E-I neuron's rate.

    With ``E = np.arange(1, 10, 0.1)``, ``I_inh = np.arange(0, 7, 0.1)`` and
    ``rate = ei_rate(E[:, None], I_inh)``, whose rows belong to E and columns to I_inh.

    Parameters
    ----------
    dr_dE : array_like, shape (89, 70)
        Slopes between neighbours in E, in normalised rate per nA. Slopes from `numpy.gradient`,
        of shape (90, 70), count as right; one slice does not, though all slices are alike.
    dr_dI : array_like, shape (90, 69)
        The same between neighbours in I_inh.
    E_ridge, I_trough : float
        Where `dr_dE` is highest and `dr_dI` lowest, in nA, to within one step of the grid. Several
        values, such as one for each column, are an answer too if they lie within one step.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> from neurocalc.neuron import ei_rate
    >>> rate = ei_rate(np.arange(1, 10, 0.1)[:, None], np.arange(0, 7, 0.1))
    >>> check_ei_partials(np.diff(rate, axis=0), ..., ..., ...)
    Not yet. dr_dE holds the rises. A slope is a rise for each nA: how long is one step?
    """
    compare_all((dr_dE, dr_dI, E_ridge, I_trough), _ei_partials())


def _ei_partials():
    h = 0.1
    E, I_inh = np.arange(1, 10, h), np.arange(0, 7, h)
    rate = neuron.ei_rate(E[:, None], I_inh)
    by_E, by_I = np.diff(rate, axis=0) / h, np.diff(rate, axis=1) / h
    highest, deepest = by_E.max(), by_I.min()
    right_E = by_E, np.gradient(rate, h, axis=0)
    right_I = by_I, np.gradient(rate, h, axis=1)
    known = {"rate": rate, "h": h, "E": E[:, None], "I_inh": I_inh}
    a_E, theta_E, a_I, theta_I = catalogue.ei_rate.parameters.values()
    exact_E = [
        np.tile(_sigmoid_slope(at, a_E, theta_E)[:, None], I_inh.size) for at in (E, middles(E))
    ]
    exact_I = [
        np.tile(_sigmoid_slope(at, a_I, theta_I) / -2, (E.size, 1))
        for at in (I_inh, middles(I_inh))
    ]
    rows = "Rows belong to E and columns to I_inh: there is one slope less than points"
    # fmt: off
    return [
        Answer("dr_dE", right_E, [
            *(
                Mistake("one-slice", slopes[:, 0],
                        "dr_dE is the slope along one slice. Compute it for every I_inh at once.")
                for slopes in right_E
            ),
            *_partial_mistakes("dr_dE", "E", rate, 0, h, right_I, exact_E),
        ], f"{rows} along E.", "rate", known, whole=True),
        Answer("dr_dI", right_I, [
            *(
                Mistake("one-slice", slopes[0],
                        "dr_dI is the slope along one slice. Compute it for every E at once.")
                for slopes in right_I
            ),
            *_partial_mistakes("dr_dI", "I_inh", rate, 1, h, right_E, exact_I),
        ], f"{rows} along I_inh.", "rate", known, whole=True),
        Answer("E_ridge", (np.float64(theta_E),), [
            Mistake("swapped-places", theta_I,
                    "E_ridge is where the trough lies, on the other axis. Swap the two."),
            Mistake("height-not-place", highest,
                    "E_ridge is how high the ridge is. What is asked for is where on E it lies."),
            Mistake("lowest-not-highest", E[-1],
                    "At E_ridge dr_dE is lowest, though the rate is highest. A ridge of dr_dE is "
                    "where the rate rises most steeply."),
            _position("E_ridge", "E", E),
            Mistake("off-the-ridge", lambda place: np.isfinite(place).all(),
                    "E_ridge is more than one step away from the ridge. Where along E is dr_dE "
                    "highest? np.argmax tells the position."),
        ], "One current, in nA, is enough: the ridge runs straight.", within=h * (1 + 1e-6)),
        Answer("I_trough", (np.float64(theta_I),), [
            Mistake("swapped-places", theta_E,
                    "I_trough is where the ridge lies, on the other axis. Swap the two."),
            Mistake("depth-not-place", deepest,
                    "I_trough is how deep the trough is. What is asked for is where on I_inh it "
                    "lies."),
            Mistake("highest-not-lowest", I_inh[0],
                    "I_trough is where dr_dI is highest. A trough is where it is lowest."),
            Mistake("rate-not-slope", I_inh[-1],
                    "I_trough is where the rate is lowest. A trough of dr_dI is where the rate "
                    "falls most steeply."),
            _position("I_trough", "I_inh", I_inh),
            Mistake("off-the-trough", lambda place: np.isfinite(place).all(),
                    "I_trough is more than one step away from the trough. Where along I_inh is "
                    "dr_dI lowest? np.argmin tells the position."),
        ], "One current, in nA, is enough: the trough runs straight.", within=h * (1 + 1e-6)),
    ]


def _sigmoid_slope(x, a, theta):
    s = catalogue.sigmoid(x, a=a, theta=theta)
    return a * s * (1 - s)


def _position(name, axis, points):
    """Row for a position taken for a current, or for a row and a column: one is beyond the axis."""
    message = (
        f"{name} is a position in the array, not a current. Look up which {axis} belongs to it; "
        "np.unravel_index tells the row and the column of a position in a table."
    )
    return Mistake("index-not-place", lambda place: (place > points[-1]).any(), message)


def _partial_mistakes(name, variable, rate, axis, h, others, exact):
    rises = np.diff(rate, axis=axis)
    slopes = rises / h
    later, earlier = np.delete(rate, 0, axis), np.delete(rate, -1, axis)
    first, last = np.take(slopes, [0], axis), np.take(slopes, [-1], axis)
    padded = (
        f"{name} has as many slopes as points along {variable}, so some are made up. "
        "Leave them out: a slope needs two neighbours."
    )
    along_other = (
        f"{name} is the slope in the other direction. Along which axis does {variable} run?"
    )
    transposed = (
        f"{name} has its rows and columns exchanged. Rows belong to E and columns to I_inh."
    )

    def pad(*parts):
        return Mistake("padded", np.concatenate(parts, axis=axis), padded)

    # fmt: off
    return [
        *(
            Mistake("missing-step", rise,
                    f"{name} holds the rises. A slope is a rise for each nA: how long is one step?")
            for rise in (rises, np.gradient(rate, axis=axis))
        ),
        Mistake("multiplied-by-step", rises * h, f"{name} multiplies by the step: rise over run."),
        Mistake("wrong-step", slopes / 2,
                f"{name} is divided by two steps. How far apart are the points that you subtract?"),
        Mistake("wrong-step", slopes / h, f"{name} is divided by the step twice. Once is enough."),
        Mistake("sign", -slopes,
                f"{name} has the wrong sign: later minus earlier, so that rising is positive."),
        *(Mistake("wrong-axis", slope, along_other) for slope in others),
        *(Mistake("wrong-axis", slope * h, along_other) for slope in others),
        Mistake("transposed", slopes.T, transposed),
        Mistake("transposed", rises.T, transposed),
        Mistake("transposed", np.gradient(rate, h, axis=axis).T, transposed),
        *(Mistake("wrong-axis", slope.T, along_other) for slope in others),
        pad(slopes, 0 * last),
        pad(0 * first, slopes),
        pad(slopes, last),
        pad(first, slopes),
        pad(slopes, np.nan * last),
        pad(np.nan * first, slopes),
        Mistake("rectified", np.diff(np.maximum(rate, 0), axis=axis) / h,
                f"{name} is flat where the rate is below 0: it belongs to the rectified rate. "
                "Take the rate as it is."),
        Mistake("twice-differentiated", np.diff(slopes, axis=axis) / h,
                f"{name} is differentiated twice along {variable}. Once is enough."),
        Mistake("both-directions", np.diff(slopes, axis=1 - axis) / h,
                f"{name} is differentiated in both directions. Hold the other input fixed."),
        Mistake("not-differentiated", rate, f"{name} is the rate itself. How steep is it?"),
        Mistake("missing-parentheses", later - earlier / h,
                f"{name} divides only one of the two neighbours by h. A quotient is taken before a "
                "difference, unless parentheses hold the difference together."),
        Mistake("both-at-once", np.stack(np.gradient(rate, h)),
                f"{name} holds the slopes of both directions. np.gradient gives one array for "
                "each axis: which of them belongs here?"),
        Mistake("both-at-once", np.stack(np.gradient(rate)),
                f"{name} holds the rises of both directions. np.gradient gives one array for each "
                "axis, and slopes only if it is told the step."),
        Mistake("flattened", np.diff(rate.ravel()) / h,
                f"{name} runs through the table as one long row, and jumps at each row's end. "
                "Keep the table, and subtract along one axis."),
        *(
            Mistake("by-rule", values,
                    f"{name} is the exact partial derivative. Here take differences of the "
                    "numbers in rate, as you would for a measured surface.")
            for values in exact
        ),
    ]
