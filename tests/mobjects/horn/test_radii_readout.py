import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.horn.radii_readout import RadiiReadout


@pytest.mark.parametrize("factor", [False, True])
def test_its_rows_follow_x_in_the_corner(factor):
    x = ValueTracker(0.5)

    def radii():
        return np.array([1.0, 2.0]) + x.get_value()

    row = ("e^x", lambda: np.exp(x.get_value())) if factor else None
    readout = RadiiReadout(x.get_value, radii, factor=row, largest=9.0)
    for value in (0.5, 1.0):
        x.set_value(value)
        readout.update()
        expected = [value, *([np.exp(value)] if factor else []), 1 + value, 2 + value]
        np.testing.assert_allclose([number.value for number in readout.numbers], expected)
    np.testing.assert_allclose(readout.get_corner([-1, 1, 0]), look.CORNER.at(0, 1), atol=1e-9)
