// The colours of an embedded demo: those of the reader's system, or of the page around it if its
// address ends with ?theme=light or ?theme=dark.
const wish = new URLSearchParams(location.search).get("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const dress = () => {
  const theme = ["light", "dark"].includes(wish) ? wish : dark.matches ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
};
dark.addEventListener("change", dress);
dress();
