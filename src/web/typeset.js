// Typeset formulas. KaTeX writes them, and is fetched when the first formula is wanted.
let katex;

/** Put a formula, in TeX, into an element; until KaTeX is there the element stays as it is. */
export async function typeset(el, tex) {
  el.dataset.tex = tex;
  katex ??= (await import("katex")).default;
  if (el.dataset.tex !== tex) return; // a later formula has overtaken this one
  // MathML alone needs no style sheet; where the page has KaTeX's, formulas look like all others.
  const isStyled = [...document.fonts].some(({family}) => family.includes("KaTeX_Main"));
  katex.render(tex, el, {output: isStyled ? "htmlAndMathml" : "mathml", throwOnError: false});
  el.translate = false; // a formula says the same in all languages
  // What is too long for its place can be scrolled to, with the keyboard as well.
  if (el.scrollWidth > el.clientWidth + 1) el.tabIndex = 0;
  else el.removeAttribute("tabindex");
}
