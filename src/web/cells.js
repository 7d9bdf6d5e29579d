// The code cells of a page: run, stop, edit, reset. They share one namespace; running a cell first
// runs the earlier ones that it needs. What the reader types is kept in the browser.
import {Exercise} from "./exercises.js";
import {element, isNarrow, Output} from "./output.js";
import {Python} from "./python.js";
import {keys, PAGE, read, remove, watch, write} from "./storage.js";

const REST = 300; // ms without typing before an edit is kept
const UNKEPT =
  "Your browser does not keep this edit: its storage is full or forbidden. Copy it before you leave.";

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** All cells of a page, and the Python that runs them. */
class Notebook {
  #queue = Promise.resolve();
  #generation = 0; // counts stops: what was waiting then is dropped
  #current = null; // the cell that is running
  #done = new Map(); // number of a cell -> the text that it ran with

  constructor(elements) {
    this.python = new Python((received, total) => this.#current?.loading(received, total));
    this.cells = elements.map((el, i) => new Cell(this, el, i + 1));
  }

  /** Run a cell after those that it needs, or check it as an exercise; one after the other. */
  run(cell, {isCheck = false} = {}) {
    if (cell.isBusy) return this.#queue;
    const generation = this.#generation;
    cell.is("waiting");
    this.#queue = this.#queue.then(async () => {
      if (generation !== this.#generation) {
        cell.is("idle");
        return;
      }
      this.#current = cell;
      try {
        await this.#run(cell, isCheck);
      } catch (error) {
        cell.is("failed", error.message);
      }
      this.#current = null;
    });
    return this.#queue;
  }

  async #run(cell, isCheck) {
    cell.is(this.python.isStarted ? "running" : "loading");
    if (await this.python.start()) this.#done.clear();
    document.documentElement.dataset.python = "ready"; // the buttons need not say its size any more
    const needed = await this.#needed(cell);
    await this.python.prepare([...needed, cell].map(({code}) => code));
    for (const one of needed) {
      if (await this.#runOne(one, {quiet: true})) continue;
      cell.is("failed", `Cell ${one.number}, which this one needs, stopped with an error.`);
      return;
    }
    const first = needed.length ? `Ran ${inWords(needed)} first. ` : "";
    const sound = await (isCheck ? this.#check(cell) : this.#runOne(cell));
    cell.is(sound ? "done" : "failed", first + (sound ? "Done." : "Stopped with an error."));
  }

  /** The earlier cells that must run first. */
  async #needed(cell) {
    const {cells} = this;
    const done = cells.filter(({number, code}) => this.#done.get(number) === code);
    const found = await this.python.needs(
      cells.map(({isAnswer, code}) => (isAnswer ? null : code)),
      cell.number - 1,
      done.map(({number}) => number - 1),
    );
    return found.map((i) => cells[i]);
  }

  /** Run one cell; a quiet one shows nothing but an error, in its own place. */
  async #runOne(cell, {quiet = false} = {}) {
    const {number, code} = cell;
    const sound = await this.#show(cell, quiet, (take) =>
      this.python.run(number, code, {quiet, narrow: isNarrow()}, take),
    );
    if (quiet) cell.is(sound ? "idle" : "failed");
    return this.#remember(cell, code, sound);
  }

  async #check(cell) {
    const {number, code, exercise} = cell;
    const feedback = await this.#show(cell, false, (take) =>
      this.python.check(number, code, exercise.label, {narrow: isNarrow()}, take),
    );
    exercise.tell(feedback);
    return this.#remember(cell, code, Boolean(feedback));
  }

  async #show(cell, quiet, action) {
    cell.is("running");
    cell.output.begin();
    this.#done.delete(cell.number);
    const result = await action((...event) => cell.output.take(...event));
    if (!quiet) cell.output.end();
    return result;
  }

  #remember(cell, code, sound) {
    if (sound) this.#done.set(cell.number, code);
    return sound;
  }

  /** End whatever runs. */
  stop() {
    this.#generation++;
    this.python.stop("Stopped. The variables are lost: the next run makes anew what it needs.");
  }

  /** Run all cells of the page in their order, but not the reader's answers. */
  async runAll(tell) {
    const generation = this.#generation;
    const cells = this.cells.filter((cell) => !cell.isAnswer);
    for (const cell of cells) {
      tell(`Cell ${cell.number} of ${this.cells.length} …`);
      await this.run(cell);
      if (generation !== this.#generation) return tell("Stopped.");
      if (cell.state === "failed") return tell(`Cell ${cell.number} stopped with an error.`);
    }
    return tell(`All ${cells.length} cells have run.`);
  }

  /** Give every cell the book's text and output back; returns a function that undoes it. */
  reset() {
    this.stop();
    this.#queue = this.#queue.then(() => {
      for (const cell of this.cells) cell.is("idle"); // "stopped" is no news after a reset
    });
    const undo = this.cells.map((cell) => cell.reset());
    return () => {
      for (const back of undo) back();
    };
  }
}

