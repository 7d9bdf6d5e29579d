// Writes the markup that a page carries before any script runs: node prerender.js < state.json
import {text} from "node:stream/consumers";

const {demo, state} = JSON.parse(await text(process.stdin));
const {default: made} = await import(`./demos/${demo}.js`);
process.stdout.write(made.markup(state));
