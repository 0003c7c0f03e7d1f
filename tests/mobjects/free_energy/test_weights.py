import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.weights import LINE_LIGHT, side_by_side
from tests.mobjects.free_energy.cut_model import moment

LATENTS = 2 * np.pi * np.arange(12) / 12
MANIFOLD = np.stack([-1.5 * np.cos(LATENTS), 0.4 * np.sin(LATENTS)], axis=-1)
PLACES = [np.array([2.0, 0.1]), np.array([0.0, 1.5]), np.zeros(2)]
COLOR = look.temperature_colors(0.3)


def importance(y, beta):
    """Give each latent a weight that tells which y and which beta it was asked for."""
    return np.linspace(0, 1, 12) * (0.5 + 0.1 * y[0]) / (1 + 1 / beta)


def pictures_of(now):
    return side_by_side(
        now,
        names=["Y", "Y", "bold(0)"],
        places=PLACES,
        latents=LATENTS,
        manifold=MANIFOLD,
        importance=importance,
        largest=((-3, 3), (-2, 2)),
        step=0.5,
    )


@pytest.fixture
def pictures():
    return pictures_of(moment())


def test_they_weigh_each_y_at_the_temperature_of_the_moment():
    now = moment()
    pictures = pictures_of(now)
    now.position.set_value(now.scale.position(2.0))
    for picture, y in zip(pictures, PLACES, strict=True):
        picture.update()
        np.testing.assert_allclose(picture.bars.get_weights(), importance(y, 2.0), atol=1e-9)
        np.testing.assert_allclose(picture.bars.fill_rgbas[0, :3], now.color.to_rgb())


def test_every_place_has_its_own_picture_in_the_same_part_of_the_plane(pictures):
    for picture, y in zip(pictures, PLACES, strict=True):
        np.testing.assert_allclose(picture.plane.p2c(picture.cross.get_center())[:2], y, atol=1e-9)
        marks = picture.plane.p2c(picture.marks.get_centers())
        np.testing.assert_allclose(marks, MANIFOLD, atol=1e-9)
        assert picture.plane.across == (-2.0, 2.5)
        assert picture.plane.up == (-1.0, 2.0)
    rights = [picture.get_right()[0] for picture in pictures]
    lefts = [picture.get_left()[0] for picture in pictures]
    assert all(right < left for right, left in zip(rights, lefts[1:], strict=False))


def test_the_plane_shows_no_more_than_it_may():
    [picture] = side_by_side(
        moment(),
        names=["Y"],
        places=[np.array([2.9, -1.9])],
        latents=LATENTS,
        manifold=MANIFOLD,
        importance=importance,
        largest=((-1.6, 3), (-2, 2)),
        step=0.5,
    )
    assert picture.plane.across == (-1.6, 3)
    assert picture.plane.up[0] == -2


def test_segments_dots_and_bars_are_as_strong_as_the_weights(pictures):
    weights = np.linspace(0, 1, 12)
    picture = pictures[0].set_weights(weights, COLOR)
    np.testing.assert_allclose(picture.bars.get_weights(), weights, atol=1e-9)
    np.testing.assert_allclose(picture.fan.stroke_rgbas[:, 3], LINE_LIGHT * weights)
    ends = picture.plane.p2c(picture.fan.get_ends())
    np.testing.assert_allclose(ends, MANIFOLD, atol=1e-9)
    starts = picture.plane.p2c(picture.fan.get_starts())
    np.testing.assert_allclose(starts, np.tile(PLACES[0], (12, 1)), atol=1e-9)
    sizes = np.ptp(picture.dots.points.reshape(12, -1, 3)[..., 0], axis=1)
    np.testing.assert_allclose(sizes / sizes[-1], weights, atol=1e-9)


def test_each_bar_stands_at_its_latent(pictures):
    bars = pictures[1].set_weights(np.full(12, 0.5), COLOR).bars
    points = pictures[1].axes.p2c(bars.points).reshape(12, -1, 2)
    middles = (points[..., 0].min(axis=1) + points[..., 0].max(axis=1)) / 2
    np.testing.assert_allclose(middles, LATENTS, atol=1e-9)
    widths = np.ptp(points[..., 0], axis=1)
    assert widths.max() < 2 * np.pi / 12
    np.testing.assert_allclose(points[..., 1].min(axis=1), 0, atol=1e-9)


def test_what_is_weighed_has_the_colour_of_the_temperature(pictures):
    picture = pictures[2].set_weights(np.ones(12), COLOR)
    np.testing.assert_allclose(picture.bars.fill_rgbas[0, :3], COLOR)
    np.testing.assert_allclose(picture.dots.fill_rgbas[0, :3], COLOR)
    np.testing.assert_allclose(picture.fan.get_segment_colors(), np.tile(COLOR, (12, 1)))
    assert picture.marks.get_stroke_color() == look.DECODED
    assert picture.cross.get_stroke_color() == look.PICK
