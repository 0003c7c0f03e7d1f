from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from manim import tempconfig

from scenes.chapter import Chapter
from scenes.film.programme import FILM
from scenes.narration.languages import REFERENCE
from scenes.narration.script import Script, load_script
from scenes.story.data import StoryData
from tests.chapters.reading import DRAFT, Recorder, Watch, leave_unpainted, told, watch_frames

Play = Callable[..., Any]

QUICK = ("test_files.py", "test_chapter.py")
"""The files here that play no chapter of the film."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what plays chapters of the film as slow: hardly a test of these takes under a second."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.path.name not in QUICK:
            item.add_marker(pytest.mark.slow)


@cache
def lecture_data() -> StoryData:
    return told()


@pytest.fixture(scope="session")
def lecture() -> StoryData:
    return lecture_data()


@pytest.fixture(scope="session")
def other() -> StoryData:
    """Return the data of a story in which every number of these chapters is another one."""
    return told(
        horn__alpha=1.2,
        horn__beta=0.9,
        horn__growth=2.5,
        horn__noise_std=0.1,
        horn__samples=50,
        horn__seed=7,
        slice__x=0.1,
        slice__samples=11,
        slice__seed=3,
        decoder__weights=[0.8, -1.1],
        decoder__start_weights=[0.5, 0.9],
        decoder__latents=20,
        picks__energy=4,
        picks__one_valley=2,
        picks__two_valleys=3,
        plane__grid_step=0.25,
        one_to_many__x=0.8,
        one_to_many__samples=13,
        one_to_many__seed=5,
        one_to_many__y1=-0.4,
        predictor__hidden=[5],
        predictor__steps=60,
        predictor__seed=4,
        inference__start=1.1,
        inference__false_start=5.0,
        field__grid_step=0.5,
        field__row_y2=0.75,
        field__row_y1=[-2.0, 0.5, 1.5],
        temperature__cut_y1=0.6,
        temperature__betas=[0.3, 3.0, 30.0],
        learning__beta=3.0,
        learning__steps=20,
        learning__rate=0.3,
        conditional__hidden=[5],
        conditional__samples=80,
        conditional__sample_seed=8,
        conditional__seed=9,
        conditional__steps=30,
        conditional__rate=0.05,
    )


@pytest.fixture(scope="session")
def smallest() -> StoryData:
    """Return the data of a story with as little in it as is allowed."""
    return told(
        horn__samples=1,
        horn__noise_std=0.0,
        horn__growth=0.0,
        slice__x=1.0,
        slice__samples=1,
        decoder__weights=[0.0, -1.6],
        decoder__latents=4,
        picks__energy=1,
        picks__one_valley=1,
        picks__two_valleys=1,
        one_to_many__samples=1,
        predictor__hidden=[1],
        predictor__steps=1,
        field__grid_step=2.0,
        field__row_y1=[0.0],
        temperature__betas=[1.0],
        learning__steps=1,
        conditional__hidden=[1],
        conditional__samples=1,
        conditional__steps=1,
    )


@lru_cache(maxsize=64)
def script_of(chapter: type[Chapter], data: StoryData, language: str = REFERENCE) -> Script:
    """Read a chapter's words once for all that play it."""
    if language == REFERENCE:
        return FILM.script(chapter.name, data, FILM.timings())
    return load_script(chapter.name, data, language=language)


@pytest.fixture
def play() -> Play:
    """Play a chapter without painting it, and return it.

    Without ``watch`` every animation is jumped to its end. With it the frames of ``frames`` are
    really stepped through, and ``watch(chapter, frame)`` is called at each that is drawn.
    """

    def run(
        chapter: type[Chapter],
        *,
        data: StoryData | None = None,
        until: str | None = None,
        frames: range | None = None,
        watch: Watch | None = None,
        language: str = REFERENCE,
    ) -> Any:
        data = data or lecture_data()
        with tempconfig(DRAFT):
            scene = chapter(
                data=data,
                script=script_of(chapter, data, language),
                until=until,
                frames=frames,
                skip_animations=watch is None,
            )
            leave_unpainted(scene)
            if watch is not None:
                watch_frames(scene, watch)
            scene.render()
            return scene

    return run


@pytest.fixture
def painted() -> Callable[[Any], Recorder]:
    """Paint a mobject and return what it painted."""

    def paint(mobject: Any) -> Recorder:
        recorder = Recorder()
        mobject.paint(recorder)
        return recorder

    return paint
