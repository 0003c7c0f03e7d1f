import numpy as np
import pytest

from scenes.mobjects.decoder.misfit import Misfit
from tests.mobjects.decoder.model import plane


def test_bars_lead_from_the_decoder_s_ellipse_to_the_data_s():
    seen = plane()
    across, up = Misfit(seen, weights=[-1.0, 1.5], radii=np.array([1.75, 0.9]))
    ends = [seen.p2c(part.bar.get_subpaths()[0][[0, -1]]) for part in (across, up)]
    np.testing.assert_allclose(ends, [[(1.0, 0), (1.75, 0)], [(0, 1.5), (0, 0.9)]], atol=1e-9)
    assert (across[1].source, up[1].source) == ("0.75", "0.6")


@pytest.mark.parametrize(
    ("weights", "radii"),
    [([-1.0, 1.5], (1.75, 0.9)), ([1.6, 0.8], (1.75, 0.9)), ([1, 1], (2, 1.5))],
)
def test_the_numbers_stand_beside_their_bars_and_on_no_ellipse(weights, radii):
    seen = plane()
    turn = np.linspace(0, 2 * np.pi, 500)
    circle = np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    for bar, number in Misfit(seen, weights=weights, radii=np.array(radii)):
        away = np.abs(number.get_center() - bar.get_center())[:2]
        assert (away < [number.width + bar.width, number.height + bar.height]).all()
        for axes in (weights, radii):
            off = np.abs(seen.p2c(number.get_center()) - circle * axes) * seen.unit
            assert (off > np.array([number.width, number.height]) / 2).any(axis=1).all()


def test_where_the_ellipses_meet_there_is_no_bar():
    across, up = Misfit(plane(), weights=[1.0, 1.0], radii=np.array([1.0, 1.2]))
    assert not across.bar.has_points()
    assert up.bar.has_points()
