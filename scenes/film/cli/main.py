"""The ``lvebm`` command.

What takes seconds to import (torch, Manim) is imported by the commands that need it, so that help
and mistakes are answered at once.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scenes.film.cli.language_option import language, warn
from scenes.film.cli.reporting import complain, programme_of, reporting
from scenes.film.cli.voice_command import is_lecture, voice
from scenes.film.cli.voice_options import chosen_voice, voice_options
from scenes.film.errors import UnknownChapterError
from scenes.film.programme import ENGLISH, FILM, Programme
from scenes.film.quality import DEFAULT_QUALITY, QUALITIES, Quality

if TYPE_CHECKING:
    from scenes.narration.script import Script
    from scenes.story.data import StoryData
    from scenes.story.parameters import Story


class Chapters(click.ParamType[tuple[str, ...]]):
    """A comma-separated list of chapters, or one."""

    name = "chapters"

    def __init__(self, *, single: bool = False) -> None:
        self._single = single

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, ...]:
        """Find the chapters of the programme."""
        if isinstance(value, tuple):
            return value
        names = [value.strip()] if self._single else [name.strip() for name in value.split(",")]
        try:
            return programme_of(ctx or click.get_current_context()).select(names)
        except UnknownChapterError as error:
            self.fail(str(error), param, ctx)


class QualityName(click.Choice[str]):
    """The name of a quality."""

    def __init__(self) -> None:
        super().__init__(list(QUALITIES))

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Find the quality."""
        return (
            value if isinstance(value, Quality) else QUALITIES[super().convert(value, param, ctx)]
        )


