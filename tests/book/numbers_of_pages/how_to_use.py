"""Numbers quoted by how-to-use.md."""

GIVEN = {"3.11"}  # the oldest version of Python
QUOTED = {}
