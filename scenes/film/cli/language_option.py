"""The option that chooses the language, the same for every command that has one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from scenes.film.cli.reporting import complain, programme_of
from scenes.film.programme import ENGLISH, Programme

if TYPE_CHECKING:  # torch takes seconds to import, which --help should not
    from scenes.narration.script import Script
    from scenes.story.parameters import Story


def _choose(ctx: click.Context, _option: click.Parameter, value: str) -> None:
    ctx.obj = replace(programme_of(ctx), language=value)


language = click.option(
    "--language",
    default=ENGLISH,
    show_default=True,
    metavar="CODE",
    callback=_choose,
    expose_value=False,
    help="Words and captions from assets/narration/CODE, such as de; what it lacks stays English.",
)
"""It gives the command a programme in that language."""


def tell(programme: Programme, chapters: Iterable[str], story: Story) -> list[Script]:
    """Read chapters' words with their times, and warn of what isn't translated.

    Parameters
    ----------
    programme
        The film, in its language.
    chapters
        Which.
    story
        The numbers.
    """
    timings = programme.timings()
    scripts = [programme.script(chapter, story, timings) for chapter in chapters]
    warn(scripts)
    return scripts


def warn(scripts: Iterable[Script]) -> None:
    """Tell what isn't translated.

    Parameters
    ----------
    scripts
        The narrations.
    """
    for script in scripts:
        for warning in script.warnings:
            complain(warning)
