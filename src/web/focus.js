// Where the focus goes when what had it goes away: a reader with a keyboard never begins anew.

// The theme takes the focus from these when they are pressed, lest their tooltips stay. (Seen in
// sphinx-book-theme 1.4.0.)
const BLURRED = ".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle";

/** Keep the focus with the reader in what the theme does with it. */
export function attendFocus() {
  // Who skips the menus goes on from the text, and has a focus there until it moves on.
  const text = document.getElementById("main-content");
  document.querySelector(".skip-link a")?.addEventListener("click", () => {
    text.tabIndex = -1;
    text.addEventListener("blur", () => text.removeAttribute("tabindex"), {once: true});
  });
  for (const one of document.querySelectorAll(BLURRED)) {
    const blur = one.blur.bind(one);
    one.blur = () => one.matches(":focus-visible, .dropdown-toggle") || blur();
  }
  // A menu that closes over the focus gives it back to its button.
  document.addEventListener("hide.bs.dropdown", ({target: opener}) => {
    if (opener.parentElement.contains(document.activeElement)) opener.focus();
  });
}
