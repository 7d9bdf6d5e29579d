"""Where executed cells are kept: outside the checkout, by a digest of all that they import.

jupyter-cache compares cells alone, makes its tables without a lock, and lets two builds that
execute the same cells stumble over each other's files.

Superfluous when it waits for other processes (sphinx-doc/sphinx#12481 shows what they do otherwise,
executablebooks/jupyter-cache#37 asks for it), and keeps notebooks by what they import as well: when
`tests/project/test_caches.py` passes with its own class. Seen in jupyter-cache 1.0.1.
"""

import sys
from pathlib import Path

from filelock import FileLock
from jupyter_cache.cache.main import JupyterCacheBase
from myst_nb.core.execute import cache

from tools.caches import cache_home, digest, forget_old

KEPT = 8  # caches of earlier states of the sources, so that going back to one runs nothing


def cell_cache(root):
    """Return the cache for the cells of the book as it is now, ready for parallel readers.

    The digest makes it forget them when what they import changes.

    Parameters
    ----------
    root : Path
        The checkout.

    Returns
    -------
    str
        The folder, for ``nb_execution_cache_path``.
    """
    home = cache_home()
    own = (root / "src" / "neurocalc").rglob("*.*")
    own = [file for file in own if file.suffix in {".py", ".ttf"}]  # figures are written in those
    imported = digest(root, *own, root / "requirements.lock")
    folder = home / f"cells-python{sys.version_info.major}.{sys.version_info.minor}-{imported}"
    JupyterCacheBase(folder).db.dispose()  # made here, once: parallel readers would race to make it
    folder.touch()
    forget_old(home, "cells-*", KEPT)
    return str(folder)


class SharedCache(JupyterCacheBase):
    """A cache that several builds use at once."""

    def __init__(self, path):
        super().__init__(path)
        self._lock = FileLock(Path(path) / "lock")

    def match_cache_notebook(self, nb):
        """Return the record of a notebook that has been kept whole, or raise a KeyError."""
        with self._lock:
            record = super().match_cache_notebook(nb)
            self.get_cache_bundle(record.pk)
        return record

    def cache_notebook_bundle(self, bundle, **options):
        """Keep an executed notebook, unless another build was faster; return its record."""
        with self._lock:
            try:
                return self.match_cache_notebook(bundle.nb)
            except KeyError:
                return super().cache_notebook_bundle(bundle, **options)


def setup(app):
    """Let myst-nb use it."""
    cache.get_cache = SharedCache
