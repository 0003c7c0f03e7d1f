"""Joining the parts to one MP4 with sound, captions and chapter marks.

The pictures are not encoded again.
"""

from __future__ import annotations

import heapq
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av

from scenes.film.caption_track import switch_off_captions
from scenes.film.captions import film_captions, subrip, webvtt
from scenes.film.errors import FilmError
from scenes.film.kept import digest, files_digest
from scenes.film.quality import Quality
from scenes.film.scratch import publish, scratch_folder
from scenes.film.sources import libraries
from scenes.film.voice.aac import add_audio_stream
from scenes.film.voice.film_sound import FilmSound
from scenes.narration.captions import Caption
from scenes.narration.script import Script

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.subtitles.stream import SubtitleStream
    from av.video.stream import VideoStream

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
class ChapterParts:
    """A rendered chapter.

    Attributes
    ----------
    script
        Its narration, its beats as long as their parts.
    parts
        The MP4 of each beat, and its number of frames.
    """

    script: Script
    parts: tuple[tuple[Path, int], ...]

    @property
    def frames(self) -> int:
        """Its length."""
        return sum(frames for _, frames in self.parts)


@dataclass(frozen=True)
class Recipe:
    """All that a film is made of.

    Attributes
    ----------
    chapters
        In order, at least one.
    sound
        What is heard, from `film_sound`; None for a silent film.
    title, description
        The film's.
    language
        Of its words, as ISO 639-2 has it: ``eng``.
    quality
        Size and frame rate of all parts.
    """

    chapters: Sequence[ChapterParts]
    sound: FilmSound | None
    title: str
    description: str
    language: str
    quality: Quality

    @property
    def starts(self) -> list[int]:
        """The frame at which each chapter starts, and the one after the last."""
        return [0, *accumulate(chapter.frames for chapter in self.chapters)]

    @cached_property
    def captions(self) -> list[Caption]:
        """The captions of the film."""
        scripts = [chapter.script for chapter in self.chapters]
        return list(film_captions(scripts, [at / self.quality.fps for at in self.starts]))

    def key(self, out: Path) -> str:
        """Digest what decides the film's bytes, and where it goes."""
        parts = [
            (str(path), path.stat().st_mtime_ns, frames)
            for chapter in self.chapters
            for path, frames in chapter.parts
        ]
        words = [(chapter.script.title, chapter.frames) for chapter in self.chapters]
        sound = None if self.sound is None else self.sound.digest
        told = [self.title, self.description, self.language, repr(self.quality)]
        code = files_digest([Path(__file__), Path(__file__).with_name("captions.py")])
        captions = [(each.start, each.end, each.text) for each in self.captions]
        return digest([str(out), parts, words, sound, told, captions, code, libraries()])


def whole_files(out: Path) -> list[list[int]] | None:
    """Return the size and the time of a film and of its captions; None if one is missing."""
    try:
        found = [out.with_suffix(end).stat() for end in (out.suffix, ".vtt", ".srt")]
    except OSError:
        return None
    return [[file.st_size, file.st_mtime_ns] for file in found]


def assemble(recipe: Recipe, out: Path) -> None:
    """Make the film and, beside it, its captions as WebVTT and as SRT.

    Parameters
    ----------
    recipe
        What it is made of.
    out
        The MP4 to make; the captions get the same name with ``.vtt`` and ``.srt``. Those are what
        players show by themselves: the track in the film waits to be switched on.

    Raises
    ------
    FilmError
        If the parts do not fit together.
    OSError
        If the film can't be written.
    """
    chapters, captions, quality = recipe.chapters, recipe.captions, recipe.quality
    parts = [part for chapter in chapters for part in chapter.parts]
    with scratch_folder(out.parent) as scratch:
        film = scratch / out.name
        texts = [film.with_suffix(".vtt"), film.with_suffix(".srt")]
        for path, write in zip(texts, (webvtt, subrip), strict=True):
            path.write_text(write(captions), encoding="utf-8")
        # `faststart` moves the index before the pictures, so that a browser can start at once.
        with av.open(str(film), "w", format="mp4", options={"movflags": "faststart"}) as container:
            container.metadata["title"] = recipe.title
            container.metadata["description"] = recipe.description
            container.metadata["comment"] = recipe.description
            container.set_chapters(
                [
                    {
                        "id": index,
                        "start": start,
                        "end": start + chapter.frames,
                        "time_base": Fraction(1, quality.fps),
                        "metadata": {"title": chapter.script.title},
                    }
                    for index, (chapter, start) in enumerate(
                        zip(chapters, recipe.starts, strict=False)
                    )
                ]
            )
            _mux(container, parts, recipe.sound, captions, recipe.language, quality.fps)
        switch_off_captions(film)
        for made in (*texts, film):
            publish(made, out.with_name(made.name))


def _mux(
    container: OutputContainer,
    parts: Sequence[tuple[Path, int]],
    sound: FilmSound | None,
    captions: Sequence[Caption],
    language: str,
    fps: int,
) -> None:
    """Write pictures, sound and captions side by side, as they're played."""
    with av.open(str(parts[0][0])) as first:
        video = container.add_stream_from_template(first.streams.video[0])
    audio = None if sound is None else add_audio_stream(container, language)
    text = container.add_stream("mov_text")
    for stream in (video, text):
        stream.metadata["language"] = language
    text.codec_context.subtitle_header = CAPTION_STYLE
    text.time_base = text.codec_context.time_base = MILLISECOND
    packets: list[Iterable[av.Packet[Any]]] = [
        (_caption_packet(caption, text) for caption in captions),
        _video_packets(parts, video, fps),
    ]
    if audio is not None and sound is not None:
        packets.append(sound.packets(audio))
    for packet in heapq.merge(*packets, key=_time):
        container.mux(packet)


def _time(packet: av.Packet[Any]) -> float:
    base = packet.time_base
    return (packet.dts or 0) * base.numerator / base.denominator


def _video_packets(
    parts: Sequence[tuple[Path, int]], video: VideoStream, fps: int
) -> Iterator[av.Packet[VideoStream]]:
    """Read the parts' packets one after another, as packets of the film."""
    start = Fraction(0)
    headers = None
    for path, frames in parts:
        with av.open(str(path)) as source:
            stream = source.streams.video[0]
            headers = headers or stream.codec_context.extradata
            if stream.codec_context.extradata != headers:
                raise FilmError(f"{path}: encoded differently from {parts[0][0]}; remove it")
            for packet in source.demux(stream):
                if packet.pts is None:  # the end of the file
                    continue
                packet.pts += round(start / packet.time_base)
                packet.dts = packet.pts  # there are no B-frames
                packet.stream = video
                yield packet
        start += Fraction(frames, fps)


def _caption_packet(caption: Caption, stream: SubtitleStream) -> av.Packet[SubtitleStream]:
    """Write a caption as MP4's timed text: its length in bytes, then the text."""
    text = caption.text.encode()
    packet: av.Packet[Any] = av.Packet(struct.pack(">H", len(text)) + text)
    packet.stream = stream
    packet.time_base = MILLISECOND
    packet.pts = packet.dts = round(caption.start * 1000)
    packet.duration = round(caption.end * 1000) - packet.pts
    return packet
