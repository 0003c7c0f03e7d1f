import numpy as np

from scenes.mobjects.decoder.whose_shape import WhoseShape
from scenes.mobjects.decoder.zones import DIAGRAM, UNDER_DIAGRAM
from scenes.mobjects.diagram import Diagram


def test_the_causes_point_up_at_the_data_beside_the_answer():
    y = Diagram(zone=DIAGRAM).y
    words = WhoseShape(y)
    names, arrow = words.causes
    np.testing.assert_allclose(names.get_x(), y.get_x())
    np.testing.assert_allclose(names.get_bottom()[1], UNDER_DIAGRAM.bottom)
    assert names.get_top()[1] < arrow.get_start()[1] < arrow.get_end()[1] < y.get_bottom()[1]
    for line in (*words.question, words.of_data, words.of_belief):
        np.testing.assert_allclose(line.get_left()[0], UNDER_DIAGRAM.left, atol=0.1)
        assert line.get_right()[0] < names.get_left()[0]
        assert line.get_top()[1] < DIAGRAM.bottom
    assert words.of_data.get_bottom()[1] > words.of_belief.get_top()[1]