const inWords = (cells) => {
  const numbers = cells.map(({number}) => number);
  const last = numbers.pop();
  return numbers.length ? `cells ${numbers.join(", ")} and ${last}` : `cell ${last}`;
};

const KEPT = `edit/${PAGE}/`; // the keys of what the reader has typed into the cells
const keyOf = (number) => `${KEPT}${number}`;
const textOf = (el) => el.querySelector(".cell_input pre").textContent.replace(/\n$/, "");

/** Let edits follow their cells when a new edition of the book has numbered these anew. */
function settleEdits(elements) {
  const texts = elements.map(textOf);
  for (const key of keys(KEPT)) {
    const kept = read(key);
    const number = texts.indexOf(kept?.book) + 1;
    const wanted = keyOf(number);
    if (!number || wanted === key || read(wanted) !== undefined) continue;
    if (write(wanted, kept)) remove(key);
  }
}

/** One cell: its text, its buttons, its output. */
class Cell {
  #book; // the text that the book has
  #text; // the text as it is now
  #editor = null;
  #typing = 0;
  #find;

  constructor(notebook, el, number) {
    Object.assign(this, {notebook, el, number, state: "idle"});
    this.#find = (selector) => el.querySelector(selector);
    this.#book = this.#text = textOf(el);
    const exercise = el.closest("div.exercise");
    this.isAnswer = el.classList.contains("tag_skip-execution");
    this.output = new Output(el);
    this.exercise = exercise && this.isAnswer ? new Exercise(exercise, el, this.output) : null;
    this.key = keyOf(number);
    this.#listen();
    this.#restore();
  }

  /** The text that a run takes. */
  get code() {
    return this.#text;
  }

  #listen() {
    const actions = {
      run: () => (this.isBusy ? this.notebook.stop() : this.notebook.run(this)),
      check: () => this.notebook.run(this, {isCheck: true}),
      edit: () => this.edit(),
      reset: () => {
        this.say("The book's text is back.", this.reset());
        this.#find(".run-undo")?.focus();
      },
    };
    for (const button of this.el.querySelectorAll(".run-bar [data-do]")) {
      button.disabled = false;
      button.addEventListener("click", ({detail}) => {
        if (detail < 2) actions[button.dataset.do](); // the second click of two is no wish to stop
      });
    }
    addEventListener("pagehide", () => this.#keep());
  }

  /** Whether it runs, or waits for its turn. */
  get isBusy() {
    return ["waiting", "loading", "running"].includes(this.state);
  }

  /** Show what it is doing, and say it. */
  is(state, text = "") {
    this.state = state;
    this.el.dataset.run = state;
    const button = this.#find('[data-do="run"]');
    button.querySelector(".run-word").textContent = this.isBusy
      ? button.dataset.stop
      : button.dataset.run;
    const sentences = {
      waiting: "Waiting for its turn.",
      running: "Running …",
      loading: "Loading Python …",
    };
    this.say(text || (sentences[state] ?? ""));
    this.#find('[data-do="reset"]').disabled = this.isBusy;
    if (state !== "loading") this.#find("progress")?.remove();
  }

