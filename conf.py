"""Sphinx configuration of the book; its sources are in book/."""

import os
import sys
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

ROOT = Path(__file__).parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bookext.contract import BOOK_SCRIPT, EARLY_SCRIPT  # noqa: E402
from bookext.formats.editions import folder as editions_folder  # noqa: E402
from bookext.formats.editions import sizes  # noqa: E402
from bookext.repairs.caches import cell_cache  # noqa: E402 (found only now that these are on the path)
from bookext.site import stage_assets  # noqa: E402
from bookext.web import build_web  # noqa: E402
from neurocalc import __version__  # noqa: E402
from tools.vendor import stage as stage_python  # noqa: E402

# -- The book -------------------------------------------------------------------------------------

project = "Calculus for Neuroscience: Differentiation and Integration"
author = "The Calculus for Neuroscience authors"
copyright = f"{author}. Text and figures CC BY 4.0, code BSD-3-Clause"
version = release = __version__
language = "en"

# Where the book is published: the workflow that publishes it says so, and nothing else knows.
book_repository = os.environ.get("BOOK_REPOSITORY", "")  # owner/name
book_url = os.environ.get("BOOK_URL", "")
if book_repository and not book_url:
    owner, name = book_repository.lower().split("/")
    book_url = f"https://{owner}.github.io/" + (name if name != f"{owner}.github.io" else "")
if book_url:
    book_url = book_url.rstrip("/") + "/"

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
    "sphinxcontrib.rsvgconverter",
    "bookext",
]
if book_url:
    extensions += ["sphinx_sitemap"]

nitpicky = True
# Exceptions named in docstrings are Python's own, whose documentation is on another site.
nitpick_ignore_regex = [("py:.*", r"(Type|Value)Error|numpy\..*|matplotlib\..*")]

# -- Cells ----------------------------------------------------------------------------------------

# Kernels start from a profile of the book's own: an author's IPython set-up must not colour a page.
_profile = ROOT / "build" / "ipython" / "profile_default"
_profile.mkdir(parents=True, exist_ok=True)
(_profile / "ipython_kernel_config.py").write_text("get_config().IPKernelApp.log_level = 'ERROR'\n")
os.environ["IPYTHONDIR"] = str(_profile.parent)
os.environ["NEUROCALC_PAGE"] = "1"  # demos give the page what it needs, instead of a widget

nb_execution_mode = "cache"
nb_execution_cache_path = cell_cache(ROOT)
nb_execution_timeout = 120
# A cell's error is a warning with its traceback, so that -W stops at all of them, not at the first.
nb_execution_show_tb = True
nb_merge_streams = True
nb_ipywidgets_js = {}
nb_mime_priority_overrides = [
    (builder, f"application/vnd.neurocalc.{kind}+json", priority)
    for builder in ("html", "epub", "pdf")
    for priority, kind in enumerate(("demo", "picture"))
]
# These two builders know no type of their own accord.
nb_mime_priority_overrides += [(builder, "text/plain", 2) for builder in ("pdf", "notebooks")]
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
    str(stage_python(ROOT)),  # before the scripts, which name its files
    build_web(ROOT),
]
demo_scripts = (ROOT / "build" / "web" / "digest").read_text(encoding="utf-8")
templates_path = ["book/_templates"]
html_css_files = ["tokens.css", "book.css", ("paper.css", {"media": "print"})]
html_js_files = [f"web/{EARLY_SCRIPT}", (f"web/{BOOK_SCRIPT}", {"defer": "defer"})]
html_favicon = html_logo = "build/static/favicon.svg"
html_baseurl = book_url
html_copy_source = False
html_show_sourcelink = False
html_scaled_image_link = False
html_last_updated_fmt = ""
_sidebar = ["book-logo", "search-button-field", "reader-button", "sbt-sidebar-nav"]
html_sidebars = {"**": [f"{part}.html" for part in _sidebar]}
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": html_title},
    "show_navbar_depth": 1,
    "show_toc_level": 2,
    "home_page_in_toc": False,
    "use_download_button": False,
    "use_fullscreen_button": False,
    "article_header_end": ["reader-button.html", "article-header-buttons.html"],
    "enable_search_shortcuts": False,  # "/" is everybody's: browsers and voices use it as well
    # The theme would show a second search bar in a header of its own.
    "navbar_persistent": [],
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
}
# The pages offer what `make` has built beside them, and say how large it is.
if tags.has("editions"):  # noqa: F821 (Sphinx hands the tags over)
    html_extra_path = [str(editions_folder(ROOT))]
    editions = sizes(ROOT)

# Mathematics is typeset while the book is built, so a page is readable before any script runs.
html_math_renderer = "katex"
katex_prerender = True
katex_css_path = "katex/katex.min.css"
katex_js_path = str(ROOT / "node_modules" / "katex" / "dist" / "katex.min.js")

sitemap_url_scheme = "{link}"
sitemap_show_lastmod = False
sitemap_excludes = ["404.html"]

# -- PDF ------------------------------------------------------------------------------------------

latex_engine = "xelatex"
latex_documents = [
    ("index", f"{name}.tex", project, author, "manual", True) for name in ("book", "handout")
]
latex_additional_files = ["book/_latex/book.sty"]
latex_domain_indices = False
latex_use_xindy = False
latex_elements = {
    "papersize": "a4paper",
    "pointsize": "11pt",
    "extraclassoptions": "openany,oneside",
    "fncychap": "",
    "fontpkg": r"\usepackage{book}",
    "figure_align": "htbp",
    "sphinxsetup": "verbatimforcewraps=true, VerbatimColor={named}{book-wash},"
    " VerbatimBorderColor={named}{book-wash}, InnerLinkColor={named}{book-function},"
    " OuterLinkColor={named}{book-function}, TitleColor={named}{book-ink}",
    "maketitle": r"\booktitle",
    "tableofcontents": r"\booktableofcontents",
}

# -- EPUB -----------------------------------------------------------------------------------------

epub_basename = "calculus-for-neuroscience"
epub_identifier = f"urn:uuid:{uuid5(NAMESPACE_URL, project)}"  # the same for all editions
epub_exclude_files = ["progress.xhtml"]  # what a browser keeps has no place in it
epub_show_urls = "no"
epub_tocdepth = 2
epub_tocdup = False
epub_tocscope = "includehidden"
