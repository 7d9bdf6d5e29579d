// Type any function of x and y: its two slopes at every place, its slices, and the way up.
import * as Plot from "@observablehq/plot";
import {extent, nice} from "d3-array";
import {DEMO} from "../generated/contract.js";
import {PartialDerivatives} from "../generated/specifications.js";
import {calculus} from "../maths/differentiation.js";
import {checkOf, parse} from "../maths/formula.js";
import {linspace} from "../maths/methods.js";
import {line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, printed, short} from "../stage/format.js";
import {isPlane, map, square, tabulate} from "../stage/map.js";
import {Eye, prospect, Surface} from "../stage/surface.js";
import {typeset} from "../typeset.js";

const POINTS = 61; // in each direction
const NAMES = ["f", "∂f/∂x", "∂f/∂y"];
const TEX_NAMES = ["f", "\\frac{\\partial f}{\\partial x}", "\\frac{\\partial f}{\\partial y}"];
const ROLES = ["function", "derivative", "integral"];
const TINY = 1e-9;
const NOISE = 1e-12; // what rounding may leave of a zero, compared with the largest value
const STEP = 1e-3; // of the differences that stand in for slopes until the rules are there
const QUIET = 1000; // ms: first the demo answers, then the rest is fetched

/** Keep the last result, for the arguments that it was computed for. */
function lastOne(compute) {
  let [last, result] = [[]];
  return (...now) => {
    if (now.some((value, k) => value !== last[k])) [last, result] = [now, compute(...now)];
    return result;
  };
}

/** The function and its partial derivatives: values as functions and, by the rules, TeX and text. */
const rulesOf = lastOne((text, calculus) => {
  const formula = parse(text, ["x", "y"]);
  const f = formula.value;
  if (!calculus) return {functions: [f, difference(f, 1, 0), difference(f, 0, 1)], isExact: false};
  const partials = ["x", "y"].map((variable) => calculus.derivative(formula, variable));
  return {
    functions: [f, ...partials.map(({value}) => value)],
    isExact: true,
    tex: [calculus.latex(formula), ...partials.map((partial) => partial.latex)],
    plain: [formula, ...partials].map(printed),
  };
});

/**
 * An estimate of a partial derivative along x, where right = 1, or along y, where up = 1: by central
 * differences of two steps, whose errors nearly cancel. NaN, which means that nothing is known, where
 * the slopes to both sides come no nearer to each other as the step shrinks, as at a corner.
 */
const difference = (f, right, up) => (x, y) => {
  const at = (step) => f(x + step * right, y + step * up);
  const here = at(0);
  const [wide, narrow] = [STEP, STEP / 2].map((step) => {
    const [ahead, behind] = [at(step), at(-step)];
    return {slope: (ahead - behind) / (2 * step), bend: Math.abs(ahead - 2 * here + behind) / step};
  });
  const isCorner =
    narrow.bend > 0.75 * wide.bend && narrow.bend > TINY * Math.max(1, Math.abs(here));
  if (isCorner || Number.isNaN(here)) return NaN;
  const slope = (4 * narrow.slope - wide.slope) / 3;
  return Math.abs(slope) < TINY ? 0 : slope;
};

const rules = (text) => rulesOf(text, calculus.module);

/** Everything that the point does not change, kept while only the point moves. */
const landscapeOf = lastOne((_text, span, {functions, isExact}) => {
  const side = linspace(-span, span, POINTS);
  const tables = functions.map((f) => tabulate(f, side, side));
  const steepness = Float64Array.from(tables[1].values, (slope, k) =>
    Math.hypot(slope, tables[2].values[k]),
  ).filter(Number.isFinite);
  return {
    side,
    tables,
    shapes: tables.map((table, k) => (isExact || k === 0 ? shapeOf(table) : "")),
    usual: steepness.sort()[steepness.length >> 1],
  };
});

function shapeOf(table) {
  if (table.isEmpty) return "no values";
  if (!isPlane(table)) return "curved";
  const {low, high} = table;
  return high - low > TINY * Math.max(Math.abs(low), Math.abs(high), 1) ? "a plane" : "constant";
}

/** The point, which stays on the map when that zooms in. */
const placeOf = ({x, y, span}) => [x, y].map((place) => Math.min(Math.max(place, -span), span));

/** Height, slopes and gradient at the point. */
function surveyed(state) {
  const [x, y] = placeOf(state);
  const [here, byX, byY] = rules(state.formula).functions.map((f) => f(x, y));
  return {x, y, here, byX, byY, steepness: Math.hypot(byX, byY)};
}

