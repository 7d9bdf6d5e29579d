// The numerical methods of the demos: differences, sums and filters, twins of those in neurocalc.
import {RULES} from "../generated/tables.js";

// Grids

/** `n` evenly spaced points from a to b, both included; twin of numpy.linspace. */
export function linspace(a, b, n) {
  number("a", a);
  number("b", b);
  const gaps = count("n", n) - 1;
  const step = (b - a) / gaps;
  // NumPy multiplies the step, not the share of the way, and sets the last point to b.
  const at = step === 0 ? (i) => (i / gaps) * (b - a) + a : (i) => i * step + a;
  return Array.from({length: n}, (_, i) => (i === 0 ? a : i === gaps ? b : at(i)));
}

/** Points from start up to, not including, stop; twin of numpy.arange. */
export function arange(start, stop, step = 1) {
  number("start", start);
  number("stop", stop);
  if (number("step", step) === 0) throw new Error("step must be nonzero");
  const stored = start + step - start; // NumPy takes the step from its first two, rounded, points.
  const length = Math.max(0, Math.ceil((stop - start) / step));
  return Array.from({length}, (_, i) => (i === 1 ? start + step : start + i * stored));
}

// Differences

/** Slope between x and x + h; twin of neurocalc.differences.secant_slope. */
export function secantSlope(f, x, h) {
  number("x", x);
  if (number("h", h) === 0) throw new Error("h must be nonzero: two coincident points fix no line");
  return (valueAt(f, x + h) - valueAt(f, x)) / h;
}

/** Slopes to the next sample, at the left ends; twin of differences.forward_difference. */
export function forwardDifference(f, t) {
  return {t: Array.from(t).slice(0, -1), values: slopes(f, t, 1)};
}

/** Slopes from the sample before, at the right ends; twin of differences.backward_difference. */
export function backwardDifference(f, t) {
  return {t: Array.from(t).slice(1), values: slopes(f, t, 1)};
}

/** Slopes between neighbours, at the middles; twin of differences.midpoint_difference. */
export function midpointDifference(f, t) {
  return {t: pieces(t, (left, right) => (left + right) / 2), values: slopes(f, t, 1)};
}

/** Slopes across each inner point of an even grid; twin of differences.central_difference. */
export function centralDifference(f, t) {
  const values = slopes(f, t, 2);
  const steps = pieces(t, (left, right) => right - left);
  // Storing the points of an even grid has rounded them.
  const rounding = 4 * Number.EPSILON * Math.max(Math.abs(t[0]), Math.abs(t[t.length - 1]));
  const allowed = rounding + 1e-6 * steps[0];
  if (steps.some((step) => Math.abs(step - steps[0]) > allowed)) {
    throw new Error("t must be evenly spaced for a central difference");
  }
  return {t: Array.from(t).slice(1, -1), values};
}

/** Slope from each sample to the one `apart` places further on. */
function slopes(f, t, apart) {
  grid("t", t, apart + 1);
  row("f", f, apart + 1);
  if (f.length !== t.length) {
    throw new Error(
      "f and t must have the same length: " + `f has ${f.length} samples, t has ${t.length} points`,
    );
  }
  return Array.from(
    {length: t.length - apart},
    (_, i) => (f[i + apart] - f[i]) / (t[i + apart] - t[i]),
  );
}

/** What `measure(left, right)` gives for each piece between neighbouring points. */
const pieces = (t, measure) =>
  Array.from({length: t.length - 1}, (_, i) => measure(t[i], t[i + 1]));

// Sums

/** Edges of n equal pieces, or of pieces dt wide and a narrower last; twin of sums.edges. */
export function edges(a, b, {n, dt} = {}) {
  if (number("a", a) >= number("b", b)) {
    throw new Error(`a must lie below b, but a is ${a} and b is ${b}`);
  }
  if ((n === undefined) === (dt === undefined)) {
    throw new Error("give either n, the number of pieces, or dt, their width");
  }
  if (n !== undefined) return linspace(a, b, count("n", n) + 1);
  positive("dt", dt);
  if (a + dt === a || b - dt === b) {
    throw new Error(`dt must be larger: a step of ${dt} is lost in the rounding of a or b`);
  }
  // 1.05 / 0.35 comes out a hair above 3: without the tolerance it would cost a 4th piece.
  const length = Math.max(1, Math.ceil(((b - a) / dt) * (1 - 1e-12)));
  return [...Array.from({length}, (_, i) => a + dt * i), b];
}

/** Height that the rule gives to each piece between edges; twin of sums.mean_heights. */
export function meanHeights(f, t, rule = "left") {
  grid("t", t, 2);
  const {left, middle, right} = weightsOf(rule);
  const last = t.length - 1;
  const isUsed = (i) => (left && i < last) || (right && i > 0);
  const atEdge = Array.from(t, (edge, i) => (isUsed(i) ? valueAt(f, edge) : 0));
  const inside = pieces(t, (start, end) => middle && middle * valueAt(f, (start + end) / 2));
  return inside.map((share, i) => left * atEdge[i] + right * atEdge[i + 1] + share);
}

