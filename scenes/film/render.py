"""Drawing a chapter: all its frames into a part of the film, or some of them as pictures."""

from __future__ import annotations

import configparser
import importlib
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import perf_counter, process_time
from types import TracebackType
from typing import Any, Self

import manim
import numpy.typing as npt
from manim import CairoRenderer, Mobject, Scene
from manim._config.utils import ManimConfig

from scenes import look
from scenes.chapter import Chapter
from scenes.film.camera import Area, MovedCamera
from scenes.film.encoder import Encoder
from scenes.film.errors import FilmError, one_line, writing
from scenes.film.job import Job
from scenes.film.lessons import KeptLessons
from scenes.film.parts import Depends, Record, keep_part
from scenes.film.quality import Quality
from scenes.film.sources import beat_sources, tree_digest
from scenes.labels import shown
from scenes.narration.script import Script
from scenes.settings import settings
from scenes.story.data import StoryData
from scenes.story.watched import watched

Frame = npt.NDArray[Any]
"""A picture: RGBA, shape (height, width, 4), uint8 (which Manim's types do not say)."""


@dataclass(frozen=True)
class Drawn:
    """A frame that was drawn.

    Attributes
    ----------
    number
        Of the frame, in the chapter.
    camera
        That drew it.
    changed
        The picture, but only within the areas.
    areas
        Outside of them it equals the frame that was handed on before.
    count
        For how many frames it stands still.
    """

    number: int
    camera: MovedCamera
    changed: Frame
    areas: Sequence[Area]
    count: int

    @property
    def picture(self) -> Frame:
        """What it shows; only until the next frame is drawn, so copy what is kept."""
        return self.camera.pixel_array


TakeFrame = Callable[[Drawn], None]
"""What is called with every frame that is drawn."""


