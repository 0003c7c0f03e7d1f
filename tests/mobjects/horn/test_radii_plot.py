import numpy as np
import pytest

from scenes import look
from scenes.mobjects.horn.radii_plot import RadiiPlot

X = np.linspace(0.0, 1.0, 11)
RADII = np.column_stack([2 + X, 1 + 4 * X**2])


def test_curves_are_drawn_as_far_as_told_and_the_points_ride_on_them():
    plot = RadiiPlot(x=X, radii=RADII, zone=look.SIDE_STAGE).run_to(0.5, [2.5, 2.0], drawn=0.85)
    for axis, (curve, dot) in enumerate(zip(plot.curves, plot.dots, strict=True)):
        across, up = plot.p2c(curve.get_ends()).T
        assert np.allclose(across, [*X[1:9], 0.85])
        assert np.allclose(up, np.interp(across, X, RADII[:, axis]))
        assert np.allclose(plot.p2c(dot.get_centers()), [[0.5, (2.5, 2.0)[axis]]])


def test_curves_have_the_colours_of_x():
    plot = RadiiPlot(x=X, radii=RADII, zone=look.SIDE_STAGE).run_to(1.0, RADII[-1], drawn=1.0)
    assert np.allclose(plot.curves[0].get_segment_colors(), look.x_colors(X[1:] - 0.05))
    assert plot.dots[0].get_fill_color() == look.x_color(1.0)


@pytest.mark.parametrize("ends", [(3.0, 5.0), (5.0, 3.0), (4.0, 4.0), (4.0, 4.05)])
def test_the_names_stand_at_the_ends_of_their_curves_and_apart(ends):
    radii = np.linspace([1.0, 1.0], ends, len(X))
    plot = RadiiPlot(x=X, radii=radii, zone=look.SIDE_STAGE)
    first, second = plot.names
    assert abs(first.get_y() - second.get_y()) >= min(first.height, second.height)
    if ends[0] != ends[1]:
        assert (first.get_y() < second.get_y()) == (ends[0] < ends[1])


def test_everything_stays_in_its_zone():
    zone = look.SIDE_STAGE
    plot = RadiiPlot(x=X, radii=RADII, zone=zone).run_to(1.0, RADII[-1], drawn=1.0)
    assert plot.get_left()[0] >= zone.left
    assert plot.get_right()[0] <= zone.right
    assert plot.get_bottom()[1] >= zone.bottom
    assert plot.get_top()[1] <= zone.top


def test_the_names_come_with_the_ends_of_their_curves():
    plot = RadiiPlot(x=X, radii=RADII, zone=look.SIDE_STAGE)
    seen = []
    for drawn in (0.0, 0.5, 0.9, 1.0):
        plot.run_to(drawn, [2.5, 2.0], drawn=drawn)
        seen.append(plot.names[0][0].get_fill_opacity())
    np.testing.assert_allclose(seen, [0.0, 0.0, 0.5, 1.0])
