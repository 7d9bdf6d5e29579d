// Differentiate a formula and print formulas for eyes. It holds math.js, 50 kB when compressed, so
// pages load it when a demo needs it. math.js never sees what a reader typed, only our tree.
import {
  addDependencies,
  create,
  derivativeDependencies,
  divideDependencies,
  multiplyDependencies,
  powDependencies,
  simplifyDependencies,
  subtractDependencies,
  unaryMinusDependencies,
} from "mathjs/number";
import {canonical, evaluator, isConstant, tightnessOf} from "./formula.js";

const math = create({
  addDependencies,
  derivativeDependencies,
  divideDependencies,
  multiplyDependencies,
  powDependencies,
  simplifyDependencies,
  subtractDependencies,
  unaryMinusDependencies,
});

const mostNodes = 60; // that math.js simplifies in a moment: all functions multiplied take 20 s
const mostRounds = 12; // of its rules: a handful is usual, but some trees grow for ever
const largestInteger = 10_000; // of the powers such as 2^3 that are written out

/**
 * The partial derivative of a formula: its value, and its simplified tree, TeX and text, made when asked.
 *
 * The value is NaN where the formula or its slope has none.
 */
export function derivative(formula, variable) {
  const {variables} = formula;
  if (!variables.includes(variable)) {
    throw new RangeError(`variable must be one of ${variables.join(", ")}, not ${variable}`);
  }
  const k = variables.indexOf(variable);
  const symbols = new Map();
  const node = toMath(formula.tree, symbols);
  const byRules = math.derivative(node, new math.SymbolNode(variable), {simplify: false});
  const unsimplified = fromMath(byRules, symbols);
  const slope = evaluator(unsimplified, variables);
  let short;
  return {
    variables,
    value(...values) {
      if (Number.isNaN(formula.value(...values))) return NaN;
      const steep = slope(...values) + 0; // no -0
      return Number.isNaN(steep) ? slopeOnBothSides(formula.value, values, k) : steep;
    },
    get tree() {
      short ??= simplified(unsimplified, variables);
      return short;
    },
    get latex() {
      return tex(this.tree);
    },
    toString() {
      return canonical(this.tree);
    },
  };
}

const BESIDE = [1e-4, 1e-6, 1e-8]; // ever nearer

/** The slope to which the secants on both sides tend, with five decimals; NaN at a corner or a gap. */
function slopeOnBothSides(f, values, k) {
  const here = f(...values);
  const secant = (step) => (f(...values.with(k, values[k] + step)) - here) / step;
  const pairs = BESIDE.map((step) => [secant(step), secant(-step)]);
  const [wide, narrow] = pairs.map(([ahead, behind]) => Math.abs(ahead - behind));
  const [ahead, behind] = pairs.at(-1);
  const slope = (ahead + behind) / 2;
  const isNear = narrow <= Math.max(wide / 5, 1e-8 * Math.abs(slope));
  return isNear && Number.isFinite(slope) ? Number(slope.toFixed(5)) + 0 : NaN;
}

/** A formula as it was understood, in TeX. */
export const latex = (formula) => tex(formula.tree);

// To math.js and back

