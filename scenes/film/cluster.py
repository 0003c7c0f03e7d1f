"""Drawing on other machines: the jobs of a film as tasks of a Dask cluster.

No folder is shared. What a worker has drawn comes back beat by beat, and is published here.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, MutableSequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

import distributed
from distributed import Client, Queue

from scenes.film.errors import FilmError, one_line, writing
from scenes.film.job import Job
from scenes.film.parts import keep_part, read_record
from scenes.film.remote_job import (
    Errand,
    differences,
    draw_there,
    killed,
    thread_fault,
    what_counts,
)
from scenes.film.workers import Draw

SECONDS_TO_ANSWER = 5
SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_BETWEEN_REPORTS = 0.25  # of a worker
REPORTS_A_SECOND = 500  # of all of them; more would keep the scheduler from its work
SECONDS_WITHOUT_WORKERS = 60.0
SECONDS_BETWEEN_COUNTS = 5.0
SCHEDULER_HAS = ("lvebm", "Python", "distributed")  # in common with us: it hands jobs on
TALKATIVE = ("distributed", "tornado", "asyncio")


@contextlib.contextmanager
def cluster(address: str, packages: frozenset[str]) -> Iterator[Cluster]:
    """Connect to a cluster whose every worker draws what would be drawn here.

    Parameters
    ----------
    address
        The scheduler's, such as ``tcp://10.0.0.1:8786``.
    packages
        Top-level packages of the project.

    Yields
    ------
    Cluster
        Its workers.

    Raises
    ------
    FilmError
        If nobody answers there, no worker is there, or one is of another version.
    """
    _hush()
    try:
        client = Client(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        raise FilmError(f"{address}: no scheduler answered within {SECONDS_TO_ANSWER} s") from error
    try:
        _check(client, address, packages)
        yield Cluster(client, address, what_counts(packages))
    finally:
        client.close(timeout=SECONDS_TO_ANSWER)


def _hush() -> None:
    """Keep Dask from writing between our lines: what matters is told in one of them."""
    for name in [*TALKATIVE, *logging.root.manager.loggerDict]:
        if name.partition(".")[0] in TALKATIVE:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _check(client: Client, address: str, packages: frozenset[str]) -> None:
    """See to it that the scheduler and every worker are what they must be."""
    threads = client.nthreads()
    if not threads:
        raise FilmError(f"{address}: the scheduler has no workers: start some with `dask worker`")
    faults = {worker: thread_fault(count) for worker, count in threads.items()}
    ours = what_counts(packages)
    few = {name: ours[name] for name in SCHEDULER_HAS}
    faults[address] = _unlike(_of_scheduler(client, packages), few)
    for worker, theirs in client.run(what_counts, packages, on_error="return").items():
        faults[worker] = faults.get(worker) or _unlike(theirs, ours)
    bad = [where for where, fault in faults.items() if fault]
    if bad:
        others = f", and {len(bad) - 1} more," if len(bad) > 1 else ""
        raise FilmError(f"{bad[0]}{others} can't draw this film: {faults[bad[0]]}")


def _of_scheduler(client: Client, packages: frozenset[str]) -> Any:
    try:
        return client.run_on_scheduler(what_counts, packages)
    except Exception as error:
        return error


def _unlike(theirs: Any, ours: Mapping[str, str]) -> str:
    """Say what differs; there is an error where ours isn't installed."""
    if isinstance(theirs, dict):
        return differences(theirs, ours)
    return f"{one_line(theirs)}: install the same lvebm[cluster] there"


@dataclass
class _Running:
    """A job that is being drawn somewhere, or will be."""

    job: Job
    task: distributed.Future[None]
    answer: Future[None]


class Cluster:
    """The workers of a Dask cluster.

    Called with how many are wanted and the counters of frames, it starts to draw, as
    `scenes.film.workers.local_workers` does; leaving by an exception drops the jobs, and leaves
    the workers to the next film.

    Parameters
    ----------
    client
        The connection to the scheduler.
    address
        Its address.
    counts
        What a worker must have in common with this process.
    """

    def __init__(self, client: Client, address: str, counts: Mapping[str, str]) -> None:
        self._client, self._address, self._counts = client, address, counts

    @property
    def size(self) -> int:
        """How many workers there are."""
        return len(self._client.nthreads())

    @contextlib.contextmanager
    def __call__(self, count: int, frames_done: MutableSequence[int]) -> Iterator[Draw]:
        """Start to draw."""
        film = _FilmAbroad(self._client, self._address, self._counts, count, frames_done)
        try:
            yield film.draw
        finally:
            film.close()


