"""Whatever the numbers, the language and the voice, every chapter plays.

`make test-stories` plays a few hundred stories, `make test` a dozen.
"""

import dataclasses
import os

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from scenes.film.programme import FILM
from scenes.narration.languages import REFERENCE, languages
from scenes.narration.script import Script, load_script
from scenes.story.data import StoryData
from scenes.story.parameters import Story
from tests.chapters.reading import DRAFT, chapter_class
from tests.chapters.test_cues import VOICES, perform, spoken
from tests.stories import ODD, odd, stories

COUNT = int(os.environ.get("STORIES", "8"))

tellers = st.sampled_from([*VOICES.values(), None]) | st.sampled_from([0.01, 0.1, 3.0])
"""A voice, None for the pace of the story, or the seconds that each word takes."""


def told_by(script: Script, teller) -> Script:
    if teller is None:
        return script
    if callable(teller):
        return spoken(script, teller)
    beats = [
        dataclasses.replace(beat, said=tuple(teller * k for k in range(len(beat.words.split()))))
        for beat in script.beats
    ]
    return dataclasses.replace(script, beats=tuple(beats))


@pytest.mark.timeout(3600)  # of all its stories
@pytest.mark.parametrize("name", FILM.chapters)
@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
@example(odd("all is one circle"), REFERENCE, None, True)
@example(odd("a narrow ellipse"), REFERENCE, None, True)
@example(odd("a wide plane"), REFERENCE, None, True)
@example(odd("one sample"), "de", None, True)
@given(
    story=st.sampled_from(sorted(ODD)).map(odd) | stories(),
    code=st.sampled_from(sorted(languages())),
    teller=tellers,
    moved=st.sampled_from([False, False, True]),
)
def test_every_valid_story_plays(name: str, story: Story, code: str, teller, moved: bool):
    data = StoryData(story)
    script = told_by(load_script(name, data, language=code), teller)
    scene = perform(chapter_class(name), data, script, schedule_only=not moved)
    assert scene.frame == round(scene.script.duration * DRAFT["frame_rate"])
