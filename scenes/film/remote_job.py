"""Drawing a job on a worker of a Dask cluster: its parts and its progress go back through a queue.

What goes through the queue is numbers, names and bytes: nothing that would have to be unpickled.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from time import monotonic

from distributed import Queue, Worker, get_client, get_worker

from scenes.film.errors import FilmError, writing
from scenes.film.job import Job
from scenes.film.kept import files_digest
from scenes.film.sources import libraries, surroundings, tree_digest
from scenes.film.workers import draw_with
from scenes.folders import ASSETS, files_in

LIVES = 3  # workers that a job may kill
DIGESTS = ("sources", "pictures and fonts", "words in pictures")


@dataclass(frozen=True)
class Errand:
    """What a worker is told besides its job.

    Attributes
    ----------
    film
        The name of the queue.
    index
        The job's place among those of the film.
    counts
        `what_counts` of who made the job.
    seconds
        How often to report, at most.
    """

    film: str
    index: int
    counts: Mapping[str, str]
    seconds: float


@cache
def what_counts(packages: frozenset[str]) -> dict[str, str]:
    """Return the versions and the digests of all that pictures drawn in this process depend on.

    A process tells what it found first, whatever is installed later: what it has imported is
    what it runs.

    Parameters
    ----------
    packages
        Top-level packages of the project.

    Returns
    -------
    dict
        By name, as it is told to the user.
    """
    python, *others = libraries()
    found = {"lvebm": version("lvebm"), "Python": python}
    found |= {name: number for name, number in (each.split(" ") for each in others)}
    found["distributed"] = version("distributed")
    words = files_digest(files_in(ASSETS / "narration", "**/*.toml"))
    digests = (tree_digest(packages), surroundings(), words)
    return found | dict(zip(DIGESTS, digests, strict=True))


def differences(theirs: Mapping[str, str], ours: Mapping[str, str]) -> str:
    """Say in some words what differs; nothing if nothing does.

    Digests are told only where all versions are the same: they hold some of them.
    """
    names = [name for name in ours if theirs.get(name) != ours[name]]
    versions = [
        f"{name} {theirs.get(name)}, here {ours[name]}" for name in names if name not in DIGESTS
    ]
    digests = [f"other {name}" for name in names if name in DIGESTS]
    return "; ".join(versions or digests)


def thread_fault(count: int) -> str:
    """Say what is wrong with a worker of so many threads; nothing if nothing is."""
    fault = f"it has {count} threads, but Manim draws in one: start it with --nthreads 1"
    return fault if count != 1 else ""


def draw_there(job: Job, errand: Errand) -> None:
    """Draw a job on the worker that runs this, and send back each part as soon as it is whole.

    Raises
    ------
    FilmError
        If the job can't be made, or has killed too many workers, or this worker is another.
    """
    worker, client = get_worker(), get_client()
    theirs = what_counts(job.packages)  # it may have come when the others had been asked
    if fault := thread_fault(worker.state.nthreads) or differences(theirs, errand.counts):
        raise FilmError(f"{worker.address} can't draw this film: {fault}")
    topic = f"{errand.film}-{errand.index}"  # who has begun this job, and died of it
    if len(client.get_events(topic)) >= LIVES:
        raise FilmError(killed(job, LIVES))
    client.log_event(topic, worker.address)
    with tempfile.TemporaryDirectory(dir=worker.local_directory) as place:
        scratch, folder = Path(place, "scratch"), Path(place, "parts")
        with writing(folder):
            scratch.mkdir()
            folder.mkdir()
        sender = _Sender(worker, folder, errand)
        try:
            draw_with(replace(job, scratch=scratch, folder=folder), sender.report)
        except _DroppedError:
            return
        finally:
            sender.close()


def killed(job: Job, workers: int) -> str:
    """Say that a job is given up."""
    return f"{job.name}: drawing it killed {workers} workers, by lack of memory perhaps; given up"


class _DroppedError(BaseException):
    """Nobody waits for this job any more; no `Exception`, which would be a fault of the beat."""


class _Sender:
    """Sends back what is done."""

    def __init__(self, worker: Worker, folder: Path, errand: Errand) -> None:
        self._worker, self._folder, self._errand = worker, folder, errand
        self._queue = Queue(errand.film, client=get_client())
        self._key = worker.get_current_task()
        self._due = 0.0
        self._frames = 0

    def report(self, frames: int) -> None:
        """Take the number of frames done; send it now and then, and with every part.

        Raises
        ------
        _DroppedError
            If whoever wanted the job is gone.
        """
        self._frames = frames
        if monotonic() >= self._due or self._whole():
            self._due = monotonic() + self._errand.seconds
            task = self._worker.state.tasks.get(self._key)
            if task is None or task.state == "cancelled":
                raise _DroppedError
            self._send()

    def close(self) -> None:
        """Send what is left, even if a later beat has failed."""
        self._send()
        self._queue.close()

    def _whole(self) -> list[Path]:
        return sorted(self._folder.glob("*.mp4"))

    def _send(self) -> None:
        place = [self._errand.index, self._frames]
        for film in self._whole():
            record = film.with_suffix(".json")
            self._queue.put([*place, film.name, record.read_bytes(), film.read_bytes()])
            film.unlink()
        self._queue.put([*place, "", b"", b""])
