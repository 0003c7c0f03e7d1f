"""What the coda draws, read back and compared with the formulas."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

from scenes.s14_coda import S14Coda
from tests.chapters.reading import frames_of, horn_radii
from tests.chapters.views import check_ends, g, shown

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "PyTorch": "torch",
    "NumPy": "numpy",
    "SciPy": "scipy",
    "Manim": "manim",
    "Typst": "typst",
    "PyAV": '"av',
}


@pytest.fixture(params=["lecture", "other", "smallest"])
def data(request):
    return request.getfixturevalue(request.param)


def free_energy(story, y, beta, around=4000):
    """Write F_beta out by hand, F_inf for an infinite beta: (n, 2) -> (n,)."""
    z = 2 * np.pi * np.arange(around) / around
    table = ((y[:, None] - g(story, z)) ** 2).sum(axis=-1)
    lowest = table.min(axis=1)
    if math.isinf(beta):
        return lowest
    return lowest - np.log(np.exp(-beta * (table - lowest[:, None])).mean(axis=1)) / beta


def check_plane(chapter, data):
    at, story = chapter.y_plane.p2c, data.story
    np.testing.assert_allclose(at(chapter.samples.get_centers()), data.slice.y, atol=1e-9)
    radii = horn_radii(story, story.slice.x)
    np.testing.assert_allclose(
        ((at(chapter.outline.get_anchors()) / radii) ** 2).sum(axis=1), 1, atol=1e-9
    )
    # The lines from the horn end on top of that ellipse and at its bottom.
    ends = at(chapter.links.get_ends())
    np.testing.assert_allclose(np.abs(ends[:, 1]), radii[1], atol=1e-9)
    z = np.linspace(0, math.tau, story.decoder.latents, endpoint=False)
    np.testing.assert_allclose(at(chapter.manifold.marks.get_centers()), g(story, z), atol=1e-9)


def check_energies(chapter, data):
    """Each segment is the shortest of its sample: its square is F_inf."""
    at, segments = chapter.y_plane.p2c, chapter.falling.segments
    y, ends = at(segments.get_starts()), at(segments.get_ends())
    np.testing.assert_allclose(y, data.slice.y, atol=1e-9)
    expected = free_energy(data.story, y, math.inf)
    np.testing.assert_allclose(((ends - y) ** 2).sum(axis=1), expected, atol=1e-4)


def check_curves(chapter, data):
    """Heights are those of the plane, and what stands beside them is the root of F."""
    story, curves = data.story, chapter.curves
    betas = [math.inf, *sorted(story.temperature.betas, reverse=True)]
    assert len(curves.curves) == len(betas) + 1
    for curve, beta in zip(curves.curves, betas, strict=False):
        root, y2 = curve.get_data().T
        heights = chapter.y_plane.p2c(curve.get_anchors())[:, 1]
        np.testing.assert_allclose(np.sort(np.unique(heights))[[0, -1]], story.plane.y2)
        y = np.stack([np.full_like(y2, story.temperature.cut_y1), y2], axis=-1)
        expected = np.sqrt(free_energy(story, y, beta).clip(0))
        np.testing.assert_allclose(root, expected, atol=0.02)


def test_the_whole_story_is_true(play, data):
    def picture(chapter):
        for check in (check_plane, check_energies, check_curves):
            check(chapter, data)
        assert chapter.funnel.dots.opacity.get_value() == 1

    def credits(chapter):
        assert all(shown(chapter, words) for words in chapter.thanks)
        assert not shown(chapter, chapter.y_plane)
        assert not shown(chapter, chapter.curves.name)

    def make_it(chapter):
        assert all(shown(chapter, words) for words in (*chapter.recipe, chapter.number))
        assert chapter.changing.growth.get_value() == pytest.approx(data.story.horn.growth)

    checks = {"picture": picture, "credits": credits, "make_it": make_it}
    check_ends(play, S14Coda, data, checks)


def test_the_horn_is_that_of_the_number_beside_it(play, data):
    seen = []

    def watch(chapter, _frame):
        growth = chapter.changing.growth.get_value()
        story = data.story.model_copy(
            update={"horn": data.story.horn.model_copy(update={"growth": growth})}
        )
        if shown(chapter, chapter.number):
            assert chapter.number[1].value == growth
        for x, ring in zip((0.0, 1.0), chapter.changing.rings.lines[[0, -1]], strict=True):
            ones = ((ring[:, 1:] / horn_radii(story, x)) ** 2).sum(axis=1)
            np.testing.assert_allclose(ones, 1)
        dots = chapter.changing.dots.at
        means = [horn_radii(story, x) for x in data.horn.x]
        means *= np.stack([np.cos(data.horn.theta), np.sin(data.horn.theta)], axis=-1)
        # What is left is the noise, which no number changes.
        before = [horn_radii(data.story, x) for x in data.horn.x]
        before *= np.stack([np.cos(data.horn.theta), np.sin(data.horn.theta)], axis=-1)
        np.testing.assert_allclose(dots[:, 1:] - means, data.horn.y - before, atol=1e-9)
        seen.append(growth)

    play(S14Coda, data=data, frames=frames_of(S14Coda, "make_it", data), watch=watch)
    given = data.story.horn.growth
    assert seen[0] == seen[-1] == given
    assert max(abs(now - given) for now in seen) >= 0.5


def test_the_lecture_and_the_libraries_are_named_as_in_the_sources(play, lecture):
    chapter = play(S14Coda, data=lecture, until="credits")
    words = [re.sub(r'#part\("\w+"\)\[(.+?)\]|\\', r"\1", each.source) for each in chapter.thanks]
    credit, libraries = (" ".join(each.split()) for each in words)
    sources = " ".join((ROOT / "assets/SOURCES.md").read_text(encoding="utf-8").split())
    for name in ("Inference for latent variable energy-based models", "Alfredo Canziani"):
        assert name in credit
        assert name in sources
    wanted = (ROOT / "pyproject.toml").read_text(encoding="utf-8").lower()
    for name, package in PACKAGES.items():
        assert name in libraries
        assert package in wanted
