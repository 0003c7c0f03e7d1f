"""A quantity has one value in the whole film, whichever chapter tells it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from scenes.story.data import StoryData
from scenes.story.facts.fact import facts
from tests.story.stories import stories

EVERY_Z = np.linspace(0, math.tau, 4001)


def told(data, *names):
    return [facts()[name].of(data) for name in names]


@settings(max_examples=40, deadline=None)
@given(stories())
def test_the_energy_of_one_sample_is_the_same_in_every_chapter(story):
    picks = story.picks.model_copy(
        update={"one_valley": story.picks.energy, "two_valleys": story.picks.energy}
    )
    data = StoryData(story.model_copy(update={"picks": picks}))
    lowest = told(
        data, "pick_energy_low", "one_valley_lowest", "true_depth", "inference_free_energy"
    )
    energies = data.energies(data.slice.y, EVERY_Z)
    own = energies[story.picks.energy - 1]
    size = max(1.0, float(energies.max()))
    assert lowest == pytest.approx([own.min()] * 4, abs=1e-5 * size)
    assert lowest == pytest.approx([lowest[0]] * 4, abs=1e-12 * size)
    best, other = told(data, "pick_best_z", "one_valley_z_check")
    assert best == other
    highest, all_of_them = told(data, "highest_energy", "energies_high")
    assert highest == all_of_them == pytest.approx(energies.max(), abs=1e-5 * size)
    (low,) = told(data, "energies_low")
    assert low == pytest.approx(energies.min(), abs=1e-5 * size)
