r"""Read a formula that somebody typed, without ever running it as code.

The text passes three readable steps over one table of allowed names: `tokenize` cuts it into
words, `parse` builds a tree, `evaluate` computes the tree with NumPy. Anything outside the
grammar is refused by a `FormulaError`, one sentence that ends with the column of the culprit.

.. code-block:: text

    expression = term { ("+" | "-") term }
    term       = sign { ("*" | "/") sign | power }
    sign       = ("+" | "-") sign | power
    power      = atom [superscript] [("^" | "**") sign]
    atom       = number | name | function "(" expression ")" | "(" expression ")"

So -t^2 is -(t^2), 2^-1 is 1/2, and 2^3^2 is 2^(3^2).

**Implicit products** mean the same as ``*``: ``2xy``, ``2 x``, ``3sin(x)``, ``(x+1)(x-1)``,
``x(x+1)``. A word that is no known name is cut into letters if each letter is a variable or a
constant: ``xy`` is x*y. ``1e5`` and ``3e-2`` are numbers, ``2e`` is 2*e. Four kinds are refused,
because readers disagree about them:

* a factor that follows a divisor without a sign, as in ``1/2x``: (1/2)*x or 1/(2*x)?
* a factor that touches an exponent, as in ``e^2t`` or ``e^xy``: e^2*t or e^(2*t)? A space or a
  parenthesis settles it (``e^t sin(t)``, ``e^(-t)sin(t)``), and the plain number of a
  polynomial is clear (``x^2y`` is x^2*y);
* a number after a factor, as in ``x2`` or ``1 2``: x^2 or x*2?
* a fraction of 1 that touches a ^, as in ``t^1/2``: t^(1/2) or (t^1)/2? What is clear to everybody
  stays: ``t^2/2`` is (t^2)/2.

**Gaps.** Evaluation is real. Division by zero, the logarithm of a number that is not positive, a
root or a fractional power of a negative number, and a result that overflows give nan: a gap in a
curve. An overflow on the way does not: 1/(1+e^-t) is 0 at t = -1000.

**Columns** count Unicode characters, starting at 1. A text with several mistakes is refused for
its length, else for an ``=``, else for the first word outside the vocabulary, else for the first
slip of grammar.
"""

import difflib
import math
import operator
import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from neurocalc import arguments

__all__ = ["CONSTANTS", "FUNCTIONS", "Formula", "FormulaError", "evaluate", "parse", "tokenize"]

LONGEST_TEXT = 200  # characters: a formula of one line; it bounds the work of everything below
DEEPEST_NESTING = 40  # parentheses, signs and powers within each other: far from Python's own limit
LARGEST_TEN = 100  # of the e in 1e100: the exact fraction 1e-999999999 would fill the memory
LARGEST_NUMBER = 10.0**LARGEST_TEN  # leaves room to multiply: a float overflows at 1.8e308
LARGEST_EXPONENT = 1000  # for constant exponents: e^1000 overflows, and no curve needs t^1001
LARGEST_EXACT = 10_000  # SymPy writes powers of exact numbers out, digit by digit: keep them small

Tree = tuple  # ("number", "2.5"), ("name", "t"), ("neg", a), ("+", a, b), ("call", "sin", a)


def _divide(a, b):
    return np.where(b == 0, np.nan, np.divide(a, b))  # not inf: 1/(1/0) has no value either


def _power(base, exponent):
    fractional = exponent != np.floor(exponent)
    gap = ((base == 0) & (exponent < 0)) | ((base < 0) & fractional)
    gap = gap | np.isnan(base) | np.isnan(exponent)  # NumPy takes nan**0 and 1**nan for 1
    return np.where(gap, np.nan, np.power(base, exponent))


def _log(x):
    return np.where(x > 0, np.log(x), np.nan)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def _sympy_sigmoid(x):
    from sympy import exp

    return 1 / (1 + exp(-x))


