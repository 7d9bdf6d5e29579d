"""The two streams of a run, output and errors, on their way to the page."""

import io
import time

from inpage.limits import BURST, PAUSE, PRINTED
from inpage.messages import TEXT


class Stream:
    """What a cell prints: sent line by line, a flood in larger pieces, and clipped."""

    def __init__(self, send):
        self.send = send
        self.printed = 0
        self.sent = self.seen = time.monotonic()
        self.credit = BURST  # messages that may be sent at once; it grows back with time
        self.waiting = []  # [stream, text] pairs
        self.out, self.err = _Pipe(self, "stdout"), _Pipe(self, "stderr")

    def take(self, name, text):
        """Take what is written into the stream of that name."""
        room = max(PRINTED - self.printed, 0)
        self.printed += len(text)
        if text[:room]:
            if self.waiting and self.waiting[-1][0] == name:
                self.waiting[-1][1].append(text[:room])
            else:
                self.waiting.append((name, [text[:room]]))
        now = time.monotonic()
        self.credit = min(BURST, self.credit + (now - self.seen) / PAUSE)
        self.seen = now
        # A line is shown at once: the last one before an endless loop tells where that is.
        if self.credit >= 1 and (text.endswith("\n") or now - self.sent > PAUSE):
            self.credit -= 1
            self.flush()

    def flush(self):
        """Send what waits."""
        for name, texts in self.waiting:
            self.send(TEXT, {"stream": name, "text": "".join(texts)})
        self.waiting = []
        self.sent = time.monotonic()

    def close(self):
        """Send what waits, and how much was too much."""
        self.flush()
        if (more := self.printed - PRINTED) > 0:
            note = f"\n[{more:,} more characters are not shown]\n"
            self.send(TEXT, {"stream": "stderr", "text": note})


class _Pipe(io.TextIOBase):
    def __init__(self, stream, name):
        self.stream, self.name = stream, name

    def writable(self):
        return True

    def write(self, text):
        self.stream.take(self.name, str(text))
        return len(text)

    def flush(self):
        pass  # the stream decides when: a message a line would be slower than the printing
