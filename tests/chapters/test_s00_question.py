"""What the opening draws, read back and compared with the formulas."""

import re

import numpy as np
import pytest

from scenes import look
from scenes.film.programme import FILM
from scenes.heat_colors import heat_colors
from scenes.mobjects.free_energy.heat_map import heat_shares
from scenes.s00_question import S00Question
from tests.chapters.reading import DRAFT, frames_of, horn_radii
from tests.chapters.views import check_ends, energy, g, shown


@pytest.fixture(params=["lecture", "other", "smallest"])
def data(request):
    return request.getfixturevalue(request.param)


def test_every_beat_ends_with_what_the_formulas_say(play, data):
    story = data.story

    def horn(chapter):
        cloud = chapter.cloud
        assert len(cloud.dots.at) == story.horn.samples
        assert (cloud.dots.arrived() == 1).all()
        np.testing.assert_array_equal(cloud.dots.at, np.column_stack([data.horn.x, data.horn.y]))

    def question(chapter):
        cloud = chapter.cloud
        [line] = cloud.cut.lines
        np.testing.assert_array_equal(line[:, 0], story.slice.x)
        ones = ((line[:, 1:] / horn_radii(story, story.slice.x)) ** 2).sum(axis=1)
        np.testing.assert_allclose(ones, 1)
        np.testing.assert_array_equal(cloud.answers.at[:, 1:], data.slice.y)
        assert (cloud.answers.arrived() == 1).all()
        assert cloud.dots.opacity.get_value() == 0
        assert all(shown(chapter, sentence) for sentence in chapter.asked)

    def title(chapter):
        assert not any(shown(chapter, sentence) for sentence in chapter.asked)
        assert shown(chapter, chapter.named)
        assert {glyph.get_fill_opacity() for glyph in chapter.named} == {1}

    def glimpses(chapter):
        heat = chapter.melting.heat
        assert not shown(chapter, chapter.named)
        raster = heat.get_raster()[::9, ::9]
        w1, w2 = story.decoder.weights
        # So warm, F is nearly the mean of E over all z.
        mean = (raster**2).sum(axis=-1) + (w1**2 + w2**2) / 2
        expected = heat_colors(heat_shares(mean, heat.top))
        np.testing.assert_allclose(heat.get_colors()[::9, ::9], expected, atol=0.03)

    checks = {"horn": horn, "question": question, "title": title, "glimpses": glimpses}
    check_ends(play, S00Question, data, checks)


def test_the_answers_turn_into_the_samples_of_the_plane(play, data):
    story, met = data.story, []

    def watch(chapter, _frame):
        if chapter.cloud in chapter.mobjects:
            met.append(chapter.cloud.view.project(chapter.cloud.answers.at).places)
            return
        y = chapter.y_plane.p2c(chapter.samples.get_centers())
        np.testing.assert_allclose(y, data.slice.y, atol=1e-9)
        flat = chapter.y_plane.c2p(data.slice.y)[:, :2]
        np.testing.assert_allclose(met[-1], flat, atol=0.02 * np.ptp(story.plane.y1))

    play(S00Question, data=data, frames=frames_of(S00Question, "glimpses", data), watch=watch)
    assert len(met) > 1


def test_a_latent_sweeps_its_marks_then_energies_fall_then_the_map_melts(play, data):
    story, sums, betas, swept = data.story, [], [], []

    def watch(chapter, _frame):
        if shown(chapter, chapter.belief.output):
            [at] = chapter.y_plane.p2c(chapter.belief.output.get_centers())
            z = chapter.decoding.z.get_value()
            np.testing.assert_allclose(at, g(story, z), atol=1e-9)
            [ring] = chapter.line.read(chapter.line.ring.get_centers())
            assert ring == pytest.approx(z)
            marks = chapter.y_plane.p2c(chapter.belief.manifold.marks.get_centers())
            latents = np.linspace(0, 2 * np.pi, story.decoder.latents, endpoint=False)
            passed = latents[latents <= z + 1e-9]
            np.testing.assert_allclose(marks, g(story, passed[: len(marks)]), atol=1e-9)
            assert len(marks) == len(passed) or z == 0
            swept.append(len(marks))
        falling = chapter.falling
        if shown(chapter, falling.segments) and falling.grown.get_value() == 1:
            at = chapter.y_plane.p2c
            y, ends = at(falling.segments.get_starts()), at(falling.segments.get_ends())
            np.testing.assert_allclose(y, data.slice.y, atol=1e-9)
            expected = [energy(story, y, z) for y, z in zip(y, falling.latents, strict=True)]
            lengths = ((ends - y) ** 2).sum(axis=1)
            np.testing.assert_allclose(lengths, expected, atol=1e-9)
            colors = look.energy_colors(lengths / falling.top)
            np.testing.assert_allclose(falling.segments.get_segment_colors(), colors, atol=1e-6)
            sums.append(lengths.sum())
        if shown(chapter, chapter.melting.heat):
            betas.append(chapter.melting.beta)

    play(S00Question, data=data, frames=frames_of(S00Question, "glimpses", data), watch=watch)
    assert swept[-1] == story.decoder.latents
    assert (np.diff(swept) >= 0).all()
    assert len(sums) > 10
    assert (np.diff(sums) <= 1e-6).all()
    assert (np.diff(sums) < 0).any()
    assert betas[0] == np.inf
    assert betas[-1] < min(story.temperature.betas)
    assert betas == sorted(betas, reverse=True)


def test_the_title_is_the_films(play, lecture):
    chapter = play(S00Question, data=lecture, until="horn")
    words = re.sub(r'#part\("\w+"\)\[(.+?)\]', r"\1", chapter.named.source)
    assert re.sub(r"\s*\\\s*", " ", words) == FILM.title


def test_the_whole_title_stands_long_enough_to_be_read(play, lecture):
    lit = []

    def watch(scene, frame):
        opacities = [glyph.get_fill_opacity() for glyph in scene.named]
        shown_whole = any(scene.named in part.get_family() for part in scene.mobjects)
        lit.append(shown_whole and min(opacities) > 0.95)

    play(S00Question, data=lecture, until="glimpses", watch=watch)
    assert sum(lit) / DRAFT["frame_rate"] >= 1.8
