"""The option that has a film drawn on a cluster."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from scenes.film.errors import FilmError
from scenes.film.programme import Programme

if TYPE_CHECKING:
    from scenes.film.make import Workers

INSTALL = "pip install 'lvebm[cluster]'"


class _Address(click.ParamType[str]):
    """The address of a Dask scheduler."""

    name = "address"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return it with its protocol."""
        found = re.fullmatch(r"(?:(tcp|tls)://)?([^\s/:]+|\[[0-9a-fA-F:]+\]):(\d{1,5})", str(value))
        if found is None or not 0 < int(found[3]) < 2**16:
            self.fail(f"{value!r} is not an address such as tcp://10.0.0.1:8786", param, ctx)
        return f"{found[1] or 'tcp'}://{found[2]}:{found[3]}"


scheduler_option = click.option(
    "--scheduler",
    type=_Address(),
    metavar="ADDRESS",
    help="Draw on the workers of a Dask cluster, whose scheduler is there: tcp://10.0.0.1:8786. "
    "Who can reach that port can run any program.",
)


@contextlib.contextmanager
def chosen_workers(address: str | None, programme: Programme) -> Iterator[tuple[Workers, int]]:
    """Return what starts the workers, and how many there are.

    Parameters
    ----------
    address
        The scheduler's; None for processes on this machine.
    programme
        What they are to draw.

    Raises
    ------
    FilmError
        If the cluster can't be used.
    """
    if address is None:
        from scenes.film.workers import local_workers

        yield local_workers, _cores()
        return
    try:
        from scenes.film.cluster import cluster
    except ModuleNotFoundError as error:
        raise FilmError(f"--scheduler needs {error.name}: {INSTALL}") from error
    with cluster(address, programme.packages) as found:
        yield found, found.size


def _cores() -> int:
    """Count the cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
