"""One quantity has one value in the whole film: in every fact, and in every picture."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import tempconfig

from scenes.narration.languages import languages
from scenes.s05_energy import S05Energy
from scenes.s07_one_valley import S07OneValley
from scenes.s08_two_valleys import S08TwoValleys
from scenes.s09_inference import S09Inference
from scenes.story.data import StoryData
from scenes.story.facts.fact import facts
from scenes.story.parameters import Story
from tests.chapters.reading import DRAFT
from tests.stories import ODD, odd, stories

ALIKE = [
    ("pick_y1", "one_valley_y1", "two_valleys_y1"),
    ("pick_y2", "one_valley_y2", "two_valleys_y2"),
    ("pick_energy_start", "far_energy"),
    ("pick_energy_low", "one_valley_lowest", "true_depth", "inference_free_energy"),
    ("pick_basins", "one_valley_basins", "two_valleys_basins"),
    ("pick_best_z", "one_valley_z_check"),
    ("energies_high", "highest_energy"),
]
"""Facts that tell the same where all picks are one sample."""


def with_one_pick(story: Story, pick: int) -> StoryData:
    table = story.model_dump()
    table["picks"] = dict.fromkeys(table["picks"], pick)
    return StoryData(Story.model_validate(table))


def told(data: StoryData, name: str) -> object:
    return facts()[name].of(data)


any_story = st.sampled_from(sorted(ODD)).map(odd) | stories()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=any_story, chosen=st.integers(0, 99))
def test_facts_of_one_quantity_agree_in_value_and_in_words(story, chosen):
    data = with_one_pick(story, 1 + chosen % story.slice.samples)
    for first, *others in ALIKE:
        for other in others:
            mine, its = told(data, first), told(data, other)
            if isinstance(mine, float):
                assert its == pytest.approx(mine, rel=1e-9, abs=1e-9), (first, other)
                for language in languages().values():
                    assert language.number(mine) == language.number(its), (first, other)
            else:
                assert mine == its, (first, other)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=any_story)
def test_what_is_told_of_a_curve_is_true_of_the_curve(story):
    """Nothing that is drawn lies beyond what is told to be the lowest and the highest."""
    data = StoryData(story)
    z = np.linspace(0, math.tau, 20001)
    own = data.energies(data.pick(data.story.picks.energy)[None], z)
    every = data.energies(data.slice.y, z[::10])
    near = {"rel": 1e-3, "abs": 1e-4}
    assert told(data, "pick_energy_low") <= own.min() + 1e-9
    assert told(data, "pick_energy_low") == pytest.approx(own.min(), **near)
    assert told(data, "energies_low") <= every.min() + 1e-9
    assert told(data, "energies_high") == pytest.approx(every.max(), **near)


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(story=any_story, chosen=st.integers(0, 99))
def test_pictures_show_what_the_words_tell(story, chosen):
    data = with_one_pick(story, 1 + chosen % story.slice.samples)
    lowest, y = told(data, "pick_energy_low"), data.pick(data.story.picks.energy)
    with tempconfig(DRAFT):
        scenes = [
            each(data=data) for each in (S05Energy, S07OneValley, S08TwoValleys, S09Inference)
        ]
        for scene in scenes:
            scene.setup()
    s05, s07, s08, s09 = scenes
    places = [s05.nearest, s07.z_check, s08.valleys.z_check]
    energies = [*data.energy(y, places), s08.valleys.lowest, s09.over_z.landscape.lowest]
    np.testing.assert_allclose(energies, lowest, rtol=1e-9, atol=1e-9)
    low, high = (number.source for number in s05.range.numbers)
    assert low == f"{told(data, 'energies_low'):.2f}"
    assert high == f"{told(data, 'energies_high'):.2f}"
