// The code cells of a page: run, stop, edit, reset. They share one namespace; running a cell first
// runs the earlier ones that it needs. What the reader types is kept in the browser.
import {CELL, DATA, DO, ID, RUN} from "../generated/contract.js";
import {button} from "../selectors.js";
import {counted, listed, UNDOABLE} from "../words.js";
import {Exercise} from "./exercises.js";
import {element, isNarrow, Output} from "./output.js";
import {Python} from "./python.js";
import {settleEdits, Text} from "./texts.js";

const UNKEPT =
  "Your browser does not keep this edit: its storage is full or forbidden. Copy it before you leave.";
const FOREIGN =
  "This text came from a file, not from your typing. Read it: it runs only if you say so.";
const FOREIGN_HERE =
  "Some code on this page came from a file, not from your typing. It waits until you have read it:";
const NO_EDITOR =
  "The editor did not come. Press Edit to try once more; if that does not help, load the page again.";
const MENDED = "It is written so now. Run the cell to try it.";
const SILENT =
  "Nothing more has come for a while: the connection may be slow or gone. It goes on by itself; " +
  "or press Stop, and run the cell again.";
const LOADING = "Loading Python …";
const NEWS = {
  kept: "This is your text from before.",
  "kept for another text":
    "This is your text from before; the book's has changed since. Reset shows it.",
  reset: "This cell was reset in another tab.",
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

/** A run meets a cell whose text came from a file, and to which the reader has not agreed. */
class Held extends Error {
  constructor(cell) {
    super(
      `Cell ${cell.number}, which this one needs, waits: its text came from a file. Read it first.`,
    );
    this.cell = cell;
  }
}

/** All cells of a page, and the Python that runs them. */
class Notebook {
  #queue = Promise.resolve();
  #generation = 0; // counts stops: what was waiting then is dropped
  #current = null; // the cell that is running
  #done = new Map(); // number of a cell -> the text that it ran with
  onText = () => {}; // called when the text of a cell has become another

  constructor(elements) {
    this.python = new Python({
      onBytes: (received, total) => this.#current?.loading(received, total),
      onSilence: () => this.#current?.say(SILENT),
    });
    this.cells = elements.map((el, i) => new Cell(this, el, i + 1));
  }

  /** Run a cell after those that it needs, or check it as an exercise; one after the other. */
  run(cell, {isCheck = false} = {}) {
    if (cell.isBusy) return this.#queue;
    if (cell.isForeign) {
      cell.ask({isCheck});
      return this.#queue;
    }
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
        if (error.cell === cell) {
          cell.is("idle");
          cell.ask({isCheck}); // its text has come while it waited
        } else {
          cell.is("failed", error.message);
          if (error.cell) cell.pointTo(error.cell);
        }
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
    for (const one of needed) consented(one);
    await this.python.prepare([...needed, cell].map(({code}) => code));
    for (const one of needed) {
      if (await this.#runOne(one, {quiet: true})) continue;
      cell.is("failed", `Cell ${one.number}, which this one needs, stopped with an error.`);
      return;
    }
    const first = needed.length ? `${ranFirst(needed)} ` : "";
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
    const {number, code} = consented(cell);
    const sound = await this.#show(cell, quiet, (take) =>
      this.python.run(number, code, {quiet, narrow: isNarrow()}, take),
    );
    if (quiet) cell.is(sound ? "idle" : "failed");
    return this.#remember(cell, code, sound);
  }

  async #check(cell) {
    const {number, code, exercise} = consented(cell);
    const feedback = await this.#show(cell, false, (take) =>
      this.python.check(number, code, exercise.label, {narrow: isNarrow()}, take),
    );
    exercise.tell(feedback);
    return this.#remember(cell, code, Boolean(feedback));
  }

  async #show(cell, quiet, action) {
    const generation = this.#generation;
    cell.is("running");
    cell.output.begin();
    this.#done.delete(cell.number);
    const result = await action((...event) => {
      if (generation === this.#generation) cell.output.take(...event); // or it is of a stopped run
    });
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
      if (cell.isForeign) {
        return tell(
          `Stopped before cell ${cell.number}: its text came from a file. Choose there, then run all again.`,
        );
      }
      if (cell.state === "failed") return tell(`Cell ${cell.number} stopped with an error.`);
    }
    return tell(`All ${cells.length} cells have run.`);
  }

  /** Give every cell the book's text and output back; returns the cells whose text was another. */
  reset() {
    const busy = this.cells.filter(({isBusy}) => isBusy);
    this.stop();
    this.#queue = this.#queue.then(() => {
      // "Stopped" is no news after a reset.
      for (const cell of busy) if (cell.state === "failed") cell.is("idle");
    });
    for (const cell of this.cells) if (!cell.isBusy) cell.is("idle");
    return this.cells.filter((cell) => cell.reset());
  }
}

