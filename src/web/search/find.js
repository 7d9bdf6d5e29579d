// Finds sections of the book: best ones first, and chapters before appendices that fit as well.
import MiniSearch from "minisearch";
import {ID} from "../generated/contract.js";
import {ASKING, SAME} from "./synonyms.js";
import {terms, words} from "./tokens.js";

// What a section is called, by its title and by its author's label, and a term that it introduces
// say more of it than a word on the way; a question repeats what another section has explained.
const BOOST = {title: 3, label: 3, terms: 2.5, text: 1, asked: 0.5, code: 0.6};
const APPENDIX = 0.4; // what a section counts that is in no chapter
const TAKEAWAYS = 0.6; // and one that says again what the others have said
const RELATED = 0.3; // what another word for the same thing counts
const FAINT = 0.08; // of the best score: what is below has little to do with the question
const SHORTEST = 3; // letters of a part that is looked for inside words
const PROSE = 5; // words of a sentence that is no formula
const LONGEST = 170; // characters of a sentence that is shown whole

const SYNONYMS = SAME.map((group) => group.map((phrase) => meant(terms(phrase))));

/** An index of `pages`, as `gather.js` writes them. */
export class Index {
  #index = new MiniSearch({
    fields: Object.keys(BOOST),
    tokenize: (text) => this.#noted(text),
    processTerm: (term) => term,
    searchOptions: {
      boost: BOOST,
      boostDocument: (id) => this.#weight(this.sections[id]),
      maxFuzzy: 2,
      weights: {prefix: 0.5, fuzzy: 0.25},
    },
  });
  #known = new Map(); // all words of the book, as they were first written, by their forms

  constructor(pages) {
    this.sections = pages.flatMap((page) => page.sections.map((section) => ({...section, page})));
    this.#index.addAll(
      this.sections.map((section, id) => ({...section, label: labelled(section.id), id})),
    );
  }

  #weight({id, page}) {
    return (page.isChapter ? 1 : APPENDIX) * (id.endsWith(ID.takeaways) ? TAKEAWAYS : 1);
  }

  #noted(text) {
    for (const {start, end, forms} of words(text)) {
      for (const form of forms) {
        const written = forms.length > 1 ? form : text.slice(start, end).toLowerCase();
        if (!this.#known.has(form)) this.#known.set(form, written);
      }
    }
    return terms(text);
  }

  /** The sections that have to do with `text`, each with the words in it that were found. */
  find(text) {
    const all = [...words(text)].map((word) => word.forms);
    if (!all.length) return [];
    const asked = meant(all.flatMap((forms) => this.#told(forms)));
    const weights = new Map(related(meant(all.flat())).map((term) => [term, RELATED]));
    for (const part of all.flatMap((forms) => forms.slice(1))) weights.set(part, RELATED);
    for (const term of asked) {
      for (const around of this.#around(term)) weights.set(around, RELATED);
    }
    for (const term of asked) weights.set(term, 1);
    const found = this.#index.search(text, {
      tokenize: () => [...weights.keys()],
      prefix: (term) => term.length > 2 && weights.get(term) === 1,
      fuzzy: (term) => (term.length > 3 && weights.get(term) === 1 ? 0.25 : false),
      boostTerm: (term) => weights.get(term),
    });
    const isRelated = (term) => weights.get(term) === RELATED;
    const sections = found.map(({id, terms: all, score}) => {
      const named = all.filter((term) => !isRelated(term));
      return {...this.sections[id], matched: new Set(named.length ? named : all), score};
    });
    return ordered(sections.filter(({score}) => score > FAINT * sections[0].score));
  }

  /** A word that joins others, if the book has it as well; otherwise what it joins. */
  #told(forms) {
    return this.#known.has(forms[0]) ? forms.slice(0, 1) : forms;
  }

  /** Words that have `term` inside, if none begins with it. */
  #around(term) {
    if (term.length < SHORTEST) return [];
    const known = [...this.#known.keys()];
    if (known.some((word) => word.startsWith(term))) return [];
    return known.filter((word) => word.includes(term));
  }

  /** The word of the book that is most like `text`, or null. */
  nearest(text) {
    const asked = terms(text)[0] ?? "";
    const known = [...this.#known.values()].filter((word) => /^\p{L}{4,}$/u.test(word));
    const far = (word) => distance(asked, word);
    const best = known.reduce((a, b) => (far(b) < far(a) ? b : a), known[0]);
    return best && far(best) <= asked.length / 2 ? best : null;
  }
}

