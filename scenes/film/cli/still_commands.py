"""The commands that draw single frames."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scenes.film.cli.language_option import language, tell
from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import (
    OUT,
    Chapters,
    quality_option,
    read_data,
    relative,
    story_option,
    suffix,
)
from scenes.film.cli.reporting import programme_of, reporting
from scenes.film.programme import Programme
from scenes.film.quality import Quality


def _pictures(_ctx: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
    """Refuse the name of a file that is no picture's."""
    if out is not None and _is_file(out):
        from scenes.film.pictures import can_write

        if not can_write(out):
            raise click.BadParameter(
                f"{out}: must be a folder that is there, or a picture such as {out.stem}.png"
            )
    return out


picture_option = click.option(
    "--out",
    type=OUT,
    metavar="PATH",
    callback=_pictures,
    help="A folder, or a file: .png, .jpg, .webp or any kind that Pillow writes."
    "  [default: media/stills]",
)


@click.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@quality_option("medium")
@story_option
@language
@media_option()
@click.option("--beat", metavar="NAME", help="The last frame of this beat.")
@click.option("--at", type=float, metavar="SECONDS", help="The frame at this time.")
@click.option(
    "--every-beat",
    is_flag=True,
    help="The last frame of every beat; of the whole film, without CHAPTER.",
)
@click.option("--sheet", is_flag=True, help="With --every-beat: one picture that holds them all.")
@picture_option
@click.pass_context
def still(
    ctx: click.Context,
    chapter: tuple[str] | None,
    quality: Quality,
    story_path: Path | None,
    beat: str | None,
    at: float | None,
    every_beat: bool,
    sheet: bool,
    out: Path | None,
) -> None:
    """Draw single frames of CHAPTER, by default its last."""
    if (beat is not None) + (at is not None) + every_beat > 1:
        raise click.UsageError("choose one of --beat, --at and --every-beat")
    if chapter is None and not every_beat:
        raise click.UsageError("name a CHAPTER: only --every-beat is for the whole film too")
    if sheet and not every_beat:
        raise click.UsageError("--sheet goes with --every-beat")
    if every_beat and not sheet and _is_file(out):
        raise click.UsageError("--every-beat makes several pictures: give --out a folder")
    with reporting(ctx):
        from PIL import Image

        from scenes.film import stills
        from scenes.film.pictures import write_picture
        from scenes.film.progress import progress_on

        programme = programme_of(ctx)
        data = read_data(programme, story_path)
        scripts = tell(programme, chapter or programme.chapters, data.story)
        if sheet:
            name = "film" if chapter is None else scripts[0].chapter
            path = _path(programme, out, f"{name}-beats")
            with progress_on(sys.stderr) as progress:
                picture = stills.sheet_of_beats(
                    programme, scripts, data=data, quality=quality, progress=progress
                )
            write_picture(picture, path)
            click.echo(relative(path))
            return
        for script in scripts:
            if every_beat:
                chosen = [stills.beat_frame(script, quality, each.name) for each in script.beats]
            elif beat is not None:
                chosen = [stills.beat_frame(script, quality, beat)]
            elif at is not None:
                chosen = [stills.frame_at(script, quality, at)]
            else:
                chosen = [stills.last_frame(script, quality)]
            frames = stills.draw_stills(programme, script, chosen, data=data, quality=quality)
            for each, frame in zip(chosen, frames, strict=True):
                path = _path(programme, out, f"{script.chapter}-{each.label}")
                write_picture(Image.fromarray(frame), path)
                click.echo(relative(path))


@click.command()
@click.argument("chapter", type=Chapters(single=True))
@click.option("--from", "start", type=float, required=True, metavar="SECONDS", help="First frame.")
@click.option("--to", "end", type=float, required=True, metavar="SECONDS", help="Last frame.")
@click.option("--count", type=click.IntRange(1, 100), default=12, show_default=True)
@quality_option("medium")
@story_option
@language
@media_option()
@picture_option
@click.pass_context
def strip(
    ctx: click.Context,
    chapter: tuple[str],
    start: float,
    end: float,
    count: int,
    quality: Quality,
    story_path: Path | None,
    out: Path | None,
) -> None:
    """Draw evenly spaced frames of CHAPTER on one sheet, to look at a motion."""
    with reporting(ctx):
        from scenes.film import stills
        from scenes.film.pictures import write_picture

        programme = programme_of(ctx)
        data = read_data(programme, story_path)
        (script,) = tell(programme, chapter, data.story)
        chosen = stills.frames_between(script, quality, start, end, count)
        frames = stills.draw_stills(programme, script, chosen, data=data, quality=quality)
        path = _path(programme, out, f"{script.chapter}-{start:g}s-{end:g}s")
        pictures = stills.thumbnails(frames, len(frames))
        write_picture(stills.contact_sheet(pictures, [each.label for each in chosen]), path)
        click.echo(relative(path))


def _is_file(out: Path | None) -> bool:
    return out is not None and bool(out.suffix) and not out.is_dir()


def _path(programme: Programme, out: Path | None, name: str) -> Path:
    if out is not None and _is_file(out):
        return out.absolute()
    folder = out.absolute() if out else programme.media / "stills"
    return folder / f"{name}{suffix(programme)}.png"
