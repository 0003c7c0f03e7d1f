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
