import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.energies_of_picks import EVEN, ROOT, EnergiesOfPicks
from scenes.mobjects.free_energy.field_plane import FieldPlane
from scenes.mobjects.free_energy.picks import Picks

Y = np.array([[-2.0, 1], [2, 1]])
Z_CHECK, LOWEST = np.array([3.0, 0.5]), np.array([0.25, 1.0])
TOP = 4.0


def energies_at(z):
    return LOWEST[:, None] + 1 - np.cos(z - Z_CHECK[:, None])


@pytest.fixture
def there():
    plane = FieldPlane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    picks = Picks(plane, y=Y, nearest=Y / 2, avoid=np.zeros((0, 2)))
    return EnergiesOfPicks(picks, energies_at=energies_at, z_check=Z_CHECK, lowest=LOWEST, top=TOP)


@pytest.mark.parametrize("power", [EVEN, 0.7, ROOT])
def test_the_scale_has_the_heights_of_the_axes(there, power):
    there.power.set_value(power)
    there.drawn.set_value(2)
    there.curves.update()
    there.marks.update()
    for value, tick in zip(there.scale.values, there.scale.ticks, strict=True):
        height = there.axes.c2p([0.0, value])[1]
        assert tick.get_center()[1] == pytest.approx(height)
    crosses = [cross.get_center() for cross in there.curves.crosses]
    at = there.axes.c2p(np.column_stack([Z_CHECK, LOWEST]))
    np.testing.assert_allclose(crosses, at, atol=1e-9)


def test_the_lowest_point_is_on_its_curve(there):
    there.drawn.set_value(2)
    there.curves.update()
    for curve, cross in zip(there.curves.curves, there.curves.crosses, strict=True):
        away = np.linalg.norm(curve.points[::4] - cross.get_center(), axis=1)
        assert away.min() == pytest.approx(0, abs=1e-9)


def test_levels_lead_to_the_scale(there):
    there.leveled.set_value(1)
    there.curves.update()
    ends = there.axes.p2c(there.curves.levels.get_ends())
    np.testing.assert_allclose(ends, np.column_stack([[0, 0], LOWEST]), atol=1e-9)


def test_a_pick_is_bright_in_its_turn_and_all_are_afterwards(there):
    lights = []
    for drawn in (0.5, 1.5, 2.0):
        there.drawn.set_value(drawn)
        there.curves.update()
        lights.append([cross.get_stroke_opacity() for cross in there.picks.crosses])
    assert lights == [[1, look.FAINT], [look.FAINT, 1], [1, 1]]


def test_it_leaves_the_picks_alone_once_all_are_drawn(there):
    for drawn in (1.5, 2.0):
        there.drawn.set_value(drawn)
        there.curves.update()
    there.picks.set_lights([0.3, 0.3])
    there.curves.update()
    assert [cross.get_stroke_opacity() for cross in there.picks.crosses] == [0.3, 0.3]
