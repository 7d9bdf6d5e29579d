// What Python's worker may tell its page. A reader's code can send whatever it likes from there, so
// a message is a text of data, and is taken only as far as it has the form that is expected here.
import {MESSAGE} from "../generated/contract.js";

const LONGEST = 50_000_000; // characters of a message: pictures are large
const LONGEST_WORDS = 200_000; // characters of a text that is shown

const isText = (value) => typeof value === "string" && value.length <= LONGEST_WORDS;
const isDrawing = (value) => typeof value === "string";
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isFlag = (value) => typeof value === "boolean";
const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isOneOf = (words) => (value) => words.includes(value);
const isListOf = (isSound) => (value) => Array.isArray(value) && value.every(isSound);
const isEmpty = (value) => value === null;
const isLine = (value) =>
  Array.isArray(value) && value.length === 2 && isCount(value[0]) && isText(value[1]);
/** A table with these parts, and maybe others, which are left out. */
const parts = (form) => (value) =>
  isTable(value) &&
  Object.entries(form).every(
    ([name, isSound]) => Object.hasOwn(value, name) && isSound(value[name]),
  );
const either =
  (...forms) =>
  (value) =>
    forms.some((isSound) => isSound(value));

const isPicture = parts({
  description: isText,
  drawings: parts({light: isDrawing, dark: isDrawing}),
});
const isFeedback = parts({passed: isFlag, code: isText, message: isText});

/** What comes while a request is at work. */
const EVENTS = {
  bytes: parts({name: isText, count: isCount}),
  [MESSAGE.text]: parts({stream: isOneOf(["stdout", "stderr"]), text: isText}),
  [MESSAGE.note]: parts({text: isText}),
  [MESSAGE.result]: either(
    parts({picture: isPicture}),
    parts({demo: isText, state: isTable, still: isFlag}),
    parts({latex: isText, text: isText}),
    parts({text: isText}),
  ),
  [MESSAGE.error]: parts({
    name: isText,
    message: isText,
    line: either(isEmpty, isCount),
    excerpt: isListOf(isLine),
    note: isText,
    replacement: either(isEmpty, isText),
    whole: isText,
  }),
};
/** What each request may be answered with. */
const ANSWERS = {
  ping: isFlag,
  start: isFlag,
  prepare: isFlag,
  needs: isListOf(isCount),
  run: isFlag,
  check: either(isEmpty, isFeedback),
};

/**
 * Read a message: {number, kind, content}, or null if it is none.
 *
 * `number` says which request it belongs to. The kind is "answer", "failure", whose content is a
 * reason, or one of the events of a run.
 */
export function read(data) {
  const message = parsed(data);
  if (!isTable(message) || !isCount(message.number)) return null;
  const {number, kind, content} = message;
  const isSound =
    kind === "answer" ||
    (kind === "failure" && isText(content)) ||
    (Object.hasOwn(EVENTS, kind) && EVENTS[kind](content));
  return isSound ? {number, kind, content} : null;
}

function parsed(data) {
  if (typeof data !== "string" || data.length > LONGEST) return null;
  try {
    return JSON.parse(data);
  } catch {
    return null; // no JSON, or nested too deeply
  }
}

/** Whether a request may be answered so. */
export const isAnswer = (method, content) =>
  Object.hasOwn(ANSWERS, method) && ANSWERS[method](content);
