"""Pictures of filters: a noisy signal, what comes out, and the gain at each frequency."""

from typing import NamedTuple

import numpy as np

from neurocalc import filters
from neurocalc.noise import uniform
from neurocalc.picture import picture

__all__ = ["FILTERS", "Recording", "gains", "record", "signal_and_outputs"]

_STEP = 0.01  # s
_DURATION = 2.0  # s
_FREQUENCIES = np.geomspace(0.05, 50, 401)  # Hz; 50 Hz is half the sampling rate
_SHORTLIST = ("difference", "average", "running sum")
_SEED = 155  # a typical noise: its ratios are the expected ones in all digits that the page quotes


class _Style(NamedTuple):
    """How the gain of a filter is drawn, labelled (at a frequency in Hz) and described."""

    role: str
    marker: str
    label_at: float
    side: str
    shape: str


#: The roles are those of f', f and F where a filter resembles one of them.
_STYLES = {
    "difference": _Style("derivative", "s", 6.0, "right", "climbs"),
    "average": _Style("function", "o", 2.0, "left", "is flat and plunges near 50 Hz"),
    "running sum": _Style("integral", "D", 5.0, "left", "falls"),
    "moving average": _Style("accent", "^", 5.0, "left", "is flat, then falls in arches"),
    "leaky integrator": _Style("muted", "v", 4.0, "left", "is flat, then falls"),
}

#: The filters by name.
FILTERS = tuple(_STYLES)


class Recording(NamedTuple):
    """A sampled signal, and the noise that was added to it."""

    t: np.ndarray
    signal: np.ndarray
    noise: np.ndarray


def record(frequency=0.25, noise=0.5, seed=_SEED):
    """Two seconds of a sine in uniform noise, sampled every 0.01 s.

    Parameters
    ----------
    frequency : float, default 0.25
        Frequency of the sine, in Hz.
    noise : float, default 0.5
        The noise lies between 0 and this, in mV.
    seed : int, default 155
        Which noise is drawn.

    Returns
    -------
    Recording
        Times (s), signal (mV) and noise (mV), each of shape (200,).

    Examples
    --------
    >>> record().t.size
    200
    """
    t = np.arange(0, _DURATION, _STEP)
    drawn = uniform(seed, t.size, high=noise)
    return Recording(t, np.sin(2 * np.pi * frequency * t), drawn)


def _filter(name, k=10, tau=0.1):
    """Return the filter of this name, for samples taken every 0.01 s."""
    return {
        "difference": filters.difference(),
        "average": filters.average(),
        "running sum": filters.running_sum(_STEP),
        "moving average": filters.moving_average(int(k)),
        "leaky integrator": filters.leaky_integrator(_STEP, tau),
    }[name]


def _gain(chosen, frequencies):
    return chosen.gain(2 * np.pi * frequencies * _STEP)


@picture
def signal_and_outputs(
    canvas, *, names=_SHORTLIST, frequency=0.25, noise=0.5, seed=_SEED, k=10, tau=0.1
):
    """A noisy signal and what filters make of it; thick, what they make of the signal alone."""
    panels = canvas.panels(2, rows=(len(names) + 2) // 2, height=2.2)
    t, signal, drawn = record(frequency, noise, seed)
    rows = [("signal", filters.Filter((1.0,)), "function")]
    rows += [(name, _filter(name, k, tau), _STYLES[name].role) for name in names]
    ratios = {}
    for axes, (name, chosen, role) in zip(panels, rows, strict=False):
        when = t[chosen.lost :]
        axes.plot(when, chosen(signal + drawn), color=canvas.colour("muted"), linewidth=0.9)
        axes.plot(when, chosen(signal), **canvas.line(role, linewidth=2.4))
        ratios[name] = _digits(filters.signal_to_noise(chosen(signal), chosen(drawn)))
        axes.margins(y=0.06)
        axes.set(title=name.capitalize(), xlabel="time t (s)", ylabel="output (mV)")
        ratio = f"signal/noise {ratios[name]}"
        axes.set_title(ratio, loc="right", fontsize=8.5, fontweight="normal")
        if name == "running sum":
            axes.set_ylabel("output (mV s)")
    panels[0].set_ylabel("signal (mV)")
    canvas.note(panels[0], "thick: signal\nthin: with noise", (1.0, 0.3), ha="center")
    for axes in panels[len(rows) :]:
        axes.remove()
    outputs = ", ".join(f"{name} {ratios[name]}" for name in names)
    return (
        f"A slow arch 1 mV high, and a thin ragged line, the same arch with noise, about "
        f"{drawn.mean():.2f} mV above it: signal-to-noise ratio {ratios['signal']}. One panel "
        f"for each output shows the same two lines after the filter, with the ratios {outputs}."
    )


def _digits(number):
    """Two decimals, or two digits where these would show nothing."""
    return f"{number:.2f}" if number >= 1 else f"{number:.2g}"


@picture
def gains(canvas, *, names=_SHORTLIST, frequency=0.25, k=10, tau=0.1):
    """Gain of filters against frequency on log axes, with the signal's frequency marked."""
    axes = canvas.panels(height=3.0)
    axes.axvline(frequency, color=canvas.colour("muted"), linewidth=0.9)
    shapes, ends = [], []
    for name in names:
        chosen, style = _filter(name, k, tau), _STYLES[name]
        at_signal, at_label, fastest = _gain(chosen, np.array([frequency, style.label_at, 50.0]))
        axes.plot(_FREQUENCIES, _gain(chosen, _FREQUENCIES), **canvas.line(style.role))
        axes.plot(frequency, at_signal, **canvas.mark(style.role, marker=style.marker))
        label = (style.label_at, 1.15 * at_label)
        canvas.note(axes, name, label, style.role, va="bottom", ha=style.side)
        shapes.append(f"the {name} {style.shape}")
        ends.append(f"{name} {at_signal:.2g} and {fastest.round(12):.2g}")
    axes.set(xscale="log", yscale="log", ylim=(1e-3, 10))
    axes.set(xlabel="frequency (Hz)", ylabel="gain (running sum: in s)")
    canvas.note(axes, " signal", (frequency, 2e-3), "muted")
    return (
        f"Gain against frequency on log axes: {', '.join(shapes)}. Gains at {frequency:g} Hz, the "
        f"signal's frequency, and at 50 Hz: {'; '.join(ends)}."
    )
