"""What every test in the browser needs: a window, and a server of the files that it opens."""

from __future__ import annotations

import json
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tests.built import ROOT
from tools.serving import serving

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
#: The rules of axe that another colour scheme may break.
OF_COLOURS = ["color-contrast", "link-in-text-block"]
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


def wait_for_letters(tab):
    """Wait until a page shows the letters that it is set in: they come late, and move lines."""
    # Before a page is laid out it has asked for none, and says that all have come: so it is laid
    # out first. It is asked from here, since one without scripts has no clock of its own.
    tab.evaluate("document.documentElement.offsetHeight")
    have_come = """document.fonts.status === "loaded"
        && [...document.fonts].some(({status}) => status === "loaded")"""
    for _ in range(PATIENCE // 50):
        if tab.evaluate(have_come):
            return
        tab.wait_for_timeout(50)
    raise TimeoutError("The letters of the page have not come.")


#: What changes more of a window than its tabs.
CHANGES = ["add_init_script", "expose_binding", "expose_function", "on", "route", "set_offline"]


class Windows:
    """Windows that tests take in turn, since a new one costs more than the page that it shows.

    Of what a page has kept nothing is left for the next test, whose site is on another port, and
    so another site. A window whose network or scripts a test has changed is not lent again.
    """

    def __init__(self, chromium):
        self.chromium = chromium
        self.free = {}

    @contextmanager
    def lend(self, *, fresh=False, **options):
        """Lend a window; a `fresh` one has never fetched anything."""
        free = self.free.setdefault(repr(sorted(options.items())), [])
        window = free.pop() if free and not fresh else self._open(options)
        yield window
        if fresh or window.changed:
            window.own.close()
        else:
            self._clean(window)
            free.append(window)

    def _open(self, options):
        own = ExitStack()
        window = own.enter_context(open_window(self.chromium, **options))
        window.own, window.changed = own, []
        window.desk = window.new_page()  # while it is open, the window is
        window.cleaner = window.new_cdp_session(window.desk)
        for name in CHANGES:
            setattr(window, name, partial(_change, window, name, getattr(window, name)))
        return window

    def _clean(self, window):
        for tab in window.pages:
            if tab != window.desk:
                tab.goto("about:blank")  # a tab that still loads may never close
                tab.close()
        window.clear_cookies()
        window.cleaner.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})


def _change(window, name, method, *arguments, **options):
    window.changed.append(name)
    return method(*arguments, **options)


def barriers(tab, where="document", rules=None, configuration=None):
    """What axe-core finds in a part of a page, which is given in JavaScript, by some rules or all.

    Returns a list of rule, impact, element and summary. The page's policy lets nobody add a script
    to it, so this one is evaluated.
    """
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(f"() => {{ {AXE.read_text(encoding='utf-8')} }}")
    options = {"resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
    found = tab.evaluate(
        f"""(configuration) => {{
          axe.reset();
          axe.configure(configuration);
          return axe.run({where}, {json.dumps(options)});
        }}""",
        configuration or {},
    )
    return [
        (violation["id"], violation["impact"], node["target"], node["failureSummary"])
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below PREFIX, nothing elsewhere, and keeps silent.

    Playwright waits for a condition by evaluating its text, which the pages' policy forbids. So it
    is allowed in the pages served here, and all else of the policy stays. With `as_is` the pages
    are served as they are.
    """

    def __init__(self, *arguments, headers, as_is, heard, **options):
        self.more, self.as_is, self.heard = headers, as_is, heard
        super().__init__(*arguments, **options)

    def translate_path(self, path):
        if not path.startswith(PREFIX):
            return f"{self.directory}/no such file"
        return super().translate_path(path.removeprefix(PREFIX.rstrip("/")))

    def do_GET(self):
        self.heard.append(self.path)
        page = Path(self.translate_path(self.path))
        if self.as_is or page.suffix != ".html" or not page.is_file():
            super().do_GET()
            return
        old, new = b"script-src 'self' ", b"script-src 'self' 'unsafe-eval' "
        data = page.read_bytes().replace(old, new)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self):
        for name, value in self.more.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments):
        pass


@contextmanager
def serve(folder, *, headers=None, as_is=False, heard=None, handler=Handler):
    """Serve a folder; gives its address.

    Parameters
    ----------
    folder : Path
        What to serve.
    headers : dict of str to str, optional
        What each answer says besides.
    as_is : bool, default False
        Serve the pages with their whole policy, which keeps Playwright from waiting for conditions.
    heard : list, optional
        Takes the path of everything that is asked for.
    handler : type, default Handler
        What answers: `Handler`, or what is made of it.
    """
    heard = [] if heard is None else heard
    options = {"headers": headers or {}, "as_is": as_is, "heard": heard}
    with serving(partial(handler, directory=folder, **options)) as host:
        yield host + PREFIX
