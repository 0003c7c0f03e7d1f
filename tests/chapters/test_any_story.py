"""Every chapter can be played, whatever the story, the language and the voice."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.film.programme import FILM
from scenes.narration.languages import languages
from scenes.narration.script import load_script
from scenes.story.data import StoryData
from tests.chapters.reading import chapter_class
from tests.chapters.test_cues import VOICES, perform, spoken
from tests.story.stories import stories

STORIES = int(os.environ.get("LVEBM_STORIES", "12"))
"""How many are told; `make test-stories` asks for more."""

PACES = {
    "hasty": lambda _share, _word: (0.05, 0.0),
    "endless": lambda _share, _word: (5.0, 0.0),
}


def play_all(story, code, voice, *, schedule_only):
    data = StoryData(story)
    for name in FILM.chapters:
        chapter = chapter_class(name)
        script = spoken(load_script(chapter.name, data, language=code), voice)
        perform(chapter, data, script, schedule_only=schedule_only)


def some_stories(count):
    """Try so many stories, each told in some language by some voice."""
    tellings = given(
        stories(), st.sampled_from(sorted(languages())), st.sampled_from([*VOICES, *PACES])
    )
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return lambda test: settings(
        max_examples=count, deadline=None, suppress_health_check=slow, print_blob=True
    )(tellings(test))


@pytest.mark.slow
@some_stories(STORIES)
def test_every_chapter_can_be_scheduled(story, code, voice):
    play_all(story, code, (VOICES | PACES)[voice], schedule_only=True)


@pytest.mark.slow
@some_stories(max(2, STORIES // 10))
def test_every_chapter_can_be_played(story, code, voice):
    play_all(story, code, (VOICES | PACES)[voice], schedule_only=False)
