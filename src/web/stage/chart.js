// Panels: axes and grid that stay, marks that are drawn anew in every frame, handles to drag.
import * as Plot from "@observablehq/plot";
import {ticks} from "d3-array";
import {MOVED} from "../words.js";
import {plain, power, shown, written} from "./format.js";
import {afterKey, nearest} from "./parameters.js";
import {svg} from "./svg.js";

// Insets keep a mark at the end of an axis whole. Above the axes stands the name of the upright one,
// and above that what is to be said: nothing that moves is ever drawn over words.
const SPACE = {marginTop: 20, marginRight: 12, marginBottom: 38, marginLeft: 46, inset: 6};
const LETTERS = 12; // px, of all words in a plot
const LINE = 16; // px, from one line of words to the next
const APART = {x: 44, y: 30, powers: {x: 48, y: 24}}; // px, between two numbers of an axis, at least
const DIGIT = 7; // px: no digit is wider
const TICK = 12; // px, from a number of the upright axis to that axis
// What the size of a plot depends on stands here and not in the style sheet, which may not come:
// then a plot would be as high as what was drawn for its height, and a little more each time.
const ROOM = {contain: "layout size style", containIntrinsicHeight: "200px", position: "relative"};
/** px: how panels lie on a stage, on a page and in the picture that stands there before. */
export const LAYOUT = {
  broad: 1000,
  wide: 690,
  narrow: 328,
  columnGap: 12,
  rowGap: 6,
  title: 20,
  letters: 14,
};
const LAYER = {inset: "0", position: "absolute"};
const DASHES = {derivative: "11 4", integral: "13 4 3 4", accent: "3 3"};

/** How a line looks in a role of the palette: its colour and its own dash. */
export const line = (role, changes = {}) => ({
  stroke: `var(--nc-${role})`,
  strokeWidth: 2,
  strokeDasharray: DASHES[role],
  ...changes,
});

/** How an area looks in a role of the palette. */
export const area = (role, changes = {}) => ({
  fill: `var(--nc-${role})`,
  fillOpacity: 0.25,
  ...changes,
});

/** How points look in a role of the palette. */
export const points = (role, changes = {}) => ({fill: `var(--nc-${role})`, r: 3.5, ...changes});

/** A word at a point of the panel, in a role's colour. */
export const note = (text, at, role = "ink", changes = {}) =>
  Plot.text([at], {
    text: [text],
    fill: `var(--nc-${role})`,
    textAnchor: "start",
    fontSize: LETTERS,
    stroke: "var(--nc-paper)",
    strokeWidth: 4,
    ...changes,
  });

/**
 * Put panels side by side on a stage; on a narrow one they stand below each other. Their height is
 * in px, with the title; on a page the picture that stood there has said how much they have.
 */
export function panels(
  stage,
  titles,
  {
    columns = titles.length,
    height = 296,
    narrowHeight = 282,
    broadHeight = Math.round(1.35 * height),
  } = {},
) {
  const {columnGap, rowGap} = LAYOUT;
  const rows = Math.ceil(titles.length / columns);
  const sizes = {
    "--columns": columns,
    "--broad-height": `${stageHeight(rows, broadHeight)}px`,
    "--height": `${stageHeight(rows, height)}px`,
    "--narrow-height": `${stageHeight(titles.length, narrowHeight)}px`,
  };
  for (const [name, size] of Object.entries(sizes)) stage.el.style.setProperty(name, size);
  stage.el.style.gap = `${rowGap}px ${columnGap}px`;
  return titles.map((title) => new Panel(stage, title));
}

const stageHeight = (rows, height) => rows * height + (rows - 1) * LAYOUT.rowGap;

/** One pair of axes, and what is drawn on it. */
export class Panel {
  #frame = document.createElement("div");
  #ground = document.createElement("div");
  #painted = null;
  #isMarked = false;
  #marks = document.createElement("div");
  #words = svg("svg", {class: "demo-said"});
  #overlay = svg("svg", {class: "demo-handles"});
  #drawn = "";
  #handles = [];

