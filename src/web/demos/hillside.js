// Walk over a hillside, seen from above: along one line the height stays the same.
import {Hillside, PartialDerivatives} from "../generated/specifications.js";
import {parse} from "../maths/formula.js";
import {linspace} from "../maths/methods.js";
import {panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed, short} from "../stage/format.js";
import {map, tabulate, WIDE} from "../stage/map.js";

// The hill of the chapter's other demo, as that begins.
const {default: FORMULA} = PartialDerivatives.parameters.find(({name}) => name === "formula");
const height = parse(FORMULA, ["x", "y"]).value;
const SIDE = linspace(-5, 5, 61);
const TABLE = tabulate(height, SIDE, SIDE);
const AXES = {
  x: {domain: [-5, 5], label: "x", ticks: 5},
  y: {domain: [-5, 5], label: "y", ticks: 5},
  margins: WIDE,
};

const at = ({x, y}) => [x, y];
const tall = (value) => short(value, 4);

export function describe(state) {
  const [x, y] = at(state);
  return (
    `At x = ${fixed(x, 1)}, y = ${fixed(y, 1)} you stand at height ${tall(height(x, y))}. ` +
    `One unit further along x it is ${tall(height(x + 1, y))}, ` +
    `one unit further along y ${tall(height(x, y + 1))}.`
  );
}

export function values() {
  const side = linspace(-5, 5, 11);
  return {
    head: ["y", ...side.map((x) => `x = ${short(x)}`)],
    rows: side.map((y) => [short(y), ...side.map((x) => short(height(x, y)))]),
  };
}

function open(stage) {
  const [hill] = panels(stage, ["Height"], {height: 280, narrowHeight: 250});
  hill.handle({
    label: "Where you stand",
    at,
    x: {parameter: stage.parameter("x")},
    y: {parameter: stage.parameter("y")},
  });
  const background = map(TABLE);
  return (state) => {
    const here = height(...at(state));
    hill.title.textContent = `Height ${tall(here)}`;
    hill.draw(AXES, [], {background});
    background.follow(here);
  };
}

export default demo(Hillside, {describe, values, open});
