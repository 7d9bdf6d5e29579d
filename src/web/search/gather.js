// Gathers what the search finds, while the book is built: node gather.js < book.json reads the
// written pages and prints their sections as text. `book` is {folder, pages: [name, ...]}.
import {readFileSync} from "node:fs";
import {join} from "node:path";
import {text} from "node:stream/consumers";
import {parseHTML} from "linkedom";
import {
  CLOSING,
  DEMO,
  HOME,
  ID,
  META,
  PICTURE,
  QUESTION,
  REPORT,
  RUN,
} from "../generated/contract.js";
import {readable} from "./tex.js";

// What is no sentence of the text: menus, buttons, drawings, results of code, and what a reader is
// to find out first.
const ELSEWHERE = [
  "script, style, svg, button, img, thead, .visually-hidden, .toctree-wrapper, .viewcode-link",
  `.${RUN.bar}, .${RUN.page}, .above-input, .cell_output > .output`,
  `.${DEMO.block}, .${PICTURE.block}, .${REPORT.block}, .${CLOSING.block}, .${QUESTION.answer}`,
  `.${HOME.start}, .${HOME.path}, .opening > p, .eqno, .timetable, .sd-stretched-link, .field-list`,
  ".doctest, .rubric",
  `details.solution, details[id*="${ID.hint}"]`,
];
const BLOCKS = "p, li, dt, dd, tr, figcaption, pre, div, section, blockquote";

// Attributes and methods stand where their class does.
const ENTRIES = "dl.glossary > dt, dl:is(.function, .class, .data, .exception) > dt.sig";

// What every page does to begin with.
const IMPORTS = /^(import .* as (np|plt|sp)|from neurocalc\b.*)$/gm;
const END = "\u2029"; // of a paragraph

const clean = (words) => words.replace(/\s+/g, " ").trim();
const titled = (heading) => clean(heading.textContent).replace(/#$/, ""); // its link to itself

/** The sections of an article: each without those that it holds. */
function* sections(article) {
  for (const section of article.querySelectorAll("section")) {
    const heading = section.querySelector("h1, h2, h3, h4");
    if (heading?.parentElement !== section) continue;
    const link = heading.querySelector(".headerlink");
    const id = link.getAttribute("href").slice(1);
    yield {id, title: titled(heading), of: section, without: "section, dl.glossary, dl.py"};
  }
}

/** The words that a glossary defines, and the functions of a reference: each is a place as well. */
function* entries(article) {
  for (const name of article.querySelectorAll(ENTRIES)) {
    let meaning = name.nextElementSibling;
    while (meaning?.tagName === "DT") meaning = meaning.nextElementSibling;
    const title = titled(name.querySelector(".sig-name") ?? name);
    const first = name.classList.contains("sig") ? meaning.querySelector("p") : meaning;
    if (name.id && first) yield {id: name.id, title, of: first, without: "dl"};
  }
}

/** What a part of a page says, by field. */
function read({id, title, of, without}) {
  const part = of.cloneNode(true);
  for (const one of part.querySelectorAll(`${without}, .headerlink, h1, h2, h3, h4`)) one.remove();
  const take = (selector) =>
    [...part.querySelectorAll(selector)].map((one) => {
      const words = one.textContent;
      one.remove();
      return words.trim();
    });
  const code = take(".cell_input pre, .highlight pre").join("\n").replace(IMPORTS, "").trim();
  const asked = take(`.${QUESTION.prompt}`).map(clean).join("\n");
  const terms = [...part.querySelectorAll("em, dfn")].map((one) => clean(one.textContent));
  for (const row of part.querySelectorAll("tr")) {
    row.textContent = [...row.children].map((cell) => clean(cell.textContent)).join(" · ");
  }
  for (const block of part.querySelectorAll(BLOCKS)) block.append(END);
  const lines = part.textContent.split(END).map(clean);
  const told = {id, title, terms: terms.join(", "), text: lines.filter(Boolean).join("\n")};
  return Object.fromEntries(Object.entries({...told, asked, code}).filter(([, words]) => words));
}

function gathered(html, name) {
  const {document} = parseHTML(html);
  const article = document.querySelector("article.bd-article");
  const heading = article.querySelector("h1");
  if (!heading) return []; // a page without a title has no name to be found under
  const isChapter = document.querySelector(`meta[name="${META.minutes}"]`) !== null;
  for (const formula of article.querySelectorAll(".katex")) {
    formula.replaceWith(readable(formula.querySelector("annotation").textContent));
  }
  const title = titled(heading);
  const repeated = isChapter ? ["table.symbols"] : []; // the glossary has them all
  for (const one of article.querySelectorAll([...ELSEWHERE, ...repeated].join())) one.remove();
  const found = [...sections(article), ...entries(article)].map(read);
  return [{page: `${name}.html`, title, isChapter, sections: found}];
}

const {folder, pages} = JSON.parse(await text(process.stdin));
const written = (name) => readFileSync(join(folder, `${name}.html`), "utf8");
process.stdout.write(JSON.stringify(pages.flatMap((name) => gathered(written(name), name))));
