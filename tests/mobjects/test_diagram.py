"""The diagram says by shape what is observed and fits the zone it is given."""

import numpy as np
import pytest

from scenes import look
from scenes.mobjects.diagram import Diagram, EnergyDiagram, Node

ZONE = look.Zone(-6.0, 0.5, -2.0, 2.5)


def nodes(diagram: Diagram) -> list[Node]:
    return [part for part in diagram if isinstance(part, Node)]


def edges(mobject) -> list[float]:
    return [
        mobject.get_left()[0],
        mobject.get_right()[0],
        mobject.get_bottom()[1],
        mobject.get_top()[1],
    ]


@pytest.mark.parametrize("kind", [Diagram, EnergyDiagram])
def test_only_the_observation_is_shaded(kind):
    diagram = kind(zone=ZONE)
    shaded = [node for node in nodes(diagram) if node.outline.get_fill_opacity() > 0]
    assert shaded == [diagram.y]


@pytest.mark.parametrize("kind", [Diagram, EnergyDiagram])
def test_the_nodes_reach_the_edges_of_the_zone_and_nothing_leaves_it(kind):
    expected = [ZONE.left, ZONE.right, ZONE.bottom, ZONE.top]
    np.testing.assert_allclose(edges(kind(zone=ZONE)), expected, atol=1e-6)


def test_each_node_has_the_colour_of_its_role():
    diagram = EnergyDiagram(zone=ZONE)
    roles = {"z": "z", "decoder": "decoder", "y_tilde": "y_tilde", "y": "y", "energy": "E"}
    for part, role in roles.items():
        node = getattr(diagram, part)
        colors = {node.outline.get_stroke_color().to_hex()}
        colors |= {glyph.get_fill_color().to_hex() for glyph in node.label}
        assert colors == {look.ROLE_COLORS[role].to_hex()}, part


def test_each_arrow_leads_from_its_node_to_the_next_without_touching_either():
    diagram = EnergyDiagram(zone=ZONE)
    for arrow, start, end in [
        (diagram.into_decoder, diagram.z, diagram.decoder),
        (diagram.into_y_tilde, diagram.decoder, diagram.y_tilde),
        (diagram.from_y_tilde, diagram.y_tilde, diagram.energy),
        (diagram.from_y, diagram.y, diagram.energy),
    ]:
        way = end.get_center() - start.get_center()
        length = np.linalg.norm(way)
        along = [
            float((point - start.get_center()) @ way / length)
            for point in (arrow.get_start(), arrow.get_end())
        ]
        ahead = way / length
        leaves = start.get_edge_center(ahead) - start.get_center()
        reaches = end.get_center() - end.get_edge_center(-ahead)
        assert np.linalg.norm(leaves) < along[0] < along[1] < length - np.linalg.norm(reaches)


def test_no_two_nodes_overlap():
    parts = nodes(EnergyDiagram(zone=ZONE))
    assert len(parts) == 5
    for i, first in enumerate(parts):
        for second in parts[:i]:
            left, right, bottom, top = edges(first)
            apart = (
                second.get_left()[0] > right
                or second.get_right()[0] < left
                or second.get_bottom()[1] > top
                or second.get_top()[1] < bottom
            )
            assert apart


def test_with_energy_the_other_nodes_stay_where_they_were():
    plain, full = Diagram(zone=ZONE), EnergyDiagram(zone=ZONE)
    for part in ("z", "decoder", "y_tilde", "y"):
        np.testing.assert_allclose(edges(getattr(full, part)), edges(getattr(plain, part)))
    between = full.energy.get_center()
    assert full.y.get_top()[1] < between[1] < full.y_tilde.get_bottom()[1]
