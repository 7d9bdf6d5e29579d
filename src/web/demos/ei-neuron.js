// Move the point: inhibition lowers the rate and leaves the slope along excitation as it is.
import * as Plot from "@observablehq/plot";
import {ei_rate} from "../generated/functions.js";
import {EINeuron} from "../generated/specifications.js";
import {arange, linspace} from "../maths/methods.js";
import {line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short} from "../stage/format.js";
import {map, square, tabulate} from "../stage/map.js";
import {Eye, prospect, Surface} from "../stage/surface.js";

// The grid of the page: as in NumPy, it stops before its end.
const E = arange(1, 10, 0.1); // nA
const I = arange(0, 7, 0.1); // nA
const INPUT = linspace(0, 9.9, 100); // nA
const E_AXIS = {domain: [E[0], E.at(-1)], label: "excitation E (nA)", ticks: 5};
const I_AXIS = {domain: [I[0], I.at(-1)], label: "inhibition I (nA)", ticks: 5};
const RATE_AXIS = {domain: [-0.6, 1.5], label: "rate r"};
const GAIN_AXIS = {domain: [-0.4, 0.8], label: "gain (1/nA)"};
const NAMES = ["r", "∂r/∂E", "∂r/∂I"];
const TITLES = [
  ...["The rate r", "∂r/∂E: a ridge", "∂r/∂I: a trough"],
  ...["Slice along E", "Slice along I", "Both gains"],
];

/** The rate and its partial derivatives with the parameters of a state, rectified or not. */
function functionsOf({a_E, theta_E, a_I, theta_I, rectified}) {
  const parameters = {a_E, theta_E, a_I, theta_I};
  const raw = (e, i) => ei_rate.value(e, i, parameters);
  const {E, I_inh} = ei_rate.partials;
  const slope = (partial) => (e, i) => (rectified && raw(e, i) < 0 ? 0 : partial(e, i, parameters));
  return {
    rate: (e, i) => (rectified ? Math.max(raw(e, i), 0) : raw(e, i)),
    byE: slope(E),
    byI: slope(I_inh),
    gainE: (e) => E(e, 0, parameters),
    gainI: (i) => I_inh(0, i, parameters),
  };
}

/** The tables of all three, which stay the same while only the point moves. */
const tablesOf = (() => {
  let [key, tables] = [];
  return (state) => {
    const {a_E, theta_E, a_I, theta_I, rectified} = state;
    const now = [a_E, theta_E, a_I, theta_I, rectified].join();
    if (now !== key) {
      const {rate, byE, byI} = functionsOf(state);
      [key, tables] = [now, [rate, byE, byI].map((f) => tabulate(f, E, I))];
    }
    return tables;
  };
})();

const at = (state) => [state.E, state.I_inh];
/** A slope in words: what one more nA brings. */
const brings = (slope) => `${slope < 0 ? "takes" : "adds"} ${fixed(Math.abs(slope), 3)}`;

export function describe(state) {
  const {rate, byE, byI} = functionsOf(state);
  const {low, high} = tablesOf(state)[0];
  const here = rate(...at(state));
  return (
    `At E = ${fixed(state.E, 1)} nA and I = ${fixed(state.I_inh, 1)} nA the rate is ` +
    `${fixed(here, 3)}. Per nA more, excitation ${brings(byE(...at(state)))} and inhibition ` +
    `${brings(byI(...at(state)))}. The lowest rate is ${fixed(low, 3)}, ` +
    `the highest ${fixed(high, 3)}.`
  );
}

export function values(state) {
  const {rate, byE, byI} = functionsOf(state);
  const row = (name, e, i) => [
    name,
    fixed(e, 1),
    fixed(i, 1),
    fixed(rate(e, i), 3),
    fixed(byE(e, i), 3),
    fixed(byI(e, i), 3),
  ];
  const every = (grid) => grid.filter((_, k) => k % 10 === 0);
  return {
    head: ["where", "E (nA)", "I (nA)", "rate", "∂r/∂E (1/nA)", "∂r/∂I (1/nA)"],
    rows: [
      row("point", ...at(state)),
      row("ridge", state.theta_E, state.I_inh),
      row("trough", state.E, state.theta_I),
      ...every(E).map((e) => row("along E", e, state.I_inh)),
      ...every(I).map((i) => row("along I", state.E, i)),
    ],
  };
}

