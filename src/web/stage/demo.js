// The frame of every demo: its controls, its sentence, its table of values, and the way from
// state to screen.

import {DATA, DEMO, DO} from "../generated/contract.js";
import {button} from "../selectors.js";
import {fail, tell} from "../telling.js";
import {called, decimalsOf, escaped, fixed, shown} from "./format.js";
import {afterKey, typedNumber} from "./parameters.js";

const QUIET = 600; // ms without a change before the sentence is announced
const SLIP = 6; // px that a finger may move before it counts where it goes

/**
 * Make a demo of its specification and of what is its own:
 *
 * - describe(state): the picture in one sentence, for eyes and ears alike;
 * - values(state): {head, rows}, the numbers of the picture as a table of texts;
 * - open(stage): puts panels on the stage and returns update(state), which draws them. What
 *   else it returns, {update, close}, is called when the demo is closed;
 * - check: {name: (value) => ...} throws an error, with a sentence, for what nobody can draw;
 * - along: {name: (value) => changes} what a control changes together with its own parameter;
 * - extra(state): HTML of controls that no parameter describes, placed after the others.
 */
export function demo(
  specification,
  {describe, values, open, check = {}, along = {}, extra = () => ""},
) {
  const own = {describe, values, open, check, along, extra};
  return {
    specification,
    describe,
    open,
    check: (parameter, value) => check[parameter.name]?.(value),
    markup: (state) => markup(specification, own, state),
    render: ({model, el}) => render(specification, own, model, el),
  };
}

// -- Markup: the same in a prerendered page and in a notebook ------------------------------------

function markup({title, parameters}, {describe, values, extra}, state) {
  const controls = parameters.filter(({control}) => control);
  return `
<p class="demo-invitation">Drag the point ${ARROWS}</p>
<p class="demo-says">${escaped(describe(state))}</p>
<form class="demo-controls" aria-label="${escaped(title)}: controls">
${controls.map((parameter) => control(parameter, state[parameter.name])).join("\n")}${extra(state)}
</form>
<p class="demo-note"></p>
<div class="demo-tools">
<button type="button" data-${DATA.do}="${DO.reset}">Reset</button>
<button type="button" data-${DATA.do}="${DO.link}" hidden>Copy link</button>
<span class="demo-told"></span>
</div>
<details class="demo-values"><summary>Values</summary>
<div class="demo-table" tabindex="0" role="region" aria-label="${escaped(title)}: values">
${table(values(state))}</div></details>
<p class="demo-announcement" role="status"></p>`;
}

const ARROWS = `<svg width="18" height="10" viewBox="0 0 18 10" aria-hidden="true">
<path d="M1,5H17M5,1 1,5 5,9M13,1 17,5 13,9" fill="none" stroke="currentColor"/></svg>`;

const CONTROLS = {
  number: (parameter, value) => {
    const {minimum, maximum, step} = parameter;
    const [low, high, apart, now] = [minimum, maximum, step, value].map(escaped);
    return `<input type="range" min="${low}" max="${high}" step="${apart}" value="${now}"
      aria-valuetext="${escaped(shown(parameter, value))}">`;
  },
  choice: ({options}, value) => `<select>${chooser(Object.entries(options), value)}</select>`,
  switch: (_, value) => `<input type="checkbox"${value ? " checked" : ""}>`,
  typed: (_, value) => `<input type="text" value="${escaped(value)}" spellcheck="false"
      autocapitalize="off" autocomplete="off" autocorrect="off" maxlength="300">`,
};

/** Options, given as [value, text], of which one may be chosen. */
function chooser(options, chosen) {
  const selected = (value) => (value === chosen ? " selected" : "");
  return options
    .map(
      ([value, text]) =>
        `<option value="${escaped(value)}"${selected(value)}>${escaped(text)}</option>`,
    )
    .join("");
}

/** θ_E with its index below the line. */
const withSubscript = (symbol) => escaped(symbol).replace(/_(.+)/, "<sub>$1</sub>");

function control(parameter, value) {
  const {kind, name, label, symbol} = parameter;
  if (kind === "seed") {
    return `<div class="demo-control demo-seed" data-parameter="${escaped(name)}">
<button type="button">${escaped(label)}</button></div>`;
  }
  const named = escaped(label) + (symbol ? ` <var>${withSubscript(symbol)}</var>` : "");
  const said = kind === "number" ? numberField(parameter, value) : "";
  return `<div class="demo-control demo-${kind}" data-parameter="${escaped(name)}">
<label><span>${named}</span>${CONTROLS[kind](parameter, value)}</label>${said}${presets(parameter)}</div>`;
}

