// The reader's letters, and the keys that there are: one dialog, opened by its button or by "?".
import {DO, STORAGE} from "./generated/contract.js";
import {apply, choose, settings} from "./progress/settings.js";
import {watch} from "./progress/storage.js";
import {button} from "./selectors.js";

const KEY = "?";
const NO_KEY = "no-keys"; // the setting that leaves the key alone
const UNKEPT =
  "Your browser does not keep this: its storage is full or forbidden. It holds until you leave the page.";

/** Let the dialog open; `isTyping` tells whether a key belongs to a field. */
export function attendReader(isTyping) {
  const dialog = document.querySelector(".reader-dialog");
  if (!dialog) return; // a demo alone in a frame has none
  for (const opener of document.querySelectorAll(button(DO.settings))) {
    opener.addEventListener("click", () => open(dialog));
  }
  document.addEventListener("keydown", (event) => {
    const isOurs = event.key === KEY && !(event.ctrlKey || event.altKey || event.metaKey);
    if (!isOurs || isTyping(event) || settings().includes(NO_KEY)) return;
    if (document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(dialog);
    dialog.querySelector(".reader-keys").focus();
  });
  dialog.addEventListener("change", () => {
    const chosen = [...dialog.querySelectorAll("input:checked")].map(({value}) => value);
    tell(dialog, choose(chosen.filter(Boolean)));
  });
  dialog.querySelector(button(DO.reset)).addEventListener("click", () => {
    tell(dialog, choose([]));
    show(dialog);
  });
  watch(STORAGE.settings, () => {
    apply(); // another tab has chosen
    show(dialog);
  });
}

function open(dialog) {
  show(dialog);
  dialog.showModal();
}

/** Show in the fields what is chosen: a field without a word is what the book has by itself. */
function show(dialog) {
  const words = settings();
  for (const own of dialog.querySelectorAll('input[value=""]')) own.checked = true;
  for (const field of dialog.querySelectorAll('input:not([value=""])')) {
    field.checked = words.includes(field.value);
  }
}

function tell(dialog, isKept) {
  dialog.querySelector(".reader-says").textContent = isKept ? "" : UNKEPT;
}
