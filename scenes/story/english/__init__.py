"""English: numbers and claims as they are spoken, the values of the narration's placeholders."""

from functools import lru_cache

from scenes.story.data import StoryData
from scenes.story.english import (
    s01_horn,
    s02_one_to_many,
    s03_slice,
    s04_latent,
    s05_energy,
    s06_all_energies,
    s07_one_valley,
    s08_two_valleys,
    s09_inference,
    s10_free_energy,
    s11_temperature,
)

CHAPTERS = (
    s01_horn,
    s02_one_to_many,
    s03_slice,
    s04_latent,
    s05_energy,
    s06_all_energies,
    s07_one_valley,
    s08_two_valleys,
    s09_inference,
    s10_free_energy,
    s11_temperature,
)
"""The modules with the words that each chapter brings; any narration may use them."""


@lru_cache(maxsize=4)  # of a story, which does not change; every chapter asks for all of them
def placeholders(data: StoryData) -> dict[str, str]:
    """Return the spoken value of every placeholder, computed from the story's data."""
    return {name: value for chapter in CHAPTERS for name, value in chapter.words(data).items()}
