// What can be done to the value of a parameter: check it, move it by steps, write it into an address.
import {decimalsOf, shown} from "./format.js";

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

const STEPS = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** The value after a key press, or null for a key that moves nothing. */
export function afterKey(parameter, value, key) {
  if (key === "Home") return parameter.minimum;
  if (key === "End") return parameter.maximum;
  return key in STEPS ? moved(parameter, value, STEPS[key]) : null;
}

/** The parameters of a demo with all their default values. */
export const defaults = ({parameters}) =>
  Object.fromEntries(parameters.map((parameter) => [parameter.name, parameter.default]));

const IN_WORDS = {
  number: (text, parameter) => within(Number(text), text, parameter),
  choice: (text, {options}) => (Object.hasOwn(options, text) ? text : undefined),
  switch: (text) => ({on: true, off: false})[text],
  seed: (text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined),
  typed: (text) => text,
  times: (text, parameter) => {
    const times = text.split(",").slice(0, parameter.most);
    const values = times.map((time) => within(Number(time), time, parameter));
    return values.includes(undefined) ? undefined : values.sort((a, b) => a - b);
  },
};

const within = (value, text, parameter) =>
  text.trim() === "" || !Number.isFinite(value) ? undefined : clamp(value, parameter);

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
    const value = parameter && IN_WORDS[parameter.kind](text, parameter);
    if (!parameter) notes.push(`This demo has no parameter “${name}”.`);
    else if (value === undefined) {
      notes.push(`“${text}” is no value for ${name}, so it stays as it was.`);
    } else {
      try {
        check(parameter, value);
        state[name] = value;
        if (isClamped(parameter, value, text)) {
          notes.push(`${name} can only be ${shown(parameter, value)} here, not ${text}.`);
        }
      } catch (error) {
        notes.push(`The address asks for ${name} = ${text}. ${error.message}`);
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
