"""``lvebm check``: what a viewer would stumble over, looked for without making the film."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from scenes.film.cli.language_option import language, tell
from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import Chapters, read_story, story_option
from scenes.film.cli.reporting import programme_of, reporting


@click.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@click.option("--beat", metavar="NAME", help="Only this beat of CHAPTER.")
@story_option
@language
@click.option(
    "--jobs",
    "-j",
    type=click.IntRange(1),
    default=os.cpu_count() or 1,
    show_default="the number of cores",
    help="How many chapters are looked at at once.",
)
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@media_option()
@click.pass_context
def check(
    ctx: click.Context,
    chapter: tuple[str] | None,
    beat: str | None,
    story_path: Path | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Look for what a viewer would stumble over, in the film or in CHAPTER.

    Words off the frame, on other words or on lines; too small, too dim, out of line; dots and
    numbers that are not the story's; what pops up, stands still, stays empty, flashes; captions
    too fast, silence. Pictures of what is found are put in media/check.

    A comment in a beat's method allows a kind of finding in it, with a reason:
    "# allow: still: the question sinks in".

    The exit code is 1 if there is an error, else 0. --json prints a list of objects with kind,
    severity ("error" or "warning"), chapter, beat, start and end (seconds of the chapter), what,
    says, file, line and picture.
    """
    if beat is not None and chapter is None:
        raise click.UsageError("--beat goes with a CHAPTER")
    with reporting(ctx):
        from scenes.film.check.report import report, table
        from scenes.film.check.run import check_film
        from scenes.film.errors import writing
        from scenes.film.progress import one_bar

        programme = programme_of(ctx)
        story = read_story(programme, story_path)
        scripts = tell(programme, chapter or programme.chapters, story)
        if beat is not None:
            scripts[0].beat(beat)
        folder = programme.media / "check"
        with writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("*.png"):
                old.unlink()
        count = len(scripts)
        with one_bar(sys.stderr, "checking", count, "chapter" + "s" * (count != 1)) as done:
            findings = check_film(
                programme, scripts, story, beat=beat, folder=folder, jobs=jobs, done=done
            )
        if as_json:
            click.echo(json.dumps(table(findings), indent=1, ensure_ascii=False))
        else:
            click.echo(report(findings, len(scripts)))
        if any(finding.severity == "error" for finding in findings):
            ctx.exit(1)
