"""The commands that list chapters, numbers and facts."""

from __future__ import annotations

from pathlib import Path

import click

from scenes.film.cli.language_option import language, tell
from scenes.film.cli.parameters import Chapters, layout_option, read_data, read_story, story_option
from scenes.film.cli.reporting import complain, programme_of, reporting
from scenes.film.quality import QUALITIES


@click.command("list")
@layout_option
@story_option
@language
@click.pass_context
def list_(ctx: click.Context, layout: str, story_path: Path | None) -> None:
    """List the chapters, their beats and how long they last."""
    with reporting(ctx):
        from scenes.film.cli.listing import list_chapters

        programme = programme_of(ctx)
        scripts = tell(programme, programme.chapters, read_story(programme, story_path))
        click.echo(list_chapters(scripts, layout).rstrip("\n"))


@click.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@layout_option
@story_option
@click.pass_context
def numbers(
    ctx: click.Context, chapter: tuple[str] | None, layout: str, story_path: Path | None
) -> None:
    """List the numbers behind CHAPTER, or behind all of them."""
    with reporting(ctx):
        from scenes.film.cli.listing import list_numbers
        from scenes.film.render import load_chapter

        programme = programme_of(ctx)
        data = read_data(programme, story_path)
        tables = {
            name: load_chapter(programme.module(name), QUALITIES["draft"]).number_tables(data)
            for name in chapter or programme.chapters
        }
        for name in (name for name, found in tables.items() if not found):
            complain(f"{name}: no numbers behind this chapter")
        click.echo(list_numbers(tables, layout).rstrip("\n"))


@click.command()
@click.argument("chapter", type=Chapters(single=True), required=False)
@story_option
@click.option("--json", "as_json", is_flag=True, help="For programs: all digits, cases and places.")
@click.pass_context
def facts(
    ctx: click.Context, chapter: tuple[str] | None, story_path: Path | None, as_json: bool
) -> None:
    """List the facts that narrations may ask for, or those that CHAPTER does.

    Each with its value in this story, what it means, and where it is asked for. {{ name }} says a
    number, {% if name %} asks for a yes or no, and {% if name == "case" %} for a named case.
    """
    with reporting(ctx):
        from scenes.film.cli.listing import list_facts
        from scenes.narration.usage import uses
        from scenes.story.facts.fact import facts

        programme = programme_of(ctx)
        data = read_data(programme, story_path)
        asked = uses(chapter or programme.chapters, programme.narration)
        chosen = [fact for fact in facts().values() if chapter is None or fact.name in asked]
        click.echo(list_facts(chosen, data, asked, "json" if as_json else "table").rstrip("\n"))
