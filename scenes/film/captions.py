"""The captions of a whole film, as WebVTT for browsers and as SRT for everything else."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

from scenes.narration.captions import Caption
from scenes.narration.script import Script


def film_captions(scripts: Sequence[Script], edges: Sequence[float]) -> tuple[Caption, ...]:
    """Put the captions of the chapters in one line of time.

    Parameters
    ----------
    scripts
        The chapters' narrations.
    edges
        Where the chapters start in the film, and where the last one ends, in seconds.

    Returns
    -------
    tuple of Caption
        In order, with the times of the film; none overlaps the next or outlasts the film.
    """
    captions = [
        Caption(caption.start + start, caption.end + start, caption.text)
        for script, start in zip(scripts, edges[:-1], strict=True)
        for caption in script.captions()
    ]
    # A chapter is a whole number of frames, so its words may end a fraction of a frame too late.
    ends = [caption.start for caption in captions[1:]] + [edges[-1]]
    return tuple(
        replace(caption, end=min(caption.end, end))
        for caption, end in zip(captions, ends, strict=True)
    )


def webvtt(captions: Sequence[Caption]) -> str:
    """Write captions as a WebVTT file.

    Parameters
    ----------
    captions
        In order.

    Returns
    -------
    str
        The file's text.
    """
    cues = [
        f"{_times(caption, '.')}\n{html.escape(caption.text, quote=False)}\n"
        for caption in captions
    ]
    return "\n".join(["WEBVTT\n", *cues])


def subrip(captions: Sequence[Caption]) -> str:
    """Write captions as an SRT file.

    Parameters
    ----------
    captions
        In order.

    Returns
    -------
    str
        The file's text.
    """
    return "\n".join(
        f"{number}\n{_times(caption, ',')}\n{caption.text}\n"
        for number, caption in enumerate(captions, 1)
    )


def _times(caption: Caption, point: str) -> str:
    return f"{_time(caption.start, point)} --> {_time(caption.end, point)}"


def _time(seconds: float, point: str) -> str:
    minutes, milliseconds = divmod(round(seconds * 1000), 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milliseconds // 1000:02}{point}{milliseconds % 1000:03}"
