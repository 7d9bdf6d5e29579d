// Copied text has each formula once, as its TeX source between dollars. A browser would copy what
// KaTeX draws and what it says to voices, one below the other, a character in each line.

const formulaAt = (node) =>
  (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(".katex");

/** A copy of what is selected, with whole formulas: half of one has no source. */
function contents(range) {
  const whole = range.cloneRange();
  const first = formulaAt(whole.startContainer);
  const last = formulaAt(whole.endContainer);
  if (first) whole.setStartBefore(first.closest(".katex-display") ?? first);
  if (last) whole.setEndAfter(last.closest(".katex-display") ?? last);
  return whole.cloneContents();
}

/** Put each formula's source in its place; returns whether there was one. */
function write(fragment) {
  const formulas = [...fragment.querySelectorAll(".katex")];
  for (const formula of formulas) {
    const source = formula.querySelector("annotation")?.textContent.trim();
    if (source === undefined) continue;
    const display = formula.closest(".katex-display");
    const text = document.createElement(display ? "div" : "span");
    text.textContent = display ? `$$${source}$$` : `$${source}$`;
    // The theme lays out what is around a formula as a box, which would take a line of its own.
    (display ?? formula.closest("span.math") ?? formula).replaceWith(text);
  }
  return formulas.length > 0;
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  if (event.defaultPrevented || selection.isCollapsed) return;
  const ranges = Array.from({length: selection.rangeCount}, (_, i) => selection.getRangeAt(i));
  const copy = document.createElement("div");
  copy.append(...ranges.map(contents));
  if (!write(copy)) return; // the browser does it well
  // What is laid out has line breaks where the page has them.
  copy.style.cssText = "position: fixed; inset-inline-start: -200vw;";
  copy.inert = true;
  const place = document.querySelector("article.bd-article") ?? document.body;
  place.append(copy);
  const text = copy.innerText;
  copy.remove();
  copy.removeAttribute("style");
  event.clipboardData.setData("text/plain", text);
  event.clipboardData.setData("text/html", copy.innerHTML);
  event.preventDefault();
});
