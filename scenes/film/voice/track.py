"""Where in the film each passage is heard: where its beat starts, to the sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenes.film.voice.speech import Speech
from scenes.narration.script import Script

RATE = 48_000  # samples a second: what video has, and a whole number to a frame


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
        The beat's, in samples at `RATE` from the film's start.
    """

    place: tuple[str, str]
    speech: Speech
    start: int
    end: int


def placed(
    scripts: Sequence[Script], speech: Mapping[tuple[str, str], Speech], fps: int
) -> tuple[Placed, ...]:
    """Find where each passage is heard.

    Parameters
    ----------
    scripts
        The chapters in order, with the times that their pictures follow.
    speech
        By chapter and beat.
    fps
        Frames a second: a beat starts with a frame, as its picture does.

    Returns
    -------
    tuple of Placed
        In order, without gaps; the last one ends with the film's last frame.
    """
    passages, start = [], 0
    for script in scripts:
        for beat in script.in_frames(fps).beats:
            end = start + round(round(beat.duration * fps) * RATE / fps)
            place = (script.chapter, beat.name)
            passages.append(Placed(place, speech[place], start, end))
            start = end
    return tuple(passages)
