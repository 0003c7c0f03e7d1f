import math

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.inference.level import Gap, Level


@pytest.fixture
def axes():
    return LatentAxes(top=5.0)


def test_it_lies_at_its_energy_over_all_latents(axes):
    level = Level(axes, energy=4.0).move(1.5)
    ends = axes.p2c([level.line.get_start(), level.line.get_end()])
    np.testing.assert_allclose(ends, [[0, 1.5], [math.tau, 1.5]], atol=1e-9)
    assert level.line.get_color() == look.COLD


@pytest.mark.parametrize("energy", [0.0, 0.1, 4.0])
def test_its_name_is_clear_of_the_name_of_z(axes, energy):
    level = Level(axes, energy=energy, name="F")
    assert level.label.get_bottom()[1] > axes.label.get_top()[1]
    assert level.label.get_left()[0] > level.line.get_end()[0]


@pytest.mark.parametrize(("z", "side"), [(1.0, 1), (5.0, -1)])
def test_a_gap_spans_two_energies_and_tells_their_difference(axes, z, side):
    gap = Gap(axes, z=z, low=1.1608, high=3.522, places=3)
    ends = axes.p2c([gap.line.get_start(), gap.line.get_end()])
    np.testing.assert_allclose(ends, [[z, 1.1608], [z, 3.522]], atol=1e-9)
    assert gap.number.source == "2.361"
    assert np.sign(gap.number.get_x() - gap.line.get_x()) == side
