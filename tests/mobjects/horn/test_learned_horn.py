import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.horn import END_ON
from scenes.mobjects.horn.learned_horn import RINGS, LearnedHorn
from tests.chapters.reading import Recorder

STEPS = 10


def truth(x):
    x = np.asarray(x, dtype=np.float64)
    return np.stack([2 + x, 1.5 + 3 * x], axis=-1)


def radii(x, step):
    """Return radii that begin the wrong way round, with one that is negative, and end right."""
    start = np.stack([np.asarray(x) - 0.5, 1 - 0.5 * np.asarray(x)], axis=-1)
    return start + step / STEPS * (truth(x) - start)


@pytest.fixture
def horn():
    x, y = np.array([0.0, 0.3, 1.0]), np.array([[2.0, 0.0], [0.0, -1.0], [-3.0, 0.5]])
    return LearnedHorn(x=x, y=y, truth=truth, radii=radii, steps=STEPS)


def play(*animations):
    """Bring what would be animated to its end."""
    for animation in animations:
        built = animation.build() if hasattr(animation, "build") else animation
        built.begin()
        built.finish()


def test_nothing_of_it_is_seen_at_first(horn):
    horn.update()
    recorder = Recorder()
    horn.paint(recorder)
    assert not recorder.discs
    assert not recorder.lines


@pytest.mark.parametrize("step", [0.0, 2.5, STEPS])
def test_the_surface_has_the_model_s_radii_at_every_x(horn, step):
    horn.step.set_value(step)
    horn.update()
    x = np.linspace(0, 1, RINGS)
    np.testing.assert_allclose(horn.rings.lines[:, 0, 0], x)
    found = np.abs(horn.rings.lines[..., 1:]).max(axis=1)
    np.testing.assert_allclose(found, np.abs(radii(x, step)), atol=1e-9)
    np.testing.assert_allclose(horn.profiles.lines[0], horn.rings.lines[:, 0])


def test_both_ellipses_stand_at_x(horn):
    horn.x.set_value(0.25)
    horn.step.set_value(4.0)
    horn.update()
    for ellipse, expected in ((horn.ellipse, radii(0.25, 4.0)), (horn.true_ellipse, truth(0.25))):
        line = ellipse.lines[0]
        np.testing.assert_allclose(line[:, 0], 0.25)
        np.testing.assert_allclose(np.abs(line[:, 1:]).max(axis=0), np.abs(expected))


def test_the_surface_is_the_decoder_s_and_the_samples_are_coloured_by_x(horn):
    for lines in horn.surface:
        assert np.all(lines.colors == look.DECODED.to_rgb())
    np.testing.assert_array_equal(horn.dots.colors, look.x_colors(horn.dots.at[:, 0]))


def test_there_is_room_for_radii_larger_than_the_data_s():
    x, y = np.array([0.5]), np.zeros((1, 2))
    wild = LearnedHorn(x=x, y=y, truth=truth, radii=lambda x, _: 3 * truth(x), steps=STEPS)
    tame = LearnedHorn(x=x, y=y, truth=truth, radii=radii, steps=STEPS)
    assert wild.unit_y == pytest.approx(tame.unit_y / 3)


def test_running_out_and_arriving_leave_the_whole_surface_and_all_samples(horn):
    play(*horn.run_out())
    assert horn.x.get_value() == 1
    assert horn.rings.presence().sum() == RINGS - 1  # the last is the ellipse itself
    play(*horn.arrive())
    assert horn.rings.presence().all()
    assert horn.dots.arrived().all()
    assert horn.ellipse.opacity.get_value() == 0


def test_it_is_trained_to_its_last_step_and_turned_by_whole_turns(horn):
    before = horn.view.azimuth.get_value()
    play(horn.train(), horn.turn(1.0))
    assert horn.step.get_value() == STEPS
    assert horn.view.azimuth.get_value() - before == pytest.approx(math.tau)


def test_the_ellipse_at_x_is_laid_in_a_plane(horn):
    plane = Plane(y1=(-5, 5), y2=(-5, 5), step=1.0)
    horn.x.set_value(0.5)
    horn.step.set_value(STEPS)
    horn.update()
    play(*horn.face(plane, x=0.5))
    places = horn.view.project(horn.ellipse.lines[0]).places
    at = plane.p2c(np.column_stack([places, np.zeros(len(places))]))
    np.testing.assert_allclose(at, horn.ellipse.lines[0, :, 1:], atol=1e-9)
    assert horn.view.elevation.get_value() == END_ON[1]
