"""Processes that render chapters side by side.

This module stays light: a worker process imports it before it knows what it will do, and settings
for the numeric libraries must be made before they are imported.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, MutableSequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from scenes.film.errors import FilmError, one_line
from scenes.film.manim_settings import settings_fault

if TYPE_CHECKING:
    from scenes.film.job import Job

Draw = Callable[["Job", int], "Future[None]"]
"""Has a job drawn, given its place among the counters of frames done."""

_SPAWN = multiprocessing.get_context("spawn")  # Manim's, torch's and FFmpeg's threads don't fork
_frames_done: MutableSequence[int] | None = None


def new_counters(count: int) -> MutableSequence[int]:
    """Make counters that worker processes and their parent share."""
    counters: MutableSequence[int] = _SPAWN.RawArray("q", count)
    return counters


@contextlib.contextmanager
def worker_pool(
    count: int, frames_done: MutableSequence[int] | None = None
) -> Iterator[Callable[..., Future[Any]]]:
    """Start processes on this machine, and end them however the caller ends.

    Parameters
    ----------
    count
        How many, at least 1.
    frames_done
        As for `start_worker`.

    Yields
    ------
    Callable
        What has a function called in one of them, with its arguments. Unlike an executor's own
        ``with`` block, leaving by an exception does not wait for what was asked: it stops it.
    """
    others = set(multiprocessing.active_children())
    executor = ProcessPoolExecutor(
        count, mp_context=_SPAWN, initializer=start_worker, initargs=(frames_done,)
    )

    def submit(work: Callable[..., Any], *args: Any) -> Future[Any]:
        with no_interrupt():  # it starts processes as they are needed
            return executor.submit(work, *args)

    try:
        yield submit
        executor.shutdown(wait=True)
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
            process.join()
        raise


@contextlib.contextmanager
def local_workers(count: int, frames_done: MutableSequence[int]) -> Iterator[Draw]:
    """Start processes that draw jobs, and end them however the caller ends.

    Parameters
    ----------
    count
        How many, at least 1.
    frames_done
        Counters of `new_counters`, one a job.

    Yields
    ------
    Draw
        What has a job drawn.
    """
    with worker_pool(count, frames_done) as submit:
        yield lambda job, index: submit(_draw_job, job, index)


@contextlib.contextmanager
def no_interrupt() -> Iterator[None]:
    """Put Ctrl-C off; processes started meanwhile never get it, for their parent ends them.

    It blocks the signal, which those processes inherit. Any other thread may still receive it, and
    Python then runs the handler in the main thread: so that is another one meanwhile, too.
    """
    came = []
    is_main = threading.current_thread() is threading.main_thread()
    handler = signal.signal(signal.SIGINT, lambda *_: came.append(True)) if is_main else None
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if is_main:
            signal.signal(signal.SIGINT, handler or signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        if came:
            signal.raise_signal(signal.SIGINT)


def draw_with(job: Job, report: Callable[[int], None]) -> None:
    """Draw consecutive beats of a chapter in this process.

    Parameters
    ----------
    job
        What to make.
    report
        Called with the number of frames done so far.

    Raises
    ------
    FilmError
        If it can't be made.
    """
    try:
        from scenes.film.render import make_parts
    except Exception as error:
        raise FilmError(settings_fault(error) or one_line(error), traceback.format_exc()) from error
    make_parts(job, report)


def _draw_job(job: Job, index: int) -> None:
    """Draw a job in a worker process."""

    def report(frames: int) -> None:
        if _frames_done is not None:
            _frames_done[index] = frames

    draw_with(job, report)


def start_worker(frames_done: MutableSequence[int] | None = None) -> None:
    """Prepare a worker process.

    Parameters
    ----------
    frames_done
        Counters of `new_counters`, if the frames of its jobs are to be counted.
    """
    global _frames_done
    _frames_done = frames_done
    prepare_libraries()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def prepare_libraries() -> None:
    """Make the settings of the libraries that draw, before they are imported."""
    from tqdm import tqdm  # type: ignore[import-untyped]

    # Chapters share the cores; a matrix product of 300 points gains nothing from more threads.
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[variable] = "1"
    # Manim's own bars are off, but make a lock between processes that a killed worker would leak.
    tqdm.set_lock(threading.RLock())


def _end_with_parent() -> None:
    """End this process when its parent is gone, even if that was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
