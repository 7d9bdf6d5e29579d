"""A notebook that is open in JupyterLab or in JupyterLite."""

from __future__ import annotations

WIDGET = "jupyterapp.shell.currentWidget"
CODE = f"{WIDGET}.content.model.toJSON().cells.filter(cell => cell.cell_type === 'code')"


def expose(route):
    """Let the page of a JupyterLite answer questions about its application."""
    settings = route.fetch().json()
    settings["jupyter-config-data"]["exposeAppInBrowser"] = True
    route.fulfill(json=settings)


class OpenNotebook:
    """A notebook whose Python is ready.

    Parameters
    ----------
    window : playwright.sync_api.BrowserContext
        A browser window.
    url : str
        Where a Jupyter that exposes its application shows the notebook.
    """

    def __init__(self, window, url):
        self.tab = tab = window.new_page()
        self.complaints = []
        tab.on("pageerror", lambda error: self.complaints.append(str(error)))
        tab.goto(url)
        tab.wait_for_selector(".jp-Notebook .jp-Cell")
        tab.evaluate(
            f"""async () => {{
              const {{sessionContext}} = {WIDGET};
              await sessionContext.ready;
              await sessionContext.session.kernel.info;
            }}"""
        )

    def cell(self, number):
        """One cell as it is drawn; the first is 0."""
        return self.tab.locator(f'.jp-Cell[data-windowed-list-index="{number}"]')

    def run_all(self):
        """Run every cell from top to bottom, and return the code cells."""
        self.tab.evaluate("() => { jupyterapp.commands.execute('notebook:run-all-cells'); }")
        self.tab.wait_for_function(f"{CODE}.every(cell => cell.execution_count)")
        return self.tab.evaluate(CODE)

    def run(self, number):
        """Run the cell of this number to its end; the first is 0."""
        self.tab.evaluate(
            f"""number => {{
              {WIDGET}.content.activeCellIndex = number;
              return jupyterapp.commands.execute("notebook:run-cell");
            }}""",
            number,
        )

    def printed(self, number):
        """Run a cell that prints, and return its text."""
        self.run(number)
        index = f"{WIDGET}.content.model.cells.get({number})"
        self.tab.wait_for_function(f"{index}.toJSON().outputs.length")
        return self.tab.evaluate(f"{index}.toJSON().outputs[0].text").strip()