const operators = {"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "^": "pow"};
const operate = (sign, ...parts) => new math.OperatorNode(sign, operators[sign], parts);
const negate = (part) => new math.OperatorNode("-", "unaryMinus", [part]);
const call = (name, part) => new math.FunctionNode(name, [part]);
const constant = (number) => new math.ConstantNode(number);

/** A node of math.js; `symbols` takes the trees that its symbols stand for. */
function toMath(tree, symbols) {
  const [kind, a, b] = tree;
  if (kind === "number") return constant(Number(a));
  // pi and sqrt(2) stay symbols: math.js would write out their decimals.
  if (kind === "name" || (isConstant(tree) && !isFraction(tree))) {
    const text = JSON.stringify(tree);
    const symbol = kind === "name" ? a : text;
    symbols.set(symbol, tree);
    return new math.SymbolNode(symbol);
  }
  if (kind === "neg") return negate(toMath(a, symbols));
  if (kind === "call") return a === "sigmoid" ? logistic(b, symbols) : call(a, toMath(b, symbols));
  if (kind === "^" && a[1] === "e") return call("exp", toMath(b, symbols));
  return operate(kind, toMath(a, symbols), toMath(b, symbols));
}

const logistic = (tree, symbols) =>
  operate("/", constant(1), operate("+", constant(1), call("exp", negate(toMath(tree, symbols)))));

/** Whether a tree without variables is arithmetic of plain numbers. */
function isFraction(tree) {
  const [kind, ...parts] = tree;
  if (kind === "number") return true;
  if (kind === "name" || kind === "call" || !parts.every(isFraction)) return false;
  const value = evaluator(tree, [])();
  return kind !== "^" || (Number.isInteger(value) && Math.abs(value) <= largestInteger);
}

const reciprocals = {sec: "cos", sech: "cosh"};
const one = ["number", "1"];

function fromMath(node, symbols) {
  const {args = []} = node;
  const parts = args.map((part) => fromMath(part, symbols));
  if (node.isConstantNode) return signed(node.value);
  if (node.isSymbolNode) return symbols.get(node.name);
  if (node.isParenthesisNode) return fromMath(node.content, symbols);
  if (node.isFunctionNode) {
    const name = reciprocals[node.name];
    return name ? ["/", one, ["call", name, parts[0]]] : ["call", node.name, parts[0]];
  }
  if (parts.length === 1) return ["neg", parts[0]];
  return parts.reduce((a, b) => [node.op, a, b]);
}

const signed = (number) =>
  number < 0 ? ["neg", ["number", String(-number)]] : ["number", String(number)];

// Simplification

const simplifyingRules = math.simplify.rules.flatMap((rule) => {
  // Two rules of math.js hold for positive numbers only: sqrt(x^2) is not x if x is negative.
  if (rule.s?.startsWith("(n ^ n1) ^ n2")) return ["(n^n1)^(-1) -> n^(-n1)"];
  if (rule.s?.startsWith("(n1*n2)^n3")) return ["(n1*n2)^(-1) -> n1^(-1) * n2^(-1)"];
  return [rule];
});

/** A shorter tree of the same values; only tidied if math.js would take long or go wrong. */
function simplified(tree, variables) {
  const tidied = tidy(tree);
  if (count(tidied) > mostNodes) return tidied;
  const symbols = new Map();
  let rounds = 0;
  const giveUp = (node) => (++rounds > mostRounds ? toMath(tidied, symbols) : node);
  const node = math.simplify(toMath(tidied, symbols), [...simplifyingRules, giveUp]);
  const shorter = tidy(rounded(fromMath(node, symbols)));
  return agree(tree, shorter, variables) ? shorter : tidied;
}

/** The same tree with 0.3333333333333333 as 1/3 and 0.30000000000000004 as 0.3. */
function rounded(tree) {
  if (tree[0] !== "number") return tree.map((part) => (Array.isArray(part) ? rounded(part) : part));
  const number = Number(tree[1]);
  const short = Number(number.toPrecision(12));
  if (String(short).length < 12 || !Number.isFinite(number)) return ["number", String(short)];
  for (let below = 3; below <= 1000; below++) {
    const above = Math.round(number * below);
    if (Math.abs(above / below - number) < 1e-14 * number) {
      return ["/", ["number", String(above)], ["number", String(below)]];
    }
  }
  return tree;
}

const count = (tree) =>
  tree.reduce((sum, part) => sum + (Array.isArray(part) ? count(part) : 0), 1);

// Places of many sizes and signs, none of them special.
const places = Array.from({length: 40}, (_, i) => 10 ** ((i % 5) / 2 - 1) * Math.sin(13 * i + 1));

/** Whether two trees have the same values wherever the first has one, tried at many points. */
function agree(tree, other, variables) {
  const [f, g] = [tree, other].map((each) => evaluator(each, variables));
  const points = places.map((_, i) => variables.map((_, k) => places[(i * (k + 1) + 7 * k) % 40]));
  const tried = points.filter((point) => !Number.isNaN(f(...point)));
  const close = (a, b) => Math.abs(a - b) <= 1e-9 * (Math.abs(a) + Math.abs(b)) + 1e-12;
  return tried.length > 0 && tried.every((point) => close(f(...point), g(...point)));
}

const isNumber = (tree, number) => tree[0] === "number" && Number(tree[1]) === number;

/** The same tree without zeros, ones and double signs, and with each product in a usual order. */
function tidy(tree) {
  const [kind, ...parts] = tree;
  if (kind === "number" || kind === "name") return tree;
  if (kind === "call") return ["call", parts[0], tidy(parts[1])];
  const [a, b] = parts.map(tidy);
  if (kind === "neg") return negative(a);
  return {"+": sum, "-": difference, "*": product, "/": quotient, "^": power}[kind](a, b);
}

function negative(a) {
  if (a[0] === "neg") return a[1];
  if (a[0] === "+") return difference(negative(a[1]), a[2]);
  if (a[0] === "-") return difference(a[2], a[1]);
  return isNumber(a, 0) ? a : ["neg", a];
}

function sum(a, b) {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  if (b[0] === "neg") return difference(a, b[1]);
  if (a[0] === "neg") return difference(b, a[1]);
  return folded("+", a, b);
}

function difference(a, b) {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return negative(b);
  return b[0] === "neg" ? sum(a, b[1]) : folded("-", a, b);
}

function product(a, b) {
  if (isNumber(a, 0) || isNumber(b, 0)) return ["number", "0"];
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  if (a[0] === "neg") return negative(product(a[1], b));
  if (b[0] === "neg") return negative(product(a, b[1]));
  if (a[0] === "/") return quotient(product(a[1], b), a[2]);
  if (b[0] === "/") return quotient(product(a, b[1]), b[2]);
  const ordered = [...factors(a), ...factors(b)].sort(inUsualOrder);
  return ordered.reduce((c, d) => folded("*", c, d));
}

const factors = (tree) => (tree[0] === "*" ? [...factors(tree[1]), ...factors(tree[2])] : [tree]);

const inUsualOrder = (a, b) =>
  rank(a) - rank(b) || (letter(a) > letter(b)) - (letter(a) < letter(b));

const letter = ([kind, a]) => (kind === "name" ? a : kind === "^" ? letter(a) : "");

/** Numbers stand first in a product, then constants, variables, sums, functions, and e^x. */
function rank([kind, a, b]) {
  if (kind === "number") return 0;
  if (kind === "^") return rank(a);
  if (kind === "call") return a === "exp" ? 6 : isConstant(b) ? 1 : 5;
  if (kind === "+" || kind === "-") return 4;
  if (kind === "name") return isConstant([kind, a]) ? 1 : 3;
  return 2;
}

function quotient(a, b) {
  if (isNumber(a, 0)) return a;
  if (isNumber(b, 1)) return a;
  if (a[0] === "neg") return negative(quotient(a[1], b));
  if (b[0] === "neg") return negative(quotient(a, b[1]));
  if (a[0] === "/") return quotient(a[1], product(a[2], b));
  if (b[0] === "/" && isNumber(b[1], 1)) return product(a, b[2]);
  if (isOneOver(a)) return ["/", one, product(["number", String(1 / Number(a[1]))], b)]; // 0.5/x
  return ["/", a, b];
}

const isOneOver = ([kind, text]) =>
  kind === "number" && Number(text) < 1 && Number.isInteger(1 / Number(text));

function power(a, b) {
  if (isNumber(b, 1)) return a;
  if (a[0] === "/" && isNumber(a[1], 1)) return quotient(one, power(a[2], b));
  if (b[0] === "neg" && b[1][0] === "number") return quotient(one, power(a, b[1]));
  return ["^", a, b];
}

/** Compute what whole numbers give: the exponent 3 - 1 is 2. */
function folded(sign, a, b) {
  const tree = [sign, a, b];
  if (a[0] !== "number" || b[0] !== "number") return tree;
  const value = evaluator(tree, [])();
  return Number.isInteger(value) && Math.abs(value) <= largestInteger ? signed(value) : tree;
}

// TeX

const greek = new Set(
  (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau " +
    "upsilon phi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
  ).split(" "),
);
const texFunctions = new Set(["sin", "cos", "tan", "sinh", "cosh", "tanh", "log"]);

/** TeX of a tree in the habits of SymPy: 2 x y, fractions, e^{x}, sin^{2}. */
function tex([kind, a, b]) {
  if (kind === "number") return texNumber(a);
  if (kind === "name") return texName(a);
  if (kind === "call") return texCall(a, b);
  if (kind === "neg") return `- ${factor(a)}`;
  if (kind === "+" || kind === "-") return `${tex(a)} ${kind} ${factor(b)}`;
  if (kind === "/") {
    const [sign, above] = a[0] === "neg" ? ["- ", a[1]] : ["", a];
    return `${sign}\\frac{${tex(above)}}{${tex(b)}}`;
  }
  return kind === "*" ? texProduct(a, b) : texPower(a, b);
}

const brackets = (text) => `\\left(${text}\\right)`;

/** In brackets if it is a sum or begins with a sign. */
function factor(tree) {
  const text = tex(tree);
  return tightnessOf(tree) < 2 || text.startsWith("-") ? brackets(text) : text;
}

function texProduct(a, b) {
  const left = tightnessOf(a) < 2 ? brackets(tex(a)) : tex(a);
  const right = factor(b);
  // A dot where digits would run together, or 2 1/3 would look like two and a third.
  const dot = /^[0-9]/.test(right) || (/[0-9]$/.test(left) && right.startsWith("\\frac"));
  return dot ? `${left} \\cdot ${right}` : `${left} ${right}`;
}

function texPower(base, exponent) {
  const [kind, name, argument] = base;
  const whole = exponent[0] === "number" && /^[1-9][0-9]*$/.test(exponent[1]);
  if (kind === "call" && name !== "log" && texFunctions.has(name) && whole) {
    return `\\${name}^{${exponent[1]}}${inBraces(argument)}`;
  }
  const text = tex(base);
  const raised = kind === "number" ? text.includes("^") : name === "exp" || name === "sqrt";
  const bare = tightnessOf(base) === 5 && !raised;
  return `${bare ? text : brackets(text)}^{${tex(exponent)}}`;
}

const inBraces = (argument) => `{\\left(${tex(argument)} \\right)}`;

function texCall(name, argument) {
  if (name === "exp") return `e^{${tex(argument)}}`;
  if (name === "sqrt") return `\\sqrt{${tex(argument)}}`;
  if (name === "abs") return `\\left|{${tex(argument)}}\\right|`;
  return (texFunctions.has(name) ? `\\${name}` : `\\operatorname{${name}}`) + inBraces(argument);
}

/** 007 is 7, and 1.5e+3 is 1.5 times ten to the third. */
function texNumber(text) {
  const [digits, ten] = text.split("e");
  const plain = digits.replace(/^0+(?=[0-9])/, "");
  if (!ten) return plain;
  return `${plain === "1" ? "" : `${plain} \\cdot `}10^{${Number(ten)}}`;
}

/** tau_s is a Greek letter with an index, x1 is x with the index 1. */
function texName(name) {
  const [, letters, index] = name.match(/^([A-Za-z]+)_?(.*)$/);
  const symbol = greek.has(letters) ? `\\${letters}` : upright(letters);
  return index ? `${symbol}_{${upright(index.replaceAll("_", "\\_"))}}` : symbol;
}

const upright = (text) => (/^([A-Za-z]|[0-9]+)$/.test(text) ? text : `\\mathrm{${text}}`);
