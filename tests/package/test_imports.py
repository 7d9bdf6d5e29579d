"""What an import costs: NumPy, nothing heavier, and nothing global changed."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import neurocalc

PACKAGE = Path(neurocalc.__file__).parent
ROOT = Path(__file__).parents[2]
HEAVY = {"sympy", "scipy", "matplotlib", "anywidget", "pandas", "IPython"}
IDEAS = ["arguments", "catalogue", "differences", "filters", "neuron", "noise", "sums", "synapse"]
EVERY = sorted(module.name for module in pkgutil.iter_modules([str(PACKAGE)]))

# What computes rates, currents and sums without exact calculus.
NUMBERS = """
import numpy as np
from neurocalc import catalogue, differences, filters, neuron, sums, synapse
t = np.linspace(0, 10, 101)
for function in (catalogue.sigmoid, catalogue.alpha, neuron.firing_rate, neuron.lif_rate):
    differences.forward_difference(function(t), t)
    sums.riemann_sum(function, 0, 10, n=10, rule="simpson")
synapse.synaptic_current(t, t_sp=[1.0, 2.0])
neuron.ei_rate(t[:, None], t)
neuron.simulate_lif([1.0, 4.0], duration=20.0)
filters.leaky_integrator(0.1, 1.0)(filters.average()(t))
"""


def fresh(code):
    """Run code in a new interpreter that turns every warning into an error."""
    start = f"import sys; sys.path.insert(0, {str(PACKAGE.parent)!r})\n"
    command = [sys.executable, "-W", "error", "-c", start + code]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout


def loaded(code):
    """Top-level modules that a new interpreter has loaded after running code."""
    return set(fresh(f"{code}\nprint(*{{name.partition('.')[0] for name in sys.modules}})").split())


def test_there_is_a_module_for_each_idea():
    assert set(IDEAS) <= set(EVERY)


@pytest.mark.parametrize("module", ["neurocalc", *(f"neurocalc.{name}" for name in EVERY)])
def test_an_import_loads_nothing_heavier_than_numpy(module):
    assert not loaded(f"import {module}") & HEAVY


def test_the_package_by_itself_does_not_even_load_numpy():
    assert "numpy" not in loaded("import neurocalc")


def test_numbers_need_no_exact_calculus():
    assert not loaded(NUMBERS) & HEAVY


@pytest.mark.parametrize(
    "code",
    [
        "from neurocalc.catalogue import sigmoid; sigmoid.derivative()(0.0)",
        "from neurocalc.neuron import gain; gain(0.0)",
        "from neurocalc.synapse import charge; charge(0.0)",
    ],
)
def test_exact_calculus_loads_sympy_when_first_asked_for(code):
    assert "sympy" in loaded(code)


@pytest.mark.parametrize("module", EVERY)
def test_an_import_leaves_numpys_settings_alone(module):
    code = "import numpy as np\nstate = lambda: (np.geterr(), np.get_printoptions())\n"
    code += "before, seen = state(), np.random.get_state()[1].tolist()\n"
    code += f"import neurocalc.{module}\n"
    code += "print(state() == before and np.random.get_state()[1].tolist() == seen)"
    assert fresh(code).split() == ["True"]


def test_the_package_is_pure_python():
    compiled = {".so", ".pyd", ".dylib", ".dll", ".c", ".pyx", ".f90"}
    files = [file for file in PACKAGE.rglob("*") if "__pycache__" not in file.parts]
    assert files
    assert not [file for file in files if file.suffix in compiled]


def test_the_project_and_the_package_name_the_same_version():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "neurocalc"
    assert project["version"] == neurocalc.__version__


def test_numpy_is_all_that_the_package_depends_on():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert [one.partition(">")[0] for one in project["dependencies"]] == ["numpy"]


@pytest.mark.parametrize("module", IDEAS)
def test_every_public_name_exists_and_is_explained(module):
    imported = __import__(f"neurocalc.{module}", fromlist=[module])
    assert imported.__doc__
    for name in getattr(imported, "__all__", []):
        public = getattr(imported, name)
        assert not callable(public) or public.__doc__, name
