import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.inference.marker import Marker
from scenes.mobjects.inference.search_table import SearchAnswers, SearchTable
from scenes.mobjects.inference.zones import SEARCH_TABLE
from scenes.mobjects.light import set_light

ENERGIES = np.array([3.0, 2.0, 1.25])


@pytest.fixture
def table():
    searches = {
        "slope": (Marker("triangle"), "down the slope"),
        "leaps": (Marker("star"), "in leaps"),
    }
    return SearchTable(searches, most=120, top=12.5)


@pytest.mark.parametrize(
    ("taken", "steps", "energy"), [(0, 0, 3.0), (0.9, 0, 3.0), (1, 1, 2.0), (7, 2, 1.25)]
)
def test_a_row_counts_whole_steps_and_shows_the_energy_reached(table, taken, steps, energy):
    row, tracker = table.rows["slope"], ValueTracker(taken)
    row.track(tracker, ENERGIES)
    assert (row.steps.value, row.energy.value) == (steps, energy)
    tracker.set_value(2)
    row.update()
    assert (row.steps.value, row.energy.value) == (2, 1.25)


def test_a_row_that_counts_anew_is_lit_and_forgets_what_it_counted(table):
    row, first = table.rows["slope"], ValueTracker(1)
    row.track(first, ENERGIES)
    for part in row.get_family():
        set_light(part, look.FAINT)
    row.track(ValueTracker(0), ENERGIES + 1)
    first.set_value(2)
    row.update()
    assert (row.steps.value, row.energy.value) == (0, 4.0)
    assert {part.light for part in row.numbers.get_family()} == {1}
    assert row.words.light == look.FAINT


def test_rows_stand_under_each_other_inside_the_zone(table):
    zone = SEARCH_TABLE
    baselines = [row.words.baseline for row in table.rows.values()]
    assert baselines[1] < baselines[0] < table.heads[0].baseline
    for row in table.rows.values():
        assert row.words.baseline == pytest.approx(row.steps.baseline)
        assert row.words.baseline == pytest.approx(row.energy.baseline)
        assert row.words.get_right()[0] < row.steps.get_left()[0]
    assert table.get_left()[0] >= zone.left - 0.05
    assert table.get_right()[0] <= zone.right + 0.01


def test_the_stage_below_is_clear_of_the_table(table):
    below = table.zone_below()
    assert below.top < table.get_bottom()[1]
    assert (below.left, below.bottom) == (look.RIGHT_STAGE.left, look.RIGHT_STAGE.bottom)
    assert below.right < look.RIGHT_STAGE.right


def test_answers_are_written_with_the_tables_places():
    answers = SearchAnswers(1.60318, 1.16077)
    assert [row.source.split("= ")[-1] for row in answers] == ["1.161", "1.603"]