# The whole vocabulary: how NumPy computes a function, and what SymPy calls it.
FUNCTIONS = {
    "sin": (np.sin, "sin"),
    "cos": (np.cos, "cos"),
    "tan": (np.tan, "tan"),
    "exp": (np.exp, "exp"),
    "log": (_log, "log"),  # the natural logarithm, in SymPy too
    "sqrt": (np.sqrt, "sqrt"),
    "abs": (np.abs, "Abs"),
    "tanh": (np.tanh, "tanh"),
    "sinh": (np.sinh, "sinh"),
    "cosh": (np.cosh, "cosh"),
    "atan": (np.arctan, "atan"),
    "sigmoid": (_sigmoid, _sympy_sigmoid),
}
CONSTANTS = {"pi": math.pi, "e": math.e}
OPERATORS = {
    "+": (np.add, operator.add),
    "-": (np.subtract, operator.sub),
    "*": (np.multiply, operator.mul),
    "/": (_divide, operator.truediv),
    "^": (_power, operator.pow),
}
EXPONENTIALS = ("exp", "tanh", "sinh", "cosh", "sigmoid")  # these hide a power of e

# Signs that keyboards and web pages offer for the plain ones.
TWINS = {
    "**": "^",
    "\N{MINUS SIGN}": "-",
    "\N{MIDDLE DOT}": "*",
    "\N{DOT OPERATOR}": "*",
    "\N{MULTIPLICATION SIGN}": "*",
    "\N{DIVISION SIGN}": "/",
    "\N{SUPERSCRIPT TWO}": "2",
    "\N{SUPERSCRIPT THREE}": "3",
    "\N{GREEK SMALL LETTER PI}": "pi",
}
# One sentence for each reason to refuse; FormulaError adds the column.
SENTENCES = {
    "empty": "Nothing is typed yet: please try {0}^2",
    "too-long": f"This formula is longer than {LONGEST_TEXT} characters: please shorten it",
    "too-deep": f"This is nested more than {DEEPEST_NESTING} levels deep: please simplify it",
    "number-size": "The number {0} is out of range: please stay "
    f"between 1e-{LARGEST_TEN} and 1e{LARGEST_TEN}",
    "huge-power": f"This power is huge: please keep its exponent within {LARGEST_EXPONENT} "
    f"and its value within 1e{LARGEST_TEN}",
    "unknown-name": "The name {0} is unknown: {1}",
    "bad-character": "The character {0} cannot be used: {1}",
    "digit-after-name": "{0}{1} can be read in two ways: please write {0}^{1} or {0}*{1}",
    "number-after-factor": "A number cannot follow directly: please write * or ^ before it",
    "ambiguous-division": "It is unclear whether the divisor ends here: "
    "please add parentheses or a *",
    "ambiguous-power": "It is unclear whether the exponent ends here: "
    "please add parentheses or a *",
    "ambiguous-fraction": "{0} may be the exponent or not: "
    "please write ^({0}), or a space before the /",
    "double-superscript": "A second superscript cannot follow: please write the exponent after ^",
    "function-without-parentheses": "The function {0} needs parentheses: please write {1}",
    "missing-argument": "The function {0} has no argument: please write {1}",
    "missing-operand": "Something is missing {0} {1}: please add a number or a variable",
    "missing-parenthesis": "This parenthesis is never closed: please add a )",
    "extra-parenthesis": "This parenthesis closes nothing: please remove it or add a ( before",
    "empty-parentheses": "These parentheses are empty: please fill or remove them",
}
# Refused characters that deserve a word of advice.
CHARACTER_ADVICE = {
    "=": "please type only what stands to the right of it",
    ",": "please write decimals with a point, and give each function one argument",
    ".": "a point belongs inside a number such as 0.5",
    "|": "please write abs( ) for the absolute value",
    "%": "please divide by 100 instead",
    "\N{SQUARE ROOT}": "please write sqrt( )",
    "\\": "please write (1)/(2) for \\frac{1}{2}, sin( ) for \\sin and * for \\cdot",
    "$": "please type the formula without it",
} | dict.fromkeys("[]{}", "please use round parentheses")
# The zeros of other scripts: Arabic, Persian, Devanagari, Bengali, Gurmukhi, Gujarati, Tamil,
# Telugu, Kannada, Malayalam, Thai, Lao, Tibetan, Burmese, Khmer and Mongolian.
_ZEROS = (
    "\u0660\u06f0\u0966\u09e6\u0a66\u0ae6\u0be6\u0c66"
    "\u0ce6\u0d66\u0e50\u0ed0\u0f20\u1040\u17e0\u1810"
)
CHARACTER_ADVICE |= {
    chr(ord(zero) + digit): f"please write {digit}" for zero in _ZEROS for digit in range(10)
}
NAME_ADVICE = {
    "ln": "please write log, which is the natural logarithm here",
    "log10": "please write log( )/log(10)",
    "log2": "please write log( )/log(2)",
    "arctan": "please write atan",
    "cot": "please write 1/tan( )",
    "sec": "please write 1/cos( )",
    "csc": "please write 1/sin( )",
}
for _name in ("sin", "cos", "cot", "sinh", "cosh", "tanh"):
    for _prefix in ("a", "ar", "arc"):
        NAME_ADVICE[_prefix + _name] = "of the inverse functions there is only atan"
