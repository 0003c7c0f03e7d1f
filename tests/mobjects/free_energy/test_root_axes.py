import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.root_axes import CurveUnderTop, LowestPoints, RootAxes, turn_lights

TOP = 4.0
ZONE = look.Zone(0.0, 5.0, -2.0, 2.0)
Z = np.linspace(0, math.tau, 401)


@pytest.fixture(params=[1.0, 0.7, 0.5])
def axes(request):
    made = RootAxes(top=TOP, zone=ZONE)
    made.power = request.param
    return made


def energy(z, sharp=3.0):
    return sharp * (1 - np.cos(z - 1.0)) + 0.3


def height(axes, point):
    """Return a place's height as a share of the axis, from its frame alone."""
    bottom, top = axes.frame.points[0][1], axes.frame.points[-1][1]
    return (point[..., 1] - bottom) / (top - bottom)


def test_heights_are_powers_of_energies(axes):
    values = np.array([0.0, 0.25, 1.0, 3.0, TOP])
    places = axes.c2p(np.column_stack([np.full(5, 1.0), values]))
    np.testing.assert_allclose(height(axes, places), (values / TOP) ** axes.power, atol=1e-12)


def test_places_turn_back_into_data(axes):
    data = np.column_stack([np.linspace(0, 6, 7), np.linspace(0, TOP, 7)])
    np.testing.assert_allclose(axes.p2c(axes.c2p(data)), data, atol=1e-9)


def test_it_names_z_only():
    sources = [number.source.strip() for number in RootAxes(top=TOP, zone=ZONE).numbers]
    assert sources == ["0", "pi \\/ 2", "pi", "3 pi \\/ 2", "2 pi"]


def test_a_curve_is_cut_at_the_top(axes):
    curve = CurveUnderTop(axes, Z, energy(Z))
    points = axes.p2c(curve.points[::4])
    assert points[:, 1].max() <= TOP + 1e-9
    inner = points[:, 1] < TOP - 0.05
    np.testing.assert_allclose(points[inner, 1], energy(points[inner, 0]), atol=1e-9)
    # It leaves through the top and comes back there.
    ends = axes.p2c(curve.points[3::4])
    breaks = np.flatnonzero(np.abs(points[1:, 0] - ends[:-1, 0]) > 1e-9)
    assert len(breaks) == 1
    np.testing.assert_allclose(ends[breaks, 1], TOP)
    np.testing.assert_allclose(points[breaks + 1, 1], TOP)


def test_a_curve_is_drawn_up_to_a_latent(axes):
    curve = CurveUnderTop(axes, Z, energy(Z, sharp=0.5)).draw(2.5)
    reached = axes.p2c(curve.points[3::4])[-1]
    np.testing.assert_allclose(reached, [2.5, energy(2.5, sharp=0.5)], atol=1e-4)
    assert len(curve.draw(0.0).points) == 0


def lowest_points(axes):
    energies = np.stack([energy(Z, sharp) for sharp in (3.0, 0.5)])
    return LowestPoints(axes, Z, energies, np.array([1.0, 1.0]), np.array([0.3, 0.3]))


def test_curves_are_drawn_one_after_another(axes):
    points = lowest_points(axes)
    assert [len(curve.points) for curve in points.curves] == [0, 0]
    points.draw(drawn=0.3, leveled=0)
    assert len(points.curves[0].points) > 0
    assert len(points.curves[1].points) == 0
    points.draw(drawn=1.0, leveled=0)
    shown = [cross.get_stroke_opacity() for cross in points.crosses]
    assert shown == [1, 0]
    points.draw(drawn=2.0, leveled=1)
    assert [cross.get_stroke_opacity() for cross in points.crosses] == [1, 1]


def test_levels_lead_from_the_crosses_to_the_axis(axes):
    points = lowest_points(axes).draw(drawn=2.0, leveled=1.0)
    starts, ends = points.levels.get_starts(), points.levels.get_ends()
    np.testing.assert_allclose(axes.p2c(starts), [[1.0, 0.3], [1.0, 0.3]], atol=1e-9)
    np.testing.assert_allclose(axes.p2c(ends), [[0.0, 0.3], [0.0, 0.3]], atol=1e-9)
    crosses = [cross.get_center() for cross in points.crosses]
    np.testing.assert_allclose(crosses, starts, atol=1e-9)


def test_one_is_bright_in_its_turn_and_all_at_the_ends():
    assert (turn_lights(0.0, 4) == 1).all()
    assert (turn_lights(4.0, 4) == 1).all()
    for i in range(4):
        lights = turn_lights(i + 0.5, 4)
        assert lights[i] == 1
        np.testing.assert_allclose(np.delete(lights, i), look.FAINT)
    assert (turn_lights(0.5, 1) == 1).all()
