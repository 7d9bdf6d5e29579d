// What a run shows, and where: text, pictures, formulas, demos, errors. All of it is put into the
// page as text or as images, so nothing that a reader's code makes can act on the page.
import {DATA, DEMO, MESSAGE, PICTURE} from "../generated/contract.js";
import {isDemo, show as showDemo} from "../stage/host.js";

// What one run may show: far more than Python sends, unless it has been tampered with.
const MOST_BOXES = 2_000;
const MOST_TEXT = 1_000_000; // characters
const NARROW = matchMedia("(max-width: 600px)");

/** Whether pictures should be drawn for a phone. */
export const isNarrow = () => NARROW.matches;

/** An element with a class and a text. */
export function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** The place of a cell's new output; what the book printed stays until something comes. */
export class Output {
  #el;
  #isFresh = false; // whether the next event replaces what is shown
  #book = null; // the book's own picture, while another stands in its place
  #shown = null; // that other one
  #isPlaced = false; // whether this run has put a picture there
  #written = 0; // characters that this run has shown

  /** `onMend(text)` is called when the reader takes the text that an error proposes. */
  constructor(cell, {onMend}) {
    this.cell = cell;
    this.onMend = onMend;
    this.#el = element("div", "run-output");
    this.#el.hidden = true;
    cell.append(this.#el);
  }

  /** Get ready for a run: the old output stays until the first new one. */
  begin() {
    this.#isFresh = true;
    this.#isPlaced = false;
    this.#written = 0;
  }

  /** Show what Python sent. */
  take(kind, content) {
    this.#replaceOld();
    this.#written += content.text?.length ?? 0;
    if (this.#el.childElementCount > MOST_BOXES || this.#written > MOST_TEXT) return;
    if (kind === MESSAGE.text) this.#text(content);
    else if (kind === MESSAGE.note) this.#el.append(element("p", "run-note", content.text));
    else if (kind === MESSAGE.error) this.#el.append(errorBox(content, this.onMend));
    else if (content.demo) this.#demo(content);
    else if (content.picture) this.#picture(content.picture);
    else if (content.latex) this.#formula(content);
    else this.#text({stream: "result", text: `${content.text}\n`});
  }

  /** Take back the last line, if it is this one: it is shown elsewhere. */
  unsay(line) {
    const last = this.#el.lastElementChild;
    const text = last?.textContent ?? "";
    if (!last?.dataset.stream || !text.endsWith(`${line}\n`)) return;
    const rest = text.slice(0, -line.length - 1);
    if (rest) last.firstElementChild.textContent = rest;
    else last.remove();
  }

  /** The run is over: if it said nothing, nothing old is shown either. */
  end() {
    if (this.#isFresh) this.#replaceOld();
    const place = this.#place();
    if (place) place.hidden = !this.#isPlaced;
  }

  /** The picture that the book has here, or what stands in its place; a demo's stays. */
  #place() {
    return (
      this.#shown ?? this.cell.querySelector(`.cell_output .${PICTURE.block}:not(.${DEMO.block} *)`)
    );
  }

  /** Give the book's own output back. */
  reset() {
    this.#isFresh = false;
    this.#el.replaceChildren();
    this.#el.hidden = true;
    this.cell.classList.remove("has-run");
    this.#shown?.replaceWith(this.#book);
    const place = this.#book ?? this.#place();
    if (place) place.hidden = false;
    this.#book = this.#shown = null;
  }

  #replaceOld() {
    if (!this.#isFresh) return;
    this.#isFresh = false;
    this.#el.replaceChildren();
    this.#el.hidden = false;
    this.cell.classList.add("has-run");
  }

  #text({stream, text}) {
    const last = this.#el.lastElementChild;
    if (last?.dataset.stream === stream) {
      last.firstElementChild.append(text);
      return;
    }
    const box = element("div", `output stream ${stream}`);
    box.dataset.stream = stream;
    box.append(element("pre", "", text));
    box.firstElementChild.tabIndex = 0; // a long line scrolls: keys must reach it
    this.#el.append(box);
  }

  #picture({description, drawings: {light, dark}}) {
    const box = element("div", PICTURE.block);
    for (const [theme, svg] of Object.entries({light, dark})) {
      const image = new Image();
      image.alt = description;
      image.className = `${PICTURE.only}${theme}`;
      // As an image: whatever a drawing contains, it cannot run scripts or fetch anything.
      image.src = URL.createObjectURL(new Blob([svg], {type: "image/svg+xml"}));
      image.addEventListener("load", () => URL.revokeObjectURL(image.src), {once: true});
      box.append(image);
    }
    this.#put(box);
  }

  /** Put what is to be seen into the place of the book's picture, or below it if that is taken. */
  #put(box) {
    const place = this.#place();
    if (!place || this.#isPlaced) this.#el.append(box);
    else {
      this.#book ??= place;
      place.replaceWith(box);
      this.#shown = box;
      this.#isPlaced = true;
    }
  }

  /** Move the demo of the page, or show one here: a still picture has become alive. */
  #demo({demo, state, still}) {
    if (!isDemo(demo)) return;
    const known = still ? null : document.getElementById(demo);
    if (known?.matches(`.${DEMO.block}`)) {
      showDemo(known, state);
      return;
    }
    const el = element("div", DEMO.block);
    el.id = still ? `${this.cell.id}-${demo}` : demo;
    el.dataset[DATA.demo] = demo;
    el.dataset[DATA.state] = JSON.stringify(state);
    this.#put(el);
    showDemo(el, state);
  }

  async #formula({latex, text}) {
    const box = element("div", "run-formula", text);
    this.#el.append(box);
    const {typeset} = await import("../typeset.js");
    typeset(box, latex);
  }
}

/** An error: what and where, what usually helps, and the whole traceback folded away. */
function errorBox({name, message, line, excerpt, note, replacement, whole}, onMend) {
  const box = element("div", "run-error");
  const what = element("p", "run-error-what");
  what.append(element("strong", "", name), line ? ` in line ${line}: ${message}` : `: ${message}`);
  box.append(what);
  if (excerpt.length) {
    const lines = element("pre", "run-excerpt");
    lines.tabIndex = 0;
    for (const [number, text] of excerpt) {
      const mark = number === line ? "▸" : " ";
      lines.append(
        element(
          number === line ? "strong" : "span",
          "",
          `${mark}${String(number).padStart(3)}  ${text}\n`,
        ),
      );
    }
    box.append(lines);
  }
  if (note) box.append(element("p", "run-note", note));
  if (replacement !== null) {
    const button = element("button", "run-mend", "Write it so");
    button.type = "button";
    button.addEventListener("click", () => onMend(replacement));
    box.append(button);
  }
  const rest = element("details", "run-traceback");
  const traceback = element("pre", "", whole);
  traceback.tabIndex = 0;
  rest.append(element("summary", "", "The whole traceback"), traceback);
  box.append(rest);
  return box;
}
