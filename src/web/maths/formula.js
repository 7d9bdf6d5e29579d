// Read a formula that a reader typed, without ever running it as code: the twin of
// neurocalc.formula, which explains the grammar. Words, sentences and limits come from there.
import {GRAMMAR} from "../generated/tables.js";

const {longestText, deepestNesting, largestTen, largestExponent, sentences} = GRAMMAR;
const largestNumber = Number(`1e${largestTen}`);

// Maps, because a plain object would also know "constructor" and "toString".
const [constants, twins, characterAdvice, nameAdvice, lookalikes] = [
  GRAMMAR.constants,
  GRAMMAR.twins,
  GRAMMAR.characterAdvice,
  GRAMMAR.nameAdvice,
  GRAMMAR.lookalikes,
].map((table) => new Map(Object.entries(table)));

const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const log = (x) => (x > 0 ? Math.log(x) : NaN);
/** How JavaScript computes each function: all but two are in Math, under the same name. */
const functions = new Map(
  GRAMMAR.functions.map((name) => [name, {log, sigmoid}[name] ?? Math[name]]),
);

const divide = (a, b) => (b === 0 ? NaN : a / b); // not Infinity: 1/(1/0) has no value either

function power(base, exponent) {
  if (Number.isNaN(base) || Number.isNaN(exponent)) return NaN; // Math.pow takes NaN**0 for 1
  if (base === 0 && exponent < 0) return NaN;
  if (base < 0 && exponent !== Math.floor(exponent)) return NaN;
  // Unlike NumPy, Math.pow has no value for 1 and -1 to the power of infinity.
  return Math.abs(base) === 1 && !Number.isFinite(exponent) ? 1 : base ** exponent;
}

const operators = new Map([
  ["+", (a, b) => a + b],
  ["-", (a, b) => a - b],
  ["*", (a, b) => a * b],
  ["/", divide],
  ["^", power],
]);

// Signs that keyboards and web pages offer for the plain ones, sorted by what they stand for.
const single = [...twins.keys()].filter((twin) => twin.length === 1);
const twinsOf = (plain) => single.filter((twin) => plain.test(twins.get(twin))).join("");
const token = new RegExp(
  "(?<space>[ \\t\\r\\n\\u00a0]+)" +
    `|(?<number>(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+${twinsOf(/-/)}]?[0-9]+)?)` +
    `|(?<name>[A-Za-z_][A-Za-z0-9_]*|[${twinsOf(/[a-z]/)}])` +
    `|(?<operator>\\*\\*|[-+*/^()${twinsOf(/[-+*/^]/)}])` +
    `|(?<superscript>[${twinsOf(/[0-9]/)}])`,
  "y",
);
const variableName = /^[A-Za-z][A-Za-z0-9_]*$/;

/** A typed formula cannot be read: says what is wrong, what to do, and where. */
export class FormulaError extends Error {
  name = "FormulaError";

  constructor(message, column, reason) {
    super(message);
    this.column = column; // of the culprit in the typed text, in Unicode characters from 1
    this.reason = reason; // a short code; it stays when words improve
  }

  /** The whole sentence for the reader. */
  get sentence() {
    return `${this.message} (column ${this.column}).`;
  }

  toString() {
    return this.sentence;
  }
}

/** A formula that has been understood: compute it, or print it with explicit products. */
export class Formula {
  /** `tree` is as in Python: ["number", "2"], ["neg", a], ["+", a, b], ["call", "sin", a]. */
  constructor(text, variables, tree) {
    this.text = text;
    this.variables = variables;
    this.tree = tree;
    /** The value at one number for each variable, in order; NaN where there is none. */
    this.value = evaluator(tree, variables);
    Object.freeze(this);
  }

  toString() {
    return canonical(this.tree);
  }
}

/** Understand a typed formula of these variables, or throw a FormulaError that says why not. */
export function parse(text, variables = ["t"]) {
  if (typeof text !== "string") throw new TypeError(`text must be a string, not ${typeof text}`);
  checkVariables(variables);
  if (text.length > 2 * longestText || [...text].length > longestText) {
    throw refusal("too-long", longestText + 1);
  }
  const equals = text.indexOf("=");
  if (equals >= 0) throw unexpected("=", [...text.slice(0, equals)].length + 1);
  const tokens = tokenize(text, variables);
  const example = variables[0] ?? "2";
  if (tokens.length === 1) throw refusal("empty", 1, example);
  return new Formula(text, [...variables], new Parser(tokens, example).formula());
}

/** A check for what is typed: it throws an error whose message is a sentence with a column. */
export const checkOf = (variables) => (text) => {
  try {
    parse(text, variables);
  } catch (error) {
    throw new Error(error.sentence ?? error.message);
  }
};

