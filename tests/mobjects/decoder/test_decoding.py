import numpy as np
import pytest

from tests.mobjects.decoder.model import LATENTS, decoding, g


def test_the_output_follows_the_latent_and_the_weights():
    now = decoding(1.5, -0.8)
    np.testing.assert_allclose(now.y_tilde, [1.5, 0])
    now.z.set_value(0.7)
    now.each_weight[1].set_value(2.0)
    np.testing.assert_allclose(now.weights, [1.5, 2.0])
    np.testing.assert_allclose(now.y_tilde, g(0.7, [1.5, 2.0]))
    np.testing.assert_allclose(now.decode([0.1, 0.2]), g([0.1, 0.2], [1.5, 2.0]))
    np.testing.assert_allclose(now.decode([0.1], [3.0, 1.0]), g([0.1], [3.0, 1.0]))


@pytest.mark.parametrize(("swept", "count"), [(-1.0, 0), (0.0, 1), (1.0, 2), (7.0, 8)])
def test_the_latents_up_to_the_largest_one_swept_leave_marks(swept, count):
    now = decoding()
    if swept >= 0:
        now.swept.set_value(swept)
    np.testing.assert_array_equal(now.marked, LATENTS[:count])
    assert now.last == LATENTS[-1]


def played(now, *animations):
    """Return z, the largest latent swept, and both weights half way and at the end."""
    met = []
    built = [animation.build() for animation in animations]
    for animation in built:
        animation.begin()
    for share in (0.5, 1.0):
        for animation in built:
            animation.interpolate(share)
        met.append([now.z.get_value(), now.swept.get_value(), *now.weights])
    return met


def test_a_sweep_marks_every_latent_and_a_run_marks_none():
    now = decoding()
    played(now, now.run_to(3.0))
    assert (now.z.get_value(), len(now.marked)) == (3.0, 0)
    played(now, *now.sweep())
    assert now.z.get_value() == now.last
    np.testing.assert_array_equal(now.marked, LATENTS)


def test_one_weight_is_turned_or_both_shrink_and_return():
    now = decoding(1.5, -0.8)
    played(now, now.turn(1, 0.4))
    np.testing.assert_allclose(now.weights, [1.5, 0.4])
    middle, end = played(now, *now.shrink_and_return(0.6))
    np.testing.assert_allclose(middle[2:], [0.9, 0.24])
    np.testing.assert_allclose(end[2:], [1.5, 0.4])
