"""Single frames of a chapter, and contact sheets of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from scenes.film.errors import FilmError
from scenes.film.programme import Programme
from scenes.film.progress import Progress
from scenes.film.quality import Quality
from scenes.film.render import Drawn, Frame, draw, load_chapter
from scenes.narration.script import Script
from scenes.story.data import StoryData

SHEET_WIDTH = 2400  # pixels; each picture is then large enough to judge
MOST_COLUMNS = 4
CAPTION_HEIGHT = 28


@dataclass(frozen=True)
class Still:
    """A frame to be drawn.

    Attributes
    ----------
    number
        The frame's number, from 0.
    label
        What it is called in the name of its file.
    """

    number: int
    label: str


def last_frame(script: Script, quality: Quality) -> Still:
    """Choose a chapter's last frame."""
    return Still(round(script.in_frames(quality.fps).duration * quality.fps) - 1, "last")


def beat_frame(script: Script, quality: Quality, name: str) -> Still:
    """Choose the last frame of a beat.

    Raises
    ------
    NarrationError
        If there is no such beat.
    """
    beats = script.in_frames(quality.fps).beats
    index = script.beats.index(script.beat(name))
    beat = beats[index]
    return Still(round(beat.end * quality.fps) - 1, f"{index + 1}-{name}")


def frame_at(script: Script, quality: Quality, seconds: float) -> Still:
    """Choose the frame that a player shows at a time.

    Raises
    ------
    FilmError
        If the chapter is over by then.
    """
    count = round(script.in_frames(quality.fps).duration * quality.fps)
    # Times are written in milliseconds: a frame that starts at 1.3333 s is meant by 1.333.
    within = 0 <= seconds < count / quality.fps
    number = math.floor((seconds + 0.0005) * quality.fps) if within else count
    if number >= count:
        raise FilmError(
            f"{script.chapter}: no frame at {seconds:g} s; it lasts {count / quality.fps:.3f} s"
        )
    return Still(number, f"{seconds:07.3f}s")


def frames_between(
    script: Script, quality: Quality, start: float, end: float, count: int
) -> list[Still]:
    """Choose evenly spaced frames, those at ``start`` and ``end`` among them.

    Raises
    ------
    FilmError
        If the times are not in the chapter, or not in order.
    """
    if end <= start:
        raise FilmError(f"{script.chapter}: from {start:g} s to {end:g} s is no time at all")
    first, last = (frame_at(script, quality, seconds).number for seconds in (start, end))
    numbers = [first + round((last - first) * k / max(count - 1, 1)) for k in range(count)]
    return [Still(number, f"{number / quality.fps:07.3f}s") for number in dict.fromkeys(numbers)]


def draw_stills(
    programme: Programme,
    script: Script,
    stills: Sequence[Still],
    *,
    data: StoryData,
    quality: Quality,
) -> list[Frame]:
    """Draw chosen frames in one pass over the chapter.

    Parameters
    ----------
    programme
        The film.
    script
        The chapter's narration.
    stills
        Which frames.
    data
        The numbers.
    quality
        Size and frame rate.

    Returns
    -------
    list of Frame
        RGBA, shape (height, width, 4), in the order of ``stills``.

    Raises
    ------
    FilmError
        If the chapter raises.
    """
    pictures: dict[int, Frame] = {}

    def take(drawn: Drawn) -> None:
        numbers = range(drawn.number, drawn.number + drawn.count)
        pictures.update(dict.fromkeys(numbers, drawn.picture.copy()))

    draw(
        load_chapter(programme.module(script.chapter), quality),
        data=data,
        script=script,
        quality=quality,
        take=take,
        wanted=sorted({still.number for still in stills}),
    )
    absent = [still.number for still in stills if still.number not in pictures]
    if absent:
        raise FilmError(f"{script.chapter}: frame {absent[0]} was never drawn")
    return [pictures[still.number] for still in stills]


def sheet_of_beats(
    programme: Programme,
    scripts: Sequence[Script],
    *,
    data: StoryData,
    quality: Quality,
    progress: Progress,
) -> Image.Image:
    """Draw the last frame of every beat, of one chapter or of more, on one contact sheet.

    Parameters
    ----------
    programme
        The film.
    scripts
        The chapters' narrations.
    data
        The numbers.
    quality
        Size and frame rate.
    progress
        Is told how many of the pictures are drawn.

    Returns
    -------
    PIL.Image.Image
        RGB; a label names the beat, and the chapter where there are several.

    Raises
    ------
    FilmError
        If a chapter raises.
    """
    chosen = {
        script.chapter: [beat_frame(script, quality, beat.name) for beat in script.beats]
        for script in scripts
    }
    count = sum(map(len, chosen.values()))
    pictures: list[Image.Image] = []
    labels: list[str] = []
    for chapter, stills in chosen.items():
        progress.add(chapter, len(stills))
    for script in scripts:
        stills = chosen[script.chapter]
        frames = draw_stills(programme, script, stills, data=data, quality=quality)
        pictures += thumbnails(frames, count)
        prefix = f"{script.chapter.partition('_')[0]} " if len(scripts) > 1 else ""
        labels += [prefix + still.label for still in stills]
        progress.update(script.chapter, len(stills))
        progress.end(script.chapter, failed=False)
    return contact_sheet(pictures, labels)


def thumbnails(frames: Sequence[Frame], count: int) -> list[Image.Image]:
    """Make frames as small as they are on a contact sheet.

    Parameters
    ----------
    frames
        All of one size.
    count
        How many pictures the sheet will have.

    Returns
    -------
    list of PIL.Image.Image
        RGB.
    """
    width = SHEET_WIDTH // min(MOST_COLUMNS, count)
    return [
        Image.fromarray(frame)
        .convert("RGB")
        .resize((width, round(width * frame.shape[0] / frame.shape[1])), Image.Resampling.LANCZOS)
        for frame in frames
    ]


def contact_sheet(pictures: Sequence[Image.Image], labels: Sequence[str]) -> Image.Image:
    """Put pictures side by side, each with its label below.

    Parameters
    ----------
    pictures
        At least one, all of one size.
    labels
        As many.

    Returns
    -------
    PIL.Image.Image
        RGB.
    """
    columns = min(MOST_COLUMNS, len(pictures))
    rows = math.ceil(len(pictures) / columns)
    width, height = pictures[0].size
    sheet = Image.new("RGB", (columns * width, rows * (height + CAPTION_HEIGHT)), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(CAPTION_HEIGHT - 10)
    for index, (picture, label) in enumerate(zip(pictures, labels, strict=True)):
        x, y = index % columns * width, index // columns * (height + CAPTION_HEIGHT)
        sheet.paste(picture, (x, y))
        pen.text((x + 6, y + height + 3), label, fill="black", font=font)
    return sheet
