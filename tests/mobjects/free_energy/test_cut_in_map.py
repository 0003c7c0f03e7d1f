import numpy as np
import pytest

from scenes.heat_colors import heat_colors
from scenes.mobjects.free_energy.cut_in_map import CutInMap
from scenes.mobjects.free_energy.heat_map import heat_shares
from tests.mobjects.free_energy.cut_model import Y1, free_energy, moment

TOP = 8.0


def g(z):
    return np.stack([1.5 * np.cos(z), np.sin(z)], axis=-1)


def map_of(now):
    return CutInMap(
        now,
        spans=((-3.0, 3.0), (-2.0, 2.0)),
        step=0.5,
        top=TOP,
        decode=g,
        nearest=lambda y: y + [0.25, 0.0],
        crossings=[-0.9, 0.9],
    )


def test_the_line_goes_up_the_whole_plane_and_rings_mark_where_it_crosses():
    seen = map_of(moment())
    ends = seen.plane.p2c([seen.line.get_start(), seen.line.get_end()])
    np.testing.assert_allclose(ends, [[Y1, -2], [Y1, 2]], atol=1e-9)
    rings = seen.plane.p2c(seen.crossings.get_centers())
    np.testing.assert_allclose(rings, [[Y1, -0.9], [Y1, 0.9]], atol=1e-9)
    part = seen.plane.p2c(seen.stretch((-1.0, 0.5)).get_end())
    np.testing.assert_allclose(part, [Y1, 0.5], atol=1e-9)
    np.testing.assert_allclose(seen.plane.p2c(seen.point(0.7).get_centers()), [[Y1, 0.7]])


def test_the_walker_is_tied_to_the_nearest_point():
    now = moment()
    seen = map_of(now)
    now.walked.set_value(1.2)
    seen.walker.update()
    seen.tie.update()
    np.testing.assert_allclose(seen.plane.p2c(seen.walker.get_centers()), [[Y1, 1.2]], atol=1e-9)
    ends = seen.plane.p2c([seen.tie.get_starts()[0], seen.tie.get_ends()[0]])
    np.testing.assert_allclose(ends, [[Y1, 1.2], [Y1 + 0.25, 1.2]], atol=1e-9)


@pytest.mark.parametrize("beta", [np.inf, 0.5])
def test_the_field_is_that_of_the_temperature(beta):
    now = moment()
    seen = map_of(now)
    now.position.set_value(now.scale.position(beta))
    seen.heat.update()
    raster = seen.heat.get_raster()
    expected = heat_colors(heat_shares(free_energy(raster, beta), TOP))
    np.testing.assert_allclose(seen.heat.get_colors(), expected, atol=0.01)


def test_the_names_of_the_axes_are_clear_of_the_field():
    seen = map_of(moment())
    across, up = seen.plane.labels
    assert across.get_left()[0] > seen.heat.get_right()[0]
    assert up.get_bottom()[1] > seen.heat.get_top()[1]
