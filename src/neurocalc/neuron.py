"""A neuron's firing rate, its gain, its two inputs, and the spiking neuron behind the curve.

Rates of the sigmoid model are normalised: 1 is the highest rate the neuron could reach. Currents
are in nA throughout.

Examples
--------
>>> firing_rate(0.0)
0.0
>>> gain(2.8, a=1.2, theta=2.8)  # a/4 at the threshold
0.3
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from neurocalc import arguments, catalogue

__all__ = [
    "LIF",
    "LIFRun",
    "ei_partials",
    "ei_rate",
    "firing_rate",
    "gain",
    "highest_rate",
    "lif_rate",
    "simulate_lif",
]


def firing_rate(I, a=1.2, theta=2.8, *, sigma=0.0, rng=None):  # noqa: E741
    """Firing rate of a neuron that receives the current `I`: its transfer function.

    Parameters
    ----------
    I : float or array_like
        Injected current, in nA.
    a : float, default 1.2
        Gain parameter, per nA: how sharply the rate rises.
    theta : float, default 2.8
        Threshold, in nA: where it rises most.
    sigma : float, default 0
        Standard deviation of Gaussian noise added to the rate.
    rng : numpy.random.Generator, optional
        Source of the noise; required where `sigma` is positive, so that a picture can be repeated.

    Returns
    -------
    float or ndarray
        Normalised rate, without unit, in the shape of `I`. Noise may carry it below 0.

    Raises
    ------
    TypeError
        If there is noise but no generator.
    ValueError
        If something is not finite, `a` is not positive or `sigma` is negative.

    References
    ----------
    H. R. Wilson and J. D. Cowan, "Excitatory and inhibitory interactions in localized
    populations of model neurons", *Biophysical Journal* 12 (1972) 1-24.

    Examples
    --------
    >>> print(round(firing_rate(2.8), 4))
    0.4664
    """
    rate = catalogue.transfer(I, a=arguments.number("a", a, positive=True), theta=theta)
    if arguments.number("sigma", sigma, minimum=0) == 0:
        return rate
    if not isinstance(rng, np.random.Generator):
        raise TypeError(
            f"rng must be a numpy.random.Generator, to repeat the noise, but it is {rng!r}"
        )
    return rate + sigma * rng.standard_normal(np.shape(rate))


def gain(I, a=1.2, theta=2.8):  # noqa: E741
    """Gain of the neuron: the exact derivative dr/dI of `firing_rate`.

    Parameters
    ----------
    I : float or array_like
        Injected current, in nA.
    a : float, default 1.2
        Gain parameter, per nA; the highest gain is ``a / 4``.
    theta : float, default 2.8
        Threshold, in nA; the highest gain is there.

    Returns
    -------
    float or ndarray
        Normalised rate per nA, in the shape of `I`.

    Raises
    ------
    ValueError
        If something is not finite or `a` is not positive.

    Examples
    --------
    >>> gain([2.8], a=2.0)
    array([0.5])
    """
    a = arguments.number("a", a, positive=True)
    return _derivative(catalogue.transfer, "I")(I, a=a, theta=theta)


def highest_rate(a=1.2, theta=2.8):
    """Rate that `firing_rate` approaches for ever larger currents, and never reaches.

    Parameters
    ----------
    a : float, default 1.2
        Gain parameter, per nA.
    theta : float, default 2.8
        Threshold, in nA.

    Returns
    -------
    float
        Normalised rate. Both parameters move it, since both move what is subtracted at I = 0.

    Raises
    ------
    ValueError
        If something is not finite or `a` is not positive.

    Examples
    --------
    >>> print(round(highest_rate(a=0.5, theta=1.2), 3))
    0.646
    """
    a = arguments.number("a", a, positive=True)
    theta = arguments.number("theta", theta)
    # The supremum 1 - 1/(1 + e^(a theta)) is the sigmoid of theta around 0.
    return catalogue.sigmoid(theta, a=a, theta=0.0)


def ei_rate(E, I_inh, *, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0, rectified=False):
    """Rate of a neuron with an excitatory and an inhibitory input.

    Inhibition is subtractive: it moves the curve of E down by the same amount everywhere.

    Parameters
    ----------
    E, I_inh : float or array_like
        Excitatory and inhibitory input, in nA. They broadcast: a column of E with a row of
        I_inh gives a surface.
    a_E, a_I : float, default 1.2 and 1.0
        Gain parameters, per nA.
    theta_E, theta_I : float, default 2.4 and 4.0
        Thresholds, in nA.
    rectified : bool, default False
        Replace negative rates, which no neuron has, by 0.

    Returns
    -------
    float or ndarray
        Normalised rate, in the broadcast shape.

    Raises
    ------
    ValueError
        If something is not finite or does not broadcast, or a gain parameter is not positive.

    Examples
    --------
    >>> print(round(ei_rate(2.0, 7.0), 3))
    -0.138
    >>> ei_rate(2.0, 7.0, rectified=True)
    0.0
    """
    parameters = _ei_parameters(a_E, theta_E, a_I, theta_I)
    E, I_inh = _broadcastable(E, I_inh)
    rate = catalogue.ei_rate(E, I_inh, **parameters)
    if rectified:
        rate = np.maximum(rate, 0.0)
    return float(rate) if np.ndim(rate) == 0 else rate


def ei_partials(E, I_inh, *, a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0):
    """Exact partial derivatives of `ei_rate` with respect to its two inputs.

    Parameters
    ----------
    E, I_inh, a_E, theta_E, a_I, theta_I
        As for `ei_rate`.

    Returns
    -------
    by_E, by_I : float or ndarray
        Normalised rate per nA, each in the broadcast shape.

    Raises
    ------
    ValueError
        As for `ei_rate`.

    Examples
    --------
    >>> ei_partials(2.4, 4.0)
    (0.3, -0.125)
    """
    parameters = _ei_parameters(a_E, theta_E, a_I, theta_I)
    inputs = _broadcastable(E, I_inh)
    return tuple(
        _derivative(catalogue.ei_rate, variable)(*inputs, **parameters)
        for variable in catalogue.ei_rate.variables
    )


class LIF(NamedTuple):
    """Parameters of a leaky integrate-and-fire neuron."""

    tau: float = 20.0  #: membrane time constant, in ms
    R: float = 10.0  #: membrane resistance, in MOhm
    V_rest: float = -70.0  #: resting potential, in mV
    V_th: float = -50.0  #: threshold, in mV
    V_reset: float = -70.0  #: potential after a spike, in mV
    t_ref: float = 2.0  #: refractory period, in ms

    @property
    def rheobase(self):
        """Border, in nA, above which a constant current makes the neuron fire."""
        return (self.V_th - self.V_rest) / self.R


class LIFRun(NamedTuple):
    """What `simulate_lif` returns."""

    t: np.ndarray  #: time points, in ms, shape (steps + 1,)
    V: np.ndarray  #: potential, in mV, shape (steps + 1, ...)
    spikes: np.ndarray  #: True where the neuron fired, shape (steps + 1, ...)

    @property
    def rate(self):
        """Firing rate in spikes/s from the intervals between the first and the last spike."""
        count = self.spikes.sum(axis=0)
        steps = self.spikes.shape[0]
        first = np.argmax(self.spikes, axis=0)
        last = steps - 1 - np.argmax(self.spikes[::-1], axis=0)
        span = np.where(count > 1, self.t[last] - self.t[first], np.inf)
        return 1000.0 * np.maximum(count - 1, 0) / span


def lif_rate(I, neuron=LIF()):  # noqa: E741, B008 (an immutable default)
    """Firing rate of a leaky integrate-and-fire neuron at constant current, in closed form.

    The time from reset to threshold is ``tau log((V_inf - V_reset) / (V_inf - V_th))`` with
    ``V_inf = V_rest + R I``; the refractory period comes on top.

    Parameters
    ----------
    I : float or array_like
        Injected current, in nA.
    neuron : LIF, optional
        Its parameters.

    Returns
    -------
    float or ndarray
        Rate, in spikes/s, in the shape of `I`; 0 up to the rheobase.

    Raises
    ------
    ValueError
        If something is not finite, or the parameters describe no neuron.

    References
    ----------
    W. Gerstner, W. M. Kistler, R. Naud, L. Paninski, *Neuronal Dynamics*, Cambridge
    University Press, 2014, ch. 1.

    Examples
    --------
    >>> lif_rate([2.0, 4.0]).round(2)
    array([ 0.  , 63.04])
    """
    _check(neuron)
    current = arguments.array("I", I)
    final = neuron.V_rest + neuron.R * current
    fires = final > neuron.V_th
    above = np.where(fires, final, neuron.V_th + 1.0)  # a harmless stand-in where nothing fires
    # log1p keeps the digits of the short climb that a strong current brings.
    climb = neuron.tau * np.log1p((neuron.V_th - neuron.V_reset) / (above - neuron.V_th))
    rate = np.where(fires, 1000.0 / (neuron.t_ref + climb), 0.0)
    return float(rate) if rate.ndim == 0 else rate


def simulate_lif(I, duration=500.0, dt=0.05, neuron=LIF()):  # noqa: E741, B008
    """Simulate leaky integrate-and-fire neurons at constant current, step by step.

    Each step adds the slope times `dt`: Euler's method, the left Riemann sum of chapter 7. All
    currents advance together.

    Parameters
    ----------
    I : float or array_like
        One constant current for each neuron, in nA.
    duration : float, default 500
        Simulated time, in ms.
    dt : float, default 0.05
        Time step, in ms.
    neuron : LIF, optional
        The parameters that all share.

    Returns
    -------
    LIFRun
        Times, potentials, spikes and the rate.

    Raises
    ------
    ValueError
        If something is not finite or not positive, or `dt` is not below `duration` and `tau`.

    Examples
    --------
    >>> simulate_lif([1.0, 4.0]).rate.round()
    array([ 0., 63.])
    """
    _check(neuron)
    current = arguments.array("I", I)
    duration = arguments.number("duration", duration, positive=True)
    dt = arguments.number("dt", dt, positive=True)
    if dt >= min(duration, neuron.tau):
        raise ValueError(f"dt must be below the duration and tau, but it is {dt:g} ms")
    t = np.arange(round(duration / dt) + 1) * dt
    V = np.full((t.size, *current.shape), neuron.V_rest, dtype=float)
    spikes = np.zeros(V.shape, dtype=bool)
    pause = round(neuron.t_ref / dt)
    resting = np.zeros(current.shape, dtype=int)  # steps left of the refractory period
    for step in range(1, t.size):
        slope = (neuron.V_rest - V[step - 1] + neuron.R * current) / neuron.tau
        V[step] = np.where(resting > 0, V[step - 1], V[step - 1] + slope * dt)
        resting = np.maximum(resting - 1, 0)
        spikes[step] = V[step] >= neuron.V_th
        V[step] = np.where(spikes[step], neuron.V_reset, V[step])
        resting = np.where(spikes[step], pause, resting)
    return LIFRun(t, V, spikes)


@cache
def _derivative(function, variable):
    """Differentiate each function once, not at every call."""
    return function.derivative(variable)


def _ei_parameters(a_E, theta_E, a_I, theta_I):
    return {
        "a_E": arguments.number("a_E", a_E, positive=True),
        "theta_E": arguments.number("theta_E", theta_E),
        "a_I": arguments.number("a_I", a_I, positive=True),
        "theta_I": arguments.number("theta_I", theta_I),
    }


def _broadcastable(E, I_inh):
    E, I_inh = arguments.array("E", E), arguments.array("I_inh", I_inh)
    try:
        np.broadcast_shapes(E.shape, I_inh.shape)
    except ValueError:
        raise ValueError(
            f"E and I_inh must fit together, but their shapes are {E.shape} and {I_inh.shape}; "
            "make one a column (E[:, None]) to get a surface"
        ) from None
    return E, I_inh


def _check(neuron):
    if not isinstance(neuron, LIF):
        raise TypeError(f"neuron must be a LIF, but it is {neuron!r}")
    arguments.number("tau", neuron.tau, positive=True)
    arguments.number("R", neuron.R, positive=True)
    arguments.number("t_ref", neuron.t_ref, minimum=0)
    for name in ("V_rest", "V_th", "V_reset"):
        arguments.number(name, getattr(neuron, name))
    if max(neuron.V_rest, neuron.V_reset) >= neuron.V_th:
        raise ValueError("V_th must lie above V_rest and V_reset, or the neuron never stops firing")