# Cyrillic, then Greek letters, then dashes, stars and slashes, then dots and crosses, above what
# they are mistaken for.
LOOKALIKES = dict(
    zip(
        "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455"
        "\u0410\u0412\u0421\u0415\u041d\u0406\u041a\u041c\u041e\u0420\u0422\u0425"
        "\u03b1\u03bf\u03bd\u03c1\u03c4\u03c7\u03b9\u0391\u0392\u0395\u0399\u03a4\u03a7"
        "\u2010\u2011\u2013\u2014\u2217\u2044\u2215\u02c6"
        "\u2022\u2219\u2027\u0387\u30fb\u22c6\u2a2f\u2715\u2716",
        "aceopxyijsABCEHIKMOPTXaovptxiABEITX----*//^*********",
        strict=True,
    )
)

_VARIABLE = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_TOKEN = re.compile(
    r"(?P<space>[ \t\r\n\u00a0]+)"
    r"|(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+\u2212]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*|\N{GREEK SMALL LETTER PI})"
    r"|(?P<operator>\*\*|[-+*/^()]|[\N{MINUS SIGN}\N{MIDDLE DOT}\N{DOT OPERATOR}"
    r"\N{MULTIPLICATION SIGN}\N{DIVISION SIGN}])"
    r"|(?P<superscript>[\N{SUPERSCRIPT TWO}\N{SUPERSCRIPT THREE}])"
)


class FormulaError(ValueError):
    """A typed formula cannot be read: says what is wrong, what to do, and where.

    Parameters
    ----------
    message : str
        What is wrong and what to do, in plain words, without a full stop.
    column : int
        Place of the culprit in the typed text, counted from 1.
    reason : str
        Short code of the mistake, such as ``"unknown-name"``; it stays when words improve.

    Examples
    --------
    >>> print(FormulaError("Something is missing after +", 3, "missing-operand"))
    Something is missing after + (column 3).
    """

    def __init__(self, message, column, reason):
        super().__init__(message, column, reason)
        self.message, self.column, self.reason = message, column, reason

    def __str__(self):
        return f"{self.message} (column {self.column})."


