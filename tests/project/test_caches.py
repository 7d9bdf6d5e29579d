"""The cache of executed cells: forgets what an edit makes stale, and does not grow for ever."""

import os
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import pytest
from jupyter_cache.base import CacheBundleIn

from bookext.repairs.caches import KEPT, SharedCache, cell_cache


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


def executed(number):
    """A notebook that has been executed."""
    cell = nbformat.v4.new_code_cell(f"print({number})", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("stream", text=f"{number}\n")]
    return nbformat.v4.new_notebook(cells=[cell])


def keep_all(folder):
    """Keep twenty notebooks as a build does, and return what each prints when found again."""
    cache = SharedCache(folder)
    for number in range(20):
        bundle = CacheBundleIn(executed(number), "page.md", data={})
        cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    found = [cache.merge_match_into_notebook(executed(number))[1] for number in range(20)]
    cache.db.dispose()
    return [notebook.cells[0].outputs[0].text for notebook in found]


def test_builds_that_execute_the_same_cells_at_once_do_not_disturb_each_other(checkout):
    folders = [cell_cache(checkout)] * 4
    with ProcessPoolExecutor(len(folders), get_context("spawn")) as builds:
        printed = list(builds.map(keep_all, folders))
    assert printed == [[f"{number}\n" for number in range(20)]] * len(folders)


def test_a_notebook_whose_files_were_lost_is_executed_again(checkout):
    cache = SharedCache(cell_cache(checkout))
    bundle = CacheBundleIn(executed(1), "page.md", data={})
    cache.cache_notebook_bundle(bundle, check_validity=False)
    shutil.rmtree(cache.path / "executed")
    with pytest.raises(KeyError):
        cache.match_cache_notebook(executed(1))
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
    assert cache.match_cache_notebook(executed(1))
    cache.db.dispose()
