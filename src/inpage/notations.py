"""What other notations leave in a reader's code: characters of print, prompts, decimal commas, ^.

Copied from a book, a phone or a word processor, a minus or a quotation mark is one that Python does
not know. `note` says what to type instead, `replacement` gives the whole text as it should be, and
`habits` speaks up where a text runs, yet most likely means something else.
"""

import ast
import builtins
import contextlib
import itertools
import re
import sys
import unicodedata

# Characters, what to type in their place (None: that depends), and what to say.
# fmt: off
_PRINTED = (
    ("−‐‑‒–—―﹣", "-", "The sign {0} is a minus or a dash of print. Type - in its place."),
    ("×·⋅∙∗⁎✕•", "*", "Python multiplies with *. Type it in place of {0}."),
    ("÷∕⁄", "/", "Python divides with /. Type it in place of {0}."),
    ("ˆ", "**", "A power is written with two stars. Type ** in place of {0}."),
    ("“”„‟«»″", '"', 'Python knows straight quotation marks only. Type " in place of {0}.'),
    ("‘’‚‛´", "'", "Python knows straight quotation marks only. Type ' in place of {0}."),
    ("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", " ",
     "One of the spaces is not that of the keyboard: it came along with a copy. Type it anew."),
    ("\u200b\u200c\u200d\u2060\ufeff\u00ad", "",
     "A character that cannot be seen came along with a copy. Type this line anew."),
    ("\u2028\u2029", "\n", "A line end of print came along with a copy. Type it anew."),
    ("≤", "<=", "At most is written <= in Python. Type it in place of {0}."),
    ("≥", ">=", "At least is written >= in Python. Type it in place of {0}."),
    ("≠", "!=", "Not equal is written != in Python. Type it in place of {0}."),
    ("…", "...", "Dots are three points in Python. Type ... in place of {0}."),
    ("∞", None, "Python has no sign for infinity. Write np.inf in place of {0}."),
    ("√", None, "Python has no root sign. Write np.sqrt() in place of {0}."),
    ("′", None, "No name has a prime. Call a derivative df_dt, say."),
    ("∆∂", None, "The sign {0} is no letter. Write a d in its place, as in dt."),
)
# fmt: on
_TYPED = {character: typed for characters, typed, _ in _PRINTED for character in characters}
_SAID = {character: said for characters, _, said in _PRINTED for character in characters}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_LOWERED = "₀₁₂₃₄₅₆₇₈₉"
# Greek and Cyrillic letters in the shape of a Latin one.
_ALIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοАВЕКМНОРСТХІаеорсухіѕј",
    "ABEZHIKMNOPTYXoABEKMHOPCTXIaeopcyxisj",
)

_STRING_OR_COMMENT = (
    r'"""[\s\S]*?"""|' r"'''[\s\S]*?'''|" r'"(?:\\.|[^"\\\n])*"|' r"'(?:\\.|[^'\\\n])*'|" r"\#.*"
)
_QUOTED = r'[“„«][^“”„«»"\n]*[“”»]|' r"[‘‚][^‘’‚'\n]*[‘’]"
_OUTSIDE = re.compile(
    rf"(?P<kept>{_STRING_OR_COMMENT})|(?P<quoted>{_QUOTED})|(?P<power>⁻?[⁰¹²³⁴-⁹]+)|[^\x00-\x7f]"
)
_DECIMAL_COMMA = re.compile(r"(?<![\w.,])(\d+),(\d+)(?![\w.,])")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.(?= )|\.\.\.:|(?:In|Out) ?\[\d*\]:) ?", re.M)


# -- What is wrong --------------------------------------------------------------------------------


def note(error, message, code, namespace):
    """Say what to type where another notation has led to an error.

    Parameters
    ----------
    error : BaseException
        What was raised.
    message : str
        What it says.
    code : str
        The text of the cell.
    namespace : dict
        The names that exist.

    Returns
    -------
    str
        One or two sentences; an empty text where the error has nothing to do with notation.
    """
    if isinstance(error, NameError):
        if error.name in ("In", "Out") and _PROMPT.search(code):
            return _PROMPT_NOTE
        return "" if (error.name or "").isascii() else _letter_note(error.name, namespace)
    if isinstance(error, SyntaxError):
        return _syntax_note(message, code, error.lineno, error.text or "")
    if isinstance(error, TypeError) and "return arrays must be of ArrayType" in message:
        return "A comma separates two values. A decimal number is written with a point: 0.5."
    return ""


_PROMPT_NOTE = "What stands before the code, >>> or In [1]:, is a prompt, not Python: leave it out."


