"""Drawing a chapter: all its frames into a part of the film, or some of them as pictures."""

from __future__ import annotations

import configparser
import importlib
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import manim
import numpy.typing as npt
from manim import CairoRenderer, Mobject, Scene, tempconfig
from manim._config.utils import ManimConfig

from scenes import look
from scenes.chapter import Chapter
from scenes.film.encoder import Encoder
from scenes.film.errors import FilmError, one_line, writing
from scenes.film.job import PartJob
from scenes.film.quality import Quality
from scenes.film.scratch import publish
from scenes.film.sources import sources_digest
from scenes.narration.script import Script
from scenes.painting import PaintCamera
from scenes.story.data import StoryData

Frame = npt.NDArray[Any]
"""A picture: RGBA, shape (height, width, 4), uint8 (which Manim's types do not say)."""

TakeFrame = Callable[[int, Frame, int], None]
"""What is called with a frame's number, the frame, and for how many frames it stands still."""


class FrameRenderer(CairoRenderer):
    """Manim's renderer, whose frames go to a function and not to Manim's files.

    Parameters
    ----------
    take
        Called with every drawn frame.
    wanted
        The numbers of the frames to draw; by default all. The others are not drawn, but what they
        show moves on, and whole animations without a wanted frame are jumped over.
    """

    def __init__(self, take: TakeFrame, wanted: Iterable[int] | None = None) -> None:
        super().__init__(camera_class=PaintCamera)
        self._take = take
        self._wanted = None if wanted is None else sorted(set(wanted))
        self._next = 0

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Run one animation."""
        if not isinstance(scene, Chapter):
            raise TypeError(f"{scene} is not a chapter")
        self._next = scene.frame
        super().play(scene, *args, **kwargs)
        if self._wanted:
            # The chapter looks ahead in this range, to jump over what holds no wanted frame.
            scene.frames = range(self._wanted[0], self._wanted[-1] + 1)

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the next frame, if it is wanted."""
        if self._wanted is None or self._next in self._wanted:
            super().render(scene, time, moving_mobjects)
        else:
            self._pass(1)

    def add_frame(self, frame: Frame, num_frames: int = 1) -> None:
        """Hand a drawn frame on."""
        if self.skip_animations:
            return
        first = self._next
        self._pass(num_frames)
        if self._wanted is None:
            self._take(first, frame, num_frames)
            return
        for number in range(first, first + num_frames):
            if number in self._wanted:
                self._wanted.remove(number)
                self._take(number, frame, 1)

    def _pass(self, count: int) -> None:
        self._next += count
        self.time += count / self.camera.frame_rate


def load_chapter(module: str, quality: Quality) -> type[Chapter]:
    """Import a chapter.

    Parameters
    ----------
    module
        Its module.
    quality
        Size and frame rate, which Manim must know before a chapter is imported.

    Returns
    -------
    type of Chapter
        The one chapter that the module defines.

    Raises
    ------
    FilmError
        If it can't be imported, or defines none or several.
    """
    try:
        with tempconfig(film_config(quality)):
            names = vars(importlib.import_module(module))
    except Exception as error:
        raise FilmError(f"{module}: {one_line(error)}", traceback.format_exc()) from error
    chapters = [
        value
        for value in names.values()
        if isinstance(value, type) and issubclass(value, Chapter) and value.__module__ == module
    ]
    if len(chapters) != 1:
        raise FilmError(f"{module}: must define one Chapter, defines {len(chapters)}")
    return chapters[0]


def draw(
    chapter_class: type[Chapter],
    *,
    data: StoryData,
    script: Script,
    quality: Quality,
    take: TakeFrame,
    wanted: Iterable[int] | None = None,
) -> None:
    """Play a chapter and hand on its frames.

    Parameters
    ----------
    chapter_class
        The chapter.
    data
        The numbers.
    script
        The chapter's narration.
    quality
        Size and frame rate.
    take
        Called with every drawn frame, in order.
    wanted
        The numbers of the frames to draw; by default all.

    Raises
    ------
    FilmError
        If the chapter raises: its text names the chapter, the beat and the line.
    """
    numbers = None if wanted is None else sorted(set(wanted))
    frames = range(numbers[0], numbers[-1] + 1) if numbers else None
    try:
        with tempconfig(film_config(quality)):
            renderer = FrameRenderer(take, numbers)
            chapter_class(data=data, script=script, frames=frames, renderer=renderer).render()
    except FilmError:
        raise
    except Exception as error:
        raise FilmError(_what_failed(script, error), traceback.format_exc()) from error


def make_part(job: PartJob, report: Callable[[int], None]) -> None:
    """Render one chapter into its part of the film.

    Parameters
    ----------
    job
        What to make.
    report
        Called with the number of frames done so far.

    Raises
    ------
    FilmError
        If the chapter raises, has a wrong length, can't be written or was edited meanwhile.
    """
    name = job.script.chapter
    chapter_class = load_chapter(job.module, job.quality)
    # What is edited from now on changes nothing here, and gives the part another name next time.
    if sources_digest(job.module, job.packages) != job.sources:
        raise FilmError(f"{name}: its source was edited meanwhile; run again")
    made = job.scratch / job.part.name
    with writing(job.part.parent):
        with Encoder(made, job.quality) as encoder:

            def take(first: int, frame: Frame, count: int) -> None:
                with writing(job.part.parent):  # the disk is to blame then, and no beat
                    encoder.put(frame, count)
                report(encoder.frames)

            draw(
                chapter_class,
                data=StoryData(job.story),
                script=job.script,
                quality=job.quality,
                take=take,
            )
            if encoder.frames != job.frames:
                raise FilmError(
                    f"{name}: {encoder.frames} frames were drawn, but its words take {job.frames}"
                )
        publish(made, job.part)


def film_config(quality: Quality) -> ManimConfig:
    """Read Manim's settings for the film, the same from every folder and for every user.

    Parameters
    ----------
    quality
        Size and frame rate.

    Returns
    -------
    ManimConfig
        Manim's defaults with the film's background, and Manim's own output and cache switched off.
    """
    defaults = Path(manim.__file__).parent / "_config" / "default.cfg"
    parser = configparser.ConfigParser()
    parser.read_string(defaults.read_text(encoding="utf-8"))
    config = ManimConfig().digest_parser(parser)
    config.update(
        {
            "pixel_width": quality.width,
            "pixel_height": quality.height,
            "frame_rate": quality.fps,
            "background_color": look.BACKGROUND,
            "disable_caching": True,
            "dry_run": True,
            "progress_bar": "none",
            "verbosity": "ERROR",
        }
    )
    return config


def _what_failed(script: Script, error: Exception) -> str:
    """Say in one line which chapter, beat and line failed, and how."""
    beats = {beat.name for beat in script.beats}
    calls = traceback.extract_tb(error.__traceback__)
    beat = next((call for call in calls if call.name in beats), None)
    if beat is None:
        return f"{script.chapter}: {one_line(error)}"
    place = f"{Path(beat.filename).name}, line {beat.lineno}"
    return f"{script.chapter}, beat {beat.name} ({place}): {one_line(error)}"
