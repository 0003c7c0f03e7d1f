import numpy as np
import pytest

from scenes import look
from scenes.mobjects.formula import Formula
from scenes.mobjects.points import Cross
from tests.mobjects.inference.pictures import LATENTS, SAMPLES, Y, g, in_plane


@pytest.fixture
def here():
    return in_plane()


def test_the_manifold_is_what_is_decoded(here):
    read = here.plane.p2c
    np.testing.assert_allclose(read(here.manifold.marks.get_centers()), g(LATENTS), atol=1e-9)
    np.testing.assert_allclose(read(here.at(LATENTS)), g(LATENTS), atol=1e-9)
    anchors = read(here.manifold.curve.get_anchors())
    np.testing.assert_allclose(np.linalg.norm(anchors, axis=1), 1, atol=1e-9)
    assert here.manifold.curve.light == look.FAINT


def test_the_shortest_way_leads_from_y_to_the_best_latents_point(here):
    ends = here.plane.p2c(here.shortest.get_start_and_end())
    np.testing.assert_allclose(ends, [Y, g(0.0)], atol=1e-9)
    np.testing.assert_allclose(here.plane.p2c(here.cross.get_center()), Y, atol=1e-9)
    np.testing.assert_allclose(here.plane.p2c(here.best.get_center()), g(0.0), atol=1e-9)
    assert here.best.get_stroke_color() == here.shortest.get_stroke_color() == look.COLD


def test_names_keep_clear_of_samples_and_of_other_places(here):
    cross = Cross(here.plane.c2p(SAMPLES[1]))
    name = Formula("a", font_size=look.TEXT_SIZE)
    here.put_beside(name, cross)
    at = name.get_center()
    here.put_beside(name, cross, at[None])
    assert np.linalg.norm(name.get_center() - at) > 0.1
    here.put_beside(name, cross)
    np.testing.assert_allclose(name.get_center(), at)
