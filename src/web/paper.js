// Paper is light, nothing on it can be unfolded, and answers are out of sight at its end: all this
// for as long as the page is printed; then the page is as it was.
//
// The answers themselves go there and come back. So what a reader has typed and run in a solution is
// printed, no id is there twice, and the page carries nothing a second time. Where no script runs,
// paper.css opens each answer in its place.
import {EXERCISE, QUESTION} from "./generated/contract.js";
import {filled} from "./words.js";

const TITLE = "Answers";
const ANSWER = "Answer {n} is at the end.";
const HINTS_AND_ANSWER = "Hints and answer {n} are at the end.";
const SETTLING = 1000; // ms: twice as long as an editor takes to leave the paper
const MOVES = ["wheel", "touchmove", "pointerdown", "keydown"];
const HELP = "details:is(.sd-dropdown, .solution)"; // hints and the solution of an exercise

let back = null; // while the page looks as on paper: the steps back, in the order of those there

/** Let a page look as on paper when it is printed. */
export function attendPaper() {
  addEventListener("beforeprint", onPaper);
  addEventListener("afterprint", onScreen);
  matchMedia("print").addEventListener("change", ({matches}) => (matches ? onPaper() : onScreen()));
}

function onPaper() {
  if (back) return;
  back = [];
  keepPlace();
  lighten(document.documentElement);
  for (const article of document.querySelectorAll("article.bd-article")) {
    gatherAnswers(article);
    for (const fold of article.querySelectorAll(`details:not([open], .${QUESTION.answer})`)) {
      fold.open = true;
      back.push(() => (fold.open = false));
    }
  }
}

function onScreen() {
  for (const step of back?.reverse() ?? []) step();
  back = null;
}

/** What moves loses the focus, and what lies below moves with it. */
function keepPlace() {
  const {activeElement: focused} = document;
  const place = {left: scrollX, top: scrollY, behavior: "instant"};
  back.push(() => {
    if (focused !== document.activeElement) focused?.focus({preventScroll: true});
    hold(place);
  });
}

/** Stay at a place, unless the reader leaves it: editors measure themselves anew, and would scroll. */
function hold(place) {
  const held = new AbortController();
  const {signal} = held;
  const leave = () => held.abort();
  scrollTo(place);
  addEventListener("scroll", () => scrollTo(place), {signal});
  for (const kind of MOVES) addEventListener(kind, leave, {signal, capture: true, passive: true});
  setTimeout(leave, SETTLING);
}

function lighten({dataset}) {
  const {theme} = dataset;
  if (!theme) return;
  dataset.theme = "light";
  back.push(() => (dataset.theme = theme));
}

// -- Answers --------------------------------------------------------------------------------------

function gatherAnswers(article) {
  const answers = element("section", "paper-answers", element("h2", "", TITLE));
  for (const task of article.querySelectorAll(`.${QUESTION.block}, .${EXERCISE.block}`)) {
    const isQuestion = task.matches(`.${QUESTION.block}`);
    const n = answers.children.length; // the title is one of them
    const entry = isQuestion ? feedbackTo(task) : helpWith(task);
    if (!entry.children.length) continue;
    const title = task.querySelector(isQuestion ? `.${QUESTION.prompt}` : ".admonition-title");
    entry.id = `paper-answer-${n}`;
    entry.prepend(linkTo(task, "paper-task", `${n}. `, ...copyOf(title).childNodes));
    answers.append(entry);
    const where = filled(isQuestion ? ANSWER : HINTS_AND_ANSWER, {n});
    lend(linkTo(entry, "paper-where", where), task);
  }
  if (answers.children.length > 1) lend(answers, article);
}

/** The feedback to each answer, by its letter. */
function feedbackTo(question) {
  const entry = element("div", "paper-answer");
  for (const {firstElementChild: choice, lastElementChild: said} of question.querySelectorAll(
    `details.${QUESTION.answer}`,
  )) {
    const letter = choice.querySelector(`.${QUESTION.letter}`);
    const line = element("div", "paper-feedback", copyOf(letter));
    move(said, line);
    entry.append(line);
  }
  return entry;
}

/** The hints and the solution of an exercise, which lie in it or right behind it. */
function helpWith(exercise) {
  const entry = element("div", "paper-answer");
  const found = [...exercise.querySelectorAll(HELP)];
  for (let el = exercise; el.nextElementSibling?.matches(HELP); ) {
    el = el.nextElementSibling;
    found.push(el);
  }
  for (const help of found) move(help, entry);
  return entry;
}

// -- Steps there, and back ------------------------------------------------------------------------

function move(el, place) {
  const mark = document.createComment("");
  el.replaceWith(mark);
  place.append(el);
  back.push(() => mark.replaceWith(el));
}

function lend(el, place) {
  place.append(el);
  back.push(() => el.remove());
}

function element(name, className, ...content) {
  const el = Object.assign(document.createElement(name), {className});
  el.append(...content);
  return el;
}

function linkTo({id}, className, ...content) {
  const link = Object.assign(document.createElement("a"), {href: `#${id}`});
  link.append(...content);
  return element("p", className, link);
}

/** A copy without what only one may have: ids, and links, since none holds another. */
function copyOf(el) {
  const copy = el.cloneNode(true);
  for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes);
  for (const named of copy.querySelectorAll("[id]")) named.removeAttribute("id");
  return copy;
}
