// Make the rectangles thinner, or choose their heights better: the sum closes in on the area.
import * as Plot from "@observablehq/plot";
import {quadratic} from "../generated/functions.js";
import {RiemannSums} from "../generated/specifications.js";
import {RULES} from "../generated/tables.js";
import {edges, evaluations, linspace, meanHeights, runningSum} from "../maths/methods.js";
import {area, line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed} from "../stage/format.js";

const END = 10; // s
const EXACT = quadratic.integral(END);
const TIMES = linspace(0, END, 101);
const SPEED = TIMES.map((t) => [t, quadratic.value(t)]);
const DISTANCE = TIMES.map((t) => [t, quadratic.integral(t)]);
const WIDTHS = linspace(-1, 0, 46).map((power) => 10 ** power); // s

const sumOf = (dt, rule) => runningSum(quadratic.value, 0, END, {dt, rule});
const errorOf = (dt, rule) => sumOf(dt, rule).values.at(-1) - EXACT;
const ERRORS = Object.fromEntries(
  Object.keys(RULES).map((rule) => [rule, WIDTHS.map((dt) => [dt, Math.abs(errorOf(dt, rule))])]),
);
const TINY = 1e-9; // cm: an error below it is round-off, and has no place on the axis

/** The pieces of a sum and what they add up to. */
function summed({dt, rule}) {
  const cuts = edges(0, END, {dt});
  const heights = meanHeights(quadratic.value, cuts, rule);
  const total = sumOf(dt, rule);
  const sum = total.values.at(-1);
  return {cuts, heights, total, sum, error: sum - EXACT, count: heights.length};
}

export function describe(state) {
  const {sum, error, count} = summed(state);
  const cost = evaluations(count, state.rule);
  const miss =
    Math.abs(error) < TINY
      ? "which is exact"
      : `${fixed(Math.abs(error))} cm ${error < 0 ? "too little" : "too much"}`;
  const wide = `${fixed(state.dt)} s wide`;
  return (
    `${count} pieces ${wide} by the ${state.rule} rule add up to ${fixed(sum)} cm, ${miss}; ` +
    `the area is ${fixed(EXACT)} cm. They cost ${cost} values of the speed.`
  );
}

export function values(state) {
  const {cuts, heights, total} = summed(state);
  return {
    head: ["from (s)", "to (s)", "height (cm/s)", "sum so far (cm)", "exact (cm)"],
    rows: Array.from(heights, (height, i) => [
      fixed(cuts[i]),
      fixed(cuts[i + 1]),
      fixed(height, 4),
      fixed(total.values[i + 1], 4),
      fixed(quadratic.integral(cuts[i + 1]), 4),
    ]),
  };
}

/** Where the rule looks the speed up. */
function places(cuts, rule) {
  const {left, middle, right} = RULES[rule];
  const pieces = Array.from(cuts)
    .slice(1)
    .map((end, i) => [cuts[i], end]);
  return [
    ...(left ? pieces.map(([from]) => from) : []),
    ...(middle ? pieces.map(([from, to]) => (from + to) / 2) : []),
    ...(right ? pieces.map(([, to]) => to) : []),
  ].map((t) => [t, quadratic.value(t)]);
}

function open(stage) {
  const [speed, distance, errors] = panels(stage, ["Speed", "Distance so far", "Error"], {
    narrowHeight: 246,
  });
  const dt = stage.parameter("dt");
  speed.handle({
    label: "Right edge of the first rectangle",
    at: ({dt}) => [dt, 0],
    x: {parameter: dt},
    shape: "triangle",
  });
  errors.handle({
    label: "Width of the rectangles",
    at: ({dt, rule}) => [dt, Math.max(Math.abs(errorOf(dt, rule)), 1e-3)],
    x: {parameter: dt},
  });
  return (state) => {
    const {cuts, heights, total, sum, error, count} = summed(state);
    const bars = Array.from(heights, (height, i) => [cuts[i], cuts[i + 1], height]);
    speed.draw(
      {x: {domain: [0, END], label: "time t (s)"}, y: {domain: [-6, 96], label: "speed (cm/s)"}},
      [
        Plot.rect(bars, {
          x1: "0",
          x2: "1",
          y1: 0,
          y2: "2",
          ...area("integral", {stroke: "var(--nc-integral)", strokeWidth: 0.7}),
        }),
        Plot.line(SPEED, line("function")),
        Plot.dot(places(cuts, state.rule), points("function", {r: count > 40 ? 1.5 : 3})),
      ],
      {
        words: [
          [[`${count} pieces`, "integral"]],
          [[`${evaluations(count, state.rule)} values of f`, "integral"]],
        ],
      },
    );
    distance.draw(
      {x: {domain: [0, END], label: "time t (s)"}, y: {domain: [-15, 350], label: "distance (cm)"}},
      [
        Plot.line(DISTANCE, line("integral")),
        Plot.dot(
          Array.from(total.t, (t, i) => [t, total.values[i]]),
          {
            r: count > 40 ? 2 : 3.5,
            stroke: "var(--nc-accent)",
          },
        ),
      ],
      {words: [[[`exact ${fixed(EXACT)} cm`, "integral"]], [[`sum ${fixed(sum)} cm`, "accent"]]]},
    );
    const axes = {
      x: {type: "log", domain: [0.09, 1.1], label: "width dt (s)"},
      y: {type: "log", domain: [1e-3, 1000], label: "error (cm)"},
    };
    const curves = [
      ...Object.keys(RULES)
        .filter((rule) => rule !== state.rule)
        .map((rule) => Plot.line(ERRORS[rule], line("muted", {strokeWidth: 1}))),
      Plot.line(ERRORS[state.rule], line("accent", {strokeDasharray: null})),
    ];
    errors.draw(axes, curves, {
      words: [[[`error ${fixed(error)} cm`, "accent"]], [["thin: the other rules", "muted"]]],
    });
  };
}

export default demo(RiemannSums, {describe, values, open});
