"""What students type into the starter cells: right in many ways, and the usual mistakes.

An attempt is the starter of its page with the student's lines in the place of the dots, so that
every text here runs as it stands: in a notebook, in a plain interpreter, and on the page itself.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import NamedTuple

BOOK = Path(__file__).parents[1] / "book"
EXERCISE = re.compile(
    r"^```\{exercise-start\}[^\n]*\n:label: (x\d)\n(.*?)^```\{exercise-end\}"
    r"(.*?)^```\{solution-start\} \1\n(.*?)^```\{solution-end\}",
    re.S | re.M,
)
CELL = re.compile(r"^```\{code-cell\} python\n(?:---\n(.*?)\n---\n)?(.*?)^```$", re.S | re.M)


class _Exercise(NamedTuple):
    """Where an exercise stands, and the cells that belong to it."""

    page: str
    setup: str
    starter: str
    solution: str


@cache
def _exercises():
    """Every exercise of the book by its label."""
    found = {}
    for path in sorted(BOOK.glob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in EXERCISE.finditer(text):
            label, task, _, answer = match.groups()
            found[label] = _Exercise(
                path.stem,
                "\n".join(_plain_cells(text[: match.start()])),
                CELL.search(task).group(2),
                CELL.search(answer).group(2),
            )
    return dict(sorted(found.items()))


def _plain_cells(text):
    """Yield the code that a page shows and runs, without figures and starters."""
    for options, code in CELL.findall(text):
        if "hide-input" not in options and "skip-execution" not in options:
            yield code


def labels():
    """Labels of all exercises, in the order of the book."""
    return list(_exercises())


def page(exercise):
    """Name of the page on which an exercise stands."""
    return _exercises()[exercise].page


def starter(exercise):
    """Text of the starter cell, dots and all."""
    return _exercises()[exercise].starter


def solution(exercise):
    """Text of the cell with the worked solution; it goes on from the cells before it."""
    return _exercises()[exercise].solution


def setup(exercise):
    """Code of the cells that the page runs before the exercise, without its figures."""
    return _exercises()[exercise].setup


def fill(text, lines):
    """Put lines in the place of all that lies between the first and the last dots of a starter."""
    dotted = [
        statement
        for statement in ast.parse(text).body
        if any(isinstance(n, ast.Constant) and n.value is ... for n in ast.walk(statement))
    ]
    whole = text.splitlines()
    before, after = whole[: dotted[0].lineno - 1], whole[dotted[-1].end_lineno :]
    return "\n".join([*before, *dedent(lines).strip("\n").splitlines(), *after]) + "\n"


class Attempt(NamedTuple):
    """One student's answer.

    Parameters
    ----------
    exercise : str
        Label of the exercise.
    name : str
        What is special about the answer.
    lines : str
        What stands in the place of the dots.
    code : str
        Code of the feedback that it should get.
    """

    exercise: str
    name: str
    lines: str
    code: str = "right"

    @property
    def text(self):
        """The whole cell."""
        return fill(starter(self.exercise), self.lines)

    def __str__(self):
        return f"{self.exercise}: {self.name}"


# The attempts are laid out by hand (fmt: off): a line for each line of the cell.
# fmt: off

RIGHT = [
    Attempt("x1", "formulas, with a slope for each point", """
        du_dt = np.ones(t.size)
        dv_dt = -(1 / tau) * np.exp(-t / tau)
        df_dt = (1 - t / tau) * np.exp(-t / tau)
    """),
    Attempt("x1", "the product rule with its terms and factors exchanged", """
        du_dt = 1
        dv_dt = v * (-1 / tau)
        df_dt = dv_dt * u + v * du_dt
    """),
    Attempt("x1", "a loop that fills lists", """
        du_dt, dv_dt, df_dt = [], [], []
        for time in t:
            fall = np.exp(-time / tau)
            du_dt.append(1)
            dv_dt.append(-fall / tau)
            df_dt.append(fall - time / tau * fall)
    """),
    Attempt("x1", "float32", """
        v = v.astype(np.float32)
        du_dt = np.float32(1)
        dv_dt = -v / np.float32(tau)
        df_dt = v + t.astype(np.float32) * dv_dt
    """),
    Attempt("x1", "functions of t", """
        def du_dt(t):
            return 1


        def dv_dt(t):
            return -np.exp(-t / tau) / tau


        df_dt = lambda t: du_dt(t) * np.exp(-t / tau) + t * dv_dt(t)
    """),
    Attempt("x1", "functions of one number, vectorized", """
        import math

        du_dt = np.vectorize(lambda s: 1.0)(t)
        dv_dt = np.vectorize(lambda s: -2 * math.exp(-2 * s))(t)
        df_dt = np.vectorize(lambda s: (1 - 2 * s) * math.exp(-2 * s))(t)
    """),
    Attempt("x1", "SymPy expressions", """
        import sympy as sp

        time, constant = sp.symbols("t tau")
        du_dt = sp.diff(time, time)
        dv_dt = sp.diff(sp.exp(-time / constant), time)
        df_dt = sp.diff(time * sp.exp(-time / constant), time)
    """),
    Attempt("x1", "SymPy, turned into functions of t and tau", """
        import sympy as sp

        time, constant = sp.symbols("t tau", positive=True)
        f = time * sp.exp(-time / constant)
        du_dt = sp.lambdify((time, constant), sp.diff(time, time), "numpy")
        dv_dt = sp.lambdify((constant, time), sp.diff(f / time, time), "numpy")
        df_dt = sp.lambdify((time, constant), sp.diff(f, time), "numpy")
    """),
    Attempt("x1", "functions of all that they need", """
        du_dt = lambda t: t**0
        dv_dt = lambda v, tau: -v / tau


        def df_dt(t, tau=0.5):
            return (tau - t) / tau * np.exp(-t / tau)
    """),
    Attempt("x1", "columns, broadcast", """
        column = t[:, None]
        rate = np.array([[-1 / tau]])
        du_dt = np.ones_like(column)
        dv_dt = rate * np.exp(rate * column)
        df_dt = dv_dt * (column - tau)
    """),
    Attempt("x2", "formulas of a alone", """
        du_da = 4 * a**3
        dr_du = np.exp(a**4 + 1)
        dr_da = 4 * a**3 * np.exp(a**4 + 1)
    """),
    Attempt("x2", "factors in another order", """
        du_da = a * a * a * 4
        dr_du = np.exp(a**4) * np.e
        dr_da = du_da * dr_du
    """),
    Attempt("x2", "lists, one number at a time", """
        import math

        du_da = [4 * x**3 for x in a]
        dr_du = [math.exp(x) for x in u]
        dr_da = [inner * outer for inner, outer in zip(du_da, dr_du)]
    """),
    Attempt("x2", "functions, the outer one of u", """
        du_da = lambda a: 4 * a**3
        dr_du = np.exp


        def dr_da(a):
            return dr_du(a**4 + 1) * du_da(a)
    """),
    Attempt("x2", "functions of one number", """
        import math


        def du_da(a):
            return 4 * math.pow(a, 3)


        def dr_du(u):
            return math.exp(u)


        def dr_da(a):
            return dr_du(a**4 + 1) * du_da(a)
    """),
    Attempt("x2", "SymPy expressions", """
        import sympy as sp

        x, y = sp.symbols("a u")
        du_da = sp.diff(x**4 + 1, x)
        dr_du = sp.diff(sp.exp(y), y)
        dr_da = sp.diff(sp.exp(x**4 + 1), x)
    """),
    Attempt("x2", "SymPy, turned into numbers", """
        import sympy as sp

        x = sp.Symbol("x")
        r = sp.exp(x**4 + 1)
        du_da = sp.lambdify(x, sp.diff(x**4 + 1))(a)
        dr_du = sp.lambdify(x, r)(a)
        dr_da = [float(r.diff(x).subs(x, one)) for one in a]
    """),
    Attempt("x2", "functions of NumPy and SymPy as they are", """
        import sympy as sp

        x = sp.Symbol("x")
        du_da = np.polynomial.Polynomial([1, 0, 0, 0, 1]).deriv()
        dr_du = sp.exp
        dr_da = sp.Lambda(x, sp.diff(sp.exp(x**4 + 1), x))
    """),
    Attempt("x2", "float32", """
        a = a.astype(np.float32)
        du_da = 4 * a**3
        dr_du = np.exp(a**4 + 1)
        dr_da = du_da * dr_du
    """),
    Attempt("x2", "coefficients of the polynomial", """
        inner = np.array([1, 0, 0, 0, 1])
        du_da = np.polyval(np.polyder(inner), a)
        dr_du = np.exp(np.polyval(inner, a))
        dr_da = np.prod([du_da, dr_du], axis=0)
    """),
    Attempt("x3", "numpy.diff", """
        def forward_difference(f, h):
            return np.diff(f) / h


        t_d = t[1:] - h / 2
    """),
    Attempt("x3", "a loop that fills a list", """
        def forward_difference(f, h):
            slopes = []
            for k in range(len(f) - 1):
                slopes.append((f[k + 1] - f[k]) / h)
            return slopes


        t_d = [(t[k] + t[k + 1]) / 2 for k in range(99)]
    """),
    Attempt("x3", "neighbours in pairs", """
        def forward_difference(f, h):
            return [(after - before) / h for before, after in zip(f, f[1:])]


        t_d = np.linspace(0.05, 9.85, 99)
    """),
    Attempt("x3", "a lambda with weights", """
        forward_difference = lambda f, h: np.convolve(f, [1 / h, -1 / h], mode="valid")

        t_d = np.convolve(t, [0.5, 0.5], mode="valid")
    """),
    Attempt("x3", "float32", """
        def forward_difference(f, h):
            f = np.asarray(f, dtype=np.float32)
            return (f[1:] - f[:-1]) / np.float32(h)


        t_d = t[:-1].astype(np.float32) + np.float32(0.05)
    """),
    Attempt("x3", "a matrix", """
        def forward_difference(f, h):
            n = len(f)
            matrix = np.eye(n - 1, n, k=1) - np.eye(n - 1, n)
            return matrix @ f / h


        t_d = h * (np.arange(99) + 0.5)
    """),
    Attempt("x3", "the arguments in another order, and a function for the times", """
        def forward_difference(h, f):
            return tuple(np.ediff1d(f) / h)


        t_d = lambda t: t[:-1] + h / 2
    """),
    Attempt("x3", "all rolled, then cut", """
        def forward_difference(f, h):
            ahead = np.roll(f, -1)
            return ((ahead - f) / h)[:-1]


        t_d = ((t + np.roll(t, -1)) / 2)[:-1]
    """),
    Attempt("x3", "one slope, vectorized", """
        def forward_difference(f, h):
            slope = np.vectorize(lambda k: (f[k + 1] - f[k]) / h)
            return slope(np.arange(f.size - 1))


        t_d = t[:-1] + np.diff(t) / 2
    """),
    Attempt("x4", "a loop", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            total = 0
            for k in range(n):
                left = a + k * dt
                if rule == "left":
                    total += f(left) * dt
                elif rule == "right":
                    total += f(left + dt) * dt
                else:
                    total += f(left + dt / 2) * dt
            return total
    """),
    Attempt("x4", "edges from linspace", """
        def riemann_sum(f, a, b, n, rule):
            edges = np.linspace(a, b, n + 1)
            places = {
                "left": edges[:-1],
                "right": edges[1:],
                "midpoint": (edges[:-1] + edges[1:]) / 2,
            }
            return np.sum(np.diff(edges) * f(places[rule]))
    """),
    Attempt("x4", "left ends from arange", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.arange(a, b - dt / 2, dt)
            if rule == "right":
                left += dt
            if rule == "midpoint":
                left += dt / 2
            return dt * f(left).sum()
    """),
    Attempt("x4", "all places in a list", """
        def riemann_sum(f, a, b, n, rule):
            shift = {"left": 0, "right": 2, "midpoint": 1}[rule]
            places = [a + (b - a) * (2 * k + shift) / (2 * n) for k in range(n)]
            return sum(f(places)) * (b - a) / n
    """),
    Attempt("x4", "one expression", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            shift = ["left", "midpoint", "right"].index(rule) / 2
            return sum(f(a + (k + shift) * dt) * dt for k in range(n))
    """),
    Attempt("x4", "float32, as a list of one number", """
        def riemann_sum(f, a, b, n, rule):
            dt = np.float32((b - a) / n)
            left = np.float32(a) + dt * np.arange(n, dtype=np.float32)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return [np.float32(f(left + shift).sum() * dt)]
    """),
    Attempt("x4", "the mean height times the width of all", """
        def riemann_sum(f, a, b, n, rule):
            first = {"left": 0, "midpoint": 0.5, "right": 1}[rule]
            heights = f(a + (b - a) * (first + np.arange(n)) / n)
            return np.mean(heights) * (b - a)
    """),
    Attempt("x4", "one piece, then the rest", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            place = {"left": a, "right": a + dt, "midpoint": a + dt / 2}[rule]
            rest = riemann_sum(f, a + dt, b, n - 1, rule) if n > 1 else 0
            return f(place) * dt + rest
    """),
    Attempt("x4", "the last of the running sums", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            height = np.vectorize(
                lambda k: f(a + dt * (k + (rule == "right") + 0.5 * (rule == "midpoint")))
            )
            return np.cumsum(height(np.arange(n)) * dt)[-1]
    """),
    Attempt("x5", "clipped at the spike", """
        since = np.maximum(t - t_sp, 0)
        current = J * since * np.exp(-since / tau_s)
        areas = dt * current
        charge = np.add.accumulate(areas)
    """),
    Attempt("x5", "a loop with if, and running totals", """
        current, areas, charge = [], [], []
        total = 0
        for time in t:
            if time < t_sp:
                now = 0
            else:
                now = J * (time - t_sp) * np.exp(-(time - t_sp) / tau_s)
            total = total + now * dt
            current.append(now)
            areas.append(now * dt)
            charge.append(total)
    """),
    Attempt("x5", "a factor as the gate", """
        current = (t > t_sp) * np.exp((t_sp - t) / tau_s) * (t - t_sp) * J
        areas = current * (t[1] - t[0])
        charge = np.array([np.sum(areas[: k + 1]) for k in range(100)])
    """),
    Attempt("x5", "only the points after the spike computed", """
        current = np.zeros(t.size)
        after = t >= t_sp
        current[after] = J * (t[after] - t_sp) * np.exp(-(t[after] - t_sp))
        areas = [0.1 * height for height in current]
        charge = np.tri(100) @ areas
    """),
    Attempt("x5", "float32", """
        since = np.float32(t - t_sp)
        current = np.where(since >= 0, J * since * np.exp(-since), 0)
        areas = current * np.float32(dt)
        charge = np.cumsum(areas, dtype=np.float32)
    """),
    Attempt("x5", "a function of one number", """
        from itertools import accumulate


        def current(t):
            if t < t_sp:
                return 0
            return J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s)


        areas = [current(edge) * dt for edge in t]
        charge = list(accumulate(areas))
    """),
    Attempt("x5", "one number at a time, vectorized", """
        import math

        one = np.vectorize(lambda s: s * math.exp(-s) if s > 0 else 0.0)
        current = one(t - 1)
        areas = current / 10
        charge = areas.cumsum()
    """),
    Attempt("x5", "a SymPy expression", """
        import sympy as sp

        time = sp.Symbol("t")
        since = time - t_sp
        current = sp.Piecewise((J * since * sp.exp(-since / tau_s), time >= t_sp), (0, True))
        heights = sp.lambdify(time, current)(t)
        areas = heights * dt
        charge = np.cumsum(areas)
    """),
    Attempt("x5", "functions of every constant", """
        import sympy as sp

        time, size, fall, spike = sp.symbols("t J tau_s t_sp")
        since = sp.Max(time - spike, 0)
        current = sp.lambdify((time, size, fall, spike), size * since * sp.exp(-since / fall))
        areas = lambda t: current(t, J, tau_s, t_sp) * dt
        charge = lambda t: np.cumsum(areas(t))
    """),
    Attempt("x5", "a column, and a triangle of ones", """
        step = np.heaviside(t - t_sp, 1)
        current = (step * J * (t - t_sp) * np.exp(1 - t))[:, None]
        areas = current * dt
        charge = np.tril(np.ones((100, 100))) @ areas
    """),
    Attempt("x6", "weights", """
        def average_twice(x):
            return x[:-2] / 4 + x[1:-1] / 2 + x[2:] / 4


        def gain(omega):
            return (1 + np.cos(omega)) / 2
    """),
    Attempt("x6", "a convolution, and lambdas", """
        average_twice = lambda x: np.convolve(x, [0.25, 0.5, 0.25], mode="valid")
        gain = lambda omega: np.abs(np.cos(omega / 2)) * np.abs(np.cos(omega / 2))
    """),
    Attempt("x6", "lists", """
        import math


        def average_twice(x):
            once = [(p + q) / 2 for p, q in zip(x, x[1:])]
            return [(p + q) / 2 for p, q in zip(once, once[1:])]


        def gain(omega):
            return [math.cos(w / 2) ** 2 for w in omega]
    """),
    Attempt("x6", "a helper, and one number at a time", """
        import math


        def average(x):
            return 0.5 * (x[:-1] + x[1:])


        def average_twice(x):
            return average(average(x))


        def gain(omega):
            return 0 if omega >= math.pi else math.cos(omega / 2) ** 2
    """),
    Attempt("x6", "a loop into an array, and complex waves", """
        def average_twice(x):
            y = np.empty(len(x) - 2)
            for k in range(len(y)):
                y[k] = (x[k] + 2 * x[k + 1] + x[k + 2]) / 4
            return y


        def gain(omega):
            return np.abs((1 + np.exp(-1j * omega)) / 2) ** 2
    """),
    Attempt("x6", "differences of running sums", """
        def average_twice(x):
            for _ in range(2):
                total = np.cumsum(np.append(0, x))
                x = (total[2:] - total[:-2]) / 2
            return x


        gain = np.vectorize(lambda omega: 1 - np.sin(omega / 2) ** 2)
    """),
    Attempt("x6", "fractions, and SymPy turned into a function", """
        from fractions import Fraction

        import sympy as sp


        def average_twice(x):
            x = [Fraction(value) for value in x]
            return [(x[k] + 2 * x[k + 1] + x[k + 2]) / 4 for k in range(len(x) - 2)]


        angle = sp.Symbol("w")
        gain = sp.lambdify(angle, sp.cos(angle / 2) ** 2)
    """),
    Attempt("x6", "float32", """
        def average_twice(x):
            x = np.float32(x)
            once = (x[1:] + x[:-1]) / 2
            return (once[1:] + once[:-1]) / 2


        def gain(omega):
            return np.square(np.cos(np.float32(omega) / 2))
    """),
    Attempt("x6", "windows, and a SymPy expression", """
        import sympy as sp


        def average_twice(x):
            return np.lib.stride_tricks.sliding_window_view(x, 3) @ np.array([1, 2, 1]) / 4


        gain = sp.cos(sp.Symbol("omega") / 2) ** 2
    """),
    Attempt("x7", "slices, and positions from argmax", """
        dr_dE = (rate[1:] - rate[:-1]) / h
        dr_dI = (rate[:, 1:] - rate[:, :-1]) / h
        E_ridge = E[np.unravel_index(dr_dE.argmax(), dr_dE.shape)[0]]
        I_trough = I_inh[np.unravel_index(dr_dI.argmin(), dr_dI.shape)[1]]
    """),
    Attempt("x7", "numpy.gradient", """
        dr_dE, dr_dI = np.gradient(rate, h)
        E_ridge = E[np.argmax(dr_dE[:, 0])]
        I_trough = I_inh[np.argmin(dr_dI[0])]
    """),
    Attempt("x7", "loops that fill lists, and places of midpoints", """
        dr_dE = [[(rate[i + 1, k] - rate[i, k]) / h for k in range(70)] for i in range(89)]
        dr_dI = []
        for row in rate:
            dr_dI.append([(row[k + 1] - row[k]) / h for k in range(69)])
        slopes = [row[0] for row in dr_dE]
        E_ridge = 1 + h * (slopes.index(max(slopes)) + 0.5)
        I_trough = h * (dr_dI[0].index(min(dr_dI[0])) + 0.5)
    """),
    Attempt("x7", "float32", """
        rate = rate.astype(np.float32)
        dr_dE = np.diff(rate, axis=0) / np.float32(h)
        dr_dI = np.diff(rate, axis=1) / np.float32(h)
        E_ridge = np.float32(2.4)
        I_trough = np.float32(4)
    """),
    Attempt("x7", "steps measured on the axes, broadcast", """
        dr_dE = np.diff(rate, axis=0) / np.diff(E)[:, None]
        dr_dI = np.diff(rate, axis=1) / np.diff(I_inh)
        E_ridge = E[dr_dE.argmax(axis=0)]
        I_trough = I_inh[dr_dI.argmin(axis=1)]
    """),
    Attempt("x7", "the table turned over and back", """
        dr_dE = (np.diff(rate.T) / h).T
        dr_dI = np.diff(rate) / h
        E_ridge = E[1:][dr_dE.max(axis=1).argmax()]
        I_trough = I_inh[1:][dr_dI.min(axis=0).argmin()]
    """),
    Attempt("x7", "a function for each slice, and all places of the crest", """
        slopes = lambda values: np.diff(values) / h
        dr_dE = np.apply_along_axis(slopes, 0, rate)
        dr_dI = np.apply_along_axis(slopes, 1, rate)
        E_ridge = E[np.where(dr_dE == dr_dE.max())[0]]
        I_trough = I_inh[np.argwhere(np.isclose(dr_dI, dr_dI.min()))[:, 1]]
    """),
    Attempt("x7", "matrices", """
        along = lambda n: (np.eye(n - 1, n, k=1) - np.eye(n - 1, n)) / h
        dr_dE = along(90) @ rate
        dr_dI = rate @ along(70).T
        E_ridge, I_trough = 2.4, 4
    """),
    Attempt("x7", "one slice, repeated for all, since each slope depends on its own input only", """
        dr_dE = np.repeat(np.diff(rate[:, :1], axis=0) / h, I_inh.size, axis=1)
        dr_dI = np.tile(np.diff(rate[0]) / h, (E.size, 1))
        E_ridge = E[dr_dE[:, 0].argmax()] + h / 2
        I_trough = I_inh[dr_dI[0].argmin()] + h / 2
    """),
]

