// How a script finds what Python has written into the page.
import {DATA} from "./generated/contract.js";

/** The selector of buttons: all, or those that do this. */
export const button = (action) => (action ? `[data-${DATA.do}="${action}"]` : `[data-${DATA.do}]`);

/** The questions and exercises of the chapter that an element stands for, as Python has written. */
export const tasksOf = ({dataset}) => ({
  questions: dataset[DATA.questions].split(" ").filter(Boolean),
  exercises: dataset[DATA.exercises].split(" ").filter(Boolean),
});
