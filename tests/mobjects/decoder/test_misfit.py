import numpy as np

from scenes.mobjects.decoder.misfit import Misfit
from tests.mobjects.decoder.model import plane


def test_bars_lead_from_the_decoder_s_ellipse_to_the_data_s():
    seen = plane()
    across, up = Misfit(seen, weights=[-1.0, 1.5], radii=np.array([1.75, 0.9]))
    ends = [seen.p2c(part.bar.get_subpaths()[0][[0, -1]]) for part in (across, up)]
    np.testing.assert_allclose(ends, [[(1.0, 0), (1.75, 0)], [(0, 1.5), (0, 0.9)]], atol=1e-9)
    assert (across[1].source, up[1].source) == ("0.75", "0.6")
    assert across[1].get_top()[1] < across.bar.get_bottom()[1]
    assert up[1].get_left()[0] > up.bar.get_right()[0]


def test_where_the_ellipses_meet_there_is_no_bar():
    across, up = Misfit(plane(), weights=[1.0, 1.0], radii=np.array([1.0, 1.2]))
    assert not across.bar.has_points()
    assert up.bar.has_points()
