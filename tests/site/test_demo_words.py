"""The words of the pictures: they can be read whatever a reader chooses, in any window."""

from __future__ import annotations

from tests.browser import wait_for_letters
from tests.playing import NAMES, DemoOnPage, states_of

# Of fifty states of each demo, at random, which are drawn in a window of so many px: two of the
# windows hold a stage that is nearly as wide as in another. The first state is drawn in each.
STATES = {
    320: slice(25),
    360: slice(25, 30),
    768: slice(25, 50),
    1280: slice(20, 25),
    1920: slice(0, 50, 2),
}
SMALLEST = 12  # px, of letters on the screen

FRAME = "new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"

# Draws each state at once, and measures what it shows. A word takes the room of its letters, from
# the top of the capitals to below the line; a handle that of what is seen of it.
MEASURE = """async ([name, states, smallest]) => {
  const {show} = await import(document.querySelector('script[src*="web/host.js"]').src);
  const demo = document.getElementById(name);
  const usual = window.requestAnimationFrame;
  window.requestAnimationFrame = (draw) => (queueMicrotask(draw), 1);
  const faults = new Map();
  const fault = (kind, what, state) =>
    faults.set(kind + ": " + what.replace(/[0-9.\\u2212]+/g, "#"), [kind, what, state]);
  const ink = (el) => {
    const {left, right, top, bottom} = el.getBoundingClientRect();
    if (el.matches("p")) return {left, right, top, bottom};
    const size = sizes.get(el);
    const base = el.getScreenCTM().f + el.getStartPositionOfChar(0).y;
    return {left, right, top: base - 0.76 * size, bottom: base + 0.24 * size};
  };
  const meet = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const sizes = new Map(), drawn = new Map();
  for (const state of states) {
    await show(demo, state);
    await null;
    sizes.clear();
    drawn.clear();
    const stage = demo.querySelector(".demo-panels").getBoundingClientRect();
    for (const panel of demo.querySelectorAll(".demo-panel")) {
      const around = panel.getBoundingClientRect();
      const texts = [...panel.querySelectorAll(".demo-title, .demo-plot text, .demo-words p")]
        .filter((el) => el.textContent.trim() && el.checkVisibility());
      for (const el of texts) sizes.set(el, parseFloat(getComputedStyle(el).fontSize));
      const words = texts.map((el) => ({el, text: el.textContent, box: ink(el)}));
      const grips = [...panel.querySelectorAll(".demo-handle:not([hidden]) .demo-grip")]
        .map((el) => el.getBoundingClientRect());
      for (const {el, text, box} of words) {
        if (sizes.get(el) < smallest) fault("small", text, state);
        if (el.matches("p") && el.scrollWidth > el.clientWidth + 1) fault("cut", text, state);
        if (!el.matches("p") && (box.left < around.left - 0.5 || box.right > around.right + 0.5 ||
            box.top < around.top - 0.5 || box.bottom > around.bottom + 0.5))
          fault("over the edge", text, state);
        if (grips.some((grip) => meet(grip, box))) fault("under a handle", text, state);
      }
      for (const [k, one] of words.entries())
        for (const other of words.slice(k + 1))
          if (meet(one.box, other.box)) fault("touch", `${one.text} | ${other.text}`, state);
      for (const {el, text, box} of words)
        if (!el.matches("p") && isCrossed(box, panel)) fault("on a curve", text, state);
    }
  }
  window.requestAnimationFrame = usual;
  return [...faults.values()].map(([kind, what, state]) => [kind, what, JSON.stringify(state)]);

  /** Whether a line that is drawn within the axes passes through a box. */
  function isCrossed(box, panel) {
    const axes = panel.querySelector("clipPath rect");
    if (!axes) return false;
    const {left, top} = axes.ownerSVGElement.getBoundingClientRect();
    const at = (name) => parseFloat(axes.getAttribute(name));
    const frame = {left: left + at("x"), top: top + at("y")};
    frame.right = frame.left + at("width");
    frame.bottom = frame.top + at("height");
    if (!meet(box, frame)) return false;
    const seen = {
      left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right),
      top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom),
    };
    for (const mark of panel.querySelectorAll("[clip-path] :is(path, rect, circle, line)")) {
      if (getComputedStyle(mark).stroke === "none" || !meet(mark.getBoundingClientRect(), seen))
        continue;
      if (pointsOf(mark).some(([x, y]) => meet(seen, {left: x, right: x, top: y, bottom: y})))
        return true;
    }
    return false;
  }

  /** Where on the screen a mark is drawn, step by step. */
  function pointsOf(mark) {
    if (!drawn.has(mark)) {
      const {e: x, f: y} = mark.getScreenCTM();
      const length = mark.getTotalLength();
      const points = Array.from({length: 301}, (_, k) => mark.getPointAtLength((length * k) / 300));
      drawn.set(mark, points.map((point) => [point.x + x, point.y + y]));
    }
    return drawn.get(mark);
  }
}"""


def test_words_touch_nothing_and_are_whole_and_large_in_any_state_and_window(new_window, address):
    tab = new_window().new_page()
    found = []
    for name in NAMES:
        DemoOnPage(tab, address, name)
        wait_for_letters(tab)
        # Surfaces are drawn by a library, with letters of its own.
        first, *others = [
            state | ({"view": "maps"} if "view" in state else {}) for state in states_of(name, 50)
        ]
        for width, some in STATES.items():
            states = [first, *others[some]]
            tab.set_viewport_size({"width": width, "height": 900})
            tab.evaluate(FRAME)
            faults = tab.evaluate(MEASURE, [name, states, SMALLEST])
            found += [(name, width, *fault) for fault in faults]
    assert not found, "\n".join(" · ".join(map(str, fault)) for fault in found)
