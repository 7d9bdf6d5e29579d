// What can be done to the value of a parameter: check it, move it by steps, write it into an address.
// Values come from strangers (an address, a reader's program, a key), so whatever they name is looked
// up in maps, or among a table's own names: a plain object would also know "constructor".
import {called, decimalsOf, fixed, shown, withUnit} from "./format.js";

const clamp = (value, {minimum, maximum}) => Math.min(Math.max(value, minimum), maximum);

/** The value on the grid of steps that is nearest, within the range. */
export function nearest(parameter, value) {
  const {minimum, step} = parameter;
  const steps = Math.round((value - minimum) / step);
  return clamp(Number((minimum + steps * step).toFixed(decimalsOf(step) + 6)), parameter);
}

/** The value so many steps further, within the range. */
export const moved = (parameter, value, steps) =>
  nearest(parameter, value + steps * parameter.step);

const NUMBER = /^([+-]?(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d+)?)\s*(.*)$/i;

/**
 * The number that a reader has typed, on the grid of steps: {number}, or {mistake}, a sentence. A
 * comma is a point, any minus is one, and the unit may follow.
 */
export function typedNumber(text, parameter) {
  const {minimum, maximum, step, unit = ""} = parameter;
  const [low, high] = [minimum, maximum].map((end) => fixed(end, decimalsOf(step)));
  const range = `from ${low} to ${withUnit(high, unit)}`;
  const [, digits, rest] = NUMBER.exec(text.trim().replace(/[\u2212\u2012-\u2014]/g, "-")) ?? [];
  if (digits === undefined || (rest && rest !== unit)) {
    return {mistake: `This is not a number. Type one ${range}, such as ${high}.`};
  }
  const value = Number(digits.replace(",", "."));
  if (!(value >= minimum && value <= maximum)) {
    return {mistake: `Here only numbers ${range} can be shown. The picture stays as it was.`};
  }
  return {number: nearest(parameter, value)};
}

const STEPS = new Map([
  ["ArrowLeft", -1],
  ["ArrowDown", -1],
  ["ArrowRight", 1],
  ["ArrowUp", 1],
  ["PageDown", -10],
  ["PageUp", 10],
]);

/** The value after a key press, or null for a key that moves nothing. */
export function afterKey(parameter, value, key) {
  if (key === "Home") return parameter.minimum;
  if (key === "End") return parameter.maximum;
  return STEPS.has(key) ? moved(parameter, value, STEPS.get(key)) : null;
}

/** The parameters of a demo with all their default values. */
export const defaults = ({parameters}) =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));

const isNumber = (value) => Number.isFinite(value); // unlike isFinite, not for "5"
const LONGEST = 300; // characters of a text, as in its field
const LARGEST_SEED = 2 ** 32 - 1;

/** The value as a parameter of each kind keeps it, or undefined if it is none. */
const KEPT = {
  number: (value, parameter) => (isNumber(value) ? clamp(value, parameter) : undefined),
  choice: (value, {options}) =>
    typeof value === "string" && Object.hasOwn(options, value) ? value : undefined,
  switch: (value) => (typeof value === "boolean" ? value : undefined),
  seed: (value) =>
    Number.isInteger(value) && value >= 0 && value <= LARGEST_SEED ? value : undefined,
  typed: (value) => (typeof value === "string" && value.length <= LONGEST ? value : undefined),
  times: (value, parameter) => {
    const isSound = Array.isArray(value) && value.length >= 1 && value.length <= parameter.most;
    if (!isSound || !value.every(isNumber)) return undefined;
    return value.map((time) => clamp(time, parameter)).sort((a, b) => a - b);
  },
};

/**
 * What can be used of a state that comes from outside, be it a page, an address or a program of the
 * reader's: known parameters, with values of the right type and range.
 *
 * `check(parameter, value)` throws an error for a value that will not do all the same.
 */
export function sound(state, specification, check = () => {}) {
  const kept = {};
  for (const parameter of specification.parameters) {
    if (!Object.hasOwn(state ?? {}, parameter.name)) continue;
    const value = KEPT[parameter.kind](state[parameter.name], parameter);
    if (value === undefined) continue;
    try {
      check(parameter, value);
      kept[parameter.name] = value;
    } catch {
      // It stays as it is.
    }
  }
  return kept;
}

const SWITCHES = new Map([
  ["on", true],
  ["off", false],
]);
const numberIn = (text) => (text.trim() === "" ? NaN : Number(text));

/** The value that a text in an address stands for. */
const IN_WORDS = {
  number: numberIn,
  choice: (text) => text,
  switch: (text) => SWITCHES.get(text),
  seed: (text) => (/^\d{1,10}$/.test(text) ? Number(text) : undefined),
  typed: (text) => text,
  times: (text, {most}) => text.split(",").slice(0, most).map(numberIn),
};

/**
 * Read the state that an address asks for, such as "dt=0.9&rule=midpoint".
 *
 * `check(parameter, value)` may throw an error whose message says why a value will not do. What
 * cannot be used is left at its default and told in a sentence.
 */
export function readAddress(query, specification, check = () => {}) {
  const state = {};
  const notes = [];
  for (const [name, text] of new URLSearchParams(query)) {
    const parameter = specification.parameters.find((parameter) => parameter.name === name);
    const {kind} = parameter ?? {};
    const value = parameter && KEPT[kind](IN_WORDS[kind](text, parameter), parameter);
    if (!parameter) notes.push(`This demo has no parameter “${name}”.`);
    else if (value === undefined) {
      notes.push(`“${text}” is no value for “${called(parameter)}”, so it stays as it was.`);
    } else {
      try {
        check(parameter, value);
        state[name] = value;
        if (isClamped(parameter, value, text)) {
          const most = shown(parameter, value);
          notes.push(`“${called(parameter)}” can only be ${most} here, not ${text}.`);
        }
      } catch (error) {
        notes.push(`The address asks for ${text} as “${called(parameter)}”. ${error.message}`);
      }
    }
  }
  return {state, notes};
}

const isClamped = ({kind}, value, text) => kind === "number" && Number(text) !== value;

/** Write a state as readAddress reads it. */
export function writeAddress(state, specification) {
  const words = new URLSearchParams();
  for (const {name, kind} of specification.parameters) {
    const value = state[name];
    words.set(name, kind === "switch" ? (value ? "on" : "off") : String(value));
  }
  return words.toString();
}