export function describe(state) {
  const {x, y, here, byX, byY, steepness} = surveyed(state);
  const {isExact} = rules(state.formula);
  const place = `At x = ${fixed(x, 1)}, y = ${fixed(y, 1)}`;
  if (Number.isNaN(here)) return `${place} the function has no value.`;
  const start = `${place} the height is ${short(here)}.`;
  if (Number.isNaN(steepness)) {
    if (isExact) return `${start} One of its slopes has no value there.`;
    return `${start} One of its slopes is not known yet: the script with the rules has not come.`;
  }
  const degrees = fixed(((Math.atan2(byY, byX) * 180) / Math.PI + 360) % 360, 0);
  if (isEstimated(state)) {
    return (
      `${start} The slopes are estimates by differences, because the script with the rules has not ` +
      `come: about ${short(byX)} along x and about ${short(byY)} along y.`
    );
  }
  const slopes = `${start} Along x the slope is ${short(byX)}, along y it is ${short(byY)}.`;
  if (steepness < TINY) {
    return isExact ? `${slopes} The ground is flat there, and the gradient is zero.` : slopes;
  }
  return (
    `${slopes} The gradient (${short(byX)}, ${short(byY)}) points ${degrees}° from the x axis; ` +
    `that way the slope is ${short(steepness)}.`
  );
}

/** Whether estimates will have to do for a while, and are to be called so. */
const isEstimated = ({formula}) => !rules(formula).isExact && calculus.hasFailed;

/** A slope in words: that it is none can be known from the rules alone. */
const slopeIn = (state, slope, digits) =>
  Number.isNaN(slope) && !rules(state.formula).isExact ? "not known yet" : short(slope, digits);

/** The slope as the panel of a slice says it. */
function slopeSaid(state, slope) {
  const text = slopeIn(state, slope);
  return isEstimated(state) && !Number.isNaN(slope) ? `slope ≈ ${text}` : `slope ${text}`;
}

export function values(state) {
  const {functions} = rules(state.formula);
  const side = linspace(-state.span, state.span, 7);
  const places = [placeOf(state), ...side.flatMap((x) => side.map((y) => [x, y]))];
  const columns = functions.map((f, k) => {
    const column = places.map((place) => f(...place));
    const largest = Math.max(...column.filter(Number.isFinite).map(Math.abs));
    return column.map((value) => {
      const rounded = Math.abs(value) < NOISE * largest ? 0 : value;
      return k ? slopeIn(state, rounded, 4) : short(rounded, 4);
    });
  });
  const names = isEstimated(state) ? ["f", "∂f/∂x, estimated", "∂f/∂y, estimated"] : NAMES;
  return {
    head: ["x", "y", ...names],
    rows: places.map((place, k) => [...place.map((x) => short(x)), ...columns.map((c) => c[k])]),
  };
}

function open(stage) {
  const all = panels(stage, [...NAMES, "f along x", "f along y", "The rules"], {
    columns: 3,
    height: 252,
  });
  const [flat, [alongX, alongY, words]] = [all.slice(0, 3), all.slice(3)];
  const moves = {x: {parameter: stage.parameter("x")}, y: {parameter: stage.parameter("y")}};
  const eye = new Eye();
  const surfaces = flat.map((panel, k) => {
    panel.handle({label: `Point on the map of ${NAMES[k]}`, at: placeOf, ...moves});
    return new Surface(panel, {label: `Surface of ${NAMES[k]} over x and y`, eye});
  });
  alongX.handle({
    label: "Point on the slice along x",
    at: (state) => [placeOf(state)[0], surveyed(state).here],
    x: moves.x,
  });
  alongY.handle({
    label: "Point on the slice along y",
    at: (state) => [placeOf(state)[1], surveyed(state).here],
    x: {parameter: stage.parameter("y")},
  });
  const write = openWords(words, stage);
  calculus.follow(stage.redraw, stage.signal);
  const quiet = setTimeout(() => calculus.fetch(), QUIET);
  stage.signal.addEventListener("abort", () => clearTimeout(quiet));
  let asked = stage.read().formula; // the rules of this formula are wanted, sooner or later
  let [mapped, grounds] = [];

  return (state) => {
    const {formula, span} = state;
    if (formula !== asked) {
      asked = formula;
      calculus.fetch();
    }
    const here = surveyed(state);
    const {x, y} = here;
    if (x !== state.x || y !== state.y) stage.change({x, y}, false);
    const {functions} = rules(formula);
    const {side, tables, shapes, usual} = landscapeOf(formula, span, rules(formula));
    if (tables !== mapped) [mapped, grounds] = [tables, tables.map(map)];
    const {isSolid, why} = prospect(state.view);
    flat.forEach((panel, k) => {
      const named = shapes[k] ? `${NAMES[k]}: ${shapes[k]}` : NAMES[k];
      panel.title.textContent = why && k === 0 ? `f (${why})` : named;
      const surface = surfaces[k];
      if (!isSolid) surface.hide();
      if (!surface.isSeen) {
        const axis = {domain: [-span, span], ticks: 5};
        const axes = {x: {...axis, label: "x"}, y: {...axis, label: "y"}, margins: square(panel)};
        panel.draw(axes, [], {background: grounds[k]});
        grounds[k].cross([x, y], k === 0 && ahead(here, usual, span));
      }
      if (isSolid) {
        const g = functions[k];
        surface.draw({
          table: tables[k],
          names: ["x", "y", NAMES[k]],
          units: [],
          paths: [side.map((x) => [x, y, g(x, y)]), side.map((y) => [x, y, g(x, y)])],
          point: [x, y, g(x, y)],
        });
      }
    });
    const [f] = functions;
    const slices = [side.map((x) => [x, f(x, y)]), side.map((y) => [y, f(x, y)])];
    const height = {domain: roundEnds(slices.flat().map(([, value]) => value)), label: "f"};
    const slice = (panel, name, k, place, slope) => {
      const tangent = [-span, span].map((end) => [end, here.here + slope * (end - place)]);
      panel.draw(
        {x: {domain: [-span, span], label: name}, y: height},
        [Plot.line(slices[k], line("function")), Plot.line(tangent, line("derivative"))],
        {words: [[[slopeSaid(state, slope), "derivative"]]]},
      );
    };
    slice(alongX, "x", 0, x, here.byX);
    slice(alongY, "y", 1, y, here.byY);
    alongX.title.textContent = `f along x: y stays ${short(y)}`;
    alongY.title.textContent = `f along y: x stays ${short(x)}`;
    write(state, here);
  };
}