def _syntax_note(message, code, number, line):
    if _PROMPT.match(line):
        return _PROMPT_NOTE
    if said := _character_note(message, code, number):
        return said
    if "leading zeros" in message and _DECIMAL_COMMA.search(line):
        return "A decimal number is written with a point, not with a comma: 0.05."
    if "invalid decimal literal" in message:
        return "No name begins with a digit. Where two things are multiplied, write *: 2 * t."
    if "cannot assign to function call" in message:
        return "A function is made with def, its name and return; = gives a name to a value."
    if "&&" in line or "||" in line:
        return "Conditions are joined by the words and, or."
    return ""


def _character_note(message, code, number):
    """Say what to type for the character that an error names, or for the first one in its line."""
    if found := re.search(r"U\+([0-9A-F]{4,6})", message):
        return _said(chr(int(found[1], 16)))
    for match in _OUTSIDE.finditer(code):
        is_printed = match[0][0] in _TYPED or match["power"]
        if is_printed and code.count("\n", 0, match.start()) + 1 == number:
            return _said(match[0][0])
    return ""


def _said(character):
    if character in _SAID:
        return _SAID[character].format(character)
    if ord(character) in _RAISED:
        return f"A power is written with two stars, as in t**2. Type it in place of {character}."
    if character in _LOWERED:
        return f"No name has a {character} below the line. Write it as in c_1."
    if "！" <= character <= "～":
        return f"The sign {character} is a wide one. Type {_narrow(character)} in its place."
    return f"Python does not know the character {character}. Which keys of the keyboard mean it?"


def _narrow(character):
    return chr(ord(character) - ord("！") + ord("!"))


def _letter_note(name, namespace):
    """Say how a name is spelled that has other letters than Latin ones."""
    if sign := next((one for one in name if one in _TYPED), None):
        return _said(sign)
    latin = name.translate(_ALIKE)
    if latin.isascii() and _is_known(latin, namespace):
        return f"A letter of {name} only looks like the right one. Type {latin} anew."
    if spelled := _spelled(name, namespace):
        return f"Here {name} is called {spelled}."
    return f"Nothing has been called {name} so far. This book spells Greek letters out, as in tau."


def _spelled(name, namespace):
    """Return a name with its Greek letters in words, if something is called so; or None."""
    words = re.sub(r"[^\x00-\x7f]", _in_words, name)
    if _is_known(words, namespace):
        return words
    numpy = sys.modules.get("numpy")
    return f"np.{words}" if words.isascii() and hasattr(numpy, words) else None


def _in_words(match):
    if match[0] == "Δ":  # it stands for a step, as in dt
        return "d"
    return unicodedata.name(match[0], "?").rpartition(" ")[2].lower()


def _is_known(name, namespace):
    return name in namespace or hasattr(builtins, name)


# -- How it should be -----------------------------------------------------------------------------


def replacement(error, message, code, line, namespace):
    """Return the whole text as it should be, or None where that is not certain.

    Parameters
    ----------
    error, message, code, namespace
        As for `note`.
    line : int or None
        The line in which the error was raised, from 1.

    Returns
    -------
    str or None
        Python, or else None; whether it does what its reader wants is not known.
    """
    mended = None
    if _PROMPT.search(code) and isinstance(error, (SyntaxError, NameError)):
        mended = _without_prompts(code)
    elif isinstance(error, NameError) and not (error.name or "").isascii():
        mended = _renamed(error.name, code, namespace)
    elif isinstance(error, SyntaxError) and "leading zeros" in message:
        mended = _in_line(code, line, lambda row: _DECIMAL_COMMA.sub(r"\1.\2", row))
    elif isinstance(error, SyntaxError):
        mended = _OUTSIDE.sub(_mend, code)
    elif isinstance(error, TypeError) and re.search(r"bitwise_xor|for \^", message):
        mended = _in_line(code, line, lambda row: row.replace("^", "**"))
    return mended if mended and mended != code and _is_python(mended) else None


def _mend(match):
    """Put what the keyboard has in the place of a character of print."""
    whole = match[0]
    if match["kept"]:
        return whole
    if match["quoted"]:
        mark = _TYPED[whole[0]]
        return f"{mark}{whole[1:-1]}{mark}"
    if match["power"]:
        return f"**{whole.translate(_RAISED)}"
    if "！" <= whole <= "～":
        return _narrow(whole)
    typed = _TYPED.get(whole)
    return whole if typed is None else typed


def _without_prompts(code):
    rows = [row for row in code.splitlines() if row.strip()]
    if not all(map(_PROMPT.match, rows)):  # a line may be an output, or the reader's own
        return None
    return "".join(_PROMPT.sub("", row) + "\n" for row in rows)


