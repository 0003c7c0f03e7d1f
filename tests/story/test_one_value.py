"""One quantity has one value in the whole film: in every fact, and in every picture."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manim import tempconfig

from scenes.narration.languages import languages
from scenes.s01_horn import S01Horn
from scenes.s03_slice import S03Slice
from scenes.s05_energy import S05Energy
from scenes.s07_one_valley import S07OneValley
from scenes.s08_two_valleys import S08TwoValleys
from scenes.s09_inference import S09Inference
from scenes.s10_free_energy import S10FreeEnergy
from scenes.s11_temperature import S11Temperature
from scenes.s12_learning import S12Learning
from scenes.s13_conditional import S13Conditional
from scenes.story.data import StoryData
from scenes.story.facts.fact import facts
from scenes.story.parameters import KNOWN, Story
from tests.chapters.reading import DRAFT
from tests.stories import ODD, odd, some, stories

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


def through_the_centre(story: Story, x: float) -> StoryData:
    """Return the story cut at y1 = 0, its slice at an end of the horn, whatever its plane holds."""
    table = story.model_dump()
    table["slice"]["x"], table["temperature"]["cut_y1"] = x, 0.0
    return StoryData(Story.model_validate(table, context=KNOWN))


def told(data: StoryData, name: str) -> object:
    return facts()[name].of(data)


any_story = st.sampled_from(sorted(ODD)).map(odd) | stories()


@settings(max_examples=some(30), deadline=None, suppress_health_check=list(HealthCheck))
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


@settings(max_examples=some(30), deadline=None, suppress_health_check=list(HealthCheck))
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
@settings(max_examples=some(4), deadline=None, suppress_health_check=list(HealthCheck))
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


ends = st.sampled_from([0, 1])


@pytest.mark.slow
@settings(max_examples=some(4), deadline=None, suppress_health_check=list(HealthCheck))
@given(story=any_story, end=ends)
def test_facts_of_the_horn_its_slice_and_the_field_agree(story, end):
    data = through_the_centre(story, float(end))
    for name in ("rho1", "rho2"):
        assert told(data, f"slice_{name}") == told(data, f"{name}_at_{end}")
    radii = [told(data, f"{name}_at_{x}") for name in ("rho1", "rho2") for x in (0, 1)]
    assert told(data, "smallest_radius") <= min(radii) + 1e-9
    assert told(data, "slice_exponential") == (told(data, "exponential_at_1") if end else 1.0)
    peak, trained = told(data, "cut_peak"), told(data, "trained_peak")
    if peak is not None:
        assert peak == pytest.approx(told(data, "field_center"), rel=1e-9, abs=1e-9)
    if trained is not None:
        assert trained >= told(data, "trained_lowest") - 1e-9
    mean = data.free_energy(data.slice.y).mean()
    assert told(data, "cold_loss_before") == pytest.approx(mean, rel=1e-6, abs=1e-9)
    if data.story.slice.samples == 1:
        squared = told(data, "denoise_mean") ** 2
        assert told(data, "cold_loss_before") == pytest.approx(squared, rel=1e-6, abs=1e-9)


@pytest.mark.slow
@settings(max_examples=some(2), deadline=None, suppress_health_check=list(HealthCheck))
@given(story=any_story, end=ends)
def test_pictures_of_the_horn_and_the_field_show_what_the_words_tell(story, end):
    data = through_the_centre(story, float(end))
    chapters = S01Horn, S03Slice, S10FreeEnergy, S11Temperature, S12Learning, S13Conditional
    with tempconfig(DRAFT):
        scenes = [each(data=data) for each in chapters]
        for scene in scenes:
            scene.setup()
    s01, s03, s10, s11, s12, s13 = scenes
    for x, drawn in ((0, s01.rho.start), (1, s01.rho.end)):
        radii = [told(data, f"rho{i}_at_{x}") for i in (1, 2)]
        np.testing.assert_allclose(drawn, radii)
        s03.horn.x.set_value(x)
        written = [number.value for number in s03.readout.update().numbers[2:]]
        np.testing.assert_allclose(written, radii)
        curves = s13.plot.run_to(1.0, data.radii(1.0), drawn=1.0).curves
        curves = [curve.get_end() if x else curve.get_start() for curve in curves]
        np.testing.assert_allclose(s13.plot.p2c(curves), [(x, r) for r in radii], atol=1e-6)
    assert s13.asked.numbers.numbers[0].value == told(data, "asked_x")
    s10.led.legs.set_value(2)  # at the centre
    assert s10.led.free_energy == pytest.approx(told(data, "field_center"), abs=1e-9)
    for cut, peak in ((s11, "cut_peak"), (s12, "trained_peak")):
        height = told(data, peak)
        assert (len(cut.over_y2.peak) > 0) == (height is not None)
        if height is not None:
            assert float(cut.over_y2.peak[1].source) == pytest.approx(height, abs=0.0051)
    losses = s12.number.numbers[0].value, s12.cold.course.loss
    np.testing.assert_allclose(losses, told(data, "cold_loss_before"), rtol=1e-6, atol=1e-9)
    warm = data.free_energy(data.slice.y, told(data, "learning_beta")).mean()
    assert s12.warm.course.loss == pytest.approx(warm, rel=1e-6, abs=1e-9)
