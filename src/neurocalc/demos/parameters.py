"""What a reader can change in a demo: one class for each kind of parameter.

A parameter is declared once, on the class of its demo. From it come the check of every value, the
control in the page with its label, range and unit, and the trait of the widget.
"""

from neurocalc import arguments, formula

__all__ = ["Choice", "Number", "Parameter", "Seed", "Switch", "Times", "Typed", "View"]


class Parameter:
    """A value that belongs to a demo; subclasses say which values it takes.

    Parameters
    ----------
    default : object
        Its value until somebody changes it.
    label : str
        What it is, as the reader's control says it.
    symbol : str, default ""
        Its symbol in the text.
    unit : str, default ""
        Its unit.
    control : bool, default True
        False where the reader moves it in the picture alone.
    """

    kind = None

    def __init__(self, default, label, *, symbol="", unit="", control=True):
        self.default, self.label, self.symbol, self.unit = default, label, symbol, unit
        self.control = control

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, demo, owner=None):
        return self if demo is None else demo._values.get(self.name, self.default)

    def __set__(self, demo, value):
        demo._change(self.name, self.checked(value))

    def checked(self, value):
        """Return the value as the demo keeps it, or refuse it in one sentence."""
        raise NotImplementedError

    def specification(self):
        """Describe the parameter to the page, ready for JSON."""
        described = {name: value for name, value in vars(self).items() if value != ""}
        return {"kind": self.kind} | described


class Number(Parameter):
    """A number in a range.

    Parameters
    ----------
    default, minimum, maximum : float
        In its unit.
    label : str
        What it is.
    step : float
        What one press of an arrow key changes.
    **others
        As for `Parameter`.
    """

    kind = "number"

    def __init__(self, default, minimum, maximum, label, *, step, **others):
        super().__init__(default, label, **others)
        self.minimum, self.maximum, self.step = minimum, maximum, step

    def checked(self, value):
        """Return a float within the range."""
        value = arguments.number(self.name, value)
        if not self.minimum <= value <= self.maximum:
            raise ValueError(
                f"{self.name} must lie between {self.minimum:g} and {self.maximum:g}, "
                f"but it is {value:g}"
            )
        return value


class Choice(Parameter):
    """One of a few named possibilities.

    Parameters
    ----------
    default : str
        The name of one of them.
    options : dict of str to str
        What the reader reads, by name.
    label : str
        What is chosen.
    **others
        As for `Parameter`.
    """

    kind = "choice"

    def __init__(self, default, options, label, **others):
        super().__init__(default, label, **others)
        self.options = options

    def checked(self, value):
        """Return one of the names."""
        return arguments.choice(self.name, value, self.options)


class View(Choice):
    """How demos of two variables show a function: as maps, or as surfaces."""

    def __init__(self):
        options = {"maps": "maps, from above", "surfaces": "surfaces, drag to turn"}
        super().__init__("maps", options, "View")


class Switch(Parameter):
    """Something that is on or off."""

    kind = "switch"

    def checked(self, value):
        """Return True or False."""
        if not isinstance(value, bool):
            raise TypeError(f"{self.name} must be True or False, but it is {value!r}")
        return value


class Seed(Parameter):
    """The seed of random numbers; its control is a button that takes the next one.

    Parameters
    ----------
    default : int
        Where it begins: a whole number from 0 on.
    label : str
        What the button says.
    """

    kind = "seed"

    def checked(self, value):
        """Return a seed that Python and the page both take."""
        value = arguments.count(self.name, value, minimum=0)
        if value >= 2**32:
            raise ValueError(f"{self.name} must lie below 2**32, but it is {value}")
        return value


class Typed(Parameter):
    """A formula that the reader types.

    Parameters
    ----------
    default : str
        The formula at the start; it may be empty.
    label : str
        What the formula is for.
    variables : sequence of str
        The names that it may use.
    presets : sequence of str, default ()
        Formulas that the reader can choose instead of typing.
    **others
        As for `Parameter`.
    """

    kind = "typed"

    def __init__(self, default, label, *, variables, presets=(), **others):
        super().__init__(default, label, **others)
        self.variables, self.presets = list(variables), list(presets)

    def checked(self, value):
        """Return a formula that can be read, or the empty text."""
        if value != "":
            formula.parse(value, tuple(self.variables))
        return value


class Times(Parameter):
    """A few times, in increasing order, that the reader moves one by one.

    Parameters
    ----------
    default : sequence of float
        In its unit.
    minimum, maximum : float
        The window.
    label : str
        What happens at these times.
    step : float
        What one press of an arrow key changes.
    most : int
        How many there can be.
    **others
        As for `Parameter`.
    """

    kind = "times"

    def __init__(self, default, minimum, maximum, label, *, step, most, **others):
        super().__init__(list(default), label, **others)
        self.minimum, self.maximum, self.step, self.most = minimum, maximum, step, most

    def checked(self, value):
        """Return a sorted list of at least one time within the window."""
        times = arguments.array(self.name, value, minimum_length=1)
        if times.ndim != 1 or times.size > self.most:
            raise ValueError(f"{self.name} must be a list of 1 to {self.most} times")
        outside = times[(times < self.minimum) | (times > self.maximum)]
        if outside.size:
            raise ValueError(
                f"{self.name} must lie between {self.minimum:g} and {self.maximum:g}, "
                f"but one is {outside[0]:g}"
            )
        return sorted(times.tolist())
