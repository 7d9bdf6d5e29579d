// What the reader has done: pages read, questions answered, exercises solved. Data, and no page.
//
// An entry of a page: {read: date, questions: {id: {right, tries, date, later: date}},
// exercises: {label: {tries, hints, solved: date}}}. `right` says how the first answer was. Tries
// and hints count up to the right answer: whoever looks around afterwards loses nothing by it.
// Each change reads and writes the entry of its page at once, so two tabs never undo each other.
//
// Settings are kept beside these: see settings.js.
//
// An edited cell: {book, text, foreign: true}: the book's text, the reader's, and whether a file has
// brought it and the reader has not agreed to it yet.
//
// The place: {page, section, date}, where the reader was last; the section is "" above the first one.
import {FORMAT, STORAGE} from "../generated/contract.js";
import {soundSettings} from "./settings.js";
import {keys, read, remove, write} from "./storage.js";

const {progress: PROGRESS, edit: EDIT, name: NAME, place: PLACE, settings: SETTINGS} = STORAGE;
const LARGEST_FILE = 10_000_000; // characters: a browser keeps half of this for a site
const LONGEST = {text: LARGEST_FILE / 2, name: 200, key: 300, date: 40}; // characters

const now = () => new Date().toISOString();

// -- One page -------------------------------------------------------------------------------------

/** What is known of a page; all of it may be empty. */
export const entryOf = (page) => sound(read(PROGRESS + page)) ?? sound({});

const followers = new Set();

/** Call `action` whenever the reader has done something in this tab. */
export const follow = (action) => followers.add(action);

/** Change the entry of a page; returns whether the browser keeps it. */
function change(page, how) {
  const entry = entryOf(page);
  how(entry);
  const isKept = write(PROGRESS + page, entry);
  for (const action of followers) action();
  return isKept;
}

/** A page has been read to its end. */
export const pageRead = (page) =>
  change(page, (entry) => {
    entry.read ??= now();
  });

/** An answer has been opened. The first one counts; a right one after it makes it right later. */
export const questionAnswered = (page, id, isRight) =>
  change(page, ({questions}) => {
    const before = own(questions, id);
    if (!before) questions[id] = {right: isRight, tries: 1, date: now()};
    else if (!isAnswered(before)) {
      before.tries += 1;
      if (isRight) before.later = now();
    }
  });

/** An exercise has been checked. */
export const exerciseTried = (page, label, passed) =>
  change(page, ({exercises}) => {
    const entry = begun(exercises, label);
    if (entry.solved) return;
    entry.tries += 1;
    if (passed) entry.solved = now();
  });

/** The help of this number has been opened: hints from 1 on, then the solution. */
export const hintOpened = (page, label, number) =>
  change(page, ({exercises}) => {
    const entry = begun(exercises, label);
    if (!entry.solved) entry.hints = Math.max(entry.hints, number);
  });

function begun(exercises, label) {
  if (!own(exercises, label)) exercises[label] = {tries: 0, hints: 0};
  return exercises[label];
}

/** Whether the right answer to a question has been found. */
export const isAnswered = (question) => Boolean(question?.right || question?.later);

/** What is done of the questions and exercises that a page has, and what is left. */
export function tally(entry, questions, exercises) {
  const answers = questions.map((id) => own(entry.questions, id));
  const left = [
    ...questions.filter((_, i) => !isAnswered(answers[i])),
    ...exercises.filter((label) => !own(entry.exercises, label)?.solved),
  ];
  return {
    answered: answers.filter(isAnswered).length,
    atOnce: answers.filter((answer) => answer?.right).length,
    solved: exercises.filter((label) => own(entry.exercises, label)?.solved).length,
    isRead: Boolean(entry.read),
    left,
  };
}

// -- All pages ------------------------------------------------------------------------------------

/** Every page of which something is known, as [page, entry]. */
export const everything = () => keys(PROGRESS).map((key) => [pageOf(key), entryOf(pageOf(key))]);

/** The name that the reader puts on the summary. */
export const name = () => soundName(read(NAME)) ?? "";

/** Keep the name; returns whether the browser does. */
export function setName(text) {
  if (text) return write(NAME, text);
  remove(NAME);
  return true;
}

/** Where the reader was last: {page, section, date}, or undefined. */
export const place = () => soundPlace(read(PLACE));

