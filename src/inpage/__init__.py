"""The Python that runs in a reader's page, in a worker and beside `neurocalc`.

It knows cells and outputs, but neither the page nor the browser, so that plain Python can try it:

- `page`: runs the cells of a page in one namespace and tells what came of it;
- `needs`: which earlier cells a cell needs;
- `packages`: what a cell's text imports, and the modules that are fetched in the middle of a run;
- `streams`: what a cell prints, sent piece by piece;
- `figures` and its `backend` for Matplotlib: pictures, in the page's colours and in words;
- `errors`: an exception, told to a reader, with what `notations` says of other habits;
- `messages`: in which forms all this is told, and `limits`: how much of it.
"""
