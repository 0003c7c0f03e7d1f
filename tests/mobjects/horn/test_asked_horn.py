import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import Plane
from scenes.mobjects.horn.answer_readout import AnswerReadout
from scenes.mobjects.horn.asked_horn import AskedHorn
from scenes.mobjects.horn.horn import END_ON
from tests.chapters.reading import seen_by_hand

ASKED = 0.4
AROUND = np.linspace(0, math.tau, 25)
X = np.array([0.9, 0.1, 0.4, 0.6])
Y = np.array([[1.0, 2], [3, 4], [5, 6], [7, 8]])
ANSWERS = np.array([[0.5, -1.0], [-2.0, 0.25], [1.5, 1.0]])


def ellipse(x):
    return (1 + x) * np.stack([2 * np.cos(AROUND), np.sin(AROUND)], axis=1)


@pytest.fixture
def horn():
    rings_x = np.linspace(0, 1, 5)
    return AskedHorn(
        x=X,
        y=Y,
        rings_x=rings_x,
        rings_y=np.stack([ellipse(x) for x in rings_x]),
        ellipse=ellipse,
        radii=np.array([2.8, 1.4]),
        asked=ASKED,
        answers=ANSWERS,
    )


def finish(*animations):
    for animation in animations:
        built = animation.build() if hasattr(animation, "build") else animation
        built.begin()
        built.interpolate(1)
        built.finish()


def test_at_first_it_is_seen_end_on_and_nothing_of_it_is_there(horn):
    assert horn.view.azimuth.get_value() == END_ON[0]
    assert all(part.opacity.get_value() == 0 for part in (*horn.parts, horn.sheet))
    finish(*horn.appear())
    assert {part.opacity.get_value() for part in (*horn.arrows[1:], horn.dots)} == {1.0}
    assert horn.arrows[0].opacity.get_value() == 0  # it points at the eye
    assert horn.cut.opacity.get_value() == 0


def test_the_sheet_takes_away_what_it_passes_and_the_dots_keep_their_y(horn):
    horn.x.set_value(1.0)
    finish(*horn.slide_to_asked())
    left = horn.dots.at[: int(horn.dots.shown.get_value())]
    np.testing.assert_array_equal(left, [[0.1, 3, 4], [0.4, 5, 6]])
    np.testing.assert_allclose(horn.sheet.corners()[:, 0], ASKED)
    assert horn.profiles.reach.get_value() == ASKED
    drawn = horn.rings.lines[horn.rings.presence() > 0.99][:, 0, 0]
    np.testing.assert_allclose(drawn, [0.0, 0.25])
    finish(*horn.come_back())
    assert horn.dots.shown.get_value() == len(X)
    assert (horn.rings.presence() == 1).all()
    assert horn.profiles.reach.get_value() == 1


def test_the_latest_answer_is_shown_and_told(horn):
    readout = AnswerReadout(horn, largest=3.0)
    for landed, latest in ((0.0, 0), (0.5, 0), (1.2, 1), (3.0, 2)):
        horn.answers.shown.set_value(landed)
        for part in (horn, readout):
            part.update()
        np.testing.assert_allclose(horn.latest.at, [[ASKED, *ANSWERS[latest]]])
        assert [number.value for number in readout.y.numbers] == ANSWERS[latest].tolist()
    finish(horn.land_answers())
    np.testing.assert_allclose(horn.answers.at[:, 1:], ANSWERS)
    assert (horn.answers.arrived() == 1).all()


def test_the_ring_goes_along_with_x_and_the_cut_stays(horn):
    horn.x.set_value(0.8)
    horn.update()
    np.testing.assert_allclose(horn.ring_here.lines[0, :, 1:], ellipse(0.8))
    np.testing.assert_allclose(horn.ring_here.lines[0, :, 0], 0.8)
    np.testing.assert_allclose(horn.cut.lines[0, :, 1:], ellipse(ASKED))
    np.testing.assert_allclose(horn.cut.lines[0, :, 0], ASKED)


def test_facing_us_the_ellipse_lies_in_the_plane(horn):
    plane = Plane(y1=(-3.5, 3.5), y2=(-1.75, 1.75), step=1.0, zone=look.LEFT_STAGE)
    finish(*horn.face(plane))
    places, _ = seen_by_hand(horn.cut.lines[0], horn.view)
    np.testing.assert_allclose(places, plane.c2p(ellipse(ASKED))[:, :2], atol=1e-9)


def test_the_rows_of_the_readout_are_evenly_spaced_in_the_corner(horn):
    readout = AnswerReadout(horn, largest=3.0)
    lines = [number.baseline for number in (*readout.x.numbers, *readout.y.numbers)]
    assert lines[0] - lines[1] == pytest.approx(lines[1] - lines[2])
    assert readout.get_left()[0] == pytest.approx(look.CORNER.left)
    assert readout.get_top()[1] == pytest.approx(look.CORNER.top)
