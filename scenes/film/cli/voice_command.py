"""``lvebm voice``: speak the narration once, and write down how long everything takes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from scenes.film.cli.parameters import read_data
from scenes.film.cli.reporting import programme_of, reporting
from scenes.film.cli.voice_options import chosen_voice, voice_options
from scenes.folders import INSTALLED

if TYPE_CHECKING:  # torch and SciPy take seconds to import, which --help should not
    from scenes.film.voice.synthesis import Spoken


@click.command()
@voice_options("hibari")
@click.option(
    "--story",
    "story_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Another story, for its words are others; assets/timings.json then stays as it is.",
)
@click.option("--list", "listed", is_flag=True, help="List the voices, and do nothing.")
@click.pass_context
def voice(
    ctx: click.Context,
    voice_name: str | None,
    recordings: Path | None,
    piper_model: Path | None,
    story_path: Path | None,
    listed: bool,
) -> None:
    """Speak every beat, and write the timing table that the pictures follow.

    Do it whenever words have changed. What was spoken before is taken from media/voice.
    """
    name = chosen_voice(voice_name, recordings, piper_model)
    with reporting(ctx):
        from scenes.film.cli.aligned import aligned
        from scenes.film.voice.choice import VOICES, choose_voice, default_voice
        from scenes.film.voice.synthesis import synthesise, write_timings

        if listed:
            about = VOICES | {default_voice(): f"{VOICES[default_voice()]} (default)"}
            click.echo(aligned(("voice", "who speaks"), list(about.items())), nl=False)
            return
        programme, data = programme_of(ctx), read_data(story_path)
        speaker = choose_voice(
            name or "hibari",
            words_per_minute=data.story.narration.words_per_minute,
            recordings=recordings,
            piper_model=piper_model,
        )
        scripts = [programme.script(chapter, data) for chapter in programme.chapters]
        spoken = synthesise(scripts, speaker, programme.media / "voice")
        click.echo(_table(spoken), nl=False)
        if is_lecture(story_path) and INSTALLED:
            click.echo("the times of an installed film stay as they are: a checkout has its own")
        elif is_lecture(story_path):
            write_timings(spoken.timings(), programme.timing_table)
            click.echo(f"{os.path.relpath(programme.timing_table)}: written")


def is_lecture(story_path: Path | None) -> bool:
    """Tell whether a story is the one whose timings are kept with the project.

    Parameters
    ----------
    story_path
        What the user gave; None is the one of ``LVEBM_STORY``, or the lecture's.
    """
    from scenes.story.parameters import DEFAULT_STORY, story_file

    return story_file(story_path).resolve() == DEFAULT_STORY


def _table(spoken: Spoken) -> str:
    """List each beat: its words, its seconds and its pace."""
    from scenes.film.cli.aligned import aligned
    from scenes.narration.languages import english

    beats = [
        (*place, english().spoken_length(spoken.words[place]), times.duration)
        for place, (_, times) in spoken.timings().beats.items()
    ]
    beats.append(("total", "", sum(beat[2] for beat in beats), sum(beat[3] for beat in beats)))
    return aligned(
        ("chapter", "beat", "words", "seconds", "words/min"),
        [
            (chapter, beat, words, f"{seconds:.2f}", f"{60 * words / seconds:.0f}")
            for chapter, beat, words, seconds in beats
        ],
    )
