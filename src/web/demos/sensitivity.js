// Move along a neuron's curve: its slope says how many spikes a little more current brings.
import * as Plot from "@observablehq/plot";
import {transfer} from "../generated/functions.js";
import {Sensitivity} from "../generated/specifications.js";
import {linspace} from "../maths/methods.js";
import {line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, withUnit} from "../stage/format.js";

const END = 6; // nA
const HIGHEST = 100; // spikes/s that a rate of 1 stands for
const MORE = 1; // nA that the step along the tangent is wide
const HALF = 0.5; // of the highest slope: where it is less, a neuron is not very sensitive
const CURRENTS = linspace(0, END, 121);

const rate = (I) => HIGHEST * transfer.value(I);
const slope = (I) => HIGHEST * transfer.derivative(I);
const CURVE = CURRENTS.map((I) => [I, rate(I)]);
const steepest = CURRENTS.reduce((best, I) => (slope(I) > slope(best) ? I : best));

const current = (I) => withUnit(fixed(I, 1), "nA");
const spikes = (value) => withUnit(fixed(value, 0), "spikes/s");
const precise = (value) => withUnit(fixed(value, 1), "spikes/s");

/** What the slope means for the neuron, by where on its curve it is. */
const ANSWERS = {
  foot: (I, now, more) =>
    `At ${I} this neuron fires at ${now} and is not very sensitive: ` +
    `a little more current brings ${more} per nA.`,
  steep: (I, now, more) =>
    `At ${I} this neuron fires at ${now} and is sensitive: ` +
    `a little more current brings ${more} per nA.`,
  steepest: (I, now, more) =>
    `At ${I} this neuron fires at ${now} and is most sensitive: ` +
    `a little more current brings ${more} per nA.`,
  top: (I, now, more) =>
    `At ${I} this neuron fires at ${now} and is no longer very sensitive: ` +
    `a little more current brings ${more} per nA.`,
};

function answerAt(I) {
  if (slope(I) >= slope(steepest)) return ANSWERS.steepest;
  if (slope(I) >= HALF * slope(steepest)) return ANSWERS.steep;
  return I < steepest ? ANSWERS.foot : ANSWERS.top;
}

export const describe = ({I}) => answerAt(I)(current(I), spikes(rate(I)), precise(slope(I)));

export function values() {
  return {
    head: ["I (nA)", "rate (spikes/s)", "slope (spikes/s per nA)"],
    rows: linspace(0, END, 2 * END + 1).map((I) => [
      fixed(I, 1),
      fixed(rate(I), 1),
      fixed(slope(I), 1),
    ]),
  };
}

const AXES = {
  x: {
    domain: [0, END + MORE],
    ticks: linspace(0, END, END + 1),
    tickFormat: "d",
    label: "current I (nA)",
  },
  y: {domain: [-10, 122], ticks: [0, 50, 100], label: "firing rate (spikes/s)"},
};

function open(stage) {
  const [neuron] = panels(stage, ["The slope here"], {height: 276, narrowHeight: 206});
  neuron.handle({
    label: "Current into the neuron",
    at: ({I}) => [I, rate(I)],
    x: {parameter: stage.parameter("I")},
  });
  return ({I}) => {
    const [now, more] = [rate(I), slope(I)];
    const [low, high] = [now, now + MORE * more].map((height) => [I + MORE, height]);
    const ends = [-MORE, 2 * MORE].map((step) => [I + step, now + step * more]);
    neuron.title.textContent = `The slope here: ${precise(more)} for 1 nA`;
    neuron.draw(AXES, [
      Plot.line(
        [
          [I, AXES.y.domain[0]],
          [I, now],
        ],
        line("accent", {strokeWidth: 1.5}),
      ),
      Plot.line(CURVE, line("function", {strokeWidth: 2.5})),
      Plot.line(ends, line("derivative")),
      Plot.line([[I, now], low], line("muted", {strokeWidth: 1.5})),
      Plot.line([low, high], line("derivative", {strokeDasharray: null, strokeWidth: 3})),
    ]);
  };
}

export default demo(Sensitivity, {describe, values, open});
