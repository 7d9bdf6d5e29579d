// How a script finds what Python has written into the page.
import {DATA} from "./generated/contract.js";

/** The selector of buttons: all, or those that do this. */
export const button = (action) => (action ? `[data-${DATA.do}="${action}"]` : `[data-${DATA.do}]`);
