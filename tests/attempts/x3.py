"""Attempts at X3, the forward difference."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "numpy.diff": """
        def forward_difference(f, h):
            return np.diff(f) / h


        t_d = t[1:] - h / 2
    """,
    "a loop that fills a list": """
        def forward_difference(f, h):
            slopes = []
            for k in range(len(f) - 1):
                slopes.append((f[k + 1] - f[k]) / h)
            return slopes


        t_d = [(t[k] + t[k + 1]) / 2 for k in range(99)]
    """,
    "neighbours in pairs": """
        def forward_difference(f, h):
            return [(after - before) / h for before, after in zip(f, f[1:])]


        t_d = np.linspace(0.05, 9.85, 99)
    """,
    "a lambda with weights": """
        forward_difference = lambda f, h: np.convolve(f, [1 / h, -1 / h], mode="valid")

        t_d = np.convolve(t, [0.5, 0.5], mode="valid")
    """,
    "float32": """
        def forward_difference(f, h):
            f = np.asarray(f, dtype=np.float32)
            return (f[1:] - f[:-1]) / np.float32(h)


        t_d = t[:-1].astype(np.float32) + np.float32(0.05)
    """,
    "a matrix": """
        def forward_difference(f, h):
            n = len(f)
            matrix = np.eye(n - 1, n, k=1) - np.eye(n - 1, n)
            return matrix @ f / h


        t_d = h * (np.arange(99) + 0.5)
    """,
    "the arguments in another order, and a function for the times": """
        def forward_difference(h, f):
            return tuple(np.ediff1d(f) / h)


        t_d = lambda t: t[:-1] + h / 2
    """,
    "all rolled, then cut": """
        def forward_difference(f, h):
            ahead = np.roll(f, -1)
            return ((ahead - f) / h)[:-1]


        t_d = ((t + np.roll(t, -1)) / 2)[:-1]
    """,
    "one slope, vectorized": """
        def forward_difference(f, h):
            slope = np.vectorize(lambda k: (f[k + 1] - f[k]) / h)
            return slope(np.arange(f.size - 1))


        t_d = t[:-1] + np.diff(t) / 2
    """,
}

# The part of an answer that comes before its mistake.
SLOPES = """
        def forward_difference(f, h):
            return (f[1:] - f[:-1]) / h
"""

WRONG = {
    "the dots of the function left": ("empty", """
        def forward_difference(f, h):
            return ...


        t_d = t[:-1] + h / 2
    """),
    "rises": ("missing-step", """
        def forward_difference(f, h):
            return f[1:] - f[:-1]


        t_d = t[:-1] + h / 2
    """),
    "rises times the step": ("multiplied-by-step", """
        def forward_difference(f, h):
            return np.diff(f) * h


        t_d = t[:-1] + h / 2
    """),
    "earlier minus later": ("sign", """
        def forward_difference(f, h):
            return (f[:-1] - f[1:]) / h


        t_d = t[:-1] + h / 2
    """),
    "the step of the sine for every h": ("wrong-step", """
        def forward_difference(f, h):
            return np.diff(f) / 0.1


        t_d = t[:-1] + h / 2
    """),
    "a slope made up to keep the length": ("padded", """
        def forward_difference(f, h):
            return np.diff(f, append=f[-1]) / h


        t_d = t + h / 2
    """),
    "a sample of 0 beyond the end": ("zero-beyond", """
        def forward_difference(f, h):
            return np.diff(f, append=0) / h


        t_d = t + h / 2
    """),
    "no parentheses": ("missing-parentheses", """
        def forward_difference(f, h):
            return f[1:] - f[:-1] / h


        t_d = t[:-1] + h / 2
    """),
    "a loop that returns at once": ("first-only", """
        def forward_difference(f, h):
            for k in range(len(f) - 1):
                return (f[k + 1] - f[k]) / h


        t_d = t[:-1] + h / 2
    """),
    "a change in percent": ("relative-change", """
        def forward_difference(f, h):
            return np.diff(f) / f[:-1]


        t_d = t[:-1] + h / 2
    """),
    "samples two steps apart": ("central-difference", """
        def forward_difference(f, h):
            return (f[2:] - f[:-2]) / (2 * h)


        t_d = t[1:-1]
    """),
    "a ring": ("wraps-around", """
        def forward_difference(f, h):
            return (np.roll(f, -1) - f) / h


        t_d = t + h / 2
    """),
    "a loop that stops too early": ("one-too-few", """
        def forward_difference(f, h):
            return [(f[k + 1] - f[k]) / h for k in range(len(f) - 2)]


        t_d = t[:-2] + h / 2
    """),
    "a loop that stops too late": ("exception", """
        def forward_difference(f, h):
            slopes = []
            for k in range(len(f)):
                slopes.append((f[k + 1] - f[k]) / h)
            return slopes


        t_d = t[:-1] + h / 2
    """),
    "computed in place": ("changes-input", """
        def forward_difference(f, h):
            f[:-1] = f[1:] - f[:-1]
            return f[:-1] / h


        t_d = t[:-1] + h / 2
    """),
    "slopes in place of the function": ("not-a-function", """
        forward_difference = np.diff(np.sin(t)) / h
        t_d = t[:-1] + h / 2
    """),
    "plotted at the left ends": ("left-ends", SLOPES + """
        t_d = t[:-1]
    """),
    "plotted at the right ends": ("right-ends", SLOPES + """
        t_d = t[1:]
    """),
    "plotted at the inner samples": ("inner-points", SLOPES + """
        t_d = t[1:-1]
    """),
    "moved back": ("wrong-shift", SLOPES + """
        t_d = t[:-1] - h / 2
    """),
    "positions": ("index-not-time", SLOPES + """
        t_d = range(99)
    """),
    "half of 1 for half a step": ("half-not-half-step", SLOPES + """
        t_d = t[:-1] + 0.5
    """),
    "too few points on the whole axis": ("stretched", SLOPES + """
        t_d = np.linspace(0, 9.9, 99)
    """),
    "one place": ("one-number", SLOPES + """
        t_d = h / 2
    """),
}
