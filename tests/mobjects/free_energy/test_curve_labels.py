import numpy as np
import pytest

from scenes import look
from scenes.mobjects.free_energy.curve_labels import LEADER, ROW, CurveLabels, spread
from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.free_energy.zones import CUT

COLORS = look.temperature_colors([0.0, 0.5, 1.0])


@pytest.fixture
def axes():
    return CutAxes(
        close=((-1.0, 1.0), 1.0),
        wide=((-2.0, 2.0), 5.0),
        zone=CUT,
        name="y_2",
        colors=lambda values: np.zeros((len(values), 3)),
    )


@pytest.fixture
def labels(axes):
    return CurveLabels(axes, ["oo", "2", "0.1"], COLORS)


def test_a_name_stands_where_its_curve_ends(axes, labels):
    labels.place([0.2, 0.5, 0.9], [1, 1, 1])
    ends = axes.c2p([[1, 0.2], [1, 0.5], [1, 0.9]])
    for name, end in zip(labels.names, ends, strict=True):
        assert name.get_left()[0] == pytest.approx(end[0] + LEADER)
        assert name.get_y() == pytest.approx(end[1])
    np.testing.assert_allclose(labels.leaders.get_starts(), ends, atol=1e-9)
    np.testing.assert_allclose(labels.leaders.get_segment_colors(), COLORS)


def test_names_of_near_curves_are_kept_apart_in_their_order(labels):
    labels.place([0.5, 0.51, 0.52], [1, 1, 1])
    heights = [name.get_y() for name in labels.names]
    assert np.diff(heights) == pytest.approx([ROW, ROW])
    middle = labels.leaders.get_starts()[:, 1].mean()
    assert np.mean(heights) == pytest.approx(middle)


def test_only_curves_in_view_have_their_names(labels):
    labels.place([0.2, 0.9, 1.3], [1, 0, 1])
    lights = [name.get_fill_opacity() for name in labels.names]
    assert lights == [1, 0, 0]
    assert (labels.leaders.stroke_rgbas[1:, 3] == 0).all()
    assert labels.leaders.stroke_rgbas[0, 3] > 0


def test_too_many_names_are_thinned_out(axes):
    count = 60
    labels = CurveLabels(axes, ["1"] * count, np.zeros((count, 3)))
    labels.place(np.linspace(0.1, 0.9, count), np.ones(count))
    assert 5 < len(labels.names) < count
    assert labels.named[0] == 0
    assert labels.named[-1] == count - 1
    gaps = np.diff([name.get_y() for name in labels.names])
    assert gaps.min() >= ROW - 1e-9


def test_heights_with_room_stay():
    wanted = [3.0, 1.0, 2.0]
    np.testing.assert_allclose(spread(wanted, gap=0.5, low=0, high=9), wanted)


def test_heights_move_apart_as_little_as_it_takes():
    placed = spread([1.0, 1.0, 5.0], gap=0.5, low=0, high=9)
    np.testing.assert_allclose(placed, [0.75, 1.25, 5.0])


def test_heights_stay_inside():
    np.testing.assert_allclose(spread([0.0, 0.0], gap=1, low=0, high=9), [0, 1])
    np.testing.assert_allclose(spread([9.0, 9.0], gap=1, low=0, high=9), [8, 9])
    assert len(spread([], gap=1, low=0, high=9)) == 0