/** The arrow of the gradient: longer where it is steeper, compared with the usual slope. */
function ahead({byX, byY, steepness}, usual, span) {
  if (!(steepness > TINY) || !Number.isFinite(steepness + usual)) return null;
  const scale = (0.9 * span) / (steepness + usual);
  return [scale * byX, scale * byY];
}

/** Ends of an axis that hold zero and all values, with room beyond them, and change rarely. */
function roundEnds(values) {
  const [low, high] = extent([0, ...values.filter(Number.isFinite)]);
  if (low === high) return [-1, 1];
  const room = (high - low) / 50;
  return nice(low - room, high + room, 5);
}

/** The formulas, and their values at the point. */
function openWords(panel, stage) {
  const box = panel.lay(document.createElement("div"));
  box.style.overflow = "auto";
  box.className = "demo-words";
  const rule = `<div class="demo-rule"><div class="demo-formula"></div><p></p></div>`;
  box.innerHTML = rule.repeat(ROLES.length);
  const places = box.querySelectorAll(".demo-formula");
  for (const [k, role] of ROLES.entries()) places[k].style.color = `var(--nc-${role})`;
  const said = box.querySelectorAll("p");
  const gradient = box.appendChild(document.createElement("p"));
  // Until the rules are here, those of the picture stay that stood on the page.
  let {formula: drawn} = stage.read();
  const still = stage.el
    .closest(`.${DEMO.block}`)
    .querySelectorAll(`.${DEMO.picture} .demo-formula`);
  for (const [k, place] of places.entries()) place.textContent = still[k]?.textContent ?? "";
  let written;
  return (state, {here, byX, byY, steepness}) => {
    const {isExact, tex, plain} = rules(state.formula);
    if (!tex && state.formula !== drawn) {
      drawn = state.formula;
      for (const place of places) place.textContent = "";
    }
    if (tex !== written) {
      written = tex;
      for (const [k, rule] of tex.entries()) {
        typeset(places[k], `${TEX_NAMES[k]} = ${rule}`, `${NAMES[k]} = ${plain[k]}`);
      }
    } else if (isEstimated(state)) {
      for (const k of [1, 2]) places[k].textContent = `${NAMES[k]}: estimated by differences`;
    }
    for (const [k, number] of [here, byX, byY].entries()) {
      said[k].textContent = `here ${k ? slopeIn(state, number) : short(number)}`;
    }
    gradient.textContent = !Number.isNaN(steepness)
      ? `gradient (${short(byX)}, ${short(byY)}), length ${short(steepness)}`
      : isExact || Number.isNaN(here)
        ? "no gradient here"
        : "gradient not known yet";
  };
}

export default demo(PartialDerivatives, {
  describe,
  values,
  open,
  check: {formula: checkOf(["x", "y"])},
});
