// A formula as one line of text: what a list of results shows, and what a search can find.

const GREEK = Object.fromEntries(
  (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ kappa κ lambda λ " +
    "mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ " +
    "Theta Θ Lambda Λ Sigma Σ Phi Φ Psi Ψ Omega Ω"
  )
    .match(/\w+ \S/gu)
    .map((pair) => pair.split(" ")),
);
const SIGNS = {
  ...GREEK,
  approx: "≈",
  cdot: "·",
  ge: "≥",
  geq: "≥",
  gg: "≫",
  iff: "⇔",
  in: "∈",
  infty: "∞",
  int: "∫",
  dots: "…",
  ldots: "…",
  le: "≤",
  leq: "≤",
  ll: "≪",
  mapsto: "↦",
  nabla: "∇",
  ne: "≠",
  neq: "≠",
  partial: "∂",
  pm: "±",
  prime: "′",
  propto: "∝",
  square: "□",
  sum: "∑",
  times: "×",
  to: "→",
  "{": "{",
  "}": "}",
  "%": "%",
};
const SPACES = new Set([",", ";", ":", " ", "quad", "qquad"]);
// What only says how a formula looks.
const SILENT = new Set(
  (
    "! left right big Big bigg Bigg bigl bigr displaystyle textstyle limits mathrm mathbf mathit " +
    "text textbf operatorname underbrace overbrace boxed vec hat bar"
  ).split(" "),
);
const FRACTIONS = new Set(["frac", "dfrac", "tfrac"]);
const RAISED = raised("0⁰1¹2²3³4⁴5⁵6⁶7⁷8⁸9⁹+⁺-⁻−⁻n\u207fi\u2071′′''");
const LOWERED = raised("0₀1₁2₂3₃4₄5₅6₆7₇8₈9₉aₐeₑhₕiᵢjⱼkₖlₗmₘnₙoₒpₚrᵣsₛtₜuᵤvᵥxₓ");

function raised(pairs) {
  return new Map([...pairs.matchAll(/(.)(.)/gu)].map(([, plain, mark]) => [plain, mark]));
}

/** A formula in LaTeX as text: `\frac{dr}{dI}` is "dr/dI", `e^{-t/\tau}` is "e^(-t/τ)". */
export function readable(tex) {
  const signs = tex.match(/\\[a-zA-Z]+|\\.|\s+|./gsu) ?? [];
  return group(signs)
    .replace(/\s+/g, " ")
    .replace(/\( | (?=[),;_^])/g, (gap) => gap.trim())
    .trim();
}

/** Read signs until the end, or until the group is closed. */
function group(signs) {
  let text = "";
  while (signs.length && signs[0] !== "}") text += next(signs);
  signs.shift();
  return text;
}

function next(signs) {
  const sign = signs.shift() ?? "";
  if (/^\s/.test(sign)) return " ";
  if (sign === "{") return group(signs);
  if (sign === "^") return mark(argument(signs), RAISED, "^");
  if (sign === "_") return mark(argument(signs), LOWERED, "_");
  if (sign === "&") return "";
  if (sign === "~") return " ";
  if (sign === "'") return "′";
  if (sign === "-") return "−";
  return sign.startsWith("\\") ? command(sign.slice(1), signs) : sign;
}

function command(name, signs) {
  if (name === "begin" || name === "end") {
    argument(signs);
    return " ";
  }
  if (name === "\\") return line(signs);
  if (FRACTIONS.has(name)) return `${whole(argument(signs))}/${whole(argument(signs))} `;
  if (name === "sqrt") return root(signs);
  if (SPACES.has(name)) return " ";
  if (SILENT.has(name)) return "";
  if (/\p{L}|[∂∇]/u.test(SIGNS[name]) && /^[\p{L}(]/u.test(signs[1] ?? "")) skip(signs);
  return SIGNS[name] ?? ` ${name} `; // a function: "2 sin t"
}

/** The end of a line; how far the next one is does not matter. */
function line(signs) {
  option(signs);
  return "; ";
}

function root(signs) {
  const degree = [...option(signs)].map((digit) => RAISED.get(digit) ?? digit).join("");
  return `${degree}√${whole(argument(signs))}`;
}

/** What stands in square brackets. */
function option(signs) {
  return signs[0] === "["
    ? signs
        .splice(0, signs.indexOf("]") + 1)
        .slice(1, -1)
        .join("")
    : "";
}

/** What the next sign or group says. */
function argument(signs) {
  skip(signs);
  return next(signs).trim();
}

function skip(signs) {
  while (/^\s/.test(signs[0] ?? "")) signs.shift();
}

// A number, or a letter with its marks: "t²", "θ_E", "dr", "∂x".
const WHOLE =
  /^(\d[\d.]*|∞|[d∂Δ]?\p{L}[′\p{Lm}\p{No}\u2080-\u209c\u1d62-\u1d6a]*(_\p{L})?|\([^()]*\))$/u;

/** In brackets, unless it holds together without them. */
const whole = (text) => (WHOLE.test(text) ? text : `(${text})`);

function mark(text, marks, sign) {
  const letters = [...text];
  if (letters.every((one) => marks.has(one))) return letters.map((one) => marks.get(one)).join("");
  return sign + whole(text);
}
