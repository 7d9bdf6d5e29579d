"""How much of what a reader's code says is shown, and how often it is sent."""

#: Characters that one run may print before the rest is counted only.
PRINTED = 100_000
#: Characters of one value or message.
SHORT = 20_000
#: Characters of TeX that are typeset; a longer formula is shown as text.
LONGEST_FORMULA = 3_000
#: Seconds between two messages while a cell prints.
PAUSE = 0.05
#: Messages that need not wait for each other.
BURST = 100
#: Lines of the reader's code that are shown around the one that failed.
CONTEXT = 2


def short(text):
    """Cut a text that nobody reads to its end."""
    return (
        text if len(text) <= SHORT else f"{text[:SHORT]} … [{len(text) - SHORT:,} more characters]"
    )
