"""The ``lvebm`` command.

What takes seconds to import (torch, Manim) is imported by the commands that need it, so that help
and mistakes are answered at once.
"""

from __future__ import annotations

import io
import signal
import sys
from importlib.metadata import version
from typing import Any

import click

from scenes.film.cli.check_command import check
from scenes.film.cli.doctor_command import doctor
from scenes.film.cli.film_command import film
from scenes.film.cli.learn_command import learn
from scenes.film.cli.list_commands import facts, list_, numbers
from scenes.film.cli.media_option import media_option
from scenes.film.cli.new_commands import new
from scenes.film.cli.preview_command import preview
from scenes.film.cli.still_commands import still, strip
from scenes.film.cli.voice_command import voice
from scenes.film.programme import FILM, Programme


class _Commands(click.Group):
    """Commands on a programme, by default the lecture, that print in any encoding."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as the programme of a process, whose way out Ctrl-C no longer disturbs."""
        try:
            return super().__call__(*args, **kwargs)
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)

    def main(self, *args: Any, obj: Programme | None = None, **kwargs: Any) -> Any:
        """Run the command that is asked for; what an encoding lacks becomes a question mark."""
        if isinstance(sys.stdout, io.TextIOWrapper):  # of errors Python escapes what it must
            sys.stdout.reconfigure(errors="replace")
        return super().main(*args, obj=obj or FILM, **kwargs)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(version("lvebm"), "--version", message="lvebm %(version)s")
@media_option(variable="LVEBM_MEDIA")
@click.option("--debug", is_flag=True, envvar="LVEBM_DEBUG", help="Show tracebacks of errors.")
@click.pass_context
def main(ctx: click.Context, debug: bool) -> None:
    """Make the film on inference in latent-variable energy-based models.

    Chapters are named in full (s01_horn) or by their number (s01); `lvebm list` shows them.
    """
    ctx.meta["debug"] = debug


for command in (
    film,
    voice,
    learn,
    still,
    strip,
    list_,
    numbers,
    facts,
    new,
    preview,
    doctor,
    check,
):
    main.add_command(command)
