import numpy as np
import pytest

from scenes import look
from scenes.mobjects.learning.conditional_diagram import ConditionalDiagram


@pytest.fixture(scope="module")
def diagram():
    return ConditionalDiagram(hidden=(8, 8))


def test_x_is_shaded_and_the_product_stands_on_the_way_to_the_answer(diagram):
    assert diagram.x.outline.get_fill_opacity() > 0
    assert diagram.z.outline.get_fill_opacity() == 0
    way, times = diagram.into_y_tilde, diagram.times
    assert way.get_start()[0] < times.get_left()[0] < times.get_right()[0] < way.get_end()[0]
    assert way.get_y() == pytest.approx(times.get_y())
    assert diagram.decoder.get_right()[0] < way.get_start()[0]


def test_arrows_lead_from_x_through_the_predictor_to_the_product(diagram):
    first, second = diagram.into_predictor, diagram.into_times
    assert diagram.x.get_right()[0] < first.get_start()[0]
    assert first.get_end()[0] < diagram.predictor.get_left()[0]
    np.testing.assert_allclose(second.get_start()[0], diagram.times.get_x())
    assert diagram.predictor.get_top()[1] < second.get_start()[1]
    assert second.get_end()[1] < diagram.times.get_bottom()[1]


def test_the_layers_are_those_of_the_network(diagram):
    assert diagram.layers.source == "1 -> 8 -> 8 -> 2"
    assert ConditionalDiagram(hidden=(5,)).layers.source == "1 -> 5 -> 2"


def test_it_stays_on_the_stage_and_what_was_there_is_part_of_it(diagram):
    assert diagram.get_bottom()[1] > look.STAGE.bottom
    assert diagram.get_top()[1] < look.FORMULA.bottom
    new = {diagram.x, diagram.predictor, diagram.times}
    assert not new & set(diagram.first.submobjects)
    assert set(diagram.first.submobjects) < set(diagram.submobjects)
