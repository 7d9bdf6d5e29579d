"""Attempts at X6, averaging twice."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "weights": """
        def average_twice(x):
            return x[:-2] / 4 + x[1:-1] / 2 + x[2:] / 4


        def gain(omega):
            return (1 + np.cos(omega)) / 2
    """,
    "a convolution, and lambdas": """
        average_twice = lambda x: np.convolve(x, [0.25, 0.5, 0.25], mode="valid")
        gain = lambda omega: np.abs(np.cos(omega / 2)) * np.abs(np.cos(omega / 2))
    """,
    "lists": """
        import math


        def average_twice(x):
            once = [(p + q) / 2 for p, q in zip(x, x[1:])]
            return [(p + q) / 2 for p, q in zip(once, once[1:])]


        def gain(omega):
            return [math.cos(w / 2) ** 2 for w in omega]
    """,
    "a helper, and one number at a time": """
        import math


        def average(x):
            return 0.5 * (x[:-1] + x[1:])


        def average_twice(x):
            return average(average(x))


        def gain(omega):
            return 0 if omega >= math.pi else math.cos(omega / 2) ** 2
    """,
    "a loop into an array, and complex waves": """
        def average_twice(x):
            y = np.empty(len(x) - 2)
            for k in range(len(y)):
                y[k] = (x[k] + 2 * x[k + 1] + x[k + 2]) / 4
            return y


        def gain(omega):
            return np.abs((1 + np.exp(-1j * omega)) / 2) ** 2
    """,
    "differences of running sums": """
        def average_twice(x):
            for _ in range(2):
                total = np.cumsum(np.append(0, x))
                x = (total[2:] - total[:-2]) / 2
            return x


        gain = np.vectorize(lambda omega: 1 - np.sin(omega / 2) ** 2)
    """,
    "fractions, and SymPy turned into a function": """
        from fractions import Fraction

        import sympy as sp


        def average_twice(x):
            x = [Fraction(value) for value in x]
            return [(x[k] + 2 * x[k + 1] + x[k + 2]) / 4 for k in range(len(x) - 2)]


        angle = sp.Symbol("w")
        gain = sp.lambdify(angle, sp.cos(angle / 2) ** 2)
    """,
    "float32": """
        def average_twice(x):
            x = np.float32(x)
            once = (x[1:] + x[:-1]) / 2
            return (once[1:] + once[:-1]) / 2


        def gain(omega):
            return np.square(np.cos(np.float32(omega) / 2))
    """,
    "windows, and a SymPy expression": """
        import sympy as sp


        def average_twice(x):
            return np.lib.stride_tricks.sliding_window_view(x, 3) @ np.array([1, 2, 1]) / 4


        gain = sp.cos(sp.Symbol("omega") / 2) ** 2
    """,
}

# The part of an answer that comes before its mistake.
AVERAGES = """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return (once[1:] + once[:-1]) / 2
"""

WRONG = {
    "the dots of the gain left": ("empty", AVERAGES + """

        def gain(omega):
            return ...
    """),
    "averaged once": ("averaged-once", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return once


        def gain(omega):
            return np.cos(omega / 2)
    """),
    "sums": ("sum-not-mean", """
        def average_twice(x):
            once = x[1:] + x[:-1]
            return once[1:] + once[:-1]


        def gain(omega):
            return 4 * np.cos(omega / 2) ** 2
    """),
    "the length kept": ("padded", """
        def average_twice(x):
            return np.convolve(x, [0.25, 0.5, 0.25], mode="same")


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "a ring": ("wraps-around", """
        def average_twice(x):
            once = (x + np.roll(x, 1)) / 2
            return (once + np.roll(once, 1)) / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "the mean of three": ("equal-weights", """
        def average_twice(x):
            return (x[:-2] + x[1:-1] + x[2:]) / 3


        def gain(omega):
            return (1 + 2 * np.cos(omega)) / 3
    """),
    "the middle left out": ("ends-only", """
        def average_twice(x):
            return (x[:-2] + x[2:]) / 2


        def gain(omega):
            return np.cos(omega)
    """),
    "differences": ("difference-not-average", """
        def average_twice(x):
            return np.diff(np.diff(x))


        def gain(omega):
            return 4 * np.sin(omega / 2) ** 2
    """),
    "averaged three times": ("thrice", """
        def average_twice(x):
            for _ in range(3):
                x = (x[1:] + x[:-1]) / 2
            return x


        def gain(omega):
            return np.cos(omega / 2) ** 3
    """),
    "no parentheses": ("missing-parentheses", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return once[1:] + once[:-1] / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "a step too long the second time": ("one-apart", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return (once[2:] + once[:-2]) / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "a loop that stops too early": ("one-too-few", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return [(once[k] + once[k + 1]) / 2 for k in range(len(x) - 3)]


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "averaged in place": ("changes-input", """
        def average_twice(x):
            x[:-1] = (x[:-1] + x[1:]) / 2
            x[:-2] = (x[:-2] + x[1:-1]) / 2
            return x[:-2]


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """),
    "the gain of one average": ("gain-not-squared", AVERAGES + """

        def gain(omega):
            return np.cos(omega / 2)
    """),
    "gains added": ("gains-added", AVERAGES + """

        def gain(omega):
            return 2 * np.cos(omega / 2)
    """),
    "the angle squared": ("square-inside", AVERAGES + """

        def gain(omega):
            return np.cos((omega / 2) ** 2)
    """),
    "omega, not half of it": ("omega-not-halved", AVERAGES + """

        def gain(omega):
            return np.cos(omega) ** 2
    """),
    "a sine": ("high-pass", AVERAGES + """

        def gain(omega):
            return np.sin(omega / 2) ** 2
    """),
    "the power": ("power-not-gain", AVERAGES + """

        def gain(omega):
            return np.cos(omega / 2) ** 4
    """),
    "the complex factor": ("complex", AVERAGES + """

        def gain(omega):
            return ((1 + np.exp(-1j * omega)) / 2) ** 2
    """),
    "numbers in place of the function": ("not-a-function", AVERAGES + """

        omega = np.linspace(0, np.pi, 13)
        gain = np.cos(omega / 2) ** 2
    """),
    "a name that is not there": ("exception", AVERAGES + """

        def gain(omega):
            return np.cos(w / 2) ** 2
    """),
    "the gain at one omega": ("one-number", AVERAGES + """

        def gain(omega):
            return 1
    """),
}
