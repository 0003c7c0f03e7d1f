import numpy as np
import pytest

from scenes.mobjects.free_energy.field_plane import FieldPlane
from scenes.mobjects.free_energy.picks import Picks

Y = np.array([[-2.0, 1], [0, 1], [2, 1]])
NEAREST = Y * [0.5, 0.5]
AVOID = np.array([[1.0, 0], [-1, 0]])


@pytest.fixture
def plane():
    return FieldPlane(y1=(-3, 3), y2=(-2, 2), step=0.5)


@pytest.fixture
def picks(plane):
    return Picks(plane, y=Y, nearest=NEAREST, avoid=AVOID)


def test_crosses_stand_at_the_picks_and_at_their_nearest_points(plane, picks):
    for crosses, places in ((picks.crosses, Y), (picks.checks, NEAREST)):
        at = [cross.get_center() for cross in crosses]
        np.testing.assert_allclose(plane.p2c(at), places, atol=1e-9)
    assert picks.checks[0].width < picks.crosses[0].width


def test_segments_grow_one_after_another(plane, picks):
    picks.grown.set_value(1.5)
    segments = picks.segments.update()
    np.testing.assert_allclose(plane.p2c(segments.get_starts()), Y, atol=1e-9)
    ends = [NEAREST[0], (Y[1] + NEAREST[1]) / 2, Y[2]]
    np.testing.assert_allclose(plane.p2c(segments.get_ends()), ends, atol=1e-9)


def test_each_is_numbered_where_there_is_room(plane, picks):
    assert [name.source for name in picks.names] == [f'part("pick", {i})' for i in (1, 2, 3)]
    crowded = Picks(plane, y=np.repeat(Y[:1], 9, axis=0), nearest=NEAREST[[0] * 9], avoid=AVOID)
    assert 1 <= len(crowded.names) < 9


def test_a_pick_is_dimmed_with_its_nearest_point(picks):
    picks.set_lights([1, 0.5, 0])
    for crosses in (picks.crosses, picks.checks):
        assert [cross.get_stroke_opacity() for cross in crosses] == [1, 0.5, 0]
