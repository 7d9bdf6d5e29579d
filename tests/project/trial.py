"""What a contributor writes: a page with a question, an exercise and a demo, file by file.

Each text goes to the path that it has here. `x0` stands for the next exercise's label.
"""

PAGE = {
    "book/trial.md": """---
file_format: mystnb
kernelspec:
  name: python3
minutes: 3
description: A page that is added on trial, with a question, an exercise and a demo.
---

(chap-trial)=
# A page on trial

:::{opening}
- say how steep a parabola is.
:::

:::{question} How steep is $f(t) = 3 t^2$ where it turns?
:name: q-trial-turn
:right: 1

Not at all.
: There it goes neither up nor down.

As steep as anywhere.
: Look at the curve far from the place where it turns.
:::

:::{dropdown} Does the stretching matter?
It stretches the slopes as well.
:::

(sec-trial-demo)=
## What does the stretching change?

```{code-cell} python
---
tags: [hide-input]
mystnb:
  figure:
    name: fig-trial
    caption: |
      The curve and its slope grow together. Move the slider to stretch both.
---
from neurocalc.demos import Trial

Trial()
```

(sec-trial-exercise)=
## Now you: the slope of a parabola

```{exercise-start} The slope of a parabola
:label: x0
```
Write the slope of $f(t) = 3 t^2$ at each point of `t`, by the rules.

```{code-cell} python
---
tags: [skip-execution]
---
import numpy as np
from neurocalc.checks import check_parabola

t = np.arange(0, 5, 0.5)  # s
f = 3 * t**2

df_dt = ...

print(check_parabola(df_dt))
```
```{exercise-end}
```

:::{dropdown} Hint 1
:name: x0-hint-1
The exponent comes down in front.
:::

```{solution-start} x0
:label: x0-solution
```
The exponent 2 becomes a factor.

```{code-cell} python
import numpy as np
from neurocalc.checks import check_parabola

t = np.arange(0, 5, 0.5)  # s
df_dt = 6 * t
print(check_parabola(df_dt))
```
```{solution-end}
```

(sec-trial-takeaways)=
## Take away

- A parabola's slope is a line.

:::{symbols} t f derivative
:::
""",
}

EXERCISE = {
    "src/neurocalc/checks/x0.py": '''"""X0: the slope of a parabola."""

import numpy as np

from neurocalc.checks.answers import Answer, Mistake, by_differences, without_step
from neurocalc.checks.comparing import compare_all
from neurocalc.checks.feedback import exercise

__all__ = ["check_parabola"]


@exercise("The slope of a parabola is a line.")
def check_parabola(df_dt):
    """Feedback on X0: the slope of ``3 t^2`` on ``t = np.arange(0, 5, 0.5)``.

    Parameters
    ----------
    df_dt : array_like of shape (10,), callable or SymPy expression
        The slope at each point.

    Returns
    -------
    Feedback

    Examples
    --------
    >>> check_parabola(...)
    Not yet. df_dt is still empty: replace the dots.
    """
    compare_all((df_dt,), _answers())


def _answers():
    step = 0.5
    t = np.arange(0, 5, step)
    f, slope = 3 * t**2, 6 * t
    # fmt: off
    return [
        Answer("df_dt", (slope,), [
            Mistake("not-differentiated", f, "df_dt is still f itself. How steep is f?"),
            Mistake("missing-power-factor", 3 * t, "The exponent of df_dt is lost. It comes down."),
            Mistake("missing-factor", 2 * t, "The factor 3 of df_dt is lost. It stretches slopes."),
            Mistake("power-not-lowered", 6 * t**2, "The power in df_dt has to go down by one."),
            Mistake("integrated", t**3, "df_dt is an integral, the way back. How steep is f?"),
            Mistake("twice-differentiated", np.full_like(t, 6), "df_dt is differentiated twice."),
            Mistake("sign", -slope, "df_dt has the wrong sign. Does f rise or fall?"),
            *without_step("df_dt", f),
            *by_differences(f, step, "df_dt holds differences. Here use the rules."),
        ], "There is one for each of the 10 points in t.", "t", {"t": t, "f": f}),
    ]
''',
    "tests/attempts/x0.py": '''"""Attempts at X0, the slope of a parabola."""

RIGHT = {
    "a formula": "df_dt = 6 * t",
    "factors in another order": "df_dt = t * 3 * 2",
    "a sum": "df_dt = 3 * t + 3 * t",
    "a list": "df_dt = [6 * place for place in t]",
    "float32": "df_dt = np.float32(6 * t)",
    "a function": "df_dt = lambda t: 6 * t",
    "a column": "df_dt = 6 * t[:, None]",
    "SymPy": """
        import sympy as sp

        df_dt = sp.diff(3 * sp.Symbol("t") ** 2)
    """,
}

WRONG = {
    "the dots left": ("empty", "df_dt = ..."),
    "f itself": ("not-differentiated", "df_dt = f"),
    "no exponent": ("missing-power-factor", "df_dt = 3 * t"),
    "no factor": ("missing-factor", "df_dt = 2 * t"),
    "the same power": ("power-not-lowered", "df_dt = 6 * t**2"),
    "an integral": ("integrated", "df_dt = t**3"),
    "twice": ("twice-differentiated", "df_dt = 6 + 0 * t"),
    "the wrong sign": ("sign", "df_dt = -6 * t"),
    "no step": ("missing-step", "df_dt = np.diff(f)"),
    "differences": ("by-number", "df_dt = np.gradient(f, 0.5)"),
}
''',
}

