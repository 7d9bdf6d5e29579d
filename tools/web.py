"""``python -m tools.web``: make what runs in the page, without the pages, for tests in Node."""

from bookext.web import build_web
from tools.books import ROOT
from tools.vendor import stage

stage(ROOT)  # before the scripts, which name its files
build_web(ROOT)
