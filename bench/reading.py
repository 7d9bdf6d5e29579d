"""How soon, how high on its page, and after how many words there is something to do."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Page

from bench.browser import served, window
from bench.table import Row, Settings, judged, often
from tools.books import ROOT
from tools.rhythm import stretches

SIZES = {"desk": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 800}}
# A phone as Lighthouse has it: a quarter of this processor's speed, and slow 4G.
SLOWNESS = 4
SLOW_4G = {"latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}
MOST_SCREENS = 2
MOST_WORDS = 300

# Where the picture of the first demo ends, in screens from the top.
SCREENS = """() => {
  const stage = document.querySelector("article .demo-stage");
  return (stage.getBoundingClientRect().bottom + scrollY) / innerHeight;
}"""
# The reader goes to the first demo as soon as it is there, and waits until it obeys.
HURRY = """addEventListener("DOMContentLoaded", () => {
  document.querySelector("article .demo").scrollIntoView({behavior: "instant"});
  new MutationObserver(() => {
    if (!document.querySelector("article .demo[data-alive]")) return;
    window.alive ??= performance.now() / 1000;
  }).observe(document.body, {attributes: true, subtree: true, attributeFilter: ["data-alive"]});
});"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0].startTime / 1000"


def chapters() -> list[str]:
    """Return the pages that say how long they take and hold a demo, in the order of their names."""
    return [
        path.stem
        for path in sorted((ROOT / "book").glob("*.md"))
        if "\nminutes: " in path.read_text(encoding="utf-8")
        and 'class="demo-stage' in (Settings.site / f"{path.stem}.html").read_text("utf-8")
    ]


def rows() -> Iterator[Row]:
    """Open chapters on a slow phone, each as a first visit."""
    names = chapters()
    with served(Settings.site) as address:
        for name in names[: often(len(names))]:
            with window() as browser:
                yield _alive(browser.new_page(), f"{address}{name}.html", name)


def _alive(tab: Page, address: str, name: str) -> Row:
    tab.set_viewport_size(SIZES["phone"])
    if not Settings.quick:
        session = tab.context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {"offline": False} | SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
    tab.add_init_script(HURRY)
    tab.goto(address)
    tab.wait_for_function("window.alive", timeout=120_000)
    first, alive = tab.evaluate(f"[{PAINTED}, window.alive]")
    return Row(f"{name}, first demo alive", alive, "its text is there", first)


def screens() -> Iterator[Row]:
    """Measure how far down the first demo of a chapter ends."""
    with served(Settings.site) as address, window() as browser:
        tab = browser.new_page()
        for name in chapters():
            tab.goto(f"{address}{name}.html")
            for device, size in SIZES.items():
                tab.set_viewport_size(size)
                yield judged(f"{name}, {device}", tab.evaluate(SCREENS), MOST_SCREENS)


def words() -> Iterator[Row]:
    """Count the words of the longest stretch of a chapter that asks for nothing."""
    for name in chapters():
        source = (ROOT / "book" / f"{name}.md").read_text(encoding="utf-8")
        yield judged(name, max(stretches(source))[0], MOST_WORDS)
