import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.learning.shrinkage import Shrinkage
from scenes.mobjects.learning.zones import ALONE

PLANE = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5, zone=ALONE)


def compared(before, after, samples):
    return Shrinkage(
        PLANE,
        before=np.array(before),
        after=np.array(after),
        names=("a", "b"),
        colors=(look.COLD, look.WARM),
        samples=np.array(samples),
    )


def test_bars_lead_from_the_smaller_ellipse_to_the_larger():
    found = compared([-2.0, 1.5], [-1.75, 1.25], [[2.0, 0.0]])
    for bar, ends in ((found.across, [[1.75, 0], [2, 0]]), (found.upwards, [[0, 1.25], [0, 1.5]])):
        np.testing.assert_allclose(PLANE.p2c(bar.bar.points)[[0, 3]], ends, atol=1e-9)
        assert bar[1].source == "0.25"


@pytest.mark.parametrize("before", [[2.0, 1.5], [2.99, 1.99], [0.0, 0.0], [6.0, 1.0]])
def test_names_stay_in_the_plane_and_clear_of_each_other(before):
    found = compared(before, np.array(before) * 0.9, [[1.0, 1.0], [-1.0, 0.5]])
    low, high = PLANE.c2p([(-3, -2), (3, 2)])
    for name in (found.before, found.after):
        assert (name.get_corner([-1, -1, 0]) >= low - 1e-9).all()
        assert (name.get_corner([1, 1, 0]) <= high + 1e-9).all()
    assert np.linalg.norm(found.before.get_center() - found.after.get_center()) > 0.3


def test_nothing_is_measured_where_nothing_was_lost():
    found = compared([1.0, 1.0], [1.0, 0.5], [[1.0, 1.0]])
    assert len(found.across) == 1
    assert len(found.upwards) == 2
