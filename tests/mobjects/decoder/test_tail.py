import numpy as np
import pytest

from scenes import look
from scenes.mobjects.decoder.tail import Tail


def test_a_tail_is_drawn_along_its_path_and_is_brightest_at_its_end():
    tail = Tail(look.LATENT)
    z = tail.along(1.0, 3.0)
    assert (z[0], z[-1]) == (1.0, 3.0)
    path = np.column_stack([np.cos(z), np.sin(z), np.zeros_like(z)])
    tail.draw(path)
    np.testing.assert_allclose(tail.get_starts(), path[:-1])
    np.testing.assert_allclose(tail.get_ends(), path[1:])
    light = tail.stroke_rgbas[:, 3]
    assert (np.diff(light) > 0).all()
    assert (light[0], light[-1]) == pytest.approx((0.0, 1.0))
    np.testing.assert_allclose(
        tail.get_segment_colors(), np.tile(look.LATENT.to_rgb(), (len(light), 1))
    )
