import numpy as np
import pytest

from scenes.mobjects.decoder.belief import Belief
from tests.mobjects.decoder.model import LATENTS, decoding, g, plane


def updated(belief):
    for part in (belief.manifold, belief.output, belief.travel):
        part.update()
    return belief


def test_ellipse_marks_and_output_follow_the_moment():
    now, seen = decoding(1.5, -0.8), plane()
    belief = Belief(seen, now)
    assert len(belief.manifold.marks.get_centers()) == 0
    now.z.set_value(2.0)
    now.swept.set_value(2.0)
    now.each_weight[0].set_value(0.4)
    updated(belief)
    output = seen.p2c(belief.output.get_centers())
    np.testing.assert_allclose(output, [g(2.0, [0.4, -0.8])], atol=1e-6)
    marks = seen.p2c(belief.manifold.marks.get_centers())
    np.testing.assert_allclose(marks, g(LATENTS[:3], [0.4, -0.8]), atol=1e-6)
    curve = seen.p2c(belief.manifold.curve.get_anchors())
    np.testing.assert_allclose(((curve / [0.4, 0.8]) ** 2).sum(axis=1), 1, atol=1e-9)
    start = seen.p2c(belief.travel.get_start())
    np.testing.assert_allclose(start, [0.4, 0], atol=1e-9)


def test_the_steps_lead_across_and_up_to_an_output():
    now, seen = decoding(1.5, -0.8), plane()
    steps = Belief(seen, now).steps(0.6, names=("a", "b"))
    across, up = g(0.6, [1.5, -0.8])
    ends = [seen.p2c([line.get_start(), line.get_end()]) for line in steps.lines]
    np.testing.assert_allclose(ends, [[(0, 0), (across, 0)], [(across, 0), (across, up)]])
    assert steps.names[0].get_bottom()[1] > steps.lines[0].get_top()[1]  # away from the way down
    assert steps.names[1].get_right()[0] < steps.lines[1].get_left()[0]  # inside: there is room
    narrow = Belief(seen, decoding(0.1, -0.8)).steps(0.6, names=("a", "b"))
    assert narrow.names[1].get_left()[0] > narrow.lines[1].get_right()[0]


@pytest.mark.parametrize("weights", [(1.0, 0.6), (-1.0, 0.6), (1.0, -0.6), (0.0, 0.0)])
def test_quarter_turns_are_named_outside_and_behind_z_as_it_runs(weights):
    now, seen = decoding(), plane()
    names = Belief(seen, now).quarter_turns(np.array(weights), np.zeros((0, 2)))
    at = g(np.arange(4) * np.pi / 2, weights)
    away = seen.p2c([name.get_center() for name in names]) - at
    signs = np.where(np.array(weights) < 0, -1.0, 1.0)
    outwards = g(np.arange(4) * np.pi / 2, signs)
    ahead = g(np.arange(1, 5) * np.pi / 2, signs)
    assert np.all((away * outwards).sum(axis=1) > 0.05)
    assert np.all((away * ahead).sum(axis=1) < -0.05)


def test_a_quarter_turn_is_named_as_z_gets_there():
    now = decoding()
    names = Belief(plane(), now).quarter_turns(np.array([1.0, 0.6]), np.zeros((0, 2)))
    assert [name[0].get_fill_opacity() for name in names] == [1, 0, 0, 0]
    now.z.set_value(np.pi)
    names.update()
    assert [name[0].get_fill_opacity() for name in names] == [1, 1, 1, 0]
    now.z.set_value(1.5 * np.pi - 0.15)
    names.update()
    assert names[3][0].get_fill_opacity() == pytest.approx(0.5)
