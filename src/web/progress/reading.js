// Follows the reader through a chapter: which answers were opened, whether the end was reached.
// Marks what is done, at the questions and in the list of chapters, without moving anything.
import {ID, META, QUESTION, STORAGE} from "../generated/contract.js";
import {entryOf, isAnswered, pageRead, questionAnswered} from "./progress.js";
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
    if (!entryOf(PAGE).read) followReading();
  }
  const show = () => {
    for (const part of shown) part();
  };
  show();
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
    const label = document.createElement("p");
    label.className = "question-state";
    label.textContent = state(found) + (isKept ? "" : " · not kept");
    question.querySelector(`.${QUESTION.prompt}`).after(label);
  };
  for (const answer of question.querySelectorAll(`details.${QUESTION.answer}`)) {
    // A click, by mouse, finger or key: the browser also opens answers, when it searches the page.
    answer.querySelector("summary").addEventListener("click", () => {
      if (answer.open || opened.has(answer)) return;
      opened.add(answer);
      isKept = questionAnswered(PAGE, question.id, answer.classList.contains(QUESTION.right));
      mark();
    });
  }
  return mark;
}

/** How a question was answered, in words with a sign. */
export const state = (question) => {
  if (!isAnswered(question)) return "○ not yet right";
  return question.right ? "✓ right at once" : "✓ right later";
};

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
    markChapters();
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

/** Put a check mark beside every chapter that has been read. */
export function markChapters() {
  for (const link of document.querySelectorAll(".bd-links li > a")) {
    const label = link.querySelector(".chapter-read");
    const isRead = Boolean(entryOf(pageOf(link)).read);
    if (isRead === Boolean(label)) continue;
    if (!isRead) label.remove();
    else {
      link.insertAdjacentHTML(
        "beforeend",
        '<span class="chapter-read"><span aria-hidden="true">✓</span><span class="visually-hidden"> (read)</span></span>',
      );
    }
  }
}
