import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.sliced_horn import SlicedHorn
from tests.chapters.reading import Recorder
from tests.mobjects.horn.test_growing_horn import CIRCLE, RINGS_X, play, whole


def ellipse(x):
    return whole(x) * CIRCLE


def sliced(end):
    return SlicedHorn(
        x=np.array([0.0, 0.3, 1.0]),
        y=np.array([[2.0, 0.0], [0.0, -1.0], [-3.0, 0.5]]),
        rings_x=RINGS_X,
        rings_y=whole(RINGS_X)[:, None] * CIRCLE,
        ellipse=ellipse,
        end=end,
        half=(5.0, 4.0),
    )


def test_nothing_of_it_is_seen_at_first():
    recorder = Recorder()
    sliced(0.2).paint(recorder)
    assert recorder.order == []


def test_the_sheet_is_wider_than_the_horn_and_shrinks_to_the_plane_and_the_cut_lies_in_it():
    horn = sliced(0.2)
    wide = look.SHEET_MARGIN * np.array([3.0, 4.5])
    for x, half in ((1.0, wide), (0.6, (wide + [5.0, 4.0]) / 2), (0.2, [5.0, 4.0])):
        horn.x.set_value(x)
        horn.update()
        np.testing.assert_allclose(horn.sheet.half, half)
        np.testing.assert_allclose(horn.sheet.corners()[:, 0], x)
        np.testing.assert_allclose(horn.cut.lines[0, :, 0], x)
        np.testing.assert_allclose(horn.cut.lines[0, :, 1:], ellipse(x))


def test_at_the_very_end_the_sheet_is_as_large_as_the_plane():
    horn = sliced(1.0)
    horn.update()
    assert horn.sheet.half == (5.0, 4.0)


def test_a_cut_that_faces_us_lies_in_the_plane():
    horn = sliced(0.2)
    plane = Plane(y1=(-5.0, 5.0), y2=(-4.0, 4.0), step=0.5, zone=look.WIDE_STAGE)
    horn.x.set_value(0.2)
    horn.update()
    play(*horn.face(plane))
    seen = horn.view.project(horn.cut.lines[0]).places
    back = plane.p2c(np.column_stack([seen, np.zeros(len(seen))]))
    np.testing.assert_allclose(back, ellipse(0.2), atol=1e-9)
    hidden = (horn.dots, horn.rings, horn.profiles, *horn.arrows)
    assert {part.opacity.get_value() for part in hidden} == {0}
    assert horn.view.azimuth.get_value() == pytest.approx(math.pi / 2)
