// Stretch the steps between the samples of a sine, and watch its slopes drift off the cosine.
import * as Plot from "@observablehq/plot";
import {sine} from "../generated/functions.js";
import {FiniteDifferences} from "../generated/specifications.js";
import * as methods from "../maths/methods.js";
import {line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short} from "../stage/format.js";

const END = 10;
const LOWEST = 1e-15; // the lower end of the error's axis
const POINTS = methods.linspace(0, END, 101);
const STEPS = methods.linspace(-16, 0, 161).map((power) => 10 ** power);
const MOST_DOTS = 200; // more would hide each other

// Where the slopes are drawn; where a rule's secant begins, seen from its sample, and how wide it
// is, both in steps.
const DIFFERENCES = {
  forward: {compute: methods.forwardDifference, where: "left ends", start: 0, gap: 1},
  midpoint: {compute: methods.midpointDifference, where: "midpoints", start: 0, gap: 1},
  backward: {compute: methods.backwardDifference, where: "right ends", start: -1, gap: 1},
  central: {compute: methods.centralDifference, where: "inner points", start: -1, gap: 2},
};

/** The slope that is taken at the sample t: where it is drawn, and the middle of its secant. */
function slopeAt(rule, t, h) {
  const {start, gap} = DIFFERENCES[rule];
  const from = t + start * h;
  const middle = from + (gap * h) / 2;
  return {
    place: rule === "midpoint" ? middle : t,
    slope: methods.secantSlope(sine.value, from, gap * h),
    middle,
  };
}

/** How far the slope that is taken at the sample t is from the cosine. */
function errorAt(rule, t, h) {
  const {place, slope} = slopeAt(rule, t, h);
  return Math.abs(slope - sine.derivative(place));
}

const largestError = (rule, h) => Math.max(...POINTS.map((t) => errorAt(rule, t, h)));

/** All slopes between the samples, and the largest of their errors. */
function sampled({h, rule}) {
  const t = methods.arange(0, END + h / 2, h);
  const slopes = DIFFERENCES[rule].compute(
    t.map((t) => sine.value(t)),
    t,
  );
  const errors = slopes.t.map((t, i) => slopes.values[i] - sine.derivative(t));
  return {t, slopes, errors, worst: Math.max(...errors.map(Math.abs))};
}

/** A number with so many digits, with a power of ten where it is small: 4.2e−5. */
const brief = (value, digits = 3) =>
  value > 0 && value < 1e-3
    ? value.toExponential(digits - 1).replace(/\.?0*e-/, "e\u2212")
    : short(value, digits);

const tiny = ({rule, exponent}) => {
  const h = 10 ** exponent;
  return {h, error: errorAt(rule, 1, h)};
};

export function describe(state) {
  const {slopes, worst} = sampled(state);
  const {h, error} = tiny(state);
  return (
    `With h = ${fixed(state.h)}, the ${slopes.t.length} slopes at ${DIFFERENCES[state.rule].where} are ` +
    `at most ${brief(worst)} off the cosine. ` +
    `At t = 1, a step of ${brief(h, 2)} errs by ${brief(error, 2)}.`
  );
}

/** Every so many-th of n things, so that at most `most` are left. */
const some = (n, most) => {
  const every = Math.ceil(n / most);
  return Array.from({length: Math.ceil(n / every)}, (_, i) => i * every);
};

export function values(state) {
  const {slopes, errors} = sampled(state);
  return {
    head: ["drawn at t", "slope", "cos t", "error"],
    rows: some(errors.length, 100).map((i) => [
      fixed(slopes.t[i], 3),
      fixed(slopes.values[i], 6),
      fixed(sine.derivative(slopes.t[i]), 6),
      fixed(errors[i], 6),
    ]),
  };
}

/** The points of a line on log axes; where there is no error it has a gap. */
const againstStep = (errorOf) => STEPS.map((h) => [h, errorOf(h) || NaN]);

