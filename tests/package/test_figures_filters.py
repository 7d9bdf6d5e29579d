"""The pictures of filters draw what the algebra says."""

import numpy as np
import pytest

from neurocalc.figures import filters

DRAWINGS = {
    "outputs": filters.signal_and_outputs(),
    "two outputs": filters.signal_and_outputs(names=("moving average", "leaky integrator")),
    "gains": filters.gains(),
    "other gains": filters.gains(names=("moving average", "leaky integrator")),
}


def test_the_descriptions_name_the_ratios_and_the_gains():
    _, outputs = DRAWINGS["outputs"].figure()
    recording = filters.record()
    ratio = np.sqrt(np.mean(recording.signal**2)) / np.std(recording.noise)
    assert f"{ratio:.2f}" in outputs
    _, gains = DRAWINGS["gains"].figure()
    assert "0.25 Hz" in gains
    assert "0.016 and 2" in gains  # 2 sin(w/2) at w = pi/200, and at pi
    assert "0.64 and 0.005" in gains  # 1/(2 pi 0.25), and h/2


def test_the_recording_is_half_a_cycle_in_noise_of_one_sign():
    t, signal, noise = filters.record()
    assert signal == pytest.approx(np.sin(np.pi * t / 2))
    assert noise.min() >= 0
    assert noise.max() <= 0.5
    assert not np.array_equal(noise, filters.record(seed=8).noise)


def test_the_noise_of_the_page_has_the_ratios_that_algebra_expects():
    _, description = filters.signal_and_outputs(names=("difference", "average")).figure()
    expected = 1 / np.sqrt(2) / (0.5 / np.sqrt(12))
    difference = expected * 2 * np.sin(np.pi / 400) / np.sqrt(2)
    numbers = f"{expected:.2f}", f"{difference:.3f}", f"{expected * np.sqrt(2):.2f}"
    assert [number for number in numbers if number not in description] == []


def test_the_drawn_outputs_are_those_of_the_filters():
    figure, _ = DRAWINGS["outputs"].figure()
    t, signal, noise = filters.record()
    x = signal + noise
    drawn = [axes.lines[0].get_xydata().T for axes in figure.axes]
    assert drawn[0][1] == pytest.approx(x)
    assert drawn[1][1] == pytest.approx(np.diff(x))
    assert drawn[1][0] == pytest.approx(t[1:])
    assert drawn[2][1] == pytest.approx((x[1:] + x[:-1]) / 2)
    assert drawn[3][1] == pytest.approx(0.01 * np.cumsum(x))


def test_the_drawn_gains_follow_the_algebra():
    figure, _ = DRAWINGS["gains"].figure()
    curves = [line for line in figure.axes[0].lines if len(line.get_xdata()) > 2]
    half = np.pi * curves[0].get_xdata() * 0.01
    expected = 2 * np.sin(half), np.abs(np.cos(half)), 0.01 / (2 * np.sin(half))
    for curve, gain in zip(curves, expected, strict=True):
        assert curve.get_ydata() == pytest.approx(gain, abs=1e-12)
