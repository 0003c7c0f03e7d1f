import numpy as np
import pytest

from scenes.mobjects.decoder.working_model import WorkingModel
from tests.mobjects.decoder.model import decoding, g


def test_numbers_and_dials_follow_the_moment():
    now = decoding(1.5, -0.8)
    model = WorkingModel(now, limit=2.0)
    assert [dial.read() for dial in model.opened.dials] == pytest.approx([1.5, -0.8])
    now.z.set_value(0.7)
    now.each_weight[0].set_value(-1.1)
    for part in (model.z_value, model.y_values, *model.opened.dials):
        part.update()
    assert model.z_value.value == 0.7
    shown = [number.value for number in model.y_values.numbers]
    np.testing.assert_allclose(shown, g(0.7, [-1.1, -0.8]))
    assert [dial.read() for dial in model.opened.dials] == pytest.approx([-1.1, -0.8])


def test_numbers_stand_under_their_nodes_and_the_open_box_in_place_of_the_closed_one():
    model = WorkingModel(decoding(), limit=2.0)
    for value, node in ((model.z_value, "z"), (model.y_values, "y_tilde")):
        above = getattr(model.diagram, node)
        assert value.get_x() == pytest.approx(above.get_x(), abs=1e-6)
        assert value.get_top()[1] < above.get_bottom()[1]
    closed, opened = model.diagram.decoder, model.opened.box.outline
    np.testing.assert_allclose(opened.get_top(), closed.get_top())
    assert opened.width == pytest.approx(closed.width)
    assert opened.get_bottom()[1] == pytest.approx(model.diagram.get_bottom()[1])
