import numpy as np
import pytest
from manim import DL, DR, UL, UR

from scenes.mobjects.energy.circle_through import CircleThrough
from tests.mobjects.energy.stage import Y, decode, end, make_views


def test_it_compares_the_segment_with_the_radius_through_one_point():
    view = make_views()
    circle = CircleThrough(view, z=1.0)
    radius = np.linalg.norm(Y - decode(1.0))
    assert circle.outline.radius == pytest.approx(radius)
    assert f"{radius:.2f}" in circle.distance.radius.source
    assert not circle.outline.has_points()
    view.z.set_value(2.5)
    end(circle.compare()[0])
    drawn = view.plane.p2c(circle.outline.get_anchors())
    np.testing.assert_allclose(np.linalg.norm(drawn - Y, axis=1), radius, atol=1e-9)
    assert circle.distance.length.value == pytest.approx(np.linalg.norm(Y - decode(2.5)))
    circle.excess.update()
    tip = view.plane.p2c(circle.excess.get_ends()[0])
    np.testing.assert_allclose(tip, decode(2.5), atol=1e-9)


def test_the_samples_name_makes_way_where_it_would_lie_on_the_circle():
    view = make_views()
    circle = CircleThrough(view, z=1.0)
    center, radius = view.plane.c2p(Y), circle.outline.radius * view.plane.unit
    way = np.array([np.cos(0.7), np.sin(0.7), 0.0])
    for share in np.linspace(0.3, 1.7, 29):
        view.name.move_to(center + share * radius * way)
        end(*circle.make_way(view.name))
        corners = [view.name.get_corner(corner) for corner in (UL, UR, DL, DR)]
        distances = np.linalg.norm(np.array(corners) - center, axis=1)
        assert (distances > radius).all() or (distances < radius).all()
        nearest = np.clip(center, corners[2], corners[1]) - center
        assert (distances < radius).all() or np.linalg.norm(nearest) > radius


def test_a_name_that_is_clear_of_the_circle_stays():
    view = make_views()
    circle = CircleThrough(view, z=1.0)
    view.name.move_to(view.plane.c2p(Y))
    assert circle.make_way(view.name) == []
