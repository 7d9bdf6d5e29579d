"""Attempts at X5, the charge of a current."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "clipped at the spike": """
        since = np.maximum(t - t_sp, 0)
        current = J * since * np.exp(-since / tau_s)
        areas = dt * current
        charge = np.add.accumulate(areas)
    """,
    "a loop with if, and running totals": """
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
    """,
    "a factor as the gate": """
        current = (t > t_sp) * np.exp((t_sp - t) / tau_s) * (t - t_sp) * J
        areas = current * (t[1] - t[0])
        charge = np.array([np.sum(areas[: k + 1]) for k in range(100)])
    """,
    "only the points after the spike computed": """
        current = np.zeros(t.size)
        after = t >= t_sp
        current[after] = J * (t[after] - t_sp) * np.exp(-(t[after] - t_sp))
        areas = [0.1 * height for height in current]
        charge = np.tri(100) @ areas
    """,
    "float32": """
        since = np.float32(t - t_sp)
        current = np.where(since >= 0, J * since * np.exp(-since), 0)
        areas = current * np.float32(dt)
        charge = np.cumsum(areas, dtype=np.float32)
    """,
    "a function of one number": """
        from itertools import accumulate


        def current(t):
            if t < t_sp:
                return 0
            return J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s)


        areas = [current(edge) * dt for edge in t]
        charge = list(accumulate(areas))
    """,
    "one number at a time, vectorized": """
        import math

        one = np.vectorize(lambda s: s * math.exp(-s) if s > 0 else 0.0)
        current = one(t - 1)
        areas = current / 10
        charge = areas.cumsum()
    """,
    "a SymPy expression": """
        import sympy as sp

        time = sp.Symbol("t")
        since = time - t_sp
        current = sp.Piecewise((J * since * sp.exp(-since / tau_s), time >= t_sp), (0, True))
        heights = sp.lambdify(time, current)(t)
        areas = heights * dt
        charge = np.cumsum(areas)
    """,
    "functions of every constant": """
        import sympy as sp

        time, size, fall, spike = sp.symbols("t J tau_s t_sp")
        since = sp.Max(time - spike, 0)
        current = sp.lambdify((time, size, fall, spike), size * since * sp.exp(-since / fall))
        areas = lambda t: current(t, J, tau_s, t_sp) * dt
        charge = lambda t: np.cumsum(areas(t))
    """,
    "a column, and a triangle of ones": """
        step = np.heaviside(t - t_sp, 1)
        current = (step * J * (t - t_sp) * np.exp(1 - t))[:, None]
        areas = current * dt
        charge = np.tril(np.ones((100, 100))) @ areas
    """,
}

# The part of an answer that comes before its mistake.
HEIGHTS = """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s), 0)
"""
AREAS = HEIGHTS + """
        areas = current * dt
"""

WRONG = {
    "the last dots left": ("empty", AREAS + """
        charge = ...
    """),
    "no gate": ("missing-gate", """
        current = J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "the gate turned around": ("gate-upside-down", """
        current = np.where(t >= t_sp, 0, J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s))
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "made positive, not gated": ("rectified-not-gated", """
        current = abs(J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s))
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "the factor t": ("time-not-since-spike", """
        current = np.where(t >= t_sp, J * t * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "the exponent of t": ("exponent-not-since-spike", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-t / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "no spike time": ("spike-time-ignored", """
        current = J * t * np.exp(-t / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "a minus that does not reach the spike time": ("shift-sign", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp(-t - t_sp / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "no fall": ("forgotten-decay", """
        current = np.where(t >= t_sp, J * (t - t_sp), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "no rise": ("forgotten-factor", """
        current = np.where(t >= t_sp, J * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "an exponent above zero": ("sign-in-exponent", """
        current = np.where(t >= t_sp, J * (t - t_sp) * np.exp((t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "an inward current drawn downwards": ("sign", """
        current = np.where(t >= t_sp, -J * (t - t_sp) * np.exp(-(t - t_sp) / tau_s), 0)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "only the points after the spike": ("wrong-length", """
        since = t[t >= t_sp] - t_sp
        current = J * since * np.exp(-since / tau_s)
        areas = current * dt
        charge = np.cumsum(areas)
    """),
    "a name that is not there": ("exception", """
        def current(t):
            return J * (t - t_sp) * np.exp(-(t - t_sp) / tau) * (t >= t_sp)


        areas = charge = np.zeros(100)
    """),
    "heights for areas": ("missing-width", HEIGHTS + """
        areas = current
        charge = np.cumsum(areas)
    """),
    "divided by the width": ("divided-by-width", HEIGHTS + """
        areas = current / dt
        charge = np.cumsum(areas)
    """),
    "areas summed at once": ("already-summed", HEIGHTS + """
        areas = np.cumsum(current * dt)
        charge = areas
    """),
    "trapezoids": ("trapezoids", HEIGHTS + """
        areas = (current[1:] + current[:-1]) / 2 * dt
        charge = np.cumsum(areas)
    """),
    "heights at the right edges": ("right-edges", HEIGHTS + """
        areas = current[1:] * dt
        charge = np.cumsum(areas)
    """),
    "the width twice in the areas": ("width-twice", HEIGHTS + """
        areas = current * dt * dt
        charge = np.cumsum(areas)
    """),
    "areas as text": ("wrong-type", HEIGHTS + """
        areas = "current * dt"
        charge = "cumsum(areas)"
    """),
    "the whole sum": ("total-not-running", AREAS + """
        charge = np.sum(areas)
    """),
    "areas for the charge": ("not-summed", AREAS + """
        charge = areas
    """),
    "a running sum of trapezoids": ("trapezoids", AREAS + """
        between = (current[1:] + current[:-1]) / 2 * dt
        charge = np.append(0, np.cumsum(between))  # SciPy's cumulative_trapezoid
    """),
    "a running sum from the right edge on": ("right-edges", AREAS + """
        charge = np.cumsum(areas[1:])
    """),
    "summed twice": ("summed-twice", AREAS + """
        charge = np.cumsum(np.cumsum(areas))
    """),
    "the width twice": ("width-twice", AREAS + """
        charge = np.cumsum(areas * dt)
    """),
    "the charge at the left edges": ("left-edges", AREAS + """
        charge = np.append(0, np.cumsum(areas)[:-1])
    """),
    "a charge for every edge": ("one-too-many", AREAS + """
        charge = np.append(0, np.cumsum(areas))
    """),
    "the antiderivative": ("exact-integral", AREAS + """
        since = np.maximum(t - t_sp, 0)
        charge = 1 - (1 + since) * np.exp(-since)
    """),
}
