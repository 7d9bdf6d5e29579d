"""What a check says: right, or the first problem by its name."""

import warnings
from dataclasses import dataclass
from functools import wraps

#: How feedback begins, by whether the answer is right.
VERDICTS = {True: "Right.", False: "Not yet."}


@dataclass(frozen=True)
class Feedback:
    """What a check says about an answer; true where the answer is right.

    Parameters
    ----------
    exercise : str
        Label of the exercise, such as ``"x1"``.
    passed : bool
        Whether the answer is right.
    code : str
        ``"right"``, or the name of the mistake.
    message : str
        One or two sentences for the reader: what is wrong, and what to look at.

    Examples
    --------
    >>> Feedback("x1", False, "sign", "Does v rise or fall?")
    Not yet. Does v rise or fall?
    """

    exercise: str
    passed: bool
    code: str
    message: str

    def __bool__(self):
        return self.passed

    def __str__(self):
        return f"{VERDICTS[self.passed]} {self.message}"

    __repr__ = __str__


class NotYet(Exception):
    """The first problem found; `exercise` turns it into feedback."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code, self.message = code, message


def exercise(praise):
    """Make of a function that raises `NotYet` at the first problem one that returns feedback.

    The exercise's label is the name of the module that the function is in.
    """

    def decorate(check):
        label = check.__module__.rpartition(".")[2]

        @wraps(check)
        def feedback(*answers, **named_answers):
            try:
                with warnings.catch_warnings(action="ignore"):  # a check prints nothing
                    check(*answers, **named_answers)
            except NotYet as problem:
                return Feedback(label, False, problem.code, problem.message)
            return Feedback(label, True, "right", praise)

        return feedback

    return decorate
