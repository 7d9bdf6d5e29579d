// The panel at the end of a chapter: what is left in it, and whether all of it is done.
import {CLOSING, DATA, TASK} from "../generated/contract.js";
import {tasksOf} from "../selectors.js";
import {entryOf, tally} from "./progress.js";
import {remainder} from "./sentences.js";
import {PAGE} from "./storage.js";

/** The panel of this page, if it is a chapter. */
export const panel = () => document.querySelector(`.${CLOSING.block}`);

function done(el) {
  const {questions, exercises} = tasksOf(el);
  return tally(entryOf(PAGE), questions, exercises);
}

/** Whether the reader has done all there is to do on this page. */
export function isComplete(el) {
  const {left, isRead} = done(el);
  return isRead && !left.length;
}

/** Say what is left, and list no more than that. */
export function showLeft(el) {
  const now = done(el);
  el.querySelector(`.${CLOSING.says}`).textContent = remainder(now, tasksOf(el));
  for (const item of el.querySelectorAll(`[data-${DATA.task}]`)) {
    const task = item.dataset[DATA.task];
    item.hidden = task === TASK.read ? now.isRead : !now.left.includes(task);
  }
  el.querySelector(`.${CLOSING.done}`).hidden = !isComplete(el);
  el.toggleAttribute("data-complete", isComplete(el));
}
