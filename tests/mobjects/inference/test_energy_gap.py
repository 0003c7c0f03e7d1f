import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.inference.energy_gap import EnergyGap


@pytest.mark.parametrize(("z", "side"), [(1.0, 1), (5.0, -1)])
def test_a_gap_spans_two_energies_and_tells_their_difference(z, side):
    axes = LatentAxes(top=5.0)
    gap = EnergyGap(axes, z=z, low=1.1608, high=3.522)
    ends = axes.p2c([gap.line.get_start(), gap.line.get_end()])
    np.testing.assert_allclose(ends, [[z, 1.1608], [z, 3.522]], atol=1e-9)
    assert gap.number.source == "2.361"
    assert np.sign(gap.number.get_x() - gap.line.get_x()) == side


@pytest.mark.parametrize("z", [1.0, 5.0])
def test_a_small_difference_is_not_written_over_its_marks(z):
    axes = LatentAxes(top=5.0)
    gap = EnergyGap(axes, z=z, low=0.317, high=0.328)
    assert gap.number.get_bottom()[1] > gap.line.get_top()[1] + look.CROSS_SIZE
    assert gap.number.get_x() == pytest.approx(gap.line.get_x())
