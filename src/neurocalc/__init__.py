"""The calculus of a neuroscience course, in functions small enough to read.

Each module is one idea of the book:

* `neurocalc.catalogue`: every function of the book, defined once, with exact calculus;
* `neurocalc.differences`: derivatives by number;
* `neurocalc.sums`: integrals by number;
* `neurocalc.filters`: derivatives and integrals as filters of a signal;
* `neurocalc.neuron`: firing rate, gain, the leaky integrate-and-fire neuron;
* `neurocalc.synapse`: postsynaptic current and the charge it carries;
* `neurocalc.formula`: formulas that a reader types, parsed without ever running them;
* `neurocalc.checks`: feedback on the exercises;
* `neurocalc.noise`: noise that Python and the page share;
* `neurocalc.figures`: the pictures of the book;
* `neurocalc.demos`: the demos of the book, alive in a notebook.

Importing any of them loads NumPy and nothing heavier. SymPy, SciPy, Matplotlib and
anywidget are loaded by the first function that needs them.
"""

__version__ = "0.1.0"
