// Drag a point along a function: its slope there and the area behind it follow in two more panels.
import * as Plot from "@observablehq/plot";
import {exponential, linear, parabola, sigmoid, sine} from "../generated/functions.js";
import {SlopesAndAreas} from "../generated/specifications.js";
import {calculus} from "../maths/differentiation.js";
import {checkOf, parse} from "../maths/formula.js";
import {linspace, riemannSum} from "../maths/methods.js";
import {area, line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {power, written} from "../stage/format.js";
import {svg} from "../stage/svg.js";

const FUNCTIONS = {linear, parabola, exponential, sine, sigmoid};
const [LABELS, {minimum: START, maximum: END}] = ["function", "t"].map((name) => {
  const parameter = SlopesAndAreas.parameters.find((parameter) => parameter.name === name);
  return parameter.options ?? parameter;
});
const TIMES = linspace(START, END, 401); // s
const FEWER = TIMES.filter((_, i) => i % 2 === 0); // enough for the smooth functions of the book
const REACH = 3; // s, from the point to either end of its tangent

// -- Three curves: a function, its slope, and its area -------------------------------------------

/** The curves of the state: f, slope and area; `until` is where the area of a formula ends. */
function curvesOf({function: name, formula}) {
  if (name === "typed") return typedCurves(formula);
  const {value, derivative, integral} = FUNCTIONS[name];
  return {f: value, slope: derivative, area: integral, until: END, times: FEWER};
}

const typed = new Map(); // curves of the latest formulas; their slopes need the rules

function typedCurves(text) {
  if (!typed.has(text)) {
    if (typed.size === 20) typed.clear();
    typed.set(text, curvesOfFormula(text));
  }
  return typed.get(text);
}

/** Curves of a formula; it has no slope yet while what finds it is not here. */
function curvesOfFormula(text) {
  const formula = understood(text);
  const f = formula ? formula.value : () => NaN;
  const slope = formula ? calculus.module?.derivative(formula, "t").value : f;
  const {area, until} = areaOf(f);
  return {formula, f, slope, area, until, times: TIMES};
}

function understood(text) {
  try {
    return parse(text, ["t"]);
  } catch {
    return null; // only Python can ask for a text that cannot be read: the empty one
  }
}

/** Running integral of a function, by Simpson's rule; it ends at the first gap or pole. */
function areaOf(f) {
  const strips = (n) => TIMES.slice(1).map((end, i) => strip(f, TIMES[i], end, n));
  const fine = strips(2);
  const sums = [0 * f(START)];
  for (const [i, area] of fine.entries()) sums.push(sums[i] + area);
  const largest = () => Math.max(...sums.filter(Number.isFinite).map(Math.abs), 0);
  // At a pole one strip and its two halves disagree, and no finer grid would bring them together.
  const tolerance = 0.01 * largest();
  const coarse = strips(1);
  const pole = fine.findIndex((area, i) => Math.abs(area - coarse[i]) > tolerance);
  if (pole >= 0) sums.fill(NaN, pole + 1);
  const roundOff = 1e-10 * largest();
  for (const [i, sum] of sums.entries()) if (Math.abs(sum) < roundOff) sums[i] = 0;
  const known = sums.filter(Number.isFinite).length;
  const area = (t) => {
    const before = Math.floor(((t - START) / (END - START)) * fine.length + 1e-9);
    const rest = t - TIMES[before];
    return sums[before] + (rest > 1e-9 ? strip(f, TIMES[before], t, 1) : 0);
  };
  return {area, until: known ? TIMES[known - 1] : null};
}

/** Area of one narrow strip, or NaN where the function has a gap. */
function strip(f, start, end, n) {
  try {
    return riemannSum(f, start, end, {n, rule: "simpson"});
  } catch {
    return NaN; // the sum refuses gaps
  }
}

// -- What the panels show of a curve, whatever the time ------------------------------------------

const sampled = new WeakMap();

/** Points of one of the curves, and the range of its axis. */
function sample(curves, name, log) {
  const curve = curves[name];
  if (!sampled.has(curve)) {
    sampled.set(
      curve,
      [false, true].map((log) => points(curve, curves.times, log)),
    );
  }
  return sampled.get(curve)[Number(log)];
}

function points(curve, times, log) {
  const values = times.map((t) => curve(t));
  const {domain, type} = axis(values, log);
  const [low, high] = domain;
  const isPole = (a, b) => Math.max(a, b) > high && Math.min(a, b) < low;
  // No line joins the two sides of a pole, and zero has no place on a logarithmic axis.
  const isGap = (value, i) => isPole(values[i - 1], value) || (type === "log" && value <= 0);
  return {
    domain,
    type,
    line: values.map((value, i) => [times[i], isGap(value, i) ? NaN : value]),
  };
}

/** The range of an axis and its type: logarithmic if wished, and if all values are positive. */
function axis(values, log) {
  const finite = values.filter(Number.isFinite).sort((a, b) => a - b);
  const last = finite.length - 1;
  if (last < 0 || (finite[0] === 0 && finite[last] === 0)) return {domain: [-1, 1], type: "linear"};
  const positive = values[0] === 0 ? finite.slice(1) : finite; // the running integral begins with 0
  if (log && positive[0] > 0) return {domain: [positive[0] / 2, positive.at(-1) * 2], type: "log"};
  const range = (low, high) => [Math.min(low, 0), Math.max(high, 0)];
  const padded = ([low, high], share) => [low - share * (high - low), high + share * (high - low)];
  // Near a pole values have no bounds: then the middle nine tenths of them set the range.
  const whole = range(finite[0], finite[last]);
  const middle = range(finite[Math.floor(0.05 * last)], finite[Math.floor(0.95 * last)]);
  const [width, narrower] = [whole, middle].map(([low, high]) => high - low);
  const hasPole = narrower > 0 && width >= 10 * narrower;
  return {domain: hasPole ? padded(middle, 0.5) : padded(whole, 0.1), type: "linear"};
}

// -- Words ---------------------------------------------------------------------------------------

const UNKNOWN = "not known yet, because its script has not come";
/** What stands in place of a curve that is not here. */
const missing = () =>
  calculus.hasFailed ? "not known yet: its script has not come" : "on its way";
const isTyped = (state) => state.function === "typed";

function called(state) {
  const formula = isTyped(state) && curvesOf(state).formula;
  return `${LABELS[state.function]}${formula && `${formula}`.length <= 24 ? ` ${formula}` : ""}`;
}

export function describe(state) {
  const {t} = state;
  const {f, slope, area, until} = curvesOf(state);
  const here = `At t = ${written(t)} s ${isTyped(state) ? "" : "the "}${called(state)}`;
  const clauses = [Number.isNaN(f(t)) ? `${here} has no value` : `${here} is ${written(f(t))}`];
  if (state.derivative && !Number.isNaN(f(t))) clauses.push(...steepness(slope, t));
  const sum = area(t);
  if (state.integral && !Number.isNaN(sum)) {
    clauses.push(`the area since ${written(START)} s is ${written(sum)} s`);
  }
  const last = clauses.pop();
  const first = clauses.length ? `${clauses.join(", ")}${clauses.length > 1 ? "," : ""} and ` : "";
  return `${first}${last}.${state.integral ? ending(until) : ""}`;
}

/** What is known of the slope: that it is not known yet is no news while its script is on its way. */
function steepness(slope, t) {
  if (!slope) return calculus.hasFailed ? [`its slope is ${UNKNOWN}`] : [];
  const steep = slope(t);
  return [
    Number.isNaN(steep) ? "it has no slope there" : `its tangent has slope ${written(steep)}/s`,
  ];
}

/** What is to be said of an area that cannot be followed to the end. */
function ending(until) {
  if (until === END) return "";
  const area = `the area since ${written(START)} s`;
  if (until === null) return ` It has no value at ${written(START)} s, so ${area} has none at all.`;
  return ` The area ends at ${written(until)} s: there f has a gap or a pole.`;
}

export function values(state) {
  const {f, slope, area} = curvesOf(state);
  const times = [...new Set([...linspace(START, END, 41), state.t])].sort((a, b) => a - b);
  const text = (value) =>
    value === undefined ? "not known yet" : Number.isFinite(value) ? written(value) : "none";
  const columns = [
    ["t (s)", (t) => t],
    ["f", f],
    ...(state.derivative && (slope || calculus.hasFailed)
      ? [
          ["f′ (1/s)", (t) => slope?.(t)],
          ["f′/f (1/s)", (t) => slope && slope(t) / f(t)],
        ]
      : []),
    ...(state.integral
      ? [
          ["F (s)", area],
          ["F/f (s)", (t) => area(t) / f(t)],
        ]
      : []),
  ];
  return {
    head: columns.map(([name]) => name),
    rows: times.map((t) => columns.map(([, curve]) => text(curve(t)))),
  };
}

// -- The picture ---------------------------------------------------------------------------------

let patterns = 0;

/** A pattern of slanted lines for area that counts as negative. */
const hatching = (id) => () => {
  const pattern = svg("pattern", {
    id,
    width: 6,
    height: 6,
    patternUnits: "userSpaceOnUse",
    patternTransform: "rotate(45)",
  });
  pattern.append(svg("path", {d: "M0,0V6", stroke: "var(--nc-integral)"}));
  const defs = svg("defs");
  defs.append(pattern);
  return defs;
};

function open(stage) {
  const t = stage.parameter("t");
  const [top, middle, bottom] = panels(stage, ["", "", ""], {
    columns: 1,
    height: 184,
    narrowHeight: 184,
  });
  const rows = [
    {
      panel: top,
      curve: "f",
      role: "function",
      name: "f",
      unit: "",
      label: "f(t)",
      handle: "Point on the function",
      isShown: () => true,
    },
    {
      panel: middle,
      curve: "slope",
      role: "derivative",
      name: "f′",
      unit: "/s",
      label: "f′(t) (1/s)",
      heading: "Slope",
      handle: "Point on the derivative",
      isShown: ({derivative}) => derivative,
    },
    {
      panel: bottom,
      curve: "area",
      role: "integral",
      name: "F",
      unit: " s",
      label: "F(t) (s)",
      heading: "Area so far",
      handle: "Point on the integral",
      isShown: ({integral}) => integral,
    },
  ];
  for (const {panel, curve, handle, isShown} of rows) {
    const at = (state) => {
      const curves = curvesOf(state);
      if (!curves[curve] || !isShown(state)) return [NaN, NaN];
      const [low, high] = sample(curves, curve, state.log).domain;
      const value = curves[curve](state.t);
      // Where there is no value, or one beyond the axis, the point waits at the edge.
      return [state.t, Number.isNaN(value) ? low : Math.min(Math.max(value, low), high)];
    };
    panel.handle({label: handle, at, x: {parameter: t}});
  }
  const hatch = `demo-hatch-${patterns++}`;
  let asked; // for the slope of this formula
  calculus.follow(() => {
    typed.clear();
    stage.redraw();
  }, stage.signal);

  return (state) => {
    const curves = curvesOf(state);
    if (isTyped(state) && !curves.slope && state.formula !== asked) {
      asked = state.formula;
      calculus.fetch();
    }
    for (const row of rows) {
      const {panel, role, curve, label, isShown} = row;
      panel.title.textContent = title(state, row, curves);
      const isHere = Boolean(curves[curve]);
      const {domain, type, line: drawn} = sample(curves, isHere ? curve : "f", state.log);
      const axes = {
        x: {
          domain: [START - 0.4, END + 0.4],
          ticks: [-10, -5, 0, 5, 10],
          tickFormat: written,
          label: panel === bottom ? "time t (s)" : null,
        },
        y:
          type === "log"
            ? {domain, type, label, ticks: powers(domain), tickFormat: power}
            : {domain, type, label, ticks: isHere ? 3 : [], tickFormat: written},
        margins: {marginBottom: panel === bottom ? 38 : 24, marginLeft: 62, inset: 0},
      };
      const isDrawn = isShown(state) && isHere;
      const words = !isDrawn
        ? isHere
          ? "hidden"
          : missing()
        : state.log && type !== "log"
          ? "not all values are positive: linear axis"
          : "";
      const marks = [
        type === "log" ? null : Plot.ruleY([0], {stroke: "var(--nc-muted)"}),
        panel === top ? aside(state, curves, type, hatch) : null,
        Plot.ruleX([state.t], line("accent", {strokeWidth: 1.2})),
        isDrawn ? Plot.line(drawn, line(role)) : null,
        panel === top && state.derivative && curves.slope ? tangent(state, curves, type) : null,
      ];
      panel.draw(axes, marks, {words: words ? [[[words, "muted"]]] : []});
    }
  };
}

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

/** Titles read the curves off: Sine: f(2) = 0.9093. */
function title({t, ...state}, {name, curve, unit, heading, isShown}, curves) {
  const label = heading ?? capitalised(LABELS[state.function]);
  if (!isShown(state) || !curves[curve]) return label;
  const value = curves[curve](t);
  const read = Number.isNaN(value) ? "has no value" : `= ${written(value)}${unit}`;
  return `${label}: ${name}(${written(t)}) ${read}`;
}

/** At most four powers of ten for a logarithmic axis. */
function powers([low, high]) {
  const [first, last] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const every = Math.max(1, Math.ceil((last - first) / 3));
  const exponents = linspace(first, last, last - first + 1);
  return exponents.filter((exponent) => exponent % every === 0).map((exponent) => 10 ** exponent);
}

/** The area behind the point: none on a logarithmic axis, where areas mean nothing. */
function aside(state, {f, until, times}, type, hatch) {
  if (!state.integral || type === "log" || until === null) return null;
  const end = Math.min(state.t, until);
  const past = [...times.filter((t) => t < end), end].map((t) => [t, f(t)]);
  return [
    hatching(hatch),
    Plot.areaY(past, {x: "0", y: "1", ...area("integral")}),
    Plot.areaY(past, {x: "0", y: ([, value]) => Math.min(value, 0), fill: `url(#${hatch})`}),
  ];
}

/** The tangent, which is straight on a linear axis only. */
function tangent({t}, {f, slope}, type) {
  const steps = linspace(-REACH, REACH, type === "log" ? 61 : 2);
  const ends = steps.map((step) => [t + step, f(t) + slope(t) * step]);
  const drawn = type === "log" ? ends.filter(([, value]) => value > 0) : ends;
  return Plot.line(drawn, line("derivative"));
}

export default demo(SlopesAndAreas, {
  describe,
  values,
  open,
  check: {formula: checkOf(["t"])},
  along: {formula: () => ({function: "typed"})},
});