/** The value beside a slider, which a reader can also type. */
function numberField(parameter, value) {
  const {step, unit} = parameter;
  const name = escaped([called(parameter), unit && `(${unit})`].filter(Boolean).join(" "));
  const text = escaped(fixed(value, decimalsOf(step)));
  return `<span class="demo-value"><input type="text" inputmode="decimal" value="${text}"
      aria-label="${name}: value" autocomplete="off" spellcheck="false" maxlength="300">
<span aria-hidden="true">${escaped(unit ?? "")}</span></span><p class="demo-slip"></p>`;
}

function presets({kind, presets: formulas = [], label}) {
  if (kind !== "typed") return "";
  const options = chooser([["", "Examples"], ...formulas.map((text) => [text, text])]);
  const examples = `<select aria-label="${escaped(label)}: examples">${options}</select>`;
  return `${formulas.length ? examples : ""}<p class="demo-mistake"></p>`;
}

function table({head, rows}) {
  const top = head.map((text) => `<th scope="col">${escaped(text)}</th>`).join("");
  const lines = rows.map((row) => row.map((text) => `<td>${escaped(text)}</td>`).join(""));
  const body = lines.map((line) => `<tr>${line}</tr>`).join("\n");
  return `<table><thead><tr>${top}</tr></thead>\n<tbody>${body}</tbody></table>`;
}

// -- Life: from state to screen, and from controls to state --------------------------------------

function render(specification, own, model, el) {
  const {parameters} = specification;
  const names = parameters.map(({name}) => name);
  const read = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const initial = read();
  const closing = new AbortController();
  const {signal} = closing;

  // A page brings this markup along, with a picture on the stage; a notebook does not.
  el.classList.add(DEMO.block);
  if (!el.querySelector(`.${DEMO.stage}`)) {
    el.innerHTML = `<div class="${DEMO.stage} demo-bare"></div>${markup(specification, own, initial)}`;
  }
  const find = (selector) => el.querySelector(selector);

  /** Change some parameters; `done` says that the reader has let go. */
  function change(changes, done = true) {
    el.dataset.touched = ""; // who has moved something needs no invitation
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    if (done) model.save_changes();
  }

  const panels = document.createElement("div");
  panels.className = "demo-panels";
  find(`.${DEMO.stage}`).append(panels);
  const parameter = (name) => parameters.find((parameter) => parameter.name === name);
  let frame = 0;
  let saying = 0;
  let heard = null; // the sentence that the reader knows
  let drawing;

  function say(sentence) {
    heard = sentence;
    find(".demo-announcement").textContent = sentence;
  }
  function update() {
    frame = 0;
    try {
      const state = read();
      drawing.update(state);
      const sentence = own.describe(state);
      find(".demo-says").textContent = sentence;
      for (const parameter of parameters) show(el, parameter, state[parameter.name]);
      if (find(".demo-values").open) find(".demo-table").innerHTML = table(own.values(state));
      heard ??= sentence; // nothing has changed yet
      if (sentence !== heard) saying = setTimeout(say, QUIET, sentence);
    } catch (error) {
      close();
      fail(el, error);
    }
  }
  function schedule() {
    clearTimeout(saying); // a busy machine draws late, but the reader has moved on
    frame ||= requestAnimationFrame(update);
  }
  function fit(isPaper) {
    el.toggleAttribute("data-paper", isPaper);
    panels.dispatchEvent(new Event("resize"));
    update();
  }
  function close() {
    closing.abort();
    cancelAnimationFrame(frame);
    clearTimeout(saying);
    for (const name of names) model.off(`change:${name}`, schedule);
    drawing?.close?.();
    panels.remove();
    delete el.dataset.alive;
  }

  try {
    const opened = own.open({el: panels, change, read, parameter, signal, redraw: schedule});
    drawing = typeof opened === "function" ? {update: opened} : opened;
    listen(el, {specification, own, change, read, initial, schedule}, signal);
    for (const name of names) model.on(`change:${name}`, schedule);
    el.dataset.alive = "";
    update();
    // Paper has a width of its own, and waits for no frame.
    addEventListener("beforeprint", () => fit(true), {signal});
    addEventListener("afterprint", () => fit(false), {signal});
  } catch (error) {
    close();
    fail(el, error);
  }
  return close;
}

