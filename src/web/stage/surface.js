// A function of two variables from the side: a surface to turn with mouse, finger or arrow keys.
// Plotly draws it; it is large, so it is fetched when a surface comes into view.

import {DEMO} from "../generated/contract.js";
import {Late} from "../late.js";
import {tell} from "../telling.js";
import {MOVED} from "../words.js";

const DISTANCE = 2; // of the eye from the middle of the box, in units of Plotly
const KEY_TURN = 10; // degrees
const DRAG_TURN = 0.6; // degrees per pixel
const FLAT = 150; // px: a panel that is no higher has no room for a colour bar
const BAR = 30; // px: the colour bar and its numbers
const SLIP = 8; // px that a finger moves sideways before it turns a surface
const CONFIG = {displayModeBar: false, displaylogo: false, scrollZoom: false, responsive: false};
const TURNS = new Map([
  ["ArrowLeft", [-KEY_TURN, 0]],
  ["ArrowRight", [KEY_TURN, 0]],
  ["ArrowUp", [0, KEY_TURN]],
  ["ArrowDown", [0, -KEY_TURN]],
]);

const LOST =
  "Your browser has lost the memory of its graphics, so you see maps. " +
  "The surfaces come back with it, or when you choose maps and then surfaces again.";

const plotly = new Late(
  () => import("plotly.js-gl3d-dist-min"),
  "late:node_modules/plotly.js-gl3d-dist-min/plotly-gl3d.min.js",
  import.meta.url,
);
let library; // Plotly, once it is here
let isSupported; // whether there is WebGL, once somebody has asked
let isLost = false; // whether the browser has taken the memory of the graphics away

/** Whether surfaces can be drawn as far as is known, and what to call it if they cannot. */
export function prospect(view) {
  if (view !== "surfaces") {
    isLost = false; // who chooses surfaces later asks for another try
    return {isSolid: false, why: ""};
  }
  isSupported ??= hasWebGL();
  const why = !isSupported
    ? "no WebGL, so a map"
    : isLost
      ? "WebGL was lost, so a map"
      : plotly.hasFailed
        ? "its script has not come, so a map"
        : "";
  return {isSolid: !why, why};
}

function hasWebGL() {
  const context = document.createElement("canvas").getContext("webgl");
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return Boolean(context);
}

/** Where the eye stands; the surfaces of a demo share it, so they turn together. */
export class Eye {
  azimuth; // degrees from the x axis, anticlockwise
  elevation; // degrees above the ground
  surfaces = new Set();

  constructor(azimuth = -60, elevation = 28) {
    Object.assign(this, {azimuth, elevation});
  }

  turn(sideways, upwards) {
    this.azimuth += sideways;
    this.elevation = Math.min(Math.max(this.elevation + upwards, 0), 89);
    for (const surface of this.surfaces) surface.schedule();
  }

  get place() {
    const [azimuth, elevation] = [this.azimuth, this.elevation].map((a) => (a * Math.PI) / 180);
    return {
      x: DISTANCE * Math.cos(elevation) * Math.cos(azimuth),
      y: DISTANCE * Math.cos(elevation) * Math.sin(azimuth),
      z: DISTANCE * Math.sin(elevation),
    };
  }
}

/** A surface that covers a panel while it is shown. */
export class Surface {
  #content = null;
  #frame = 0;
  #isStale = true; // more has changed than where the eye stands
  #isBusy = false;
  #isInView = false;
  #traces = {};

  constructor(panel, {label, eye}) {
    Object.assign(this, {panel, eye, signal: panel.stage.signal});
    this.el = document.createElement("div");
    this.el.className = "demo-surface";
    this.el.tabIndex = 0;
    this.el.setAttribute("role", "img");
    this.el.setAttribute("aria-label", label);
    this.el.hidden = true;
    this.plot = this.el.appendChild(document.createElement("div"));
    panel.describe(this.el, MOVED.around);
    panel.lay(this.el);
    eye.surfaces.add(this);
    this.#listen();
    this.#watch();
  }

  /** Whether it has been drawn. */
  get isReady() {
    return !this.el.hidden;
  }

  /** Whether nothing else need be shown in its place: paper shows the map. */
  get isSeen() {
    return this.isReady && !this.el.closest("[data-paper]");
  }

  /**
   * Draw a table over its grid: {table, names: [x, y, z], units: [x, y, z], paths, point}. The
   * paths and the point, lists [[x, y, z], ...] and [x, y, z], lie on it.
   */
  draw(content) {
    this.#content = content;
    this.#isStale = true;
    this.#load();
    this.schedule();
  }

  /** Give the panel back, and the graphics memory. */
  hide() {
    this.#content = null;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#uncover();
  }

