// A quiet word when a chapter is complete. It lies over the page, moves nothing, takes no click, and
// goes by itself; the panel at the end of the chapter keeps what it says.
import {isComplete, panel} from "./closing.js";
import {follow} from "./progress.js";

const SAID =
  "This chapter is complete: you have answered, solved and read all of it. Its end says what comes next.";
const STAY = 12_000; // ms: long enough to be read twice

/** Be ready to celebrate; a voice reads out what enters a place that was there before. */
export function awaitCompletion() {
  const end = panel();
  if (!end) return;
  const place = document.createElement("div");
  place.className = "celebration";
  place.setAttribute("role", "status");
  end.after(place);
  let wasComplete = isComplete(end);
  follow(() => {
    const isNow = isComplete(end);
    if (isNow && !wasComplete) celebrate(place);
    wasComplete = isNow;
  });
}

function celebrate(place) {
  const sign = document.createElement("span");
  sign.textContent = "✓";
  sign.ariaHidden = "true";
  const words = document.createElement("span");
  words.textContent = SAID;
  place.replaceChildren(sign, words);
  setTimeout(() => place.replaceChildren(), STAY);
}
