// Remembers at which section of a chapter its reader was last, so that the first page leads back.
import {META} from "../generated/contract.js";
import {setPlace} from "./progress.js";
import {PAGE} from "./storage.js";

const REST = 2000; // ms without scrolling before a place counts as one where somebody reads

/** The section that the middle of the window is in, or "" above the first one. */
function here() {
  const headings = [...document.querySelectorAll("article.bd-article section > :is(h2, h3, h4)")];
  const above = (heading) => heading.getBoundingClientRect().top < innerHeight / 2;
  return headings.findLast(above)?.parentElement.id ?? "";
}

/** Keep the reader's place in this page, if it is a chapter. */
export function keepPlace() {
  if (!document.querySelector(`meta[name="${META.minutes}"]`)) return;
  let resting;
  const rest = () => {
    clearTimeout(resting);
    if (!document.hidden) resting = setTimeout(() => setPlace(PAGE, here()), REST);
  };
  addEventListener("scroll", rest, {passive: true});
  document.addEventListener("visibilitychange", rest);
  rest();
}
