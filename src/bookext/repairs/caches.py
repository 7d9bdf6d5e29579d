"""Where executed cells are kept: outside the checkout, by a digest of all that they import."""

import sys
from pathlib import Path

from filelock import FileLock
from jupyter_cache.cache.main import JupyterCacheBase

from tools.caches import cache_home, digest, forget_old

KEPT = 8  # caches of earlier states of the sources, so that going back to one runs nothing


def cell_cache(root):
    """Return the cache for the cells of the book as it is now, ready for parallel readers.

    jupyter-cache compares cells alone; the digest makes it forget them when what they import
    changes.

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
    imported = digest(root, *(root / "src" / "neurocalc").rglob("*.py"), root / "requirements.lock")
    folder = home / f"cells-python{sys.version_info.major}.{sys.version_info.minor}-{imported}"
    JupyterCacheBase(folder).db.dispose()  # made here, once: parallel readers would race to make it
    folder.touch()
    forget_old(home, "cells-*", KEPT)
    return str(folder)


class SharedCache(JupyterCacheBase):
    """A cache that several builds use at once.

    jupyter-cache lets two builds that execute the same cells stumble over each other's files.
    """

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