  constructor(stage, title) {
    this.stage = stage;
    this.el = document.createElement("div");
    this.el.className = "demo-panel";
    this.title = this.el.appendChild(document.createElement("p"));
    this.title.className = "demo-title";
    this.title.textContent = title;
    const [fontSize, lineHeight] = [LAYOUT.letters, LAYOUT.title].map((size) => `${size}px`);
    Object.assign(this.title.style, {fontSize, lineHeight, margin: "0"});
    this.plot = this.el.appendChild(document.createElement("div"));
    this.plot.className = "demo-plot";
    // The sentence and the table say what these show.
    const silent = [this.#frame, this.#ground, this.#marks, this.#words];
    for (const layer of silent) layer.setAttribute("aria-hidden", "true");
    Object.assign(this.plot.style, ROOM);
    for (const layer of [...silent, this.#overlay]) this.lay(layer);
    for (const layer of [this.#words, this.#overlay]) {
      Object.assign(layer.style, {height: "100%", pointerEvents: "none", width: "100%"});
    }
    this.plot.addEventListener("click", (event) => this.#go(event), {signal: stage.signal});
    stage.el.append(this.el);
    // Asked for in every frame, the size would make the browser lay the page out in every frame.
    const forget = () => (this.size = null);
    const resized = new ResizeObserver(() => {
      forget();
      stage.redraw();
    });
    resized.observe(this.plot);
    stage.el.addEventListener("resize", forget, {signal: stage.signal});
    stage.signal.addEventListener("abort", () => resized.disconnect());
  }

  /**
   * Draw marks over axes. The axes, {x: {domain, label, ...}, y: {...}}, take Plot's scale
   * options; they are drawn again only when they or the size change. So is the background, which
   * lies between axes and marks: {paint({x, y, width, height, ...margins})} returns its nodes.
   * The words stand above the axes, line by line; a line is a list of [text, role].
   */
  draw({x, y, margins}, marks, {background = null, words = []} = {}) {
    this.size ??= sizeOf(this.plot);
    const {width, height} = this.size;
    if (!width || !height) return;
    const common = {width, height, ...SPACE, ...margins};
    common.marginTop += words.length * LINE;
    const numbers = numbered(common, x, y);
    const drawn = JSON.stringify([common, x, y]);
    const isStale = drawn !== this.#drawn;
    if (isStale) {
      this.#drawn = drawn;
      this.#frame.replaceChildren(axes(common, x, y, numbers));
      for (const layer of [this.#words, this.#overlay]) {
        layer.setAttribute("viewBox", `0 0 ${width} ${height}`);
      }
    }
    this.#words.replaceChildren(...words.map(lineOfWords));
    if (isStale || marks.length || this.#isMarked) {
      this.#isMarked = marks.length > 0;
      const [bareX, bareY] = [x, y].map((scale) => ({...scale, axis: null}));
      const chart = Plot.plot({...common, clip: true, x: bareX, y: bareY, marks});
      this.x = chart.scale("x");
      this.y = chart.scale("y");
      this.#marks.replaceChildren(chart);
    }
    if (isStale || background !== this.#painted) {
      this.#painted = background;
      const scales = {x: this.x.apply, y: this.y.apply};
      this.#ground.replaceChildren(...(background?.paint({...common, ...scales}) ?? []));
    }
    const state = this.stage.read();
    for (const handle of this.#handles) handle.place(state);
  }

  /** Let an element be described by a sentence, which stands once on the stage, unseen. */
  describe(el, sentence) {
    const all = [...this.stage.el.querySelectorAll(":scope > .demo-how")];
    let how = all.find(({textContent}) => textContent === sentence);
    if (!how) {
      how = Object.assign(document.createElement("span"), {className: "demo-how", hidden: true});
      how.id = `demo-how-${++described}`;
      how.textContent = sentence;
      this.stage.el.append(how);
    }
    el.setAttribute("aria-describedby", how.id);
  }

  /** Let an element cover the plot, above what is there. */
  lay(el) {
    Object.assign(el.style, LAYER);
    return this.plot.appendChild(el);
  }

  /** Put something to drag on the panel; see Handle. */
  handle(options) {
    const handle = new Handle(this, this.#overlay, options);
    this.#handles.push(handle);
    if (!this.stage.el.querySelector(".demo-hint")) handle.hint();
    return handle;
  }

  /** Forget the handles beyond the first `count`: those of spikes that are gone. */
  keep(count) {
    for (const handle of this.#handles.splice(count)) handle.el.remove();
  }

  /** The point of the axes under the pointer. */
  under({clientX, clientY}) {
    const box = this.#overlay.getBoundingClientRect();
    return [this.x.invert(clientX - box.left), this.y.invert(clientY - box.top)];
  }

  /** Move the nearest handle to where the reader has clicked or tapped. */
  #go(event) {
    if (event.target.closest(".demo-handle") || !this.#handles.length || !this.x) return;
    const {left, top} = this.#overlay.getBoundingClientRect();
    const away = ({centre: [x, y]}) =>
      Math.hypot(event.clientX - left - x, event.clientY - top - y);
    const nearest = this.#handles.reduce((best, one) => (away(one) < away(best) ? one : best));
    nearest.drag(this.under(event), true);
    nearest.el.focus();
  }
}

let described = 0; // sentences, on all stages of the page

const sizeOf = ({clientWidth: width, clientHeight: height}) => ({width, height});

const GAP = "\u00a0\u00a0\u00a0"; // between two things that are said in one line

/** A line of words, each in the colour of its role. */
function lineOfWords(said, i) {
  const text = svg("text", {x: 0, y: (i + 1) * LINE - 4, "font-size": LETTERS});
  for (const [k, [words, role = "ink"]] of said.entries()) {
    text.append(svg("tspan", {fill: `var(--nc-${role})`}, (k ? GAP : "") + words));
  }
  const line = svg("g");
  line.append(text);
  return line;
}

function axes(common, x, y, numbers) {
  const grid = {stroke: "var(--nc-rule)", strokeOpacity: 1};
  const axis = {color: "var(--nc-muted)", fontSize: LETTERS};
  const plot = Plot.plot({
    ...common,
    x: {...x, label: null},
    y: {...y, label: null},
    marks: [
      Plot.gridX({...grid, ticks: numbers.x.ticks}),
      Plot.gridY({...grid, ticks: numbers.y.ticks}),
      Plot.axisX({...axis, ...numbers.x}),
      Plot.axisY({...axis, ...numbers.y}),
    ],
  });
  const name = (label, x, y, anchor) => {
    const group = svg("g", {fill: "var(--nc-muted)", "text-anchor": anchor});
    group.append(svg("text", {x, y, "font-size": LETTERS}, label));
    plot.append(group);
  };
  if (y.label) name(`↑ ${y.label}`, 0, common.marginTop - 9, "start");
  const [right, bottom] = [common.width - common.marginRight, common.height - common.marginBottom];
  if (x.label) name(`${x.label} →`, right + 9, bottom + 32, "end");
  return plot;
}

/** The numbers of both axes; those of the upright one get the room that they need. */
function numbered(common, x, y) {
  const high = common.height - common.marginTop - common.marginBottom;
  const up = numbersOf(y, high, APART.y, APART.powers.y);
  const longest = Math.max(0, ...up.ticks.map((tick) => up.tickFormat(tick).length));
  common.marginLeft = Math.max(common.marginLeft, DIGIT * longest + TICK);
  const wide = common.width - common.marginLeft - common.marginRight;
  return {x: numbersOf(x, wide, APART.x, APART.powers.x), y: up};
}

/** The numbers along an axis of so many px: few enough to stand apart, whole powers on a log axis. */
function numbersOf({type, domain, ticks: wanted, tickFormat}, length, apart, powersApart) {
  if (Array.isArray(wanted)) return {ticks: wanted, tickFormat: tickFormat ?? written};
  const fit = (space) => Math.max(1, Math.floor(length / space));
  if (type !== "log") {
    return {ticks: ticks(...domain, Math.min(wanted ?? 8, fit(apart))), tickFormat: written};
  }
  const [low, high] = domain.map(Math.log10);
  const every = Math.ceil((high - low) / Math.min(wanted ?? 6, fit(powersApart)));
  const powers = [];
  for (let power = Math.ceil(low - 1e-9); power <= high + 1e-9; power += every) powers.push(power);
  return {ticks: powers.map((power) => 10 ** power), tickFormat: power};
}

/**
 * A point to drag, and a slider for the keyboard.
 *
 * - label: what it moves;
 * - at(state): where it stands, [x, y];
 * - x, y: what moving it sideways and up changes; one of them or both. Each is
 *   {parameter, name, read(state), write(value, state), from([x, y], state), text(value)}, where all
 *   but the parameter, a specification with minimum, maximum and step, has a default; where both
 *   move, the name says which value is which, as the axis calls it;
 * - shape: "circle" or "triangle";
 * - remove(): what the Delete key does, if anything.
 */
class Handle {
  constructor(panel, overlay, {label, at, x, y, shape = "circle", remove, role = "accent"}) {
    Object.assign(this, {panel, at, remove, label});
    this.moves = {x: x && move(x, 0), y: y && move(y, 1)};
    this.first = this.moves.x ?? this.moves.y;
    const attributes = {
      class: "demo-handle",
      role: "slider",
      tabindex: 0,
      ...(x && y ? {} : {"aria-orientation": x ? "horizontal" : "vertical"}),
    };
    const grip = {
      class: "demo-grip",
      fill: `var(--nc-${role})`,
      stroke: "var(--nc-paper)",
      "stroke-width": 1.5,
    };
    this.el = overlay.appendChild(svg("g", attributes));
    this.el.append(
      svg("circle", {class: "demo-reach", r: 16, fill: "transparent"}), // what a finger finds
      svg("circle", {class: "demo-ring", r: 11, fill: "var(--nc-accent)", opacity: 0.18}),
      shape === "triangle"
        ? svg("path", {...grip, d: "M0,-7 7,6 -7,6Z"})
        : svg("circle", {...grip, r: 6.5}),
    );
    panel.describe(this.el, remove ? MOVED.away : x && y ? MOVED.anywhere : MOVED.along);
    this.#listen(panel.stage.signal);
  }

  #listen(signal) {
    const {el, panel} = this;
    const on = (kind, action) => el.addEventListener(kind, action, {signal});
    let grabbed = null; // from the pointer to the centre, in pixels
    let start = null; // where a finger began, while it may be about to scroll the page
    on("pointerdown", (event) => {
      if (event.button) return;
      el.setPointerCapture(event.pointerId);
      const box = el.ownerSVGElement.getBoundingClientRect();
      const [x, y] = this.centre;
      grabbed = [x - (event.clientX - box.left), y - (event.clientY - box.top)];
      start = event.pointerType === "touch" && !this.moves.y ? event : null;
      el.dataset.dragged = "";
    });
    /** Whether a finger has moved up or down, which moves nothing here. */
    const scrolls = ({clientX, clientY}) =>
      start && Math.abs(clientY - start.clientY) > Math.abs(clientX - start.clientX);
    on("pointermove", (event) => {
      if (!grabbed) return;
      if (scrolls(event)) {
        release();
        return;
      }
      start = null;
      const {clientX, clientY} = event;
      const [dx, dy] = grabbed;
      this.drag(panel.under({clientX: clientX + dx, clientY: clientY + dy}), false);
    });
    // Browsers take the style touch-action for the boxes of HTML, not for the shapes of a picture.
    const still = (event) => {
      if (grabbed && event.cancelable && !scrolls(event.touches[0])) event.preventDefault();
    };
    el.addEventListener("touchmove", still, {signal, passive: false});
    const release = () => {
      if (!grabbed) return;
      grabbed = null;
      delete el.dataset.dragged;
      panel.stage.change({});
    };
    on("pointerup", release);
    on("pointercancel", release);
    on("keydown", (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (this.remove && ["Delete", "Backspace"].includes(event.key)) {
        event.preventDefault();
        this.remove();
        return;
      }
      const {x, y} = this.moves;
      const upward = ["ArrowUp", "ArrowDown"].includes(event.key);
      const sideways = ["ArrowLeft", "ArrowRight"].includes(event.key);
      const way = upward ? (y ?? x) : sideways ? (x ?? y) : this.first;
      const state = panel.stage.read();
      const value = afterKey(way.parameter, way.read(state), event.key);
      if (value === null) return;
      event.preventDefault(); // the page does not scroll
      panel.stage.change(way.write(value, state));
    });
  }

  /** Take over the place, as far as the parameters allow. */
  drag(place, done) {
    const {stage} = this.panel;
    for (const way of [this.moves.x, this.moves.y]) {
      if (!way) continue;
      const state = stage.read();
      const value = way.from(place, state);
      if (Number.isFinite(value))
        stage.change(way.write(nearest(way.parameter, value), state), false);
    }
    if (done) stage.change({});
  }

  /** Show by arrows which way it can be dragged. */
  hint() {
    const {x, y} = this.moves;
    const ways = [...(x ? [0, 180] : []), ...(y ? [90, 270] : [])];
    const arrow = (turn) =>
      svg("path", {d: "M14,-4 18,0 14,4", transform: `rotate(${turn})`, fill: "none"});
    const hint = svg("g", {class: "demo-hint", stroke: "var(--nc-accent)", "stroke-width": 2});
    hint.append(...ways.map(arrow));
    this.el.append(hint);
  }

  /** Stand where the state says, and say so. */
  place(state) {
    const [x, y] = this.at(state);
    this.centre = [this.panel.x.apply(x), this.panel.y.apply(y)];
    const shown = this.centre.every(Number.isFinite);
    this.el.toggleAttribute("hidden", !shown);
    if (shown) this.el.setAttribute("transform", `translate(${this.centre})`);
    const {parameter, read} = this.first;
    const ways = Object.values(this.moves).filter(Boolean);
    const attributes = {
      "aria-label": typeof this.label === "function" ? this.label(state) : this.label,
      "aria-valuemin": parameter.minimum,
      "aria-valuemax": parameter.maximum,
      "aria-valuenow": read(state),
      "aria-valuetext": ways.map((way) => way.says(way.read(state), ways.length > 1)).join(", "),
    };
    for (const [name, value] of Object.entries(attributes)) this.el.setAttribute(name, value);
  }
}

/** Complete what moving a handle one way changes: usually one parameter, set to the place. */
function move({parameter, ...own}, way) {
  const {name} = parameter;
  const whole = {
    name: parameter.symbol && plain(parameter.symbol),
    parameter,
    read: (state) => state[name],
    write: (value) => ({[name]: value}),
    from: (place) => place[way],
    text: (value) => shown({...parameter, kind: "number"}, value),
    ...own,
  };
  whole.says = (value, isOneOfTwo) => (isOneOfTwo ? `${whole.name} ` : "") + whole.text(value);
  return whole;
}
