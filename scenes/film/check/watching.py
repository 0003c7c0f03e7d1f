"""Playing a chapter to look at it: at the ends of every animation and a few times a second."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from manim import Animation, CairoRenderer, Mobject, Scene

from scenes import look
from scenes.chapter import Chapter
from scenes.film.camera import Area, MovedCamera, in_order
from scenes.film.check.jumps import cut_between, light_of, stepped, suspects
from scenes.film.check.sight import Seen, seen_in
from scenes.film.marks.lines import remembering_lines
from scenes.film.marks.marks import Box
from scenes.film.marks.naming import Names
from scenes.film.quality import Quality
from scenes.film.render import film_config
from scenes.narration.script import Beat, Script
from scenes.settings import settings
from scenes.story.data import StoryData

QUALITY = Quality("check", 854, 480, 30)
"""What a chapter is looked at in: small pictures, and the times of the film."""

LOOKS_A_SECOND = 2.0  # while something moves
A_WHILE = 0.5  # seconds
SUDDEN = 2  # frames of an animation that is none

FRAME = Box(look.FRAME.left, look.FRAME.bottom, look.FRAME.right, look.FRAME.top)

Picture = npt.NDArray[Any]
"""RGB, shape (height, width, 3), uint8 (which Manim's types do not say)."""
Place = Literal["first", "within", "last"]
Jump = Literal["", "before", "after"]


@dataclass(frozen=True)
class Moment:
    """What a look at the chapter finds; pictures are valid until the next look.

    Attributes
    ----------
    chapter : Chapter
        The chapter as it is now.
    beat : Beat
        What is said.
    frame : int
        Its number in the chapter, at 30 a second.
    lasts : int
        For how many frames it stands still; 1 where something moves.
    play : int
        Which of the chapter's animations and holds it belongs to.
    place : str
        Where in it: "first", "within" or "last".
    picture : ndarray
        What is seen, shape (height, width, 3), uint8.
    seen : list of Seen
        The words and things, in the order of drawing.
    length : int
        Frames of the animation or hold.
    settled : set of int
        The ids of the words and things that have looked the same for a while.
    areas : list of Area
        Outside of them the picture is that of the moment before.
    named : callable
        Returns the names of all that the chapter holds now.
    grounded : callable
        Draws what would be seen without words.
    animations : tuple of Animation
        Those that are played, with those within them; none where the picture is held.
    jump : str
        Whether it is the frame "before" or "after" something is suspected to jump.
    """

    chapter: Chapter
    beat: Beat
    frame: int
    lasts: int
    play: int
    place: Place
    picture: Picture
    seen: list[Seen]
    length: int
    settled: frozenset[int]
    areas: Sequence[Area]
    named: Callable[[], Names]
    grounded: Callable[[], Picture]
    animations: tuple[Animation, ...] = ()
    jump: Jump = ""

    @property
    def time(self) -> float:
        """Seconds from the chapter's start."""
        return self.frame / QUALITY.fps

    @cached_property
    def words(self) -> list[Seen]:
        """What is to be read."""
        return [seen for seen in self.seen if seen.is_words]

    @cached_property
    def things(self) -> list[Seen]:
        """What is not to be read."""
        return [seen for seen in self.seen if not seen.is_words]

    @cached_property
    def names(self) -> Names:
        """What the chapter calls its things."""
        return self.named()

    @cached_property
    def ground(self) -> Picture:
        """What would be seen without words, shape (height, width, 3), uint8."""
        return self.grounded()


Watch = Callable[[Moment], None]


class LookingRenderer(CairoRenderer):
    """Manim's renderer, which looks at a chapter instead of filming it.

    Parameters
    ----------
    watch
        Is shown each moment.
    """

    def __init__(self, watch: Watch) -> None:
        super().__init__(camera_class=MovedCamera)
        self._watch = watch
        self._ground = MovedCamera()
        self._settling = Settling()
        self._playing: tuple[Animation, ...] = ()
        self._names: tuple[tuple[int, ...], Names] | None = None

    def play(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Run one animation, stepping to the frames that are looked at."""
        assert isinstance(scene, Chapter)
        jump = scene.play_internal
        scene.play_internal = (  # type: ignore[method-assign]
            lambda skip_rendering=False: self._step(scene, jump)
        )
        try:
            super().play(scene, *args, **kwargs)
        finally:
            scene.play_internal = jump  # type: ignore[method-assign]

    def _step(self, scene: Chapter, jump: Callable[[], None]) -> None:
        """Show the animation's first frame, some within and its end, before it is cleaned up."""
        if self.skip_animations:
            jump()
            return
        animations = scene.animations or []
        scene.duration = scene.get_run_time(animations)
        count = max(math.ceil(scene.duration * QUALITY.fps), 1)
        self._playing = tuple(_with_parts(animations))
        shares = np.minimum(np.arange(count + 1) / QUALITY.fps / scene.duration, 1)
        cuts, before, seen = stepped(animations, shares), 0, list[Seen]()
        for number in [*frames_to_look_at(count), count]:
            _go(scene, number)
            now = seen_in(scene.mobjects)
            if number > 0:
                cuts |= self._cuts(scene, (before, seen), (number, now))
            for cut in sorted(cut for cut in cuts if before <= cut < number):
                _go(scene, cut)
                self._look(scene, cut, count, "within", jump="before")
                if cut + 1 < number:
                    _go(scene, cut + 1)
                    self._look(scene, cut + 1, count, "within", jump="after")
                _go(scene, number)
            place: Place = "first" if number == 0 else "last" if number == count else "within"
            is_cut = number > 0 and (number - 1 in cuts or count <= SUDDEN)
            self._look(scene, number, count, place, jump="after" if is_cut else "", seen=now)
            before, seen = number, now
        for animation in animations:
            animation.finish()
            animation.clean_up_from_scene(scene)
        self._playing = ()
        scene.update_mobjects(0)

    def _cuts(
        self, scene: Chapter, before: tuple[int, list[Seen]], now: tuple[int, list[Seen]]
    ) -> set[int]:
        """Return the frames between two looks after which words or marks come or leave at once.

        Where some come as others leave, something is read off anew.
        """
        suspected = suspects(before[1], now[1], self._playing)
        seen: dict[float, list[float]] = {}

        def lights(number: float) -> list[float]:
            """Return how opaque each of those is at a frame, which is shown once for all."""
            if number not in seen:
                _settle(scene, number)
                seen[number] = [light_of(mobject) for mobject, _ in suspected]
            return seen[number]

        found: dict[int, set[bool]] = defaultdict(set)
        for place, (_, comes) in enumerate(suspected):

            def light(number: float, place: int = place) -> float:
                return lights(number)[place]

            cut = cut_between(light, before[0], now[0])
            if cut is not None:
                found[cut].add(comes)
        if seen:
            _settle(scene, now[0])
        return {cut for cut, ways in found.items() if len(ways) == 1}

    def freeze_current_frame(self, duration: float) -> None:
        """Look once at a picture that is held."""
        if self.skip_animations or self._scene is None:
            return
        count = round(duration * QUALITY.fps)
        self._look(self._scene, 0, count, "first", lasts=count)

    def init_scene(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Take note of the chapter."""
        super().init_scene(scene, *args, **kwargs)
        self._scene = scene if isinstance(scene, Chapter) else None

    def save_static_frame_data(self, scene: Scene, static_mobjects: Iterable[Mobject]) -> None:
        """Leave it: what does not move is not drawn anew anyway."""

    def update_frame(self, scene: Scene, *args: Any, **kwargs: Any) -> None:
        """Leave it: what is looked at is drawn then."""

    def get_frame(self) -> Any:
        """Return the last picture."""
        return self.camera.pixel_array

    def _look(
        self,
        scene: Chapter,
        number: int,
        length: int,
        place: Place,
        *,
        lasts: int = 1,
        jump: Jump = "",
        seen: list[Seen] | None = None,
    ) -> None:
        number = min(number, length - 1)
        drawn = in_order(scene.mobjects)
        seen = seen_in(scene.mobjects, drawn) if seen is None else seen
        words = {id(part) for each in seen if each.is_words for part in each.parts}
        camera = self.camera
        assert isinstance(camera, MovedCamera)
        areas = camera.draw_moving(drawn)
        assert scene._beat is not None

        def grounded() -> Picture:
            self._ground.draw_moving([mobject for mobject in drawn if id(mobject) not in words])
            return self._ground.pixel_array[..., :3]

        def named() -> Names:
            """Return what was found before, while the same things are drawn by the same play."""
            key = (self.num_plays, *map(id, drawn))
            if self._names is None or self._names[0] != key:
                self._names = key, Names(scene)
            return self._names[1]

        self._watch(
            Moment(
                scene,
                scene._beat,
                scene.frame + number,
                lasts,
                self.num_plays,
                place,
                camera.pixel_array[..., :3],
                seen,
                length,
                self._settling.settled(seen, scene.frame + number, lasts),
                areas,
                named,
                grounded,
                self._playing,
                jump,
            )
        )


def _go(scene: Chapter, number: float) -> None:
    """Show a frame of what is played, counted from its start; earlier ones, too, or between two."""
    scene.update_to_time(min(number / QUALITY.fps, scene.duration))


def _settle(scene: Chapter, number: float) -> None:
    """Show a frame, whichever was before it: what follows may be placed before what it follows."""
    for _ in range(2):
        _go(scene, number)


def _with_parts(animations: Iterable[Animation]) -> Iterator[Animation]:
    """Yield animations, and those that groups of them hold."""
    for animation in animations:
        yield animation
        yield from _with_parts(getattr(animation, "animations", ()))


class Settling:
    """Notes since when each thing has been where it is, and as bright."""

    def __init__(self) -> None:
        self._since: dict[int, tuple[tuple[float, ...], int]] = {}

    def settled(self, seen: list[Seen], frame: int, lasts: int) -> frozenset[int]:
        """Return which have been for a while, at the end of a moment."""
        before, self._since = self._since, {}
        for each in seen:
            state = (*np.round(each.box, 2), round(each.opacity, 2))
            old = before.get(id(each.mobject))
            since = old[1] if old is not None and old[0] == state else frame
            self._since[id(each.mobject)] = state, since
        last = frame + lasts - 1 - A_WHILE * QUALITY.fps
        return frozenset(name for name, (_, since) in self._since.items() if since <= last)


def frames_to_look_at(count: int) -> list[int]:
    """Return which of an animation's frames are looked at: the first, the middle, some a second."""
    number = max(2, 2 * round(count / QUALITY.fps * LOOKS_A_SECOND / 2))
    return sorted({round(k * count / number) for k in range(number)})


def watch_chapter(
    chapter_class: type[Chapter],
    *,
    data: StoryData,
    script: Script,
    watch: Watch,
    beat: str | None = None,
) -> Chapter:
    """Play a chapter, or one of its beats, and show its moments.

    Parameters
    ----------
    chapter_class
        The chapter.
    data
        The numbers.
    script
        The chapter's narration.
    watch
        Is shown each moment, in order.
    beat
        The one that is looked at; by default all are.
    """
    frames = None
    if beat is not None:
        timed = script.in_frames(QUALITY.fps).beat(beat)
        # From the animation before, so that it is seen what is otherwise as the beat begins.
        first = max(round(timed.start * QUALITY.fps) - 1, 0)
        frames = range(first, round(timed.end * QUALITY.fps))
    with settings(film_config(QUALITY)), remembering_lines():
        chapter = chapter_class(
            data=data, script=script, frames=frames, renderer=LookingRenderer(watch)
        )
        chapter.render()
    return chapter


def pixels(box: Box, margin: int = 0) -> tuple[slice, slice]:
    """Return the rows and columns of a picture that a box covers, at least one of each."""
    scale = QUALITY.height / 8.0
    left = int(box.left * scale + QUALITY.width / 2) - margin
    right = math.ceil(box.right * scale + QUALITY.width / 2) + margin
    top = int(QUALITY.height / 2 - box.top * scale) - margin
    bottom = math.ceil(QUALITY.height / 2 - box.bottom * scale) + margin
    rows = slice(min(max(top, 0), QUALITY.height - 1), max(bottom, 1))
    return rows, slice(min(max(left, 0), QUALITY.width - 1), max(right, 1))


def covering(boxes: Sequence[Box]) -> Box:
    """Return the smallest box round boxes."""
    sides = list(zip(*boxes, strict=True))
    return Box(min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3]))
