"""What the chapter draws, read back and compared with the formulas."""

import numpy as np
import pytest

from scenes.s12_learning import S12Learning
from tests.chapters.reading import frames_of


@pytest.fixture(params=["lecture", "other", "smallest"])
def data(request):
    return request.getfixturevalue(request.param)


def test_samples_and_manifold_are_where_they_were_computed(play, data):
    chapter = play(S12Learning, data=data, until="plane_fills")
    at = chapter.plane.p2c
    np.testing.assert_allclose(at(chapter.samples.get_centers()), data.slice.y, atol=1e-9)
    z = 2 * np.pi * np.arange(data.story.decoder.latents) / data.story.decoder.latents
    w1, w2 = data.story.decoder.weights
    points = np.stack([w1 * np.cos(z), w2 * np.sin(z)], axis=-1)
    np.testing.assert_allclose(at(chapter.manifold.marks.get_centers()), points, atol=1e-9)


def test_the_point_is_g_of_z_in_every_frame(play, data):
    w1, w2 = data.story.decoder.weights
    seen = []

    def watch(chapter, _frame):
        z = chapter.z.get_value()
        [at] = chapter.plane.p2c(chapter.y_tilde.get_centers())
        np.testing.assert_allclose(at, [w1 * np.cos(z), w2 * np.sin(z)], atol=1e-9)
        seen.append(z)

    frames = frames_of(S12Learning, "latent_runs", data)
    play(S12Learning, data=data, frames=frames, watch=watch)
    assert min(seen) == 0
    assert max(seen) == pytest.approx(2 * np.pi)
