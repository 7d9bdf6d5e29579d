// Writes what a page carries before any script runs: node prerender.js < state.json gives the demo's
// markup, its sentence and its picture.
import {text} from "node:stream/consumers";
import {DEMOS} from "../generated/demos.js";
import {calculus} from "../maths/differentiation.js";
import {still} from "./still.js";

const {demo: name, state} = JSON.parse(await text(process.stdin));
await calculus.fetch();
const {default: demo} = await DEMOS.get(name)();
const drawings = Object.fromEntries(
  ["wide", "narrow"].map((width) => [
    width,
    still(demo, state, {isNarrow: width === "narrow", prefix: `${name}-${width}-`}),
  ]),
);
const description = demo.describe(state);
process.stdout.write(JSON.stringify({markup: demo.markup(state), description, drawings}));
