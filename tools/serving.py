"""A server for as long as something asks it: of the browser tests, and of the measurements."""

import threading
from contextlib import contextmanager
from http.server import ThreadingHTTPServer


@contextmanager
def serving(handler):
    """Serve on a free port of this machine; gives the address, without a slash at its end.

    Parameters
    ----------
    handler : callable
        Makes what answers a request, such as a `SimpleHTTPRequestHandler`.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.handle_error = lambda *_: None  # a tab that is closed no longer listens
    threading.Thread(target=server.serve_forever, args=[0.05], daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
