"""The options that choose a voice, the same for every command that has one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


def voice_options(default: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the options to a command, as ``voice_name``, ``recordings`` and ``piper_model``.

    Parameters
    ----------
    default
        What the help says of the voice that is taken if none is chosen.
    """
    options = (
        click.option(
            "--voice",
            "voice_name",
            metavar="NAME",
            help=f"Who speaks; `lvebm voice --list` shows the voices.  [default: {default}]",
        ),
        click.option(
            "--recordings",
            type=_FOLDER,
            metavar="DIR",
            help="For the voice recorded: its sound files, one a beat, as s04_latent/sweep.wav.",
        ),
        click.option(
            "--piper-model", type=_FILE, metavar="FILE", help="For the voice piper: its model."
        ),
    )

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def chosen_voice(name: str | None, recordings: Path | None, piper_model: Path | None) -> str | None:
    """Return the voice that the options ask for; None if it's left to the command.

    Raises
    ------
    click.UsageError
        If they ask for two.
    """
    if recordings is not None and piper_model is not None:
        raise click.UsageError("choose one of --recordings and --piper-model")
    implied = "recorded" if recordings else "piper" if piper_model else None
    if implied and name not in (None, implied):
        raise click.UsageError(f"the voice {name} doesn't go with the voice {implied}'s option")
    return name or implied
