"""What the browser tests do to surfaces."""

from __future__ import annotations


class Surfaces:
    """The surfaces of a demo that is open in the browser."""

    def __init__(self, demo):
        self.demo = demo
        self.demo.el.locator(".demo-panels").evaluate("e => e.scrollIntoView()")

    def ready(self, count):
        """Wait until so many have been drawn."""
        self.demo.tab.wait_for_function(
            "([id, count]) => document.querySelectorAll(`#${id} [data-covered]`).length >= count",
            arg=[self.demo.name, count],
        )

    def element(self, number):
        """What takes the keys and the pointer."""
        return self.demo.el.locator(".demo-surface").nth(number)

    def _plots(self):
        return self.demo.el.locator(".demo-surface:not([hidden]) > .js-plotly-plot")

    def wait(self, condition):
        """Wait for a condition of the first one: a function of Plotly's element."""
        script = f"id => ({condition})(document.querySelector(`#${{id}} .js-plotly-plot`))"
        self.demo.tab.wait_for_function(script, arg=self.demo.name)

    def eyes(self, other_than=None):
        """Where the eye of each stands; with `other_than`, wait until all have moved."""
        script = "all => all.map(e => e._fullLayout.scene.camera.eye)"
        for _ in range(100):
            found = self._plots().evaluate_all(script)
            if other_than is None or all(
                one != before for one, before in zip(found, other_than, strict=True)
            ):
                return found
            self.demo.tab.wait_for_timeout(50)
        raise AssertionError(f"the eyes stay at {found}")

    def data(self, number):
        """The first trace of one: its x, y and z."""
        return (
            self._plots()
            .nth(number)
            .evaluate("e => ({x: e.data[0].x, y: e.data[0].y, z: e.data[0].z})")
        )

    def ink(self, number):
        """The colour of its words."""
        return self._plots().nth(number).evaluate("e => e._fullLayout.font.color")

    def _centre(self, number):
        box = self.element(number).bounding_box()
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, number, dx, dy):
        """Drag across one with the mouse."""
        x, y = self._centre(number)
        mouse = self.demo.tab.mouse
        mouse.move(x, y)
        mouse.down()
        mouse.move(x + dx / 2, y + dy / 2)
        mouse.move(x + dx, y + dy)
        mouse.up()

    def swipe(self, number, dx, dy=0):
        """Swipe across one with a finger that rests before it lets go: nothing slides on."""
        self.element(number).evaluate("e => e.scrollIntoView({block: 'center'})")
        x, y = self._centre(number)
        session = self.demo.tab.context.new_cdp_session(self.demo.tab)

        def touch(kind, *points):
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": list(points)})

        touch("touchStart", {"x": x, "y": y})
        for step in range(1, 7):
            touch("touchMove", {"x": x + dx * step / 6, "y": y + dy * step / 6})
            self.demo.tab.wait_for_timeout(30)
        self.demo.tab.wait_for_timeout(200)
        touch("touchEnd")
