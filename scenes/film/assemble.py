"""Joining the parts to one MP4 with chapter marks, title and captions, without encoding again."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from scenes.film.captions import film_captions, webvtt
from scenes.film.errors import FilmError
from scenes.film.quality import Quality
from scenes.film.scratch import publish, scratch_folder
from scenes.story.captions import Caption
from scenes.story.narration import Script

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.subtitles.stream import SubtitleStream
MILLISECOND = Fraction(1, 1000)

# FFmpeg makes the track's description from a style sheet: white, at the bottom, in the middle.
CAPTION_STYLE = b"""\
[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BackColour, Alignment
Style: Default,Arial,16,&Hffffff,&H0,2

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


@dataclass(frozen=True)
class Part:
    """A rendered chapter.

    Attributes
    ----------
    path
        Its MP4.
    script
        Its narration.
    frames
        Its length.
    """

    path: Path
    script: Script
    frames: int


def is_whole(path: Path, frames: int, quality: Quality) -> bool:
    """Tell whether a file is a part of the film with all its frames.

    Parameters
    ----------
    path
        The file, which may be missing.
    frames
        The number of frames it should have.
    quality
        Size and frame rate it should have.

    Returns
    -------
    bool
    """
    try:
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            found = (stream.frames, stream.width, stream.height, stream.average_rate)
    except (OSError, ValueError, IndexError):
        return False
    return found == (frames, quality.width, quality.height, Fraction(quality.fps))


def assemble(parts: Sequence[Part], *, title: str, quality: Quality, out: Path) -> None:
    """Make the film and, beside it, its captions as WebVTT.

    Parameters
    ----------
    parts
        The chapters in order, at least one.
    title
        The film's title.
    quality
        Size and frame rate of all parts.
    out
        The MP4 to make; the captions get the same name with ``.vtt``.

    Raises
    ------
    FilmError
        If the parts do not fit together.
    OSError
        If the film can't be written.
    """
    starts = [0, *accumulate(part.frames for part in parts)]
    captions = film_captions(
        [part.script for part in parts], [start / quality.fps for start in starts[:-1]]
    )
    captions_out = out.with_suffix(".vtt")
    with scratch_folder(out.parent) as scratch:
        film, text = scratch / out.name, scratch / captions_out.name
        text.write_text(webvtt(captions), encoding="utf-8")
        # `faststart` moves the index before the pictures, so that a browser can start at once.
        with av.open(str(film), "w", format="mp4", options={"movflags": "faststart"}) as container:
            container.metadata["title"] = title
            container.set_chapters(
                [
                    {
                        "id": index,
                        "start": start,
                        "end": start + part.frames,
                        "time_base": Fraction(1, quality.fps),
                        "metadata": {"title": part.script.title},
                    }
                    for index, (part, start) in enumerate(zip(parts, starts, strict=False))
                ]
            )
            _mux(container, parts, captions, quality.fps)
        publish(text, captions_out)
        publish(film, out)


def _mux(
    container: OutputContainer, parts: Sequence[Part], captions: Sequence[Caption], fps: int
) -> None:
    """Copy the parts' packets one after another, and each caption before its first frame."""
    with av.open(str(parts[0].path)) as first:
        pattern = first.streams.video[0]
        headers = pattern.codec_context.extradata
        video = container.add_stream_from_template(pattern)
    text = container.add_stream("mov_text")
    text.metadata["language"] = "eng"
    text.codec_context.subtitle_header = CAPTION_STYLE
    text.time_base = text.codec_context.time_base = MILLISECOND
    waiting = list(captions)
    start = Fraction(0)
    for part in parts:
        with av.open(str(part.path)) as source:
            stream = source.streams.video[0]
            if stream.codec_context.extradata != headers:
                raise FilmError(f"{part.path}: encoded differently from {parts[0].path}; remove it")
            for packet in source.demux(stream):
                if packet.pts is None:  # the end of the file
                    continue
                packet.pts += round(start / packet.time_base)
                packet.dts = packet.pts  # there are no B-frames
                now = packet.pts * packet.time_base
                while waiting and waiting[0].start <= now:
                    container.mux(_caption_packet(waiting.pop(0), text))
                packet.stream = video
                container.mux(packet)
        start += Fraction(part.frames, fps)
    for caption in waiting:
        container.mux(_caption_packet(caption, text))


def _caption_packet(caption: Caption, stream: SubtitleStream) -> av.Packet[SubtitleStream]:
    """Write a caption as MP4's timed text: its length in bytes, then the text."""
    text = caption.text.encode()
    packet: av.Packet[Any] = av.Packet(struct.pack(">H", len(text)) + text)
    packet.stream = stream
    packet.time_base = MILLISECOND
    packet.pts = packet.dts = round(caption.start * 1000)
    packet.duration = round(caption.end * 1000) - packet.pts
    return packet
