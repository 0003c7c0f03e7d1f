import pytest

from scenes.mobjects.free_energy.largest_gap import LargestGap
from tests.mobjects.free_energy.cut_model import Y2, moment


def test_the_number_is_the_largest_difference_of_the_moment():
    now = moment()
    gap = LargestGap(now, mean=Y2**2 + 1 + 0.1 * Y2, largest=5.5)
    now.position.set_value(now.scale.position(0.5))
    gap.update()
    assert gap.number.value == pytest.approx(1 / 3 + 0.2)
    assert gap.number.places == now.scale.places
