"""Derivatives and integrals as filters: what they do to each frequency of a signal.

Every filter of the book is a weighted sum of the last few inputs plus a share of the last output,

    y[n] = weights[0] x[n] + weights[1] x[n-1] + ... + feedback y[n-1],

and its frequency response follows from the same few numbers.

Examples
--------
>>> average()([0.0, 2.0, 4.0])
array([1., 3.])
>>> float(abs(average().response(np.pi / 2))**2)  # half the power at a quarter of the sampling rate
0.5000000000000001
"""

from dataclasses import dataclass

import numpy as np

from neurocalc import arguments

__all__ = [
    "Filter",
    "average",
    "difference",
    "leaky_integrator",
    "moving_average",
    "running_sum",
    "signal_to_noise",
]


@dataclass(frozen=True)
class Filter:
    """A linear filter with at most one past output fed back.

    Parameters
    ----------
    weights : tuple of float
        Weight of the newest input first.
    feedback : float, default 0
        Share of the last output that is kept, between 0 and 1.

    Raises
    ------
    TypeError
        If a weight or the feedback is not a real number.
    ValueError
        If there is no weight, or the output would grow by itself (feedback above 1).

    References
    ----------
    A. V. Oppenheim and R. W. Schafer, *Discrete-Time Signal Processing*, 3rd ed.,
    Pearson, 2010, ch. 5.
    """

    weights: tuple
    feedback: float = 0.0

    def __post_init__(self):
        if arguments.array("weights", self.weights, minimum_length=1).ndim != 1:
            raise ValueError("weights must be one row of numbers")
        if arguments.number("feedback", self.feedback, minimum=0) > 1:
            raise ValueError(f"feedback must be at most 1, but it is {self.feedback:g}")

    @property
    def lost(self):
        """Number of samples at the start for which no full set of inputs exists."""
        return len(self.weights) - 1

    def __call__(self, x):
        """Filter a signal.

        Parameters
        ----------
        x : array_like, shape (n,)
            The signal, evenly sampled.

        Returns
        -------
        ndarray, shape (n - lost,)
            Output k belongs to the time of input ``k + lost``. No sample before the start is
            made up; the fed-back output starts from 0.

        Raises
        ------
        ValueError
            If the signal is shorter than the filter, not in one row or not finite.
        """
        x = arguments.array("x", x, minimum_length=len(self.weights))
        if x.ndim != 1:
            raise ValueError(f"x must have one dimension, but its shape is {x.shape}")
        y = np.convolve(x, self.weights, mode="valid")
        # Sum the feedback by doubling: 1 + a + a^2 + ... = (1 + a)(1 + a^2)(1 + a^4) ...
        # A few passes over the whole signal replace a loop over its samples.
        share, shift = self.feedback, 1
        while share and shift < y.size:
            y[shift:] += share * y[:-shift].copy()
            share, shift = share**2, 2 * shift
        return y

    def response(self, omega):
        """Complex frequency response: its size is the gain, its angle the phase.

        Parameters
        ----------
        omega : float or array_like
            Angular frequency in radians per sample, ``2 pi f h``; pi is the fastest.

        Returns
        -------
        complex or ndarray of complex

        Raises
        ------
        ValueError
            If `omega` is not finite, or the gain is infinite there (a running sum at 0).

        Examples
        --------
        >>> float(abs(difference().response(np.pi)))
        2.0
        """
        omega = arguments.array("omega", omega)
        delays = np.exp(-1j * omega)
        kept = 1 - self.feedback * delays
        if (kept == 0).any():
            raise ValueError("omega must not be 0: a running sum has infinite gain there")
        return np.polyval(self.weights[::-1], delays) / kept

    def gain(self, omega):
        """Factor by which the filter scales a sine of this frequency.

        Parameters
        ----------
        omega : float or array_like
            Angular frequency in radians per sample.

        Returns
        -------
        float or ndarray

        Raises
        ------
        ValueError
            As for `response`.

        Examples
        --------
        >>> moving_average(2).gain(0.0)
        1.0
        """
        gain = np.abs(self.response(omega))
        return float(gain) if gain.ndim == 0 else gain


def difference():
    """Difference of neighbours, ``x[n] - x[n-1]``: a high-pass with gain ``2 |sin(omega/2)|``.

    Returns
    -------
    Filter

    Examples
    --------
    >>> difference()([1.0, 4.0, 9.0])
    array([3., 5.])
    """
    return Filter((1.0, -1.0))


def average():
    """Average of neighbours, ``(x[n] + x[n-1]) / 2``: a low-pass with gain ``|cos(omega/2)|``.

    Returns
    -------
    Filter

    Examples
    --------
    >>> average()([1.0, 3.0])
    array([2.])
    """
    return Filter((0.5, 0.5))


def moving_average(k):
    """Average of the last `k` samples.

    Parameters
    ----------
    k : int
        Number of samples.

    Returns
    -------
    Filter

    Raises
    ------
    ValueError
        If `k` is below 1.

    Examples
    --------
    >>> moving_average(4)([0.0, 0.0, 4.0, 4.0, 4.0])
    array([2., 3.])
    """
    k = arguments.count("k", k)
    return Filter((1 / k,) * k)


def running_sum(h):
    """Sum of all samples so far times the step: a low-pass with gain ``h / (2 |sin(omega/2)|)``.

    Parameters
    ----------
    h : float
        Sampling step, in s.

    Returns
    -------
    Filter

    Raises
    ------
    ValueError
        If `h` is not positive.

    Examples
    --------
    >>> running_sum(0.5)([2.0, 2.0, 4.0])
    array([1., 2., 4.])
    """
    return Filter((arguments.number("h", h, positive=True),), feedback=1.0)


def leaky_integrator(h, tau):
    """Running average that forgets with time constant `tau`; a constant passes unchanged.

    Parameters
    ----------
    h : float
        Sampling step, in s.
    tau : float
        Time constant, in s.

    Returns
    -------
    Filter

    Raises
    ------
    ValueError
        If `h` or `tau` is not positive.

    Examples
    --------
    >>> y = leaky_integrator(h=0.1, tau=0.2)(np.ones(200))
    >>> print(y[-1].round(12))
    1.0
    """
    h = arguments.number("h", h, positive=True)
    tau = arguments.number("tau", tau, positive=True)
    kept = np.exp(-h / tau)
    return Filter((float(1 - kept),), feedback=float(kept))


def signal_to_noise(signal, noise):
    """Ratio of the root-mean-square signal to the standard deviation of the noise.

    Parameters
    ----------
    signal : array_like, shape (n,)
        The signal without noise.
    noise : array_like, shape (m,)
        The noise alone, in the same units; its mean is a bias, not noise.

    Returns
    -------
    float
        A ratio without unit.

    Raises
    ------
    ValueError
        If something is not finite, or the noise does not vary.

    Examples
    --------
    >>> signal_to_noise([2.0, -2.0], [0.0, 2.0])
    2.0
    """
    signal, noise = arguments.array("signal", signal), arguments.array("noise", noise)
    if np.ptp(noise) == 0:  # the standard deviation of 0.1, 0.1, 0.1 rounds to 1e-17
        raise ValueError("noise must vary: its standard deviation is 0")
    return float(np.sqrt(np.mean(signal**2)) / np.std(noise))
