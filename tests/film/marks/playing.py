"""Chapters that stand still at the end of a beat, to be pointed at."""

from __future__ import annotations

import numpy as np
from manim import tempconfig

from scenes.chapter import Chapter
from scenes.film.camera import MovedCamera
from scenes.film.marks.lines import remembering_lines
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES
from scenes.film.render import FrameRenderer, film_config, load_chapter
from scenes.story.data import StoryData

DRAFT = QUALITIES["draft"]
NEVER = range(10**9, 10**9 + 1)


def played(name: str, beat: str, data: StoryData) -> Chapter:
    """Return a chapter as it is at the end of a beat; all that it plays is jumped over."""
    chapter_class = load_chapter(FILM.module(name), DRAFT)
    script = FILM.script(name, data, FILM.timings())
    with tempconfig(film_config(DRAFT)), remembering_lines():
        renderer = FrameRenderer(lambda _: None)
        chapter = chapter_class(
            data=data, script=script, renderer=renderer, until=beat, frames=NEVER
        )
        chapter.render()
    return chapter


def picture(chapter: Chapter) -> np.ndarray:
    """Draw a chapter as it is now: RGB, shape (height, width, 3)."""
    with tempconfig(film_config(DRAFT)):
        camera = MovedCamera()
        camera.draw_moving(chapter.mobjects)
        return camera.pixel_array[..., :3].astype(int)


def pixel_of(place: np.ndarray) -> tuple[int, int]:
    """Return the column and the row of the pixel that a place is in."""
    unit = DRAFT.height / 8.0
    return int(DRAFT.width / 2 + place[0] * unit), int(DRAFT.height / 2 - place[1] * unit)
