// Before most of the page is drawn: the colours and letters that its reader has chosen. The page does
// not wait for it; where a choice is kept, this script has been kept as well, and is there at once.
import {apply} from "./progress/settings.js";

apply();

const {dataset} = document.documentElement;
const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
let kept = null; // by the theme's button, under the theme's name
try {
  kept = localStorage.getItem("mode");
} catch {} // this browser keeps nothing
dataset.mode = ["light", "dark"].includes(kept) ? kept : "auto";
dataset.theme = dataset.mode === "auto" ? (isDark ? "dark" : "light") : dataset.mode;