@dataclass(frozen=True)
class Formula:
    """A formula that has been understood: call it, print it, or hand it to SymPy.

    A call takes one value for each variable, numbers or arrays that broadcast, and gives nan where
    the formula has no value. Printing shows how it was understood, with explicit products.

    Parameters
    ----------
    text : str
        The formula as it was typed.
    variables : tuple of str
        Names of the variables, in the order in which a call takes their values.
    tree : tuple
        Nested tuples: ``("number", "2.5")``, ``("name", "t")``, ``("neg", a)``,
        ``("+", a, b)`` and likewise for ``- * / ^``, ``("call", "sin", a)``.

    Examples
    --------
    >>> f = parse("2xy - y^2", ("x", "y"))
    >>> print(f)
    2*x*y - y^2
    >>> f(3.0, [0.0, 1.0])
    array([0., 5.])
    """

    text: str
    variables: tuple[str, ...]
    tree: Tree

    def __call__(self, *values):
        """Values of the formula; points where it has none are nan.

        Parameters
        ----------
        *values : float or array_like
            One for each variable, in order; real, of shapes that broadcast.

        Returns
        -------
        float or ndarray
            Of the broadcast shape of all values, also for a constant formula; a float if
            every value is a number.

        Raises
        ------
        TypeError
            If a value is not real, or their number differs from that of the variables.
        ValueError
            If the shapes do not broadcast.

        Examples
        --------
        >>> parse("1/t")([-2.0, 0.0, 2.0])
        array([-0.5,  nan,  0.5])
        """
        if len(values) != len(self.variables):
            wanted = ", ".join(self.variables) or "no variables"
            raise TypeError(f"values must be {len(self.variables)} ({wanted}), not {len(values)}")
        arrays = [arguments.real(*pair) for pair in zip(self.variables, values, strict=True)]
        try:
            shape = np.broadcast_shapes(*(a.shape for a in arrays))
        except ValueError as error:
            raise ValueError(f"values must have shapes that broadcast: {error}") from None
        with np.errstate(all="ignore"):
            result = evaluate(self.tree, dict(zip(self.variables, arrays, strict=True)))
        result = np.where(np.isfinite(result), result, np.nan)
        return np.array(np.broadcast_to(result, shape)) if shape else float(result)

    def __str__(self):
        """Return the formula with explicit products and only the parentheses it needs.

        Reading this text again gives the same tree (if it is still within the limits).

        Examples
        --------
        >>> str(parse("2t(t+1)^-2"))
        '2*t*(t + 1)^(-2)'
        """
        return _canonical(self.tree)

    @property
    def symbols(self):
        """The variables as SymPy symbols, declared real, in order.

        Examples
        --------
        >>> parse("a t", ("a", "t")).symbols
        (a, t)
        """
        from sympy import Symbol

        return tuple(Symbol(name, real=True) for name in self.variables)

    def to_sympy(self):
        """Return the formula as a SymPy expression in `symbols`.

        The symbols are real, so that abs(t) has the derivative sign(t): differentiate by an
        element of `symbols`, since a plain ``Symbol("t")`` is another symbol. A decimal becomes
        an exact fraction, 0.5 is 1/2, so that derivatives print well; it stays a decimal if the
        fraction needs numbers above 10000. SymPy simplifies as it builds, and may close a gap:
        t/t becomes 1.

        Returns
        -------
        sympy.Expr
            Agrees with a call wherever the formula has a value.

        Examples
        --------
        >>> f = parse("0.5t^2 + sigmoid(t)")
        >>> f.to_sympy()
        t**2/2 + 1/(1 + exp(-t))
        >>> parse("abs(t)").to_sympy().diff(f.symbols[0])
        sign(t)
        """
        return _to_sympy(self.tree, dict(zip(self.variables, self.symbols, strict=True)))


def parse(text, variables=("t",)):
    """Understand a typed formula, or say in one sentence why not.

    Parameters
    ----------
    text : str
        What was typed, for example ``"2t e^(-t/0.5)"``.
    variables : tuple of str
        Names that the formula may use beside ``pi``, ``e`` and the `FUNCTIONS`.

    Returns
    -------
    Formula
        The understood formula, ready to be called.

    Raises
    ------
    FormulaError
        If `text` is outside the grammar or its limits; names the column.
    TypeError
        If `text` is not a string.
    ValueError
        If `variables` are not distinct names, or hide a function or a constant.

    Examples
    --------
    >>> parse("2t e^(-t/0.5)")(0.5)
    0.36787944117144233
    >>> parse("sin(t")
    Traceback (most recent call last):
        ...
    neurocalc.formula.FormulaError: This parenthesis is never closed: please add a ) (column 4).
    """
    if not isinstance(text, str):
        raise TypeError(f"text must be a string, not {type(text).__name__}")
    variables = _checked(variables)
    example = variables[0] if variables else "2"
    if len(text) > LONGEST_TEXT:
        raise _refusal("too-long", LONGEST_TEXT + 1)
    if "=" in text:  # before a word about the f or y that stands to its left
        raise _unexpected("=", text.index("=") + 1)
    tokens = tokenize(text, variables)
    if len(tokens) == 1:
        raise _refusal("empty", 1, example)
    return Formula(text, variables, _Parser(tokens, example).formula())


def evaluate(tree, values):
    """Compute a tree, elementwise.

    Parameters
    ----------
    tree : tuple
        As in `Formula`.
    values : dict of str to ndarray
        Value of each variable, broadcastable.

    Returns
    -------
    float or ndarray
        The value; nan where there is none, inf where it overflows.

    Examples
    --------
    >>> evaluate(("*", ("number", "2"), ("name", "t")), {"t": np.array([1.0, 2.0])})
    array([2., 4.])
    """
    match tree:
        case ("number", text):
            return np.float64(text)
        case ("name", name):
            return np.float64(CONSTANTS[name]) if name in CONSTANTS else values[name]
        case ("neg", a):
            return np.negative(evaluate(a, values))
        case ("call", name, a):
            return FUNCTIONS[name][0](evaluate(a, values))
        case (sign, a, b):
            return OPERATORS[sign][0](evaluate(a, values), evaluate(b, values))


