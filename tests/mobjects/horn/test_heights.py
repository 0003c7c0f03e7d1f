import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.heights import Heights

ZONE = look.Zone(1.0, 6.0, -2.5, 2.0)


def seen(mobject):
    """Return whether its first glyph is seen."""
    return mobject.family_members_with_points()[0].get_fill_opacity() == 1


@pytest.mark.parametrize("heights", [[], [0.0], [-1.25, 1.25]])
def test_as_many_rows_and_words_are_seen_as_there_are_heights(heights):
    rows = Heights(x=0.5, largest=12.0, zone=ZONE).set_values(-2.0, np.array(heights))
    assert [seen(row) for row in rows.rows] == [True, True] + [i < len(heights) for i in (0, 1)]
    assert [seen(words) for words in rows.counts] == [i == len(heights) for i in range(3)]
    assert [number.value for number in rows.numbers[:2]] == [0.5, -2.0]
    shown = [number.value for number in rows.numbers[2 : 2 + len(heights)]]
    assert shown == sorted(heights, reverse=True)


def test_nothing_moves_while_the_numbers_change():
    rows = Heights(x=0.5, largest=12.0, zone=ZONE)
    before = [row.get_center() for row in rows.rows]
    rows.set_values(-11.0, [-3.0, 3.0]).set_values(4.0, []).set_values(2.0, [-1.0, 1.0])
    assert np.allclose([row.get_center() for row in rows.rows], before)
    assert np.allclose(rows.get_center(), ZONE.center)