# The part of an answer that comes before its mistake.
SLOPES_X3 = """
        def forward_difference(f, h):
            return (f[1:] - f[:-1]) / h
"""
HEIGHTS_X5 = """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s), 0)
"""
AREAS_X5 = HEIGHTS_X5 + """
        areas = current * dt
"""
AVERAGES_X6 = """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return (once[1:] + once[:-1]) / 2
"""
SLOPES_X7 = """
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate, axis=1) / h
"""

WRONG = [
    Attempt("x1", "the last dots left", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = ...
    """, "empty"),
    Attempt("x1", "u itself", """
        du_dt = u
        dv_dt = -v / tau
        df_dt = du_dt * v + u * dv_dt
    """, "not-differentiated"),
    Attempt("x1", "u taken for a constant", """
        du_dt = 0
        dv_dt = -v / tau
        df_dt = u * dv_dt
    """, "zero-slope"),
    Attempt("x1", "v that rises", """
        du_dt = 1
        dv_dt = v / tau
        df_dt = v + u * dv_dt
    """, "sign"),
    Attempt("x1", "an exponential as its own slope", """
        du_dt = 1
        dv_dt = np.exp(-t / tau)
        df_dt = v + u * dv_dt
    """, "missing-chain-factor"),
    Attempt("x1", "only the sign of the inner derivative", """
        du_dt = 1
        dv_dt = -np.exp(-t / tau)
        df_dt = v + u * dv_dt
    """, "incomplete-chain-factor"),
    Attempt("x1", "tau above the line", """
        du_dt = 1
        dv_dt = -tau * v
        df_dt = v + u * dv_dt
    """, "tau-upside-down"),
    Attempt("x1", "the rule for powers", """
        du_dt = 1
        dv_dt = -t / tau * np.exp(-t / tau - 1)
        df_dt = v + u * dv_dt
    """, "power-rule"),
    Attempt("x1", "the factor alone", """
        du_dt = 1
        dv_dt = -1 / tau
        df_dt = v + u * dv_dt
    """, "inner-derivative-alone"),
    Attempt("x1", "the slope at one time", """
        du_dt = 1
        dv_dt = -2 * np.exp(-2 * 0.7)
        df_dt = v + u * dv_dt
    """, "one-number"),
    Attempt("x1", "one point less", """
        du_dt = 1
        dv_dt = -v[1:] / tau
        df_dt = v[1:] + u[1:] * dv_dt
    """, "wrong-length"),
    Attempt("x1", "differences", """
        du_dt = 1
        dv_dt = np.gradient(v, t)
        df_dt = np.gradient(u * v, t)
    """, "by-number"),
    Attempt("x1", "a formula as text", """
        du_dt = 1
        dv_dt = "-v / tau"
        df_dt = "v + u * dv_dt"
    """, "wrong-type"),
    Attempt("x1", "a function with a name that is not there", """
        def du_dt(t):
            return 1


        def dv_dt(t):
            return -np.exp(-t / tau) / tau_s


        def df_dt(t):
            return np.exp(-t / tau) + t * dv_dt(t)
    """, "exception"),
    Attempt("x1", "a SymPy constant without a number", """
        import sympy as sp

        time, k = sp.symbols("t k")
        du_dt = 1
        dv_dt = sp.diff(sp.exp(-k * time), time)
        df_dt = sp.diff(time * sp.exp(-k * time), time)
    """, "free-symbols"),
    Attempt("x1", "derivatives multiplied", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt * dv_dt
    """, "product-of-derivatives"),
    Attempt("x1", "one term", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = u * dv_dt
    """, "forgotten-term"),
    Attempt("x1", "minus twice", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt * v - u * dv_dt
    """, "sign-between-terms"),
    Attempt("x1", "the quotient rule", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = (du_dt * v - u * dv_dt) / v**2
    """, "quotient-rule"),
    Attempt("x1", "derivatives added", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt + dv_dt
    """, "sum-of-derivatives"),
    Attempt("x1", "a term without its other factor", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = v + dv_dt
    """, "forgotten-factor"),
    Attempt("x1", "the exponential lost on the way", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = 1 - t / tau
    """, "forgotten-exponential"),
    Attempt("x1", "differentiated with respect to tau", """
        du_dt = 1
        dv_dt = t / tau**2 * v
        df_dt = v + u * dv_dt
    """, "wrong-variable"),
    Attempt("x1", "rounded", """
        du_dt = 1
        dv_dt = np.round(-v / tau, 2)
        df_dt = v + u * dv_dt
    """, "rounded"),
    Attempt("x1", "a function of a name that the page does not know", """
        du_dt = 1
        dv_dt = lambda t, k: -k * np.exp(-k * t)
        df_dt = lambda t, k: (1 - k * t) * np.exp(-k * t)
    """, "unknown-argument"),
    Attempt("x2", "the middle dots left", """
        du_da = 4 * a**3
        dr_du = ...
        dr_da = 4 * a**3 * np.exp(u)
    """, "empty"),
    Attempt("x2", "the constant kept", """
        du_da = 4 * a**3 + 1
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """, "constant-kept"),
    Attempt("x2", "the power kept", """
        du_da = 4 * a**4
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """, "power-not-lowered"),
    Attempt("x2", "the power lowered and no factor", """
        du_da = a**3
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """, "missing-power-factor"),
    Attempt("x2", "differences", """
        du_da = np.gradient(u, a)
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """, "by-number"),
    Attempt("x2", "the inner derivative too early", """
        du_da = 4 * a**3
        dr_du = np.exp(u) * du_da
        dr_da = dr_du
    """, "chain-factor-too-early"),
    Attempt("x2", "the rule for powers", """
        du_da = 4 * a**3
        dr_du = u * np.exp(u - 1)
        dr_da = du_da * dr_du
    """, "power-rule"),
    Attempt("x2", "a in place of u", """
        du_da = 4 * a**3
        dr_du = np.exp(a)
        dr_da = du_da * dr_du
    """, "wrong-exponent"),
    Attempt("x2", "the outer derivative as a function of a", """
        du_da = lambda a: 4 * a**3
        dr_du = lambda a: np.exp(a**4 + 1)
        dr_da = lambda a: du_da(a) * dr_du(a)
    """, "wrong-variable"),
    Attempt("x2", "a formula as text", """
        du_da = 4 * a**3
        dr_du = "exp(u)"
        dr_da = "4 a^3 exp(u)"
    """, "wrong-type"),
    Attempt("x2", "the outer derivative alone", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = np.exp(a**4 + 1)
    """, "missing-chain-factor"),
    Attempt("x2", "the inner derivative alone", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da
    """, "missing-outer-factor"),
    Attempt("x2", "a sum", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da + dr_du
    """, "sum-not-product"),
    Attempt("x2", "the exponent differentiated", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = np.exp(du_da)
    """, "derivative-in-exponent"),
    Attempt("x2", "a minus", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = -du_da * dr_du
    """, "sign"),
    Attempt("x2", "one point more", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = [4 * x**3 * np.exp(x**4 + 1) for x in np.arange(0, 1.15, 0.1)]
    """, "wrong-length"),
    Attempt("x2", "a function that takes no number", """
        du_da = lambda a: 4 * a**3
        dr_du = np.exp
        dr_da = lambda: 4 * a**3 * np.exp(u)
    """, "wrong-arguments"),
    Attempt("x2", "the rule for powers on the whole", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = u * np.exp(u - 1)
    """, "power-rule"),
    Attempt("x2", "the inner function in front", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = u * np.exp(u)
    """, "inner-not-differentiated"),
    Attempt("x2", "the lowered exponent as a factor", """
        du_da = 3 * a**3
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """, "lowered-too-early"),
    Attempt("x2", "e from memory", """
        du_da = 4 * a**3
        dr_du = 2.718**u
        dr_da = du_da * dr_du
    """, "rounded"),
    Attempt("x2", "the inner derivative twice", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da * np.exp(u) * du_da
    """, "inner-twice"),
    Attempt("x3", "the dots of the function left", """
        def forward_difference(f, h):
            return ...


        t_d = t[:-1] + h / 2
    """, "empty"),
    Attempt("x3", "rises", """
        def forward_difference(f, h):
            return f[1:] - f[:-1]


        t_d = t[:-1] + h / 2
    """, "missing-step"),
    Attempt("x3", "rises times the step", """
        def forward_difference(f, h):
            return np.diff(f) * h


        t_d = t[:-1] + h / 2
    """, "multiplied-by-step"),
    Attempt("x3", "earlier minus later", """
        def forward_difference(f, h):
            return (f[:-1] - f[1:]) / h


        t_d = t[:-1] + h / 2
    """, "sign"),
    Attempt("x3", "the step of the sine for every h", """
        def forward_difference(f, h):
            return np.diff(f) / 0.1


        t_d = t[:-1] + h / 2
    """, "wrong-step"),
    Attempt("x3", "a slope made up to keep the length", """
        def forward_difference(f, h):
            return np.diff(f, append=f[-1]) / h


        t_d = t + h / 2
    """, "padded"),
    Attempt("x3", "a sample of 0 beyond the end", """
        def forward_difference(f, h):
            return np.diff(f, append=0) / h


        t_d = t + h / 2
    """, "zero-beyond"),
    Attempt("x3", "no parentheses", """
        def forward_difference(f, h):
            return f[1:] - f[:-1] / h


        t_d = t[:-1] + h / 2
    """, "missing-parentheses"),
    Attempt("x3", "a loop that returns at once", """
        def forward_difference(f, h):
            for k in range(len(f) - 1):
                return (f[k + 1] - f[k]) / h


        t_d = t[:-1] + h / 2
    """, "first-only"),
    Attempt("x3", "a change in percent", """
        def forward_difference(f, h):
            return np.diff(f) / f[:-1]


        t_d = t[:-1] + h / 2
    """, "relative-change"),
    Attempt("x3", "samples two steps apart", """
        def forward_difference(f, h):
            return (f[2:] - f[:-2]) / (2 * h)


        t_d = t[1:-1]
    """, "central-difference"),
    Attempt("x3", "a ring", """
        def forward_difference(f, h):
            return (np.roll(f, -1) - f) / h


        t_d = t + h / 2
    """, "wraps-around"),
    Attempt("x3", "a loop that stops too early", """
        def forward_difference(f, h):
            return [(f[k + 1] - f[k]) / h for k in range(len(f) - 2)]


        t_d = t[:-2] + h / 2
    """, "one-too-few"),
    Attempt("x3", "a loop that stops too late", """
        def forward_difference(f, h):
            slopes = []
            for k in range(len(f)):
                slopes.append((f[k + 1] - f[k]) / h)
            return slopes


        t_d = t[:-1] + h / 2
    """, "exception"),
    Attempt("x3", "computed in place", """
        def forward_difference(f, h):
            f[:-1] = f[1:] - f[:-1]
            return f[:-1] / h


        t_d = t[:-1] + h / 2
    """, "changes-input"),
    Attempt("x3", "slopes in place of the function", """
        forward_difference = np.diff(np.sin(t)) / h
        t_d = t[:-1] + h / 2
    """, "not-a-function"),
    Attempt("x3", "plotted at the left ends", SLOPES_X3 + """
        t_d = t[:-1]
    """, "left-ends"),
    Attempt("x3", "plotted at the right ends", SLOPES_X3 + """
        t_d = t[1:]
    """, "right-ends"),
    Attempt("x3", "plotted at the inner samples", SLOPES_X3 + """
        t_d = t[1:-1]
    """, "inner-points"),
    Attempt("x3", "moved back", SLOPES_X3 + """
        t_d = t[:-1] - h / 2
    """, "wrong-shift"),
    Attempt("x3", "positions", SLOPES_X3 + """
        t_d = range(99)
    """, "index-not-time"),
    Attempt("x3", "half of 1 for half a step", SLOPES_X3 + """
        t_d = t[:-1] + 0.5
    """, "half-not-half-step"),
    Attempt("x3", "too few points on the whole axis", SLOPES_X3 + """
        t_d = np.linspace(0, 9.9, 99)
    """, "stretched"),
    Attempt("x3", "one place", SLOPES_X3 + """
        t_d = h / 2
    """, "one-number"),
    Attempt("x4", "the last dots left", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return ...
    """, "empty"),
    Attempt("x4", "left and right exchanged", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": dt, "right": 0, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "left-right-swapped"),
    Attempt("x4", "left, whatever the rule", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return np.sum(f(left) * dt)
    """, "rule-ignored"),
    Attempt("x4", "the mean of both ends for the midpoint", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            if rule == "left":
                heights = f(left)
            elif rule == "right":
                heights = f(left + dt)
            else:
                heights = (f(left) + f(left + dt)) / 2
            return np.sum(heights * dt)
    """, "wrong-place"),
    Attempt("x4", "heights", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift))
    """, "missing-width"),
    Attempt("x4", "the mean height", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.mean(f(left + shift))
    """, "mean-not-sum"),
    Attempt("x4", "the width twice", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt) * dt
    """, "width-twice"),
    Attempt("x4", "the width of the whole interval", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift)) * (b - a)
    """, "whole-width"),
    Attempt("x4", "left ends in steps up to b", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.arange(a, b, (b - a) / n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "step-slips"),
    Attempt("x4", "a loop that returns at once", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            total = 0
            for k in range(n):
                shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
                total += f(a + k * dt + shift) * dt
                return total
    """, "first-only"),
    Attempt("x4", "a total that is written over", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            for k in range(n):
                shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
                total = f(a + k * dt + shift) * dt
            return total
    """, "last-only"),
    Attempt("x4", "half of 1 for half a width", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": 0.5}[rule]
            return np.sum(f(left + shift) * dt)
    """, "half-not-half-step"),
    Attempt("x4", "rounded", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return round(np.sum(f(left + shift) * dt), 1)
    """, "rounded"),
    Attempt("x4", "an argument left out", """
        def riemann_sum(f, a, b, n):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return np.sum(f(left) * dt)
    """, "wrong-arguments"),
    Attempt("x4", "all edges as left ends", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.linspace(a, b, n + 1)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift)) * dt
    """, "one-too-many"),
    Attempt("x4", "a loop that stops too early", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            total = 0
            for k in range(n - 1):
                total += f(a + k * dt + shift) * dt
            return total
    """, "one-too-few"),
    Attempt("x4", "n points for n rectangles", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.linspace(a, b, n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "points-not-rectangles"),
    Attempt("x4", "begun at 0", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "wrong-start"),
    Attempt("x4", "a width below zero", """
        def riemann_sum(f, a, b, n, rule):
            dt = (a - b) / n
            left = a - dt * np.arange(n)
            shift = {"left": 0, "right": -dt, "midpoint": -dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "sign"),
    Attempt("x4", "areas one by one", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return f(left + shift) * dt
    """, "not-summed"),
    Attempt("x4", "every sum on the way", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.cumsum(f(left + shift) * dt)
    """, "running-sum"),
    Attempt("x4", "a rule by another name", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "middle": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """, "exception"),
    Attempt("x4", "a sum in place of the function", """
        t = np.arange(0, 10, 1)
        riemann_sum = np.sum(t**2 - t + 1)
    """, "not-a-function"),
    Attempt("x4", "a formula as text", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            return f"sum of f(t) * {dt}"
    """, "wrong-type"),
    Attempt("x5", "the last dots left", AREAS_X5 + """
        charge = ...
    """, "empty"),
    Attempt("x5", "no gate", """
        current = J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "missing-gate"),
    Attempt("x5", "the gate turned around", """
        current = np.where(t >= t_sp, 0, J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s))
        areas = current * dt
        charge = np.cumsum(areas)
    """, "gate-upside-down"),
    Attempt("x5", "made positive, not gated", """
        current = abs(J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s))
        areas = current * dt
        charge = np.cumsum(areas)
    """, "rectified-not-gated"),
    Attempt("x5", "the factor t", """
        current = np.where(t >= t_sp, J * t * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "time-not-since-spike"),
    Attempt("x5", "the exponent of t", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-t / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "exponent-not-since-spike"),
    Attempt("x5", "no spike time", """
        current = J * t * np.exp(-t / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "spike-time-ignored"),
    Attempt("x5", "a minus that does not reach the spike time", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-t - t_sp / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "shift-sign"),
    Attempt("x5", "no fall", """
        current = np.where(t >= t_sp, J * (t - t_sp), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "forgotten-decay"),
    Attempt("x5", "no rise", """
        current = np.where(t >= t_sp, J * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "forgotten-factor"),
    Attempt("x5", "an exponent above zero", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp((t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "sign-in-exponent"),
    Attempt("x5", "an inward current drawn downwards", """
        current = np.where(t >= t_sp, -J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "sign"),
    Attempt("x5", "only the points after the spike", """
        since = t[t >= t_sp] - t_sp
        current = J * since * np.exp(-since / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """, "wrong-length"),
    Attempt("x5", "a name that is not there", """
        def current(t):
            return J * (t - t_sp) * np.exp(-(t - t_sp) / tau) * (t >= t_sp)


        areas = charge = np.zeros(100)
    """, "exception"),
    Attempt("x5", "heights for areas", HEIGHTS_X5 + """
        areas = current
        charge = np.cumsum(areas)
    """, "missing-width"),
    Attempt("x5", "divided by the width", HEIGHTS_X5 + """
        areas = current / dt
        charge = np.cumsum(areas)
    """, "divided-by-width"),
    Attempt("x5", "areas summed at once", HEIGHTS_X5 + """
        areas = np.cumsum(current * dt)
        charge = areas
    """, "already-summed"),
    Attempt("x5", "trapezoids", HEIGHTS_X5 + """
        areas = (current[1:] + current[:-1]) / 2 * dt
        charge = np.cumsum(areas)
    """, "trapezoids"),
    Attempt("x5", "heights at the right edges", HEIGHTS_X5 + """
        areas = current[1:] * dt
        charge = np.cumsum(areas)
    """, "right-edges"),
    Attempt("x5", "the width twice in the areas", HEIGHTS_X5 + """
        areas = current * dt * dt
        charge = np.cumsum(areas)
    """, "width-twice"),
    Attempt("x5", "areas as text", HEIGHTS_X5 + """
        areas = "current * dt"
        charge = "cumsum(areas)"
    """, "wrong-type"),
    Attempt("x5", "the whole sum", AREAS_X5 + """
        charge = np.sum(areas)
    """, "total-not-running"),
    Attempt("x5", "areas for the charge", AREAS_X5 + """
        charge = areas
    """, "not-summed"),
    Attempt("x5", "a running sum of trapezoids", AREAS_X5 + """
        between = (current[1:] + current[:-1]) / 2 * dt
        charge = np.append(0, np.cumsum(between))  # SciPy's cumulative_trapezoid
    """, "trapezoids"),
    Attempt("x5", "a running sum from the right edge on", AREAS_X5 + """
        charge = np.cumsum(areas[1:])
    """, "right-edges"),
    Attempt("x5", "summed twice", AREAS_X5 + """
        charge = np.cumsum(np.cumsum(areas))
    """, "summed-twice"),
    Attempt("x5", "the width twice", AREAS_X5 + """
        charge = np.cumsum(areas * dt)
    """, "width-twice"),
    Attempt("x5", "the charge at the left edges", AREAS_X5 + """
        charge = np.append(0, np.cumsum(areas)[:-1])
    """, "left-edges"),
    Attempt("x5", "a charge for every edge", AREAS_X5 + """
        charge = np.append(0, np.cumsum(areas))
    """, "one-too-many"),
    Attempt("x5", "the antiderivative", AREAS_X5 + """
        since = np.maximum(t - t_sp, 0)
        charge = 1 - (1 + since) * np.exp(-since)
    """, "exact-integral"),
    Attempt("x6", "the dots of the gain left", AVERAGES_X6 + """

        def gain(omega):
            return ...
    """, "empty"),
    Attempt("x6", "averaged once", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return once


        def gain(omega):
            return np.cos(omega / 2)
    """, "averaged-once"),
    Attempt("x6", "sums", """
        def average_twice(x):
            once = x[1:] + x[:-1]
            return once[1:] + once[:-1]


        def gain(omega):
            return 4 * np.cos(omega / 2) ** 2
    """, "sum-not-mean"),
    Attempt("x6", "the length kept", """
        def average_twice(x):
            return np.convolve(x, [0.25, 0.5, 0.25], mode="same")


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "padded"),
    Attempt("x6", "a ring", """
        def average_twice(x):
            once = (x + np.roll(x, 1)) / 2
            return (once + np.roll(once, 1)) / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "wraps-around"),
    Attempt("x6", "the mean of three", """
        def average_twice(x):
            return (x[:-2] + x[1:-1] + x[2:]) / 3


        def gain(omega):
            return (1 + 2 * np.cos(omega)) / 3
    """, "equal-weights"),
    Attempt("x6", "the middle left out", """
        def average_twice(x):
            return (x[:-2] + x[2:]) / 2


        def gain(omega):
            return np.cos(omega)
    """, "ends-only"),
    Attempt("x6", "differences", """
        def average_twice(x):
            return np.diff(np.diff(x))


        def gain(omega):
            return 4 * np.sin(omega / 2) ** 2
    """, "difference-not-average"),
    Attempt("x6", "averaged three times", """
        def average_twice(x):
            for _ in range(3):
                x = (x[1:] + x[:-1]) / 2
            return x


        def gain(omega):
            return np.cos(omega / 2) ** 3
    """, "thrice"),
    Attempt("x6", "no parentheses", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return once[1:] + once[:-1] / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "missing-parentheses"),
    Attempt("x6", "a step too long the second time", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return (once[2:] + once[:-2]) / 2


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "one-apart"),
    Attempt("x6", "a loop that stops too early", """
        def average_twice(x):
            once = (x[1:] + x[:-1]) / 2
            return [(once[k] + once[k + 1]) / 2 for k in range(len(x) - 3)]


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "one-too-few"),
    Attempt("x6", "averaged in place", """
        def average_twice(x):
            x[:-1] = (x[:-1] + x[1:]) / 2
            x[:-2] = (x[:-2] + x[1:-1]) / 2
            return x[:-2]


        def gain(omega):
            return np.cos(omega / 2) ** 2
    """, "changes-input"),
    Attempt("x6", "the gain of one average", AVERAGES_X6 + """

        def gain(omega):
            return np.cos(omega / 2)
    """, "gain-not-squared"),
    Attempt("x6", "gains added", AVERAGES_X6 + """

        def gain(omega):
            return 2 * np.cos(omega / 2)
    """, "gains-added"),
    Attempt("x6", "the angle squared", AVERAGES_X6 + """

        def gain(omega):
            return np.cos((omega / 2) ** 2)
    """, "square-inside"),
    Attempt("x6", "omega, not half of it", AVERAGES_X6 + """

        def gain(omega):
            return np.cos(omega) ** 2
    """, "omega-not-halved"),
    Attempt("x6", "a sine", AVERAGES_X6 + """

        def gain(omega):
            return np.sin(omega / 2) ** 2
    """, "high-pass"),
    Attempt("x6", "the power", AVERAGES_X6 + """

        def gain(omega):
            return np.cos(omega / 2) ** 4
    """, "power-not-gain"),
    Attempt("x6", "the complex factor", AVERAGES_X6 + """

        def gain(omega):
            return ((1 + np.exp(-1j * omega)) / 2) ** 2
    """, "complex"),
    Attempt("x6", "numbers in place of the function", AVERAGES_X6 + """

        omega = np.linspace(0, np.pi, 13)
        gain = np.cos(omega / 2) ** 2
    """, "not-a-function"),
    Attempt("x6", "a name that is not there", AVERAGES_X6 + """

        def gain(omega):
            return np.cos(w / 2) ** 2
    """, "exception"),
    Attempt("x6", "the gain at one omega", AVERAGES_X6 + """

        def gain(omega):
            return 1
    """, "one-number"),
    Attempt("x7", "the last dots left", SLOPES_X7 + """
        E_ridge = 2.4
        I_trough = ...
    """, "empty"),
    Attempt("x7", "rises", """
        dr_dE = np.diff(rate, axis=0)
        dr_dI = np.diff(rate, axis=1)
        E_ridge, I_trough = 2.4, 4
    """, "missing-step"),
    Attempt("x7", "rises times the step", """
        dr_dE = np.diff(rate, axis=0) * h
        dr_dI = np.diff(rate, axis=1) * h
        E_ridge, I_trough = 2.4, 4
    """, "multiplied-by-step"),
    Attempt("x7", "axes exchanged", """
        dr_dE = np.diff(rate, axis=1) / h
        dr_dI = np.diff(rate, axis=0) / h
        E_ridge, I_trough = 2.4, 4
    """, "wrong-axis"),
    Attempt("x7", "rows and columns exchanged", """
        rate = ei_rate(E, I_inh[:, None])
        dr_dE = np.diff(rate, axis=1) / h
        dr_dI = np.diff(rate, axis=0) / h
        E_ridge, I_trough = 2.4, 4
    """, "transposed"),
    Attempt("x7", "slopes made up to keep the shape", """
        dr_dE = np.diff(rate, axis=0, append=rate[-1:]) / h
        dr_dI = np.diff(rate, axis=1, append=rate[:, -1:]) / h
        E_ridge, I_trough = 2.4, 4
    """, "padded"),
    Attempt("x7", "earlier minus later", """
        dr_dE = (rate[:-1] - rate[1:]) / h
        dr_dI = (rate[:, :-1] - rate[:, 1:]) / h
        E_ridge, I_trough = 2.4, 4
    """, "sign"),
    Attempt("x7", "one slice along E", """
        dr_dE = np.diff(rate[:, 0]) / h
        dr_dI = np.diff(rate[0, :]) / h
        E_ridge, I_trough = 2.4, 4
    """, "one-slice"),
    Attempt("x7", "one slice along I_inh", """
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate[0]) / h
        E_ridge, I_trough = 2.4, 4
    """, "one-slice"),
    Attempt("x7", "no parentheses", """
        dr_dE = rate[1:] - rate[:-1] / h
        dr_dI = rate[:, 1:] - rate[:, :-1] / h
        E_ridge, I_trough = 2.4, 4
    """, "missing-parentheses"),
    Attempt("x7", "all that np.gradient gives", """
        dr_dE = np.array(np.gradient(rate, h))
        dr_dI = dr_dE
        E_ridge, I_trough = 2.4, 4
    """, "both-at-once"),
    Attempt("x7", "where the rate is lowest", SLOPES_X7 + """
        E_ridge = 2.4
        I_trough = I_inh[np.argmin(rate[0])]
    """, "rate-not-slope"),
    Attempt("x7", "the rectified rate", """
        rate = np.maximum(rate, 0)
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate, axis=1) / h
        E_ridge, I_trough = 2.4, 4
    """, "rectified"),
    Attempt("x7", "both directions at once", """
        dr_dE = np.diff(np.diff(rate, axis=0) / h, axis=1) / h
        dr_dI = dr_dE
        E_ridge, I_trough = 2.4, 4
    """, "both-directions"),
    Attempt("x7", "both cut to one shape", """
        dr_dE = (np.diff(rate, axis=0) / h)[:, :-1]
        dr_dI = (np.diff(rate, axis=1) / h)[:-1]
        E_ridge, I_trough = 2.4, 4
    """, "wrong-shape"),
    Attempt("x7", "two steps", """
        dr_dE = np.diff(rate, axis=0) / (2 * h)
        dr_dI = np.diff(rate, axis=1) / (2 * h)
        E_ridge, I_trough = 2.4, 4
    """, "wrong-step"),
    Attempt("x7", "the formula of the page", """
        s_E = 1 / (1 + np.exp(-1.2 * (E - 2.4)))
        s_I = 1 / (1 + np.exp(-(I_inh - 4)))
        dr_dE = np.tile(1.2 * s_E * (1 - s_E), (70, 1)).T
        dr_dI = np.tile(-s_I * (1 - s_I) / 2, (90, 1))
        E_ridge, I_trough = 2.4, 4
    """, "by-rule"),
    Attempt("x7", "the row and the column of the highest slope", SLOPES_X7 + """
        E_ridge = np.unravel_index(np.argmax(dr_dE), dr_dE.shape)
        I_trough = np.unravel_index(np.argmin(dr_dI), dr_dI.shape)
    """, "index-not-place"),
    Attempt("x7", "ridge and trough exchanged", SLOPES_X7 + """
        E_ridge = I_inh[np.argmin(dr_dI[0])]
        I_trough = E[np.argmax(dr_dE[:, 0])]
    """, "swapped-places"),
    Attempt("x7", "how high the ridge is", SLOPES_X7 + """
        E_ridge = np.max(dr_dE)
        I_trough = np.min(dr_dI)
    """, "height-not-place"),
    Attempt("x7", "a place as text", SLOPES_X7 + """
        E_ridge = "2.4 nA"
        I_trough = "4 nA"
    """, "wrong-type"),
    Attempt("x7", "where the slope along E is lowest", SLOPES_X7 + """
        E_ridge = E[np.argmin(dr_dE[:, 0])]
        I_trough = I_inh[np.argmin(dr_dI[0])]
    """, "lowest-not-highest"),
    Attempt("x7", "read off too roughly", SLOPES_X7 + """
        E_ridge = 3
        I_trough = 4
    """, "off-the-ridge"),
    Attempt("x7", "where the slope along I_inh is highest", SLOPES_X7 + """
        E_ridge = E[np.argmax(dr_dE[:, 0])]
        I_trough = I_inh[np.argmax(dr_dI[0])]
    """, "highest-not-lowest"),
    Attempt("x7", "how deep the trough is", SLOPES_X7 + """
        E_ridge = 2.4
        I_trough = dr_dI.min()
    """, "depth-not-place"),
]
# fmt: on
