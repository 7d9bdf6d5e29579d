"""What every test in the browser needs: a window, and a server of the files that it opens."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

PATIENCE = 120_000  # ms: a busy machine takes its time
PREFIX = "/course/2026/"  # a site may live anywhere below a host


@contextmanager
def open_window(chromium, *, width=1280, height=900, **options):
    """Open the window of a reader who has never been here."""
    size = {"width": width, "height": height}
    window = chromium.new_context(viewport=size, reduced_motion="reduce", **options)
    window.set_default_timeout(PATIENCE)
    yield window
    window.close()


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below PREFIX, nothing elsewhere, and keeps silent."""

    def translate_path(self, path):
        if not path.startswith(PREFIX):
            return f"{self.directory}/no such file"
        return super().translate_path(path.removeprefix(PREFIX.rstrip("/")))

    def log_message(self, *arguments):
        pass


@contextmanager
def serve(folder):
    """Serve a folder; gives its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=folder))
    server.handle_error = lambda *_: None  # a tab that is closed no longer listens
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    server.shutdown()
    server.server_close()
