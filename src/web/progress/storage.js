// What the reader has done, kept in this browser only: edits, answers, progress.
//
// Each entry is one JSON text under a key of its own, so that two tabs on different pages never
// write over each other. Where the browser keeps nothing (storage full or forbidden), entries live
// until the page is left, and `write` says so.
import {FORMAT, STORAGE} from "../generated/contract.js";

/** The path of the book on its host, so that two books or editions do not share entries. */
export const ROOT = new URL(document.documentElement.dataset.content_root ?? "./", location.href)
  .pathname;

/** The name of this page, as Sphinx calls it. */
export const PAGE =
  decodeURIComponent(location.pathname.slice(ROOT.length)).replace(/\.html$/, "") || "index";

const PREFIX = `${STORAGE.site}/${FORMAT.entries}${ROOT}`;
const unkept = new Map(); // what the browser refused to keep

/** The value under a key, or undefined. */
export function read(key) {
  if (unkept.has(key)) return unkept.get(key);
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key)) ?? undefined;
  } catch {
    return undefined; // forbidden, or not ours
  }
}

/** Keep a value; return whether the browser will have it the next time. */
export function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    unkept.delete(key);
    return true;
  } catch {
    unkept.set(key, value);
    return false;
  }
}

/** Forget what is under a key. */
export function remove(key) {
  unkept.delete(key);
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was kept.
  }
}

/** The keys that begin so, in the order of their names. */
export function keys(start = "") {
  let kept = [];
  try {
    kept = Object.keys(localStorage);
  } catch {
    // Nothing was kept.
  }
  const own = kept.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  return [...new Set([...own, ...unkept.keys()])].filter((key) => key.startsWith(start)).sort();
}

/** Call `listener(key)` whenever another tab changes an entry that begins so. */
export function watch(start, listener) {
  addEventListener("storage", ({key}) => {
    if (key === null) listener(start);
    else if (key.startsWith(PREFIX + start)) listener(key.slice(PREFIX.length));
  });
}
