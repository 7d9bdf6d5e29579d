// Typeset formulas. KaTeX writes them, and is fetched when the first formula is wanted.
import {Late} from "./late.js";

// Characters of TeX: so many take KaTeX a tenth of a second, sixteen times as many take ten.
const LONGEST = 4000;
const katex = new Late(
  () => import("katex"),
  "late:node_modules/katex/dist/katex.mjs",
  import.meta.url,
);

/**
 * Put a formula, in TeX, into an element.
 *
 * Until KaTeX is there, and where it cannot help because the formula is too long or KaTeX does not
 * come, the text `plain` stands in, if there is one; otherwise the element keeps what it holds.
 */
export async function typeset(el, tex, plain) {
  el.dataset.tex = tex;
  if (!katex.module && plain !== undefined) el.textContent = plain;
  const library = tex.length <= LONGEST ? await katex.fetch() : null;
  if (el.dataset.tex !== tex) return; // a later formula has overtaken this one
  const made = library && written(library.default, tex);
  if (made) el.replaceChildren(...made.childNodes);
  else if (plain !== undefined) el.textContent = plain;
  el.translate = false; // a formula says the same in all languages
  // What is too long for its place can be scrolled to, with the keyboard as well.
  if (el.scrollWidth > el.clientWidth + 1) el.tabIndex = 0;
  else el.removeAttribute("tabindex");
}

/** The formula in an element of its own, or null if it is nested deeper than KaTeX can follow. */
function written(library, tex) {
  const made = document.createElement("span");
  // MathML alone needs no style sheet; where the page has KaTeX's, formulas look like all others.
  const isStyled = [...document.fonts].some(({family}) => family.includes("KaTeX_Main"));
  try {
    library.render(tex, made, {output: isStyled ? "htmlAndMathml" : "mathml", throwOnError: false});
    return made;
  } catch (error) {
    console.warn("A formula is shown as text:", error);
    return null;
  }
}
