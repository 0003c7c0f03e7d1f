import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.growing_horn import GrowingHorn
from scenes.mobjects.horn.horn import CLOSE, CLOSE_HALF_HEIGHT, END_ON
from scenes.mobjects.horn.radii_in_steps import RadiiInSteps
from tests.chapters.reading import Recorder

AROUND = np.linspace(0, math.tau, look.ELLIPSE_POINTS)
CIRCLE = np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)
RINGS_X = np.linspace(0, 1, 5)


def whole(x):
    x = np.asarray(x, dtype=np.float64)
    return np.stack([2 + x, 1.5 + 3 * x], axis=-1)


@pytest.fixture
def horn():
    rho = RadiiInSteps(radii=whole, exponential=lambda x: np.ones(np.shape(x)))
    x, y = np.array([0.0, 0.3, 1.0]), np.array([[2.0, 0.0], [0.0, -1.0], [-3.0, 0.5]])
    rings = whole(RINGS_X)[:, None] * CIRCLE
    return GrowingHorn(x=x, y=y, rings_x=RINGS_X, rings_y=rings, radii=rho)


def play(*animations):
    """Bring what would be animated to its end."""
    for animation in animations:
        built = animation.build()
        built.begin()
        built.finish()


def test_nothing_of_it_is_seen_at_first(horn):
    horn.update()
    recorder = Recorder()
    horn.paint(recorder)
    lengths = [math.dist(start, end) for start, end, _ in recorder.lines]
    assert not recorder.discs
    assert sum(lengths) == pytest.approx(0, abs=1e-9)


def test_envelope_and_ellipse_are_as_far_as_the_radii(horn):
    rho = horn.radii
    for stretch in rho.stretches:
        stretch.set_value(1.0)
    rho.x.set_value(0.5)
    for trade, expected in ((0.0, [[2.0, 1.5]] * 5), (1.0, whole(RINGS_X))):
        rho.trade.set_value(trade)
        horn.update()
        np.testing.assert_allclose(np.abs(horn.rings.lines[..., 1:]).max(axis=1), expected)
        drawn = np.abs(horn.trace.line.lines[0, :, 1:]).max(axis=0)
        np.testing.assert_allclose(drawn, expected[2])
        np.testing.assert_allclose(horn.trace.line.lines[0, :, 0], 0.5)
    narrow = np.abs(horn.narrow.lines[0, :, 1:]).max(axis=0)
    np.testing.assert_allclose(narrow, [2.0, 1.5])


def test_an_ellipse_that_is_come_close_to_fills_the_height_and_keeps_its_axes_at_the_start(horn):
    radii = np.array([2.0, 1.5])
    for x, angles, axes in ((0.0, CLOSE, (1, 1)), (0.0, END_ON, (0, 1)), (0.4, END_ON, (0, 0))):
        play(*horn.closer(x=x, radii=radii, angles=angles))
        height = horn.view.zoom.get_value() * horn.unit_y * radii.max()
        assert height == pytest.approx(CLOSE_HALF_HEIGHT)
        assert horn.view.target_x.get_value() == x
        assert (horn.view.azimuth.get_value(), horn.view.elevation.get_value()) == angles
        along, *across = (arrow.opacity.get_value() for arrow in horn.arrows)
        assert (along, across) == (axes[0], [axes[1]] * 2)


def test_from_farther_away_the_whole_horn_and_its_axes_are_seen_again(horn):
    play(*horn.closer(x=0.4, radii=np.array([2.0, 1.5]), angles=END_ON))
    play(*horn.farther())
    assert [arrow.opacity.get_value() for arrow in horn.arrows] == [1, 1, 1]
    assert horn.arrows[0].reach.get_value() == 1
    assert (horn.view.zoom.get_value(), horn.view.target_x.get_value()) == (1, 0.5)
    assert horn.axis.get_value() == horn.axis_length(2.0)


def test_turned_end_on_x_points_at_the_eye_in_the_middle_of_the_zone(horn):
    play(*horn.turn_end_on(look.WIDE_STAGE))
    ends = horn.view.project([[0.0, 0, 0], [1.0, 0, 0]]).places
    np.testing.assert_allclose(ends, [look.WIDE_STAGE.center[:2]] * 2, atol=1e-9)
    assert horn.axis.get_value() > whole(1.0).max()
    assert [arrow.opacity.get_value() for arrow in horn.arrows] == [0, 1, 1]
