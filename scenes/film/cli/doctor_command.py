"""``lvebm doctor``: what this machine has, what it lacks, and how fast it is."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import quality_option, read_story, story_option
from scenes.film.cli.reporting import programme_of, reporting

if TYPE_CHECKING:  # torch takes seconds to import, which --help should not
    from scenes.film.doctor import Check
    from scenes.film.programme import Programme
    from scenes.film.quality import Quality
    from scenes.film.speed import Speed


@click.command()
@quality_option("high")
@story_option
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="the number of cores",
    help="How many processes draw at once.",
)
@click.option("--quick", is_flag=True, help="Without drawing for ten seconds.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@media_option()
@click.pass_context
def doctor(
    ctx: click.Context,
    quality: Quality,
    story_path: Path | None,
    jobs: int,
    quick: bool,
    as_json: bool,
) -> None:
    """Look for all that the film needs, and draw for ten seconds to tell how long it will take.

    What is missing comes with what mends it. The exit code is 1 if no film can be made.
    """
    with reporting(ctx):
        from scenes.film.doctor import checks

        programme = programme_of(ctx)
        found = list(checks(programme.media, jobs))
        lacking = [check for check in found if check.mend and check.needed]
        if not as_json:
            click.echo(_table(found), nl=False)
        speed = None
        if not (quick or lacking):
            speed = _measure(programme, story_path, quality, jobs)
        if as_json:
            click.echo(json.dumps(_told(found, speed, quality, jobs), indent=1, ensure_ascii=False))
        elif speed is not None:
            click.echo(_sentence(speed, quality, jobs))
        if lacking:
            ctx.exit(1)


def _measure(programme: Programme, story_path: Path | None, quality: Quality, jobs: int) -> Speed:
    from scenes.film.cli.language_option import tell
    from scenes.film.progress import one_bar
    from scenes.film.speed import SECONDS, measure

    story = read_story(programme, story_path)
    scripts = tell(programme, programme.chapters, story)
    with one_bar(sys.stderr, "drawing", round(SECONDS), "seconds") as advance:
        return measure(programme, scripts, story, quality, jobs, lambda s: advance(round(s)))


def _table(found: list[Check]) -> str:
    from scenes.film.cli.aligned import aligned

    rows = [
        (
            check.name,
            "" if not check.mend else "missing" if check.needed else "optional",
            check.found,
            check.mend,
        )
        for check in found
    ]
    return aligned(("part", "", "found", "what to do"), rows)


def _told(found: list[Check], speed: Speed | None, quality: Quality, jobs: int) -> dict[str, Any]:
    told: dict[str, Any] = {"checks": [asdict(check) for check in found]}
    if speed is not None:
        told["speed"] = {
            "quality": quality.name,
            "jobs": jobs,
            **asdict(speed),
            "film_seconds": speed.film_seconds,
        }
    return told


def _sentence(speed: Speed, quality: Quality, jobs: int) -> str:
    minutes, seconds = divmod(round(speed.film_seconds), 60)
    return (
        f"{quality.name}: {speed.rate:.0f} frames a second by {jobs} processes "
        f"({speed.frames} were drawn), {speed.times:.1f} times as fast as it plays: "
        f"the whole film in about {minutes} min {seconds} s, without its voice"
    )