/** The reader is here; returns whether the browser keeps it. */
export const setPlace = (page, section) => write(PLACE, {page, section, date: now()});

/** Whether the browser keeps anything. */
export function isKept() {
  const kept = write("trial", 0);
  remove("trial");
  return kept;
}

// A name first, so that what matters most is still kept where the storage fills up.
const ours = () => [
  ...[NAME, PLACE, SETTINGS].filter((key) => read(key) !== undefined),
  ...keys(PROGRESS),
  ...keys(EDIT),
];

const held = () =>
  ours()
    .map((key) => [key, isProgress(key) ? entryOf(pageOf(key)) : made(key, read(key))])
    .filter(([, value]) => value !== undefined);

/** How many pages, edited cells, names, places and settings are kept. */
export const counts = () => ({
  pages: keys(PROGRESS).length,
  edits: keys(EDIT).length,
  names: name() ? 1 : 0,
  places: place() ? 1 : 0,
  settings: read(SETTINGS) === undefined ? 0 : 1,
});

/** Forget progress, edits, name, place and settings; returns a function that brings them back. */
export function forgetEverything() {
  const before = held();
  for (const key of ours()) remove(key);
  return () => take(before);
}

// -- Files ----------------------------------------------------------------------------------------

/** Everything as the text of a file. */
export const toFile = (edition) =>
  `${JSON.stringify(
    {
      format: STORAGE.file,
      version: FORMAT.file,
      edition,
      date: now(),
      entries: Object.fromEntries(held()),
    },
    null,
    2,
  )}\n`;

const TOO_LARGE = "This file is too large to be your progress.";
const LARGEST_LETTER = 4; // bytes

/** A file that cannot be taken; the message says why. */
export class Refusal extends Error {}

/**
 * Add what a file holds to what is here: of two accounts the better one stays. Returns how many
 * pages and edits the file holds, how many edits differ from those here (which stay), how many
 * wait for the reader's consent, and whether the browser keeps all.
 */
export async function fromFile(file) {
  if (file.size > LARGEST_FILE * LARGEST_LETTER) throw new Refusal(TOO_LARGE);
  return take(entriesOf(await file.text()).map(asForeign));
}

/** Whoever wrote a file, it was not typed here. */
const asForeign = ([key, value]) => [key, isEdit(key) ? {...value, foreign: true} : value];

/** Read the entries of a file, or throw a `Refusal`. */
function entriesOf(text) {
  if (text.length > LARGEST_FILE) throw new Refusal(TOO_LARGE);
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Refusal("This file is damaged, or it is no file of your progress.");
  }
  if (file?.format !== STORAGE.file) throw new Refusal("This is not a file of your progress.");
  if (Number.isInteger(file.version) && file.version > FORMAT.file) {
    throw new Refusal(
      "This file is from a newer edition of the book than this page. Open it there.",
    );
  }
  if (file.version !== FORMAT.file || !isTable(file.entries))
    throw new Refusal(damaged("its entries"));
  return Object.entries(file.entries).flatMap(([key, value]) => {
    const isKnown = [NAME, PLACE, SETTINGS].includes(key) || isProgress(key) || isEdit(key);
    if (!isKnown) return [];
    const taken = key.length > LONGEST.key ? undefined : made(key, value);
    if (taken === undefined) throw new Refusal(damaged(`its entry "${key.slice(0, 60)}"`));
    return [[key, taken]];
  });
}

const damaged = (place) => `This file is damaged: ${place} cannot be read.`;

/** An entry with its known parts alone, or undefined if it is none: never more than we would write. */
function made(key, value) {
  if (isProgress(key)) return sound(value);
  if (key === PLACE) return soundPlace(value);
  if (key === SETTINGS) return soundSettings(value);
  return isEdit(key) ? soundEdit(value) : soundName(value);
}

const isProgress = (key) => key.startsWith(PROGRESS);
const isEdit = (key) => key.startsWith(EDIT);
const pageOf = (key) => key.slice(PROGRESS.length);

