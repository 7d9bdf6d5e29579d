// How the reader wants the page: words such as "larger", which its style sheet knows. They stand on
// the root of the page from its first paint on, where early.js has put them.
import {DATA, STORAGE} from "../generated/contract.js";
import {read, remove, write} from "./storage.js";

const {settings: SETTINGS} = STORAGE;
const MOST = 9; // words
const WORD = /^[a-z-]{1,20}$/;

/** Words of settings, or undefined if they are none. */
export const soundSettings = (value) =>
  Array.isArray(value) &&
  value.length <= MOST &&
  value.every((word) => typeof word === "string" && WORD.test(word))
    ? value
    : undefined;

/** What the reader has chosen; nothing stands for what the book has by itself. */
export const settings = () => soundSettings(read(SETTINGS)) ?? [];

/** Give the page what has been chosen. */
export function apply() {
  const {dataset} = document.documentElement;
  const words = settings();
  if (words.length) dataset[DATA.reader] = words.join(" ");
  else delete dataset[DATA.reader];
}

/** Choose anew; returns whether the browser keeps it. */
export function choose(words) {
  let isKept = true;
  if (words.length) isKept = write(SETTINGS, words);
  else remove(SETTINGS);
  apply();
  return isKept;
}
