import numpy as np
import pytest

from scenes.mobjects.free_energy.cut_axes import CutAxes
from scenes.mobjects.free_energy.zones import CUT

CLOSE = ((-0.8, 0.6), 0.5)
WIDE = ((-2.0, 3.0), 5.3)


def gray(values):
    return np.tile((np.asarray(values) / 10)[:, None], 3)


@pytest.fixture
def axes():
    return CutAxes(close=CLOSE, wide=WIDE, zone=CUT, name="y_2", colors=gray)


def spans(axes):
    return [*axes.across, *axes.up]


def test_the_view_widens_by_equal_factors(axes):
    assert spans(axes) == pytest.approx([-0.8, 0.6, 0, 0.5])
    axes.set_zoom(0.5)
    halfway = [-np.sqrt(0.8 * 2), np.sqrt(0.6 * 3), 0, np.sqrt(0.5 * 5.3)]
    assert spans(axes) == pytest.approx(halfway)
    axes.set_zoom(1)
    assert spans(axes) == pytest.approx([-2, 3, 0, 5.3])


def test_curves_have_the_same_room_in_every_view(axes):
    for share in (0, 0.3, 1):
        axes.set_zoom(share)
        low, high = axes.c2p([[axes.across[0], 0], [axes.across[1], axes.up[1]]])
        np.testing.assert_allclose(low[:2], [CUT.left, CUT.bottom], atol=1e-9)
        np.testing.assert_allclose(high[:2], [CUT.right, CUT.top], atol=1e-9)


@pytest.mark.parametrize("share", [0.0, 0.2, 0.6, 1.0])
def test_every_number_stands_at_its_value(axes, share):
    axes.set_zoom(share)
    for numbers, k in ((axes.below, 0), (axes.beside, 1)):
        for value, (tick, name) in zip(numbers.values, numbers, strict=True):
            assert float(name.source.replace("−", "-")) == pytest.approx(value)
            if name.get_fill_opacity() == 0:
                continue
            assert axes.p2c(tick.get_start())[k] == pytest.approx(value, abs=1e-9)
            assert axes.p2c(name.get_center())[k] == pytest.approx(value, abs=0.06 * axes.up[1])


def shown(numbers):
    return [
        value
        for value, (_, name) in zip(numbers.values, numbers, strict=True)
        if name.get_fill_opacity() > 0.5
    ]


def test_each_view_has_its_own_numbers(axes):
    assert shown(axes.below) == pytest.approx([-0.8, -0.4, 0, 0.4])
    assert shown(axes.beside) == pytest.approx([0, 0.1, 0.2, 0.3, 0.4, 0.5])
    axes.set_zoom(1)
    assert shown(axes.below) == pytest.approx([-2, -1, 0, 1, 2, 3])
    assert shown(axes.beside) == pytest.approx([0, 2, 4])


def test_numbers_never_run_into_each_other(axes):
    for share in np.linspace(0, 1, 21):
        axes.set_zoom(share)
        for numbers, k in ((axes.below, 0), (axes.beside, 1)):
            names = [name for _, name in numbers if name.get_fill_opacity() > 0.3]
            boxes = sorted(
                (n.get_corner([-1, -1, 0])[k], n.get_corner([1, 1, 0])[k]) for n in names
            )
            for (_, end), (start, _) in zip(boxes, boxes[1:], strict=False):
                assert start > end - 1e-3, share


def test_equal_views_keep_their_numbers(axes):
    same = CutAxes(close=WIDE, wide=WIDE, zone=CUT, name="y_2", colors=gray)
    for share in (0, 0.35, 1):
        same.set_zoom(share)
        assert shown(same.below) == pytest.approx([-2, -1, 0, 1, 2, 3])


def test_the_key_has_the_colours_of_the_values_in_view(axes):
    for share in (0.0, 1.0):
        axes.set_zoom(share)
        np.testing.assert_allclose(axes.key.fill_rgbas[0, :3], 0)
        np.testing.assert_allclose(axes.key.fill_rgbas[-1, :3], axes.up[1] / 10)
        start, end = axes.key.get_gradient_start_and_end_points()
        assert axes.p2c(end)[1] == pytest.approx(axes.up[1])
        assert axes.p2c(start)[1] == pytest.approx(0, abs=1e-9)
