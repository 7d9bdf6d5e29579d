// Let both sides of a rectangle grow: its area gains two strips, and a corner that hardly counts.
import * as Plot from "@observablehq/plot";
import {GrowingRectangle} from "../generated/specifications.js";
import {linspace} from "../maths/methods.js";
import {area, line, note, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short, withUnit} from "../stage/format.js";

const [U, V] = [3, 2]; // cm: the sides at the start
const STEPS = linspace(0, 1, 11); // s: the times of the table

/** What the area gains in the time h, in cm²: right, top, and corner. */
function gains(h, {du, dv}) {
  const [right, up] = [du * h, dv * h];
  return {right, up, strips: [V * right, U * up], corner: right * up};
}

/** The same for each second, in cm²/s: the strips' parts do not depend on h. */
const paces = (h, {du, dv}) => ({strips: [V * du, U * dv], corner: du * dv * h});

const digits = (value) => short(value, 4);

const size = (value) => withUnit(digits(value), "cm²");
const speed = (value) => withUnit(digits(value), "cm²/s");

export function describe(state) {
  const {h, du, dv} = state;
  const {strips, corner} = gains(h, state);
  const pace = paces(h, state);
  const [right, top] = pace.strips.map(digits);
  const limit = `${right} + ${top} = ${speed(pace.strips[0] + pace.strips[1])}`;
  if (h === 0) {
    return (
      `For h = 0 nothing has grown, and ${size(0)} in ${withUnit("0", "s")} is no speed. ` +
      `The shorter h, the closer the growth per second comes to that of the strips, ${limit}.`
    );
  }
  const last =
    du && dv
      ? `corner ${speed(pace.corner)}, which alone shrinks with h.`
      : "no corner, since a side stands still.";
  return (
    `In ${withUnit(fixed(h), "s")} the strips grow to ${digits(strips[0])} and ${size(strips[1])}, ` +
    `the corner to ${size(corner)}. Per second: strips ${limit}, ${last}`
  );
}

export function values(state) {
  return {
    head: ["h (s)", "v Δu (cm²)", "u Δv (cm²)", "Δu Δv (cm²)", "all by h (cm²/s)"],
    rows: STEPS.map((h) => {
      const {strips, corner} = gains(h, state);
      const pace = paces(h, state);
      const all = pace.strips[0] + pace.strips[1] + pace.corner;
      const said = [...strips, corner].map((gain) => fixed(gain, 3));
      return [fixed(h, 1), ...said, h === 0 ? "none" : fixed(all, 3)];
    }),
  };
}

const SIDES = {
  x: {domain: [0, 4.7], label: "side u (cm)"},
  y: {domain: [0, 3.7], label: "side v (cm)"},
};
const PACES = {
  x: {domain: [0, 1], label: "time h (s)"},
  y: {domain: [0, 10.4], label: "per second (cm²/s)"},
};

/** A rectangle from one corner to the other. */
const box = ([x1, y1], [x2, y2], role, strength) =>
  Plot.rect([{x1, y1, x2, y2}], {
    x1: "x1",
    y1: "y1",
    x2: "x2",
    y2: "y2",
    ...area(role, {fillOpacity: strength, stroke: `var(--nc-${role})`, strokeWidth: 1}),
  });

/** A band between two lines over the time h. */
const band = (low, high, role, strength) =>
  Plot.areaY(
    [0, 1].map((h) => [h, low(h), high(h)]),
    {
      x: "0",
      y1: "1",
      y2: "2",
      ...area(role, {fillOpacity: strength}),
    },
  );

function open(stage) {
  const [sides, pace] = panels(stage, ["Area", "Growth per second"], {
    height: 300,
    narrowHeight: 276,
  });
  const h = stage.parameter("h");
  // The corner runs along a straight line: the time at which it comes closest to the pointer.
  const along = ([u, v], {du, dv}) => ((u - U) * du + (v - V) * dv) / (du ** 2 + dv ** 2);
  sides.handle({
    label: "Corner of the rectangle",
    at: ({h, du, dv}) => [U + du * h, V + dv * h],
    x: {parameter: h, from: along},
  });
  pace.handle({
    label: "Time on the growth per second",
    at: (state) => {
      const {strips, corner} = paces(state.h, state);
      return [state.h, strips[0] + strips[1] + corner];
    },
    x: {parameter: h},
  });
  return (state) => {
    const {h} = state;
    const {right, up, strips, corner} = gains(h, state);
    const boxes = [
      box([0, 0], [U, V], "function", 0.2),
      box([U, 0], [U + right, V], "derivative", 0.5),
      box([0, V], [U, V + up], "integral", 0.5),
      box([U, V], [U + right, V + up], "accent", 0.9),
      note(`u v = ${size(U * V)}`, [U / 2, V / 2], "ink", {textAnchor: "middle"}),
    ];
    sides.draw(SIDES, boxes, {
      words: [
        [
          [`right ${size(strips[0])}`, "derivative"],
          [`top ${size(strips[1])}`, "integral"],
        ],
        [[`corner ${size(corner)}`, "accent"]],
      ],
    });
    const first = (h) => paces(h, state).strips[0];
    const both = (h) => first(h) + paces(h, state).strips[1];
    const all = (h) => both(h) + paces(h, state).corner;
    const bands = [
      band(() => 0, first, "derivative", 0.4),
      band(first, both, "integral", 0.4),
      band(both, all, "accent", 0.8),
      Plot.ruleX([h], line("muted", {y1: 0, y2: all(h), strokeWidth: 1.2})),
    ];
    pace.draw(PACES, bands, {
      words: [
        [[`strips ${digits(first(h))} + ${speed(both(h) - first(h))}`]],
        [[`corner ${speed(paces(h, state).corner)}`, "accent"]],
      ],
    });
  };
}

export default demo(GrowingRectangle, {describe, values, open});
