"""Chapter: a Manim scene whose ``construct`` is a list of beats, each as long as its words."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, ClassVar

from manim import BLACK, Animation, Mobject, RendererType, Scene, Wait, config
from manim.utils.exceptions import EndSceneEarlyException

from scenes import labels, look
from scenes.narration.errors import NarrationError
from scenes.narration.languages import language
from scenes.narration.script import Beat, Script, load_script
from scenes.narration.timings import TIMINGS, TimingsError, load_timings
from scenes.painting import PaintCamera
from scenes.settings import settings
from scenes.story.data import StoryData
from scenes.story.parameters import StoryError, load_story
from scenes.story.tables import Table

LONGEST_HOLD = 5.0
"""Seconds that a picture stands still at most, in a beat that says what to look at meanwhile."""

GLANCE = 1.0
"""Seconds of that look."""

Glance = Callable[[], Iterable[Any]]
"""Makes animations that draw the eye to something and leave it as it was."""


class ChapterError(RuntimeError):
    """A chapter and its narration do not fit: one line that names the chapter and the beat."""


@contextmanager
def _told_in_one_line() -> Iterator[None]:
    """End the program with one line if there is something wrong with the story or the words."""
    try:
        yield
    except (StoryError, NarrationError, TimingsError, labels.LabelError) as error:
        sys.exit(str(error))


class Chapter(Scene):
    """A scene in beats, each named as its heading in the narration and as long as its words.

    Time is counted in whole frames, as `Script.in_frames` has them: a beat is exactly as long as
    its words, whatever its animations. They have the time until the next cue that pictures wait
    for, and what does not fit is shortened, so that no words, language or voice break a chapter.

    Parameters
    ----------
    renderer
        Manim's; by default a Cairo renderer of its own.
    data
        The numbers; by default those of the story named by ``LVEBM_STORY``, or the lecture's.
    until
        Stop after this beat.
    frames
        The frames that are wanted: a play that has none of them is jumped over, and the scene ends
        after the last of them. By default all.
    **kwargs
        For `manim.Scene`.

    Attributes
    ----------
    shortened : list of str
        A line for each animation that had less time than it was given: none in the lecture.

    Raises
    ------
    ChapterError
        If ``until`` names no beat.
    SystemExit
        If Manim's settings ask for OpenGL, or for animations that there are none of, or if the
        story or the words that it reads itself can't be used. Manim's command shows all the calls
        that led to an error, but of this one line.
    """

    name: ClassVar[str]
    tables: ClassVar[tuple[Callable[[StoryData], tuple[Table, ...]], ...]] = ()
    """What ``lvebm numbers`` lists: functions of `scenes.story.tables`."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Name the chapter after its file; one that plays another's beats has its name and words.

        So has one of a notebook, which has no file.
        """
        super().__init_subclass__(**kwargs)
        if "construct" not in vars(cls) and hasattr(cls, "name"):
            return
        # Manim's own command loads a scene's file under a name that need not be the module's.
        file = getattr(sys.modules[cls.__module__], "__file__", None)
        if file is not None:
            cls.name = Path(file).stem

    def __init__(
        self,
        renderer: Any = None,
        *,
        data: StoryData | None = None,
        script: Script | None = None,
        until: str | None = None,
        frames: range | None = None,
        **kwargs: Any,
    ) -> None:
        if config.renderer == RendererType.OPENGL:
            sys.exit(f"{self.name}: only Manim's Cairo renderer can draw it, not --renderer opengl")
        if 0 <= config.upto_animation_number < config.from_animation_number:
            first, last = config.from_animation_number, config.upto_animation_number
            sys.exit(f"-n {first},{last}: the last must not be before the first")
        super().__init__(**{"renderer": renderer, "camera_class": PaintCamera, **kwargs})
        camera: Any = self.camera
        if camera.background_color == BLACK:  # Manim's own, in a folder without a manim.cfg
            camera.background_color = look.BACKGROUND
        with _told_in_one_line() if data is None or script is None else nullcontext():
            self.data = data if data is not None else StoryData(load_story())
            told = script if script is not None else self._load_script()
            self.script: Script = told.in_frames(self.camera.frame_rate)
            spoken = self.script.picture_language
            labels.speak(spoken, language(spoken).numbers.mark)
        names = [beat.name for beat in self.script.beats]
        if until is not None and until not in names:
            raise ChapterError(f"{self.name}: no beat {until!r}; its beats are {', '.join(names)}")
        self.until = until
        self.frames = frames
        self.frame = 0
        self._beats_played = 0
        self._beat: Beat | None = None
        self._beat_frames = range(0)
        self._share = 0.0
        self._ahead: dict[str, float] = {}  # the cues not waited for yet, and when they're said
        self._glance: Glance | None = None
        self._stood = 0.0  # seconds for which nothing has moved
        self.shortened: list[str] = []

    def _load_script(self) -> Script:
        """Read the chapter's words, with the times of the committed table if there is one."""
        timings = load_timings() if TIMINGS.exists() else None
        return load_script(self.name, self.data, timings=timings)

    @classmethod
    def number_tables(cls, data: StoryData) -> tuple[Table, ...]:
        """Return the numbers behind the chapter, as tables."""
        return tuple(table for make in cls.tables for table in make(data))

    def render(self, preview: bool = False) -> bool:
        """Render as Manim does, but nothing from its cache, which can't see into every number."""
        with settings({"disable_caching": True}):
            goes_on = bool(super().render(preview))
        first, count = config.from_animation_number, self.renderer.num_plays
        if self.until is None and self.frames is None and first >= count > 0:
            sys.exit(f"{self.name}: -n {first}: its {count} animations are 0 to {count - 1}")
        return goes_on

    # --- Beats -----------------------------------------------------------------------------------

    def beat(self, method: Callable[[], None]) -> None:
        """Play one beat, then hold its last picture until its words are over.

        Parameters
        ----------
        method
            The beat; its name is its heading in the narration.

        Raises
        ------
        ChapterError
            If the narration has another beat here.
        """
        name = method.__name__
        expected = [beat.name for beat in self.script.beats[self._beats_played :][:1]]
        if expected != [name]:
            heading = f"'## {expected[0]}'" if expected else "nothing more"
            raise ChapterError(f"{self.name}.{name}: the narration has {heading} here")
        self.next_section(name)  # a video of its own for ``manim --save_sections``
        self._beat = self.script.beats[self._beats_played]
        fps = self.camera.frame_rate
        self._beat_frames = range(round(self._beat.start * fps), round(self._beat.end * fps))
        self._share = self._stood = 0.0  # what a beat looks like hangs on its own words alone
        self._ahead = {cue: self._share_at(cue) for cue in self._beat.cues}
        method()
        self._ahead = {}
        self.hold(1 - self._share)
        self._glance = None
        self._beats_played += 1
        self.on_beat_end(self._beat)
        if name == self.until:
            raise EndSceneEarlyException

    def on_beat_end(self, beat: Beat) -> None:
        """Take note that a beat has ended; for those who look at a chapter beat by beat."""

    def tear_down(self) -> None:
        """Check that no beat of the narration was left out."""
        super().tear_down()
        for section in self.renderer.file_writer.sections:
            if not section.get_clean_partial_movie_files():
                section.video = None  # Manim can't make one without frames
        left = [beat.name for beat in self.script.beats[self._beats_played :]]
        if left and not self._ends_early():
            raise ChapterError(f"{self.name}: nothing shows the beat {left[0]!r} of the narration")

    def _ends_early(self) -> bool:
        """Tell whether only a part of the chapter was asked for: here, or as ``manim -n 3,5``."""
        return (
            self.until is not None
            or self.frames is not None
            or 0 <= config.upto_animation_number < self.renderer.num_plays
        )

    # --- Time ------------------------------------------------------------------------------------

    def play(
        self, *animations: Any, share: float | None = None, until: str | None = None, **kwargs: Any
    ) -> None:
        """Play animations for a share of the beat, or until a word of it is said.

        Parameters
        ----------
        *animations
            As for `manim.Scene.play`.
        share
            Part of the beat's duration, in (0, 1]; less if there is less until the next cue.
        until
            A cue of the beat, instead of the share: the animations end as it is said.
        **kwargs
            As for `manim.Scene.play`, but ``run_time``, which is the share's.

        Raises
        ------
        ChapterError
            Outside a beat.
        NarrationError
            If the beat has no such cue.
        """
        count = self._frames_of(self._share_until(until) if share is None else share)
        # Manim draws ceil(run_time * fps) frames of a play; stay clear of the float's edge.
        run_time = max(count - 1e-3, 0.5) / self.camera.frame_rate
        self._stood = 0.0
        self._draw(
            count, lambda: super(Chapter, self).play(*animations, run_time=run_time, **kwargs)
        )

    def hold(self, share: float) -> None:
        """Keep the picture for a share of the beat.

        Parameters
        ----------
        share
            Part of the beat's duration, in [0, 1]; less if there is less until the next cue.

        Raises
        ------
        ChapterError
            Outside a beat.
        """
        while self._glance is not None and self._is_long(share):
            still = self._stood + share * self._seconds - GLANCE
            pause = still / math.ceil(still / LONGEST_HOLD + 1) - self._stood
            self._stand(max(pause, 0.0) / self._seconds)
            self.play(*self._glance(), share=GLANCE / self._seconds)
            share -= (max(pause, 0.0) + GLANCE) / self._seconds
        self._stand(share)

    def _is_long(self, share: float) -> bool:
        """Tell whether a hold makes the picture stand too long, and has room for a glance."""
        more = share * self._seconds
        return more > GLANCE and self._stood + more > LONGEST_HOLD

    @property
    def _seconds(self) -> float:
        """How long the beat is."""
        return self._beat.duration if self._beat is not None else 0.0

    def _stand(self, share: float) -> None:
        """Keep the picture as it is, for a share of the beat."""
        count = self._frames_of(share)
        if count == 0:
            return
        self._stood += count / self.camera.frame_rate
        self.animations = [Wait()]  # which Manim asks whether anything moves by itself
        frozen = not self.should_update_mobjects()
        # ... and floor(run_time * fps) frames of a frozen one.
        run_time = (count + (1e-3 if frozen else -1e-3)) / self.camera.frame_rate
        wait = Wait(run_time=run_time, frozen_frame=frozen)
        self._draw(count, lambda: super(Chapter, self).play(wait))

    def meanwhile(self, glance: Glance) -> None:
        """Have something looked at, to the beat's end, wherever the picture would stand for long.

        Parameters
        ----------
        glance
            Makes the animations anew each time.
        """
        self._glance = glance

    def hold_until(self, cue: str) -> None:
        """Keep the picture until a word of the beat is said.

        Parameters
        ----------
        cue
            The name that the narration gives it.

        Raises
        ------
        NarrationError
            If the beat has no such cue.
        """
        self.hold(self._share_until(cue))

    def get_moving_and_static_mobjects(
        self, animations: Iterable[Animation]
    ) -> tuple[list[Mobject], list[Mobject]]:
        """Tell what moves in a play, unless it is jumped over: then nobody asks."""
        if self.renderer.skip_animations:
            return [], []
        moving, static = super().get_moving_and_static_mobjects(animations)
        return list(moving), list(static)

    def get_time_progression(self, *args: Any, **kwargs: Any) -> Any:
        """Leave out the times of an animation before the first frame that is wanted."""
        times = super().get_time_progression(*args, **kwargs)
        late = 0 if self.frames is None else self.frames.start - self.frame
        if late > 0 and not self.renderer.skip_animations:
            times.iterable = times.iterable[late:]
        return times

    def _share_until(self, cue: str | None) -> float:
        """Return how much of the beat is left until a cue, which is waited for from now on."""
        if self._beat is None or cue is None:
            raise ChapterError(f"{self.name}: an animation needs a beat, and a share or a cue")
        place = self._share_at(cue)
        share = place - self._share
        if share < -1e-6:
            self._gave_way(f"the cue [{cue}] is waited for after it is said")
        self._ahead = {other: at for other, at in self._ahead.items() if at > place}
        return max(share, 0.0)

    def _share_at(self, cue: str) -> float:
        """Return how far into the beat a cue is said, as a share of it."""
        assert self._beat is not None
        # A whole number of frames, so that the share is the same wherever the beat starts.
        first = round((self._beat.cue(cue) - self._beat.start) * self.camera.frame_rate)
        return min(first / len(self._beat_frames), 1.0)

    def _frames_of(self, share: float) -> int:
        """Take a share of the beat, or what there is of it, and return it in frames."""
        if self._beat is None:
            raise ChapterError(f"{self.name}: an animation is played outside a beat")
        room = max(min(self._ahead.values(), default=1.0) - self._share, 0.0)
        if share > room + 1e-6:
            lacking = (share - room) * self._beat.duration
            self._gave_way(f"an animation is {lacking:.2f} s too long for its words")
            share = room / 2  # the other half is for those that come after it
        self._share = min(self._share + share, 1.0)
        end = self._beat_frames.start + round(self._share * len(self._beat_frames))
        return end - self.frame

    def _gave_way(self, what: str) -> None:
        """Write down that the pace gave way."""
        assert self._beat is not None
        self.shortened.append(f"{self.name}.{self._beat.name}: {what}")

    def _draw(self, count: int, play: Callable[[], None]) -> None:
        """Run a play of ``count`` frames: really, or jumping to its end if none is wanted."""
        start, end = self.frame, self.frame + count
        wanted = self.frames
        if wanted is not None and start >= wanted.stop:
            raise EndSceneEarlyException
        skipped = count == 0 or (wanted is not None and end <= wanted.start)
        renderer = self.renderer
        before = renderer._original_skipping_status
        renderer._original_skipping_status = before or skipped
        self.skip_animation_preview = before or skipped
        try:
            play()
        finally:
            renderer._original_skipping_status = before
        self.frame = end
