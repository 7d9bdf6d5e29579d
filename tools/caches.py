"""What is costly to make is kept outside the checkout, by a digest of what it is made from."""

import hashlib
import os
import shutil
from pathlib import Path


def cache_home():
    """Return the folder, outside the checkout, for what is costly to make again."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache", "neurocalc")
    return Path(os.environ.get("NEUROCALC_CACHE") or home)


def forget_old(home, pattern, kept):
    """Remove all but the newest `kept` folders of `home` that match `pattern`."""
    for old in sorted(home.glob(pattern), key=lambda old: old.stat().st_mtime)[:-kept]:
        shutil.rmtree(old, ignore_errors=True)


def digest(root, *files):
    """Return a short digest of the files' names below `root` and of what they hold."""
    total = hashlib.sha256()
    for file in sorted(files):
        total.update(file.relative_to(root).as_posix().encode() + file.read_bytes())
    return total.hexdigest()[:16]
