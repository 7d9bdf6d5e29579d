"""Attempts at X7, two partial derivatives."""

# Laid out by hand: a line for each line of the cell.
# fmt: off

RIGHT = {
    "slices, and positions from argmax": """
        dr_dE = (rate[1:] - rate[:-1]) / h
        dr_dI = (rate[:, 1:] - rate[:, :-1]) / h
        E_ridge = E[np.unravel_index(dr_dE.argmax(), dr_dE.shape)[0]]
        I_trough = I_inh[np.unravel_index(dr_dI.argmin(), dr_dI.shape)[1]]
    """,
    "numpy.gradient": """
        dr_dE, dr_dI = np.gradient(rate, h)
        E_ridge = E[np.argmax(dr_dE[:, 0])]
        I_trough = I_inh[np.argmin(dr_dI[0])]
    """,
    "loops that fill lists, and places of midpoints": """
        dr_dE = [[(rate[i + 1, k] - rate[i, k]) / h for k in range(70)] for i in range(89)]
        dr_dI = []
        for row in rate:
            dr_dI.append([(row[k + 1] - row[k]) / h for k in range(69)])
        slopes = [row[0] for row in dr_dE]
        E_ridge = 1 + h * (slopes.index(max(slopes)) + 0.5)
        I_trough = h * (dr_dI[0].index(min(dr_dI[0])) + 0.5)
    """,
    "float32": """
        rate = rate.astype(np.float32)
        dr_dE = np.diff(rate, axis=0) / np.float32(h)
        dr_dI = np.diff(rate, axis=1) / np.float32(h)
        E_ridge = np.float32(2.4)
        I_trough = np.float32(4)
    """,
    "steps measured on the axes, broadcast": """
        dr_dE = np.diff(rate, axis=0) / np.diff(E)[:, None]
        dr_dI = np.diff(rate, axis=1) / np.diff(I_inh)
        E_ridge = E[dr_dE.argmax(axis=0)]
        I_trough = I_inh[dr_dI.argmin(axis=1)]
    """,
    "the table turned over and back": """
        dr_dE = (np.diff(rate.T) / h).T
        dr_dI = np.diff(rate) / h
        E_ridge = E[1:][dr_dE.max(axis=1).argmax()]
        I_trough = I_inh[1:][dr_dI.min(axis=0).argmin()]
    """,
    "a function for each slice, and all places of the crest": """
        slopes = lambda values: np.diff(values) / h
        dr_dE = np.apply_along_axis(slopes, 0, rate)
        dr_dI = np.apply_along_axis(slopes, 1, rate)
        E_ridge = E[np.where(dr_dE == dr_dE.max())[0]]
        I_trough = I_inh[np.argwhere(np.isclose(dr_dI, dr_dI.min()))[:, 1]]
    """,
    "matrices": """
        along = lambda n: (np.eye(n - 1, n, k=1) - np.eye(n - 1, n)) / h
        dr_dE = along(90) @ rate
        dr_dI = rate @ along(70).T
        E_ridge, I_trough = 2.4, 4
    """,
    "one slice, repeated for all, since each slope depends on its own input only": """
        dr_dE = np.repeat(np.diff(rate[:, :1], axis=0) / h, I_inh.size, axis=1)
        dr_dI = np.tile(np.diff(rate[0]) / h, (E.size, 1))
        E_ridge = E[dr_dE[:, 0].argmax()] + h / 2
        I_trough = I_inh[dr_dI[0].argmin()] + h / 2
    """,
}

# The part of an answer that comes before its mistake.
SLOPES = """
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate, axis=1) / h
"""

