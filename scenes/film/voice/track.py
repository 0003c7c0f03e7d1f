"""Where in the film each passage is heard: with its beat, its chapter from a block of AAC on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenes.film.voice.speech import Speech
from scenes.narration.script import Script

RATE = 48_000  # samples a second: what video has, and a whole number to a frame
BLOCK = 1024  # samples in a packet of AAC


@dataclass(frozen=True, eq=False)
class Placed:
    """A passage in the film.

    Attributes
    ----------
    place
        Chapter and beat.
    speech
        What is said.
    start, end
        In samples at `RATE` from the film's start.
    """

    place: tuple[str, str]
    speech: Speech
    start: int
    end: int


def placed(
    scripts: Sequence[Script], speech: Mapping[tuple[str, str], Speech], fps: int
) -> tuple[Placed, ...]:
    """Find where each passage is heard.

    A chapter is heard from the block of AAC on that is nearest to its first frame, at most 11 ms
    from it: so a chapter that gets longer moves the others by whole blocks, and what is encoded of
    them stays.

    Parameters
    ----------
    scripts
        The chapters in order, with the times that their pictures follow.
    speech
        By chapter and beat.
    fps
        Frames a second: within its chapter, a beat starts with a frame, as its picture does.

    Returns
    -------
    tuple of Placed
        In order, without gaps; the last one ends with the film's last frame.
    """
    places: list[tuple[str, str]] = []
    starts: list[int] = []
    exact = moved = 0
    for script in scripts:
        first = round(exact / BLOCK)
        if starts:  # of the pause before it, no more is taken than there is
            end = starts[-1] + math.ceil(speech[places[-1]].heard * RATE)
            first = max(first, math.ceil(min(end, exact + moved) / BLOCK))
        moved = first * BLOCK - exact
        for beat in script.in_frames(fps).beats:
            places.append((script.chapter, beat.name))
            starts.append(exact + moved)
            exact += round(round(beat.duration * fps) * RATE / fps)
    return tuple(
        Placed(place, speech[place], start, end)
        for place, start, end in zip(places, starts, [*starts[1:], exact], strict=True)
    )
