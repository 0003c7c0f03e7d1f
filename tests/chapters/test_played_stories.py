"""Whatever the numbers, the language and the voice, every chapter plays.

`make test-stories` plays every odd story in every chapter, and hundreds that are drawn; `make test`
plays one or two of the odd ones in each, and four others.
"""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenes.film.programme import FILM
from scenes.narration.languages import REFERENCE, languages
from scenes.narration.script import Script, load_script
from scenes.story.data import StoryData
from scenes.story.parameters import Story
from tests.chapters.reading import DRAFT, chapter_class
from tests.chapters.test_cues import VOICES, perform, spoken
from tests.stories import LONG, ODD, odd, some, stories

COUNT = some(4)

APART = 1 if LONG else 12
"""Of so many odd stories, a chapter plays one."""

TURNS = [
    (name, story, code)
    for i, name in enumerate(FILM.chapters)
    for k, story in enumerate(ODD)
    for code in (languages() if LONG else [REFERENCE])
    if (i - k) % APART == 0
]

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


@pytest.mark.parametrize(("name", "story", "code"), TURNS)
def test_every_odd_story_plays(name: str, story: str, code: str):
    data = StoryData(odd(story))
    scene = perform(chapter_class(name), data, load_script(name, data, language=code))
    assert scene.frame == round(scene.script.duration * DRAFT["frame_rate"])


@pytest.mark.timeout(3600)  # of all its stories
@pytest.mark.parametrize("name", FILM.chapters)
@settings(max_examples=COUNT, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    story=stories(),
    code=st.sampled_from(sorted(languages())),
    teller=tellers,
    moved=st.sampled_from([False, False, True]),
)
def test_every_valid_story_plays(name: str, story: Story, code: str, teller, moved: bool):
    data = StoryData(story)
    script = told_by(load_script(name, data, language=code), teller)
    scene = perform(chapter_class(name), data, script, schedule_only=not moved)
    assert scene.frame == round(scene.script.duration * DRAFT["frame_rate"])


@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", FILM.chapters)
@settings(max_examples=max(COUNT // 6, 1), deadline=None, suppress_health_check=list(HealthCheck))
@given(story=stories(), code=st.sampled_from(sorted(languages())))
def test_no_value_breaks_a_chapter_on_its_way(name: str, story: Story, code: str):
    """Each second is looked at, and not only how animations end."""
    data = StoryData(story)
    script = load_script(name, data, language=code)
    scene = perform(chapter_class(name), data, script, stepped=True)
    assert scene.frame == round(scene.script.duration)
