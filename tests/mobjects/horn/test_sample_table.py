import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.sample_table import SampleTable

THETA = np.array([0.5, 2.0, 4.0])
Y = np.array([[1.0, -0.5], [0.25, 2.0], [-1.5, -1.0]])


@pytest.fixture
def table():
    return SampleTable(THETA, Y, zone=look.SIDE_STAGE, rows=2)


def test_it_shows_the_first_rows_and_dots_for_the_rest(table):
    assert [number.value for number in table.angles] == [0.5, 2.0]
    shown = [[number.value for number in row] for row in table.observations]
    np.testing.assert_array_equal(shown, Y[:2])
    assert len(table.more) == 1
    assert len(SampleTable(THETA, Y, zone=look.SIDE_STAGE, rows=3).more) == 0


def test_all_but_the_angles_is_observed_and_the_marks_stand_in_the_angles_places(table):
    family = {part for whole in table.observed for part in whole.get_family()}
    assert not family & set(table.angles.get_family())
    assert not family & set(table.heads[0].get_family())
    assert set(table.observations.get_family()) | set(table.heads[2].get_family()) <= family
    lines = [number.baseline for number in table.angles]
    np.testing.assert_allclose([mark.baseline for mark in table.marks], lines)
    assert table.marks[0].get_top()[1] < table.rule.get_y() - look.GAP / 4


def test_rows_appear_from_the_top(table):
    for listed, parts in (
        (table.list_observations(), table.observations),
        (table.list_angles(), table.angles),
        (table.list_marks(), table.marks),
    ):
        listed.begin()
        listed.interpolate(0.4)
        first, second = (
            max(part.get_fill_opacity() for part in row.family_members_with_points())
            for row in parts
        )
        assert first > second


def test_large_numbers_have_their_columns_and_do_not_meet():
    y = np.array([[-100.05, 9.996], [3.0, -99.999], [0.0, 100.05]])
    table = SampleTable(THETA, y, zone=look.SIDE_STAGE)
    for angle, (first, second) in zip(table.angles, table.observations, strict=True):
        assert angle.get_right()[0] < first.get_left()[0]
        assert first.get_right()[0] < second.get_left()[0]
    assert table.get_right()[0] <= look.SIDE_STAGE.right


def test_the_rule_is_as_wide_as_what_stands_under_it(table):
    observed, all_of_it = table.observations, (table.angles, table.observations)
    assert table.rule.get_left()[0] < observed.get_left()[0]
    assert table.rule.get_left()[0] > table.angles.get_right()[0]
    assert table.rule.get_right()[0] > observed.get_right()[0]
    assert table.rule_of_angles.get_left()[0] < min(part.get_left()[0] for part in all_of_it)
    assert table.rule_of_angles.get_right()[0] == pytest.approx(table.rule.get_left()[0])
    assert table.rule_of_angles not in table.observed
