// Choose a filter and a frequency: how much of the wave comes through, how much of the noise?
import * as Plot from "@observablehq/plot";
import {sine} from "../generated/functions.js";
import {Filters} from "../generated/specifications.js";
import {apply, arange, filters, gain, linspace, lost, signalToNoise} from "../maths/methods.js";
import {uniform} from "../maths/random.js";
import {area, line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short} from "../stage/format.js";
import {nearest} from "../stage/parameters.js";

const STEP = 0.01; // s
const END = 2; // s
const TIMES = arange(0, END, STEP);
const CLOSE = [0.9, 1.1]; // s, what the zoom shows
const MIDDLE = 1; // s, where the noise is dragged
const HERTZ = [0.2, 50]; // of the axis of the frequencies
const FREQUENCIES = linspace(...HERTZ.map(Math.log10), 161).map((power) => 10 ** power);
const LOWEST = 1e-3; // of the axis of the gain
const ROLES = {difference: "derivative", "running sum": "integral"}; // the others smooth f

const MAKERS = {
  difference: () => filters.difference(),
  average: () => filters.average(),
  "running sum": () => filters.runningSum(STEP),
  "moving average": ({k}) => filters.movingAverage(k),
  "leaky integrator": ({tau}) => filters.leakyIntegrator(STEP, tau),
};
const isIntegral = ({filter}) => filter === "running sum";

/** Angle, in radians, by which a sample advances a sine of so many Hz. */
const perSample = (frequency) => 2 * Math.PI * frequency * STEP;

const wave = (t, {frequency}) => sine.value(t, {omega: 2 * Math.PI * frequency});

/** What the operation that the filter imitates makes of the wave, without any delay. */
function ideal(t, state) {
  const omega = 2 * Math.PI * state.frequency;
  if (state.filter === "difference") return STEP * sine.derivative(t, {omega});
  if (isIntegral(state)) return sine.integral(t, {omega}) - sine.integral(0, {omega});
  return wave(t, state);
}

/** How late the filter passes the wave, in s; the running sum is early. */
function delay(state, chosen) {
  const {weights, feedback} = chosen;
  if (isIntegral(state)) return -STEP / 2;
  if (!feedback) return (STEP * (weights.length - 1)) / 2;
  const angle = perSample(state.frequency);
  const lag = Math.atan2(feedback * Math.sin(angle), 1 - feedback * Math.cos(angle));
  return (STEP * lag) / angle;
}

/** The wave, its noise, and what the filter makes of each. */
function filtered(state) {
  const chosen = MAKERS[state.filter](state);
  const signal = TIMES.map((t) => wave(t, state));
  const noise = uniform(state.seed, TIMES.length, 0, state.noise);
  const noisy = signal.map((value, i) => value + noise[i]);
  const after = {signal: apply(chosen, signal), noise: apply(chosen, noise)};
  return {
    chosen,
    signal,
    noisy,
    output: {signal: after.signal, noisy: apply(chosen, noisy)},
    when: TIMES.slice(lost(chosen)),
    before: state.noise ? signalToNoise(signal, noise) : Infinity,
    after: state.noise ? signalToNoise(after.signal, after.noise) : Infinity,
    gain: gain(chosen, perSample(state.frequency)),
    late: delay(state, chosen),
    drift: after.noise.at(-1),
  };
}

/** Two decimals, or two digits where these would show nothing. */
const digits = (value) => (value >= 1 ? fixed(value) : value < 1e-6 ? "0" : short(value, 2));

export function describe(state) {
  const {before, after, gain, late, drift} = filtered(state);
  const the = `the ${state.filter}`;
  const change = after < before ? "lowers" : "raises";
  const effect = state.noise
    ? `${the} ${change} the signal-to-noise ratio from ${digits(before)} to ${digits(after)}`
    : `there is no noise, and ${the} lets the wave alone through`;
  const passes = `its gain at ${fixed(state.frequency)} Hz is ${digits(gain)}`;
  const sentence = `${effect}; ${passes}${isIntegral(state) ? " s" : ""}`;
  const shift = `Its output is ${short(Math.abs(late), 2)} s ${late < 0 ? "early" : "late"}`;
  const off = isIntegral(state) ? `, in the end ${fixed(drift)} mV s too high` : "";
  return `${sentence[0].toUpperCase()}${sentence.slice(1)}. ${shift}${off}.`;
}

export function values(state) {
  const {chosen, signal, noisy, output} = filtered(state);
  const missing = lost(chosen);
  const shown = (values, i) => (i < missing ? "none" : fixed(values[i - missing], 4));
  const unit = isIntegral(state) ? "mV s" : "mV";
  return {
    head: [
      "time (s)",
      "wave (mV)",
      "with noise (mV)",
      `output: wave (${unit})`,
      `output: with noise (${unit})`,
    ],
    rows: TIMES.map((t, i) => [
      fixed(t),
      fixed(signal[i], 4),
      fixed(noisy[i], 4),
      shown(output.signal, i),
      shown(output.noisy, i),
    ]).filter((_, i) => i % 10 === 9),
  };
}