def _options(*options: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _quality(default: str) -> Callable[..., Any]:
    sizes = ", ".join(f"{q.name} {q.width}×{q.height}@{q.fps}" for q in QUALITIES.values())
    return click.option(
        "--quality",
        "-q",
        type=QualityName(),
        default=default,
        show_default=True,
        help=f"Size and frame rate: {sizes}.",
    )


_story = click.option(
    "--story",
    "story_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another story in place of assets/story.toml (or of $LVEBM_STORY).",
)
_layout = click.option(
    "--format",
    "layout",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="For people or for programs.",
)
_chapter = click.argument("chapter", type=Chapters(single=True))
_OUT = click.Path(path_type=Path)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(version("lvebm"), "--version", message="lvebm %(version)s")
@click.option("--debug", is_flag=True, envvar="LVEBM_DEBUG", help="Show tracebacks of errors.")
@click.pass_context
def main(ctx: click.Context, debug: bool) -> None:
    """Make the film on inference in latent-variable energy-based models.

    Chapters are named in full (s01_horn) or by their number (s01); `lvebm list` shows them.
    """
    ctx.obj = ctx.obj or FILM
    ctx.meta["debug"] = debug


@main.command()
@_options(_quality(DEFAULT_QUALITY), _story, language)
@click.option(
    "--chapters", type=Chapters(), default=(), help="Only these, such as s01,s04.  [default: all]"
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Chapters to render at once.  [default: the number of cores]",
)
@click.option("--out", type=_OUT, metavar="FILE", help="The MP4 to make.  [default: in media/]")
@voice_options("hibari, or silent where it is not installed")
@click.pass_context
def film(
    ctx: click.Context,
    quality: Quality,
    story_path: Path | None,
    chapters: tuple[str, ...],
    jobs: int | None,
    out: Path | None,
    voice_name: str | None,
    recordings: Path | None,
    piper_model: Path | None,
) -> None:
    """Render the chapters and assemble the film.

    Chapters that have not changed since they were last rendered are taken from media/parts, what
    was spoken before from media/voice. The captions are in the film, and in a .vtt and an .srt file
    beside it. You may interrupt a run at any time: the next one goes on with the chapters that are
    whole.
    """
    name = chosen_voice(voice_name, recordings, piper_model)
    programme = programme_of(ctx)
    selected = chapters or programme.chapters
    out = _film_path(programme, selected, quality, out)
    started = time.monotonic()
    with reporting(ctx):
        from scenes.film.make import make_film
        from scenes.film.progress import progress_on
        from scenes.film.voice.choice import choose_voice, default_voice
        from scenes.film.voice.hibari import INSTALL, TRIED

        story = _load_story(story_path)
        speaker = choose_voice(
            name or default_voice(programme.language),
            words_per_minute=story.narration.words_per_minute,
            language=programme.language,
            recordings=recordings,
            piper_model=piper_model,
        )
        english = programme.language == ENGLISH
        if name is None and speaker.name == "silent" and english:
            complain(f"hibari-tts {TRIED} is not installed, so the film is silent: {INSTALL}")
        data = _data(story)
        warn(programme.script(chapter, data) for chapter in selected)
        if name is None and not english:
            complain("hibari speaks English only, so the film is silent: choose another --voice")
        with progress_on(sys.stderr) as progress:
            made = make_film(
                programme,
                selected,
                story=story,
                voice=speaker,
                lecture=is_lecture(story_path) and english,
                quality=quality,
                jobs=jobs or _cores(),
                out=out,
                progress=progress,
            )
        sound = "silent" if speaker.name == "silent" else f"voice {speaker.name}"
        click.echo(
            f"{_relative(made.path)}: {_minutes(made.seconds)}, {_size(made.path)}, {sound}; "
            f"{len(made.rendered)} of {len(selected)} chapters rendered"
            f" in {_minutes(time.monotonic() - started)}"
        )


main.add_command(voice)


@main.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@_options(_quality("medium"), _story, language)
@click.option("--beat", metavar="NAME", help="The last frame of this beat.")
@click.option("--at", type=float, metavar="SECONDS", help="The frame at this time.")
@click.option(
    "--every-beat",
    is_flag=True,
    help="The last frame of every beat; of the whole film, without CHAPTER.",
)
@click.option("--sheet", is_flag=True, help="With --every-beat: one picture that holds them all.")
@click.option(
    "--out", type=_OUT, metavar="PATH", help="A folder, or a .png file.  [default: media/stills]"
)
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
    """Draw single frames of CHAPTER as PNGs, by default its last."""
    if (beat is not None) + (at is not None) + every_beat > 1:
        raise click.UsageError("choose one of --beat, --at and --every-beat")
    if chapter is None and not every_beat:
        raise click.UsageError("name a CHAPTER: only --every-beat is for the whole film too")
    if sheet and not every_beat:
        raise click.UsageError("--sheet goes with --every-beat")
    if every_beat and not sheet and _is_png(out):
        raise click.UsageError("--every-beat makes several pictures: give --out a folder")
    with reporting(ctx):
        from scenes.film import stills
        from scenes.film.progress import progress_on

        programme, story = programme_of(ctx), _load_story(story_path)
        scripts = _scripts(programme, chapter or programme.chapters, story)
        if sheet:
            name = "film" if chapter is None else scripts[0].chapter
            path = _png_path(programme, out, f"{name}-beats")
            with progress_on(sys.stderr) as progress:
                picture = stills.sheet_of_beats(
                    programme, scripts, story=story, quality=quality, progress=progress
                )
            stills.write_png(picture, path)
            click.echo(_relative(path))
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
            frames = stills.draw_stills(programme, script, chosen, story=story, quality=quality)
            for each, frame in zip(chosen, frames, strict=True):
                path = _png_path(programme, out, f"{script.chapter}-{each.label}")
                stills.write_png(frame, path)
                click.echo(_relative(path))


def _scripts(programme: Programme, chapters: Sequence[str], story: Story) -> list[Script]:
    """Read the chapters' words, and say what is not translated."""
    data, timings = _data(story), programme.timings()
    scripts = [programme.script(chapter, data, timings) for chapter in chapters]
    warn(scripts)
    return scripts


@main.command()
@_chapter
@click.option("--from", "start", type=float, required=True, metavar="SECONDS", help="First frame.")
@click.option("--to", "end", type=float, required=True, metavar="SECONDS", help="Last frame.")
@click.option("--count", type=click.IntRange(1, 100), default=12, show_default=True)
@_options(_quality("medium"), _story, language)
@click.option(
    "--out", type=_OUT, metavar="PATH", help="A folder, or a .png file.  [default: media/stills]"
)
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

        programme, story = programme_of(ctx), _load_story(story_path)
        (script,) = _scripts(programme, chapter, story)
        chosen = stills.frames_between(script, quality, start, end, count)
        frames = stills.draw_stills(programme, script, chosen, story=story, quality=quality)
        path = _png_path(programme, out, f"{script.chapter}-{start:g}s-{end:g}s")
        pictures = stills.thumbnails(frames, len(frames))
        stills.write_png(stills.contact_sheet(pictures, [each.label for each in chosen]), path)
        click.echo(_relative(path))


@main.command("list")
@_options(_layout, _story, language)
@click.pass_context
def list_(ctx: click.Context, layout: str, story_path: Path | None) -> None:
    """List the chapters, their beats and how long they last."""
    with reporting(ctx):
        from scenes.film.cli.listing import list_chapters

        programme = programme_of(ctx)
        data, timings = _data(_load_story(story_path)), programme.timings()
        scripts = [programme.script(chapter, data, timings) for chapter in programme.chapters]
        warn(scripts)
        click.echo(list_chapters(scripts, layout).rstrip("\n"))


@main.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@_options(_layout, _story)
@click.pass_context
def numbers(
    ctx: click.Context, chapter: tuple[str] | None, layout: str, story_path: Path | None
) -> None:
    """List the numbers behind CHAPTER, or behind all of them."""
    with reporting(ctx):
        from scenes.film.cli.listing import list_numbers
        from scenes.film.render import load_chapter

        data = _data(_load_story(story_path))
        programme = programme_of(ctx)
        tables = {
            name: load_chapter(programme.module(name), QUALITIES["draft"]).number_tables(data)
            for name in chapter or programme.chapters
        }
        for name in (name for name, found in tables.items() if not found):
            complain(f"{name}: no numbers behind this chapter")
        click.echo(list_numbers(tables, layout).rstrip("\n"))


def _load_story(path: Path | None) -> Story:
    from scenes.story.parameters import load_story

    return load_story(path)


def _data(story: Story) -> StoryData:
    from scenes.story.data import StoryData

    return StoryData(story)


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _film_path(
    programme: Programme, chapters: tuple[str, ...], quality: Quality, out: Path | None
) -> Path:
    if out is None:
        some = [] if chapters == programme.chapters else [c.partition("_")[0] for c in chapters]
        return programme.media / f"{'-'.join(['lvebm', quality.name, *some])}{_in(programme)}.mp4"
    if out.suffix.lower() != ".mp4" or out.is_dir():
        raise click.BadParameter(f"{out} is not the name of an .mp4 file", param_hint="'--out'")
    return out.absolute()


def _is_png(out: Path | None) -> bool:
    return out is not None and out.suffix.lower() == ".png" and not out.is_dir()


def _png_path(programme: Programme, out: Path | None, name: str) -> Path:
    if out is not None and _is_png(out):
        return out.absolute()
    folder = out.absolute() if out else programme.media / "stills"
    return folder / f"{name}{_in(programme)}.png"


def _in(programme: Programme) -> str:
    """Keep a file's name apart from that of another language."""
    return "" if programme.language == ENGLISH else f"-{programme.language}"


def _relative(path: Path) -> str:
    """Show a path from here, if it lies below."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    main()
