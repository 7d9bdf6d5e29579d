"""A page of cells without a browser."""

from __future__ import annotations

import pytest

from inpage.page import Page


class Heard(Page):
    """A page that keeps what it sends."""

    def __init__(self):
        self.sent = []
        super().__init__(lambda kind, content: self.sent.append((kind, content)), ["numpy"])

    def printed(self, stream="stdout"):
        return "".join(c["text"] for k, c in self.sent if k == "text" and c["stream"] == stream)

    def notes(self):
        return [content["text"] for kind, content in self.sent if kind == "note"]

    def error(self):
        return next(content for kind, content in self.sent if kind == "error")


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("MATPLOTLIBRC", "")
    monkeypatch.setattr("builtins.input", input)
    return Heard()
