"""Attempts at X2, the chain rule."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "formulas of a alone": """
        du_da = 4 * a**3
        dr_du = np.exp(a**4 + 1)
        dr_da = 4 * a**3 * np.exp(a**4 + 1)
    """,
    "factors in another order": """
        du_da = a * a * a * 4
        dr_du = np.exp(a**4) * np.e
        dr_da = du_da * dr_du
    """,
    "lists, one number at a time": """
        import math

        du_da = [4 * x**3 for x in a]
        dr_du = [math.exp(x) for x in u]
        dr_da = [inner * outer for inner, outer in zip(du_da, dr_du)]
    """,
    "functions, the outer one of u": """
        du_da = lambda a: 4 * a**3
        dr_du = np.exp


        def dr_da(a):
            return dr_du(a**4 + 1) * du_da(a)
    """,
    "functions of one number": """
        import math


        def du_da(a):
            return 4 * math.pow(a, 3)


        def dr_du(u):
            return math.exp(u)


        def dr_da(a):
            return dr_du(a**4 + 1) * du_da(a)
    """,
    "SymPy expressions": """
        import sympy as sp

        x, y = sp.symbols("a u")
        du_da = sp.diff(x**4 + 1, x)
        dr_du = sp.diff(sp.exp(y), y)
        dr_da = sp.diff(sp.exp(x**4 + 1), x)
    """,
    "SymPy, turned into numbers": """
        import sympy as sp

        x = sp.Symbol("x")
        r = sp.exp(x**4 + 1)
        du_da = sp.lambdify(x, sp.diff(x**4 + 1))(a)
        dr_du = sp.lambdify(x, r)(a)
        dr_da = [float(r.diff(x).subs(x, one)) for one in a]
    """,
    "functions of NumPy and SymPy as they are": """
        import sympy as sp

        x = sp.Symbol("x")
        du_da = np.polynomial.Polynomial([1, 0, 0, 0, 1]).deriv()
        dr_du = sp.exp
        dr_da = sp.Lambda(x, sp.diff(sp.exp(x**4 + 1), x))
    """,
    "float32": """
        a = a.astype(np.float32)
        du_da = 4 * a**3
        dr_du = np.exp(a**4 + 1)
        dr_da = du_da * dr_du
    """,
    "coefficients of the polynomial": """
        inner = np.array([1, 0, 0, 0, 1])
        du_da = np.polyval(np.polyder(inner), a)
        dr_du = np.exp(np.polyval(inner, a))
        dr_da = np.prod([du_da, dr_du], axis=0)
    """,
}

WRONG = {
    "the middle dots left": ("empty", """
        du_da = 4 * a**3
        dr_du = ...
        dr_da = 4 * a**3 * np.exp(u)
    """),
    "the constant kept": ("constant-kept", """
        du_da = 4 * a**3 + 1
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """),
    "the power kept": ("power-not-lowered", """
        du_da = 4 * a**4
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """),
    "the power lowered and no factor": ("missing-power-factor", """
        du_da = a**3
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """),
    "differences": ("by-number", """
        du_da = np.gradient(u, a)
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """),
    "the inner derivative too early": ("chain-factor-too-early", """
        du_da = 4 * a**3
        dr_du = np.exp(u) * du_da
        dr_da = dr_du
    """),
    "the rule for powers": ("power-rule", """
        du_da = 4 * a**3
        dr_du = u * np.exp(u - 1)
        dr_da = du_da * dr_du
    """),
    "a in place of u": ("wrong-exponent", """
        du_da = 4 * a**3
        dr_du = np.exp(a)
        dr_da = du_da * dr_du
    """),
    "the outer derivative as a function of a": ("wrong-variable", """
        du_da = lambda a: 4 * a**3
        dr_du = lambda a: np.exp(a**4 + 1)
        dr_da = lambda a: du_da(a) * dr_du(a)
    """),
    "a formula as text": ("wrong-type", """
        du_da = 4 * a**3
        dr_du = "exp(u)"
        dr_da = "4 a^3 exp(u)"
    """),
    "the outer derivative alone": ("missing-chain-factor", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = np.exp(a**4 + 1)
    """),
    "the inner derivative alone": ("missing-outer-factor", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da
    """),
    "a sum": ("sum-not-product", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da + dr_du
    """),
    "the exponent differentiated": ("derivative-in-exponent", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = np.exp(du_da)
    """),
    "a minus": ("sign", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = -du_da * dr_du
    """),
    "one point more": ("wrong-length", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = [4 * x**3 * np.exp(x**4 + 1) for x in np.arange(0, 1.15, 0.1)]
    """),
    "a function that takes no number": ("wrong-arguments", """
        du_da = lambda a: 4 * a**3
        dr_du = np.exp
        dr_da = lambda: 4 * a**3 * np.exp(u)
    """),
    "the rule for powers on the whole": ("power-rule", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = u * np.exp(u - 1)
    """),
    "the inner function in front": ("inner-not-differentiated", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = u * np.exp(u)
    """),
    "the lowered exponent as a factor": ("lowered-too-early", """
        du_da = 3 * a**3
        dr_du = np.exp(u)
        dr_da = du_da * dr_du
    """),
    "e from memory": ("rounded", """
        du_da = 4 * a**3
        dr_du = 2.718**u
        dr_da = du_da * dr_du
    """),
    "the inner derivative twice": ("inner-twice", """
        du_da = 4 * a**3
        dr_du = np.exp(u)
        dr_da = du_da * np.exp(u) * du_da
    """),
}
