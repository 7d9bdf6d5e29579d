// What every page does, even where nothing else of its scripts arrives: so it comes as one file.

import {attendFocus} from "./focus.js";
import {DEMO, REPORT, RUN, SCRIPT} from "./generated/contract.js";
import {Late} from "./late.js";
import {attendPaper} from "./paper.js";
import {attendReader} from "./reader.js";

const HERE = document.currentScript.src;

// A formula wider than the screen scrolls in a box of its own: let the Tab key reach that box.
const reach = new ResizeObserver((boxes) => {
  for (const {target} of boxes) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".katex-display")) reach.observe(box);

// A link opens what it points at: the folds around it, itself if it is one, and the code of a cell.
function reveal() {
  const named = document.getElementById(location.hash.slice(1).split("?")[0]);
  const folds = [named?.querySelector(":scope > details.hide")];
  for (let fold = named?.closest("details"); fold; fold = fold.parentElement.closest("details")) {
    folds.push(fold);
  }
  const closed = folds.filter((fold) => fold && !fold.open);
  for (const fold of closed) fold.open = true;
  if (closed.length) named.scrollIntoView();
}
reveal();
addEventListener("hashchange", reveal);
document.addEventListener("click", ({target}) => {
  const link = target.closest("a[href]"); // the same address again is no change of it
  if (link?.hash && link.href === location.href) reveal();
});

attendPaper();
attendFocus();

// A report says where its reader is: at the figure or demo that the address names, while that is in
// view, or else in this section.
const MENUS = 64; // pixels that they cover at the top
const headings = [...document.querySelectorAll("article.bd-article :is(h1, h2, h3) > .headerlink")];
function place() {
  const named = document.getElementById(location.hash.slice(1).split("?")[0]);
  const {top, bottom} = named?.getBoundingClientRect() ?? {};
  const isInView = bottom > MENUS && top < innerHeight;
  if (isInView && !named.matches("section")) return location.hash;
  const above = (link) => link.getBoundingClientRect().top < innerHeight / 2;
  return headings.findLast(above)?.hash ?? "";
}
const report = document.querySelector(".btn-report");
if (report) {
  const link = new URL(report.href);
  const page = link.searchParams.get("where");
  const complete = () => {
    link.searchParams.set("where", page + place());
    report.href = link.href;
  };
  for (const event of ["pointerenter", "focus", "click"]) report.addEventListener(event, complete);
}

// A script that does not come, or that a filter exchanges for a page of its own, leaves buttons that
// do nothing: say so where they are. A module is asked for again, which gives the same one, or fails.
const FROM_DISK =
  "This page was opened from a file, and browsers run what moves on it only from a server. Read it " +
  "on the web, or run “python -m http.server” in its folder and open the address that this names.";
const AGAIN = "Load the page again to try once more";
const NO_CODE = `The script that runs code did not come. ${AGAIN}; the text is complete without it.`;
const NO_DEMO = `The script of this demo did not come. ${AGAIN}; the picture shows how it starts.`;
const NO_REPORT = `The script that shows your progress did not come. ${AGAIN}; nothing is lost.`;
const say = (place, sentence) => {
  place.classList.add("script-missing");
  place.textContent = location.protocol === "file:" ? FROM_DISK : sentence;
};
const saying = {
  [SCRIPT.page]: () => {
    for (const place of document.querySelectorAll(`.${RUN.says}`)) {
      if (!place.closest(`.${RUN.page}`)) place.removeAttribute("role"); // it is read out once
      say(place, NO_CODE);
    }
  },
  [SCRIPT.host]: () => {
    for (const demo of document.querySelectorAll(`.${DEMO.block}`)) {
      say(demo.querySelector(".demo-note"), NO_DEMO);
    }
  },
  [SCRIPT.report]: () => say(document.querySelector(`.${REPORT.kept}`), NO_REPORT),
};
addEventListener("load", () => {
  for (const {src} of document.querySelectorAll("script[type=module][src]")) {
    import(src).catch(() => saying[new URL(src).pathname.split("/").pop()]?.());
  }
});

// The search comes when a reader turns to its field, and no sooner.
const FETCHING = "Fetching the words of the book …";
const NO_SEARCH = "The search did not come: perhaps there is no connection. Your words stay here.";
const ASK_AGAIN = "Ask again";
const address = new URL(SCRIPT.search, HERE);
const search = new Late(() => import(address), SCRIPT.search, HERE);
function attend(form) {
  const says = form.parentElement.querySelector(".search-says");
  const again = Object.assign(document.createElement("button"), {textContent: ASK_AGAIN});
  const ask = () => {
    if (search.module) return;
    says.classList.remove("script-missing");
    says.textContent = FETCHING;
    form.elements.q.focus();
    search.fetch();
  };
  const settle = () => {
    if (search.module) {
      says.classList.remove("script-missing");
      search.module.attend(form);
    } else {
      say(says, NO_SEARCH);
      if (location.protocol !== "file:") says.append(" ", again);
    }
  };
  again.addEventListener("click", ask);
  form.addEventListener("focusin", ask, {once: true});
  search.follow(settle, new AbortController().signal);
}
for (const form of document.querySelectorAll("form.bd-search")) attend(form);
const field = document.querySelector(".search-page form.bd-search")?.elements.q;
if (field) {
  field.value = new URLSearchParams(location.search).get("q") ?? "";
  field.focus();
}

// Whoever types has every key: those with which the theme and Sphinx open the search or turn pages
// are for the rest of the page. They listen at the document; the theme's own comes first of all.
const isTyping = ({target}) =>
  Boolean(target.closest?.("input, textarea, select, [contenteditable=true]"));
document.body.addEventListener("keydown", (event) => {
  if (isTyping(event)) event.stopPropagation();
});
attendReader(isTyping);
addEventListener(
  "keydown",
  (event) => {
    const opensSearch = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    if (opensSearch && isTyping(event)) event.stopImmediatePropagation();
  },
  {capture: true},
);
