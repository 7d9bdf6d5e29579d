"""Attempts at X4, Riemann sums."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "a loop": """
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
    """,
    "edges from linspace": """
        def riemann_sum(f, a, b, n, rule):
            edges = np.linspace(a, b, n + 1)
            places = {
                "left": edges[:-1],
                "right": edges[1:],
                "midpoint": (edges[:-1] + edges[1:]) / 2,
            }
            return np.sum(np.diff(edges) * f(places[rule]))
    """,
    "left ends from arange": """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.arange(a, b - dt / 2, dt)
            if rule == "right":
                left += dt
            if rule == "midpoint":
                left += dt / 2
            return dt * f(left).sum()
    """,
    "all places in a list": """
        def riemann_sum(f, a, b, n, rule):
            shift = {"left": 0, "right": 2, "midpoint": 1}[rule]
            places = [a + (b - a) * (2 * k + shift) / (2 * n) for k in range(n)]
            return sum(f(places)) * (b - a) / n
    """,
    "one expression": """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            shift = ["left", "midpoint", "right"].index(rule) / 2
            return sum(f(a + (k + shift) * dt) * dt for k in range(n))
    """,
    "float32, as a list of one number": """
        def riemann_sum(f, a, b, n, rule):
            dt = np.float32((b - a) / n)
            left = np.float32(a) + dt * np.arange(n, dtype=np.float32)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return [np.float32(f(left + shift).sum() * dt)]
    """,
    "the mean height times the width of all": """
        def riemann_sum(f, a, b, n, rule):
            first = {"left": 0, "midpoint": 0.5, "right": 1}[rule]
            heights = f(a + (b - a) * (first + np.arange(n)) / n)
            return np.mean(heights) * (b - a)
    """,
    "one piece, then the rest": """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            place = {"left": a, "right": a + dt, "midpoint": a + dt / 2}[rule]
            rest = riemann_sum(f, a + dt, b, n - 1, rule) if n > 1 else 0
            return f(place) * dt + rest
    """,
    "the last of the running sums": """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            height = np.vectorize(
                lambda k: f(a + dt * (k + (rule == "right") + 0.5 * (rule == "midpoint")))
            )
            return np.cumsum(height(np.arange(n)) * dt)[-1]
    """,
}

WRONG = {
    "the last dots left": ("empty", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return ...
    """),
    "left and right exchanged": ("left-right-swapped", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": dt, "right": 0, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "left, whatever the rule": ("rule-ignored", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return np.sum(f(left) * dt)
    """),
    "the mean of both ends for the midpoint": ("wrong-place", """
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
    """),
    "heights": ("missing-width", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift))
    """),
    "the mean height": ("mean-not-sum", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.mean(f(left + shift))
    """),
    "the width twice": ("width-twice", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt) * dt
    """),
    "the width of the whole interval": ("whole-width", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift)) * (b - a)
    """),
    "left ends in steps up to b": ("step-slips", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.arange(a, b, (b - a) / n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "a loop that returns at once": ("first-only", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            total = 0
            for k in range(n):
                shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
                total += f(a + k * dt + shift) * dt
                return total
    """),
    "a total that is written over": ("last-only", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            for k in range(n):
                shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
                total = f(a + k * dt + shift) * dt
            return total
    """),
    "half of 1 for half a width": ("half-not-half-step", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": 0.5}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "rounded": ("rounded", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return round(np.sum(f(left + shift) * dt), 1)
    """),
    "an argument left out": ("wrong-arguments", """
        def riemann_sum(f, a, b, n):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            return np.sum(f(left) * dt)
    """),
    "all edges as left ends": ("one-too-many", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.linspace(a, b, n + 1)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift)) * dt
    """),
    "a loop that stops too early": ("one-too-few", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            total = 0
            for k in range(n - 1):
                total += f(a + k * dt + shift) * dt
            return total
    """),
    "n points for n rectangles": ("points-not-rectangles", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = np.linspace(a, b, n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "begun at 0": ("wrong-start", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "a width below zero": ("sign", """
        def riemann_sum(f, a, b, n, rule):
            dt = (a - b) / n
            left = a - dt * np.arange(n)
            shift = {"left": 0, "right": -dt, "midpoint": -dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "areas one by one": ("not-summed", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return f(left + shift) * dt
    """),
    "every sum on the way": ("running-sum", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "midpoint": dt / 2}[rule]
            return np.cumsum(f(left + shift) * dt)
    """),
    "a rule by another name": ("exception", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            left = a + dt * np.arange(n)
            shift = {"left": 0, "right": dt, "middle": dt / 2}[rule]
            return np.sum(f(left + shift) * dt)
    """),
    "a sum in place of the function": ("not-a-function", """
        t = np.arange(0, 10, 1)
        riemann_sum = np.sum(t**2 - t + 1)
    """),
    "a formula as text": ("wrong-type", """
        def riemann_sum(f, a, b, n, rule):
            dt = (b - a) / n
            return f"sum of f(t) * {dt}"
    """),
}
