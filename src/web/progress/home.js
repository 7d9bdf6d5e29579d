// The first page: its button leads back to where the reader was, and its path says what is done.
import {DATA, HOME, ID, STORAGE} from "../generated/contract.js";
import {tasksOf} from "../selectors.js";
import {counted, inRow} from "../words.js";
import {entryOf, place, tally} from "./progress.js";
import {watch} from "./storage.js";

const LEFT = {
  one: "Continue: {title}, {n}\u00a0minute left",
  other: "Continue: {title}, {n}\u00a0minutes left",
};
const NEXT = {
  one: "Continue: {title}, {n}\u00a0minute",
  other: "Continue: {title}, {n}\u00a0minutes",
};
const ALL_READ = "All chapters read: see what you have done";
const TASKS = {one: "{done} of {n} task done", other: "{done} of {n} tasks done"};
const READ = "read";

/** A chapter as its step on the path describes it; `left` has [section, minutes] in their order. */
function chapter(step) {
  const {dataset: data} = step;
  const link = step.querySelector("a");
  return {
    step,
    page: data[DATA.page],
    title: link.textContent,
    address: link.getAttribute("href"),
    minutes: Number(data[DATA.minutes]),
    left: data[DATA.left]
      .split(" ")
      .filter(Boolean)
      .map((one) => {
        const [, section, minutes] = one.match(/^(.*):(\d+)$/);
        return [section, Number(minutes)];
      }),
    ...tasksOf(step),
  };
}

/** What is known of each chapter. */
function known(chapters) {
  return chapters.map((one) => {
    const entry = entryOf(one.page);
    const {answered, solved, isRead} = tally(entry, one.questions, one.exercises);
    const done = answered + solved;
    return {...one, done, isRead, isBegun: done > 0 || isRead};
  });
}

/** Whether somebody who is at this section of a chapter has read it. */
function isDone({isRead, left}, section) {
  const names = left.map(([name]) => name);
  const end = names.findIndex((name) => name.endsWith(ID.takeaways));
  return isRead && end >= 0 && names.indexOf(section) >= end;
}

/** Where to go on: {chapter, address, text}; nowhere in particular for a new reader. */
function goal(chapters) {
  const last = place();
  const at = chapters.findIndex(({page}) => page === last?.page);
  const chapter = chapters[at];
  if (chapter && !isDone(chapter, last.section)) return back(chapter, last.section);
  if (!chapter && !chapters.some(({isBegun}) => isBegun)) return null;
  const unread = ({isRead}) => !isRead;
  const next = chapters.slice(at + 1).find(unread) ?? chapters.find(unread);
  if (!next) return {text: ALL_READ};
  const text = counted(NEXT, next.minutes, {title: next.title});
  return {chapter: next, address: next.address, text};
}

/** Back to a section, or to the top of its page where the book no longer has it. */
function back(chapter, section) {
  const {title, address, minutes} = chapter;
  const found = chapter.left.find(([name]) => name === section);
  const text = counted(LEFT, found?.[1] ?? minutes, {title});
  return {chapter, address: found ? `${address}#${encodeURIComponent(section)}` : address, text};
}

/** Say on the path how far a chapter has come, and whether the button leads there. */
function show({step, questions, exercises, done, isRead, isBegun}, isNext) {
  const total = questions.length + exercises.length;
  const says = inRow(isBegun && total && counted(TASKS, total, {done}), isRead && READ);
  step.querySelector(`.${HOME.done}`).textContent = says && `, ${says}`;
  step.toggleAttribute("data-begun", isBegun);
  step.toggleAttribute("data-read", isRead);
  step.toggleAttribute("data-next", isNext);
}

/** Receive the reader. */
export function welcome() {
  const button = document.querySelector(`.${HOME.start}`);
  const chapters = [...document.querySelectorAll(`.${HOME.path} > li`)].map(chapter);
  const [start, first] = [button.textContent, button.getAttribute("href")];
  const receive = () => {
    const all = known(chapters);
    const {chapter, address, text} = goal(all) ?? {address: first, text: start};
    button.textContent = text;
    button.href = address ?? (button.dataset[DATA.report] || first);
    for (const one of all) show(one, one === chapter);
  };
  receive();
  for (const what of [STORAGE.progress, STORAGE.place]) watch(what, receive);
  addEventListener("pageshow", ({persisted}) => persisted && receive()); // "Back" shows an old page
}
