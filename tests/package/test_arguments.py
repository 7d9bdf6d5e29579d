"""What the package accepts, what it refuses, and how it says so."""

from __future__ import annotations

import math

import numpy as np
import pytest

from neurocalc import arguments
from tests.package.refusals import (
    BAD_ARRAYS,
    BAD_COUNTS,
    BAD_FUNCTIONS,
    BAD_GRIDS,
    BAD_NUMBERS,
    NOT_POSITIVE,
    refuses,
)

POINTS = np.array([0.0, 1.0, 2.0])


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.int8(2), np.array(2.0)])
def test_a_number_of_any_kind_becomes_a_float(value):
    number = arguments.number("h", value)
    assert type(number) is float
    assert number == 2.0


@pytest.mark.parametrize("value", BAD_NUMBERS)
def test_what_is_not_one_finite_real_number_is_refused_by_name(value):
    with refuses("h"):
        arguments.number("h", value)


@pytest.mark.parametrize("value", NOT_POSITIVE)
def test_what_is_not_positive_is_refused_by_name(value):
    with refuses("tau"):
        arguments.number("tau", value, positive=True)


def test_a_minimum_is_itself_allowed():
    assert arguments.number("sigma", 0, minimum=0) == 0.0
    with pytest.raises(ValueError, match=r"^sigma must be at least 0, but it is -0\.1$"):
        arguments.number("sigma", -0.1, minimum=0)


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3), np.array(3)])
def test_a_count_of_any_whole_kind_becomes_an_int(value):
    count = arguments.count("n", value)
    assert type(count) is int
    assert count == 3


@pytest.mark.parametrize("value", BAD_COUNTS)
def test_what_is_not_a_count_is_refused_by_name(value):
    with refuses("n"):
        arguments.count("n", value)


def test_a_count_has_the_minimum_that_is_asked_for():
    assert arguments.count("n", 2, minimum=2) == 2
    with pytest.raises(ValueError, match=r"^n must be at least 2, but it is 1$"):
        arguments.count("n", 1, minimum=2)


@pytest.mark.parametrize("value", [[0, 1, 2], (0.0, 1.0, 2.0), range(3), POINTS.astype("f4")])
def test_an_array_of_any_real_kind_becomes_floats(value):
    array = arguments.array("t", value)
    assert array.dtype == float
    assert array.tolist() == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("shape", [(), (1,), (2, 3), (2, 3, 4)])
def test_an_array_keeps_its_shape(shape):
    assert arguments.array("t", np.ones(shape)).shape == shape


def test_an_array_is_a_copy_so_that_the_callers_own_never_changes():
    mine = POINTS.copy()
    arguments.array("t", mine)[0] = 9.0
    assert mine[0] == 0.0


@pytest.mark.parametrize("value", BAD_ARRAYS)
def test_what_is_no_array_of_finite_real_numbers_is_refused_by_name(value):
    with refuses("t"):
        arguments.array("t", value)


def test_the_first_element_that_is_not_finite_is_pointed_out():
    with pytest.raises(ValueError, match=r"^t must be finite, but element 3 is -inf$"):
        arguments.array("t", [[0.0, 1.0], [2.0, -math.inf], [math.nan, 0.0]])


def test_samples_are_counted_along_the_axis():
    surface = np.zeros((2, 5))
    assert arguments.array("f", surface, minimum_length=5).shape == (2, 5)
    assert arguments.array("f", surface, minimum_length=2, axis=0).shape == (2, 5)
    with pytest.raises(ValueError, match=r"^f needs at least 3 samples, but it has 2$"):
        arguments.array("f", surface, minimum_length=3, axis=0)


@pytest.mark.parametrize("axis", [2, -3])
def test_an_axis_that_is_not_there_is_refused(axis):
    with pytest.raises(ValueError, match=rf"^f has no axis {axis}: its shape is \(2, 5\)$"):
        arguments.array("f", np.zeros((2, 5)), minimum_length=1, axis=axis)


@pytest.mark.parametrize("axis", [0.5, "x", None, True])
def test_an_axis_is_a_whole_number(axis):
    with refuses("axis"):
        arguments.array("f", np.zeros((2, 5)), minimum_length=1, axis=axis)


def test_one_number_is_no_row_of_samples():
    with pytest.raises(ValueError, match=r"^f must be a row of numbers, but it is one number, 3"):
        arguments.array("f", 3.0, minimum_length=1)


@pytest.mark.parametrize("value", [[0, 1], (-1.0, 5.0, 5.5), np.linspace(0, 1, 7)])
def test_an_increasing_row_is_a_grid(value):
    assert arguments.grid("t", value).tolist() == list(value)


@pytest.mark.parametrize("value", BAD_GRIDS)
def test_what_is_no_increasing_row_is_refused_by_name(value):
    with refuses("t"):
        arguments.grid("t", value)


def test_the_two_points_that_do_not_increase_are_pointed_out():
    with pytest.raises(ValueError, match=r"from point to point, but 2 is followed by 1\.5$"):
        arguments.grid("t", [0.0, 2.0, 1.5, 1.0])


def test_a_choice_is_one_of_its_options():
    assert arguments.choice("rule", "right", ["left", "right"]) == "right"


@pytest.mark.parametrize("value", ["Left", "", None, 3, ["left"], np.array(["left", "right"])])
def test_another_choice_is_refused_with_the_list_of_options(value):
    with pytest.raises(ValueError, match=r"^rule must be one of left, right, but it is"):
        arguments.choice("rule", value, ["left", "right"])


def test_the_values_of_a_function_are_floats_in_the_shape_of_the_points():
    assert arguments.values_of(np.square, POINTS).tolist() == [0.0, 1.0, 4.0]
    assert arguments.values_of(lambda t: [1, 2, 3], POINTS).tolist() == [1.0, 2.0, 3.0]


@pytest.mark.parametrize("constant", [2, 2.0, np.float32(2), np.array(2)])
def test_a_constant_function_has_one_value_for_each_point(constant):
    assert arguments.values_of(lambda t: constant, POINTS).tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize("f", BAD_FUNCTIONS)
def test_what_is_no_elementwise_function_is_refused_by_name(f):
    with refuses("f"):
        arguments.values_of(f, POINTS)


def test_a_function_for_single_numbers_is_told_that_it_got_an_array():
    with pytest.raises(TypeError, match=r"^f failed on an array of points: "):
        arguments.values_of(math.sin, POINTS)


def test_the_place_where_a_function_is_not_finite_is_pointed_out():
    with pytest.raises(ValueError, match=r"^f must be finite, but it is inf at 1$"):
        arguments.values_of(lambda t: 1 / np.abs(t - 1), POINTS)


def test_an_overflow_on_the_way_to_a_finite_value_gives_no_warning():
    # 1 / (1 + e^800) rounds to 0, although e^800 is too large for a float.
    assert arguments.values_of(lambda t: 1 / (1 + np.exp(800 + t)), POINTS).tolist() == [0, 0, 0]
