import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.field_plane import FieldPlane
from scenes.mobjects.free_energy.heat_map import ColorBar
from scenes.mobjects.free_energy.led_y import LedY

STOPS = np.array([[1.0, 1], [0, 0], [2, -1]])
TOP = 8.0


def squared(y):
    return (np.asarray(y) ** 2).sum(axis=-1)


@pytest.fixture
def plane():
    return FieldPlane(y1=(-3, 3), y2=(-2, 2), step=0.5)


@pytest.fixture
def scale():
    return ColorBar(top=TOP, zone=look.Zone(2, 3, -2, 1), name="F")


@pytest.fixture
def led(plane, scale):
    return LedY(plane, stops=STOPS, free_energy_at=squared, scale=scale)


@pytest.mark.parametrize(
    ("legs", "y"), [(0, (1, 1)), (0.25, (0.75, 0.75)), (1, (0, 0)), (1.5, (1, -0.5)), (2, (2, -1))]
)
def test_all_that_is_told_follows_it(plane, scale, led, legs, y):
    led.legs.set_value(legs)
    np.testing.assert_allclose(led.y, y)
    assert led.free_energy == pytest.approx(squared(y))
    np.testing.assert_allclose(plane.p2c(led.cross.update().get_center()), y, atol=1e-9)
    readout = led.readout.update()
    assert readout.free_energy.value == pytest.approx(squared(y))
    np.testing.assert_allclose([number.value for number in readout.components], y)
    [head] = led.trail.update().head.get_centers()
    left, right = scale.at(0.0)[0], look.SIDE_STAGE.right
    assert head[0] == pytest.approx(left + legs / 2 * (right - left))
    assert scale.read(head) == pytest.approx(squared(y), abs=1e-2)


def test_it_goes_on_from_stop_to_stop(led):
    for stop in STOPS[1:]:
        animation = led.go_on().build()
        animation.begin()
        animation.finish()
        np.testing.assert_allclose(led.y, stop, atol=1e-9)
