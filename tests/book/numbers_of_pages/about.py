"""Numbers quoted by about.md."""

GIVEN = {"4.0"}  # the version of a licence
QUOTED = {}