/** Limits that hold all values; they grow in steps. */
function room(values) {
  const step = (size) => 2 ** (Math.ceil(2 * Math.log2(size)) / 2);
  const low = Math.min(...values);
  const top = step((Math.max(...values) - 0.06 * low) / 0.94);
  return [Math.min(-0.06 * top, low < 0 ? -step(-1.05 * low) : 0), top];
}

const curve = (chosen) =>
  FREQUENCIES.map((frequency) => [
    frequency,
    Math.max(gain(chosen, perSample(frequency)), LOWEST / 10), // a zero lies off every log axis
  ]);
const CURVES = Object.fromEntries(
  ["difference", "average", "running sum"].map((name) => [name, curve(MAKERS[name]())]),
);

/** The gain of the filter of this name at every frequency. */
const gains = (name, state) => CURVES[name] ?? curve(MAKERS[name](state));

const paired = (times, values) => times.map((t, i) => [t, values[i]]);

/** What moves the frequency by a factor with each key, as the axis shows it. */
function alongLogAxis(parameter) {
  const {minimum, maximum} = parameter;
  const inDecades = {minimum: Math.log10(minimum), maximum: Math.log10(maximum), step: 0.05};
  return {
    parameter: inDecades,
    read: ({frequency}) => Math.log10(frequency),
    write: (power) => ({frequency: nearest(parameter, 10 ** power)}),
    from: ([frequency]) => Math.log10(frequency),
    text: (power) => `${fixed(10 ** power)} Hz`,
  };
}

function open(stage) {
  const [input, output, response] = panels(stage, ["Signal", "Output", "Gain"]);
  input.handle({
    label: "Largest noise",
    at: (state) => [MIDDLE, wave(MIDDLE, state) + state.noise],
    y: {
      parameter: stage.parameter("noise"),
      from: ([, height], state) => height - wave(MIDDLE, state),
    },
  });
  response.handle({
    label: "Frequency of the wave",
    at: (state) => {
      const factor = gain(MAKERS[state.filter](state), perSample(state.frequency));
      return [state.frequency, Math.max(factor, 1.3 * LOWEST)];
    },
    x: alongLogAxis(stage.parameter("frequency")),
  });
  return (state) => {
    const all = filtered(state);
    const role = ROLES[state.filter] ?? "function";
    const domain = state.zoom ? CLOSE : [0, END];
    const x = {domain, label: "time t (s)"};
    const samples = (pairs, role) => (state.zoom ? Plot.dot(pairs, points(role, {r: 3})) : null);
    const inside = ([t]) => t >= domain[0] - STEP && t <= domain[1] + STEP;
    const seen = (times, values) => paired(times, values).filter(inside);
    const thin = line("muted", {strokeWidth: 1});

    const clean = seen(TIMES, all.signal);
    const band = [...clean, ...clean.map(([t, y]) => [t, y + state.noise]).reverse()];
    const measured = [
      Plot.line(band, area("accent", {fillOpacity: 0.13, stroke: "none"})), // where noise can be
      Plot.line(seen(TIMES, all.noisy), thin),
      Plot.line(clean, line("function", {strokeWidth: 2.4})),
      samples(clean, "function"),
    ];
    input.draw({x, y: {domain: [-1.2, 3.2], label: "signal (mV)"}}, measured, {
      words: [[["thick: wave", "function"]], [["thin: with noise", "muted"]]],
    });

    const exact = linspace(...domain, 201).map((t) => [t, ideal(t, state)]);
    const wanted = exact.map(([, value]) => value);
    const alone = seen(all.when, all.output.signal);
    const unit = isIntegral(state) ? "mV s" : "mV";
    output.title.textContent = `Output: ${state.filter}`;
    output.draw(
      {
        x,
        y: {
          domain: room([...all.output.noisy, ...all.output.signal, ...wanted]),
          label: `output (${unit})`,
        },
      },
      [
        Plot.line(seen(all.when, all.output.noisy), thin),
        Plot.line(alone, line(role, {strokeWidth: 2.4})),
        samples(alone, role),
        Plot.line(exact, line("accent", {strokeWidth: 1.3})),
      ],
      {
        words: [
          [[state.noise ? `ratio ${digits(all.before)} → ${digits(all.after)}` : "no noise"]],
          [["dotted: ideal", "accent"]],
        ],
      },
    );

    const others = Object.keys(MAKERS).filter((name) => name !== state.filter);
    const axes = {
      x: {type: "log", domain: HERTZ, label: "frequency (Hz)"},
      y: {type: "log", domain: [LOWEST, 20], label: isIntegral(state) ? "gain (s)" : "gain"},
    };
    const curves = [
      ...others.map((name) => Plot.line(gains(name, state), line("muted", {strokeWidth: 0.8}))),
      Plot.ruleX([state.frequency], {stroke: "var(--nc-muted)", strokeDasharray: "2 3"}),
      Plot.line(gains(state.filter, state), line(role, {strokeWidth: 2.4})),
    ];
    response.draw(axes, curves, {
      words: [[[`gain ${digits(all.gain)}`, role]], [["thin: the other filters", "muted"]]],
    });
  };
}

export default demo(Filters, {describe, values, open});
