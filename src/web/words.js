// Words that are said in more than one place, and the forms that they take.
const LANGUAGE = "en-GB"; // no comma before the last of a list
const PLURAL = new Intl.PluralRules(LANGUAGE);
const ALL = new Intl.ListFormat(LANGUAGE, {type: "conjunction"});
const ROW = new Intl.ListFormat(LANGUAGE, {type: "unit"});

/** How long a step can be taken back. */
export const UNDOABLE = "You can undo this until you leave the page.";

/** How what stands in a picture to be dragged is moved without dragging: a voice says it. */
export const MOVED = {
  along: "Arrow keys move it by one step, Page Up and Page Down by ten.",
  anywhere:
    "Left and right arrow keys move it sideways, up and down arrow keys upwards and downwards.",
  away: "Arrow keys move it by one step, Page Up and Page Down by ten. Delete removes it.",
  around: "Arrow keys turn it, and so does a tap away from its middle.",
};

/** A sentence with what stands for its names in braces. */
export const filled = (form, values) => form.replace(/\{(\w+)\}/g, (_, name) => values[name]);

/** A sentence or a phrase in the form for a number: {one: "{n} page", other: "{n} pages"}. */
export const counted = (forms, n, values = {}) => filled(forms[PLURAL.select(n)], {n, ...values});

/** "a, b and c"; what is empty is left out. */
export const listed = (...parts) => ALL.format(parts.filter(Boolean));

/** "a, b, c"; what is empty is left out. */
export const inRow = (...parts) => ROW.format(parts.filter(Boolean));