/** How often n pieces make the rule look f up; twin of sums.evaluations. */
export function evaluations(n, rule = "left") {
  const {left, middle, right} = weightsOf(rule);
  count("n", n);
  return (left && right ? n + 1 : left || right ? n : 0) + (middle ? n : 0);
}

/** Approximate integral of f from a to b; twin of sums.riemann_sum. */
export const riemannSum = (f, a, b, options) => runningSum(f, a, b, options).values.at(-1);

/** Integral of f from a up to each edge, 0 first; twin of sums.running_sum. */
export function runningSum(f, a, b, {n, dt, rule} = {}) {
  const t = edges(a, b, {n, dt});
  const values = [0];
  meanHeights(f, t, rule).forEach((height, i) => {
    values.push(values[i] + height * (t[i + 1] - t[i]));
  });
  return {t, values};
}

function weightsOf(rule) {
  if (!Object.hasOwn(RULES, rule)) {
    throw new Error(`rule must be one of ${Object.keys(RULES).join(", ")}, but it is '${rule}'`);
  }
  return RULES[rule];
}

// Filters: y[n] = weights[0] x[n] + weights[1] x[n-1] + ... + feedback y[n-1]

/** The filters of the book; twins of the functions of neurocalc.filters. */
export const filters = {
  difference: () => ({weights: [1, -1], feedback: 0}),
  average: () => ({weights: [0.5, 0.5], feedback: 0}),
  movingAverage: (k) => ({weights: Array(count("k", k)).fill(1 / k), feedback: 0}),
  runningSum: (h) => ({weights: [positive("h", h)], feedback: 1}),
  leakyIntegrator(h, tau) {
    const kept = Math.exp(-positive("h", h) / positive("tau", tau));
    return {weights: [1 - kept], feedback: kept};
  },
};

/** Samples at the start without a full set of inputs; twin of filters.Filter.lost. */
export const lost = ({weights}) => weights.length - 1;

/** Output of a filter; value k belongs to input k + lost; twin of calling a filters.Filter. */
export function apply({weights, feedback}, x) {
  row("x", x, weights.length);
  const y = [];
  for (let n = weights.length - 1; n < x.length; n++) {
    const fresh = weights.reduce((sum, weight, k) => sum + weight * x[n - k], 0);
    y.push(fresh + (feedback && y.length ? feedback * y.at(-1) : 0));
  }
  return y;
}

/** Factor for a sine of omega radians per sample; twin of filters.Filter.gain. */
export function gain({weights, feedback}, omega) {
  number("omega", omega);
  const kept = Math.hypot(1 - feedback * Math.cos(omega), feedback * Math.sin(omega));
  if (kept === 0) throw new Error("omega must not be 0: a running sum has infinite gain there");
  const sum = (part) => weights.reduce((total, weight, k) => total + weight * part(k * omega), 0);
  return Math.hypot(sum(Math.cos), sum(Math.sin)) / kept;
}

/** RMS of the signal over the noise's standard deviation; twin of filters.signal_to_noise. */
export function signalToNoise(signal, noise) {
  row("signal", signal, 1);
  row("noise", noise, 1);
  if (noise.every((value) => value === noise[0])) {
    throw new Error("noise must vary: its standard deviation is 0");
  }
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const power = (values, centre) => mean(values.map((value) => (value - centre) ** 2));
  return Math.sqrt(power(signal, 0)) / Math.sqrt(power(noise, mean(noise)));
}

// Refusals: one sentence that names the argument, as in neurocalc.arguments

/** Refuse what is not one finite number. */
export function number(name, value) {
  if (typeof value !== "number") throw new Error(`${name} must be one number, but it is ${value}`);
  if (!Number.isFinite(value)) throw new Error(`${name} must be finite, but it is ${value}`);
  return value;
}

function positive(name, value) {
  if (number(name, value) <= 0) throw new Error(`${name} must be positive, but it is ${value}`);
  return value;
}

/** Refuse what is not a whole number of at least `minimum`. */
export function count(name, value, minimum = 1) {
  if (!Number.isSafeInteger(value)) {
    throw new Error(`${name} must be a whole number, but it is ${value}`);
  }
  if (value < minimum) throw new Error(`${name} must be at least ${minimum}, but it is ${value}`);
  return value;
}

function row(name, values, minimumLength) {
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new Error(`${name} must be a row of numbers, but it is ${values}`);
  }
  if (values.length < minimumLength) {
    throw new Error(`${name} needs at least ${minimumLength} samples, but it has ${values.length}`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw new Error(`${name} must be finite, but element ${bad} is ${values[bad]}`);
}

function grid(name, t, minimumLength) {
  row(name, t, minimumLength);
  for (let i = 1; i < t.length; i++) {
    if (t[i] <= t[i - 1]) {
      throw new Error(
        `${name} must increase from point to point, but ${t[i - 1]} is followed by ${t[i]}`,
      );
    }
  }
}

function valueAt(f, x) {
  if (typeof f !== "function") throw new Error(`f must be a function, but it is ${f}`);
  const value = f(x);
  if (!Number.isFinite(value)) throw new Error(`f must be finite, but it is ${value} at ${x}`);
  return value;
}
