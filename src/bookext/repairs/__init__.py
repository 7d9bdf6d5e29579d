"""Repairs of Sphinx and its extensions: each module mends one thing, and says what will end it.

Each says in the words "Superfluous when" which release of which package, or which change, makes it
so, and how one sees that. When `make lock` brings a newer release of a package, look here.

What reads and writes notebooks (myst-nb, jupyter-cache): `caches`, `outputs`, `folds`. Styles that
come too late: `styles`. Sphinx: `sources`, `families`, `bookmarks`. Other extensions:
`bibliography`, `cards`, `mathematics`. The theme: `theme`, `margins`. What Matplotlib and docutils
write for an EPUB: `epubs`. What all of them import: `schemas`.
"""
