// On the page that a host shows where there is none. Several ways lead to this script, since that
// page may stand anywhere; the first one that arrives knows where the book begins.
(() => {
  if (document.documentElement.dataset.root) return;
  const root = new URL("..", document.currentScript.src);
  document.documentElement.dataset.root = root;

  /** What mail programs and word processors make of an address, taken back. */
  const mended = (text) => {
    let last;
    do {
      last = text;
      try {
        text = decodeURIComponent(text);
      } catch {} // a lone percent sign
      text = text.replaceAll("&amp;", "&");
    } while (text !== last);
    return text.replace(/[\s.,;:!'"’”»>)\]}]+$/u, "").replace(/^[\s<(["'“«]+/u, "");
  };

  /** Split an address below the root at its first mark. */
  const parts = (text) => text.match(/^([^?#]*)(.*)$/s).slice(1);

  const asked = mended(location.href.slice(root.href.length));
  const [path, rest] = parts(asked);

  /** The page of the book that was meant, or nothing. */
  const meant = (pages) => {
    const bare = (name) =>
      name
        .toLowerCase()
        .replace(/[\s.,;:/]+$/, "")
        .replace(/(\/index)?\.html?$/, "");
    const wanted = bare(path);
    const last = wanted.split("/").at(-1);
    return (
      pages.find((page) => bare(page) === wanted) ??
      pages.find((page) => last && bare(page) === last) // in a folder that is none
    );
  };

  document.head.insertAdjacentHTML(
    "beforeend",
    ["tokens.css", "book.css"]
      .map((name) => `<link rel="stylesheet" href="${root}_static/${name}">`)
      .join(""),
  );
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";

  document.addEventListener("DOMContentLoaded", () => {
    const pages = document.body.dataset.pages.split(" ");
    const page = meant(pages);
    if (page) {
      const address = root + page + rest;
      if (address !== location.href) return location.replace(address);
    }
    for (const link of document.querySelectorAll("#missing-contents a")) {
      link.href = root + link.getAttribute("href").split("/").at(-1);
    }
    document.querySelector(".missing-hint").hidden = true;
    const search = document.getElementById("missing-search");
    search.action = new URL("search.html", root);
    search.hidden = false;
    const words = path
      .split("/")
      .at(-1)
      .replace(/\.\w+$/, "");
    document.getElementById("missing-words").value = words.replace(/[-_+\W]+/g, " ").trim();
  });
})();