/** Compile a tree, once, into a function of one number for each variable; NaN in every gap. */
export function evaluator(tree, variables) {
  const compute = compiled(tree, variables);
  return (...values) => {
    if (values.length !== variables.length) {
      const wanted = variables.join(", ") || "no variables";
      throw new TypeError(`values must be ${variables.length} (${wanted}), not ${values.length}`);
    }
    const result = compute(values);
    return Number.isFinite(result) ? result : NaN;
  };
}

/** A function of the list of values; unlike the value of a formula it may be infinite. */
function compiled([kind, ...parts], variables) {
  if (kind === "number") {
    const number = Number(parts[0]);
    return () => number;
  }
  if (kind === "name") {
    const constant = constants.get(parts[0]);
    const index = variables.indexOf(parts[0]);
    return constant === undefined ? (values) => values[index] : () => constant;
  }
  if (kind === "call") {
    const f = functions.get(parts[0]);
    const a = compiled(parts[1], variables);
    return (values) => f(a(values));
  }
  const [a, b] = parts.map((part) => compiled(part, variables));
  if (kind === "neg") return (values) => -a(values);
  const combine = operators.get(kind);
  return (values) => combine(a(values), b(values));
}

/** Cut a formula into tokens, known names only; the last one is of kind "end". */
function tokenize(text, variables) {
  const tokens = [];
  let touches = false;
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    const column = start + 1; // all that a token may hold is one UTF-16 unit long
    const found = token.exec(text);
    if (!found) throw unexpected(String.fromCodePoint(text.codePointAt(start)), column);
    const kind = Object.keys(found.groups).find((group) => found.groups[group] !== undefined);
    const word = twins.get(found[0]) ?? found[0];
    if (kind === "name") {
      tokens.push(...readName(word, column, touches, variables));
    } else if (kind === "number") {
      tokens.push({kind, text: readNumber(word, column), column, touches});
    } else if (kind !== "space") {
      tokens.push({kind, text: word, column, touches});
    }
    touches = kind !== "space";
  }
  return [...tokens, {kind: "end", text: "", column: text.length + 1, touches}];
}

/** Check the size of a number, and complete .5 to 0.5 and 1. to 1. */
function readNumber(typed, column) {
  const word = [...typed]
    .map((c) => twins.get(c) ?? c)
    .join("")
    .toLowerCase();
  const [digits, ten] = word.split("e");
  if (Math.abs(Number(ten ?? 0)) > largestTen || Number(word) > largestNumber) {
    throw refusal("number-size", column, short(word));
  }
  const whole = digits.replace(/^\./, "0.").replace(/\.$/, "");
  return ten ? `${whole}e${ten}` : whole;
}

/** Tokens of a word: one known name, or one-letter names in an implicit product. */
function readName(name, column, touches, variables) {
  if (functions.has(name)) return [{kind: "function", text: name, column, touches}];
  const known = [...variables, ...constants.keys()];
  const letters = known.includes(name) ? [name] : [...name];
  if (!letters.every((letter) => known.includes(letter))) throw unknown(name, column, known);
  return letters.map((letter, i) => ({
    kind: "name",
    text: letter,
    column: column + i,
    touches: touches || i > 0,
  }));
}

/** Recursive descent: one method for each line of the grammar. */
class Parser {
  place = 0;
  depth = 0;

  constructor(tokens, example) {
    this.tokens = tokens;
    this.example = example;
  }

  get next() {
    return this.tokens[this.place];
  }

  take() {
    return this.tokens[this.place++];
  }

  nextIs(...texts) {
    return texts.includes(this.next.text);
  }

  nested(rule, {column}) {
    if (this.depth === deepestNesting) throw refusal("too-deep", column);
    this.depth += 1;
    const tree = this[rule]();
    this.depth -= 1;
    return tree;
  }

  formula() {
    const tree = this.expression();
    if (this.nextIs(")")) throw refusal("extra-parenthesis", this.next.column);
    return tree;
  }

  expression() {
    let tree = this.term();
    while (this.nextIs("+", "-")) tree = [this.take().text, tree, this.term()];
    if (this.next.kind === "superscript") throw refusal("double-superscript", this.next.column);
    return tree;
  }

  term() {
    let tree = this.sign();
    let divided = false;
    for (;;) {
      if (this.nextIs("*", "/")) {
        divided = this.nextIs("/");
        tree = [this.take().text, tree, this.sign()];
      } else if (this.factorFollows()) {
        if (divided) throw refusal("ambiguous-division", this.next.column);
        tree = ["*", tree, this.power()];
      } else {
        return tree;
      }
    }
  }

  factorFollows() {
    const {kind, column} = this.next;
    if (kind === "number") throw refusal("number-after-factor", column);
    return kind === "name" || kind === "function" || this.nextIs("(");
  }