class _FilmAbroad:
    """One film's jobs on the cluster, and a thread that takes in what they send."""

    def __init__(
        self,
        client: Client,
        address: str,
        counts: Mapping[str, str],
        workers: int,
        frames_done: MutableSequence[int],
    ) -> None:
        self._client, self._address, self._counts = client, address, counts
        self._pause = max(SECONDS_BETWEEN_REPORTS, workers / REPORTS_A_SECOND)
        self._frames_done = frames_done
        self._running: dict[int, _Running] = {}
        self._name = f"lvebm-{uuid.uuid4().hex}"
        self._queue = Queue(self._name, client=client)
        self._counted = self._seen = time.monotonic()
        self._stop, self._lock = threading.Event(), threading.Lock()
        self._receiver = threading.Thread(target=self._receive, daemon=True)
        self._receiver.start()

    def draw(self, job: Job, index: int) -> Future[None]:
        """Have a job drawn; it has ended when all of its parts are published."""
        errand = Errand(self._name, index, self._counts, self._pause)
        key = f"{job.name}-{self._name}"
        answer: Future[None] = Future()
        with self._lock:  # what the job sends must find it among those that run
            task = self._client.submit(draw_there, job, errand, key=key, pure=False)
            self._running[index] = _Running(job, task, answer)
        return answer

    def close(self) -> None:
        """Keep the parts that have come, and drop the jobs that have not ended."""
        self._stop.set()
        self._receiver.join()
        with contextlib.suppress(Exception):  # the scheduler may be gone
            self._client.cancel([each.task for each in self._running.values()])
            self._take_in()
            self._queue.close()

    def _receive(self) -> None:
        while not self._stop.wait(SECONDS_BETWEEN_LOOKS):
            try:
                with self._lock:
                    self._look()
            except Exception as error:
                self._end_all(FilmError(f"{self._address}: lost the scheduler: {one_line(error)}"))

    def _look(self) -> None:
        ended = [index for index, each in self._running.items() if each.task.done()]
        self._take_in()  # after that look, so that of what has ended nothing is still on its way
        for index in ended:
            each = self._running.pop(index, None)
            if each is not None:
                _answer(each)
        self._count_workers()

    def _take_in(self) -> None:
        """Take the frames and the parts that have come."""
        for index, frames, name, record, film in self._queue.get(batch=True):
            each = self._running.get(index)
            if each is None:
                continue  # it was given up
            self._frames_done[index] = frames
            try:
                if name:
                    _publish(each.job, name, record, film)
            except FilmError as error:
                del self._running[index]
                each.task.cancel()
                each.answer.set_exception(error)

    def _count_workers(self) -> None:
        """Give up when all workers have been gone for long."""
        now = time.monotonic()
        if now - self._counted < SECONDS_BETWEEN_COUNTS:
            return
        self._counted = now
        if self._client.nthreads():
            self._seen = now
        elif now - self._seen > SECONDS_WITHOUT_WORKERS:
            self._end_all(FilmError(f"{self._address}: no worker is left"))

    def _end_all(self, error: FilmError) -> None:
        while self._running:
            self._running.popitem()[1].answer.set_exception(error)


def _publish(job: Job, name: str, record: bytes, film: bytes) -> None:
    """Write a part that has come, and give it its name when it is whole."""
    part = next(each for each in job.parts if name.startswith(f"{each.place}-{each.key}-"))
    made = job.scratch / f"{part.place}-{part.key}.mp4"
    note = made.with_suffix(".json")
    with writing(job.folder):
        made.write_bytes(film)
        note.write_bytes(record)
        known = read_record(note)
        if known is None:
            raise FilmError(f"{part.chapter}.{part.beat}: its record came back broken")
        keep_part(made, part, known, job.folder)


def _answer(each: _Running) -> None:
    """Pass on how a task has ended."""
    if each.task.status == "finished":
        each.answer.set_result(None)
    elif each.task.status == "error":
        error = each.task.exception()
        if isinstance(error, distributed.KilledWorker):
            error = FilmError(killed(each.job, error.allowed_failures + 1))
        each.answer.set_exception(error)
    else:
        each.answer.set_exception(FilmError(f"{each.job.name}: the cluster dropped it"))
