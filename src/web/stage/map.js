// A function of two variables from above: colours, contour lines and a colour bar, which lie under
// the marks of a panel and are painted again only when the numbers change.
import {ticks} from "d3-array";
import {interpolateViridis} from "d3-scale-chromatic";
import {written} from "./format.js";
import {svg} from "./svg.js";

const BAR = {gap: 7, width: 8, room: 58}; // px: the colour bar stands to the right of the map
const LEVELS = 6; // contour lines and numbers on the bar, about
const DARK_HALF = 0.6; // of the colours: white lines below, black ones above

/** Values of f over an even grid, row by row from the lowest y; NaN where it has none. */
export function tabulate(f, x, y) {
  const values = new Float64Array(x.length * y.length);
  let [low, high] = [Infinity, -Infinity];
  for (const [j, b] of y.entries()) {
    for (const [i, a] of x.entries()) {
      const value = f(a, b);
      values[j * x.length + i] = value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return {x, y, values, low, high, isEmpty: low > high};
}

/** Whether a table lies on one plane: all its second differences vanish. */
export function isPlane({x, y, values, low, high, isEmpty}) {
  if (isEmpty) return false;
  const tiny = 1e-9 * Math.max(Math.abs(low), Math.abs(high), 1);
  const at = (i, j) => values[j * x.length + i];
  return y.every((_, j) =>
    x.every((_, i) => {
      const bends = [
        i > 1 ? at(i, j) - 2 * at(i - 1, j) + at(i - 2, j) : 0,
        j > 1 ? at(i, j) - 2 * at(i, j - 1) + at(i, j - 2) : 0,
        i && j ? at(i, j) - at(i - 1, j) - at(i, j - 1) + at(i - 1, j - 1) : 0,
      ];
      return bends.every((bend) => Math.abs(bend) < tiny); // false for NaN
    }),
  );
}

/** Margins that make a panel's axes a square, with room for the colour bar and its numbers. */
export function square({plot}, {marginTop = 20, marginBottom = 38, marginLeft = 28} = {}) {
  const {clientWidth: width, clientHeight: height} = plot;
  const side = Math.min(width - marginLeft - BAR.room, height - marginTop - marginBottom);
  return {
    inset: 0,
    marginTop,
    marginLeft,
    marginRight: width - marginLeft - side,
    marginBottom: height - marginTop - side,
  };
}

/** Margins of a map that is as wide as its panel, with room for the colour bar and its numbers. */
export const WIDE = {inset: 0, marginLeft: 28, marginRight: BAR.room};

/**
 * The background of a panel that shows a table as a map. Its cross, an arrow that starts there, and
 * the line of one level move without a new painting: cross([x, y], [dx, dy]), follow(level).
 */
export function map(table) {
  let frame;
  const over = svg("g"); // holds what is asked for
  const ways = [
    svg("path", {fill: "none", stroke: "black", "stroke-width": 5, "stroke-opacity": 0.7}),
    svg("path", {fill: "none", stroke: "white", "stroke-width": 2.5}),
  ];
  const pens = [
    svg("path", {fill: "none", stroke: "black", "stroke-width": 3, "stroke-opacity": 0.6}),
    svg("path", {fill: "none", stroke: "white", "stroke-width": 1.2}),
    svg("path", {fill: "white", stroke: "black", "stroke-width": 1}),
  ];
  return {
    paint(here) {
      frame = here;
      return [...(table.isEmpty ? [] : paint(table, frame)), layer(frame, [over])];
    },
    follow(level) {
      if (!frame) return;
      if (!over.contains(ways[0])) over.append(...ways);
      const d = contour(table, level, frame);
      for (const way of ways) way.setAttribute("d", d);
    },
    cross([x, y], ahead) {
      if (!frame) return;
      if (!over.contains(pens[0])) over.append(...pens);
      const ends = [table.x[0], table.x.at(-1), table.y[0], table.y.at(-1)];
      const [left, right, bottom, top] = ends.map((end, k) => (k < 2 ? frame.x : frame.y)(end));
      const [px, py] = [frame.x(x), frame.y(y)];
      const d = `M${left},${py}H${right}M${px},${top}V${bottom}`;
      pens[0].setAttribute("d", d);
      pens[1].setAttribute("d", d);
      const tip = ahead && [frame.x(x + ahead[0]) - px, frame.y(y + ahead[1]) - py];
      pens[2].setAttribute("d", tip && Math.hypot(...tip) > 1 ? arrow([px, py], tip) : "");
    },
  };
}

/** The outline of an arrow, with a head that shrinks where the arrow is short. */
function arrow([x, y], [dx, dy]) {
  const length = Math.hypot(dx, dy);
  const head = Math.min(11, length);
  // Along the arrow, and to its left.
  const outline = [
    [0, 2],
    [length - head, 2],
    [length - head, 6],
    [length, 0],
  ];
  const both = [...outline, ...outline.toReversed().map(([along, aside]) => [along, -aside])];
  const [ux, uy] = [dx / length, dy / length];
  const at = ([along, aside]) => `${x + along * ux - aside * uy},${y + along * uy + aside * ux}`;
  return `M${both.map(at).join("L")}Z`;
}

const layer = ({width, height}, children) => {
  const node = svg("svg", {width, height, viewBox: `0 0 ${width} ${height}`});
  node.append(...children);
  return place(node, {left: 0, top: 0});
};

function paint(table, frame) {
  const {low, high} = table;
  const lines = [];
  const share = (value) => (high > low ? (value - low) / (high - low) : 0.5);
  for (const level of ticks(low, high, LEVELS)) {
    const stroke = share(level) < DARK_HALF ? "white" : "black";
    const d = contour(table, level, frame);
    lines.push(svg("path", {d, stroke, "stroke-width": 0.8, "stroke-opacity": 0.8, fill: "none"}));
  }
  const bar = barBeside(frame);
  const up = (value) => bar.top + (1 - share(value)) * bar.height;
  for (const level of ticks(low, high, LEVELS)) {
    const mark = {x: bar.left + bar.width + 3, y: up(level), dy: "0.32em", "font-size": 12};
    lines.push(svg("text", {...mark, fill: "var(--nc-muted)"}, written(level)));
  }
  return [shades(table, share, frame), spectrum(bar), layer(frame, lines)];
}

const barBeside = ({width, height, marginTop, marginRight, marginBottom}) => ({
  left: width - marginRight + BAR.gap,
  top: marginTop,
  width: BAR.width,
  height: height - marginTop - marginBottom,
});

/** One pixel for each point of the table; the browser blends from point to point. */
function shades({x, y, values}, share, frame) {
  const [columns, rows] = [x.length, y.length];
  const canvas = pixels(columns, rows, (i, j) => share(values[(rows - 1 - j) * columns + i]));
  // The outer half of the outermost pixels lies beyond the axes, and is cut off.
  const [left, right] = [frame.x(x[0]), frame.x(x.at(-1))];
  const [bottom, top] = [frame.y(y[0]), frame.y(y.at(-1))];
  const wide = (right - left) / (columns - 1);
  const high = (bottom - top) / (rows - 1);
  place(canvas, {left: -wide / 2, top: -high / 2, width: wide * columns, height: high * rows});
  const box = document.createElement("div");
  box.append(canvas);
  box.style.overflow = "hidden";
  return place(box, {left, top, width: right - left, height: bottom - top});
}

const spectrum = (bar) =>
  place(
    pixels(1, 128, (_, j) => 1 - j / 127),
    bar,
  );

/** A canvas of so many pixels, each coloured by its share from 0 to 1; without one it is clear. */
function pixels(width, height, share) {
  const canvas = Object.assign(document.createElement("canvas"), {width, height});
  const context = canvas.getContext("2d");
  const image = context.createImageData(width, height);
  for (let j = 0; j < height; j++) {
    for (let i = 0; i < width; i++) {
      const here = share(i, j);
      if (Number.isNaN(here)) continue;
      const colour = COLOURS[Math.round(255 * Math.min(Math.max(here, 0), 1))];
      image.data.set(colour, 4 * (j * width + i));
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

function place(node, box) {
  node.style.position = "absolute";
  for (const [name, size] of Object.entries(box)) node.style[name] = `${size}px`;
  return node;
}

/** Viridis in 256 steps of [red, green, blue, opacity]. */
const COLOURS = Array.from({length: 256}, (_, i) => {
  const hex = Number.parseInt(interpolateViridis(i / 255).slice(1), 16);
  return [hex >> 16, (hex >> 8) & 255, hex & 255, 255];
});

/** The path where a table has the level: marching squares, which skip the cells with a gap. */
export function contour({x, y, values}, level, frame) {
  const columns = x.length;
  const wide = (frame.x(x.at(-1)) - frame.x(x[0])) / (columns - 1);
  const high = (frame.y(y.at(-1)) - frame.y(y[0])) / (y.length - 1);
  const at = (i, j) =>
    `${(frame.x(x[0]) + i * wide).toFixed(1)},${(frame.y(y[0]) + j * high).toFixed(1)}`;
  let path = "";
  for (let j = 0; j + 1 < y.length; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const corner = j * columns + i;
      const [a, b] = [values[corner], values[corner + 1]]; // below, from left to right
      const [d, c] = [values[corner + columns], values[corner + columns + 1]]; // above
      const isAbove = a >= level;
      if (isAbove === b >= level && isAbove === c >= level && isAbove === d >= level) continue;
      if (Number.isNaN(a + b + c + d)) continue;
      const cuts = (p, q) => p >= level !== q >= level;
      const way = (p, q) => (level - p) / (q - p);
      const ends = [];
      if (cuts(a, b)) ends.push(at(i + way(a, b), j));
      if (cuts(b, c)) ends.push(at(i + 1, j + way(b, c)));
      if (cuts(d, c)) ends.push(at(i + way(d, c), j + 1));
      if (cuts(a, d)) ends.push(at(i, j + way(a, d)));
      // At a saddle the height in the middle says which corners are joined.
      if (ends.length === 4 && isAbove !== (a + b + c + d) / 4 >= level) ends.unshift(ends.pop());
      for (let k = 0; k < ends.length; k += 2) path += `M${ends[k]}L${ends[k + 1]}`;
    }
  }
  return path;
}
