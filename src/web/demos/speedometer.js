// Drive from one red light to the next: the speedometer shows a slope, the trip counter an area.
import * as Plot from "@observablehq/plot";
import {ride} from "../generated/functions.js";
import {Speedometer} from "../generated/specifications.js";
import {linspace} from "../maths/methods.js";
import {area, line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, withUnit} from "../stage/format.js";
import {svg} from "../stage/svg.js";

const END = 30; // s: two red lights
const REACH = 4; // s that the tangent is drawn on to each side
const SAMPLES = 121;
const TIMES = linspace(0, END, SAMPLES);
const SPEED = TIMES.map((t) => [t, ride.value(t)]);
const DISTANCE = TIMES.map((t) => [t, ride.integral(t)]);

// The same two curves, in the words of what the reader watches.
const WATCHED = {
  car: {
    total: "Trip counter",
    pace: "Speedometer",
    totalAxis: "distance (m)",
    paceAxis: "speed (m/s)",
    heads: ["time (s)", "speed (m/s)", "distance (m)"],
    showPace: (pace) => withUnit(fixed(pace, 1), "m/s"),
    showTotal: (total) => withUnit(fixed(total, 1), "m"),
    says: (t, pace, total) =>
      `After ${t} the speedometer shows ${pace}: that is the slope of the distance. ` +
      `The trip counter shows ${total}: that is the area under the speed.`,
  },
  neuron: {
    total: "Spike counter",
    pace: "Firing rate",
    totalAxis: "spikes so far",
    paceAxis: "rate (spikes/s)",
    heads: ["time (s)", "rate (spikes/s)", "spikes so far"],
    showPace: (pace) => withUnit(fixed(pace, 1), "spikes/s"),
    showTotal: (total) => withUnit(fixed(total, 0), "spikes"),
    says: (t, pace, total) =>
      `After ${t} the neuron fires at ${pace}: that is the slope of the count of spikes. ` +
      `It has counted about ${total}: that is the area under the rate.`,
  },
};

const seconds = (t) => withUnit(fixed(t, 1), "s");

export function describe({t, watch}) {
  const {says, showPace, showTotal} = WATCHED[watch];
  return says(seconds(t), showPace(ride.value(t)), showTotal(ride.integral(t)));
}

export function values({watch}) {
  const every = (SAMPLES - 1) / 12;
  const rows = TIMES.filter((_, i) => i % every === 0);
  return {
    head: WATCHED[watch].heads,
    rows: rows.map((t) => [fixed(t, 1), fixed(ride.value(t)), fixed(ride.integral(t))]),
  };
}

// -- The instruments, which lie behind the curves --------------------------------------------------

const DIAL = {highest: 20, every: 5, radius: 58, hub: 23, top: 37}; // m/s, px, m/s
const COUNTER = {x: 8, y: 2, width: 108, height: 30}; // px

/** A layer over a whole panel. */
function layer({width, height}, ...nodes) {
  const root = svg("svg", {viewBox: `0 0 ${width} ${height}`, width, height});
  root.append(...nodes);
  return root;
}

/** A half circle with a needle, above the middle of the curve; show(pace, text) turns it. */
function dial() {
  const needle = svg("path", {stroke: "var(--nc-accent)", "stroke-width": 3, fill: "none"});
  const said = svg("text", {"text-anchor": "middle", "font-size": 13, fill: "currentColor"});
  let place;
  /** The point so far from the hub, in the direction of a speed. */
  const at = (pace, share) => {
    const angle = Math.PI * (1 - pace / DIAL.highest);
    const {x, y, radius} = place;
    return [x + share * radius * Math.cos(angle), y - share * radius * Math.sin(angle)].map(
      (size) => Number(size.toFixed(2)),
    );
  };
  return {
    paint(frame) {
      const [x, y] = [frame.x(END / 2), frame.y(DIAL.hub)];
      place = {x, y, radius: Math.min(DIAL.radius, y - frame.y(DIAL.top))};
      said.setAttribute("x", x);
      said.setAttribute("y", y + 16);
      const [left, right] = [at(0, 1), at(DIAL.highest, 1)];
      const {radius} = place;
      const face = svg("path", {
        d: `M${left}A${radius},${radius} 0 0 1 ${right}Z`,
        fill: "var(--nc-wash)",
        stroke: "var(--nc-muted)",
        "stroke-width": 1.5,
      });
      const marks = [];
      for (let pace = 0; pace <= DIAL.highest; pace += DIAL.every) {
        marks.push(`M${at(pace, 0.86)}L${at(pace, 1)}`);
      }
      const ring = {d: marks.join(""), stroke: "var(--nc-muted)", "stroke-width": 1.5};
      const hub = svg("circle", {cx: x, cy: y, r: 5, fill: "var(--nc-accent)"});
      return [layer(frame, face, svg("path", ring), needle, hub, said)];
    },
    show(pace, text) {
      if (!place) return;
      needle.setAttribute("d", `M${place.x},${place.y}L${at(pace, 0.92)}`);
      said.textContent = text;
    },
  };
}

/** A box with a number. */
function counter() {
  const {x, y, width, height} = COUNTER;
  const said = svg("text", {"text-anchor": "middle", "font-size": 15, fill: "currentColor"});
  return {
    paint(frame) {
      const left = frame.marginLeft + x;
      const top = frame.marginTop + y;
      const face = {x: left, y: top, width, height, rx: 5};
      const look = {fill: "var(--nc-wash)", stroke: "var(--nc-muted)", "stroke-width": 1.5};
      said.setAttribute("x", left + width / 2);
      said.setAttribute("y", top + height / 2 + 5);
      return [layer(frame, svg("rect", {...face, ...look}), said)];
    },
    show(text) {
      said.textContent = text;
    },
  };
}

function open(stage) {
  const [total, pace] = panels(stage, ["Trip counter", "Speedometer"], {
    height: 258,
    narrowHeight: 236,
  });
  const time = {parameter: stage.parameter("t")};
  total.handle({label: "Time on the sum", at: ({t}) => [t, ride.integral(t)], x: time});
  pace.handle({label: "Time on the pace", at: ({t}) => [t, ride.value(t)], x: time});
  const [needle, box] = [dial(), counter()];
  return ({t, watch}) => {
    const words = WATCHED[watch];
    const [speed, distance] = [ride.value(t), ride.integral(t)];
    const past = [...SPEED.filter(([time]) => time < t), [t, speed]];
    const ends = [-REACH, REACH].map((dt) => [t + dt, distance + speed * dt]);
    const x = {domain: [0, END], label: "time t (s)"};
    [total.title.textContent, pace.title.textContent] = [words.total, words.pace];
    total.draw(
      {x, y: {domain: [0, 240], label: words.totalAxis}},
      [Plot.line(DISTANCE, line("integral")), Plot.line(ends, line("derivative"))],
      {background: box},
    );
    pace.draw(
      {x, y: {domain: [0, DIAL.top], ticks: [0, 5, 10, 15], label: words.paceAxis}},
      [Plot.areaY(past, {x: "0", y: "1", ...area("integral")}), Plot.line(SPEED, line("function"))],
      {background: needle},
    );
    box.show(words.showTotal(distance));
    needle.show(speed, words.showPace(speed));
  };
}

export default demo(Speedometer, {describe, values, open});
