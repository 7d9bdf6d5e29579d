"""The kinds of what a run tells its page."""

#: What is printed: ``{"stream": "stdout" or "stderr", "text": ...}``, while a cell runs.
TEXT = "text"
#: A value to be shown: ``{"picture" or "demo" or "latex" or "text": ...}``.
RESULT = "result"
#: Something else that code most likely means, after its output: ``{"text": ...}``.
NOTE = "note"
#: An exception, as `inpage.errors.describe` tells it.
ERROR = "error"
