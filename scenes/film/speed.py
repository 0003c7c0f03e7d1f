"""How fast this machine makes the film, from a few seconds of drawing."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.workers import worker_pool

if TYPE_CHECKING:
    from scenes.film.programme import Programme
    from scenes.film.quality import Quality
    from scenes.narration.script import Script
    from scenes.story.parameters import Story

SECONDS = 10.0  # of drawing
TAKEN = 1.0  # seconds of film from the middle of a beat


@dataclass(frozen=True)
class Speed:
    """What was measured.

    Attributes
    ----------
    frames
        How many were drawn and encoded.
    rate
        Frames a second, of all processes together.
    film_frames
        How many the film has.
    times
        How many times as fast as it plays.
    """

    frames: int
    rate: float
    film_frames: int
    times: float

    @property
    def film_seconds(self) -> float:
        """About how long the film takes, from nothing and without its sound."""
        return self.film_frames / self.rate


def measure(
    programme: Programme,
    scripts: Sequence[Script],
    story: Story,
    quality: Quality,
    jobs: int,
    report: Callable[[float], None],
) -> Speed:
    """Draw and encode pieces from all over the film, side by side, for some ten seconds.

    Parameters
    ----------
    programme
        The film.
    scripts
        The narrations of its chapters.
    story
        The numbers.
    quality
        Size and frame rate.
    jobs
        How many processes draw.
    report
        Called with the seconds that have passed.

    Returns
    -------
    Speed
        What was measured; starting up and jumping to a piece do not count.

    Raises
    ------
    FilmError
        If a chapter raises.
    """
    pieces = _spread([(script, beat.name) for script in scripts for beat in script.beats])
    started: float | None = None  # as soon as the processes are at work
    frames, seconds = 0, 0.0
    with tempfile.TemporaryDirectory() as folder, worker_pool(jobs) as submit:
        drawn = (
            submit(_draw, programme.module(script.chapter), script, beat, story, quality, path)
            for number, (script, beat) in enumerate(pieces)
            for path in [Path(folder) / f"{number}.mp4"]
        )
        running: set[Future[tuple[int, float]]] = set(islice(drawn, jobs))
        while running:
            ended, running = wait(running, timeout=0.2, return_when=FIRST_COMPLETED)
            if started is None and ended:
                started = time.monotonic()
            passed = 0.0 if started is None else time.monotonic() - started
            report(min(passed, SECONDS))
            for each in ended:
                count, took = each.result()
                frames, seconds = frames + count, seconds + took
            if passed < SECONDS:
                running |= set(islice(drawn, len(ended)))
    film = round(sum(script.duration for script in scripts) * quality.fps)
    rate = jobs * frames / seconds
    return Speed(frames, rate, film, rate / quality.fps)


def _spread(pieces: Sequence[tuple[Script, str]]) -> list[tuple[Script, str]]:
    """Order pieces so that however many are taken, they come from all over the film."""
    golden = (5**0.5 - 1) / 2
    places = [int(number * golden % 1 * len(pieces)) for number in range(len(pieces))]
    return [pieces[place] for place in dict.fromkeys([*places, *range(len(pieces))])]


def _draw(
    module: str, script: Script, beat: str, story: Story, quality: Quality, path: Path
) -> tuple[int, float]:
    """Draw and encode the middle of a beat; return the frames, and the seconds from the first."""
    from scenes.film.encoder import Encoder
    from scenes.film.render import Drawn, draw, load_chapter
    from scenes.story.data import StoryData

    told = script.in_frames(quality.fps).beat(beat)
    count = min(round(TAKEN * quality.fps), round(told.duration * quality.fps))
    first = round((told.start + told.duration / 2) * quality.fps) - count // 2
    started: list[float] = []

    with Encoder(path, quality) as encoder:

        def take(drawn: Drawn) -> None:
            if not started:
                started.append(time.perf_counter())
            encoder.put(drawn.changed, drawn.count, drawn.areas)

        draw(
            load_chapter(module, quality),
            data=StoryData(story),
            script=script,
            quality=quality,
            take=take,
            wanted=range(first, first + count),
        )
    return encoder.frames, time.perf_counter() - started[0]