  sign() {
    if (!this.nextIs("+", "-")) return this.power();
    const sign = this.take();
    const tree = this.nested("sign", sign);
    return sign.text === "-" ? ["neg", tree] : tree;
  }

  power() {
    let tree = this.atom();
    if (this.next.kind === "superscript") {
      const sign = this.take();
      tree = notHuge(["^", tree, ["number", sign.text]], sign);
    }
    if (this.nextIs("^")) {
      const sign = this.take();
      const exponent = this.nested("sign", sign);
      this.refuseAfterExponent(tree, exponent);
      tree = notHuge(["^", tree, exponent], sign);
    }
    return tree;
  }

  refuseAfterExponent(base, exponent) {
    const last = this.tokens[this.place - 1];
    const closed = last.text === ")" || last.kind === "superscript";
    const polynomial = exponent[0] === "number" && !isConstant(base);
    if (this.next.touches && this.factorFollows() && !closed && !polynomial) {
      throw refusal("ambiguous-power", this.next.column);
    }
    const divisor = this.nextIs("/") ? this.tokens[this.place + 1] : null;
    if (divisor?.kind === "number" && this.next.touches && last.text === "1") {
      const sign = this.tokens[this.place - 2].text === "-" ? "-" : "";
      const fraction = `${sign}1/${divisor.text}`;
      throw refusal("ambiguous-fraction", this.next.column, fraction);
    }
  }

  atom() {
    const found = this.take();
    if (found.kind === "number" || found.kind === "name") return [found.kind, found.text];
    if (found.kind === "function") return this.call(found);
    if (found.text === "(") return this.group(found);
    throw this.missingOperand(found);
  }

  call(called) {
    const opening = this.take();
    const example = `${called.text}(${this.example})`;
    if (opening.text !== "(") {
      const squared = opening.text === "^" || opening.kind === "superscript" ? "^2" : "";
      const reason = "function-without-parentheses";
      throw refusal(reason, called.column, called.text, example + squared);
    }
    if (this.nextIs(")")) throw refusal("missing-argument", called.column, called.text, example);
    return notHuge(["call", called.text, this.group(opening)], called);
  }

  group(opening) {
    const tree = this.nested("expression", opening);
    if (this.take().text !== ")") throw refusal("missing-parenthesis", opening.column);
    return tree;
  }

  /** Blame the sign, or the parenthesis, that has nothing to work on. */
  missingOperand({kind, text, column}) {
    const before = this.tokens[this.place - 2];
    if (text !== "" && text !== ")") {
      const sign = kind === "superscript" ? `^${text}` : text;
      return refusal("missing-operand", column, "before", sign);
    }
    if (!before) return refusal("extra-parenthesis", column);
    if (before.text === "(") {
      return refusal(text === ")" ? "empty-parentheses" : "missing-parenthesis", before.column);
    }
    return refusal("missing-operand", before.column, "after", before.text);
  }
}

/** Whether a tree holds no variable. */
export function isConstant([kind, ...parts]) {
  if (kind === "number") return true;
  if (kind === "name") return constants.has(parts[0]);
  return parts.every((part) => !Array.isArray(part) || isConstant(part));
}

/** The absolute value of a tree without variables, and 0 for any other tree. */
const size = (tree) => (isConstant(tree) ? Math.abs(compiled(tree, [])([])) : 0);

/** Let a power pass, unless its exponent is a huge number, or none, or its value is huge. */
function notHuge(tree, {column}) {
  const grows = tree[0] === "^" || GRAMMAR.exponentials.includes(tree[1]);
  if (grows && (!(size(tree[2]) <= largestExponent) || size(tree) > largestNumber)) {
    throw refusal("huge-power", column);
  }
  return tree;
}

const tightness = {"+": 1, "-": 1, "*": 2, "/": 2, neg: 3, "^": 4}; // all else holds tightest, 5

/** How tightly a tree holds together: it needs parentheses inside of anything tighter. */
export const tightnessOf = ([kind]) => tightness[kind] ?? 5;

/** A tree as text, with explicit products. */
export function canonical([kind, a, b]) {
  if (kind === "number" || kind === "name") return a;
  if (kind === "call") return `${a}(${canonical(b)})`;
  if (kind === "neg") return `-${wrapped(a, 4)}`;
  if (kind === "^") {
    const exponent = b[1] === "1" ? "(1)" : wrapped(b, 5); // t^1/2 could be read in two ways
    return `${wrapped(a, 5)}^${exponent}`;
  }
  if (kind === "+" || kind === "-") return `${wrapped(a, 1)} ${kind} ${wrapped(b, 2)}`;
  return `${wrapped(a, 2)}${kind}${wrapped(b, 3)}`;
}

function wrapped(tree, least) {
  const text = canonical(tree);
  return tightnessOf(tree) < least ? `(${text})` : text;
}

