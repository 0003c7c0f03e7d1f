"""Cutting what is to be drawn into jobs, so that all workers end together."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from scenes.film.parts import BeatPart

TARGETS = 40  # lengths of jobs that are tried


@dataclass(frozen=True)
class Run:
    """Consecutive beats of one chapter that are to be drawn.

    Attributes
    ----------
    parts
        The beats.
    seconds
        How long each takes to draw, by estimate.
    before
        How long it takes to come to each from the chapter's start, jumping over what is before it.
    """

    parts: tuple[BeatPart, ...]
    seconds: tuple[float, ...]
    before: tuple[float, ...]

    @property
    def cost(self) -> float:
        """Seconds that a worker needs for all of it."""
        return self.before[0] + sum(self.seconds)

    def pieces(self, longest: float) -> list[Run]:
        """Cut it into pieces of at most so many seconds, or of one beat."""
        starts = [0]
        for k in range(1, len(self.parts)):
            first = starts[-1]
            if self.before[first] + sum(self.seconds[first : k + 1]) > longest:
                starts.append(k)
        ends = [*starts[1:], len(self.parts)]
        return [
            Run(self.parts[a:b], self.seconds[a:b], self.before[a:b])
            for a, b in zip(starts, ends, strict=True)
        ]


def cut(runs: Sequence[Run], workers: int) -> list[Run]:
    """Cut runs of beats into jobs.

    Cutting lets more workers draw at once, and all of them end together; but each job has to come
    to its first beat. So jobs of several lengths are tried, and those taken that are over first.

    Parameters
    ----------
    runs
        What is to be drawn.
    workers
        How many draw at once, at least 1.

    Returns
    -------
    list of Run
        The jobs, the longest first, so that the last one to end is a short one.
    """
    if not runs:
        return []
    longest = max(run.cost for run in runs)
    tried = []
    for k in range(TARGETS):
        jobs = [piece for run in runs for piece in run.pieces(longest * (1 - k / TARGETS))]
        jobs.sort(key=lambda job: -job.cost)
        tried.append((makespan([job.cost for job in jobs], workers), len(jobs), k, jobs))
    return min(tried)[-1]


def makespan(costs: Sequence[float], workers: int) -> float:
    """Return when the last of some workers ends, if each takes the next job when it is free.

    Parameters
    ----------
    costs
        Seconds of each job, in the order in which they are taken.
    workers
        How many, at least 1.
    """
    free = [0.0] * workers
    for cost in costs:
        heapq.heapreplace(free, free[0] + cost)
    return max(free)
