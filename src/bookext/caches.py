"""Where executed cells are kept: outside the checkout, by a digest of all that they import."""

import sys

from jupyter_cache import get_cache

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
    get_cache(folder).db.dispose()  # made here, once: parallel readers would race to make it
    folder.touch()
    forget_old(home, "cells-*", KEPT)
    return str(folder)