class Token(NamedTuple):
    """A word of the formula: its kind, plain spelling, place, and whether it touches the last."""

    kind: str  # number, name, function, operator, superscript, end
    text: str
    column: int
    touches: bool


def tokenize(text, variables=("t",)):
    """Cut a formula into tokens; known names only.

    Parameters
    ----------
    text : str
        The typed formula.
    variables : tuple of str
        Names that the formula may use.

    Returns
    -------
    list of Token
        Signs in their plain spelling (``**`` as ``^``); the last token is of kind ``"end"``.

    Raises
    ------
    FormulaError
        At the first unknown name, unexpected character or number out of range.

    Examples
    --------
    >>> [token.text for token in tokenize("2xy**2", ("x", "y"))]
    ['2', 'x', 'y', '^', '2', '']
    """
    tokens, column, touches = [], 1, False
    while column <= len(text):
        found = _TOKEN.match(text, column - 1)
        if found is None:
            raise _unexpected(text[column - 1], column)
        kind, word = found.lastgroup, TWINS.get(found[0], found[0])
        if kind == "name":
            tokens += _read_name(word, column, touches, variables)
        elif kind == "number":
            tokens.append(Token(kind, _read_number(word, column), column, touches))
        elif kind != "space":
            tokens.append(Token(kind, word, column, touches))
        column, touches = found.end() + 1, kind != "space"
    return [*tokens, Token("end", "", column, touches)]


def _read_number(word, column):
    """Check the size of a number, and complete .5 to 0.5 and 1. to 1."""
    word = word.replace("\N{MINUS SIGN}", "-").lower()
    digits, _, ten = word.partition("e")
    if abs(int(ten or 0)) > LARGEST_TEN or float(word) > LARGEST_NUMBER:
        raise _refusal("number-size", column, _short(word))
    digits = ("0" + digits if digits.startswith(".") else digits).removesuffix(".")
    return f"{digits}e{ten}" if ten else digits


def _read_name(name, column, touches, variables):
    """Tokens of a word: one known name, or one-letter names in an implicit product."""
    if name in FUNCTIONS:
        return [Token("function", name, column, touches)]
    letters = [name] if name in (*variables, *CONSTANTS) else list(name)
    if not all(letter in (*variables, *CONSTANTS) for letter in letters):
        raise _unknown(name, column, variables)
    return [Token("name", c, column + i, touches or i > 0) for i, c in enumerate(letters)]


