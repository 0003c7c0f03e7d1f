"""How a command finds its programme, and tells what went wrong in one line."""

from __future__ import annotations

import contextlib
import signal
import traceback
from collections.abc import Iterator
from typing import NoReturn

import click

from scenes.film.cli.entry import INTERRUPTED, interrupted
from scenes.film.errors import FilmError, one_line
from scenes.film.manim_settings import settings_fault
from scenes.film.programme import Programme


@contextlib.contextmanager
def reporting(ctx: click.Context) -> Iterator[None]:
    """Turn what can go wrong into one line and an exit code.

    Parameters
    ----------
    ctx
        The command's; with ``debug`` in its ``meta`` the traceback is shown too.
    """
    try:
        from scenes.labels import LabelError
        from scenes.narration.errors import NarrationError
        from scenes.narration.timings import TimingsError
        from scenes.story.parameters import StoryError

        try:
            with _interrupts_raised():
                yield
        except BrokenPipeError:  # the reader has seen enough; click knows what to do
            raise
        except (FilmError, StoryError, NarrationError, LabelError, TimingsError, OSError) as error:
            _fail(ctx, error, one_line(error) if isinstance(error, OSError) else str(error))
        except Exception as error:
            fault = settings_fault(error)
            if fault is None:
                raise
            _fail(ctx, error, fault)
    except KeyboardInterrupt:
        complain("interrupted")
        ctx.exit(INTERRUPTED)


@contextlib.contextmanager
def _interrupts_raised() -> Iterator[None]:
    """Have Ctrl-C raise meanwhile where it would end the process: there may be what to clear."""
    ends = signal.getsignal(signal.SIGINT) is interrupted
    try:
        if ends:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        yield
    finally:
        if ends:
            signal.signal(signal.SIGINT, interrupted)


def _fail(ctx: click.Context, error: Exception, text: str) -> NoReturn:
    """End the command, with what went wrong."""
    if ctx.meta.get("debug"):
        click.echo(getattr(error, "details", "") or traceback.format_exc(), err=True)
    complain(text)
    ctx.exit(1)


def complain(text: str) -> None:
    """Write what went wrong to the terminal; what went wrong in several chapters is told once."""
    for line in dict.fromkeys(text.splitlines()):
        click.echo(f"lvebm: {line}", err=True)


def programme_of(ctx: click.Context) -> Programme:
    """Return the programme that the command was started with."""
    programme = ctx.find_object(Programme)
    if programme is None:
        raise LookupError("the command was started without a programme")
    return programme