/** Let a control show the value of its parameter. */
function show(el, parameter, value) {
  const box = el.querySelector(`[data-parameter="${parameter.name}"]`);
  const input = box?.querySelector("input, label select");
  if (!input) return;
  if (parameter.kind === "switch") input.checked = value;
  else if (parameter.kind === "typed") showTyped(box, input, value);
  else {
    input.value = value;
    if (parameter.kind === "number") {
      input.setAttribute("aria-valuetext", shown(parameter, value));
      showNumber(box, parameter, value);
    }
  }
}

/** Let a field show a number; what is being typed, and what was refused, stays until that changes. */
function showNumber(box, {step}, value) {
  const field = box.querySelector(".demo-value input");
  const text = fixed(value, decimalsOf(step));
  if (field.dataset.shown === text) return;
  field.dataset.shown = text;
  field.value = text;
  complain(box, "", ".demo-slip", field);
}

/** Take a number that has been typed; if it cannot be one, say why, and leave text and picture. */
function typeNumber(box, parameter, value, change) {
  const field = box.querySelector(".demo-value input");
  const {number, mistake} = typedNumber(field.value, parameter);
  if (mistake) {
    complain(box, mistake, ".demo-slip", field);
    return;
  }
  delete field.dataset.shown;
  showNumber(box, parameter, number);
  if (number !== value) change({[parameter.name]: number});
}

/**
 * Let a field show a formula that came from elsewhere: what the reader has typed stays as it is, and
 * so does a field in which they may be typing.
 */
function showTyped(box, input, value) {
  if (input.dataset.accepted === value || input.matches(":focus")) return;
  write(box, input, value);
}

function write(box, input, value) {
  input.value = value;
  input.dataset.accepted = value;
  complain(box, "");
}

let complaints = 0; // places of complaints that have got a name

function complain(box, sentence, place = ".demo-mistake", field = box.querySelector("input")) {
  const why = box.querySelector(place);
  why.textContent = sentence;
  why.id ||= `demo-complaint-${++complaints}`; // whoever comes back to the field hears it again
  if (sentence) field.setAttribute("aria-describedby", why.id);
  else field.removeAttribute("aria-describedby");
  if (sentence) tell(box.closest(`.${DEMO.block}`), ".demo-announcement", sentence);
  field.setAttribute("aria-invalid", String(Boolean(sentence)));
}

/** Connect the controls, by listeners that `signal` removes. */
function listen(el, {specification, own, change, read, initial, schedule}, signal) {
  const form = el.querySelector(".demo-controls");
  const on = (target, kind, action) => target.addEventListener(kind, action, {signal});
  const known = (target) => {
    const box = target.closest("[data-parameter]");
    const name = box?.dataset.parameter;
    return {box, parameter: specification.parameters.find((one) => one.name === name)};
  };
  const take = ({target}, done) => {
    const {box, parameter} = known(target);
    if (!parameter) return;
    if (target.matches(".demo-value input")) {
      if (done) typeNumber(box, parameter, read()[parameter.name], change);
    } else if (parameter.kind !== "typed")
      change({[parameter.name]: valueIn(parameter, target)}, done);
    else {
      if (target.matches("select")) pick(box, target);
      type(own, parameter, box, change, done);
    }
  };
  slideByFinger(form, signal);
  on(el, "keydown", (event) => {
    if (uses(event)) event.stopPropagation(); // a notebook would move on to another cell
  });
  on(form, "submit", (event) => event.preventDefault());
  on(form, "input", (event) => take(event, false));
  on(form, "change", (event) => take(event, true));
  on(form, "focusin", ({target}) => {
    // Where the controls are one row, browsers leave one that peeps out where it is.
    const control = target.closest(".demo-control");
    if (!control || !target.matches(":focus-visible")) return;
    const [from, to] = [form, control].map((one) => one.getBoundingClientRect().left);
    if (form.scrollWidth > form.clientWidth) form.scrollLeft += to - from;
  });
  on(form, "focusout", schedule); // what came from elsewhere meanwhile is shown now
  on(form, "keydown", (event) => {
    // Browsers disagree on what a page is; here it is ten steps everywhere.
    if (event.target.type !== "range" || !event.key.startsWith("Page")) return;
    const {parameter} = known(event.target);
    event.preventDefault();
    change({[parameter.name]: afterKey(parameter, read()[parameter.name], event.key)});
  });
  on(form, "click", ({target}) => {
    const {parameter} = known(target);
    if (parameter?.kind === "seed" && target.matches("button")) {
      change({[parameter.name]: (read()[parameter.name] + 1) % 1e9});
    }
  });
  on(el.querySelector(button(DO.reset)), "click", () => {
    for (const box of el.querySelectorAll(".demo-typed")) {
      write(box, box.querySelector("input"), initial[box.dataset.parameter]); // a refused text goes
    }
    for (const field of el.querySelectorAll(".demo-value input")) delete field.dataset.shown;
    change(initial);
    schedule();
    tell(el, ".demo-note", "");
    tell(el, ".demo-told", "Back at the start.");
  });
  on(el.querySelector(".demo-values"), "toggle", schedule);
}