  /** Show how much of Python has come. */
  loading(received, total) {
    if (this.state !== "loading") this.is("loading");
    if (!this.#find("progress")) {
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Loading Python");
      this.#find(".run-says").before(bar);
    }
    Object.assign(this.#find("progress"), {value: received, max: total});
    this.#find(".run-count").textContent = `${megabytes(received)} of ${megabytes(total)} MB`;
  }

  /** Write a sentence beside the buttons, with a way back where there is one. */
  say(sentence, undo = null) {
    const place = this.#find(".run-says");
    place.textContent = sentence;
    if (!undo) return;
    const button = element("button", "run-undo", "Undo");
    button.type = "button";
    button.addEventListener("click", () => {
      undo();
      this.say("Your text is back.");
      this.#find('[data-do="reset"]').focus();
    });
    place.append(" ", button);
  }

  /** Open the editor, and go there. */
  async edit({andGo = true} = {}) {
    const input = this.#find(".cell_input");
    if (!this.#editor) {
      const {edit} = await import("./editor.js");
      if (this.#editor) return;
      const place = element("div", "run-editor");
      input.after(place);
      input.hidden = true;
      this.#editor = edit(place, {
        text: this.#text,
        label: `Cell ${this.number}, editable. Escape, then Tab, leaves it.`,
        onRun: () => this.notebook.run(this, {isCheck: Boolean(this.exercise)}),
        onChange: (text) => this.#changed(text),
      });
      this.#find('[data-do="edit"]').hidden = true;
    }
    if (andGo) this.#editor.focus();
  }

  #changed(text) {
    this.#text = text;
    this.#find('[data-do="reset"]').hidden = text === this.#book;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => this.#keep(), REST);
    this.#find(".run-undo")?.remove(); // it would undo what is being typed
  }

  #keep() {
    if (!this.#typing) return;
    clearTimeout(this.#typing);
    this.#typing = 0;
    if (this.#text === this.#book) remove(this.key);
    else if (!this.#write(this.#text)) this.say(UNKEPT);
  }

  #write(text) {
    return write(this.key, {book: this.#book, text});
  }

  #restore() {
    const take = () => {
      const kept = read(this.key);
      if (kept === undefined && this.#text !== this.#book) this.#set(this.#book); // reset elsewhere
      if (typeof kept?.text !== "string" || kept.text === this.#text) return;
      this.#set(kept.text);
      this.say(
        kept.book === this.#book
          ? "This is your text from before."
          : "This is your text from before; the book's has changed since. Reset shows it.",
      );
    };
    take();
    const takeUnlessTyping = () => {
      if (!this.#typing) take();
    };
    watch(this.key, takeUnlessTyping);
    addEventListener("pageshow", ({persisted}) => persisted && takeUnlessTyping());
  }

  #set(text) {
    if (this.#editor) {
      this.#editor.replace(text);
      clearTimeout(this.#typing); // nobody has typed this
      this.#typing = 0;
    } else {
      this.#text = text;
      this.#find(".cell_input pre").textContent = text;
      this.#find('[data-do="reset"]').hidden = text === this.#book;
      if (text !== this.#book) this.edit({andGo: false});
    }
  }

  /** Give the book's text and output back; returns a function that undoes it. */
  reset() {
    const before = this.#text;
    this.#set(this.#book);
    remove(this.key);
    this.output.reset();
    this.exercise?.tell(null);
    this.say("");
    if (before === this.#book) return () => {};
    return () => {
      if (this.#text !== this.#book) return; // typed since: that stays
      this.#set(before);
      this.#write(before);
    };
  }
}

/** Make the cells of this page alive. */
export function start(elements) {
  settleEdits(elements);
  const notebook = new Notebook(elements);
  const bar = document.querySelector(".run-page");
  if (!bar) return;
  const says = bar.querySelector(".run-says");
  const tell = (text) => {
    says.textContent = text;
  };
  let isRunning = false;
  const actions = {
    all: async (button) => {
      if (isRunning) return notebook.stop();
      isRunning = true;
      const label = button.textContent;
      button.textContent = button.dataset.stop;
      await notebook.runAll(tell);
      button.textContent = label;
      isRunning = false;
    },
    reset: () => {
      const undo = notebook.reset();
      tell("Every cell is as the book has it. ");
      const button = element("button", "run-undo", "Undo");
      button.type = "button";
      button.addEventListener("click", () => {
        undo();
        tell("Your texts are back.");
        bar.querySelector('[data-do="reset"]').focus();
      });
      says.append(button);
      button.focus();
    },
  };
  for (const button of bar.querySelectorAll("[data-do]")) {
    button.disabled = false;
    button.addEventListener("click", ({detail}) => {
      if (detail < 2) actions[button.dataset.do](button);
    });
  }
}
