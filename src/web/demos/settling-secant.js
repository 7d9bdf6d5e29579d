// Move the second point of a secant to the first: its slope settles, from either side.
import * as Plot from "@observablehq/plot";
import {position} from "../generated/functions.js";
import {SettlingSecant} from "../generated/specifications.js";
import {linspace, secantSlope} from "../maths/methods.js";
import {line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short, withUnit} from "../stage/format.js";

const START = 3; // s
const END = 5; // s
const HALVINGS = 10;
const TIMES = linspace(0, END, 101);
const RUN = TIMES.map((t) => [t, position.value(t)]);

/** From the first point to the second: what is gained in the time h, and how much of it a second. */
function secant(h) {
  const rise = position.value(START + h) - position.value(START);
  return {rise, slope: h === 0 ? NaN : secantSlope(position.value, START, h)};
}

/** The slope on which the secants' slopes close in. */
const LIMIT = position.derivative(START);

/** A length or a time with four digits, which are enough to check a slope by hand. */
const digits = (value) => short(value, 4);
const length = (value) => withUnit(digits(value), "cm");
const time = (value) => withUnit(fixed(value), "s");
const speed = (value) => withUnit(fixed(value), "cm/s");

export function describe({h}) {
  if (h === 0) {
    return (
      `For h = 0 the two points are one, and ${length(0)} in ${time(0)} is no slope. ` +
      `From either side the slopes settle at ${speed(LIMIT)}, and the line touches the curve.`
    );
  }
  const {rise, slope} = secant(h);
  const [from, to] = [START, START + h].sort((a, b) => a - b);
  const gained = h > 0 ? rise : -rise;
  return (
    `From ${time(from)} to ${time(to)} the position changes by ${length(gained)} ` +
    `in ${time(to - from)}: the slope of the secant is ${speed(slope)}.`
  );
}

export function values({h}) {
  const steps = h === 0 ? [0] : Array.from({length: HALVINGS}, (_, k) => h / 2 ** k);
  return {
    head: ["h (s)", "change of position (cm)", "slope (cm/s)"],
    rows: steps.map((h) => {
      const {rise, slope} = secant(h);
      return [digits(h), digits(rise), h === 0 ? "none" : fixed(slope, 3)];
    }),
  };
}

const AXES = {
  x: {domain: [0, END], label: "time t (s)"},
  y: {domain: [-10, 160], label: "position (cm)"},
};

function open(stage) {
  const [run] = panels(stage, ["Position of the rat"], {height: 300, narrowHeight: 290});
  const first = [START, position.value(START)];
  run.handle({
    label: "Second point",
    at: ({h}) => [START + h, position.value(START + h)],
    x: {parameter: stage.parameter("h"), from: ([t]) => t - START},
    role: "accent",
  });
  return ({h}) => {
    const {rise, slope} = secant(h);
    const second = [START + h, first[1] + rise];
    const steepness = h === 0 ? LIMIT : slope;
    const ends = [0, END].map((t) => [t, first[1] + steepness * (t - START)]);
    const marks = [
      Plot.line([first, [second[0], first[1]]], line("muted", {strokeWidth: 1.5})),
      Plot.line([[second[0], first[1]], second], line("integral", {strokeDasharray: null})),
      Plot.line(RUN, line("function")),
      Plot.line(ends, line("derivative")),
      Plot.dot([first], points("ink", {r: 5})),
    ];
    const words =
      h === 0
        ? [[[`tangent: ${speed(LIMIT)}`, "derivative"]], []]
        : [
            [
              [`rise ${length(rise)}`, "integral"],
              [`run ${time(h)}`, "muted"],
            ],
            [[`slope ${speed(slope)}`, "derivative"]],
          ];
    run.draw(AXES, marks, {words});
  };
}

export default demo(SettlingSecant, {describe, values, open});