def _renamed(name, code, namespace):
    """Spell a name anew wherever it stands outside texts and comments."""
    if any(sign in _TYPED for sign in name):
        return _OUTSIDE.sub(_mend, code)
    latin = name.translate(_ALIKE)
    is_latin = latin.isascii() and _is_known(latin, namespace)
    spelled = latin if is_latin else _spelled(name, namespace)
    if spelled is None or (spelled.startswith("np.") and "np" not in namespace):
        return None

    def renamed(match):
        is_name = unicodedata.normalize("NFKC", match[0]) == name  # as Python reads it
        return spelled if is_name else match[0]

    return re.sub(rf"{_STRING_OR_COMMENT}|[^\W\d]\w*", renamed, code)


def _in_line(code, number, change):
    """Change one line, unless it has texts or comments in it."""
    rows = code.splitlines(keepends=True)
    if not number or number > len(rows) or re.search(_STRING_OR_COMMENT, rows[number - 1]):
        return None
    rows[number - 1] = change(rows[number - 1])
    return "".join(rows)


def _is_python(code):
    try:
        ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


# -- What runs, and means something else ----------------------------------------------------------


def habits(code, namespace):
    """Yield a sentence for each kind of thing that runs but means something else elsewhere.

    Parameters
    ----------
    code : str
        The text of a cell that has run to its end.
    namespace : dict
        The names that exist after it.

    Yields
    ------
    str
        At most one of each kind. Where the code may well be meant so, there is none.
    """
    with contextlib.suppress(SyntaxError, ValueError, RecursionError, MemoryError):
        tree = ast.parse(code)
        for find in (_carets, _commas, _lost_comparisons, _signs_after_equals):
            yield from itertools.islice(find(tree, code, namespace), 1)


_BITS = re.compile(r"xor|\bbits?\b|bitwise|mask|flag|parity|toggle|hash|crc|gray_?code", re.I)
_BITWISE = (ast.BitAnd, ast.BitOr, ast.LShift, ast.RShift, ast.Invert)


def _carets(tree, code, namespace):
    """Find whole numbers joined by ^ as if that were a power: t^2, 10^n."""
    nodes = list(ast.walk(tree))
    if _BITS.search(code) or any(isinstance(getattr(one, "op", 0), _BITWISE) for one in nodes):
        return  # somebody works with bits, and knows it
    for node in nodes:
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.BitXor):
            base, exponent = _around_caret(node, code)
            if _is_like_a_power(base, exponent, code, namespace):
                yield (
                    f"In line {node.lineno} the sign ^ works on the bits of whole numbers. "
                    "A power is written with two stars: "
                    f"{_written(base, code)}**{_written(exponent, code)}."
                )


def _around_caret(node, code):
    """Return what stands next to ^, which binds less than + does: in 3*t^2 + 1, that is t and 2."""
    between = _between(node.left, node.right, code)
    base, exponent = node.left, node.right
    if not between.startswith(")"):
        base = _operand(base, -1)
    while isinstance(exponent, ast.BinOp) and not between.endswith("("):
        exponent = exponent.left
    return base, exponent


def _between(left, right, code):
    """Return the text between two nodes of one line."""
    row = code.splitlines()[left.end_lineno - 1].encode()
    return row[left.end_col_offset : right.col_offset].decode(errors="replace").strip()


def _written(node, code):
    text = ast.get_source_segment(code, node)
    return f"({text})" if isinstance(node, ast.BinOp) else text


def _is_like_a_power(base, exponent, code, namespace):
    if _has_its_own_caret(base, namespace) or _has_its_own_caret(exponent, namespace):
        return False
    size = _whole(exponent, code)
    if size is None:
        return _whole(base, code) in (2, 10)
    return size not in (0, 1)  # k^1 goes from an even number to its odd partner


