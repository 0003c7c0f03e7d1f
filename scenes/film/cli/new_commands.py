"""The commands that start something new."""

from __future__ import annotations

import click

from scenes.film.cli.parameters import relative
from scenes.film.cli.reporting import reporting
from scenes.film.errors import FilmError
from scenes.folders import INSTALLED, PACKAGE


@click.group()
def new() -> None:
    """Start something new from a template."""


@new.command()
@click.argument("name")
@click.option("--title", required=True, help="What it is called in the film.")
@click.pass_context
def chapter(ctx: click.Context, name: str, title: str) -> None:
    """Write the three files of a chapter, such as s15_more: its scene, its words, its test.

    Its number is its place in the film. It can be rendered at once; then make it yours.
    """
    with reporting(ctx):
        from scenes.film.new_chapter import new_chapter

        if INSTALLED:
            raise FilmError("a chapter is added to the project's sources: clone them first")
        for file in new_chapter(PACKAGE.parent, name, title):
            click.echo(relative(file))
        number = name.partition("_")[0]
        click.echo(
            f"Look at it: lvebm still {number} --every-beat --sheet. "
            f"Test it: make test ARGS=tests/chapters/test_{name}.py. "
            "Then list it in the README."
        )
