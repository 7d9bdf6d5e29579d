// Makes the demos of a page alive: each when it comes into view, or when the address names it.
import "../copying.js";
import {DATA, DEMO, DO, META} from "../generated/contract.js";
import {DEMOS} from "../generated/demos.js";
import {button} from "../selectors.js";
import {fail, tell} from "../telling.js";
import {defaults, readAddress, sound, writeAddress} from "./parameters.js";

const NEAR = "600px 0px"; // wake a demo before the reader gets there
const REST = 300; // ms before the address is written: browsers limit how often it may change
const awake = new WeakMap(); // element of a demo -> promise of what host and demo share

/** Whether there is a demo of this name: a reader's program may write any. */
export const isDemo = (name) => DEMOS.has(name);

/** The state of a demo on a page: the part of anywidget's model that a front end uses. */
class Model {
  #values;
  #listeners = new Map();

  constructor(values, save) {
    this.#values = {...values};
    this.save_changes = save;
  }

  get(name) {
    return this.#values[name];
  }

  set(name, value) {
    if (this.#values[name] === value) return;
    this.#values[name] = value;
    for (const listener of this.#listeners.get(`change:${name}`) ?? []) listener();
  }

  on(event, listener) {
    if (!this.#listeners.has(event)) this.#listeners.set(event, new Set());
    this.#listeners.get(event).add(listener);
  }

  off(event, listener) {
    this.#listeners.get(event)?.delete(listener);
  }
}

/** The demo that the address names, and the state that it asks for. */
function asked() {
  const [id, query = ""] = location.hash.slice(1).split("?");
  const el = document.getElementById(id);
  return el?.matches(`.${DEMO.block}`) ? {el, query} : {};
}

/** An action that waits until it has not been asked for during a while. */
function later(action) {
  let waiting;
  return () => {
    clearTimeout(waiting);
    waiting = setTimeout(action, REST);
  };
}

/** The state that a demo brings along; a reader's program may have written anything there. */
function stateOf(el) {
  try {
    return JSON.parse(el.dataset[DATA.state]);
  } catch {
    return {};
  }
}

async function start(el) {
  try {
    const {default: demo} = await DEMOS.get(el.dataset[DATA.demo])();
    const {specification} = demo;
    const given = sound(stateOf(el), specification, demo.check);
    const initial = {...defaults(specification), ...given};
    const state = () =>
      Object.fromEntries(specification.parameters.map(({name}) => [name, model.get(name)]));
    const address = () => `#${el.id}?${writeAddress(state(), specification)}`;
    const model = new Model(
      initial,
      later(() => history.replaceState(history.state, "", address())),
    );
    demo.render({model, el});
    if (el.id === demo.specification.name) offerLink(el, address); // others are not in the page
    return {el, demo, initial, model};
  } catch (error) {
    fail(el, error);
  }
}

/** Make a demo alive, in this state, as far as it has one: a reader's program may ask for anything. */
export async function show(el, state) {
  if (!isDemo(el.dataset[DATA.demo])) {
    console.warn(`There is no demo ${el.dataset[DATA.demo]}.`);
    return;
  }
  const shared = await wake(el);
  if (!shared) return;
  const {demo, model} = shared;
  const changes = sound(state, demo.specification, demo.check);
  for (const [name, value] of Object.entries(changes)) model.set(name, value);
}

/** Fetch all that the demos of the page need: else one piece would have to ask for the next. */
function fetchAhead() {
  const named = document.querySelector(`meta[name=${META.pieces}]`);
  for (const piece of named?.content.split(" ") ?? []) {
    const href = new URL(piece, import.meta.url);
    document.head.append(
      Object.assign(document.createElement("link"), {rel: "modulepreload", href}),
    );
  }
  named?.remove();
}

function wake(el) {
  fetchAhead();
  if (!awake.has(el)) awake.set(el, start(el));
  return awake.get(el);
}

function offerLink(el, address) {
  const copy = el.querySelector(button(DO.link));
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    const link = new URL(address(), location.href).href;
    try {
      await navigator.clipboard.writeText(link);
      tell(el, ".demo-told", "The link to this picture is copied.");
    } catch {
      // No permission, or no secure connection: let the reader copy it.
      const field = Object.assign(document.createElement("input"), {value: link, readOnly: true});
      field.setAttribute("aria-label", "Link to this picture");
      tell(el, ".demo-told", "Copy this link: ");
      el.querySelector(".demo-told").append(field);
      field.select();
    }
  });
}

/** Bring the demo that the address names into view, in the state that the address asks for. */
async function follow() {
  const {el, query} = asked();
  if (!el) return;
  el.scrollIntoView();
  const shared = await wake(el);
  if (!shared) return;
  const {demo, initial, model} = shared;
  const {state, notes} = readAddress(query, demo.specification, demo.check);
  for (const [name, value] of Object.entries({...initial, ...state})) model.set(name, value);
  tell(el, ".demo-note", notes.join(" "));
}

const near = new IntersectionObserver(
  (entries) => {
    for (const {target, isIntersecting} of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      wake(target);
    }
  },
  {rootMargin: NEAR},
);
for (const el of document.querySelectorAll(`.${DEMO.block}`)) near.observe(el);
addEventListener("hashchange", follow);
follow();
// The text comes first.
if (document.readyState === "complete") fetchAhead();
else addEventListener("load", fetchAhead);