/** The cell, if all of its text was typed here or the reader has agreed to it. */
function consented(cell) {
  if (cell.isForeign) throw new Held(cell);
  return cell;
}

const RAN = {one: "Ran cell {cells} first.", other: "Ran cells {cells} first."};
const ranFirst = (cells) => {
  const numbers = cells.map(({number}) => `${number}`);
  return counted(RAN, cells.length, {cells: listed(...numbers)});
};

const textOf = (el) => el.querySelector(".cell_input pre").textContent.replace(/\n$/, "");

/** A box that asks something: a sentence that is read out, and a button for each answer. */
function question(sentence, answers) {
  const box = element("div", "run-question");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", "Text from a file");
  box.tabIndex = -1;
  const says = element("p", "");
  says.setAttribute("role", "status");
  box.append(says);
  for (const [label, answer] of Object.entries(answers)) {
    const choice = element("button", "", label);
    choice.type = "button";
    choice.addEventListener("click", ({detail}) => detail < 2 && answer());
    box.append(choice);
  }
  setTimeout(() => says.append(sentence)); // what is there from the start is not read out
  return box;
}

/** Open what is folded around an element, and bring it into view. */
function unfold(el) {
  for (let fold = el.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    fold.open = true;
  }
  el.scrollIntoView({block: "nearest"});
}

/** Let the buttons of a bar do what they say. */
function listen(bar, actions) {
  for (const one of bar.querySelectorAll(button())) {
    one.disabled = false;
    one.addEventListener("click", ({detail}) => {
      if (detail < 2) actions[one.dataset[DATA.do]](); // the second click of two is no wish to stop
    });
  }
}

/** One cell: its text, its buttons, its output. */
class Cell {
  #text;
  #editor = null;
  #isShowing = false; // whether the editor changes because it is told to
  #question = null; // asks whether a text from a file may run
  #find;