class FrameRenderer(CairoRenderer):
    """Manim's renderer, whose frames go to a function and not to Manim's files.

    Parameters
    ----------
    take
        Called with every drawn frame.
    wanted
        The numbers of the frames to draw, ascending; by default all. The others are not drawn, but
        what they show moves on, and whole animations without a wanted frame are jumped over.
    """

    camera: MovedCamera

    def __init__(self, take: TakeFrame, wanted: Sequence[int] | None = None) -> None:
        super().__init__(camera_class=MovedCamera)
        self._take = take
        self._wanted = wanted
        self._due = 0  # the place in ``wanted`` of the next frame to draw
        self._next = 0
        self._areas: list[Area] = []  # that have changed since a frame was handed on

    def want(self, wanted: Sequence[int], take: TakeFrame) -> None:
        """Draw other frames from now on, ascending, and hand them to another function."""
        self._wanted, self._take, self._due = wanted, take, 0

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Run one animation."""
        if not isinstance(scene, Chapter):
            raise TypeError(f"{scene} is not a chapter")
        self._next = scene.frame
        super().play(scene, *args, **kwargs)
        if self._wanted is not None and self._due < len(self._wanted):
            # The chapter looks ahead in this range, to jump over what holds no wanted frame.
            scene.frames = range(self._wanted[self._due], self._wanted[-1] + 1)

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Draw what does not move while an animation runs."""
        if not self.skip_animations:
            self.camera.draw_resting(static_mobjects)

    def update_frame(
        self,
        scene: Scene,
        mobjects: Iterable[Mobject] | None = None,
        include_submobjects: bool = True,
        ignore_skipping: bool = True,
        **kwargs: Any,
    ) -> None:
        """Draw what moves; without mobjects, all of them."""
        if not self.skip_animations:
            self._areas += self.camera.draw_moving(mobjects or scene.mobjects)

    def get_frame(self) -> Frame:
        """Return the picture, which the next one changes in place."""
        return self.camera.pixel_array

    def render(
        self, scene: Scene, time: float, moving_mobjects: Iterable[Mobject] | None = None
    ) -> None:
        """Draw the frame at a time of the animation, if it is wanted."""
        assert isinstance(scene, Chapter)
        self._next = scene.frame + round(time * self.camera.frame_rate)
        if self._is_wanted(self._next):
            is_first = not self._areas  # since a frame was handed on
            self.update_frame(scene, moving_mobjects)
            self.add_frame(self.camera.changed if is_first else self.get_frame())
        else:
            self._pass(1)

    def add_frame(self, frame: Frame, num_frames: int = 1) -> None:
        """Hand a drawn frame on."""
        if self.skip_animations:
            return
        first = number = self._next
        self._pass(num_frames)
        if self._wanted is None:
            self._hand_on(first, frame, num_frames)
            return
        while number < first + num_frames:
            start = number
            while number < first + num_frames and self._is_wanted(number):
                self._due += 1
                number += 1
            if number > start:
                self._hand_on(start, frame, number - start)
            else:
                number += 1

    def _hand_on(self, number: int, frame: Frame, count: int) -> None:
        self._take(Drawn(number, self.camera, frame, self._areas, count))
        self._areas = []

    def _is_wanted(self, number: int) -> bool:
        wanted = self._wanted
        return wanted is None or (self._due < len(wanted) and wanted[self._due] == number)

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
        with settings(film_config(quality)):
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
    wanted: Sequence[int] | None = None,
    end_beat: Callable[[str], None] | None = None,
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
        The numbers of the frames to draw, ascending; by default all.
    end_beat
        Called with the name of every beat that has ended, drawn or jumped over.

    Raises
    ------
    FilmError
        If the chapter raises: its text names the chapter, the beat and the line.
    """
    frames = range(wanted[0], wanted[-1] + 1) if wanted else None
    try:
        with settings(film_config(quality)):
            renderer = FrameRenderer(take, wanted)
            chapter = chapter_class(data=data, script=script, frames=frames, renderer=renderer)
            if end_beat is not None:
                chapter.on_beat_end = lambda beat: end_beat(beat.name)  # type: ignore[method-assign]
            chapter.render()
    except FilmError:
        raise
    except Exception as error:
        raise FilmError(_what_failed(script, error), traceback.format_exc()) from error


class PartsMaker:
    """Encodes the beats of a job, each into a part of its own, and publishes what is whole.

    Use it as a context manager: leaving it drops what is half-made.

    Parameters
    ----------
    job
        What is to be made.
    depends
        Returns what the pictures have read so far.
    report
        Called with the number of frames done so far.
    """

    def __init__(
        self, job: Job, depends: Callable[[], Depends], report: Callable[[int], None]
    ) -> None:
        self._job, self._depends, self._report = job, depends, report
        self._parts = {part.beat: part for part in job.parts}
        self._left = deque(job.parts)
        self._started, self._cpu = perf_counter(), process_time()
        self._before: float | None = None
        self._done = 0
        self._encoder: Encoder | None = None
        self._open = ExitStack()

    def take(self, drawn: Drawn) -> None:
        """Encode a frame of the beat that is played."""
        with writing(self._job.folder):  # the disk is to blame for what goes wrong, and no beat
            if self._encoder is None:
                self._begin()
            assert self._encoder is not None
            self._encoder.put(drawn.changed, drawn.count, drawn.areas)
        self._report(self._done + self._encoder.frames)

    def end_beat(self, beat: str) -> None:
        """Publish a beat that was drawn.

        Raises
        ------
        FilmError
            If it has a wrong length, or can't be written.
        """
        if beat not in self._parts:
            return
        part, made = self._left[0], self._made
        drawn = self._encoder.frames if self._encoder else 0
        with writing(self._job.folder):
            self._open.close()
            encoding = self._encoder.cpu if self._encoder else 0.0
            self._encoder = None
            if drawn != part.frames:
                raise FilmError(
                    f"{part.chapter}.{beat}: {drawn} frames were drawn, "
                    f"but its words take {part.frames}"
                )
            self._done += drawn
            self._left.popleft()
            record = Record(
                self._depends(),
                seconds=round(perf_counter() - self._started, 3),
                cpu=round(process_time() - self._cpu, 3),
                encoding=round(encoding, 3),
                before=self._before,
                memory=round(_most_memory()),
            )
            keep_part(made, part, record, self._job.folder)
        self._report(self._done)

    def _begin(self) -> None:
        first = self._left[0] is self._job.parts[0]
        now = perf_counter()
        self._before, self._started = round(now - self._started, 3) if first else None, now
        self._cpu = process_time()
        self._encoder = self._open.enter_context(Encoder(self._made, self._job.quality))

    @property
    def _made(self) -> Path:
        part = self._left[0]
        return self._job.scratch / f"{part.place}-{part.key}.mp4"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open.__exit__(kind, error, traceback)


def _sources(job: Job) -> str:
    beats = [beat.name for beat in job.script.beats]
    return beat_sources(job.module, job.packages, beats).beats[job.parts[-1].beat]


def make_parts(job: Job, report: Callable[[int], None]) -> None:
    """Draw consecutive beats of a chapter into their parts of the film.

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
    chapter_class = load_chapter(job.module, job.quality)
    # What is edited from now on changes nothing here, and gives the parts other names next time.
    if tree_digest(job.packages) != job.tree and _sources(job) != job.sources:
        raise FilmError(f"{job.chapter}: its source was edited meanwhile; run again")
    story, read = watched(job.story)
    data = StoryData(story, keeper=KeptLessons(job.folder.with_name("kept")))

    def depends() -> Depends:
        labels = {f"label {name}": words for name, words in shown().items()}
        return {f"story {name}": value for name, value in read.items()} | labels

    with PartsMaker(job, depends, report) as maker:
        draw(
            chapter_class,
            data=data,
            script=job.script,
            quality=job.quality,
            take=maker.take,
            wanted=range(job.first_frame, job.first_frame + job.frames),
            end_beat=maker.end_beat,
        )


@cache
def film_config(quality: Quality) -> ManimConfig:
    """Read Manim's settings for the film, the same from every folder and for every user.

    Parameters
    ----------
    quality
        Size and frame rate.

    Returns
    -------
    ManimConfig
        Manim's defaults with the film's background, and Manim's own output and cache switched off;
        the same object each time.
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


def _most_memory() -> float:
    """Return the most megabytes that this process has held; 0 where the system doesn't tell."""
    try:
        import resource
    except ImportError:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1e6 if sys.platform == "darwin" else 1e3)
