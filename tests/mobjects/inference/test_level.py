import math

import numpy as np
import pytest
from manim import ValueTracker

from scenes import look
from scenes.mobjects.axes import LatentAxes
from scenes.mobjects.inference.level import Level


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


def test_it_follows_a_tracker(axes):
    energy = ValueTracker(4.0)
    level = Level(axes, energy=4.0).track(energy)
    energy.set_value(1.5)
    level.update()
    assert axes.p2c(level.line.get_start())[1] == pytest.approx(1.5)