  constructor(notebook, el, number) {
    Object.assign(this, {notebook, el, number, state: "idle"});
    this.#find = (selector) => el.querySelector(selector);
    this.#text = new Text(number, textOf(el), {onSettled: (isKept) => this.#settled(isKept)});
    const exercise = el.closest("div.exercise");
    this.isAnswer = el.classList.contains(CELL.answer);
    this.output = new Output(el, {onMend: (text) => this.#mend(text)});
    this.exercise = exercise && this.isAnswer ? new Exercise(exercise, el, this.output) : null;
    this.#listen();
    this.#take(this.#text.read());
    this.#text.follow((news) => this.#take(news));
  }

  /** The text that a run takes. */
  get code() {
    return this.#text.now;
  }

  /** Whether this text came from a file and waits for the reader's consent. */
  get isForeign() {
    return this.#text.isForeign;
  }

  /** Whether a reset has put a text aside that can come back in the place of the book's. */
  get canBringBack() {
    return this.#text.isBook && this.#text.earlier !== undefined;
  }

  /** Show the text that came from a file, and ask whether it may run, or be checked. */
  ask({isCheck = false} = {}) {
    unfold(this.#question);
    unfold(this.#editor ? this.#find(".run-editor") : this.#find(".cell_input"));
    this.#question.dataset.wish = isCheck ? "check" : "run";
    this.say("Nothing has run. Read the text, then choose.");
    this.#question.focus(); // and not its first button: a key that is held down would press it
  }

  /** Agree to the text that came from a file. */
  agree() {
    this.#text.agree();
    this.#offer();
  }

  #listen() {
    const actions = {
      [DO.run]: () => (this.isBusy ? this.notebook.stop() : this.notebook.run(this)),
      [DO.check]: () => this.notebook.run(this, {isCheck: true}),
      [DO.edit]: () => this.edit(),
      [DO.reset]: () => this.#backToTheBook(),
      [DO.undo]: () => {
        this.say(this.bringBack() ? "Your text is back." : UNKEPT);
        this.#find(button(DO.reset)).focus();
      },
    };
    listen(this.#find(`.${RUN.bar}`), actions);
  }

  /** Whether it runs, or waits for its turn. */
  get isBusy() {
    return ["waiting", "loading", "running"].includes(this.state);
  }

  /** Show what it is doing, and say it. */
  is(state, text = "") {
    this.state = state;
    this.el.dataset.run = state;
    const run = this.#find(button(DO.run));
    run.querySelector(`.${RUN.word}`).textContent =
      run.dataset[this.isBusy ? DATA.stop : DATA.start];
    const sentences = {
      waiting: "Waiting for its turn.",
      running: "Running …",
      loading: LOADING,
    };
    this.say(text || (sentences[state] ?? ""));
    this.#find(button(DO.reset)).disabled = this.isBusy;
    if (state !== "loading") this.#find("progress")?.remove();
  }

  /** Show how much of Python has come. */
  loading(received, total) {
    if (this.state !== "loading") this.is("loading");
    if (this.#find(`.${RUN.says}`).textContent === SILENT) this.say(LOADING);
    if (!this.#find("progress")) {
      const bar = document.createElement("progress");
      bar.setAttribute("aria-label", "Loading Python");
      this.#find(`.${RUN.says}`).before(bar);
    }
    Object.assign(this.#find("progress"), {value: received, max: total});
    this.#find(`.${RUN.count}`).textContent = `${megabytes(received)} of ${megabytes(total)} MB`;
  }

  /** Write a sentence beside the buttons. */
  say(sentence) {
    this.#find(`.${RUN.says}`).textContent = sentence;
  }

  /** Add a way to another cell to the sentence beside the buttons. */
  pointTo({number}) {
    const link = element("a", "", `Go to cell ${number}`);
    link.href = `#${ID.cell}${number}`;
    this.#find(`.${RUN.says}`).append(" ", link);
  }

  /** Open the editor, and go there. */
  async edit({andGo = true} = {}) {
    try {
      const {edit} = await import("./editor.js");
      if (!this.#editor) this.#open(edit);
    } catch (error) {
      console.error(error);
      this.say(NO_EDITOR);
      return;
    }
    const place = this.#find(`.${RUN.says}`);
    if (place.textContent === NO_EDITOR) this.say("");
    if (andGo) this.#editor.focus();
  }

  #open(edit) {
    const input = this.#find(".cell_input");
    const place = element("div", "run-editor");
    input.after(place);
    input.hidden = true;
    this.#editor = edit(place, {
      text: this.#text.now,
      label: `Cell ${this.number}, editable. Escape, then Tab, leaves it.`,
      onRun: () => this.notebook.run(this, {isCheck: Boolean(this.exercise)}),
      onChange: (text) => this.#changed(text),
    });
    this.#find(button(DO.edit)).hidden = true;
    this.#warn();
  }

  #changed(text) {
    if (this.#isShowing) return; // nobody has typed this
    this.#text.type(text);
    this.#offer();
  }

  #settled(isKept) {
    if (!isKept) this.say(UNKEPT);
    this.#offer();
  }

  /** Show the text of before, or of another tab, and say where it comes from. */
  #take(news) {
    if (news) {
      this.#show();
      this.say(this.isForeign ? "" : NEWS[news]); // the question says it
    }
    this.#offer();
  }

  /** Put the text into its place: only what differs from the book's needs an editor at once. */
  #show() {
    const text = this.#text.now;
    this.#find(".cell_input pre").textContent = text;
    if (this.#editor) {
      this.#isShowing = true;
      this.#editor.replace(text);
      this.#isShowing = false;
    } else if (!this.#text.isBook) this.edit({andGo: false});
  }

  /** Say that the text came from a file, while it waits. */
  #warn() {
    if (!this.isForeign) {
      const hadFocus = this.#question?.contains(document.activeElement);
      this.#question?.remove();
      this.#question = null;
      if (hadFocus) this.#find(button(DO.run)).focus();
    } else if (!this.#question) {
      this.#question = question(FOREIGN, {
        "Run it": () => {
          const isCheck = this.#question.dataset.wish === "check";
          this.agree();
          this.notebook.run(this, {isCheck});
        },
        "Use the book's text": () => this.#backToTheBook(),
      });
      this.#find(`.${RUN.bar}`).before(this.#question);
    }
    this.#find(".run-editor")?.classList.toggle("is-foreign", this.isForeign);
  }

  #backToTheBook() {
    this.reset();
    this.say("The book's text is back.");
    this.#find(button(DO.undo)).focus();
  }

  /** Take the text that an error proposes: a minus from print has become one of the keyboard. */
  #mend(text) {
    const isKept = this.#text.mend(text);
    this.#show();
    this.#offer();
    this.say(isKept ? MENDED : UNKEPT);
    this.#find(button(DO.run)).focus();
  }

  /** Offer what can be done with the text as it is. */
  #offer() {
    this.#warn();
    const undo = this.#find(button(DO.undo));
    this.#find(button(DO.reset)).hidden = this.#text.isBook;
    undo.hidden = this.#text.earlier === undefined;
    undo.textContent = undo.dataset[this.#text.isBook ? DATA.undo : DATA.earlier];
    this.notebook.onText();
  }

  /** Give the book's text and output back; returns whether the text was another. */
  reset() {
    const isOther = this.#text.reset();
    this.#show();
    this.#offer();
    this.output.reset();
    this.exercise?.tell(null);
    this.say("");
    return isOther;
  }

  /** Bring the text back that was put aside; returns whether the browser keeps it. */
  bringBack() {
    const isKept = this.#text.bringBack();
    this.#show();
    this.#offer();
    return isKept;
  }
}

