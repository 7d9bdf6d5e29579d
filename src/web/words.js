// Words that are said in more than one place, and the forms that they take.
const LANGUAGE = "en-GB"; // no comma before the last of a list
const PLURAL = new Intl.PluralRules(LANGUAGE);
const ALL = new Intl.ListFormat(LANGUAGE, {type: "conjunction"});
const ROW = new Intl.ListFormat(LANGUAGE, {type: "unit"});

/** How long a step can be taken back. */
export const UNDOABLE = "You can undo this until you leave the page.";

/** A sentence or a phrase in the form for a number: {one: "{n} page", other: "{n} pages"}. */
export const counted = (forms, n, values = {}) =>
  forms[PLURAL.select(n)].replace(/\{(\w+)\}/g, (_, name) => ({n, ...values})[name]);

/** "a, b and c"; what is empty is left out. */
export const listed = (...parts) => ALL.format(parts.filter(Boolean));

/** "a, b, c"; what is empty is left out. */
export const inRow = (...parts) => ROW.format(parts.filter(Boolean));
