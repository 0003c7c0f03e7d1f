import math

import numpy as np
import pytest

from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.free_energy.passed_stops import LABEL_COMES, PassedStops
from scenes.mobjects.free_energy.zones import CUT
from tests.mobjects.free_energy.cut_model import BETAS, moment


@pytest.fixture
def now():
    return moment()


@pytest.fixture
def stops(now):
    axes = CutAxes(
        close=((-1.0, 1.0), 2.5),
        wide=((-2.0, 2.0), 5.5),
        zone=CUT,
        name="y_2",
        colors=lambda values: np.zeros((len(values), 3)),
    )
    return PassedStops(axes, now)


@pytest.mark.parametrize("passed", [0, 1, 2, 3])
def test_what_was_passed_leaves_its_curve(now, stops, passed):
    now.melted.set_value(stops.positions[passed])
    now.position.set_value(0)  # it is cold again, and the curves stay
    stops.curves.update()
    drawn = [len(curve.points) > 0 for curve in stops.curves]
    assert drawn == [True] * (passed + 1) + [False] * (3 - passed)
    for curve, beta in zip(stops.curves, (math.inf, *BETAS), strict=True):
        if len(curve.points):
            first = curve.get_data()[0]
            np.testing.assert_allclose(first, [-1.0, 1 + 1 / (1 + beta)], atol=1e-9)


def test_a_curve_gets_its_name_just_after_it_was_passed(now, stops):
    now.melted.set_value(stops.positions[1] + LABEL_COMES / 2)
    stops.labels.update()
    lights = [name.get_fill_opacity() for name in stops.labels.names]
    assert lights == pytest.approx([1, 0.5, 0, 0])
    at = stops.axes.p2c(stops.labels.leaders.get_starts())
    np.testing.assert_allclose(at[:2], [[1, 1], [1, 1 + 1 / 11]], atol=1e-9)


def test_it_tells_where_every_stop_has_its_name(now, stops):
    last = stops.positions[-1]
    assert stops.named_from(0.1) == pytest.approx(last + LABEL_COMES)
    assert stops.named_from(last + 0.01) == pytest.approx(last + 0.01 + LABEL_COMES)
    assert stops.named_from(0.99) == now.scale.end
