// Move spikes, or add some: their currents pile up, and the charge is the same whenever they come.
import * as Plot from "@observablehq/plot";
import {DATA, DEMO} from "../generated/contract.js";
import {synaptic_current} from "../generated/functions.js";
import {ChargeTransfer} from "../generated/specifications.js";
import {linspace, runningSum} from "../maths/methods.js";
import {button} from "../selectors.js";
import {area, line, panels, points} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed} from "../stage/format.js";

const END = 60; // ms
const TIMES = linspace(0, END, 241);
const APART = 6; // ms from the last spike to one that is added

// Every spike's response is the response to a spike at 0, later.
const current = (t, {spikes, J, tau_s}) =>
  spikes.reduce((sum, spike) => sum + synaptic_current.value(t - spike, {J, tau_s, t_sp: 0}), 0);
const charge = (t, {spikes, J, tau_s}) =>
  spikes.reduce((sum, spike) => sum + synaptic_current.integral(t - spike, {J, tau_s, t_sp: 0}), 0);

/** Charge that the spikes bring in the end, in fC. */
const final = ({spikes, J, tau_s}) => J * tau_s * spikes.length;

/** Times at which to draw: also where a current starts, and where it would peak alone. */
const grid = ({spikes, tau_s}) =>
  [...TIMES, ...spikes, ...spikes.map((spike) => spike + tau_s)]
    .filter((t) => t <= END)
    .sort((a, b) => a - b);

/** The moment at which the most current flows, in either direction. */
function strongest(state) {
  const size = (t) => Math.abs(current(t, state));
  const t = grid(state).reduce((best, t) => (size(t) > size(best) ? t : best));
  return {t, current: current(t, state), charge: charge(t, state)};
}

/** The sum of rectangles up to each edge, in fC. */
const sums = (state) => runningSum((t) => current(t, state), 0, END, {dt: state.dt});

export function describe(state) {
  const {length} = state.spikes;
  const brings = length === 1 ? "One spike brings" : `${length} spikes bring`;
  const summed = sums(state).values.at(-1);
  const peak = strongest(state);
  const whole =
    `${brings} ${fixed(final(state), 1)} fC, ${fixed(charge(END, state))} fC of it by ${END} ms; ` +
    `the rectangles say ${fixed(summed)} fC.`;
  if (!peak.current) return whole;
  return (
    `${whole} The current is strongest, ${fixed(peak.current)} pA, at ${fixed(peak.t, 1)} ms, ` +
    `after ${fixed(peak.charge)} fC.`
  );
}

export function values(state) {
  const total = sums(state);
  return {
    head: ["from (ms)", "to (ms)", "current (pA)", "sum so far (fC)", "exact (fC)"],
    rows: total.t
      .slice(1)
      .map((end, i) => [
        fixed(total.t[i], 1),
        fixed(end, 1),
        fixed(current(total.t[i], state), 3),
        fixed(total.values[i + 1]),
        fixed(charge(end, state)),
      ]),
  };
}

/** The room for the sum of the currents, in pA; how high one current is does not change it. */
function currentRoom({spikes, J, tau_s}) {
  const alike = {spikes, J: Math.E, tau_s}; // one of these alone would peak at 1
  const highest = Math.max(...grid(alike).map((t) => current(t, alike)));
  return along(J, 6 * Math.max(2, Math.ceil(2 * highest - 1e-6)));
}

/** The room for the charge, in fC; it grows by factors of the square root of 2. */
function chargeRoom(state) {
  const size = Math.max(Math.abs(final(state)), 10) / 100;
  return along(state.J, 150 * 2 ** (Math.ceil(2 * Math.log2(size)) / 2));
}

/** An axis that leads from 0 upwards, or downwards if the currents inhibit. */
const along = (J, room) => (J < 0 ? [-room, 0.06 * room] : [-0.06 * room, room]);

/** One more time: a little after the last one, or else in the middle of the widest gap. */
function added(spikes) {
  const next = spikes.at(-1) + APART;
  if (next <= END - APART) return [...spikes, next];
  const ends = [0, ...spikes];
  const gaps = spikes.map((spike, i) => spike - ends[i]);
  const widest = gaps.indexOf(Math.max(...gaps));
  const middle = Math.round(ends[widest] + spikes[widest]) / 2; // a multiple of 0.5 ms
  return inOrder([...spikes, middle]);
}

const inOrder = (times) => times.toSorted((a, b) => a - b);

const taskButton = (task, words, disabled) =>
  `<button type="button" data-${DATA.do}="${task}" aria-disabled="${disabled}">${words}</button>`;

const isFull = ({spikes}) => spikes.length >= ChargeTransfer.parameters[0].most;
const isLast = ({spikes}) => spikes.length === 1;

const extra = (state) =>
  `<div class="demo-control">${taskButton("add", "Add a spike", isFull(state))}
${taskButton("remove", "Remove the last spike", isLast(state))}</div>`;

