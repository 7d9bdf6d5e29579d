"""The names on which the book's Python and the page's scripts agree, each written once.

Python writes them into pages, and scripts look for them there; or a script keeps something under
them in a reader's browser for years. `bookext.web` turns each group into an object of the same name
in ``src/web/generated/contract.js``: ``RUN.bar`` means the same in both languages. What `neurocalc`
or `inpage` must know themselves is defined there, and repeated here under its group.

A class that only a script writes, or only a style sheet reads, is no part of this.
"""

from collections import namedtuple

from inpage import messages
from neurocalc import demos, picture
from neurocalc.checks.feedback import VERDICTS


def _names(**texts):
    """Make a group of names, which nothing can change."""
    return namedtuple("Names", texts)(**texts)


def _words(text):
    """Make a group of names that stand for themselves."""
    return _names(**{word: word for word in text.split()})


# -- What a reader's browser keeps: another name is another entry, and theirs would be lost --------

#: Keys of what is kept: they begin with the site, the format and the path of the book; progress and
#: edits go on with the page; `place` is where the reader was last. `file` is how a saved file calls
#: its own form.
STORAGE = _names(
    site="neurocalc", progress="progress/", edit="edit/", name="name", place="place",
    settings="settings",
    file="neurocalc-progress",
)  # fmt: skip
#: Formats of the entries and of the files; another form gets another number.
FORMAT = _names(entries=1, file=1)

# -- What stands in a page: attributes, ids, classes ----------------------------------------------

#: Attributes of data, without their ``data-``.
DATA = _words(
    "do start stop undo earlier demo state page questions exercises task edition minutes left "
    "report reader"
)
#: What a button does, as its attribute `DATA.do` says.
DO = _words("run check edit reset undo all link print save forget settings")
#: How ids begin or end: ``cell-3``, ``rules-takeaways``, ``x1-hint-2``, ``x1-solution``.
ID = _names(cell="cell-", takeaways="-takeaways", hint="-hint-", solution="-solution")
#: What is left of a chapter, beside its questions and exercises: `DATA.task` of a line.
TASK = _words("read")
#: The buttons at a cell and at the top of a page, and what they say.
RUN = _names(bar="run-bar", page="run-page", says="run-says", count="run-count", word="run-word")
#: A starter cell, which runs only for its reader; the name is myst-nb's.
CELL = _names(answer="tag_skip-execution")
#: A question, which of its answers is right, and where a voice finds how the chosen one was.
QUESTION = _names(
    block="question", prompt="question-prompt", answer="answer", right="answer-right",
    letter="answer-letter", verdict="question-verdict",
)  # fmt: skip
#: An exercise; the name is sphinx-exercise's.
EXERCISE = _names(block="exercise")
#: A picture in all its drawings; `only` goes on with the theme that shows an image.
PICTURE = _names(block="picture", only="only-")
#: A demo, its stage, and the picture that stands there before it wakes.
DEMO = _names(block="demo", stage="demo-stage", picture="demo-picture")
#: The report of the reader's progress.
REPORT = _names(
    block="report", left="report-left", tools="report-tools", total="report-total",
    says="report-says", kept="report-kept", tried="report-tried", done="report-done",
    named="report-named", printed="report-printed", told="report-told",
    sure="report-sure", what="report-what",
)  # fmt: skip
#: The panel at the end of a chapter.
CLOSING = _names(block="closing", says="closing-says", done="closing-done")
#: The first page: its button, the path through the chapters, and how far one has come on it.
HOME = _names(start="home-start", path="path", done="path-done")
#: The elements of the head that make a page a chapter, and name what its demos fetch.
META = _words("minutes pieces")

# -- What is loaded, sent and said ----------------------------------------------------------------

#: The scripts that pages load, each of which may stay away.
SCRIPT = _names(page="page.js", host="host.js", report="report.js", search="search.js")
#: Kinds of what Python tells its page.
MESSAGE = _names(
    text=messages.TEXT, result=messages.RESULT, note=messages.NOTE, error=messages.ERROR
)
#: How feedback on an exercise begins.
VERDICT = _names(right=VERDICTS[True], wrong=VERDICTS[False])

#: The groups that scripts know, by name.
SHARED = {
    name: group for name, group in globals().items() if name.isupper() and hasattr(group, "_asdict")
}

# -- What only Python asks for, in more than one place --------------------------------------------

#: The script of every page, which tells which others stay away.
BOOK_SCRIPT = "book.js"
#: The script of every page that runs before it is drawn.
EARLY_SCRIPT = "early.js"
#: Types of what cells put out for a page.
MIME = _names(picture=picture.MIME, demo=demos.MIME)


def integration_starts():
    """Return where the running integral of each function that the page integrates begins.

    Those of the demo of slopes and areas begin where its time does; the others begin at zero.
    """
    parameters = demos.SlopesAndAreas.parameters()
    shown = [name for name in parameters["function"].options if name != "typed"]
    starts = dict.fromkeys(shown, parameters["t"].minimum)
    return starts | dict.fromkeys(("quadratic", "ride", "synaptic_current"), 0)