def _whole(node, code):
    """Return a whole number that is written out in decimal digits; None for all else."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        size = _whole(node.operand, code)
        return None if size is None else -size
    is_whole = isinstance(node, ast.Constant) and type(node.value) is int
    return node.value if is_whole and ast.get_source_segment(code, node).isdigit() else None


def _has_its_own_caret(node, namespace):
    """Tell whether ^ means something else than bits for it: sets, truth values, formulas."""
    if isinstance(node, (ast.Set, ast.SetComp, ast.Compare, ast.BoolOp)):
        return True
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.Not)
    if isinstance(node, ast.Constant):
        return isinstance(node.value, bool)
    value = namespace.get(node.id) if isinstance(node, ast.Name) else None
    if value is None:
        return False
    if hasattr(value, "dtype"):
        return value.dtype.kind not in "iu"
    return isinstance(value, bool) or not isinstance(value, int)


# Names of what may well be a pair; a name that ends with s is one of several.
_PAIR = re.compile(
    r"shape|size|pair|range|lim|dim|grid|pos|coord|interval|window|span|bound|point|xy|axis|box"
    r"|index|rgb|start|domain|place|tuple|corner|cell|key|version|score|end$|[^s]s$",
    re.I,
)


def _commas(tree, code, namespace):
    """Find pairs of whole numbers that were meant as one number: x = 0,5 and n = 10,000."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Assign)
            and isinstance(node.targets[0], ast.Name)
            and isinstance(node.value, ast.Tuple)
            and len(node.value.elts) == 2
        ):
            name = node.targets[0].id
            if not _PAIR.search(name) and not _is_taken_apart(name, tree):
                yield from _comma(name, node.value, tree, code)


def _comma(name, pair, tree, code):
    left, right = (_operand(one, side) for one, side in zip(pair.elts, (-1, 0), strict=True))
    whole, part = ast.get_source_segment(code, left), ast.get_source_segment(code, right)
    text = ast.get_source_segment(code, pair)
    if text.startswith("(") or f"{whole},{part}" not in text or not f"{whole}{part}".isdigit():
        return
    if part == "000":
        yield (
            f"In line {pair.lineno} the comma makes two numbers of {whole},{part}. "
            f"Thousands are written without it: {whole}{part}."
        )
    elif whole == "0" or _is_computed_with(name, tree):
        yield (
            f"In line {pair.lineno} the comma makes two numbers of {whole},{part}. "
            f"A decimal number is written with a point: {whole}.{part}."
        )


def _operand(node, side):
    """Return the operand at one end of an expression: 0 for the first, -1 for the last."""
    while isinstance(node, (ast.BinOp, ast.UnaryOp)):
        inner = (node.operand,) if isinstance(node, ast.UnaryOp) else (node.left, node.right)
        node = inner[side]
    return node


def _is_taken_apart(name, tree):
    """Tell whether a name is used as a pair: x[0], for k in x, a, b = x, f(*x), zeros(x)."""
    return any(
        isinstance(part, ast.Name) and part.id == name
        for node in ast.walk(tree)
        for part in _parts_of_pairs(node)
    )


def _parts_of_pairs(node):
    """Yield what a node takes apart, or may take apart."""
    if isinstance(node, (ast.Subscript, ast.Starred)):
        yield node.value
    elif isinstance(node, (ast.For, ast.comprehension)):
        yield node.iter
    elif isinstance(node, ast.Assign) and isinstance(node.targets[0], (ast.Tuple, ast.List)):
        yield node.value
    elif isinstance(node, ast.Compare):
        yield from (node.left, *node.comparators)
    elif isinstance(node, ast.Call) and getattr(node.func, "id", "") != "print":
        yield from (*node.args, *(keyword.value for keyword in node.keywords))


def _is_computed_with(name, tree):
    return any(
        isinstance(part, ast.Name) and part.id == name
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp)
        for part in (node.left, node.right)
    )


def _lost_comparisons(tree, code, namespace):
    """Find comparisons whose answer goes nowhere: x == 5 in a line of its own, meant as x = 5."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                # The last value of a cell is shown, so there the answer goes somewhere.
                yield from _lost(block[:-1] if isinstance(node, ast.Module) else block)


def _lost(statements):
    for statement in statements:
        compared = getattr(statement, "value", None) if isinstance(statement, ast.Expr) else None
        if (
            isinstance(compared, ast.Compare)
            and isinstance(compared.left, ast.Name)
            and [type(one) for one in compared.ops] == [ast.Eq]
        ):
            yield (
                f"Line {statement.lineno} compares, and nothing is done with the answer. "
                "To give a value to a name, write one =."
            )


def _signs_after_equals(tree, code, namespace):
    """Find x =+ 1, which sets x to 1, where x += 1 was meant."""
    lines = code.splitlines()
    for node in ast.walk(tree):
        is_signed = isinstance(node, ast.Assign) and isinstance(node.value, ast.UnaryOp)
        found = is_signed and re.match(r"\s*(\w+) ?=([+-]) ", lines[node.lineno - 1])
        if found:
            name, sign = found.groups()
            yield (
                f"Line {node.lineno} gives {name} a new value. "
                f"To add or to subtract one, the sign comes first: {name} {sign}= 1."
            )