const SINE = POINTS.map((t) => [t, sine.value(t)]);
const COSINE = POINTS.map((t) => [t, sine.derivative(t)]);
const CURVE_AXES = {
  x: {domain: [0, END], label: "time t"},
  y: {domain: [-1.5, 1.3], label: "value"},
};
const ERROR_AXES = {
  x: {type: "log", domain: [5e-17, 3], label: "step h"},
  y: {type: "log", domain: [LOWEST, 30], label: "error"},
};

/** The secant through the neighbours of the tenth sample, which the reader drags. */
function secantAtTenth({h, rule}) {
  const {place, slope, middle} = slopeAt(rule, 10 * h, h);
  const half = (DIFFERENCES[rule].gap * h) / 2;
  const height = (sine.value(middle - half) + sine.value(middle + half)) / 2;
  const reach = 0.9 / Math.hypot(1, slope);
  const ends = [-reach, reach].map((dt) => [middle + dt, height + slope * dt]);
  return {ends, mark: [place, slope]};
}

function open(stage) {
  const [curve, error] = panels(stage, ["Slopes", "Error"], {height: 346, narrowHeight: 304});
  const rules = Object.keys(DIFFERENCES);
  const largest = Object.fromEntries(
    rules.map((rule) => [rule, againstStep((h) => largestError(rule, h))]),
  );
  const atOne = Object.fromEntries(
    rules.map((rule) => [rule, againstStep((h) => errorAt(rule, 1, h))]),
  );
  curve.handle({
    label: "Tenth sample",
    at: ({h}) => [10 * h, sine.value(10 * h)],
    x: {parameter: stage.parameter("h"), from: ([t]) => t / 10},
    role: "function",
  });
  error.handle({
    label: "Step at t = 1",
    at: (state) => [10 ** state.exponent, Math.max(tiny(state).error, LOWEST)],
    x: {
      parameter: stage.parameter("exponent"),
      from: ([h]) => Math.log10(h),
      text: (exponent) => brief(10 ** exponent, 2),
    },
    role: "derivative",
  });
  return (state) => {
    const {h, rule} = state;
    const {slopes, worst} = sampled(state);
    const {ends, mark} = secantAtTenth(state);
    const {where} = DIFFERENCES[rule];
    const dots = some(slopes.t.length, MOST_DOTS).map((i) => [slopes.t[i], slopes.values[i]]);
    const sloping = [
      Plot.line(SINE, line("function")),
      Plot.line(COSINE, line("derivative")),
      Plot.dot(dots, points("accent", {r: dots.length > 60 ? 2 : 3})),
      Plot.line(ends, line("accent", {strokeDasharray: null})),
      Plot.dot([mark], {r: 6, stroke: "var(--nc-accent)", strokeWidth: 1.5}),
    ];
    curve.draw(CURVE_AXES, sloping, {
      words: [
        [["solid: sin t", "function"]],
        [["dashed: cos t", "derivative"]],
        [[`dots: slopes at ${where}, h = ${fixed(h)}`, "accent"]],
      ],
    });
    const skewed = rule === "backward" ? "backward" : "forward";
    const symmetric = rule === "central" ? "central" : "midpoint";
    const width = (one) => ({strokeWidth: one === rule ? 2.5 : 1.2});
    const erring = [
      Plot.line(atOne[rule], line("muted", {strokeWidth: 1})),
      Plot.line(largest[skewed], line("function", width(skewed))),
      Plot.line(largest[symmetric], line("integral", width(symmetric))),
      Plot.dot([[h, worst]], points("accent", {r: 5})),
    ];
    error.draw(ERROR_AXES, erring, {
      words: [
        [[`solid: ${DIFFERENCES[skewed].where}, slope 1`, "function"]],
        [[`dash-dotted: ${DIFFERENCES[symmetric].where}, slope 2`, "integral"]],
        [[`thin: at t = 1, here ${brief(tiny(state).error, 2)}`, "derivative"]],
      ],
    });
  };
}

export default demo(FiniteDifferences, {describe, values, open});
