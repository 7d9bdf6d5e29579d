"""Every function of the book, defined once.

A definition is written once, against a namespace `m` of elementary functions. Read with SymPy it
is an expression with named parameters, from which the LaTeX, the exact derivative and the exact
integral follow. Read with NumPy it computes numbers at once, without loading SymPy.

Examples
--------
>>> from neurocalc.catalogue import sigmoid
>>> sigmoid(5.0)
0.5
>>> sigmoid.derivative()(5.0)
0.25
>>> print(round(sigmoid.integral(-10)(10.0), 4))
5.0067
>>> sigmoid.expression
1/(1 + exp(-a*(t - theta)))
"""

import math
from functools import cache, cached_property

import numpy as np

from neurocalc import arguments

__all__ = [
    "Function",
    "alpha",
    "define",
    "ei_rate",
    "exponential",
    "linear",
    "parabola",
    "position",
    "quadratic",
    "ride",
    "sigmoid",
    "sine",
    "synaptic_current",
    "synaptic_current_unnormalised",
    "transfer",
]


class Function:
    """A function with named parameters, its numbers and its exact calculus.

    Calling it computes numbers: ``sigmoid(t, theta=3)``. Variables come first, in order; each is
    an array of any shape, and they broadcast. Parameters are named and have defaults.

    Parameters
    ----------
    name : str
        Name in Python.
    definition : callable
        ``definition(m, *variables, **parameters)``, where `m` has ``exp``, ``sin``, ``where`` ...
    variables : tuple of str
        Names of the variables.
    parameters : dict of str to float
        Names and default values of the parameters.
    meaning : str
        One sentence: what it is, with units.
    signed : tuple of str, default ()
        Parameters whose sign SymPy must leave open; it takes the others to be positive.
    """

    def __init__(self, name, definition, variables, parameters, meaning, signed=()):
        self.name = name
        self.definition = definition
        self.variables = variables
        self.parameters = parameters
        self.signed = signed
        self.__doc__ = meaning

    def __repr__(self):
        return f"{self.name}({', '.join([*self.variables, *self._settings(self.parameters)])})"

    def __call__(self, *values, **parameters):
        """Compute the function's values.

        Parameters
        ----------
        *values : float or array_like
            One for each variable; they broadcast.
        **parameters : float or array_like
            Values that replace the defaults; they broadcast too.

        Returns
        -------
        float or ndarray
            A float where every argument is one number.

        Raises
        ------
        TypeError
            If the number of variables or a parameter's name is wrong.
        ValueError
            If an argument is not finite, the shapes do not fit together, or the value, or a
            number on the way to it, is too large for a float.
        """
        if len(values) != len(self.variables):
            raise TypeError(
                f"{self.name} takes {len(self.variables)} variable(s), "
                f"{', '.join(self.variables)}, but got {len(values)}"
            )
        values = [arguments.array(*pair) for pair in zip(self.variables, values, strict=True)]
        settings = {
            name: arguments.array(name, value) for name, value in self._set(parameters).items()
        }
        shape = self._shape(dict(zip(self.variables, values, strict=True)) | settings)
        # An intermediate exp may overflow to infinity while the value itself, 1/(1 + inf), is
        # exact; what is not finite in the end is refused below.
        with np.errstate(all="ignore"):
            result = np.asarray(self._compute(*values, **settings), dtype=float)
        if not np.isfinite(result).all():
            raise ValueError(
                f"{self.name} is not finite here, or takes numbers too large for a float"
            )
        if result.shape != shape:  # a constant slope still has one value for each point
            result = np.broadcast_to(result, shape).copy()
        return float(result) if result.ndim == 0 else result

    def _compute(self, *values, **settings):
        return self.definition(np, *values, **settings)

    @property
    def symbols(self):
        """SymPy symbols by name, real for variables, positive for parameters unless signed."""
        import sympy

        symbols = {name: sympy.Symbol(name, real=True) for name in self.variables}
        for name in self.parameters:
            sign = "real" if name in self.signed else "positive"
            symbols[name] = sympy.Symbol(name, **{sign: True})
        return symbols

    @cached_property
    def expression(self):
        """The definition as a SymPy expression with named parameters."""
        symbols = self.symbols
        variables = [symbols[name] for name in self.variables]
        parameters = {name: symbols[name] for name in self.parameters}
        return self.definition(_exact(), *variables, **parameters)

    def at(self, **parameters):
        """Return the SymPy expression with numbers in place of the parameters.

        Parameters
        ----------
        **parameters : float or sympy.Expr
            Values that replace the defaults.

        Returns
        -------
        sympy.Expr

        Examples
        --------
        >>> from neurocalc.catalogue import linear
        >>> linear.at(c_1=3)
        3*t
        """
        import sympy

        symbols = self.symbols
        return self.expression.subs(
            {
                symbols[name]: sympy.nsimplify(value, rational=True)
                for name, value in self._set(parameters).items()
            }
        )

    @property
    def latex(self):
        """The definition as LaTeX."""
        import sympy

        return sympy.latex(self.expression)

    def _repr_latex_(self):
        return f"$\\displaystyle {self.latex}$"

    def derivative(self, variable=None):
        """Return the exact derivative, a `Function` of the same variables and parameters.

        Parameters
        ----------
        variable : str, optional
            Differentiate by this one; the first by default. For a function of several variables
            the result is the partial derivative.

        Returns
        -------
        Function

        Raises
        ------
        ValueError
            If the function has no such variable.

        Examples
        --------
        >>> from neurocalc.catalogue import parabola
        >>> parabola.derivative()(3.0)
        6.0
        """
        variable = self._variable(variable)
        return _Derived(
            f"d({self.name})/d{variable}",
            lambda: self.expression.diff(self.symbols[variable]),
            self,
        )

    def integral(self, start, variable=None):
        """Return the exact running integral from `start`, a `Function` that is 0 there.

        Parameters
        ----------
        start : float
            Where the integral begins, in units of the variable.
        variable : str, optional
            Integrate over this one; the first by default.

        Returns
        -------
        Function

        Raises
        ------
        ValueError
            If the function has no such variable, or `start` is not finite.

        Examples
        --------
        >>> from neurocalc.catalogue import parabola
        >>> parabola.integral(0)(3.0)
        9.0
        """
        variable = self._variable(variable)
        start = arguments.number("start", start)

        def running():
            import sympy

            symbol = self.symbols[variable]
            # Term by term: of a sum, SymPy would first make one fraction, huge and slow.
            terms = sympy.Add.make_args(self.expression)
            antiderivative = sympy.Add(*(sympy.integrate(term, symbol) for term in terms))
            return antiderivative - antiderivative.subs(
                symbol, sympy.nsimplify(start, rational=True)
            )

        return _Derived(f"integral of {self.name} from {start:g}", running, self)

    def _variable(self, variable):
        return arguments.choice("variable", variable or self.variables[0], self.variables)

    def _set(self, parameters):
        for name in parameters:
            if name not in self.parameters:
                known = ", ".join(self.parameters) or "none"
                raise TypeError(f"{self.name} has no parameter {name}; it has {known}")
        return self.parameters | parameters

    def _shape(self, arrays):
        try:
            return np.broadcast_shapes(*(array.shape for array in arrays.values()))
        except ValueError:
            shapes = ", ".join(f"{name} {a.shape}" for name, a in arrays.items() if a.ndim)
            raise ValueError(f"{self.name} needs shapes that fit together, not {shapes}") from None

    @staticmethod
    def _settings(parameters):
        return [f"{name}={value:g}" for name, value in parameters.items()]