/** Handles for the spikes, as many as there are; each stays with its spike when two swap. */
function spikeHandles(stage, panel, others) {
  const parameter = {...stage.parameter("spikes"), kind: "number"}; // one time of several
  const handles = [];
  let places = []; // of each handle's spike, in the order of time

  function write(handle, value, {spikes}) {
    const from = places[handle];
    const rest = spikes.filter((_, i) => i !== from);
    const to = rest.filter((spike) => spike <= value).length;
    places = places.map((place, i) => {
      const among = place - (place > from);
      return i === handle ? to : among + (among >= to);
    });
    return {spikes: rest.toSpliced(to, 0, value)};
  }
  function remove(place) {
    const {spikes} = stage.read();
    if (spikes.length > 1) stage.change({spikes: spikes.filter((_, i) => i !== place)});
  }
  const make = (handle) =>
    panel.handle({
      label: () => `Spike ${places[handle] + 1}`,
      at: ({spikes}) => [spikes[places[handle]], 0],
      x: {
        parameter,
        read: ({spikes}) => spikes[places[handle]],
        write: (value, state) => write(handle, value, state),
      },
      shape: "triangle",
      remove: () => remove(places[handle]),
    });

  return ({spikes}) => {
    if (places.length === spikes.length) return;
    places = spikes.map((_, i) => i);
    const gone = handles.splice(spikes.length);
    const isFocusLost = gone.some(({el}) => el === document.activeElement);
    panel.keep(others + spikes.length);
    while (handles.length < spikes.length) handles.push(make(handles.length));
    if (isFocusLost) handles.at(-1).el.focus();
  };
}

function open(stage) {
  const [flow, stock] = panels(stage, ["Current", "Charge so far"]);
  flow.handle({
    label: "Peak of the first spike's current",
    at: ({spikes, J, tau_s}) => [Math.min(spikes[0] + tau_s, END), J / Math.E],
    x: {parameter: stage.parameter("tau_s"), from: ([t], {spikes}) => t - spikes[0]},
    y: {
      parameter: stage.parameter("J"),
      // The axis turns over with the sign, so that only the slider changes it.
      from: ([, height], {J}) => Math.E * (J < 0 ? Math.min(height, 0) : Math.max(height, 0)),
    },
  });
  const placeSpikes = spikeHandles(stage, flow, 1);
  stock.handle({
    label: "Right edge of the first rectangle",
    at: ({dt}) => [dt, 0],
    x: {parameter: stage.parameter("dt")},
  });

  const tasks = {
    add: (state) => isFull(state) || stage.change({spikes: added(state.spikes)}),
    remove: (state) => isLast(state) || stage.change({spikes: state.spikes.slice(0, -1)}),
  };
  const buttons = Object.keys(tasks).map((task) =>
    stage.el.closest(`.${DEMO.block}`).querySelector(button(task)),
  );
  for (const el of buttons) {
    const work = () => tasks[el.dataset[DATA.do]](stage.read());
    el.addEventListener("click", work, {signal: stage.signal});
  }

  return (state) => {
    placeSpikes(state);
    const [add, remove] = buttons;
    add.ariaDisabled = isFull(state);
    remove.ariaDisabled = isLast(state);

    const {spikes, J, tau_s} = state;
    const moments = grid(state);
    const total = sums(state);
    const heights = total.t.slice(0, -1).map((t) => current(t, state));
    const bars = heights.map((height, i) => [total.t[i], total.t[i + 1], height]);
    const isFine = bars.length > 40;
    const peak = strongest(state);
    const when = Plot.ruleX([peak.t], {stroke: "var(--nc-muted)", strokeDasharray: "2 3"});
    const x = {domain: [0, END], label: "time t (ms)"};
    const alone = (spike) =>
      moments
        .filter((t) => t >= spike)
        .map((t) => [t, synaptic_current.value(t - spike, {J, tau_s, t_sp: 0})]);
    const isSum = spikes.length > 1;
    const flowing = [
      Plot.rect(bars, {
        x1: "0",
        x2: "1",
        y1: 0,
        y2: "2",
        ...area("integral", {stroke: "var(--nc-integral)", strokeWidth: isFine ? 0.4 : 0.8}),
      }),
      when,
      ...(isSum ? spikes : []).map((spike) =>
        Plot.line(alone(spike), line("muted", {strokeWidth: 1})),
      ),
      Plot.line(
        moments.map((t) => [t, current(t, state)]),
        line("function"),
      ),
    ];
    const each = isSum ? [["thin: each spike alone", "muted"]] : [];
    flow.draw({x, y: {domain: currentRoom(state), label: "current I (pA)"}}, flowing, {
      words: [[["▲ spike", "accent"]], each],
    });
    const times = isSum ? `${spikes.length} × ` : "";
    const gathered = [
      Plot.ruleY([final(state)], {stroke: "var(--nc-muted)"}),
      when,
      Plot.dot(
        total.t.map((t, i) => [t, total.values[i]]),
        {
          r: isFine ? 1.3 : 3,
          stroke: "var(--nc-accent)",
          strokeWidth: isFine ? 0.8 : 1.5,
        },
      ),
      Plot.line(
        moments.map((t) => [t, charge(t, state)]),
        line("integral"),
      ),
      Plot.dot([[peak.t, peak.charge]], points("integral", {r: 4.5})),
    ];
    stock.draw({x, y: {domain: chargeRoom(state), label: "charge Q (fC)"}}, gathered, {
      words: [
        [[`${times}J τₛ = ${fixed(final(state), 1)} fC`, "muted"]],
        [["line: exact, circles: sum", "integral"]],
      ],
    });
  };
}

export default demo(ChargeTransfer, {describe, values, open, extra});
