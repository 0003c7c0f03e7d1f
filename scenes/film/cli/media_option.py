"""The option that says where all that is made is put, before a command's name or after it."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from scenes.film.cli.reporting import programme_of


def media_option(*, variable: str | None = None) -> Callable[..., Any]:
    """Return the option; it gives a command a programme whose media are in that folder.

    Parameters
    ----------
    variable
        The environment variable that stands for it.
    """
    return click.option(
        "--media",
        envvar=variable,
        metavar="DIR",
        callback=_choose,
        expose_value=False,
        help="The folder for all that is made.  [default: $LVEBM_MEDIA, or media/]",
    )


def _choose(ctx: click.Context, _option: click.Parameter, value: str | None) -> None:
    if value is not None:
        if not value or (os.path.exists(value) and not os.path.isdir(value)):
            raise click.BadParameter(
                f"{value!r} is not a folder", param_hint="--media, $LVEBM_MEDIA"
            )
        ctx.obj = replace(programme_of(ctx), media=Path(value).absolute())
