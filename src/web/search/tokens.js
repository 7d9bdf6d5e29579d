// The words of a text and of what a reader types, in the forms in which one finds the other.

const NAMES = new Map(
  (
    "α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa " +
    "λ lambda μ mu ν nu ξ xi π pi ρ rho σ sigma ς sigma τ tau φ phi ϕ phi χ chi ψ psi ω omega"
  )
    .match(/\S \w+/gu)
    .map((pair) => pair.split(" ")),
);
const SIGNS = new Map([
  ["∂", "d"],
  ["∇", "gradient_"],
  ["∫", "integral"],
  ["∑", "sum"],
]);
const LETTER = /\p{Script=Greek}/gu;
const LOWERED = /[\u2080-\u209c\u1d62-\u1d6a]+/g;
// Words, with what joins them: np.diff, dI/dt, low-pass, Runge–Kutta, neuron's, f'.
const WORD = /[∫∑]|[\p{L}\p{M}\p{N}_∂∇]+(?:[./'’‐‑–-][\p{L}\p{M}\p{N}_∂]+)*['′’]*/gu;

const FORMS = new Map(); // of all words met so far: most come again and again

/** Without capitals, accents, raised and lowered letters: "τₛ" is "tau_s". */
function folded(text) {
  return text
    .replace(LOWERED, (letters) => `_${letters}`)
    .replace(/[∂∇∫∑]/g, (sign) => SIGNS.get(sign))
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[′’]/g, "'")
    .replace(/[‐‑–]/g, "-")
    .replace(LETTER, (letter) => `_${NAMES.get(letter) ?? letter}_`)
    .replace(/_+/g, "_")
    .replace(/^_|_$|(?<=\W)_|_(?=\W)/g, "");
}

/** One form for a word and for its plural. */
const single = (word) =>
  word.replace(/^([a-z]{3,})ies$/, "$1y").replace(/^([a-z]{2,}[^siu'_])(?<!ia)s$/, "$1");

/** A word as it stands, and each of the words that it joins. */
function forms(word) {
  if (!FORMS.has(word)) FORMS.set(word, made(word));
  return FORMS.get(word);
}

function made(word) {
  const text = folded(word).replace(/'s$/, "");
  const parts = text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const isJoined = parts.length > 1 || /^.{1,2}'+$/.test(text);
  const all = isJoined ? [text.replaceAll("-", ""), ...parts] : parts;
  return [...new Set(all.map(single))];
}

/** The words of a text: where each stands, and its forms. */
export function* words(text) {
  for (const {0: word, index} of text.matchAll(WORD)) {
    yield {start: index, end: index + word.length, forms: forms(word)};
  }
}

/** All forms of all words of a text. */
export const terms = (text) => [...words(text)].flatMap((word) => word.forms);