  #uncover() {
    if (this.isReady) library.purge(this.plot);
    this.el.hidden = true;
    delete this.panel.plot.dataset.covered;
  }

  /** Draw in the next animation frame, once for all that has changed. */
  schedule() {
    if (this.#content && this.#isInView && library) {
      this.#frame ||= requestAnimationFrame(() => this.#render());
    }
  }

  async #render() {
    if (this.#isBusy) {
      this.#frame = requestAnimationFrame(() => this.#render()); // the one before is not done yet
      return;
    }
    this.#frame = 0;
    const {clientWidth: width, clientHeight: height} = this.panel.plot;
    if (!this.#content || !width || !height) return;
    const isFirst = !this.isReady;
    this.#isBusy = true;
    this.el.hidden = false;
    try {
      if (this.#isStale || isFirst) {
        this.#isStale = false;
        await library.react(this.plot, this.#data(height), this.#layout(width, height), CONFIG);
      } else await library.relayout(this.plot, {"scene.camera.eye": this.eye.place});
    } catch (error) {
      if (!isLost) throw error; // what was being drawn when the memory went
    }
    this.#isBusy = false;
    if (this.signal.aborted || !this.#content) this.#uncover();
    else if (isFirst) {
      this.panel.plot.dataset.covered = "";
      this.#watchMemory(this.plot._fullLayout.scene._scene);
      this.#tell("");
    }
  }

  #data(height) {
    const {table, names, units, paths = [], point} = this.#content;
    const colour = coloursOf(this.el);
    // Plotly compares arrays by identity: an unchanged table is not sent to the card again.
    if (this.#traces.table !== table) {
      const {x, y, values} = table;
      const rows = y.map((_, j) => Array.from(values.subarray(j * x.length, (j + 1) * x.length)));
      this.#traces = {table, x, y, rows};
    }
    const {x, y, rows} = this.#traces;
    const mesh = (ends) => ({
      show: true,
      color: "rgba(0,0,0,0.45)",
      width: 1,
      start: ends[0],
      end: ends.at(-1),
      size: (ends.at(-1) - ends[0]) / 10,
      highlight: false,
    });
    const surface = {
      type: "surface",
      x,
      y,
      z: rows,
      colorscale: "Viridis",
      cmin: table.low,
      cmax: table.high > table.low ? table.high : table.low + 1,
      contours: {x: mesh(x), y: mesh(y), z: {highlight: false}},
      lighting: {ambient: 0.85, diffuse: 0.25, specular: 0.03, roughness: 0.9},
      hovertemplate: `${["x", "y", "z"]
        .map((axis, k) => `${names[k]} = %{${axis}:.4~g}${units[k] ? ` ${units[k]}` : ""}`)
        .join("<br>")}<extra></extra>`,
      showscale: height > FLAT,
      colorbar: {
        orientation: "h",
        thickness: 7,
        len: 0.75,
        y: 0,
        yanchor: "bottom",
        nticks: 4,
        outlinewidth: 0,
        ticks: "",
        tickfont: {size: 12, color: colour("muted")},
      },
    };
    const on = (points, rest) => ({
      type: "scatter3d",
      x: points.map(([x]) => x),
      y: points.map(([, y]) => y),
      z: points.map(([, , z]) => z),
      hoverinfo: "skip",
      showlegend: false,
      ...rest,
    });
    return [
      surface,
      ...paths.map((path) => on(path, {mode: "lines", line: {color: "white", width: 5}})),
      ...(point
        ? [
            on([point], {
              mode: "markers",
              marker: {color: colour("accent"), size: 5, line: {color: "white", width: 1}},
            }),
          ]
        : []),
    ];
  }

  #layout(width, height) {
    const {names, table, range = [table.low, table.high]} = this.#content;
    const colour = coloursOf(this.el);
    const axis = (name, ends, end) => ({
      // A title would stand far outside; one of the numbers carries the name.
      title: {text: ""},
      tickprefix: name && `${name} = `,
      showtickprefix: end,
      range: ends,
      nticks: 6,
      tickfont: {size: 12, color: colour("muted")},
      color: colour("muted"),
      gridcolor: colour("rule"),
      backgroundcolor: colour("wash"),
      showbackground: true,
      showspikes: false,
      zeroline: false,
    });
    const [low, high] = range;
    const room = high > low ? 0.03 * (high - low) : 0.5;
    return {
      width,
      height,
      autosize: false,
      margin: {l: 0, r: 0, t: 0, b: 0},
      paper_bgcolor: "rgba(0,0,0,0)",
      font: {family: getComputedStyle(this.el).fontFamily, size: 12, color: colour("ink")},
      hoverlabel: {
        bgcolor: colour("paper"),
        bordercolor: colour("muted"),
        font: {size: 12, color: colour("ink")},
      },
      scene: {
        domain: {y: [height > FLAT ? BAR / height : 0, 1]},
        dragmode: false, // turning is ours: see #listen
        aspectmode: "manual",
        aspectratio: {x: 1, y: 1, z: 0.75},
        camera: {
          eye: this.eye.place,
          center: {x: 0, y: 0, z: -0.2},
          up: {x: 0, y: 0, z: 1},
        },
        xaxis: axis(names[0], [table.x[0], table.x.at(-1)], "first"),
        yaxis: axis(names[1], [table.y[0], table.y.at(-1)], "last"),
        zaxis: axis("", table.isEmpty ? [0, 1] : [low - room, high + room]),
      },
    };
  }

  /** Turn it by dragging and by keys. A finger that moves up or down still scrolls the page. */
  #listen() {
    const {el, eye} = this;
    const on = (kind, action, options = {}) =>
      el.addEventListener(kind, action, {signal: this.signal, ...options});
    let last = null;
    let isTurning = false;
    let start = null; // where it was touched
    on("pointerdown", (event) => {
      if (event.button) return;
      last = start = event;
      isTurning = event.pointerType === "mouse";
      el.setPointerCapture(event.pointerId);
    });
    on("pointermove", (event) => {
      if (last?.pointerId !== event.pointerId) return;
      const [right, down] = [event.clientX - last.clientX, event.clientY - last.clientY];
      isTurning ||= Math.abs(right) > Math.max(Math.abs(down), SLIP);
      if (!isTurning) return; // the finger may be about to scroll
      last = event;
      eye.turn(-DRAG_TURN * right, DRAG_TURN * down);
    });
    for (const kind of ["pointerup", "pointercancel"]) on(kind, () => (last = null));
    on("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey || !TURNS.has(event.key)) return;
      event.preventDefault(); // the page does not scroll
      eye.turn(...TURNS.get(event.key));
    });
    on("click", (event) => {
      event.stopPropagation(); // the panel would move its handle
      if (!start) return;
      const moved = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
      start = null;
      if (moved < SLIP) eye.turn(...turnTo(event, el.getBoundingClientRect()));
    });
    // Plotly would keep these from the page: here the page scrolls.
    for (const kind of ["touchstart", "touchmove", "touchend", "wheel"]) {
      on(kind, (event) => event.stopPropagation(), {capture: true, passive: true});
    }
  }

  /** Fetch the library when the panel is in view; follow the theme; end with the demo. */
  #watch() {
    const seen = new IntersectionObserver(([{isIntersecting}]) => {
      this.#isInView = isIntersecting;
      this.#load();
      this.schedule();
    });
    seen.observe(this.panel.plot);
    const themed = new MutationObserver(() => {
      this.#isStale = true;
      this.schedule();
    });
    themed.observe(document.documentElement, {attributeFilter: ["data-theme"]});
    plotly.follow(() => this.panel.stage.redraw(), this.signal);
    this.signal.addEventListener("abort", () => {
      seen.disconnect();
      themed.disconnect();
      this.eye.surfaces.delete(this);
      this.hide();
    });
  }

  async #load() {
    if (library || plotly.hasFailed || !this.#isInView || !this.#content) return;
    library = (await plotly.fetch())?.default;
    if (!this.signal.aborted) this.panel.stage.redraw();
  }

  #watchMemory(scene) {
    scene.recoverContext = () => {}; // Plotly would look for it in a plot that is gone
    const {canvas} = scene.glplot;
    canvas.addEventListener("webglcontextlost", (event) => this.#lose(event), {
      signal: this.signal,
    });
  }

  /** Show maps while the memory of the graphics is gone, and surfaces when it is back. */
  #lose(event) {
    if (!isLost && !this.plot.contains(event.target)) return; // of a plot that was given back
    event.preventDefault(); // it may come back
    if (!isLost) this.#tell(LOST);
    isLost = true;
    const back = () => {
      isLost = false;
      this.panel.stage.redraw();
    };
    event.target.addEventListener("webglcontextrestored", back, {once: true, signal: this.signal});
    this.#isBusy = false;
    this.panel.stage.redraw();
  }

  /** Say that maps must do, or, with an empty sentence, no longer say so. */
  #tell(sentence) {
    const demo = this.panel.stage.el.closest(`.${DEMO.block}`);
    if (sentence || demo.querySelector(".demo-note").textContent === LOST) {
      tell(demo, ".demo-note", sentence);
    }
  }
}

/** By how much a tap turns a surface, for whom dragging is hard: as a key does, to that side. */
function turnTo({clientX, clientY}, {left, top, width, height}) {
  const right = (clientX - left) / width - 0.5;
  const down = (clientY - top) / height - 0.5;
  const sideways = right > 0 ? "ArrowRight" : "ArrowLeft";
  const upwards = down > 0 ? "ArrowDown" : "ArrowUp";
  return TURNS.get(Math.abs(right) > Math.abs(down) ? sideways : upwards);
}

/** The colours of the page, by role. */
function coloursOf(el) {
  const style = getComputedStyle(el);
  return (role) => style.getPropertyValue(`--nc-${role}`).trim() || "#777";
}
