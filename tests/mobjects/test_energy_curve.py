import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy_curve import CurvePoint, EnergyCurve, EnergyKey, split_scales

Z = np.linspace(0, math.tau, 49)


@pytest.fixture
def axes():
    return LatentAxes(top=12.5)


def test_every_drawn_point_is_one_that_was_handed_in(axes):
    energy = 5 + 3 * np.cos(Z)
    curve = EnergyCurve(axes).draw(Z, energy)
    points = axes.p2c(curve.get_anchors())
    np.testing.assert_allclose(points[::2], np.column_stack([Z, energy])[:-1], atol=1e-9)
    np.testing.assert_allclose(points[1::2], np.column_stack([Z, energy])[1:], atol=1e-9)


def test_it_is_straight_between_its_points(axes):
    curve = EnergyCurve(axes).draw([0, 1], [2, 8])
    points = axes.p2c(curve.points)
    np.testing.assert_allclose(points[:, 1], 2 + 6 * points[:, 0])


def test_several_curves_are_not_joined(axes):
    energies = np.stack([5 + np.cos(Z), 2 + np.sin(Z)])
    curve = EnergyCurve(axes).draw(Z, energies)
    strands = curve.get_subpaths()
    assert len(strands) == 2
    for strand, energy in zip(strands, energies, strict=True):
        ends = axes.p2c(strand[[0, -1]])
        np.testing.assert_allclose(ends, [[0, energy[0]], [math.tau, energy[-1]]], atol=1e-9)


def test_one_point_draws_nothing(axes):
    assert len(EnergyCurve(axes).draw([1.0], [2.0]).points) == 0


def test_dot_ring_and_dashes_are_above_each_other(axes):
    point = CurvePoint(axes, z=0.0, energy=1.0).move(2.0, 7.5)
    np.testing.assert_allclose(axes.p2c(point.dot.get_centers()), [[2.0, 7.5]])
    np.testing.assert_allclose(axes.p2c(point.ring.get_centers()), [[2.0, 0.0]], atol=1e-12)
    dashes = axes.p2c(point.drop.points)
    np.testing.assert_allclose(dashes[:, 0], 2.0)
    assert dashes[:, 1].min() == pytest.approx(0, abs=1e-12)
    assert 7 < dashes[:, 1].max() <= 7.5 + 1e-9


def test_dashes_stand_still_while_the_dot_rises(axes):
    point = CurvePoint(axes, z=1.0, energy=4.0)
    low = point.drop.points.copy()
    high = point.move(1.0, 8.0).drop.points
    np.testing.assert_allclose(high[: len(low) - 4], low[:-4])


def test_at_no_energy_there_are_no_dashes(axes):
    assert len(CurvePoint(axes, z=1.0, energy=0.0).drop.points) == 0


def test_roles_have_their_colours(axes):
    point = CurvePoint(axes, z=1.0, energy=4.0)
    assert point.dot.get_fill_color() == look.ENERGY
    assert point.ring.get_stroke_color() == look.LATENT
    assert EnergyCurve(axes).get_stroke_color() == look.ENERGY


def test_the_key_spans_the_energy_axis_from_cold_to_red(axes):
    key = EnergyKey(axes)
    bottom, top = axes.c2p([[0, 0], [0, 12.5]])
    assert key.get_bottom()[1] == pytest.approx(bottom[1])
    assert key.get_top()[1] == pytest.approx(top[1])
    assert key.get_right()[0] == pytest.approx(bottom[0])
    start, end = key.get_gradient_start_and_end_points()
    assert start[1] == pytest.approx(bottom[1])
    assert end[1] == pytest.approx(top[1])
    np.testing.assert_allclose(key.fill_rgbas[0, :3], look.COLD.to_rgb())
    np.testing.assert_allclose(key.fill_rgbas[-1, :3], look.ENERGY.to_rgb())


def test_the_scales_share_out_all_that_the_axes_draw(axes):
    latent, energy = split_scales(axes)
    parts = [*latent, *energy]
    drawn = [*axes.axes, *axes.ticks, *axes.numbers, axes.label]
    assert len(parts) == len(drawn)
    assert {id(part) for part in parts} == {id(part) for part in drawn}
    left = axes.c2p([0, 0])[0]
    assert all(number.get_right()[0] < left for number in energy[2::2])
    assert all(number.get_top()[1] < axes.c2p([0, 0])[1] for number in latent[3::2])
