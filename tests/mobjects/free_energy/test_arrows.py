import numpy as np
import pytest

from scenes.mobjects.arrows import Arrows
from scenes.mobjects.axes import Plane
from scenes.mobjects.free_energy.arrows import (
    LONGEST,
    GradientField,
    arrow_places,
    gradient_field,
)


@pytest.mark.parametrize(
    ("y1", "y2"), [((-3, 3), (-2, 2)), ((-0.3, 2.9), (-7, 0.1)), ((0, 0.2), (0, 90))]
)
@pytest.mark.parametrize("spacing", [0.2, 0.65, 30])
def test_arrows_no_longer_than_a_cell_stay_in_the_plane(y1, y2, spacing):
    plane = Plane(y1=y1, y2=y2, step=0.5)
    places, side = arrow_places(plane, spacing)
    assert len(np.unique(places.round(9), axis=0)) == len(places)
    around = np.linspace(0, 2 * np.pi, 16)
    for angle in around:
        way = np.tile(side * np.array([np.cos(angle), np.sin(angle)]), (len(places), 1))
        y = plane.p2c(Arrows(plane.c2p(places), way).points)
        assert (y >= np.array([y1[0], y2[0]]) - 1e-9).all()
        assert (y <= np.array([y1[1], y2[1]]) + 1e-9).all()


def test_the_cells_fill_the_plane():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    places, side = arrow_places(plane, 0.5 * plane.unit)
    assert len(places) == 12 * 8
    assert side == pytest.approx(0.5 * plane.unit)
    np.testing.assert_allclose(places[0], [-2.75, -1.75])
    np.testing.assert_allclose(places[-1], [2.75, 1.75])
    np.testing.assert_allclose(places[1] - places[0], [0.5, 0], atol=1e-12)


def field():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    places = np.array([[1.0, 1], [-2, 0.5], [0.3, -1]])
    ends = 0.5 * places
    gradients = 2 * (places - ends)
    made = GradientField(plane, places=places, gradients=gradients, ends=ends, longest=0.4)
    return plane, places, ends, gradients, made


def test_arrows_of_a_gradient_are_as_long_as_its_root():
    plane, places, _, gradients, made = field()
    assert len(made.arrows.points) == 0
    for share in (0.5, 1.0):
        made.grow(share)
        ways = (made.arrows.get_tips() - made.arrows.get_tails())[:, :2]
        lengths, sizes = np.linalg.norm(ways, axis=1), np.linalg.norm(gradients, axis=1)
        assert lengths.max() == pytest.approx(0.4 * share)
        np.testing.assert_allclose(lengths**2 / sizes, (lengths**2 / sizes)[0])
        np.testing.assert_allclose(ways / lengths[:, None], gradients / sizes[:, None])
        middles = (made.arrows.get_tips() + made.arrows.get_tails()) / 2
        np.testing.assert_allclose(plane.p2c(middles), places, atol=1e-9)


def test_ways_lead_from_the_arrows_to_their_ends():
    plane, places, ends, _, made = field()
    made.trace(0.25)
    np.testing.assert_allclose(plane.p2c(made.ways.get_starts()), places, atol=1e-9)
    reached = places + 0.25 * (ends - places)
    np.testing.assert_allclose(plane.p2c(made.ways.get_ends()), reached, atol=1e-9)


def test_a_field_without_a_gradient_has_no_arrows():
    plane, places, ends, gradients, _ = field()
    made = GradientField(plane, places=places, gradients=0 * gradients, ends=ends, longest=0.4)
    made.grow(1.0)
    assert len(made.arrows.points) == 0


def test_its_trackers_draw_arrows_and_ways():
    plane, places, ends, _, made = field()
    made.rising.set_value(1.0)
    made.traced.set_value(0.5)
    made.update()
    ways = made.arrows.get_tips() - made.arrows.get_tails()
    assert np.linalg.norm(ways, axis=1).max() == pytest.approx(0.4)
    np.testing.assert_allclose(plane.p2c(made.ways.get_ends()), (places + ends) / 2, atol=1e-9)


def test_a_field_of_arrows_covers_the_plane():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    made = gradient_field(plane, gradient_at=lambda y: 2 * y + 9, nearest_to=lambda y: 0 * y)
    made.grow(1.0)
    tips, tails = made.arrows.get_tips(), made.arrows.get_tails()
    places = plane.p2c((tips + tails) / 2)
    corners = np.abs(places).max(axis=0)
    assert (corners > [2.5, 1.5]).all()
    side = 2 * (3 - corners[0]) * plane.unit
    longest = np.linalg.norm(tips - tails, axis=1).max()
    assert longest <= LONGEST * side + 1e-9
    # The ways have their places and their ends from the functions.
    made.trace(1.0)
    np.testing.assert_allclose(plane.p2c(made.ways.get_starts()), places, atol=1e-9)
    np.testing.assert_allclose(plane.p2c(made.ways.get_ends()), 0 * places, atol=1e-9)
