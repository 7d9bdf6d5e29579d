"""Numbers quoted by integrals-by-number.md."""

GIVEN = {"0.01", "0.1", "0.8", "0.4", "0.2", "0.05"}

EXACT = 880 / 3


def speed(t):
    return t**2 - t + 1


def distance(t):
    return t**3 / 3 - t**2 / 2 + t


def ten_pieces(left, middle, right):
    """Sum of ten pieces of 1 s whose heights weigh three places."""
    return sum(left * speed(t) + middle * speed(t + 0.5) + right * speed(t + 1) for t in range(10))


QUOTED = {
    "293.3333 cm": lambda: distance(10),
    "293.33 cm by Simpson's rule": lambda: ten_pieces(1 / 6, 4 / 6, 1 / 6),
    "0.8333 cm below the first rectangle": lambda: distance(1),
    "0.5 cm in the rectangle, and the end of the first half-second": lambda: 0.5 * speed(0),
    "0.4167 cm in the first half-second": lambda: distance(0.5),
    "250.00 cm, left": lambda: ten_pieces(1, 0, 0),
    "340.00 cm, right": lambda: ten_pieces(0, 0, 1),
    "292.50 cm, midpoint": lambda: ten_pieces(0, 1, 0),
    "295.00 cm, trapezoid": lambda: ten_pieces(1 / 2, 0, 1 / 2),
    "43.33 cm missed by ten left rectangles": lambda: EXACT - 250,
    "22.08 cm missed by twenty": lambda: EXACT - sum(0.5 * speed(i / 2) for i in range(20)),
}