/** Merge entries into what is here. */
function take(entries) {
  const told = {pages: 0, edits: 0, differing: 0, waiting: 0, isKept: true};
  const keep = (key, value) => {
    told.isKept = write(key, value) && told.isKept;
  };
  for (const [key, value] of entries) {
    const here = read(key);
    if (isProgress(key)) {
      told.pages += 1;
      keep(key, better(entryOf(pageOf(key)), value));
    } else if (key === PLACE) {
      if (!(soundPlace(here)?.date > value.date)) keep(key, value);
    } else {
      if (isEdit(key)) told.edits += 1;
      if (here === undefined) {
        keep(key, value);
        if (isEdit(key) && value.foreign) told.waiting += 1;
      } else if (isEdit(key) && here?.text !== value.text) told.differing += 1;
    }
  }
  return told;
}

// Of two accounts of a question or an exercise one is taken whole, so that it stays consistent:
// the one that sorts first here.
const rank = {
  questions({right, later, tries, date}) {
    if (right) return [0, date];
    return later ? [1, tries, later, date] : [2, -tries, date];
  },
  exercises: ({solved, tries, hints}) => (solved ? [0, solved, tries, hints] : [1, -tries, -hints]),
};

function better(here, there) {
  const both = [here, there];
  const merged = {};
  const dates = both.map((entry) => entry.read).filter(Boolean);
  if (dates.length) merged.read = dates.sort()[0];
  for (const [kind, order] of Object.entries(rank)) {
    const ids = new Set(both.flatMap((entry) => Object.keys(entry[kind])));
    merged[kind] = Object.fromEntries(
      [...ids].map((id) => {
        const found = both.map((entry) => own(entry[kind], id)).filter(Boolean);
        return [id, found.sort((a, b) => compare(order(a), order(b)))[0]];
      }),
    );
  }
  return merged;
}

function compare(a, b) {
  const i = a.findIndex((value, j) => value !== b[j]);
  if (i < 0) return 0;
  return a[i] < b[i] ? -1 : 1;
}

// -- What an entry must look like -----------------------------------------------------------------

const isTable = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value, longest) => typeof value === "string" && value.length <= longest;
const isDate = (value) => isText(value, LONGEST.date) && !Number.isNaN(Date.parse(value));
const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const own = (table, key) => (Object.hasOwn(table, key) ? table[key] : undefined);

/** A table of which every value is made sound, or undefined if one cannot be. */
function soundTable(table = {}, make) {
  if (!isTable(table)) return undefined;
  const rows = Object.entries(table).map(([key, value]) => [
    key,
    key.length <= LONGEST.key && isTable(value) && make(value),
  ]);
  // Without a prototype: a question may be called "constructor", and this has none of its own.
  const fresh = Object.create(null);
  for (const [key, value] of rows) fresh[key] = value;
  return rows.every(([, value]) => value) ? fresh : undefined;
}

/** A name, or undefined if it is none. */
const soundName = (value) => (isText(value, LONGEST.name) ? value : undefined);

/** A place with its known parts, or undefined if it is none. */
function soundPlace(value) {
  if (!isTable(value)) return undefined;
  const {page, section, date} = value;
  const isSound = [page, section].every((text) => isText(text, LONGEST.key)) && isDate(date);
  return isSound ? {page, section, date} : undefined;
}

/** An edit with its known parts, or undefined if it is none. */
function soundEdit(value) {
  if (!isTable(value)) return undefined;
  const {book, text, foreign} = value;
  if (!isText(book, LONGEST.text) || !isText(text, LONGEST.text)) return undefined;
  if (foreign !== undefined && typeof foreign !== "boolean") return undefined;
  return foreign ? {book, text, foreign} : {book, text};
}

const soundQuestion = ({right, tries, date, later}) =>
  typeof right === "boolean" &&
  isCount(tries) &&
  isDate(date) &&
  (later === undefined || isDate(later)) && {right, tries, date, later};

const soundExercise = ({tries, hints, solved}) =>
  isCount(tries) &&
  isCount(hints) &&
  (solved === undefined || isDate(solved)) && {tries, hints, solved};

/** The entry of a page with its known parts in one order, or undefined if it is none. */
function sound(entry) {
  if (!isTable(entry)) return undefined;
  const questions = soundTable(entry.questions, soundQuestion);
  const exercises = soundTable(entry.exercises, soundExercise);
  if (!questions || !exercises || (entry.read !== undefined && !isDate(entry.read)))
    return undefined;
  return {read: entry.read, questions, exercises};
}