function checkVariables(names) {
  if (!Array.isArray(names) || !names.every((name) => typeof name === "string")) {
    throw new TypeError("variables must be a list of names such as ['x', 'y']");
  }
  if (new Set(names).size < names.length) {
    throw new RangeError(`variables must be distinct, not ${names.join(", ")}`);
  }
  for (const name of names) {
    if (functions.has(name) || constants.has(name)) {
      throw new RangeError(`variables must not hide the function or constant ${name}`);
    }
    if (!variableName.test(name)) {
      const shown = JSON.stringify(name);
      throw new RangeError(`variables must be plain names, a letter first, not ${shown}`);
    }
  }
}

function refusal(reason, column, ...words) {
  const message = sentences[reason].replace(/\{(\d)\}/g, (_, i) => words[i]);
  return new FormulaError(message, column, reason);
}

// Without a comma before the last word, as in Python.
const ALTERNATIVES = new Intl.ListFormat("en-GB", {type: "disjunction"});

const short = (word) => (word.length <= 20 ? word : `${word.slice(0, 19)}\u2026`);

// Advice

const printable = /^[^\p{C}\p{Z}]$|^ $/u;
const ascii = /^\p{ASCII}$/u;
// The characters that Unicode decomposes as superscripts: ª ² ³ ¹ º, modifier letters, ⁰ to ⁿ ...
const superscript = new RegExp(
  "[\xaa\xb2\xb3\xb9\xba\u02b0-\u02b8\u02e0-\u02e4\u10fc\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d4d" +
    "\u1d4f-\u1d61\u1d78\u1d9b-\u1dbf\u2070\u2071\u2074-\u207f\u2120\u2122\u2c7d\u2d6f" +
    "\u3192-\u319f\ua69c\ua69d\ua770\ua7f2-\ua7f4\ua7f8\ua7f9\uab5c-\uab5f\uab69" +
    "\u{10781}-\u{10785}\u{10787}-\u{107b0}\u{107b2}-\u{107ba}\u{1f16a}-\u{1f16c}]",
  "u",
);

/** Name a character that no formula contains, by its number, and what it is mistaken for. */
function unexpected(character, column) {
  const number = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  let shown = `U+${number}`;
  if (printable.test(character)) {
    shown = ascii.test(character) ? character : `${character} (${shown})`;
  }
  return refusal("bad-character", column, shown, adviceOn(character));
}

function adviceOn(character) {
  const plain = lookalikes.get(character) ?? character.normalize("NFKC");
  if (characterAdvice.has(character)) return characterAdvice.get(character);
  if (superscript.test(character)) return `please write ^${plain}`;
  if (/^[0-9]+\u2044[0-9]+$/.test(plain)) return `please write (${plain.replace("\u2044", "/")})`;
  if (!ascii.test(character) && ascii.test(plain) && plain > " ") {
    return `it only looks like ${plain}, please type that instead`;
  }
  return "please remove it";
}

/** Explain an unknown name: digits after it, a missing *, or a slip of the finger. */
function unknown(name, column, known) {
  const [, letters, digits] = name.match(/^([A-Za-z]+)([0-9]+)/) ?? [];
  const whole = known.includes(letters);
  if (digits && (whole || [...letters].every((letter) => known.includes(letter)))) {
    const last = whole ? letters : letters.at(-1);
    return refusal("digit-after-name", column + letters.length, last, short(digits));
  }
  return refusal("unknown-name", column, short(name), adviceOnName(name, known));
}

function adviceOnName(name, known) {
  const allowed = [...known, ...functions.keys()];
  if (nameAdvice.has(name)) return nameAdvice.get(name);
  for (let cut = 1; cut < name.length; cut++) {
    const [start, rest] = [name.slice(0, cut), name.slice(cut)];
    if (known.includes(start) && allowed.includes(rest)) {
      return `perhaps you mean ${start}*${rest}`;
    }
  }
  const near = mostAlike(name, allowed);
  if (near) return `perhaps you mean ${near}`;
  return `please use ${ALTERNATIVES.format(allowed)}`;
}

/** The word that a slip of the finger most likely meant, if one is near enough. */
function mostAlike(name, words) {
  const likeness = words.map((word) => alike(pairs(name), pairs(word)));
  const best = Math.max(...likeness);
  return best > 0.5 ? words[likeness.indexOf(best)] : undefined;
}

/** The pairs of neighbours in a word, its beginning and end among them, whatever their case. */
const pairs = (word) => {
  const signs = ["<", ...word.toLowerCase(), ">"];
  return signs.slice(1).map((sign, i) => signs[i] + sign);
};

/** Which part of their pairs two words share. */
const alike = (a, b) => (2 * a.filter((pair) => b.includes(pair)).length) / (a.length + b.length);
