// Follows the reader through a chapter: which answers were opened, whether the end was reached.
// Marks what is done, at the questions and exercises and in the list of chapters, without moving
// anything.
import {DATA, DO, EXERCISE, ID, META, QUESTION, STORAGE} from "../generated/contract.js";
import {button, tasksOf} from "../selectors.js";
import {filled} from "../words.js";
import {awaitCompletion} from "./celebration.js";
import {panel, showLeft} from "./closing.js";
import {
  entryOf,
  follow as followProgress,
  isAnswered,
  pageRead,
  questionAnswered,
  tally,
} from "./progress.js";
import {ratio} from "./sentences.js";
import {PAGE, ROOT, watch} from "./storage.js";

/** Nobody reads a chapter in less, in ms with its tab in the foreground. */
const LEAST_READING = 30_000;

/** Follow the reader on this page. */
export function follow() {
  const shown = [markChapters];
  if (document.querySelector(`meta[name="${META.minutes}"]`)) {
    for (const question of document.querySelectorAll(`.${QUESTION.block}[id]`)) {
      shown.push(followQuestion(question));
    }
    for (const exercise of document.querySelectorAll(`div.${EXERCISE.block}[id]`)) {
      shown.push(() => markExercise(exercise));
    }
    const end = panel();
    if (end) shown.push(() => showLeft(end));
    awaitCompletion();
    if (!entryOf(PAGE).read) followReading();
  }
  const show = () => {
    for (const part of shown) part();
  };
  show();
  followProgress(show);
  watch(STORAGE.progress, show);
  addEventListener("pageshow", ({persisted}) => persisted && show()); // "Back" shows an old page
}

// -- Questions ------------------------------------------------------------------------------------

/** Record the answers that the reader opens; returns the function that marks the question. */
function followQuestion(question) {
  const opened = new Set(); // opening an answer again is no new answer
  let isKept = true;
  const mark = () => {
    question.querySelector(".question-state")?.remove();
    const found = entryOf(PAGE).questions[question.id];
    if (!found) return;
    const label = marked("p", "question-state", state(found) + (isKept ? "" : " · not kept"));
    question.querySelector(`.${QUESTION.prompt}`).after(label);
  };
  const voice = question.querySelector(`.${QUESTION.verdict}`);
  for (const answer of question.querySelectorAll(`details.${QUESTION.answer}`)) {
    // A click, by mouse, finger or key: the browser also opens answers, when it searches the page.
    answer.querySelector("summary").addEventListener("click", () => {
      voice.textContent = answer.open ? "" : verdictOn(answer);
      if (answer.open || opened.has(answer)) return;
      opened.add(answer);
      isKept = questionAnswered(PAGE, question.id, answer.classList.contains(QUESTION.right));
      mark();
    });
  }
  return mark;
}

const VERDICT = "Answer {letter}: {verdict}";

/** What the reader hears of an answer: which one it is, and whether it is right. */
const verdictOn = (answer) =>
  filled(VERDICT, {
    letter: answer.querySelector(`.${QUESTION.letter}`).textContent,
    verdict: answer.querySelector(":scope > div strong").textContent,
  });

/** How a question was answered, in words with a sign. */
export const state = (question) => {
  if (!isAnswered(question)) return "○ not yet right";
  return question.right ? "✓ right at once" : "✓ right later";
};

// -- Exercises ------------------------------------------------------------------------------------

/** Say at an exercise, and on the button that checks it, whether it has been solved. */
function markExercise(exercise) {
  const {tries = 0, solved} = entryOf(PAGE).exercises[exercise.id] ?? {};
  const label = exercise.querySelector(".exercise-state");
  const text = solved ? SOLVED : tries ? UNSOLVED : "";
  if (text === (label?.textContent ?? "")) return;
  label?.remove();
  if (text)
    exercise.querySelector(".admonition-title").append(marked("span", "exercise-state", text));
  const check = exercise.querySelector(button(DO.check));
  if (!check) return;
  check.querySelector(".check-solved")?.remove();
  if (solved) check.append(sign("check-solved", "✓", " (solved)"));
}

const SOLVED = "✓ solved";
const UNSOLVED = "○ not yet solved";

function marked(name, className, text) {
  return Object.assign(document.createElement(name), {className, textContent: text});
}

/** A sign for the eye, and words for a voice. */
function sign(className, seen, spoken) {
  const whole = marked("span", className, "");
  const eye = marked("span", "", seen);
  eye.ariaHidden = "true";
  whole.append(eye, marked("span", "visually-hidden", spoken));
  return whole;
}

// -- Reading --------------------------------------------------------------------------------------

/** Count the page as read when its end has been in view and enough time has passed. */
function followReading() {
  const end = document.querySelector(`section[id$="${ID.takeaways}"]`);
  if (!end) return;
  const goal = end.querySelector("li:last-child") ?? end; // of the first list
  const seen = new Promise((resolve) => {
    const view = new IntersectionObserver((entries) => {
      if (!entries.some(({isIntersecting}) => isIntersecting)) return;
      view.disconnect();
      resolve();
    });
    view.observe(goal);
  });
  Promise.all([seen, inForeground(LEAST_READING)]).then(() => {
    pageRead(PAGE);
  });
}

/** Wait until the page has been in the foreground for so long. */
function inForeground(time) {
  return new Promise((resolve) => {
    let left = time;
    let since; // when it came to the foreground
    let waiting;
    const turn = () => {
      clearTimeout(waiting);
      if (since !== undefined) left -= performance.now() - since;
      since = document.hidden ? undefined : performance.now();
      if (!document.hidden) waiting = setTimeout(finish, left);
    };
    const finish = () => {
      document.removeEventListener("visibilitychange", turn);
      resolve();
    };
    document.addEventListener("visibilitychange", turn);
    turn();
  });
}

// -- The list of chapters -------------------------------------------------------------------------

const pageOf = (link) =>
  decodeURIComponent(new URL(link.href).pathname.slice(ROOT.length)).replace(/\.html$/, "");

/** Say at every chapter how many of its tasks are done, and put a check mark where it was read. */
export function markChapters() {
  for (const link of document.querySelectorAll(`.bd-links a[data-${DATA.questions}]`)) {
    const entry = entryOf(link.getAttribute("href") === "#" ? PAGE : pageOf(link));
    const tasks = tasksOf(link);
    const {sign: seen, spoken} = ratio(tally(entry, tasks.questions, tasks.exercises), tasks);
    put(
      link,
      "chapter-done",
      tasks.questions.length + tasks.exercises.length && seen,
      ` (${spoken})`,
    );
    put(link, "chapter-read", entry.read && "✓", " (read)");
  }
}

/** Let a link have a sign, or none; what is there and right stays. */
function put(link, className, seen, spoken) {
  const here = link.querySelector(`.${className}`);
  if ((here?.firstChild.textContent ?? "") === (seen || "")) return;
  if (!seen) here.remove();
  else if (here) here.replaceWith(sign(className, seen, spoken));
  else link.append(sign(className, seen, spoken));
}
