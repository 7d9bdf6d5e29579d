// Numbers as the book prints them: a true minus sign, and a unit that never stands alone.

const HARD_SPACE = "\u00a0";
const THIN_SPACE = "\u2009";

/** Decimals that a step needs: 2 for 0.02. */
export const decimalsOf = (step) => (String(step).split(".")[1] ?? "").length;

/** A number with a fixed number of decimals; -0.00 is 0.00. */
export function fixed(value, decimals = 2) {
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "\u2212");
}

/** A number with so many significant digits, without the zeros at its end: 0.25, 1.2e−7. */
export function short(value, digits = 3) {
  if (!Number.isFinite(value)) return "none";
  const text = String(Number(value.toPrecision(digits)));
  return text.replaceAll("-", "\u2212");
}

const RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** A formula in one line of text, as one prints it: x² + 2 x y for x^2 + 2*x*y. */
export const printed = (formula) =>
  String(formula)
    .replace(/\^(\d+)/g, (_, digits) => [...digits].map((digit) => RAISED[digit]).join(""))
    .replaceAll("*", THIN_SPACE)
    .replaceAll("-", "\u2212");

/** A power of ten as an axis shows it: 0.01, 1, 100, 10⁻⁶. */
export function power(value) {
  const exponent = Math.round(Math.log10(value));
  if (Math.abs(exponent) <= 2) return String(Number(value.toPrecision(1)));
  const digits = [...String(Math.abs(exponent))].map((digit) => RAISED[digit]).join("");
  return `10${exponent < 0 ? "⁻" : ""}${digits}`;
}

/** A value with up to four decimals, or as a power of ten. */
export function written(value) {
  const size = Math.abs(value);
  if (size && (size < 1e-4 || size >= 1e6)) {
    const [digits, exponent] = value.toExponential(2).split("e");
    return `${short(Number(digits))} × ${power(10 ** Number(exponent))}`;
  }
  return size >= 1000 ? fixed(value, 0) : short(Number(value.toFixed(4)), 8);
}

/** A text with its unit behind it. */
export const withUnit = (text, unit) => (unit ? text + HARD_SPACE + unit : text);

/** A parameter as its control shows it to a reader, and as a voice says it: θE for θ_E. */
export const called = ({label, symbol}) =>
  [label, symbol && plain(symbol)].filter(Boolean).join(" ");

/** A letter with its index, in one line: θE for θ_E. */
export const plain = (symbol) => symbol.replace("_", "");

/** A value of a parameter as a reader reads it, with its unit. */
export function shown(parameter, value) {
  switch (parameter.kind) {
    case "number":
      return withUnit(fixed(value, decimalsOf(parameter.step)), parameter.unit);
    case "choice":
      return parameter.options[value];
    case "switch":
      return value ? "on" : "off";
    case "times": {
      const decimals = decimalsOf(parameter.step);
      return withUnit(value.map((time) => fixed(time, decimals)).join(", "), parameter.unit);
    }
    default:
      return String(value);
  }
}

const ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};

/** A text that means itself inside HTML. */
export const escaped = (text) => String(text).replace(/[&<>"]/g, (character) => ESCAPES[character]);
