// The report of what the reader has done: bars, what is left, the summary for paper, the file.
import {DATA, DO, REPORT, STORAGE, TASK} from "../generated/contract.js";
import {button, tasksOf} from "../selectors.js";
import {counted, inRow, listed, UNDOABLE} from "../words.js";
import * as progress from "./progress.js";
import {markChapters, state} from "./reading.js";
import {AT_ONCE, OF_EXERCISES, remainder, sentence} from "./sentences.js";
import {apply} from "./settings.js";
import {watch} from "./storage.js";

const KEPT = "All of this is kept in this browser, and nowhere else.";
const UNKEPT =
  "Progress is not kept: this browser's storage is full or forbidden. What you do is forgotten " +
  "when you leave the page.";
const WAITING =
  "Code that a file brings does not run before you have looked at it: its page asks you.";
const DAY = new Intl.DateTimeFormat("en-GB", {dateStyle: "long"});

const find = (selector) => document.querySelector(selector);
const report = find(`.${REPORT.block}[data-${DATA.edition}]`);
const edition = report.dataset[DATA.edition];

const chapters = [...report.querySelectorAll(`tr[data-${DATA.page}]`)].map((row) => {
  const page = row.dataset[DATA.page];
  return {
    page,
    ...tasksOf(row),
    row,
    list: find(`.${REPORT.left} [data-${DATA.page}="${page}"]`),
  };
});

// -- In words -------------------------------------------------------------------------------------

const PAGES = {one: "{n} page", other: "{n} pages"};
const CELLS = {one: "{n} edited cell", other: "{n} edited cells"};
const OF_CHAPTERS = {one: "{done} of {n} chapter read", other: "{done} of {n} chapters read"};
const TRIED = {one: "tried once", other: "tried {n} times"};
const DIFFERING = {
  one: "{n} cell that you have edited here in another way stays as here.",
  other: "{n} cells that you have edited here in another way stay as here.",
};
const PROGRESS_ON = {one: "your progress on {n} page", other: "your progress on {n} pages"};

// -- What is done and what is left ------------------------------------------------------------------

function fill(bar, done, total) {
  bar.max = total;
  bar.value = done;
}

const sum = (values) => values.reduce((total, value) => total + value, 0);

function show() {
  const entries = new Map(progress.everything());
  const tallies = chapters.map((chapter) => {
    const entry = entries.get(chapter.page) ?? progress.entryOf(chapter.page);
    const tally = progress.tally(entry, chapter.questions, chapter.exercises);
    showChapter(chapter, tally);
    showLeft(chapter, tally, entry);
    return tally;
  });
  showTotal(tallies);
  markChapters();
}

function showChapter(chapter, tally) {
  const {row, questions, exercises} = chapter;
  row.querySelector(`.${REPORT.says}`).textContent = sentence(tally, chapter);
  const done = tally.answered + tally.solved + (tally.isRead ? 1 : 0);
  fill(row.querySelector("progress"), done, questions.length + exercises.length + 1);
}

function showLeft(chapter, tally, entry) {
  const {list} = chapter;
  if (!list) return;
  list.querySelector(`.${REPORT.says}`).textContent = remainder(tally, chapter);
  for (const item of list.querySelectorAll(`[data-${DATA.task}]`)) {
    const task = item.dataset[DATA.task];
    item.hidden = task === TASK.read ? tally.isRead : !tally.left.includes(task);
    const tried = entry.questions[task] ? state(entry.questions[task]) : "";
    const tries = entry.exercises[task]?.tries;
    item.querySelector(`.${REPORT.tried}`).textContent = tries ? counted(TRIED, tries) : tried;
  }
  list.querySelector(`.${REPORT.done}`).hidden = tally.left.length > 0 || !tally.isRead;
}

function showTotal(tallies) {
  const total = (which) => sum(chapters.map((chapter) => chapter[which].length));
  const [questions, exercises] = [total("questions"), total("exercises")];
  const [answered, atOnce, solved] = ["answered", "atOnce", "solved"].map((which) =>
    sum(tallies.map((tally) => tally[which])),
  );
  const read = tallies.filter(({isRead}) => isRead).length;
  report.querySelector(`.${REPORT.total} .${REPORT.says}`).textContent = inRow(
    counted(AT_ONCE, questions, {done: answered, first: atOnce}),
    exercises && counted(OF_EXERCISES, exercises, {done: solved}),
    counted(OF_CHAPTERS, chapters.length, {done: read}),
  );
  const all = questions + exercises + chapters.length;
  fill(report.querySelector(`.${REPORT.total} progress`), answered + solved + read, all);
}

