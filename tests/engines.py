"""Browsers that are not Chromium, driven as a reader does: by mouse, by keys, by looking.

One tab each, in a browser that has never been here. What the tests ask for is the same in all; how
it is done is the affair of two thin drivers.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import time
from abc import ABC, abstractmethod
from contextlib import ExitStack, contextmanager

from selenium.webdriver import Remote, WebKitGTKOptions
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.actions.action_builder import ActionBuilder
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.service import Service

from tests.browser import PATIENCE
from tests.programs import ROOT, start_node

SIZE = (1280, 900)
#: What WebDriver calls the keys that pages know by these names.
KEYS = {
    "Control": Keys.CONTROL,
    "Delete": Keys.DELETE,
    "End": Keys.END,
    "Home": Keys.HOME,
    "PageUp": Keys.PAGE_UP,
}

# The middle of what a selector names, scrolled into the middle of the window.
MIDDLE = """(selector) => {
  const element = [...document.querySelectorAll(selector)].find((e) => e.checkVisibility());
  if (!element) return null;
  element.scrollIntoView({block: "center", behavior: "instant"});
  const {left, top, width, height} = element.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}"""


def where(tool):
    """Paths of the programs that belong to a tool, as the set-up finds them."""
    command = ["sh", "tools/system.sh", "where", tool]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if found.returncode:
        raise LookupError(f"Something is missing: run `tools/system.sh install {tool}`.")
    return found.stdout.splitlines()


class Engine(ABC):
    """A browser with one tab."""

    @abstractmethod
    def open(self, address):
        """Go to an address."""

    @abstractmethod
    def evaluate(self, script, *values):
        """Call a JavaScript function in the page, and return what it returns."""

    @abstractmethod
    def drag(self, *places):
        """Press the mouse at the first place, move it to the others, and let go."""

    @abstractmethod
    def type(self, text):
        """Type a text key by key."""

    @abstractmethod
    def press(self, *keys):
        """Press keys together, by the names that pages know them by."""

    def wait(self, script, *values):
        """Wait until a JavaScript function returns something true, and return that."""
        end = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < end:
            if found := self.evaluate(script, *values):
                return found
            time.sleep(0.05)
        raise TimeoutError(f"In vain: {script} of {values}")

    def click(self, selector):
        """Click the first visible element that a selector names."""
        self.drag(self.wait(MIDDLE, selector))

    def text(self, selector):
        """The text of an element."""
        return self.evaluate("(selector) => document.querySelector(selector).innerText", selector)

    def frame(self):
        """Wait until what has changed is drawn."""
        self.evaluate(
            """() => {
              window.drawn = false;
              requestAnimationFrame(() => requestAnimationFrame(() => { window.drawn = true; }));
            }"""
        )
        self.wait("() => window.drawn")

    def complaints(self):
        """What the page has complained of since one last asked, where the browser tells."""
        return []


class Firefox(Engine):
    """Firefox, behind a small program for Node."""

    def __init__(self):
        (path,) = where("firefox")
        self.node = start_node("tests/firefox.js", path, *map(str, SIZE))

    def _ask(self, *command):
        self.node.stdin.write(json.dumps(command) + "\n")
        self.node.stdin.flush()
        answer = json.loads(self.node.stdout.readline())
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer.get("value")

    def open(self, address):
        self._ask("open", address)

    def evaluate(self, script, *values):
        return self._ask("evaluate", script, values)

    def drag(self, *places):
        self._ask("drag", places)

    def type(self, text):
        self._ask("type", text)

    def press(self, *keys):
        self._ask("press", *keys)

    def print(self):
        """The page on paper, as PDF."""
        return base64.b64decode(self._ask("print"))

    def complaints(self):
        # It lays out, and complains of, a formula of which only half has arrived; whether all of
        # them are whole is tested in the files.
        return [
            said for said in self._ask("complaints") if "Incorrect number of children" not in said
        ]

    def close(self):
        """Close the browser, which the program does when there is nothing more to read."""
        self.node.communicate()


@contextmanager
def hidden(screen):
    """Open a screen that nobody sees; gives its name."""
    command = [screen, "-displayfd", "1", "-screen", "0", "1400x1100x24", "-nolisten", "tcp"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, **pipes) as server:
        try:
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


class WebKit(Engine):
    """WebKitGTK's browser for trials, on a screen that nobody sees."""

    def __init__(self):
        driver, browser, screen = where("webkit")
        options = WebKitGTKOptions()
        options.binary_location = browser
        options.add_argument("--automation")
        with ExitStack() as steps:  # whatever has been started ends when a later step fails
            environment = {**os.environ, "DISPLAY": steps.enter_context(hidden(screen))}
            service = Service(driver, env=environment)
            service.start()
            steps.callback(service.stop)
            reach = ClientConfig(service.service_url, timeout=PATIENCE // 1000)
            self.driver = Remote(RemoteConnection(client_config=reach), options=options)
            steps.callback(self.driver.quit)
            self.driver.set_window_size(*SIZE)
            self.close = steps.pop_all().close

    def open(self, address):
        self.driver.get(address)

    def evaluate(self, script, *values):
        return self.driver.execute_script(f"return ({script})(...arguments)", *values)

    def drag(self, *places):
        actions = ActionBuilder(self.driver)
        mouse = actions.pointer_action
        for i, place in enumerate(places):
            mouse.move_to_location(*place)
            if i == 0:
                mouse.pointer_down()
        mouse.pointer_up()
        actions.perform()

    def type(self, text):
        ActionChains(self.driver).send_keys(text).perform()

    def press(self, *keys):
        keys = [KEYS.get(key, key) for key in keys]
        actions = ActionChains(self.driver)
        for key in keys:
            actions.key_down(key)
        for key in reversed(keys):
            actions.key_up(key)
        actions.perform()
