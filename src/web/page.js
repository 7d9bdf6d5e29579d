// What a chapter does for its reader: cells run, exercises are checked, progress is kept.
import "./copying.js";
import {HOME, ID} from "./generated/contract.js";
import {keepPlace} from "./progress/place.js";
import {follow} from "./progress/reading.js";

follow();
keepPlace();
if (document.querySelector(`.${HOME.start}`)) {
  const {welcome} = await import("./progress/home.js");
  welcome();
}
const cells = document.querySelectorAll(`div.cell[id^=${ID.cell}]`);
if (cells.length) {
  const {start} = await import("./cells/cells.js");
  start([...cells]);
}
