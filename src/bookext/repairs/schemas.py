"""Start in two seconds less.

jsonschema makes 39 parsers of addresses as soon as `rfc3987_syntax` is there, in every build and
in every process that tests, for a check that no notebook asks for. It does without.

Superfluous when jsonschema fetches that package late (python-jsonschema/jsonschema#1428, closed
without it) or takes one that does (#1521, rfc3987-syntax2): when ``python -X importtime -c "import
nbformat"`` names no `rfc3987_syntax`. Seen in jsonschema 4.26 with rfc3987-syntax 1.1.0.
"""

import sys

sys.modules.setdefault("rfc3987_syntax", None)  # before anything imports jsonschema
