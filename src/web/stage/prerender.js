// Writes the markup that a page carries before any script runs: node prerender.js < state.json
import {text} from "node:stream/consumers";
import {DEMOS} from "../generated/demos.js";

const {demo, state} = JSON.parse(await text(process.stdin));
const {default: made} = await DEMOS.get(demo)();
process.stdout.write(made.markup(state));
