"""The demos of the book, alive in a page and in a notebook, and a picture in print.

Examples
--------
>>> from neurocalc.demos import RiemannSums
>>> demo = RiemannSums(rule="midpoint")
>>> demo.dt
1.0
>>> demo.dt = 5.0
Traceback (most recent call last):
...
ValueError: dt must lie between 0.1 and 1, but it is 5
"""

from importlib import import_module
from pkgutil import iter_modules

from neurocalc.demos.base import MIME, Demo, Still


def _demos():
    """Find the demos: the classes of this package's modules that are one."""
    for found in sorted(iter_modules(__path__), key=lambda module: module.name):
        module = import_module(f"{__name__}.{found.name}")
        for one in vars(module).values():
            if (
                isinstance(one, type)
                and issubclass(one, Demo)
                and one.__module__ == module.__name__
            ):
                yield one


#: Every demo, in the order of their names.
ALL = tuple(one for one in _demos() if one is not Demo)

_BY_NAME = {one.__name__: one for one in ALL}
globals().update(_BY_NAME)
__all__ = ["ALL", "MIME", "Demo", "Still", *_BY_NAME]
