"""``lvebm voice``: speak what changed, and write down how long everything takes."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import read_story
from scenes.film.cli.reporting import complain, programme_of, reporting
from scenes.film.cli.voice_options import chosen_voice, voice_options
from scenes.folders import INSTALLED

if TYPE_CHECKING:  # torch and SciPy take seconds to import, which --help should not
    from scenes.film.programme import Programme
    from scenes.film.voice.speech import Voice
    from scenes.narration.script import Script
    from scenes.narration.timings import Timings
    from scenes.story.tables import Cell


@click.command()
@voice_options("hibari")
@click.option(
    "--story",
    "story_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another story, for its words are others; assets/timings.json then stays as it is.",
)
@click.option("--all", "everything", is_flag=True, help="Speak the beats that are up to date too.")
@media_option()
@click.option("--list", "listed", is_flag=True, help="List the voices, and do nothing.")
@click.pass_context
def voice(
    ctx: click.Context,
    voice_name: str | None,
    recordings: Path | None,
    piper_model: Path | None,
    story_path: Path | None,
    everything: bool,
    listed: bool,
) -> None:
    """Speak the beats whose words have changed, into the timing table that the pictures follow.

    The times of the others stay as they are in assets/timings.json, unless another voice spoke
    them. What was spoken before is taken from media/voice.
    """
    name = chosen_voice(voice_name, recordings, piper_model)
    with reporting(ctx):
        from scenes.film.cli.aligned import aligned
        from scenes.film.voice.choice import VOICES, choose_voice, default_voice
        from scenes.film.voice.retiming import retimed

        if listed:
            about = VOICES | {default_voice(): f"{VOICES[default_voice()]} (default)"}
            click.echo(aligned(("voice", "who speaks"), list(about.items())), nl=False)
            return
        programme = programme_of(ctx)
        story = read_story(programme, story_path)
        speaker = choose_voice(
            name or "hibari",
            words_per_minute=story.narration.words_per_minute,
            recordings=recordings,
            piper_model=piper_model,
        )
        scripts = [programme.script(chapter, story) for chapter in programme.chapters]
        lecture = is_lecture(story_path)
        now = retimed(
            scripts,
            speaker,
            before=_known(programme) if lecture and not everything else None,
            chapters=programme.chapters,
            cache=programme.media / "voice",
        )
        click.echo(_table(scripts, now.timings, now.spoken), nl=False)
        if lecture and INSTALLED:
            click.echo("the times of an installed film stay as they are: a checkout has its own")
        elif lecture:
            click.echo(_write(now.timings, programme.timing_table))


def retime_stale(
    programme: Programme, scripts: Sequence[Script], voice: Voice, timings: Timings
) -> bool:
    """Speak what the lecture's table lacks into it, and tell what that was.

    Nothing is done where the voice isn't the one that made the table, or can't say any words that
    it is given.

    Parameters
    ----------
    programme
        The film.
    scripts
        The narrations of the chapters to be made.
    voice
        Who speaks.
    timings
        The table.

    Returns
    -------
    bool
        False if the table isn't ours to write, so that the film must take the times of its sound.
    """
    from scenes.film.voice.choice import READERS
    from scenes.film.voice.retiming import retimed
    from scenes.film.voice.synthesis import write_timings
    from scenes.narration.timings import text_hash

    stale = timings.stale(
        (script.chapter, beat.name, text_hash(beat.words))
        for script in scripts
        for beat in script.beats
    )
    same = (voice.name, voice.version) == (timings.voice, timings.version)
    if not stale or not same or voice.name not in READERS:
        return True
    table, names = programme.timing_table, ", ".join(stale)
    if INSTALLED or not os.access(table.parent, os.W_OK):
        complain(
            f"{os.path.relpath(table)}: stale and not ours to write, so this film alone has"
            f" the times of the new words in {names}"
        )
        return False
    cache, chapters = programme.media / "voice", programme.chapters
    now = retimed(scripts, voice, before=timings, chapters=chapters, cache=cache)
    write_timings(now.timings, table)
    complain(f"{os.path.relpath(table)}: has the times of the new words in {names}")
    return True


def is_lecture(story_path: Path | None) -> bool:
    """Tell whether a story is the one whose timings are kept with the project.

    Parameters
    ----------
    story_path
        What the user gave; None is the one of ``LVEBM_STORY``, or the lecture's.
    """
    from scenes.story.parameters import DEFAULT_STORY, story_file

    return story_file(story_path).resolve() == DEFAULT_STORY


def _known(programme: Programme) -> Timings | None:
    """Read the table; None if there is none that can be used, so that it's made anew."""
    from scenes.narration.timings import TimingsError

    try:
        return programme.timings()
    except TimingsError:
        return None


def _write(timings: Timings, table: Path) -> str:
    """Write the table if it has changed, and say so."""
    from scenes.film.voice.synthesis import write_timings
    from scenes.narration.timings import timings_text

    shown = os.path.relpath(table)
    if table.is_file() and table.read_bytes() == timings_text(timings).encode():
        return f"{shown}: up to date"
    write_timings(timings, table)
    return f"{shown}: written"


def _table(scripts: Sequence[Script], timings: Timings, spoken: Collection[tuple[str, str]]) -> str:
    """List each beat: its words, its seconds, its pace, and whether it was spoken just now."""
    from scenes.film.cli.aligned import aligned
    from scenes.narration.languages import english

    def row(chapter: str, beat: str, words: int, seconds: float, said: str) -> tuple[Cell, ...]:
        return (chapter, beat, words, f"{seconds:.2f}", f"{60 * words / seconds:.0f}", said)

    rows, all_words, all_seconds = [], 0, 0.0
    for script in scripts:
        for beat in script.beats:
            place = (script.chapter, beat.name)
            words, seconds = english().spoken_length(beat.words), timings.beats[place][1].duration
            rows.append(row(*place, words, seconds, "now" if place in spoken else ""))
            all_words, all_seconds = all_words + words, all_seconds + seconds
    rows.append(row("total", "", all_words, all_seconds, f"{len(spoken)} of {len(rows)}"))
    return aligned(("chapter", "beat", "words", "seconds", "words/min", "spoken"), rows)