/** Chapters come first, but for what says more of the matter than any of them. */
function ordered(sections) {
  const first = sections.findIndex(({page}) => page.isChapter);
  const rest = sections.slice(Math.max(first, 0));
  const inChapters = ({page}) => page.isChapter;
  const elsewhere = ({page}) => !page.isChapter;
  return [
    ...sections.slice(0, Math.max(first, 0)),
    ...rest.filter(inChapters),
    ...rest.filter(elsewhere),
  ];
}

/** What a question is about: without the words that ask, unless there are no others. */
function meant(all) {
  const telling = all.filter((term) => !ASKING.has(term));
  return [...new Set(telling.length ? telling : all)];
}

/** The subject that a label names: that of "sec-chain-rule" is the chain rule. */
const labelled = (id) =>
  /^(sec|chap)-/.test(id) ? id.slice(id.indexOf("-")).replace(/-/g, " ") : "";

function related(asked) {
  const text = ` ${asked.join(" ")} `;
  const has = (phrase) => text.includes(` ${phrase.join(" ")} `);
  return SYNONYMS.filter((group) => group.some(has)).flat(2);
}

/** How many letters must change to make one word of the other. */
function distance(a, b) {
  let row = [...Array(b.length + 1).keys()];
  for (const [i, letter] of [...a].entries()) {
    const above = row;
    row = [i + 1];
    for (const [j, other] of [...b].entries()) {
      row.push(Math.min(above[j] + (letter !== other), above[j + 1] + 1, row[j] + 1));
    }
  }
  return row[b.length];
}

/** The sentence of a section that has most of what was found, in pieces: [text, isFound]. */
export function sentence({text = "", code = "", matched}) {
  const lines = [...sentences(text), ...code.split("\n")];
  const counts = lines.map((line) => {
    const found = new Set(terms(line).filter((term) => matched.has(term))).size;
    const isProse = line.match(/\p{L}{3,}/gu)?.length >= PROSE;
    return found && found + (isProse ? 0.5 : 0);
  });
  const best = counts.indexOf(Math.max(...counts));
  return pieces(shortened(lines[best] ?? "", matched), matched);
}

/** A text in pieces: [text, isFound]. */
export function pieces(text, matched) {
  const parts = [];
  let at = 0;
  for (const word of words(text)) {
    if (!isIn(word, matched)) continue;
    parts.push([text.slice(at, word.start), false], [text.slice(word.start, word.end), true]);
    at = word.end;
  }
  return [...parts, [text.slice(at), false]].filter(([part]) => part);
}

const isIn = (word, matched) => word.forms.some((form) => matched.has(form));

const sentences = (text) => text.split(/\n|(?<=[.?!]["”’)]*)\s+(?=["“(]*[\p{Lu}\p{N}])/u);

/** A long sentence from shortly before the first word that was found. */
function shortened(line, matched) {
  if (line.length <= LONGEST) return line;
  const first = [...words(line)].find((word) => isIn(word, matched))?.start ?? 0;
  const from = first > LONGEST / 2 ? line.lastIndexOf(" ", first - LONGEST / 4) + 1 : 0;
  const rest = line.slice(from);
  const to = rest.length > LONGEST ? rest.lastIndexOf(" ", LONGEST) : rest.length;
  return (from ? "… " : "") + rest.slice(0, to) + (to < rest.length ? " …" : "");
}
