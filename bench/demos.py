"""How much work the page does between a reader's input and the painted frame, demo by demo."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median, quantiles

from bench.browser import served, window
from bench.table import Row, Settings, often
from neurocalc import demos

FRAME = 1 / 60  # s: what an update must fit into
UPDATES = 300
SURFACES = ("partial-derivatives", "ei-neuron")  # three-dimensional, drawn by another library

# Main-thread work of one update: the listener of the input, then the frame from its first callback
# to the message that arrives when it has been styled, laid out and painted. The time that the
# browser waits for the next frame in between is not work.
MEASURE = """async ([control, low, high, updates]) => {
  const slider = document.querySelector(control);
  const painted = new MessageChannel();
  const times = [];
  for (let i = 0; i < updates; i++) {
    const frame = new Promise((done) => {
      requestAnimationFrame(() => {
        const begun = performance.now();
        painted.port1.onmessage = () => done(performance.now() - begun);
        painted.port2.postMessage(null);
      });
    });
    const begun = performance.now();
    slider.value = low + (high - low) * ((i * 37) % 100) / 100;
    slider.dispatchEvent(new Event("input", {bubbles: true}));
    times.push(performance.now() - begun + (await frame));
  }
  return times.slice(updates / 10).map((ms) => ms / 1000);
}"""


def rows() -> Iterator[Row]:
    """Measure every slider of every two-dimensional demo on the built site."""
    flat = [demo for demo in demos.ALL if demo.name not in SURFACES]
    with served(Settings.site) as address, window() as browser:
        for demo in flat[: often(len(flat))]:
            yield from _demo(browser, address, demo)


def _demo(browser, address, demo) -> Iterator[Row]:
    tab = browser.new_page()
    tab.goto(f"{address}embed/{demo.name}.html")
    tab.wait_for_selector(f"#{demo.name}[data-alive]", state="attached")
    updates = []
    for parameter in demo.specification()["parameters"]:
        if parameter["kind"] == "number" and parameter["control"]:
            control = f"[data-parameter={parameter['name']}] input"
            span = [parameter["minimum"], parameter["maximum"]]
            updates += tab.evaluate(MEASURE, [control, *span, 10 if Settings.quick else UPDATES])
    tab.close()
    yield Row(f"{demo.name}, median", median(updates), "a frame", FRAME)
    yield Row(f"{demo.name}, 95th percentile", quantiles(updates, n=20)[-1], "a frame", FRAME)
