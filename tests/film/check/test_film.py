"""The film, in every language that it has and with other stories, is found right."""

import os
from dataclasses import replace

import pytest

from scenes.film.check.run import check_chapter
from scenes.film.check.watching import QUALITY
from scenes.film.programme import FILM
from scenes.film.render import load_chapter
from scenes.narration.languages import languages
from scenes.story.data import StoryData
from tests.stories import OTHERS, other

pytestmark = pytest.mark.slow
long = pytest.mark.skipif("LONG" not in os.environ, reason="minutes: make test-long")


def findings(chapter, data, language="en", severities=("error", "warning")):
    programme = replace(FILM, language=language)
    script = programme.script(chapter, data, programme.timings())
    scene = load_chapter(programme.module(chapter), QUALITY)
    found = check_chapter(scene, data=data, script=script)
    return [
        f"{each.beat} {each.kind}: {each.what} {each.says}"
        for each in found
        if each.severity in severities
    ]


def test_the_shortest_chapter_is_right(lecture):
    assert findings("s14_coda", lecture) == []


@long
@pytest.mark.parametrize("language", sorted(languages()))
@pytest.mark.parametrize("chapter", FILM.chapters)
def test_the_film_is_right_in_every_language(lecture, chapter, language):
    assert findings(chapter, lecture, language) == []


@long
@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("chapter", FILM.chapters)
def test_other_stories_are_right(chapter, name):
    assert findings(chapter, StoryData(other(name)), severities=["error"]) == []
