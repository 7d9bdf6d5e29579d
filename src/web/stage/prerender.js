// Writes what a page carries before any script runs: node prerender.js < state.json gives the demo's
// markup, its sentence and its picture.
import {createHash} from "node:crypto";
import {text} from "node:stream/consumers";
import {DEMOS} from "../generated/demos.js";
import {calculus} from "../maths/differentiation.js";
import {HEIGHTS, still} from "./still.js";

const {demo: name, state} = JSON.parse(await text(process.stdin));
await calculus.fetch();
const {default: demo} = await DEMOS.get(name)();
// A page may show a demo in several states.
const own = createHash("sha256").update(JSON.stringify(state)).digest("hex").slice(0, 6);
const drawings = Object.fromEntries(
  Object.keys(HEIGHTS).map((width) => [
    width,
    still(demo, state, {width, prefix: `${name}-${own}-${width}-`}),
  ]),
);
const description = demo.describe(state);
process.stdout.write(JSON.stringify({markup: demo.markup(state), description, drawings}));
