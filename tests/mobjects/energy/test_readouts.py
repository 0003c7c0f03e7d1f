import numpy as np
import pytest

from scenes import look
from scenes.mobjects.diagram import EnergyDiagram
from scenes.mobjects.energy.readouts import Counter, DiagramNumbers, EnergyReadout, energy_number
from scenes.mobjects.formula import Formula
from scenes.mobjects.labels import place_beside
from scenes.mobjects.points import Cross


@pytest.mark.parametrize("top", [0.4, 9.99, 12.5, 196.0, 54321.0])
def test_there_is_room_for_every_energy(top):
    number = energy_number(top, 36)
    for value in (0.0, top / 3, top):
        assert number.set_value(value).value == value


def assert_apart(parts):
    for i, a in enumerate(parts):
        for b in parts[i + 1 :]:
            beside = a.get_right()[0] < b.get_left()[0] or b.get_right()[0] < a.get_left()[0]
            above = a.get_bottom()[1] > b.get_top()[1] or b.get_bottom()[1] > a.get_top()[1]
            assert beside or above


def test_rows_stay_in_their_zone_and_do_not_touch():
    for row in (EnergyReadout(top=196.0).set_values(3.14, 195.5), Counter(240)):
        assert row.get_left()[0] >= look.RIGHT_STAGE.left - 1e-9
        assert row.get_right()[0] <= look.RIGHT_STAGE.right + 1e-9
        assert row.get_top()[1] <= look.RIGHT_STAGE.top + 0.1
        assert_apart(row.submobjects)


def test_the_diagrams_numbers_stand_beside_its_nodes():
    diagram = EnergyDiagram(zone=look.LEFT_STAGE)
    numbers = DiagramNumbers(diagram, top=196.0).set_values(2.5, 150.25)
    assert (numbers.latent.value, numbers.energy.value) == (2.5, 150.25)
    assert numbers.get_left()[0] >= look.LEFT_STAGE.left - 0.1
    assert_apart([*numbers, *diagram])


def test_a_name_goes_where_there_is_room():
    cross = Cross(np.zeros(3))
    around = [[np.cos(a), np.sin(a), 0] for a in np.linspace(0, 2 * np.pi, 16, endpoint=False)]
    free = [place for place in around if place[1] > -0.5]
    name = Formula("y")
    place_beside(name, cross, [[0.0, 0, 0], *(0.5 * np.array(free))])
    assert name.get_center()[1] < -0.2
