// A formula wider than the screen scrolls in a box of its own: let the Tab key reach that box.
const reach = new ResizeObserver((boxes) => {
  for (const {target} of boxes) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".katex-display")) reach.observe(box);
