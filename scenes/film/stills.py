"""Single frames of a chapter as PNGs, and contact sheets of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from scenes.film.errors import FilmError, writing
from scenes.film.programme import Programme
from scenes.film.quality import Quality
from scenes.film.render import Frame, draw, load_chapter
from scenes.film.scratch import publish, scratch_folder
from scenes.story.data import StoryData
from scenes.story.narration import Script
from scenes.story.parameters import Story

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
    return Still(round(script.duration * quality.fps) - 1, "last")


def beat_frame(script: Script, quality: Quality, name: str) -> Still:
    """Choose the last frame of a beat.

    Raises
    ------
    NarrationError
        If there is no such beat.
    """
    beat = script.beat(name)
    index = script.beats.index(beat)
    return Still(round(beat.end * quality.fps) - 1, f"{index + 1}-{name}")


def frame_at(script: Script, quality: Quality, seconds: float) -> Still:
    """Choose the frame that a player shows at a time.

    Raises
    ------
    FilmError
        If the chapter is over by then.
    """
    count = round(script.duration * quality.fps)
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
    story: Story,
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
    story
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
    drawn: dict[int, Frame] = {}

    def take(number: int, frame: Frame, count: int) -> None:
        drawn[number] = frame

    draw(
        load_chapter(programme.module(script.chapter), quality),
        data=StoryData(story),
        script=script,
        quality=quality,
        take=take,
        wanted={still.number for still in stills},
    )
    absent = [still.number for still in stills if still.number not in drawn]
    if absent:
        raise FilmError(f"{script.chapter}: frame {absent[0]} was never drawn")
    return [drawn[still.number] for still in stills]


def write_png(picture: Frame | Image.Image, path: Path) -> None:
    """Write a picture, whole or not at all.

    Raises
    ------
    FilmError
        If it can't be written.
    """
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    with writing(path), scratch_folder(path.parent) as scratch:
        made = scratch / path.name
        image.convert("RGB").save(made, format="PNG")
        publish(made, path)


def contact_sheet(frames: Sequence[Frame], labels: Sequence[str]) -> Image.Image:
    """Put frames side by side, each with its label below.

    Parameters
    ----------
    frames
        At least one, all of one size.
    labels
        As many.

    Returns
    -------
    PIL.Image.Image
        RGB.
    """
    columns = min(MOST_COLUMNS, len(frames))
    rows = math.ceil(len(frames) / columns)
    width = SHEET_WIDTH // columns
    height = round(width * frames[0].shape[0] / frames[0].shape[1])
    sheet = Image.new("RGB", (columns * width, rows * (height + CAPTION_HEIGHT)), "white")
    pen = ImageDraw.Draw(sheet)
    font = ImageFont.load_default(CAPTION_HEIGHT - 10)
    for index, (frame, label) in enumerate(zip(frames, labels, strict=True)):
        x, y = index % columns * width, index // columns * (height + CAPTION_HEIGHT)
        picture = Image.fromarray(frame).convert("RGB")
        sheet.paste(picture.resize((width, height), Image.Resampling.LANCZOS), (x, y))
        pen.text((x + 6, y + height + 3), label, fill="black", font=font)
    return sheet