class _Derived(Function):
    """A derivative or an integral: an expression first, its numbers compiled from it once."""

    def __init__(self, name, expression, source):
        super().__init__(
            name, None, source.variables, source.parameters, f"Exact {name}.", source.signed
        )
        self._expression = expression

    @cached_property
    def expression(self):
        return self._expression()

    @cached_property
    def _compiled(self):
        import sympy

        return sympy.lambdify(list(self.symbols.values()), self.expression, "numpy")

    def _compute(self, *values, **settings):
        return self._compiled(*values, **settings)


@cache
def _exact():
    """Return the namespace in which a definition is a SymPy expression."""
    from types import SimpleNamespace

    import sympy

    return SimpleNamespace(
        exp=sympy.exp,
        sin=sympy.sin,
        where=lambda condition, yes, no: sympy.Piecewise((yes, condition), (no, True)),
    )


def define(*variables, signed=(), **parameters):
    """Make a `Function` of a definition: its docstring becomes the function's meaning.

    Parameters
    ----------
    *variables : str
        Names of the variables, in order.
    signed : tuple of str, default ()
        Parameters whose exact integral differs in form with their sign, such as a time.
    **parameters : float
        Names and default values of the parameters.

    Returns
    -------
    callable
        A decorator.

    Examples
    --------
    >>> @define("t", slope=2.0)
    ... def ramp(m, t, slope):
    ...     "A ramp."
    ...     return slope * t
    >>> ramp(3.0, slope=4.0)
    12.0
    """
    return lambda definition: Function(
        definition.__name__, definition, variables, parameters, definition.__doc__, signed
    )


