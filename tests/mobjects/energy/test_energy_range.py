import numpy as np
import pytest

from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.energy.energy_range import EnergyRange


@pytest.mark.parametrize(("low", "high"), [(0.22, 12.67), (3.0, 3.0), (12.9, 13.0), (0.0, 0.1)])
def test_the_bar_spans_the_range_and_its_ends_are_named(low, high):
    axes = LatentAxes(top=13.0)
    marked = EnergyRange(axes, low=low, high=high)
    up = axes.p2c(marked.bar.points)[:, 1]
    assert up.min() == pytest.approx(low, abs=1e-9)
    assert up.max() == pytest.approx(high, abs=1e-9)
    first, second = marked.numbers
    assert [first.source, second.source] == [f"{low:.2f}", f"{high:.2f}"]
    assert first.get_top()[1] < second.get_bottom()[1]
    inside = axes.c2p([[0.0, 0.0], [axes.across[1], 13.0]])
    assert np.all(marked.numbers.get_corner([-1, -1, 0])[:2] >= inside[0, :2])
    assert np.all(marked.numbers.get_corner([1, 1, 0])[:2] <= inside[1, :2] + 1e-9)