WRONG = {
    "the last dots left": ("empty", SLOPES + """
        E_ridge = 2.4
        I_trough = ...
    """),
    "rises": ("missing-step", """
        dr_dE = np.diff(rate, axis=0)
        dr_dI = np.diff(rate, axis=1)
        E_ridge, I_trough = 2.4, 4
    """),
    "rises times the step": ("multiplied-by-step", """
        dr_dE = np.diff(rate, axis=0) * h
        dr_dI = np.diff(rate, axis=1) * h
        E_ridge, I_trough = 2.4, 4
    """),
    "axes exchanged": ("wrong-axis", """
        dr_dE = np.diff(rate, axis=1) / h
        dr_dI = np.diff(rate, axis=0) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "rows and columns exchanged": ("transposed", """
        rate = ei_rate(E, I_inh[:, None])
        dr_dE = np.diff(rate, axis=1) / h
        dr_dI = np.diff(rate, axis=0) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "slopes made up to keep the shape": ("padded", """
        dr_dE = np.diff(rate, axis=0, append=rate[-1:]) / h
        dr_dI = np.diff(rate, axis=1, append=rate[:, -1:]) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "earlier minus later": ("sign", """
        dr_dE = (rate[:-1] - rate[1:]) / h
        dr_dI = (rate[:, :-1] - rate[:, 1:]) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "one slice along E": ("one-slice", """
        dr_dE = np.diff(rate[:, 0]) / h
        dr_dI = np.diff(rate[0, :]) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "one slice along I_inh": ("one-slice", """
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate[0]) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "no parentheses": ("missing-parentheses", """
        dr_dE = rate[1:] - rate[:-1] / h
        dr_dI = rate[:, 1:] - rate[:, :-1] / h
        E_ridge, I_trough = 2.4, 4
    """),
    "all that np.gradient gives": ("both-at-once", """
        dr_dE = np.array(np.gradient(rate, h))
        dr_dI = dr_dE
        E_ridge, I_trough = 2.4, 4
    """),
    "where the rate is lowest": ("rate-not-slope", SLOPES + """
        E_ridge = 2.4
        I_trough = I_inh[np.argmin(rate[0])]
    """),
    "the rectified rate": ("rectified", """
        rate = np.maximum(rate, 0)
        dr_dE = np.diff(rate, axis=0) / h
        dr_dI = np.diff(rate, axis=1) / h
        E_ridge, I_trough = 2.4, 4
    """),
    "both directions at once": ("both-directions", """
        dr_dE = np.diff(np.diff(rate, axis=0) / h, axis=1) / h
        dr_dI = dr_dE
        E_ridge, I_trough = 2.4, 4
    """),
    "both cut to one shape": ("wrong-shape", """
        dr_dE = (np.diff(rate, axis=0) / h)[:, :-1]
        dr_dI = (np.diff(rate, axis=1) / h)[:-1]
        E_ridge, I_trough = 2.4, 4
    """),
    "two steps": ("wrong-step", """
        dr_dE = np.diff(rate, axis=0) / (2 * h)
        dr_dI = np.diff(rate, axis=1) / (2 * h)
        E_ridge, I_trough = 2.4, 4
    """),
    "the formula of the page": ("by-rule", """
        s_E = 1 / (1 + np.exp(-1.2 * (E - 2.4)))
        s_I = 1 / (1 + np.exp(-(I_inh - 4)))
        dr_dE = np.tile(1.2 * s_E * (1 - s_E), (70, 1)).T
        dr_dI = np.tile(-s_I * (1 - s_I) / 2, (90, 1))
        E_ridge, I_trough = 2.4, 4
    """),
    "the row and the column of the highest slope": ("index-not-place", SLOPES + """
        E_ridge = np.unravel_index(np.argmax(dr_dE), dr_dE.shape)
        I_trough = np.unravel_index(np.argmin(dr_dI), dr_dI.shape)
    """),
    "ridge and trough exchanged": ("swapped-places", SLOPES + """
        E_ridge = I_inh[np.argmin(dr_dI[0])]
        I_trough = E[np.argmax(dr_dE[:, 0])]
    """),
    "how high the ridge is": ("height-not-place", SLOPES + """
        E_ridge = np.max(dr_dE)
        I_trough = np.min(dr_dI)
    """),
    "a place as text": ("wrong-type", SLOPES + """
        E_ridge = "2.4 nA"
        I_trough = "4 nA"
    """),
    "where the slope along E is lowest": ("lowest-not-highest", SLOPES + """
        E_ridge = E[np.argmin(dr_dE[:, 0])]
        I_trough = I_inh[np.argmin(dr_dI[0])]
    """),
    "read off too roughly": ("off-the-ridge", SLOPES + """
        E_ridge = 3
        I_trough = 4
    """),
    "where the slope along I_inh is highest": ("highest-not-lowest", SLOPES + """
        E_ridge = E[np.argmax(dr_dE[:, 0])]
        I_trough = I_inh[np.argmax(dr_dI[0])]
    """),
    "how deep the trough is": ("depth-not-place", SLOPES + """
        E_ridge = 2.4
        I_trough = dr_dI.min()
    """),
}
