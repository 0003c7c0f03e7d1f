import numpy as np
import pytest

from scenes import look
from scenes.mobjects.energy.length_axes import LengthAxes

ZONE = look.Zone(1.0, 5.0, -2.0, 2.0)


def axes_of(longest, unit=1.0, step=0.5):
    return LengthAxes(longest=longest, top=longest**2, unit=unit, step=step, zone=ZONE)


def test_a_length_is_as_long_as_in_the_plane_where_that_fits():
    assert axes_of(3.5).unit == pytest.approx(1.0)
    ends = axes_of(3.5).c2p([[0, 4.0], [2.0, 4.0]])
    assert np.linalg.norm(ends[1] - ends[0]) == pytest.approx(2.0)


def test_the_longest_fits_however_long():
    axes = axes_of(35.0)
    assert axes.c2p([35.0, 0])[0] <= ZONE.right + 1e-9


@pytest.mark.parametrize("longest", [0.3, 3.5, 35.0])
def test_the_numbers_stand_at_their_lengths(longest):
    axes = axes_of(longest)
    assert 1 <= len(axes.numbers) <= 5
    for tick, number in zip(axes.ticks, axes.numbers, strict=True):
        length, energy = axes.p2c(tick.get_start())
        assert length == pytest.approx(float(number.source), abs=1e-9)
        assert energy == pytest.approx(0, abs=1e-9)
