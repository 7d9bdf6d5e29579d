"""The cache of executed cells: forgets what an edit makes stale, and does not grow for ever."""

import os
from pathlib import Path

import pytest

from bookext.caches import KEPT, cell_cache


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A checkout with one source file, and a cache folder beside it."""
    monkeypatch.setenv("NEUROCALC_CACHE", str(tmp_path / "cache"))
    root = tmp_path / "checkout"
    (root / "src" / "neurocalc").mkdir(parents=True)
    (root / "src" / "neurocalc" / "sums.py").write_text("one = 1\n")
    (root / "requirements.lock").write_text("numpy==2.0\n")
    return root


def test_the_same_sources_find_the_same_cache(checkout):
    assert cell_cache(checkout) == cell_cache(checkout)


@pytest.mark.parametrize("file", ["src/neurocalc/sums.py", "requirements.lock"])
def test_an_edit_of_what_cells_import_starts_a_new_cache(checkout, file):
    before = cell_cache(checkout)
    (checkout / file).write_text("edited\n")
    assert cell_cache(checkout) != before


def test_an_edit_elsewhere_keeps_the_cache(checkout):
    before = cell_cache(checkout)
    (checkout / "README.md").write_text("edited\n")
    assert cell_cache(checkout) == before


def test_the_cache_is_there_before_parallel_readers_ask_for_it(checkout):
    assert (Path(cell_cache(checkout)) / "global.db").exists()


def test_only_the_newest_caches_are_kept(checkout):
    folders = []
    for number in range(KEPT + 3):
        (checkout / "requirements.lock").write_text(f"numpy=={number}\n")
        folders.append(Path(cell_cache(checkout)))
        os.utime(folders[-1], (number, number))
    assert [folder.exists() for folder in folders] == [False] * 3 + [True] * KEPT
