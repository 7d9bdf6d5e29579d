"""Numbers quoted by summary.md."""

GIVEN = set()
QUOTED = {}