function open(stage) {
  const all = panels(stage, TITLES, {columns: 3, height: 252});
  const [maps, [alongE, alongI, gains]] = [all.slice(0, 3), all.slice(3)];
  const moves = {
    x: {parameter: stage.parameter("E")},
    y: {parameter: stage.parameter("I_inh"), name: "I"},
  };
  const eye = new Eye(-60, 30);
  const surfaces = maps.map((panel, k) => {
    panel.handle({label: `Inputs, on the map of ${NAMES[k]}`, at, ...moves});
    return new Surface(panel, {label: `Surface of ${NAMES[k]} over both inputs`, eye});
  });
  const rateHere = (state) => functionsOf(state).rate(...at(state));
  alongE.handle({
    label: "Excitation, on its slice",
    at: (state) => [state.E, rateHere(state)],
    x: moves.x,
  });
  alongI.handle({
    label: "Inhibition, on its slice",
    at: (state) => [state.I_inh, rateHere(state)],
    x: {parameter: stage.parameter("I_inh")},
  });
  gains.handle({
    label: "Threshold of excitation",
    at: (state) => [state.theta_E, functionsOf(state).gainE(state.theta_E)],
    x: {parameter: stage.parameter("theta_E")},
    role: "derivative",
  });
  gains.handle({
    label: "Threshold of inhibition",
    at: (state) => [state.theta_I, functionsOf(state).gainI(state.theta_I)],
    x: {parameter: stage.parameter("theta_I")},
    role: "integral",
  });

  let [mapped, grounds] = [];
  return (state) => {
    const f = functionsOf(state);
    const tables = tablesOf(state);
    if (tables !== mapped) [mapped, grounds] = [tables, tables.map(map)];
    const [e, i] = at(state);
    const {isSolid, why} = prospect(state.view);
    maps[0].title.textContent = why ? `The rate (${why})` : TITLES[0];
    maps.forEach((panel, k) => {
      const surface = surfaces[k];
      if (!isSolid) surface.hide();
      if (!surface.isSeen) {
        const axes = {x: E_AXIS, y: I_AXIS, margins: square(panel)};
        panel.draw(axes, [], {background: grounds[k]});
        grounds[k].cross([e, i]);
      }
      if (isSolid) {
        const g = [f.rate, f.byE, f.byI][k];
        surface.draw({
          table: tables[k],
          names: ["E", "I", NAMES[k]],
          units: ["nA", "nA", k ? "per nA" : ""],
          paths: [E.map((e) => [e, i, g(e, i)]), I.map((i) => [e, i, g(e, i)])],
          point: [e, i, g(e, i)],
        });
      }
    });

    const here = f.rate(e, i);
    const none = f.rate(e, 0);
    const marksE = [
      Plot.ruleY([0], {stroke: "var(--nc-muted)"}),
      Plot.line(
        E.map((e) => [e, f.rate(e, 0)]),
        line("muted", {strokeWidth: 1}),
      ),
      Plot.link([0], {x: e, y1: none, y2: here, stroke: "var(--nc-muted)"}),
      Plot.line(
        E.map((e) => [e, f.rate(e, i)]),
        line("function"),
      ),
      Plot.line(tangent(E, e, here, f.byE(e, i)), line("derivative")),
    ];
    alongE.draw({x: E_AXIS, y: RATE_AXIS}, marksE, {
      words: [
        [[`slope ${fixed(f.byE(e, i), 3)} per nA`, "derivative"]],
        [[`${fixed(none - here, 3)} below I = 0`, "muted"]],
      ],
    });
    const marksI = [
      Plot.ruleY([0], {stroke: "var(--nc-muted)"}),
      Plot.line(
        I.map((i) => [i, f.rate(e, i)]),
        line("function"),
      ),
      Plot.line(tangent(I, i, here, f.byI(e, i)), line("derivative")),
    ];
    alongI.draw({x: I_AXIS, y: RATE_AXIS}, marksI, {
      words: [[[`slope ${fixed(f.byI(e, i), 3)} per nA`, "derivative"]], []],
    });
    const marks = [
      Plot.ruleY([0], {stroke: "var(--nc-muted)"}),
      Plot.line(
        INPUT.map((e) => [e, f.gainE(e)]),
        line("derivative"),
      ),
      Plot.line(
        INPUT.map((i) => [i, f.gainI(i)]),
        line("integral"),
      ),
    ];
    gains.draw({x: {domain: [0, 9.9], label: "input (nA)"}, y: GAIN_AXIS}, marks, {
      words: [
        [[`∂r/∂E: ${extreme(f.gainE, state.theta_E)}`, "derivative"]],
        [[`∂r/∂I: ${extreme(f.gainI, state.theta_I)}`, "integral"]],
      ],
    });
  };
}

const TANGENT = 1.5; // nA to both sides of the point

/** The two ends of a piece of tangent, within the axis. */
function tangent(axis, place, height, slope) {
  const ends = [Math.max(place - TANGENT, axis[0]), Math.min(place + TANGENT, axis.at(-1))];
  return ends.map((end) => [end, height + slope * (end - place)]);
}

/** The highest or lowest gain in words: it lies at the threshold. */
const extreme = (gain, threshold) => `${fixed(gain(threshold), 3)} at ${short(threshold)} nA`;

export default demo(EINeuron, {describe, values, open});
