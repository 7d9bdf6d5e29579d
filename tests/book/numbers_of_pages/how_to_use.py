"""Numbers quoted by how-to-use.md."""

GIVEN = {"3.11", "16.4"}  # the oldest version of Python, and of Safari
QUOTED = {}
