import numpy as np
import pytest

from scenes.mobjects.free_energy.cut_over_y2 import CutOverY2
from tests.mobjects.free_energy.cut_model import Y2, moment


def curves_of(now, *, peak=1.234):
    return CutOverY2(
        now,
        close=((-1.0, 1.0), 2.5),
        wide=((-2.0, 2.0), 5.5),
        colors=lambda values: np.zeros((len(values), 3)),
        crossings=[-0.9, 0.9],
        peak=peak,
        mean=Y2**2 + 1,
    )


def test_the_curve_ends_where_the_walk_has_come_and_the_rider_is():
    now = moment()
    there = curves_of(now)
    now.position.set_value(now.scale.position(0.5))
    now.walked.set_value(0.43)
    there.curve.update()
    there.rider.update()
    drawn = there.curve.get_data()
    np.testing.assert_allclose(drawn[0], [-1.0, 1 + 2 / 3], atol=1e-9)
    np.testing.assert_allclose(drawn[-1], [0.43, 0.43**2 + 2 / 3], atol=1e-9)
    np.testing.assert_allclose(there.axes.p2c(there.rider.get_centers())[0], drawn[-1], atol=1e-9)
    assert there.curve.get_stroke_color() == now.color


def test_zeros_and_the_peak_are_marked():
    there = curves_of(moment())
    rings = there.axes.p2c(there.crossings.get_centers())
    np.testing.assert_allclose(rings, [[-0.9, 0], [0.9, 0]], atol=1e-9)
    dot, name = there.peak
    np.testing.assert_allclose(there.axes.p2c(dot.get_centers()), [[0, 1.234]], atol=1e-9)
    assert name.source == "1.23"
    assert len(curves_of(moment(), peak=None).peak) == 0


def test_the_view_follows_the_moment():
    now = moment()
    there = curves_of(now)
    now.zoom.set_value(1)
    there.axes.update()
    there.parabola.update()
    assert there.axes.across == pytest.approx((-2, 2))
    dashes = there.parabola.get_data()
    # Between its points the drawn parabola is straight.
    np.testing.assert_allclose(dashes[:, 1], dashes[:, 0] ** 2 + 1, atol=3e-3)


def test_both_names_stand_on_one_line_with_the_heading_of_the_stops():
    there = curves_of(moment())
    baselines = [name.baseline for name in (*there.names, there.stops.heading)]
    assert baselines == pytest.approx([baselines[0]] * 3)
    assert there.stops.heading.get_left()[0] > there.axes.c2p((1.0, 0.0))[0]
