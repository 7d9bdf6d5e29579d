// Draws the first frame of a demo while the book is built: the picture that a page carries until the
// demo wakes, and that all other formats keep. The demo draws it itself, into a small DOM of Node.
import {parseHTML} from "linkedom";
import {PNG} from "pngjs";
import {optimize} from "svgo/browser";
import {DEMO} from "../generated/contract.js";
import {LAYOUT} from "./chart.js";
import {defaults} from "./parameters.js";
import {svg} from "./svg.js";

const XMLNS = "http://www.w3.org/2000/svg";
const WORDS = {letters: 14.4, row: 40.32, line: 20.16, rise: 0.35}; // as the style sheet says, in px and em
/** The pictures of a demo, each with the property of its stage that says how high it is. */
export const HEIGHTS = {broad: "--broad-height", wide: "--height", narrow: "--narrow-height"};
const PATHS = {name: "convertPathData", params: {floatPrecision: 1}};
const TITLE = {weight: 650, rise: 0.43}; // and em from its middle to the baseline

const {window, document} = parseHTML("<!doctype html><html><body></body></html>");
Object.assign(globalThis, {document, window});
Object.assign(document, {fonts: [], compatMode: "CSS1Compat"}); // as KaTeX asks, for a formula that comes late
// Nothing changes its size here, comes into view or is drawn later.
class Nobody {
  observe() {}
  disconnect() {}
}
Object.assign(globalThis, {
  ResizeObserver: Nobody,
  IntersectionObserver: Nobody,
  MutationObserver: Nobody,
  requestAnimationFrame: () => 1,
  cancelAnimationFrame: () => {},
});

// What a demo asks of a canvas: to hold pixels. It is told that there is WebGL, as in most browsers.
const create = document.createElement.bind(document);
document.createElement = (name) => {
  const el = create(name);
  if (name === "canvas") {
    el.getContext = () => ({
      createImageData: (width, height) => ({data: new Uint8Array(4 * width * height)}),
      putImageData: ({data}) => (el.pixels = data),
      getExtension: () => null,
    });
  }
  return el;
};

/**
 * Draw a demo in a state, as text of SVG with the colours of the page's tokens.
 *
 * The picture is as wide as a page, with the panels side by side, as "broad" as a large screen
 * allows, or as "narrow" as a telephone, with the panels below each other. Names inside begin with `prefix`, so that pictures of one page do
 * not share any.
 */
export function still(demo, state, {width: kind, prefix}) {
  const {parameters} = demo.specification;
  const whole = {...defaults(demo.specification), ...state};
  const closing = new AbortController();
  const box = create("div");
  box.className = DEMO.block;
  box.innerHTML = `<div></div>${demo.markup(whole)}`;
  const el = box.firstElementChild;
  const opened = demo.open({
    el,
    change: (changes) => Object.assign(whole, changes),
    read: () => whole,
    parameter: (name) => parameters.find((parameter) => parameter.name === name),
    signal: closing.signal,
    redraw: () => {},
  });
  const {width, height, boxes} = layOut(el, kind);
  (typeof opened === "function" ? opened : opened.update)(whole);
  const root = svg("svg", {xmlns: XMLNS, width, height, viewBox: `0 0 ${width} ${height}`});
  root.append(...boxes.flatMap(drawn));
  closing.abort();
  return shortened(withPrefix(root, prefix).outerHTML);
}

/** A picture whose paths go from point to point in tenths of a px: a third as much to carry. */
const shortened = (picture) => optimize(picture, {plugins: [PATHS]}).data;

/** Give the panels of a stage their sizes, as a browser would, and say where they are. */
function layOut(el, kind) {
  const panels = [...el.querySelectorAll(".demo-panel")];
  const size = (name) => Number.parseFloat(el.style.getPropertyValue(name));
  const columns = kind === "narrow" ? 1 : size("--columns");
  const rows = Math.ceil(panels.length / columns);
  const width = LAYOUT[kind];
  const height = size(HEIGHTS[kind]);
  const wide = (width - (columns - 1) * LAYOUT.columnGap) / columns;
  const high = (height - (rows - 1) * LAYOUT.rowGap) / rows;
  const boxes = panels.map((panel, k) => {
    const plot = panel.querySelector(".demo-plot");
    // Browsers round these to whole pixels.
    plot.clientWidth = Math.round(wide);
    plot.clientHeight = Math.round(high - LAYOUT.title);
    const x = (k % columns) * (wide + LAYOUT.columnGap);
    return {panel, plot, x, y: Math.floor(k / columns) * (high + LAYOUT.rowGap)};
  });
  return {width, height, boxes};
}

function drawn({panel, plot, x, y}) {
  const place = {
    x: rounded(x),
    y: rounded(y + LAYOUT.title / 2),
    dy: `${TITLE.rise}em`,
    "font-size": LAYOUT.letters,
    "font-weight": TITLE.weight,
    fill: "currentColor",
  };
  const title = svg("text", place, panel.querySelector(".demo-title").textContent);
  const {clientWidth: width, clientHeight: height} = plot;
  const box = svg("svg", {
    x: rounded(x),
    y: rounded(y + LAYOUT.title),
    width,
    height,
    overflow: "visible",
  });
  box.append(...[...plot.children].flatMap((layer) => copied(layer, {width, height})));
  return [title, box];
}