class _Parser:
    """Recursive descent: one method for each line of the grammar above."""

    def __init__(self, tokens, example):
        self.tokens, self.example = tokens, example
        self.place = self.depth = 0

    @property
    def next(self):
        return self.tokens[self.place]

    def take(self):
        self.place += 1
        return self.tokens[self.place - 1]

    def nested(self, rule, token):
        if self.depth == DEEPEST_NESTING:
            raise _refusal("too-deep", token.column)
        self.depth += 1
        tree = rule()
        self.depth -= 1
        return tree

    def formula(self):
        tree = self.expression()
        if self.next.text == ")":
            raise _refusal("extra-parenthesis", self.next.column)
        return tree

    def expression(self):
        tree = self.term()
        while self.next.text in ("+", "-"):
            tree = (self.take().text, tree, self.term())
        if self.next.kind == "superscript":
            raise _refusal("double-superscript", self.next.column)
        return tree

    def term(self):
        tree, divided = self.sign(), False
        while True:
            if self.next.text in ("*", "/"):
                divided = self.next.text == "/"
                tree = (self.take().text, tree, self.sign())
            elif self.factor_follows():
                if divided:
                    raise _refusal("ambiguous-division", self.next.column)
                tree = ("*", tree, self.power())
            else:
                return tree

    def factor_follows(self):
        if self.next.kind == "number":
            raise _refusal("number-after-factor", self.next.column)
        return self.next.kind in ("name", "function") or self.next.text == "("

    def sign(self):
        if self.next.text not in ("+", "-"):
            return self.power()
        sign = self.take()
        tree = self.nested(self.sign, sign)
        return ("neg", tree) if sign.text == "-" else tree

    def power(self):
        tree = self.atom()
        if self.next.kind == "superscript":
            sign = self.take()
            tree = _not_huge(("^", tree, ("number", sign.text)), sign)
        if self.next.text == "^":
            sign = self.take()
            exponent = self.nested(self.sign, sign)
            self.refuse_after_exponent(tree, exponent)
            tree = _not_huge(("^", tree, exponent), sign)
        return tree

    def refuse_after_exponent(self, base, exponent):
        last = self.tokens[self.place - 1]
        closed = last.text == ")" or last.kind == "superscript"
        polynomial = exponent[0] == "number" and not _is_constant(base)
        if self.next.touches and self.factor_follows() and not closed and not polynomial:
            raise _refusal("ambiguous-power", self.next.column)
        divisor = self.tokens[self.place + 1] if self.next.text == "/" else None
        if divisor and self.next.touches and last.text == "1" and divisor.kind == "number":
            sign = "-" * (self.tokens[self.place - 2].text == "-")
            fraction = f"{sign}1/{divisor.text}"
            raise _refusal("ambiguous-fraction", self.next.column, fraction)

    def atom(self):
        token = self.take()
        if token.kind in ("number", "name"):
            return (token.kind, token.text)
        if token.kind == "function":
            return self.call(token)
        if token.text == "(":
            return self.group(token)
        raise self.missing_operand(token)

    def call(self, function):
        name, opening = function.text, self.take()
        example = f"{name}({self.example})"
        if opening.text != "(":
            example += "^2" * (opening.text == "^" or opening.kind == "superscript")
            raise _refusal("function-without-parentheses", function.column, name, example)
        if self.next.text == ")":
            raise _refusal("missing-argument", function.column, name, example)
        return _not_huge(("call", name, self.group(opening)), function)

    def group(self, opening):
        tree = self.nested(self.expression, opening)
        if self.take().text != ")":
            raise _refusal("missing-parenthesis", opening.column)
        return tree

    def missing_operand(self, token):
        """Blame the sign, or the parenthesis, that has nothing to work on."""
        before = self.tokens[self.place - 2] if self.place > 1 else None
        if token.text not in ("", ")"):
            sign = "^" * (token.kind == "superscript") + token.text
            return _refusal("missing-operand", token.column, "before", sign)
        if before is None:
            return _refusal("extra-parenthesis", token.column)
        if before.text == "(":
            reason = "empty-parentheses" if token.text == ")" else "missing-parenthesis"
            return _refusal(reason, before.column)
        return _refusal("missing-operand", before.column, "after", before.text)


def _is_constant(tree):
    if tree[0] in ("number", "name"):
        return tree[0] == "number" or tree[1] in CONSTANTS
    return all(_is_constant(part) for part in tree[1:] if isinstance(part, tuple))


def _size(tree):
    """Return the absolute value of a tree without variables, and 0 for any other tree."""
    with np.errstate(all="ignore"):
        return float(abs(evaluate(tree, {}))) if _is_constant(tree) else 0.0


def _not_huge(tree, token):
    """Let a power pass, unless its exponent is a huge number, or none, or its value is huge."""
    grows = tree[0] == "^" or tree[1] in EXPONENTIALS
    if grows and (not _size(tree[2]) <= LARGEST_EXPONENT or _size(tree) > LARGEST_NUMBER):
        raise _refusal("huge-power", token.column)
    return tree


_TIGHTNESS = {"+": 1, "-": 1, "*": 2, "/": 2, "neg": 3, "^": 4}  # all else holds tightest, 5


def _canonical(tree):
    match tree:
        case ("number" | "name", text):
            return text
        case ("call", name, a):
            return f"{name}({_canonical(a)})"
        case ("neg", a):
            return f"-{_wrapped(a, 4)}"
        case ("^", a, ("number", "1")):
            return f"{_wrapped(a, 5)}^(1)"  # t^1/2 could be read in two ways
        case ("^", a, b):
            return f"{_wrapped(a, 5)}^{_wrapped(b, 5)}"
        case ("+" | "-" as sign, a, b):
            return f"{_wrapped(a, 1)} {sign} {_wrapped(b, 2)}"
        case (sign, a, b):
            return f"{_wrapped(a, 2)}{sign}{_wrapped(b, 3)}"


def _wrapped(tree, tightness):
    text = _canonical(tree)
    return f"({text})" if _TIGHTNESS.get(tree[0], 5) < tightness else text


