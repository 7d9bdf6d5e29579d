// Finds functions that the oldest browsers of the book lack (see _BROWSERS in bookext.web): what
// came into JavaScript after 2023. Style and mistakes are Biome's.
import es from "eslint-plugin-es-x";

const {plugins, rules} = es.configs["flat/restrict-to-es2023"];
// Iterators have got methods under the names of those of arrays, and sets one under the name of a
// filter of ours: a name does not tell them apart.
const AMBIGUOUS = /^es-x\/no-(iterator-prototype-|set-prototype-difference$)/;
const telling = ([name]) => !AMBIGUOUS.test(name);

export default [
  {
    files: ["**/*.js"],
    ignores: ["src/web/generated/**"],
    plugins,
    rules: Object.fromEntries(Object.entries(rules).filter(telling)),
    settings: {"es-x": {aggressive: true}}, // whatever the object: a name is enough
  },
];
