"""The editions beside the pages: their names on the site, and the addresses that lead elsewhere.

Whatever `make` adds to the pages lies below ``build/editions`` as it will lie on the site, so a
file that is there can be linked to, and its size is known.
"""

from pathlib import Path

from neurocalc import __version__

PDF = "downloads/calculus-for-neuroscience.pdf"
HANDOUT = "downloads/calculus-for-neuroscience-handout.pdf"
EPUB = "downloads/calculus-for-neuroscience.epub"
WHEEL = f"notebooks/neurocalc-{__version__}-py3-none-any.whl"
LITE = "lite/notebooks/index.html"  # one notebook
LITE_ALL = "lite/tree/index.html"  # the list of all

#: The branch of the repository that holds ``notebooks/``, for sites that open notebooks from there.
NOTEBOOKS_BRANCH = "notebooks"
SOURCE_BRANCH = "main"

#: Megabytes that JupyterLite loads until a chapter has run for the first time, compressed.
LITE_DOWNLOAD = "22 to 32"


def folder(root):
    """Return the folder of the editions of a checkout."""
    return Path(root, "build", "editions")


def sizes(root):
    """Return the size in bytes of each file that a page may link to, by its path on the site."""
    here = folder(root)
    files = [here / LITE, here / LITE_ALL]
    files += [*here.glob("downloads/**/*.*"), *here.glob("notebooks/**/*.*")]
    return {
        file.relative_to(here).as_posix(): file.stat().st_size
        for file in sorted(files)
        if file.is_file()
    }


def chapter_pdf(docname):
    """Return the path of a page's own PDF."""
    return f"downloads/chapters/{docname}.pdf"


def notebook(docname, *, complete=False):
    """Return the path of a page's notebook: the student's, or that with solutions and outputs."""
    return f"notebooks/{'complete/' if complete else ''}{docname}.ipynb"


def setup(app):
    """Register the two addresses, from which all others follow; either may be unknown ("")."""
    # Of the published site, with a slash at its end; and owner/name.
    app.add_config_value("book_url", "", "env", str)
    app.add_config_value("book_repository", "", "env", str)
