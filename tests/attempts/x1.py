"""Attempts at X1, the product rule."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "formulas, with a slope for each point": """
        du_dt = np.ones(t.size)
        dv_dt = -(1 / tau) * np.exp(-t / tau)
        df_dt = (1 - t / tau) * np.exp(-t / tau)
    """,
    "the product rule with its terms and factors exchanged": """
        du_dt = 1
        dv_dt = v * (-1 / tau)
        df_dt = dv_dt * u + v * du_dt
    """,
    "a loop that fills lists": """
        du_dt, dv_dt, df_dt = [], [], []
        for time in t:
            fall = np.exp(-time / tau)
            du_dt.append(1)
            dv_dt.append(-fall / tau)
            df_dt.append(fall - time / tau * fall)
    """,
    "float32": """
        v = v.astype(np.float32)
        du_dt = np.float32(1)
        dv_dt = -v / np.float32(tau)
        df_dt = v + t.astype(np.float32) * dv_dt
    """,
    "functions of t": """
        def du_dt(t):
            return 1


        def dv_dt(t):
            return -np.exp(-t / tau) / tau


        df_dt = lambda t: du_dt(t) * np.exp(-t / tau) + t * dv_dt(t)
    """,
    "functions of one number, vectorized": """
        import math

        du_dt = np.vectorize(lambda s: 1.0)(t)
        dv_dt = np.vectorize(lambda s: -2 * math.exp(-2 * s))(t)
        df_dt = np.vectorize(lambda s: (1 - 2 * s) * math.exp(-2 * s))(t)
    """,
    "SymPy expressions": """
        import sympy as sp

        time, constant = sp.symbols("t tau")
        du_dt = sp.diff(time, time)
        dv_dt = sp.diff(sp.exp(-time / constant), time)
        df_dt = sp.diff(time * sp.exp(-time / constant), time)
    """,
    "SymPy, turned into functions of t and tau": """
        import sympy as sp

        time, constant = sp.symbols("t tau", positive=True)
        f = time * sp.exp(-time / constant)
        du_dt = sp.lambdify((time, constant), sp.diff(time, time), "numpy")
        dv_dt = sp.lambdify((constant, time), sp.diff(f / time, time), "numpy")
        df_dt = sp.lambdify((time, constant), sp.diff(f, time), "numpy")
    """,
    "functions of all that they need": """
        du_dt = lambda t: t**0
        dv_dt = lambda v, tau: -v / tau


        def df_dt(t, tau=0.5):
            return (tau - t) / tau * np.exp(-t / tau)
    """,
    "columns, broadcast": """
        column = t[:, None]
        rate = np.array([[-1 / tau]])
        du_dt = np.ones_like(column)
        dv_dt = rate * np.exp(rate * column)
        df_dt = dv_dt * (column - tau)
    """,
}

WRONG = {
    "the last dots left": ("empty", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = ...
    """),
    "u itself": ("not-differentiated", """
        du_dt = u
        dv_dt = -v / tau
        df_dt = du_dt * v + u * dv_dt
    """),
    "u taken for a constant": ("zero-slope", """
        du_dt = 0
        dv_dt = -v / tau
        df_dt = u * dv_dt
    """),
    "v that rises": ("sign", """
        du_dt = 1
        dv_dt = v / tau
        df_dt = v + u * dv_dt
    """),
    "an exponential as its own slope": ("missing-chain-factor", """
        du_dt = 1
        dv_dt = np.exp(-t / tau)
        df_dt = v + u * dv_dt
    """),
    "only the sign of the inner derivative": ("incomplete-chain-factor", """
        du_dt = 1
        dv_dt = -np.exp(-t / tau)
        df_dt = v + u * dv_dt
    """),
    "tau above the line": ("tau-upside-down", """
        du_dt = 1
        dv_dt = -tau * v
        df_dt = v + u * dv_dt
    """),
    "the rule for powers": ("power-rule", """
        du_dt = 1
        dv_dt = -t / tau * np.exp(-t / tau - 1)
        df_dt = v + u * dv_dt
    """),
    "the factor alone": ("inner-derivative-alone", """
        du_dt = 1
        dv_dt = -1 / tau
        df_dt = v + u * dv_dt
    """),
    "the slope at one time": ("one-number", """
        du_dt = 1
        dv_dt = -2 * np.exp(-2 * 0.7)
        df_dt = v + u * dv_dt
    """),
    "one point less": ("wrong-length", """
        du_dt = 1
        dv_dt = -v[1:] / tau
        df_dt = v[1:] + u[1:] * dv_dt
    """),
    "differences": ("by-number", """
        du_dt = 1
        dv_dt = np.gradient(v, t)
        df_dt = np.gradient(u * v, t)
    """),
    "a formula as text": ("wrong-type", """
        du_dt = 1
        dv_dt = "-v / tau"
        df_dt = "v + u * dv_dt"
    """),
    "a function with a name that is not there": ("exception", """
        def du_dt(t):
            return 1


        def dv_dt(t):
            return -np.exp(-t / tau) / tau_s


        def df_dt(t):
            return np.exp(-t / tau) + t * dv_dt(t)
    """),
    "a SymPy constant without a number": ("free-symbols", """
        import sympy as sp

        time, k = sp.symbols("t k")
        du_dt = 1
        dv_dt = sp.diff(sp.exp(-k * time), time)
        df_dt = sp.diff(time * sp.exp(-k * time), time)
    """),
    "derivatives multiplied": ("product-of-derivatives", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt * dv_dt
    """),
    "one term": ("forgotten-term", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = u * dv_dt
    """),
    "minus twice": ("sign-between-terms", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt * v - u * dv_dt
    """),
    "the quotient rule": ("quotient-rule", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = (du_dt * v - u * dv_dt) / v**2
    """),
    "derivatives added": ("sum-of-derivatives", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = du_dt + dv_dt
    """),
    "a term without its other factor": ("forgotten-factor", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = v + dv_dt
    """),
    "the exponential lost on the way": ("forgotten-exponential", """
        du_dt = 1
        dv_dt = -v / tau
        df_dt = 1 - t / tau
    """),
    "differentiated with respect to tau": ("wrong-variable", """
        du_dt = 1
        dv_dt = t / tau**2 * v
        df_dt = v + u * dv_dt
    """),
    "rounded": ("rounded", """
        du_dt = 1
        dv_dt = np.round(-v / tau, 2)
        df_dt = v + u * dv_dt
    """),
    "a function of a name that the page does not know": ("unknown-argument", """
        du_dt = 1
        dv_dt = lambda t, k: -k * np.exp(-k * t)
        df_dt = lambda t, k: (1 - k * t) * np.exp(-k * t)
    """),
}
