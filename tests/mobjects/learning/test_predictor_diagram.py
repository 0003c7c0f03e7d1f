import numpy as np

from scenes import look
from scenes.mobjects.diagram import Node
from scenes.mobjects.learning.predictor_diagram import MatchDiagram, PredictorDiagram

ZONE = look.Zone(-1.0, 6.0, -2.0, 1.5)


def shaded(diagram):
    nodes = [part for part in diagram if isinstance(part, Node)]
    return [node for node in nodes if node.outline.get_fill_opacity() > 0]


def test_the_network_has_one_input_and_one_output_across_its_zone():
    diagram = PredictorDiagram(zone=ZONE)
    assert np.isclose(diagram.get_left()[0], ZONE.left)
    assert np.isclose(diagram.get_right()[0], ZONE.right)
    assert np.isclose(diagram.network.get_center()[1], ZONE.center[1])
    for arrow, start, end in (
        (diagram.into, diagram.x, diagram.network),
        (diagram.out, diagram.network, diagram.y_hat),
    ):
        assert start.get_right()[0] < arrow.get_start()[0] < arrow.get_end()[0] < end.get_left()[0]


def test_only_what_we_have_is_shaded():
    diagram = PredictorDiagram(zone=ZONE)
    assert shaded(diagram) == [diagram.x]
    match = MatchDiagram(zone=ZONE)
    assert shaded(match) == [match.x, match.y]


def test_what_comes_out_has_the_colour_of_predictions():
    diagram = PredictorDiagram(zone=ZONE)
    assert diagram.y_hat.outline.get_stroke_color() == look.PREDICTED
    assert diagram.y_hat.label[0].get_fill_color() == look.PREDICTED


def test_both_x_and_y_point_at_the_question_and_a_number_comes_out():
    match = MatchDiagram(zone=ZONE)
    assert np.isclose(match.get_top()[1], ZONE.top)
    assert np.isclose(match.answer.get_bottom()[1], ZONE.bottom)
    tips = [arrow.get_end()[0] for arrow in (match.from_x, match.from_y)]
    assert tips[0] < match.question.get_left()[0] < match.question.get_right()[0] < tips[1]
    assert match.out.get_end()[1] < match.out.get_start()[1] < match.question.get_bottom()[1]