@define("t", c_1=-2.0)
def linear(m, t, c_1):
    """A straight line through the origin, with slope c_1."""
    return c_1 * t


@define("t")
def parabola(m, t):
    """The parabola t^2."""
    return t**2


@define("t")
def position(m, t):
    """Position (cm) at t (s) of a rat that runs out along a track for 4 s, then turns back."""
    return 30 * t**2 - 5 * t**3


@define("t", c_2=1.0, c_1=-1.0, c_0=1.0)
def quadratic(m, t, c_2, c_1, c_0):
    """A quadratic; its defaults, t^2 - t + 1, are the example of the Riemann sums."""
    return c_2 * t**2 + c_1 * t + c_0


@define("t", peak=15.0, omega=math.pi / 15)
def ride(m, t, peak, omega):
    """Speed (m/s) at t (s) of a car that meets a red light every pi/omega s, at most `peak`."""
    return peak * m.sin(omega * t) ** 2


@define("t", k=1.0)
def exponential(m, t, k):
    """The exponential e^(kt), the eigenfunction of the derivative with eigenvalue k."""
    return m.exp(k * t)


@define("t", omega=1.0)
def sine(m, t, omega):
    """A sine of angular frequency omega (radians per unit of t)."""
    return m.sin(omega * t)


@define("t", a=1.0, theta=5.0)
def sigmoid(m, t, a, theta):
    """The sigmoid, 0 far left of the threshold theta, 1 far right, with slope a/4 at theta."""
    return 1 / (1 + m.exp(-a * (t - theta)))


@define("t", tau=0.5)
def alpha(m, t, tau):
    """The alpha function t e^(-t/tau), with its peak tau/e at t = tau and area tau^2."""
    return t * m.exp(-t / tau)


@define("I", a=1.2, theta=2.8)
def transfer(m, I, a, theta):  # noqa: E741 (the field's symbol for current)
    """A neuron's transfer function r(I), the sigmoid moved down so that r(0) = 0."""
    return 1 / (1 + m.exp(-a * (I - theta))) - 1 / (1 + m.exp(a * theta))


@define("E", "I_inh", a_E=1.2, theta_E=2.4, a_I=1.0, theta_I=4.0)
def ei_rate(m, E, I_inh, a_E, theta_E, a_I, theta_I):
    """Rate of a neuron with excitatory input E and (subtractive) inhibitory input I_inh."""
    excitation = transfer.definition(m, E, a_E, theta_E)
    inhibition = transfer.definition(m, I_inh, a_I, theta_I)
    return excitation - inhibition / 2


@define("t", signed=("t_sp",), J=1.0, tau_s=1.0, t_sp=1.0)
def synaptic_current(m, t, J, tau_s, t_sp):
    """Postsynaptic current (pA) after a spike at t_sp (ms), 0 before it, with area J tau_s (fC)."""
    since = (t - t_sp) / tau_s
    return m.where(t >= t_sp, J * since * m.exp(-since), 0)


@define("t", signed=("t_sp",), J=1.0, tau_s=1.0, t_sp=1.0)
def synaptic_current_unnormalised(m, t, J, tau_s, t_sp):
    """The same current without the division by tau_s, with area J tau_s^2."""
    return m.where(t >= t_sp, J * (t - t_sp) * m.exp(-(t - t_sp) / tau_s), 0)
