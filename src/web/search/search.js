// What a reader sees of the search: results while they type, by section, the best first. This comes
// with all that it looks through, or not at all; book.js fetches it, and says so when it fails.
import {counted} from "../words.js";
import {Index, pieces, sentence} from "./find.js";

const MOST = 20; // results that are shown
const HINT = "A word or a part of it, a letter such as θ, or code such as np.diff.";
const FOUND = {
  one: "{n} section, by how much it says of this.",
  other: "{n} sections, the best first.",
};
const MORE = "The {most} best of {n} sections. One more word narrows them down.";
const NOTHING = "Nothing in the book matches “{text}”.";
const NEAREST = "Did you mean “{word}”?";
const GLOSSARY = "Look through the glossary";

const ROOT = new URL(document.documentElement.dataset.content_root, location.href);
const [index] = await Promise.all([read(), dress()]);
const attended = new WeakSet();

async function read() {
  const answer = await fetch(new URL("../search.json", import.meta.url));
  if (!answer.ok) throw new Error(`the search looks through nothing: ${answer.status}`);
  return new Index(await answer.json());
}

/** Without the style sheet the results can be read as well. */
function dress() {
  const link = document.createElement("link");
  Object.assign(link, {rel: "stylesheet", href: new URL("search.css", import.meta.url)});
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve;
    document.head.append(link);
  });
}

/** Show below a form what its field asks for, from now on. */
export function attend(form) {
  if (attended.has(form)) return;
  attended.add(form);
  const field = form.elements.q;
  const room = form.parentElement;
  const dialog = form.closest("dialog");
  const says = room.querySelector(".search-says");
  const list = room.querySelector(".search-results");
  const links = () => [...list.querySelectorAll("a")];

  function show() {
    const text = field.value.trim();
    const found = text ? index.find(text) : [];
    list.replaceChildren(...found.slice(0, MOST).map(entry));
    list.scrollTop = 0;
    says.replaceChildren(...told(text, found.length));
    if (!dialog)
      history.replaceState(history.state, "", text ? `?q=${encodeURIComponent(text)}` : "?");
  }

  function told(text, count) {
    if (!text) return [HINT];
    if (count > MOST) return [counted({other: MORE, one: MORE}, count, {most: MOST})];
    return count
      ? [counted(FOUND, count)]
      : [NOTHING.replace("{text}", () => text), ...advice(text)];
  }

  /** What one may do where nothing is found: take the nearest word, or look through all of them. */
  function advice(text) {
    const word = index.nearest(text);
    const take = () => {
      field.value = word;
      field.focus();
      show();
    };
    const suggestion = element("button", "search-suggests", NEAREST.replace("{word}", word));
    suggestion.addEventListener("click", take);
    const glossary = element("a", "", GLOSSARY);
    glossary.href = new URL("glossary.html#sec-glossary", ROOT);
    return [...(word ? [" ", suggestion] : []), " ", glossary];
  }

  function move(event) {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (at < 0 && event.target !== field) return;
    const next = {ArrowDown: all[at + 1], ArrowUp: at < 0 ? null : (all[at - 1] ?? field)}[
      event.key
    ];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  field.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    links()[0]?.click();
  });
  room.addEventListener("keydown", move);
  room.addEventListener("click", ({target}) => target.closest("a") && dialog?.close());
  show();
}

/** A result: the page and the section, and a sentence that says why. */
function entry(section) {
  const {page, title, id, matched} = section;
  const link = element("a", "");
  link.href = new URL(`${page.page}#${id}`, ROOT);
  if (title !== page.title) link.append(element("span", "search-page-title", page.title), " ");
  link.append(element("span", "search-title", ...marked(pieces(title, matched))));
  const item = element("li", "", link);
  const why = sentence(section);
  if (why.length) item.append(element("p", "search-sentence", ...marked(why)));
  return item;
}

const marked = (parts) =>
  parts.map(([text, isFound]) => (isFound ? element("mark", "", text) : text));

function element(name, className, ...content) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...content);
  return made;
}
