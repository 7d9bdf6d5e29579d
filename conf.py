"""Sphinx configuration of the book; its sources are in book/."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "src"))

from bookext.cells import cell_cache  # noqa: E402 (found only now that src is on the path)
from bookext.site import stage_assets  # noqa: E402
from neurocalc import __version__  # noqa: E402

# -- The book -------------------------------------------------------------------------------------

project = "Calculus for Neuroscience: Differentiation and Integration"
author = "The Calculus for Neuroscience authors"
copyright = f"{author}. Text and figures CC BY 4.0, code BSD-3-Clause"
version = release = __version__
language = "en"

# Where the book is published: the workflow that publishes it says so, and nothing else knows.
SITE = os.environ.get("BOOK_URL", "")
REPOSITORY = os.environ.get("BOOK_REPOSITORY", "")  # owner/name

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx.ext.viewcode",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinx_exercise",
    "sphinxcontrib.bibtex",
    "sphinxcontrib.katex",
    "bookext",
]
if SITE:
    extensions += ["sphinxext.opengraph", "sphinx_sitemap"]

viewcode_follow_imported_members = False  # the book shows its own sources only
nitpicky = True
# Exceptions named in docstrings are Python's own, whose documentation is on another site.
nitpick_ignore_regex = [("py:.*", r"(Type|Value)Error|numpy\..*|matplotlib\..*")]

# -- Cells ----------------------------------------------------------------------------------------

# Kernels start from a profile of the book's own: an author's IPython set-up must not colour a page.
_profile = ROOT / "build" / "ipython" / "profile_default"
_profile.mkdir(parents=True, exist_ok=True)
(_profile / "ipython_kernel_config.py").write_text("get_config().IPKernelApp.log_level = 'ERROR'\n")
os.environ["IPYTHONDIR"] = str(_profile.parent)

nb_execution_mode = "cache"
nb_execution_cache_path = cell_cache(ROOT)
nb_execution_timeout = 120
# A cell's error is a warning with its traceback, so that -W stops at all of them, not at the first.
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [("html", "application/vnd.neurocalc.picture+json", 1)]
nb_code_prompt_show = "Show the code"

# -- Text -----------------------------------------------------------------------------------------

myst_enable_extensions = [
    "amsmath",
    "colon_fence",
    "deflist",
    "dollarmath",
    "substitution",
]
myst_substitutions = {"version": version}
myst_heading_anchors = 0  # a link to a section uses the label that the section carries
numfig = True
math_numfig = True
numfig_secnum_depth = 1
math_eqref_format = "Equation {number}"
numfig_format = {"figure": "Figure %s", "table": "Table %s"}
bibtex_bibfiles = ["book/references.bib"]
bibtex_reference_style = "author_year"
exercise_style = "solution_follow_exercise"

add_module_names = False
autodoc_member_order = "bysource"
autodoc_typehints = "none"
napoleon_google_docstring = False
napoleon_use_param = False
napoleon_use_rtype = False

# -- Pages ----------------------------------------------------------------------------------------

html_theme = "sphinx_book_theme"
html_title = "Calculus for Neuroscience"
html_static_path = [
    "book/_static",
    stage_assets(ROOT / "build" / "static", ROOT / "node_modules" / "katex" / "dist"),
]
templates_path = ["book/_templates"]
html_css_files = ["tokens.css", "book.css"]
html_js_files = [("book.js", {"defer": "defer"})]
html_favicon = "book/_static/favicon.svg"
html_baseurl = SITE
html_copy_source = False
html_show_sourcelink = False
html_scaled_image_link = False
html_last_updated_fmt = ""
html_context = {"default_mode": "auto"}
html_theme_options = {
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "home_page_in_toc": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
    # The theme would show a second search bar in a header of its own.
    "navbar_persistent": [],
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
}
if REPOSITORY:
    html_theme_options |= {
        "repository_url": f"https://github.com/{REPOSITORY}",
        "use_repository_button": True,
    }

# Mathematics is typeset while the book is built, so a page is readable before any script runs.
html_math_renderer = "katex"
katex_prerender = True
katex_css_path = "katex/katex.min.css"
katex_js_path = str(ROOT / "node_modules" / "katex" / "dist" / "katex.min.js")

ogp_site_url = SITE
ogp_social_cards = {"enable": False}
sitemap_url_scheme = "{link}"
sitemap_show_lastmod = False
