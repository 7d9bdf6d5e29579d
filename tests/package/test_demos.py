"""Demos as Python objects: their parameters, and what they show where."""

from __future__ import annotations

import json
import sys

import pytest

from neurocalc import demos
from neurocalc.demos import MIME, base
from neurocalc.demos.parameters import Choice, Number, Seed, Switch, Times, Typed

each_demo = pytest.mark.parametrize("demo", demos.ALL, ids=lambda demo: demo.name)


class Sample(base.Demo):
    """A demo with a parameter of each kind."""

    name = "sample"
    title = "Sample"

    x = Number(1.0, 0.0, 2.0, "Height", step=0.5, unit="mV")
    side = Choice("left", {"left": "left end", "right": "right end"}, "Side")
    rectified = Switch(False, "Rectify")
    seed = Seed(7, "New noise")
    formula = Typed("", "Formula", variables=["t"], presets=["t^2"])
    spikes = Times([10], 0.0, 60.0, "Spikes", step=1.0, most=3, unit="ms")


@pytest.fixture
def on_a_page(monkeypatch):
    monkeypatch.setenv("NEUROCALC_PAGE", "1")


@pytest.fixture
def in_a_notebook(monkeypatch):
    monkeypatch.delenv("NEUROCALC_PAGE", raising=False)


@pytest.fixture
def built(tmp_path, monkeypatch):
    """Scripts of the sample, as the build would leave them."""
    (tmp_path / "sample.js").write_text("export default {render() {}};")
    (tmp_path / "demo.css").write_text(".demo {}")
    monkeypatch.setattr(base, "_BUNDLES", tmp_path)
    base._widget_class.cache_clear()
    yield
    base._widget_class.cache_clear()


def test_parameters_begin_with_their_defaults_and_keep_what_they_are_given():
    sample = Sample(x=2, side="right")
    assert sample.state == {
        "x": 2.0,
        "side": "right",
        "rectified": False,
        "seed": 7,
        "formula": "",
        "spikes": [10],
    }
    sample.spikes = [30, 20.5]
    assert sample.spikes == [20.5, 30.0]
    assert Sample().spikes == [10], "objects share nothing"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("x", 2.1, "x must lie between 0 and 2, but it is 2.1"),
        ("x", float("nan"), "x must be finite"),
        ("side", "top", "side must be one of left, right"),
        ("rectified", 1, "rectified must be True or False"),
        ("seed", -1, "seed must be at least 0"),
        ("seed", 2**32, "seed must lie below"),
        ("formula", "sin(t", "never closed"),
        ("formula", "x", "unknown"),
        ("spikes", [], "spikes is empty"),
        ("spikes", [1, 2, 3, 4], "1 to 3 times"),
        ("spikes", [61], "spikes must lie between 0 and 60, but one is 61"),
    ],
)
def test_a_value_that_cannot_be_shown_is_refused_and_changes_nothing(name, value, reason):
    sample = Sample()
    before = sample.state
    with pytest.raises((ValueError, TypeError), match=reason):
        setattr(sample, name, value)
    assert sample.state == before


def test_an_unknown_parameter_is_refused_with_the_known_ones():
    with pytest.raises(TypeError, match="Sample has no parameter y; it has x, side"):
        Sample(y=1)


def test_repr_makes_the_same_demo_again():
    sample = Sample(x=0.5)
    assert eval(repr(sample), {"Sample": Sample}).state == sample.state


def test_a_page_gets_the_state_and_draws_it_itself(on_a_page):
    sample = Sample(x=2)
    bundle = sample._repr_mimebundle_()
    assert bundle == {MIME: {"demo": "sample", "state": sample.state}, "text/plain": repr(sample)}
    json.dumps(bundle)


def test_a_page_can_have_a_state_as_a_picture_alone(on_a_page):
    sample = Sample(x=2)
    bundle = sample.still()._repr_mimebundle_()
    assert bundle[MIME] == {"demo": "sample", "state": sample.state, "still": True}
    assert bundle["text/plain"] == repr(sample)
    assert repr(sample.still()) == f"{sample!r}.still()"


@pytest.mark.parametrize("shown", [lambda demo: demo, lambda demo: demo.still()])
def test_a_notebook_gets_a_widget(shown, in_a_notebook, built):
    bundle = shown(Sample())._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert MIME not in bundle


def test_a_notebook_without_anywidget_says_what_is_missing(in_a_notebook, built, monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    bundle = Sample(x=2)._repr_mimebundle_()
    assert set(bundle) == {"text/plain"}
    assert bundle["text/plain"].startswith("Sample(x=2.0")
    assert "install anywidget" in bundle["text/plain"]


def test_the_widget_and_the_object_are_of_one_mind(built):
    sample = Sample(x=0.5)
    widget = sample.widget()
    assert widget.x == 0.5
    widget.x = 1.5
    assert sample.x == 1.5
    sample.spikes = [5.0]
    assert widget.spikes == [5.0]
    assert sample.widget() is widget


def test_a_widget_without_its_scripts_says_what_to_do(built, tmp_path):
    (tmp_path / "sample.js").unlink()
    with pytest.raises(FileNotFoundError, match="run make"):
        Sample().widget()


@each_demo
def test_every_default_is_a_value_that_its_parameter_takes(demo):
    for name, parameter in demo.parameters().items():
        assert parameter.checked(parameter.default) == parameter.default, name
    assert demo().state == {name: p.default for name, p in demo.parameters().items()}


@each_demo
def test_every_range_holds_whole_steps_and_the_default_is_on_one(demo):
    for name, parameter in demo.parameters().items():
        if parameter.kind == "number":
            steps = (parameter.maximum - parameter.minimum) / parameter.step
            assert steps == pytest.approx(round(steps)), name
            at = (parameter.default - parameter.minimum) / parameter.step
            assert at == pytest.approx(round(at)), name


@each_demo
def test_every_control_has_a_label_and_the_demo_a_title(demo):
    specification = json.loads(json.dumps(demo.specification()))
    assert specification["title"]
    assert demo.__doc__
    for parameter in specification["parameters"]:
        assert parameter["label"], parameter["name"]


def test_demos_have_names_of_their_own():
    assert len({demo.name for demo in demos.ALL}) == len(demos.ALL)
    assert {demo.__name__ for demo in demos.ALL} <= set(demos.__all__)
