import numpy as np
import pytest

from scenes.mobjects.energy.growth import WAVE, Growth


def test_segments_begin_one_after_another_and_take_as_long():
    growth = Growth(9)
    met = []
    for begun in np.linspace(0, 9 + WAVE, 301):
        growth.begun.set_value(begun)
        met.append(growth.reach)
        assert (np.diff(met[-1]) <= 0).all()
    assert (met[0] == 0).all()
    assert (met[-1] == 1).all()
    assert (np.diff(met, axis=0) >= 0).all()
    growth.begun.set_value(2 + WAVE / 2)
    assert growth.reach[2] == pytest.approx(0.5)


def test_it_finishes_with_all_of_them_whole():
    growth = Growth(5)
    finishing = growth.finish()
    finishing.begin()
    finishing.interpolate(1)
    assert (growth.reach == 1).all()
