import numpy as np
import pytest

from scenes.mobjects.inference.marker import Marker


@pytest.mark.parametrize("shape", ["triangle", "diamond", "star"])
def test_a_marker_stands_where_it_is_put(shape):
    marker = Marker(shape).stand_at([1.0, 2.0, 0.0])
    np.testing.assert_allclose(marker.get_place(), [1, 2, 0])
    # Its outline lies round the place.
    np.testing.assert_allclose(marker.get_center(), [1, 2, 0], atol=0.06)
