// What readers call by other words than the book does.

/** Words that say how a question is asked, and not what about. */
export const ASKING = new Set(
  (
    "a about an and any are as at be been but by can could did do does doing for from get gets " +
    "getting give go goes had has have how i if in into is it its just like make makes me mean " +
    "means my of on or our really same so some than that the their them then there these they " +
    "thing this those to up us use used using very want was we were what when where which who " +
    "whose why will with would you your with"
  ).split(" "),
);

/** What one may say for another: a search for one finds the others as well. */
export const SAME = [
  ["differentiate", "differentiation", "derivative"],
  ["derivative", "slope"],
  ["steepness", "slope"],
  ["integrate", "integration", "integral"],
  ["area under curve", "area under the curve", "integral", "area"],
  ["antiderivative", "primitive"],
  ["velocity", "speed"],
  ["blow up", "explode", "noisy", "bigger", "larger", "worse", "grow"],
  ["tiny", "small", "smaller"],
  ["rounding", "round-off", "roundoff", "floating point"],
  ["maximum", "minimum", "extremum", "peak"],
  ["maxima", "minima", "extremum", "maximum"],
  ["optimum", "optimization", "optimisation", "best"],
  ["e/i", "ei", "excitatory inhibitory", "excitation inhibition"],
  ["divisive", "divide", "division"],
  ["lif", "leaky integrate-and-fire"],
  ["ftc", "fundamental theorem of calculus"],
  ["f-i curve", "fi curve", "transfer function"],
  ["psc", "epsc", "postsynaptic current"],
  ["logistic", "sigmoid"],
  ["exponent", "exponential"],
  ["natural log", "logarithm", "ln", "log"],
  ["smoothing", "moving average", "average"],
  ["lag", "delay", "late"],
  ["ode", "differential equation"],
  ["simpson", "rules"],
  ["quadrature", "riemann sum"],
  ["slope field", "gradient"],
  ["install", "installation", "pip", "set up", "own computer"],
  ["pyodide", "webassembly", "run in the browser", "run here"],
  ["notebook", "jupyter", "colab", "binder"],
  ["citation", "cite"],
  ["dark mode", "night mode", "dark"],
  ["print", "pdf", "paper"],
  ["offline", "download", "take along"],
  ["homework", "hand in", "submit", "report"],
  ["solution", "answer", "exercise"],
  ["license", "licence", "copyright"],
  ["teacher", "lecturer", "instructor"],
];
