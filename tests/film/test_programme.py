"""The order of the film."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import scenes
from scenes.film.errors import UnknownChapterError
from scenes.film.job import Job
from scenes.film.parts import BeatPart
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES
from scenes.story.data import StoryData
from scenes.story.parameters import load_story


def test_the_film_has_every_chapter_once_in_the_order_of_the_lecture() -> None:
    modules = sorted(path.stem for path in Path(scenes.__file__).parent.glob("s[0-9][0-9]_*.py"))
    assert list(FILM.chapters) == modules


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([], FILM.chapters),
        (["s03"], ("s03_slice",)),
        (["s05_energy", "s01"], ("s01_horn", "s05_energy")),
    ],
)
def test_chapters_are_chosen_by_name_or_number(wanted: list[str], found: tuple[str, ...]) -> None:
    assert FILM.select(wanted) == found


def test_every_chapter_can_be_sent_to_a_worker(tmp_path: Path) -> None:
    story = load_story()
    for chapter in FILM.chapters:
        script = FILM.script(chapter, StoryData(story)).schedule(15)
        job = Job(
            module=FILM.module(chapter),
            packages=FILM.packages,
            tree="",
            sources="",
            story=story,
            script=script,
            quality=QUALITIES["draft"],
            scratch=tmp_path,
            folder=tmp_path,
            parts=(BeatPart(chapter, script.beats[0].name, 9, QUALITIES["draft"], "key"),),
        )
        assert pickle.loads(pickle.dumps(job)) == job


def test_an_unknown_chapter_lists_the_known() -> None:
    with pytest.raises(UnknownChapterError) as caught:
        FILM.select(["s0"])
    assert str(caught.value) == (f"no chapter 's0'; the film has {', '.join(FILM.chapters)}")
