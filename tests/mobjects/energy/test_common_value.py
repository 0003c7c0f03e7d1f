import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.common_value import CommonLine, CommonValue
from scenes.mobjects.energy.wall import Wall
from scenes.mobjects.energy.zones import WALL, WALL_LENS

TOP = 13.0


@pytest.fixture(params=[(24, 6), (11, 4), (1, 1), (97, 11)], ids=str)
def wall(request):
    count, columns = request.param
    return Wall(count, columns=columns, top=TOP, zone=WALL)


def test_a_common_line_is_at_the_same_place_in_every_cell_and_in_the_axes(wall):
    axes = LatentAxes(top=TOP, step=TOP, zone=WALL_LENS)
    line = CommonLine(wall, axes, look.LATENT)
    for put, value, ends in (
        (line.put_upright, 2.5, [[2.5, 0], [2.5, TOP]]),
        (line.put_level, 4.0, [[0, 4], [math.tau, 4]]),
    ):
        put(value)
        large, *small = line.points.reshape(-1, 4, 3)[:, [0, 3]]
        np.testing.assert_allclose(axes.p2c(large), ends, atol=1e-9)
        assert len(small) == wall.count
        for i, segment in enumerate(small):
            np.testing.assert_allclose(wall.p2c(i, segment), ends, atol=1e-9)


@pytest.mark.parametrize(("role", "axis", "color"), [("z", 0, look.LATENT), ("E", 1, look.INK)])
def test_a_common_value_follows_its_tracker(wall, role, axis, color):
    axes = LatentAxes(top=TOP, zone=WALL_LENS)
    value = CommonValue(role, wall, axes)
    value.at.set_value(3.0)
    value.update()
    large = axes.p2c(value.line.points[:4])
    np.testing.assert_allclose(large[:, axis], 3.0)
    assert np.ptp(large[:, 1 - axis]) > 6
    assert value.line.get_stroke_color() == color
    assert value.readout.numbers[0].value == 3.0
    assert value.readout.get_bottom()[1] > axes.c2p([0, TOP])[1]
