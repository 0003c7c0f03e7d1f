"""The command that shows a chapter in a browser while it is edited."""

from __future__ import annotations

import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from scenes.film.cli.language_option import language
from scenes.film.cli.media_option import media_option
from scenes.film.cli.parameters import Chapters, quality_option, read_story, story_option
from scenes.film.cli.reporting import programme_of, reporting
from scenes.film.errors import FilmError
from scenes.film.quality import Quality

NEEDED = ("starlette", "uvicorn", "watchfiles", "tomlkit")


@click.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    help="Where the page is, on this machine alone.  [default: any that is free]",
)
@quality_option("draft")
@story_option
@language
@media_option()
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser, too.")
@click.pass_context
def preview(
    ctx: click.Context,
    chapter: tuple[str] | None,
    port: int,
    quality: Quality,
    story_path: Path | None,
    opens: bool,
) -> None:
    """Show CHAPTER in a browser while you edit it, by default the first.

    What you save is seen at once. Scrub, step and play; drag a cue to another word; turn the
    story's numbers; click at anything to learn what it is. The page is for this machine alone, and
    its address holds a token. Ctrl-C ends it.
    """
    with reporting(ctx):
        missing = [name for name in NEEDED if find_spec(name) is None]
        if missing:
            raise FilmError(f"{', '.join(missing)} is missing: pip install 'lvebm[preview]'")
        from scenes.film.preview.serving import bound, serve
        from scenes.narration.languages import language as known_language

        programme = programme_of(ctx)
        # What is wrong with what is given is told before anything starts.
        known_language(programme.language)
        read_story(programme, story_path)
        socket = bound(port)

        def tell(address: str) -> None:
            click.echo(f"{address}   (Ctrl-C ends it)")
            if opens:
                webbrowser.open(address)

        serve(
            programme,
            (chapter or programme.chapters)[0],
            socket=socket,
            quality=quality,
            story=story_path,
            tell=tell,
        )
