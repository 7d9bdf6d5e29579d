"""Where executed cells are kept: outside the checkout, by a digest of all that they import."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from jupyter_cache import get_cache

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
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "neurocalc")
    home = Path(os.environ.get("NEUROCALC_CACHE") or home)
    imported = _digest(
        root, *(root / "src" / "neurocalc").rglob("*.py"), root / "requirements.lock"
    )
    folder = home / f"cells-python{sys.version_info.major}.{sys.version_info.minor}-{imported}"
    get_cache(folder).db.dispose()  # made here, once: parallel readers would race to make it
    folder.touch()
    for old in sorted(home.glob("cells-*"), key=lambda old: old.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
    return str(folder)


def _digest(root, *files):
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return total.hexdigest()[:16]
