// What a chapter does for its reader: cells run, exercises are checked, progress is kept.
import "./copying.js";
import {ID} from "./generated/contract.js";
import {follow} from "./progress/reading.js";

follow();
const cells = document.querySelectorAll(`div.cell[id^=${ID.cell}]`);
if (cells.length) {
  const {start} = await import("./cells/cells.js");
  start([...cells]);
}