DEMO = {
    "src/neurocalc/demos/trial.py": '''"""A demo on trial: a parabola that is stretched."""

from neurocalc.demos.base import Demo
from neurocalc.demos.parameters import Number

__all__ = ["Trial"]


class Trial(Demo):
    """A parabola and its slope, stretched by one number.

    Examples
    --------
    >>> Trial(k=2.0)
    Trial(k=2.0)
    """

    name = "trial"
    title = "A parabola on trial"

    k = Number(3.0, 1.0, 5.0, "Stretching", step=0.5, symbol="k")
''',
    "src/web/demos/trial.js": """// Stretch a parabola: its slope is stretched as well.
import * as Plot from "@observablehq/plot";
import {Trial} from "../generated/specifications.js";
import {linspace} from "../maths/methods.js";
import {line, panels} from "../stage/chart.js";
import {demo} from "../stage/demo.js";
import {fixed} from "../stage/format.js";

const TIMES = linspace(0, 2, 41); // s

export function describe({k}) {
  return `The parabola is ${fixed(k)} high at 1 s, and its slope there is ${fixed(2 * k)} per s.`;
}

export function values({k}) {
  return {
    head: ["t (s)", "f", "slope (1/s)"],
    rows: Array.from(TIMES, (t) => [fixed(t), fixed(k * t ** 2), fixed(2 * k * t)]),
  };
}

function open(stage) {
  const [curve] = panels(stage, ["The parabola and its slope"]);
  curve.handle({
    label: "Height at 1 s",
    at: ({k}) => [1, k],
    y: {parameter: stage.parameter("k")},
  });
  return ({k}) => {
    curve.draw({x: {domain: [0, 2], label: "time t (s)"}, y: {domain: [0, 21], label: "f"}}, [
      Plot.line(
        Array.from(TIMES, (t) => [t, k * t ** 2]),
        line("function"),
      ),
      Plot.line(
        Array.from(TIMES, (t) => [t, 2 * k * t]),
        line("derivative"),
      ),
    ]);
  };
}

export default demo(Trial, {describe, values, open});
""",
    "tests/site/test_demo_trial.py": '''"""What the parabola on trial says, against algebra."""

import pytest


@pytest.mark.parametrize(("k", "slope"), [("1", "2"), ("2.5", "5"), ("5", "10")])
def test_a_stretched_parabola_is_stretched_in_its_slope(open_demo, k, slope):
    demo = open_demo("trial")
    demo.set("k", k)
    assert f"is {float(k):.2f} high" in demo.says()
    assert f"is {float(slope):.2f} per s" in demo.says()
    assert demo.complaints == []
''',
}
#: What the looks of the demo are compared with; `NEW_PICTURES=1` takes it, and one looks at it.
PICTURE = "tests/site/pictures/trial.png"