/** What an element of a panel looks like, as SVG. */
function copied(el, size) {
  if (el.hidden || el.hasAttribute("hidden")) return [];
  if (el.matches(".demo-words")) return words(el, size);
  const {x, y, width = size.width, height = size.height} = placeOf(el);
  if (el.localName === "canvas") return [image(el, {x, y, width, height})];
  if (el.localName === "svg") {
    const box = svg("svg", {x, y, width, height, overflow: "visible"});
    for (const name of ["viewBox", "fill", "font-family", "font-size", "text-anchor"]) {
      if (el.hasAttribute(name)) box.setAttribute(name, el.getAttribute(name));
    }
    box.append(...[...el.children].map((child) => child.cloneNode(true)));
    tidy(box);
    return [box];
  }
  const inside = [...el.children].flatMap((child) => copied(child, {width, height}));
  if (el.style.overflow !== "hidden") return inside;
  const box = svg("svg", {x, y, width, height, overflow: "hidden"});
  box.append(...inside);
  return [box];
}

/** Where an element lies, as far as its style says it in px. */
function placeOf({style}) {
  const px = (name) => (style[name]?.endsWith("px") ? rounded(style[name]) : undefined);
  return {x: px("left") ?? 0, y: px("top") ?? 0, width: px("width"), height: px("height")};
}

/** px, with at most three decimals. */
const rounded = (size) => Number(Number.parseFloat(size).toFixed(3));

function image({pixels, width, height}, box) {
  const png = Object.assign(new PNG({width, height}), {data: Buffer.from(pixels)});
  const href = `data:image/png;base64,${PNG.sync.write(png).toString("base64")}`;
  return svg("image", {...box, preserveAspectRatio: "none", href});
}

/** Words in place of a plot: rows with a formula and what it is worth, then lines of text. */
function words(box, {width}) {
  let top = 0;
  return [...box.children].flatMap((row) => {
    const [formula, said] = row.children;
    const height = formula ? WORDS.row : WORDS.line;
    const common = {
      y: rounded(top + height / 2),
      dy: `${WORDS.rise}em`,
      "font-size": WORDS.letters,
      fill: "currentColor",
    };
    top += height;
    if (!formula) return [svg("text", {x: 0, ...common}, row.textContent)];
    const [, role] = formula.getAttribute("style").match(/--nc-(\w+)/);
    const own = {class: "demo-formula", x: 0, fill: `var(--nc-${role})`};
    return [
      svg("text", {...common, ...own}, formula.textContent),
      svg("text", {...common, x: width, "text-anchor": "end"}, said.textContent),
    ];
  });
}

/** Take away what only a living picture needs. */
function tidy(el) {
  for (const one of [...el.querySelectorAll("style, [hidden], .demo-reach, .demo-hint")])
    one.remove();
  for (const one of el.querySelectorAll("*")) {
    if (/^(M[^ML]+L[^ML]+){2,}$/.test(one.getAttribute("d") ?? "")) {
      one.setAttribute("d", joined(one.getAttribute("d")));
    }
    for (const name of one.getAttributeNames()) {
      if (/^(aria-|data-)|^(role|tabindex|class)$/.test(name)) one.removeAttribute(name);
      else one.setAttribute(name, one.getAttribute(name).replace(/\d+\.\d{3,}/g, rounded));
    }
  }
}

/** The pieces of a contour line, M a L b each, joined end to end: half as much to carry. */
function joined(path) {
  const ends = new Map(); // of a point, the pieces that end there
  const note = (point, piece) => ends.set(point, [...(ends.get(point) ?? []), piece]);
  const pieces = [...path.matchAll(/M([^ML]+)L([^ML]+)/g)].map(([, ...both]) => new Set(both));
  for (const piece of pieces) for (const point of piece) note(point, piece);
  const left = new Set(pieces);
  const next = (point) => ends.get(point).find((piece) => left.delete(piece));
  /** The points that follow one, as far as pieces lead. */
  const follow = (point) => {
    const points = [];
    for (let piece = next(point); piece; piece = next(point)) {
      point = [...piece].find((other) => other !== point) ?? point;
      points.push(point);
    }
    return points;
  };
  const lines = [];
  for (const piece of pieces) {
    if (!left.delete(piece)) continue;
    const [first, second = first] = piece;
    const before = follow(first).reverse();
    lines.push([...before, first, second, ...follow(second)]);
  }
  return lines.map((points) => `M${points.join("L")}`).join("");
}

/** Let names inside a picture be its own, and count from one, whatever was drawn before. */
function withPrefix(root, prefix) {
  const elements = [...root.querySelectorAll("*")];
  const named = elements.filter(({id}) => id);
  const names = new Map(named.map(({id}, k) => [`url(#${id})`, `${prefix}${k + 1}`]));
  for (const el of elements) {
    for (const name of el.getAttributeNames()) {
      const own = names.get(el.getAttribute(name));
      if (own) el.setAttribute(name, `url(#${own})`);
    }
  }
  for (const el of named) el.id = names.get(`url(#${el.id})`);
  return root;
}
