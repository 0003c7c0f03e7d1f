"""The decoder's curve, its rings, and the way z takes."""

import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.manifold import Manifold, Travel


def ellipse(a: float, b: float, n: int) -> np.ndarray:
    z = np.arange(n) * (2 * math.pi / n)
    return np.column_stack([a * np.cos(z), b * np.sin(z), np.zeros(n)])


def test_the_rings_stand_where_they_were_put_and_the_curve_passes_them():
    manifold = Manifold(ellipse(3, 1, 480), ellipse(3, 1, 48))
    np.testing.assert_allclose(manifold.marks.get_centers(), ellipse(3, 1, 48), atol=1e-6)
    anchors = np.array(manifold.curve.get_anchors())
    distance = np.linalg.norm(anchors[None] - ellipse(3, 1, 48)[:, None], axis=-1).min(axis=1)
    assert distance.max() < 1e-9


def test_the_curve_is_closed():
    curve = Manifold(ellipse(3, 1, 50), ellipse(3, 1, 5)).curve
    np.testing.assert_allclose(curve.get_start(), curve.get_end())


def test_it_moves_to_other_points_and_to_fewer_or_none():
    manifold = Manifold(ellipse(1, 1, 60), ellipse(1, 1, 12))
    manifold.move_points(ellipse(-2, 0.5, 60), ellipse(-2, 0.5, 7))
    np.testing.assert_allclose(manifold.marks.get_centers(), ellipse(-2, 0.5, 7), atol=1e-6)
    assert manifold.curve.width == pytest.approx(4, rel=1e-2)
    manifold.move_points(ellipse(1, 1, 60), np.zeros((0, 3)))
    assert len(manifold.marks.get_centers()) == 0


def test_it_has_the_colour_of_what_is_decoded():
    manifold = Manifold(ellipse(1, 1, 60), ellipse(1, 1, 12))
    for part in (manifold.curve, manifold.marks):
        assert part.get_stroke_color() == look.DECODED


def test_travel_follows_its_path_and_its_tip_opens_backwards():
    path = ellipse(2, 1, 40)[:6]
    travel = Travel(path)
    np.testing.assert_allclose(travel.get_path(), path, atol=1e-9)
    ahead = path[-1] - path[-2]
    tip = travel.get_subpaths()[1]
    assert (tip[0] - path[-1]) @ ahead < 0
    assert (tip[-1] - path[-1]) @ ahead < 0
    assert any(np.allclose(point, path[-1]) for point in tip)


def test_travel_has_no_tip_where_the_curve_has_shrunk_to_a_point():
    travel = Travel(np.ones((5, 3)))
    assert np.isfinite(travel.points).all()
    assert np.ptp(travel.points, axis=0).max() == 0
