// Move along a neuron's transfer function: the slope of the rate is the height of the gain.
import * as Plot from "@observablehq/plot";
import {transfer} from "../generated/functions.js";
import {Gain} from "../generated/specifications.js";
import {linspace, midpointDifference} from "../maths/methods.js";
import {normal} from "../maths/random.js";
import {line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed} from "../stage/format.js";

const END = 8; // nA
const STEP = 0.1; // nA
const CURRENTS = linspace(0, END, 121); // nA
// Where the rate is measured: half a step to each side of 0.1, 0.2, ..., 8 nA.
const MEASURED = linspace(STEP / 2, END + STEP / 2, 81);
const REACH = 1.5; // nA that the secant is drawn on to each side

const rate = (I, {a, theta}) => transfer.value(I, {a, theta});
const gain = (I, {a, theta}) => transfer.derivative(I, {a, theta});

/** The rate that stronger and stronger currents approach; twin of neuron.highest_rate. */
const ceilingOf = (state) => rate(Infinity, state);

/** Half the width, in nA, of the gain a/4 / cosh²(a (I - θ) / 2) at half its height. */
const halfWidth = (a) => (2 * Math.acosh(Math.SQRT2)) / a;

/** What noise in the rates does to a slope: the standard deviation of its error, per nA. */
const scatter = ({sigma}) => (Math.SQRT2 * sigma) / STEP;

const samples = new Map();

/** Noise of standard deviation 1, drawn once for each seed: big integers take their time. */
function noiseOf(seed) {
  if (!samples.has(seed)) samples.set(seed, normal(seed, MEASURED.length));
  return samples.get(seed);
}

/** The measured rates, the slopes between them, and the secant at the chosen current. */
function measured(state) {
  const {sigma, seed} = state;
  const rates = MEASURED.map((I, i) => rate(I, state) + (sigma && sigma * noiseOf(seed)[i]));
  const slopes = midpointDifference(rates, MEASURED);
  const at = Math.min(Math.max(Math.round(state.I_mean / STEP) - 1, 0), slopes.t.length - 1);
  const [left, right] = [rates[at], rates[at + 1]];
  return {
    rates,
    slopes,
    secant: {centre: [slopes.t[at], (left + right) / 2], slope: slopes.values[at]},
  };
}

export function describe(state) {
  const {I_mean, a, theta, sigma} = state;
  const {slope} = measured(state).secant;
  const noisy = sigma ? ` (noise: ±${fixed(scatter(state))})` : "";
  return (
    `At ${fixed(I_mean, 1)} nA the secant’s slope is ${fixed(slope, 4)} per nA${noisy}, ` +
    `the gain ${fixed(gain(I_mean, state), 4)}. ` +
    `The gain peaks at ${fixed(theta, 1)} nA: a/4 = ${fixed(a / 4, 3)}. ` +
    `The rate stays below ${fixed(ceilingOf(state), 4)}.`
  );
}

export function values(state) {
  const {rates, slopes} = measured(state);
  return {
    head: ["I (nA)", "rate at I − 0.05", "rate at I + 0.05", "slope (per nA)", "gain (per nA)"],
    rows: slopes.t.map((I, i) => [
      fixed(I, 1),
      fixed(rates[i], 4),
      fixed(rates[i + 1], 4),
      fixed(slopes.values[i], 4),
      fixed(gain(I, state), 4),
    ]),
  };
}

/** The axes, which stay as they are unless there is noise to make room for. */
const rateAxes = ({sigma}) => ({
  x: {domain: [0, END], label: "current I (nA)"},
  y: {domain: [-0.08 - 3 * sigma, 1.05 + 3 * sigma], label: "rate r"},
});
const gainAxes = (state) => ({
  x: {domain: [0, END], label: "current I (nA)"},
  y: {
    domain: [-0.04 - 3.2 * scatter(state), 0.68 + 3.2 * scatter(state)],
    label: "gain dr/dI (1/nA)",
  },
});
const bottom = ({y}) => y.domain[0];

function open(stage) {
  const [curve, slope] = panels(stage, ["Firing rate", "Gain"], {height: 346, narrowHeight: 304});
  const [a, theta, I_mean] = ["a", "theta", "I_mean"].map(stage.parameter);
  curve.handle({
    label: "Current on the rate",
    at: (state) => [state.I_mean, rate(state.I_mean, state)],
    x: {parameter: I_mean},
  });
  curve.handle({
    label: "Threshold of the rate",
    at: (state) => [state.theta, bottom(rateAxes(state))],
    x: {parameter: theta},
    shape: "triangle",
  });
  slope.handle({
    label: "Current on the gain",
    at: (state) => [state.I_mean, gain(state.I_mean, state)],
    x: {parameter: I_mean},
  });
  slope.handle({
    label: "Threshold of the gain",
    at: (state) => [state.theta, bottom(gainAxes(state))],
    x: {parameter: theta},
    shape: "triangle",
  });
  slope.handle({
    label: "Width of the gain",
    at: ({a, theta}) => [theta + halfWidth(a), a / 8],
    // The half width belongs to 1/a: halfWidth(halfWidth(a)) is a again.
    x: {parameter: a, from: ([I], {theta}) => halfWidth(Math.max(I - theta, STEP))},
    role: "derivative",
  });
  return (state) => {
    const {sigma, I_mean} = state;
    const {rates, slopes, secant} = measured(state);
    const ceiling = ceilingOf(state);
    const half = halfWidth(state.a);
    const [x, y] = secant.centre;
    const ends = [-REACH, REACH].map((dI) => [x + dI, y + secant.slope * dI]);
    const threshold = Plot.ruleX([state.theta], line("accent", {strokeWidth: 1.2}));
    const cloud = (I, heights) =>
      sigma
        ? Plot.dot(
            I.map((I, i) => [I, heights[i]]),
            points("function", {r: 2, fillOpacity: 0.7}),
          )
        : null;
    const rising = [
      Plot.ruleY([ceiling], {stroke: "var(--nc-muted)"}),
      threshold,
      cloud(MEASURED, rates),
      Plot.line(
        CURRENTS.map((I) => [I, rate(I, state)]),
        line("function"),
      ),
      Plot.line(ends, line("derivative")),
    ];
    curve.draw(rateAxes(state), rising, {
      words: [
        [[`secant ${fixed(secant.slope, 4)}/nA`, "derivative"]],
        [[`ceiling ${fixed(ceiling, 4)}`, "muted"]],
      ],
    });
    const noisy = sigma ? [[`noise: ±${fixed(scatter(state))}`, "muted"]] : [];
    const peaked = [
      threshold,
      Plot.line(
        [-half, half].map((dI) => [state.theta + dI, state.a / 8]),
        {stroke: "var(--nc-muted)"},
      ),
      cloud(slopes.t, slopes.values),
      sigma
        ? Plot.dot([[I_mean, secant.slope]], {r: 6, stroke: "var(--nc-accent)", strokeWidth: 1.5})
        : null,
      Plot.line(
        CURRENTS.map((I) => [I, gain(I, state)]),
        line("derivative"),
      ),
    ];
    slope.draw(gainAxes(state), peaked, {
      words: [
        [[`peak ${fixed(state.a / 4, 3)} at θ = ${fixed(state.theta, 1)} nA`, "derivative"]],
        [[`width ${fixed(2 * half, 1)} nA`, "derivative"], ...noisy],
      ],
    });
  };
}

export default demo(Gain, {describe, values, open});
