"""A demo: a few parameters, and a live picture of them for pages and notebooks."""

import os
from functools import cache
from pathlib import Path

from neurocalc.demos.parameters import Parameter

__all__ = ["MIME", "Demo", "Still"]

#: The type under which a page finds the name and the state of a demo.
MIME = "application/vnd.neurocalc.demo+json"

_BUNDLES = Path(__file__).parent / "bundles"


class Demo:
    """Something to play with: a notebook and a page show it alive, print shows its first frame.

    Parameters are attributes: read them, set them, or pass them to the constructor.

    Parameters
    ----------
    **values
        Values that differ from the defaults.

    Raises
    ------
    TypeError
        If the demo has no such parameter, or a value is of another type.
    ValueError
        If a value is outside the parameter's range.
    """

    #: Its name in addresses and files.
    name = None
    #: Its title.
    title = None

    def __init__(self, **values):
        self._values = {}
        self._widget = None
        known = self.parameters()
        for name, value in values.items():
            if name not in known:
                listed = ", ".join(known)
                raise TypeError(f"{type(self).__name__} has no parameter {name}; it has {listed}")
            setattr(self, name, value)

    def __repr__(self):
        values = (f"{name}={value!r}" for name, value in self.state.items())
        return f"{type(self).__name__}({', '.join(values)})"

    @classmethod
    def parameters(cls):
        """Return the parameters by name, in the order of their controls."""
        return {name: p for name, p in vars(cls).items() if isinstance(p, Parameter)}

    @classmethod
    def specification(cls):
        """Describe the demo to the page: its name, its title and its parameters."""
        parameters = [parameter.specification() for parameter in cls.parameters().values()]
        return {"name": cls.name, "title": cls.title, "parameters": parameters}

    @property
    def state(self):
        """The values of all parameters by name."""
        return {name: getattr(self, name) for name in self.parameters()}

    def still(self):
        """Return this state as a picture for a page, without controls.

        Returns
        -------
        Still
            A notebook, which cannot draw it without the live version, shows that.
        """
        return Still(self)

    def widget(self):
        """Return the live version for a notebook, the same one each time.

        Returns
        -------
        anywidget.AnyWidget
            What the reader moves there changes this object, and the other way round.

        Raises
        ------
        ImportError
            If anywidget is not installed.
        FileNotFoundError
            If the scripts have not been built.
        """
        if self._widget is None:
            self._widget = _widget_class(type(self))(**self.state)
            self._widget.observe(self._follow, names=list(self.state))
        return self._widget

    def _follow(self, change):
        """Take over what the reader has moved in the notebook."""
        parameter = self.parameters()[change["name"]]
        self._values[parameter.name] = parameter.checked(change["new"])

    def _change(self, name, value):
        self._values[name] = value
        if self._widget is not None:
            self._widget.set_trait(name, value)

    def _repr_mimebundle_(self, include=None, exclude=None):
        # A page needs no widget: its own scripts make the demo alive. The book's configuration
        # sets the variable for its cells.
        if os.environ.get("NEUROCALC_PAGE"):
            return self._page_bundle()
        try:
            return {"text/plain": repr(self)} | self.widget()._repr_mimebundle_()[0]
        except ImportError:
            advice = "To see it alive, install anywidget (pip install anywidget) and start again."
            return {"text/plain": f"{self!r}\n{advice}"}

    def _page_bundle(self, **more):
        return {MIME: {"demo": self.name, "state": self.state} | more, "text/plain": repr(self)}


class Still:
    """One state of a demo as a picture; see `Demo.still`.

    Parameters
    ----------
    demo : Demo
        The demo in its state.
    """

    def __init__(self, demo):
        self.demo = demo

    def __repr__(self):
        return f"{self.demo!r}.still()"

    def _repr_mimebundle_(self, include=None, exclude=None):
        if os.environ.get("NEUROCALC_PAGE"):
            return self.demo._page_bundle(still=True)
        return self.demo._repr_mimebundle_()


@cache
def _widget_class(demo):
    """Make the class of the widgets of a demo: its scripts, and a trait for each parameter."""
    import anywidget
    import traitlets

    script = _BUNDLES / f"{demo.name}.js"
    if not script.exists():
        raise FileNotFoundError(
            f"the scripts of {demo.__name__} have not been built: run make in the book's folder"
        )
    kinds = {
        "number": traitlets.Float,
        "choice": traitlets.Unicode,
        "switch": traitlets.Bool,
        "seed": traitlets.Int,
        "typed": traitlets.Unicode,
        "times": traitlets.List,
    }
    traits = {
        name: kinds[parameter.kind](parameter.default).tag(sync=True)
        for name, parameter in demo.parameters().items()
    }
    code = {
        "_esm": script.read_text(encoding="utf-8"),
        "_css": (_BUNDLES / "demo.css").read_text(encoding="utf-8"),
    }
    return type(demo.__name__, (anywidget.AnyWidget,), traits | code)
