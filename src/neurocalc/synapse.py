"""Postsynaptic current, and the charge that it carries.

Times are in ms, currents in pA, so charges are in pA ms = fC.

Examples
--------
>>> synaptic_current(2.0, J=1.0, tau_s=1.0, t_sp=1.0)  # the peak, J/e, one tau_s after the spike
0.36787944117144233
>>> print(round(charge(100.0, J=20.0, tau_s=5.0), 3))  # J tau_s
100.0
"""

from functools import cache

import numpy as np

from neurocalc import arguments, catalogue

__all__ = ["charge", "synaptic_current"]


def synaptic_current(t, J=1.0, tau_s=1.0, t_sp=1.0, *, normalised=True):
    """Current that flows into a neuron after the spikes of its partner.

    One spike gives ``J x e^(-x)`` with ``x = (t - t_sp) / tau_s``, and nothing before it: no
    effect precedes its cause. The currents of several spikes add.

    Parameters
    ----------
    t : float or array_like
        Time, in ms.
    J : float, default 1
        Synaptic amplitude, in pA; negative for an inhibitory synapse. Each spike peaks at ``J/e``.
    tau_s : float, default 1
        Synaptic time constant, in ms.
    t_sp : float or array_like, shape (spikes,), default 1
        Spike time or times, in ms; within the range of `t` if `t` is an array.
    normalised : bool, default True
        False leaves out the division by `tau_s`: ``J (t - t_sp) e^(-x)``.

    Returns
    -------
    float or ndarray
        Current, in pA (normalised), in the shape of `t`.

    Raises
    ------
    ValueError
        If something is not finite, `tau_s` is not positive, or a spike lies outside the window.

    References
    ----------
    W. Rall, "Distinguishing theoretical synaptic potentials computed for different
    soma-dendritic distributions of synaptic input", *Journal of Neurophysiology* 30 (1967)
    1138-1168.

    Examples
    --------
    >>> synaptic_current([0.0, 1.0, 2.0], J=np.e)
    array([0., 0., 1.])
    """
    return _sum_over_spikes(_form(normalised), t, J, tau_s, t_sp)


def charge(t, J=1.0, tau_s=1.0, t_sp=1.0, *, normalised=True):
    """Charge that has flowed up to time `t`: the exact integral of `synaptic_current`.

    Parameters
    ----------
    t, J, tau_s, t_sp, normalised
        As for `synaptic_current`.

    Returns
    -------
    float or ndarray
        Charge, in fC, in the shape of `t`. Each spike brings ``J tau_s`` in the end
        (``J tau_s**2`` if not normalised).

    Raises
    ------
    ValueError
        As for `synaptic_current`.

    Examples
    --------
    >>> print(round(charge(10.0), 6))
    0.998766
    """
    return _sum_over_spikes(_integral(_form(normalised)), t, J, tau_s, t_sp)


def _form(normalised):
    if normalised:
        return catalogue.synaptic_current
    return catalogue.synaptic_current_unnormalised


@cache
def _integral(function):
    """Integrate from 0, then measure from before the first spike: see `_sum_over_spikes`."""
    return function.integral(0)


def _sum_over_spikes(function, t, J, tau_s, t_sp):
    t = arguments.array("t", t)
    J = arguments.number("J", J)
    tau_s = arguments.number("tau_s", tau_s, positive=True)
    spikes = np.ravel(arguments.array("t_sp", t_sp))
    if t.ndim and (outside := (spikes < t.min()) | (spikes > t.max())).any():
        raise ValueError(
            f"t_sp must lie in the window from {t.min():g} to {t.max():g} ms, "
            f"but one spike is at {spikes[outside][0]:g} ms"
        )
    # Every spike's response is the response to a spike at 0, later: negative times stay 0.
    total = function(np.subtract.outer(t, spikes), J=1.0, tau_s=tau_s, t_sp=0.0).sum(axis=-1) * J
    return float(total) if total.ndim == 0 else total