def _to_sympy(tree, symbols):
    import sympy

    match tree:
        case ("number", text):
            return _tamed(sympy.Rational(text))
        case ("name", name):
            return symbols[name] if name in symbols else {"pi": sympy.pi, "e": sympy.E}[name]
        case ("neg", a):
            return -_to_sympy(a, symbols)
        case ("call", name, a):
            function = FUNCTIONS[name][1]
            function = getattr(sympy, function) if isinstance(function, str) else function
            return _tamed(function(_to_sympy(a, symbols)))
        case (sign, a, b):
            return _tamed(OPERATORS[sign][1](_to_sympy(a, symbols), _to_sympy(b, symbols)))


def _tamed(expression):
    """Keep SymPy from writing out what does not fit: 3^(1000*1000*...), or e^(e^(e^9))."""
    from sympy import Float, Rational, nan

    size = abs(expression.evalf()) if expression.is_number else 0
    if size is nan or size > np.finfo(float).max:
        return nan  # no value, or an overflow: a gap in a call, too
    exact = expression.atoms(Rational)
    large = [n for n in exact if max(abs(n.p), n.q) > LARGEST_EXACT]
    return expression.xreplace({n: Float(n, 17) for n in large})


def _checked(variables):
    names = isinstance(variables, tuple | list) and all(isinstance(v, str) for v in variables)
    if not names:
        raise ValueError("variables must be a tuple of names such as ('x', 'y')")
    variables = tuple(variables)
    if len(set(variables)) < len(variables):
        raise ValueError(f"variables must be distinct, not {variables}")
    for name in variables:
        if name in FUNCTIONS or name in CONSTANTS:
            raise ValueError(f"variables must not hide the function or constant {name}")
        if not _VARIABLE.fullmatch(name):
            raise ValueError(f"variables must be plain names, a letter first, not {name!r}")
    return variables


def _refusal(reason, column, *words):
    return FormulaError(SENTENCES[reason].format(*words), column, reason)


def _short(word):
    return word if len(word) <= 20 else word[:19] + "\N{HORIZONTAL ELLIPSIS}"


def _unexpected(character, column):
    """Name a character that no formula contains, and what it is mistaken for."""
    shown = character
    if not (character.isascii() and character.isprintable()):
        shown = f"U+{ord(character):04X} {unicodedata.name(character, '').lower()}".rstrip()
    if not character.isascii() and character.isprintable():
        shown = f"{character} ({shown})"
    return _refusal("bad-character", column, shown, _character_advice(character))


def _character_advice(character):
    plain = LOOKALIKES.get(character) or unicodedata.normalize("NFKC", character)
    if character in CHARACTER_ADVICE:
        return CHARACTER_ADVICE[character]
    if unicodedata.decomposition(character).startswith("<super>"):
        return f"please write ^{plain}"
    if re.fullmatch("[0-9]+\N{FRACTION SLASH}[0-9]+", plain):
        fraction = plain.replace("\N{FRACTION SLASH}", "/")
        return f"please write ({fraction})"
    if not character.isascii() and len(plain) == 1 and plain.isascii() and plain > " ":
        return f"it only looks like {plain}, please type that instead"
    return "please remove it"


def _unknown(name, column, variables):
    """Explain an unknown name: digits after it, a missing *, or a slip of the finger."""
    known = [*variables, *CONSTANTS]
    digits = re.match("([A-Za-z]+)([0-9]+)", name)
    if digits and (digits[1] in known or all(letter in known for letter in digits[1])):
        last = digits[1] if digits[1] in known else digits[1][-1]
        column += digits.start(2)
        return _refusal("digit-after-name", column, last, _short(digits[2]))
    return _refusal("unknown-name", column, _short(name), _name_advice(name, known))


def _name_advice(name, known):
    allowed = [*known, *FUNCTIONS]
    if name in NAME_ADVICE:
        return NAME_ADVICE[name]
    for cut in range(1, len(name)):
        if name[:cut] in known and name[cut:] in allowed:
            return f"perhaps you mean {name[:cut]}*{name[cut:]}"
    spelling = {word.lower(): word for word in allowed}
    near = difflib.get_close_matches(name.lower(), spelling, n=1)
    if near:
        return f"perhaps you mean {spelling[near[0]]}"
    return f"please use {', '.join(allowed[:-1])} or {allowed[-1]}"