/** The buttons for all cells of the page. */
class Bar {
  #find;
  #notebook;
  #reset = new Set(); // cells whose text came back by a reset of the page
  #question = null; // asks whether all texts from a file may run
  #round = 0; // counts what was asked for: what an earlier round has to say is no news
  #isRunning = false;

  constructor(el, notebook) {
    this.el = el;
    this.#find = (selector) => el.querySelector(selector);
    this.#notebook = notebook;
    notebook.onText = () => this.#offer();
    listen(el, {
      [DO.all]: () => this.#all(),
      [DO.reset]: () => this.#resetAll(),
      [DO.undo]: () => this.#undo(),
    });
    this.#offer();
  }

  #tell(sentence) {
    this.#find(`.${RUN.says}`).textContent = sentence;
  }

  async #all() {
    if (this.#isRunning) return this.#notebook.stop();
    this.#isRunning = true;
    const all = this.#find(button(DO.all));
    const label = all.textContent;
    all.textContent = all.dataset[DATA.stop];
    const round = ++this.#round;
    await this.#notebook.runAll((sentence) => round === this.#round && this.#tell(sentence));
    all.textContent = label;
    this.#isRunning = false;
  }

  #resetAll() {
    this.#round++;
    for (const cell of this.#notebook.reset()) this.#reset.add(cell);
    this.#offer();
    const undo = this.#find(button(DO.undo));
    this.#tell(
      undo.hidden
        ? "Every cell is as the book has it."
        : `Every cell is as the book has it. ${UNDOABLE}`,
    );
    undo.focus();
  }

  #undo() {
    this.#round++;
    const isKept = [...this.#waiting].map((cell) => cell.bringBack()).every(Boolean);
    this.#reset.clear();
    this.#offer();
    this.#tell(
      isKept
        ? "Your texts are back."
        : "Your texts are back, but your browser does not keep them: its storage is full or forbidden.",
    );
    this.#find(button(DO.reset)).focus();
  }

  /** What an undo would change: where the reader has typed since, that stays. */
  get #waiting() {
    return [...this.#reset].filter((cell) => cell.canBringBack);
  }

  #offer() {
    this.#find(button(DO.undo)).hidden = !this.#waiting.length;
    this.#warn(this.#notebook.cells.filter((cell) => cell.isForeign));
  }

  /** Say which texts came from a file, while they wait. */
  #warn(foreign) {
    const numbers = foreign.map(({number}) => number).join(" ");
    if ((this.#question?.dataset.cells ?? "") === numbers) return;
    const hadFocus = this.#question?.contains(document.activeElement);
    this.#question?.remove();
    this.#question = null;
    if (hadFocus) this.#find(button(DO.all)).focus();
    if (!numbers) return;
    this.#question = question(FOREIGN_HERE, {
      "I know these texts": () => {
        for (const cell of foreign) cell.agree();
        this.#tell("These texts run like the others now.");
      },
    });
    this.#question.dataset.cells = numbers;
    this.#question.querySelector("p").after(linksTo(foreign));
    this.el.after(this.#question);
  }
}

/** A list of links to cells. */
function linksTo(cells) {
  const list = element("ul", "");
  for (const {number} of cells) {
    const link = element("a", "", `cell ${number}`);
    link.href = `#${ID.cell}${number}`;
    const item = element("li", "");
    item.append(link);
    list.append(item);
  }
  return list;
}

/** Make the cells of this page alive. */
export function start(elements) {
  settleEdits(elements.map(textOf));
  const notebook = new Notebook(elements);
  const bar = document.querySelector(`.${RUN.page}`);
  if (bar) new Bar(bar, notebook);
}
