// The text of one cell: the book's and the reader's, those that a reset has put aside, and those
// that a file has brought. Nothing that the reader typed is lost while the page is open.
import {STORAGE} from "../generated/contract.js";
import {keys, PAGE, read, remove, watch, write} from "../progress/storage.js";

const REST = 300; // ms without typing before an edit is kept
const KEPT = `${STORAGE.edit}${PAGE}/`; // the keys of what the reader has typed into the cells
const keyOf = (number) => `${KEPT}${number}`;

/** Let edits follow their cells when a new edition of the book has numbered these anew. */
export function settleEdits(texts) {
  for (const key of keys(KEPT)) {
    const kept = read(key);
    const number = texts.indexOf(kept?.book) + 1;
    const wanted = keyOf(number);
    if (!number || wanted === key || read(wanted) !== undefined) continue;
    if (write(wanted, kept)) remove(key);
  }
}

/** What is kept under a key, with the lines that an editor makes of it. */
function keptUnder(key) {
  const {book, text, foreign} = read(key) ?? {};
  if (typeof text !== "string") return null;
  return {book, text: text.replace(/\r\n?/g, "\n"), isForeign: foreign === true};
}

/** The text of a cell, kept in the browser while it is not the book's. */
export class Text {
  #key;
  #kept; // the text that the browser keeps, as far as this page knows
  #typing = 0;
  #aside = []; // texts of the reader that are out of sight, the last one first to come back
  #foreign = new Set(); // texts that came from a file, until the reader has agreed to them

  /** `onSettled(isKept)` is called when the reader rests: another tab may have kept a text, too. */
  constructor(number, book, {onSettled}) {
    this.#key = keyOf(number);
    this.book = this.now = this.#kept = book;
    this.onSettled = onSettled;
    addEventListener("pagehide", () => this.settle());
  }

  get isBook() {
    return this.now === this.book;
  }

  /** Whether it came from a file and waits for the reader's consent. */
  get isForeign() {
    return this.#foreign.has(this.now);
  }

  /** The text that comes back next, or undefined. */
  get earlier() {
    return this.#aside.findLast((text) => text !== this.now);
  }

  // -- What the reader does -----------------------------------------------------------------------

  /** The reader has typed: this is the text now. */
  type(text) {
    this.now = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.settle(), REST);
  }

  /** Keep what has been typed. */
  settle() {
    if (this.#typing) this.onSettled(this.#keep());
  }

  /** Take the book's text; returns whether another one was put aside for it. */
  reset() {
    const before = this.now;
    this.#putAside(before);
    this.now = this.book;
    this.#keep();
    return before !== this.book;
  }

  /** Exchange the text with the last one that was put aside; returns whether the browser keeps it. */
  bringBack() {
    const {now, earlier} = this;
    this.#aside = this.#aside.filter((text) => text !== earlier && text !== now);
    if (!this.isBook) this.#aside.unshift(now);
    this.now = earlier;
    return this.#keep();
  }

  /** Take the text that mends the reader's, which is put aside; returns whether it is kept. */
  mend(text) {
    this.#putAside(this.now);
    this.now = text;
    return this.#keep();
  }

  /** The reader has agreed to this text. */
  agree() {
    this.#foreign.delete(this.now);
    this.#keep();
  }

  #putAside(text) {
    if (text === this.book) return;
    this.#aside = [...this.#aside.filter((other) => other !== text), text];
  }

  #keep() {
    clearTimeout(this.#typing);
    this.#typing = 0;
    const there = keptUnder(this.#key);
    if (there && there.text !== this.#kept && there.text !== this.now) this.#meet(there); // from another tab
    this.#kept = this.now;
    if (!this.isBook) return write(this.#key, this.#entry());
    remove(this.#key);
    return true;
  }

  #entry() {
    const entry = {book: this.book, text: this.now};
    return this.isForeign ? {...entry, foreign: true} : entry;
  }

  /** Put aside what another tab has kept meanwhile. */
  #meet({text, isForeign}) {
    if (isForeign) this.#foreign.add(text);
    this.#putAside(text);
  }

  // -- What was kept before, or by another tab ----------------------------------------------------

  /** Take what the browser keeps; returns what is new: "kept", "kept for another text", "reset". */
  read() {
    const kept = keptUnder(this.#key);
    if (!kept) return this.#leave();
    this.#foreign[kept.isForeign ? "add" : "delete"](kept.text);
    const isNew = kept.text !== this.now;
    this.now = this.#kept = kept.text;
    if (!isNew) return "";
    return kept.book === this.book ? "kept" : "kept for another text";
  }

  #leave() {
    if (this.isBook) return "";
    this.#putAside(this.now);
    this.now = this.#kept = this.book;
    return "reset";
  }

  /** Call `listener(news)` when another tab, or a page that "Back" shows, brings another text. */
  follow(listener) {
    const look = () => {
      if (!this.#typing) listener(this.read());
    };
    watch(this.#key, look);
    addEventListener("pageshow", ({persisted}) => persisted && look());
  }
}
