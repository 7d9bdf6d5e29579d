// A formula wider than the screen scrolls in a box of its own: let the Tab key reach that box.
const reach = new ResizeObserver((boxes) => {
  for (const {target} of boxes) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
for (const box of document.querySelectorAll(".katex-display")) reach.observe(box);

// A report says where its reader is: at the figure or demo that the address names, while that is in
// view, or else in this section.
const MENUS = 64; // pixels that they cover at the top
const headings = [...document.querySelectorAll("article.bd-article :is(h1, h2, h3) > .headerlink")];
function place() {
  const named = document.getElementById(location.hash.slice(1).split("?")[0]);
  const {top, bottom} = named?.getBoundingClientRect() ?? {};
  const isInView = bottom > MENUS && top < innerHeight;
  if (isInView && !named.matches("section")) return location.hash;
  const above = (link) => link.getBoundingClientRect().top < innerHeight / 2;
  return headings.findLast(above)?.hash ?? "";
}
const report = document.querySelector(".btn-report");
if (report) {
  const address = new URL(report.href);
  const page = address.searchParams.get("where");
  const complete = () => {
    address.searchParams.set("where", page + place());
    report.href = address.href;
  };
  for (const event of ["pointerenter", "focus", "click"]) report.addEventListener(event, complete);
}
