import numpy as np

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.energy.fan import Fan

DECODED = np.array([[1.0, 0], [0, 2], [-1, -1]])
ENERGIES = np.array([0.0, 4.0, 2.0])
Y = np.array([0.5, -0.25])


def test_segments_reach_their_share_of_the_way_and_follow_the_plane():
    plane = Plane(y1=(-3, 3), y2=(-2, 2), step=0.5)
    fan = Fan(plane, DECODED, top=4.0)
    reach = np.array([1.0, 0.5, 0.0])
    for _ in range(2):
        fan.spread(Y, ENERGIES, reach)
        np.testing.assert_allclose(plane.p2c(fan.get_starts()), [Y] * 3, atol=1e-9)
        ends = Y + reach[:, None] * (DECODED - Y)
        np.testing.assert_allclose(plane.p2c(fan.get_ends()), ends, atol=1e-9)
        plane.scale(0.5).shift(np.array([1.0, 0.3, 0.0]))


def test_segments_have_the_colours_of_their_energies():
    fan = Fan(Plane(y1=(-3, 3), y2=(-2, 2), step=0.5), DECODED, top=4.0).spread(Y, ENERGIES)
    colors = fan.get_segment_colors()
    expected = [look.COLD.to_rgb(), look.ENERGY.to_rgb(), look.INK.to_rgb()]
    np.testing.assert_allclose(colors, expected)
