// Give a neuron more inhibition, and look for the excitation that makes up for it.
import {ei_rate} from "../generated/functions.js";
import {TwoSynapses} from "../generated/specifications.js";
import {arange, linspace} from "../maths/methods.js";
import {panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, withUnit} from "../stage/format.js";
import {map, tabulate, WIDE} from "../stage/map.js";

// The grid of the chapter's other demo: as in NumPy, it stops before its end.
const E = arange(1, 10, 0.1); // nA
const I = arange(0, 7, 0.1); // nA
const rate = (e, i) => ei_rate.value(e, i);
const TABLE = tabulate(rate, E, I);
const AXES = {
  x: {domain: [E[0], E.at(-1)], label: "excitation E (nA)"},
  y: {domain: [I[0], I.at(-1)], label: "inhibition I (nA)"},
  margins: WIDE,
};

const at = (state) => [state.E, state.I_inh];
const current = (value) => withUnit(fixed(value, 1), "nA");
const share = (value) => fixed(value, 3);

export function describe(state) {
  const [e, i] = at(state);
  return (
    `With ${current(e)} of excitation and ${current(i)} of inhibition the rate is ` +
    `${share(rate(e, i))}. One more nA of excitation makes it ${share(rate(e + 1, i))}, ` +
    `one more nA of inhibition ${share(rate(e, i + 1))}.`
  );
}

export function values() {
  const [excitations, inhibitions] = [linspace(1, 9, 9), linspace(0, 6, 7)];
  return {
    head: ["I (nA)", ...excitations.map((e) => `E = ${current(e)}`)],
    rows: inhibitions.map((i) => [fixed(i, 1), ...excitations.map((e) => share(rate(e, i)))]),
  };
}

function open(stage) {
  const [neuron] = panels(stage, ["Rate"], {height: 280, narrowHeight: 250});
  neuron.handle({
    label: "Both inputs",
    at,
    x: {parameter: stage.parameter("E")},
    y: {parameter: stage.parameter("I_inh"), name: "I"},
  });
  const background = map(TABLE);
  return (state) => {
    const here = rate(...at(state));
    neuron.title.textContent = `Rate ${share(here)}`;
    neuron.draw(AXES, [], {background});
    background.follow(here);
  };
}

export default demo(TwoSynapses, {describe, values, open});