const valueIn = ({kind, step}, input) =>
  kind === "number"
    ? Number(input.valueAsNumber.toFixed(decimalsOf(step) + 6))
    : kind === "switch"
      ? input.checked
      : input.value;

/** Take what has been typed if it can be read; otherwise say why not and leave the picture. */
function type(own, parameter, box, change, done) {
  const input = box.querySelector("input");
  const text = input.value;
  try {
    own.check[parameter.name](text);
    input.dataset.accepted = text;
    complain(box, "");
    change({...own.along[parameter.name]?.(text), [parameter.name]: text}, done);
  } catch (error) {
    complain(box, error.message);
  }
}

function pick(box, chooser) {
  if (chooser.value) box.querySelector("input").value = chooser.value;
  chooser.value = "";
}

/**
 * A finger that begins on a slider may be about to scroll the page, but the browser moves the slider
 * at once. Here it counts when it moves sideways, or when it has only tapped.
 */
function slideByFinger(form, signal) {
  const on = (kind, action) => form.addEventListener(kind, action, {signal, capture: true});
  let touch = null; // the slider under the finger, until something else is touched
  const undo = () => {
    touch.input.value = touch.before;
  };
  on("pointerdown", ({target, pointerType, clientX: x, clientY: y}) => {
    const isFinger = pointerType === "touch" && target.type === "range";
    touch = isFinger ? {input: target, x, y, before: target.value, wanted: target.value} : null;
  });
  on("keydown", () => (touch = null));
  const far = ({clientX, clientY}) => [clientX - touch.x, clientY - touch.y].map(Math.abs);
  on("pointermove", (event) => {
    if (!touch || touch.isOver) return;
    const [sideways, upwards] = far(event);
    touch.isSliding ||= sideways > Math.max(upwards, SLIP);
  });
  for (const kind of ["input", "change"]) {
    on(kind, (event) => {
      if (event.target !== touch?.input || touch.isSliding) return;
      touch.wanted = touch.input.value;
      undo();
      event.stopPropagation();
    });
  }
  on("pointerup", (event) => {
    if (!touch || touch.isSliding) return;
    const {input, wanted} = touch;
    if (Math.max(...far(event)) > SLIP) {
      touch.isOver = true;
      return;
    }
    touch = null;
    input.value = wanted;
    for (const kind of ["input", "change"]) input.dispatchEvent(new Event(kind, {bubbles: true}));
  });
  on("pointercancel", () => {
    if (!touch || touch.isSliding) return;
    touch.isOver = true; // the page scrolls, and the browser may go on moving the slider
    undo();
  });
}

const MOVES = new Set([
  "ArrowLeft",
  "ArrowRight",
  "ArrowUp",
  "ArrowDown",
  "PageUp",
  "PageDown",
  "Home",
  "End",
]);
const PRESSES = new Set(["Enter", " "]);
const REMOVES = new Set(["Delete", "Backspace"]);

/** Whether what has the focus makes something of a key. */
function uses({target, key, altKey, ctrlKey, metaKey}) {
  if (altKey || ctrlKey || metaKey || key === "Tab" || key === "Escape") return false;
  if (target.matches('input[type="text"], .demo-told input')) return true;
  if (target.matches("select")) return MOVES.has(key) || PRESSES.has(key) || key.length === 1;
  if (target.matches('button, summary, input[type="checkbox"]')) return PRESSES.has(key);
  return MOVES.has(key) || (target.matches(".demo-handle") && REMOVES.has(key));
}
