"""The command that makes the film."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import click

from scenes.film.cli.language_option import language, warn
from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import (
    OUT,
    Chapters,
    quality_option,
    read_story,
    relative,
    story_option,
    suffix,
)
from scenes.film.cli.reporting import complain, programme_of, reporting
from scenes.film.cli.scheduler_option import chosen_workers, scheduler_option
from scenes.film.cli.voice_command import is_lecture, retime_stale
from scenes.film.cli.voice_options import chosen_voice, voice_options
from scenes.film.programme import ENGLISH, Programme
from scenes.film.quality import DEFAULT_QUALITY, Quality


@click.command()
@quality_option(DEFAULT_QUALITY)
@story_option
@language
@media_option()
@click.option(
    "--chapters", type=Chapters(), default=(), help="Only these, such as s01,s04.  [default: all]"
)
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(min=1),
    metavar="N",
    help="Workers that render at once.  [default: cores, or workers of the cluster]",
)
@scheduler_option
@click.option("--out", type=OUT, metavar="FILE", help="The MP4 to make.  [default: in media/]")
@voice_options("hibari, or silent where it is not installed")
@click.option(
    "--retime/--no-retime",
    default=lambda: not _in_ci(),
    help="Speak words that have changed into assets/timings.json, as `lvebm voice` does.  "
    "[default: --retime, but not where $CI is true]",
)
@click.pass_context
def film(
    ctx: click.Context,
    quality: Quality,
    story_path: Path | None,
    chapters: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    out: Path | None,
    voice_name: str | None,
    recordings: Path | None,
    piper_model: Path | None,
    retime: bool,
) -> None:
    """Render the chapters and assemble the film.

    Beats that have not changed since they were last rendered are taken from media/parts, what
    was spoken before from media/voice. The captions are in the film, and in a .vtt and an .srt file
    beside it. You may interrupt a run at any time: the next one goes on with the beats that are
    whole.
    """
    name = chosen_voice(voice_name, recordings, piper_model)
    programme = programme_of(ctx)
    selected = chapters or programme.chapters
    out = _film_path(programme, selected, quality, out)
    started = time.monotonic()
    with reporting(ctx), chosen_workers(scheduler, programme) as (workers, count):
        from scenes.film.make import make_film
        from scenes.film.progress import progress_on
        from scenes.film.voice.choice import choose_voice, default_voice
        from scenes.film.voice.hibari import INSTALL, TRIED
        from scenes.narration.timings import REFRESH

        story = read_story(programme, story_path)
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
        scripts = [programme.script(chapter, story) for chapter in selected]
        warn(scripts)
        lecture, timings = is_lecture(story_path) and english, programme.timings()
        if lecture and timings and retime:
            lecture = retime_stale(programme, scripts, speaker, timings)
        if lecture and timings and speaker.name == "silent":
            for chapter in (each for each in selected if each not in timings.chapters):
                complain(f"{chapter}: not spoken yet, so it takes the time of reading: {REFRESH}")
        if name is None and not english:
            complain("hibari speaks English only, so the film is silent: choose another --voice")
        with progress_on(sys.stderr) as progress:
            made = make_film(
                programme,
                selected,
                story=story,
                voice=speaker,
                lecture=lecture,
                quality=quality,
                jobs=jobs or count,
                out=out,
                progress=progress,
                workers=workers,
            )
        if made.own_times:
            complain(
                f"{', '.join(made.own_times)}: what the voice says here is out of step with"
                f" {relative(programme.timing_table)}, so the pictures follow the sound"
            )
        sound = "silent" if speaker.name == "silent" else f"voice {speaker.name}"
        click.echo(
            f"{relative(made.path)}: {_minutes(made.seconds)}, {_size(made.path)}, {sound}; "
            f"{len(made.rendered)} of {len(made.rendered) + len(made.kept)} beats rendered"
            f" in {_minutes(time.monotonic() - started)}"
        )


def _in_ci() -> bool:
    """Tell whether this is a job of continuous integration, whose checkout is not to change."""
    return os.environ.get("CI", "").strip().lower() not in ("", "0", "false", "no", "off")


def _film_path(
    programme: Programme, chapters: tuple[str, ...], quality: Quality, out: Path | None
) -> Path:
    if out is None:
        some = [] if chapters == programme.chapters else [c.partition("_")[0] for c in chapters]
        return (
            programme.media / f"{'-'.join(['lvebm', quality.name, *some])}{suffix(programme)}.mp4"
        )
    if out.suffix.lower() != ".mp4" or out.is_dir():
        raise click.BadParameter(f"{out} is not the name of an .mp4 file", param_hint="'--out'")
    return out.absolute()


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f} MB"
