import numpy as np
import pytest

from scenes.mobjects.horn.shaken_samples import ShakenSamples
from scenes.mobjects.space import Space, View

X = np.array([0.2, 0.2])
CLEAN = np.array([[1.0, 0.0], [0.0, -2.0]])
NOISY = np.array([[1.5, 0.25], [-0.5, -1.0]])


@pytest.fixture
def space():
    return Space(View(lengths=(1, 1), target=(0, 0, 0), azimuth=0, elevation=0))


def test_noise_moves_the_samples_across_and_then_up(space):
    shaken = ShakenSamples(space, x=X, clean=CLEAN, noisy=NOISY)
    for moved, expected in (
        ((0.0, 0.0), CLEAN),
        ((0.5, 0.0), [[1.25, 0.0], [-0.25, -2.0]]),
        ((1.0, 0.0), [[1.5, 0.0], [-0.5, -2.0]]),
        ((1.0, 1.0), NOISY),
    ):
        for shake, share in zip(shaken.shakes, moved, strict=True):
            shake.set_value(share)
        space.update()
        np.testing.assert_allclose(shaken.dots.at, np.column_stack([X, expected]))


def test_each_way_leads_round_the_corner_to_its_sample(space):
    ways = ShakenSamples(space, x=X, clean=CLEAN, noisy=NOISY).ways.lines
    np.testing.assert_array_equal(ways[0, :, 1:], [[1.0, 0.0], [1.5, 0.0], [1.5, 0.25]])
    np.testing.assert_array_equal(ways[1, :, 1:], [[0.0, -2.0], [-0.5, -2.0], [-0.5, -1.0]])
    assert (ways[..., 0] == 0.2).all()


def test_it_is_in_the_space_and_unseen(space):
    shaken = ShakenSamples(space, x=X, clean=CLEAN, noisy=NOISY)
    assert space.parts == [shaken.ways, shaken.dots]
    assert [part.opacity.get_value() for part in space.parts] == [0, 0]