let isKept = progress.isKept();

function sayWhetherKept(kept = isKept) {
  isKept = kept;
  const place = report.querySelector(`.${REPORT.kept}`);
  place.textContent = isKept ? KEPT : UNKEPT;
  place.toggleAttribute("data-warning", !isKept);
}

// -- On paper -------------------------------------------------------------------------------------

function showOnPaper() {
  report.querySelector(`.${REPORT.named}`).textContent = progress.name();
  report.querySelector(`.${REPORT.printed}`).textContent = DAY.format(new Date());
}

// -- Name, file, deletion -------------------------------------------------------------------------

const tools = find(`.${REPORT.tools}`);
const nameField = tools?.querySelector('input[type="text"]');

function tell(text, undo = null) {
  tools.querySelector(`.${REPORT.told}`).textContent = text;
  const back = tools.querySelector(button(DO.undo));
  back.hidden = !undo;
  back.onclick = undo;
  if (undo) back.focus();
}

function save() {
  try {
    download(new Blob([progress.toFile(edition)], {type: "application/json"}));
  } catch (error) {
    console.error(error);
    tell("The file could not be written. What you have done is still kept in this browser.");
  }
}

function download(file) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = `calculus-progress-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  tell(`Saved as ${link.download}, in the folder of your downloads.`);
}

async function bringBack(field) {
  const [file] = field.files;
  if (!file) return;
  try {
    const {pages, edits, differing, waiting, isKept: kept} = await progress.fromFile(file);
    sayWhetherKept(kept && isKept);
    tell(
      [
        `Added what the file holds: ${listed(counted(PAGES, pages), counted(CELLS, edits))}.`,
        differing && counted(DIFFERING, differing),
        waiting ? WAITING : "",
        kept ? "" : UNKEPT,
      ]
        .filter(Boolean)
        .join(" "),
    );
  } catch (error) {
    if (!(error instanceof progress.Refusal)) console.error(error);
    const reason =
      error instanceof progress.Refusal ? error.message : "The browser cannot read this file.";
    tell(`${reason} Nothing has changed.`);
  }
  field.value = ""; // so that the same file can be chosen again
  showAll();
}

function forget() {
  const undo = progress.forgetEverything();
  showAll();
  tell(`Everything is deleted. ${UNDOABLE}`, () => {
    undo();
    showAll();
    tell("Everything is back.");
    tools.querySelector(button(DO.forget)).focus();
  });
}

function askWhetherToForget() {
  const {pages, edits, names, places, settings} = progress.counts();
  if (!pages && !edits && !names && !places && !settings) {
    tell("There is nothing to delete.");
    return;
  }
  const dialog = find(`.${REPORT.sure}`);
  const what = listed(
    pages && counted(PROGRESS_ON, pages),
    edits && counted(CELLS, edits),
    names && "your name",
    places && "the place where you were",
    settings && "your choice of letters and keys",
  );
  dialog.querySelector(`.${REPORT.what}`).textContent =
    `That is ${what}. Files that you have saved keep theirs.`;
  dialog.returnValue = "";
  dialog.showModal();
}

function start() {
  const actions = {
    [DO.print]: () => print(),
    [DO.save]: save,
    [DO.forget]: askWhetherToForget,
  };
  for (const [what, action] of Object.entries(actions)) {
    tools.querySelector(button(what)).addEventListener("click", action);
  }
  const file = tools.querySelector('input[type="file"]');
  file.addEventListener("change", () => bringBack(file));
  nameField.addEventListener("input", () => {
    sayWhetherKept(progress.setName(nameField.value.trim()) && isKept);
    showOnPaper();
  });
  const dialog = find(`.${REPORT.sure}`);
  dialog.addEventListener("close", () => dialog.returnValue === DO.forget && forget());
}

function showAll() {
  apply(); // a file may bring settings, and a deletion take them away
  show();
  showOnPaper();
  if (nameField && nameField !== document.activeElement) nameField.value = progress.name();
}

showAll();
sayWhetherKept();
if (tools) start();
for (const place of document.querySelectorAll(`.${REPORT.block}`)) place.dataset.alive = "";
const {progress: done, edit, name} = STORAGE;
for (const start of [done, edit, name]) watch(start, showAll); // from another tab
addEventListener("pageshow", ({persisted}) => persisted && showAll()); // "Back" shows an old page
addEventListener("beforeprint", showOnPaper);
