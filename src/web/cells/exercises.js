// An exercise: the feedback of its check, its hints one by one, its solution last.

import {ID, VERDICT} from "../generated/contract.js";
import {entryOf, exerciseTried, hintOpened} from "../progress/progress.js";
import {PAGE} from "../progress/storage.js";
import {element} from "./output.js";

/** The exercise around a starter cell. */
export class Exercise {
  #feedback;
  #output;
  #helps; // hints in their order, then the solution

  constructor(el, cell, output) {
    this.label = el.id;
    this.#output = output;
    this.#feedback = element("div", "feedback");
    this.#feedback.setAttribute("role", "status");
    cell.append(this.#feedback);
    const hints = document.querySelectorAll(`details[id^="${this.label}${ID.hint}"]`);
    this.#helps = [...hints, document.getElementById(`${this.label}${ID.solution}`)].filter(
      Boolean,
    );
    for (const [i, help] of this.#helps.entries()) {
      help.querySelector("summary").addEventListener("click", (event) => this.#open(event, i));
    }
  }

  /** Open what comes first of what has not been opened yet: a small hint may be all one needs. */
  #open(event, wanted) {
    if (this.#helps[wanted].open) return;
    const {hints = 0, solved} = entryOf(PAGE).exercises?.[this.label] ?? {};
    const number = solved ? wanted : Math.min(wanted, hints);
    hintOpened(PAGE, this.label, number + 1);
    if (number === wanted) return;
    event.preventDefault();
    this.#helps[number].open = true;
    this.#helps[number].querySelector("summary").focus();
  }

  /** Say what the check found; null takes it back. */
  tell(feedback) {
    this.#feedback.replaceChildren();
    this.#feedback.className = "feedback";
    if (!feedback) return;
    const {passed, message} = feedback;
    const verdict = passed ? VERDICT.right : VERDICT.wrong;
    this.#feedback.classList.add(`feedback-${passed ? "right" : "wrong"}`);
    this.#feedback.append(element("strong", "", verdict), ` ${message}`);
    this.#output.unsay(`${verdict} ${message}`); // the starter cells print it, for notebooks
    exerciseTried(PAGE, this.label, passed);
  }
}
