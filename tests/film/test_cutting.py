"""Cutting beats into jobs."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.film.cutting import Run, cut, makespan
from scenes.film.parts import BeatPart
from scenes.film.quality import QUALITIES


def run(chapter: str, *seconds: float) -> Run:
    parts = tuple(
        BeatPart(chapter, f"b{k}", 9, QUALITIES["draft"], "") for k in range(len(seconds))
    )
    return Run(parts, seconds, tuple(1.0 for _ in seconds))


runs = st.lists(
    st.lists(st.floats(0.1, 60), min_size=1, max_size=9),
    max_size=8,
).map(lambda lists: [run(f"c{k}", *seconds) for k, seconds in enumerate(lists)])


@given(runs, st.integers(1, 9))
def test_every_beat_is_drawn_once_and_in_order(chapters: list[Run], workers: int) -> None:
    jobs = cut(chapters, workers)
    for chapter in chapters:
        name = chapter.parts[0].chapter
        pieces = [job.parts for job in jobs if job.parts[0].chapter == name]
        drawn = sorted(itertools.chain(*pieces), key=lambda part: part.beat)
        assert drawn == list(chapter.parts)
        for parts in pieces:
            places = [chapter.parts.index(part) for part in parts]
            assert places == list(range(places[0], places[0] + len(places)))
    assert [job.cost for job in jobs] == sorted((job.cost for job in jobs), reverse=True)


@given(runs, st.integers(1, 9))
def test_cutting_never_makes_it_longer(chapters: list[Run], workers: int) -> None:
    uncut = sorted((chapter.cost for chapter in chapters), reverse=True)
    found = [job.cost for job in cut(chapters, workers)]
    assert makespan(found, workers) <= makespan(uncut, workers) + 1e-9


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_one_chapter_is_shared_by_all_workers(workers: int) -> None:
    jobs = cut([run("c", *[10.0] * 6)], workers)
    assert [len(job.parts) for job in jobs] == [6 // workers] * workers


def test_one_worker_cuts_nothing() -> None:
    chapters = [run("a", 3.0, 4.0), run("b", 9.0)]
    assert [job.parts for job in cut(chapters, 1)] == [chapters[1].parts, chapters[0].parts]


def test_what_is_dear_to_come_to_is_not_cut_off() -> None:
    whole = run("c", 1.0, 1.0)
    assert len(cut([whole], 2)) == 2
    assert len(cut([dataclasses.replace(whole, before=(1.0, 30.0))], 2)) == 1


def test_the_time_of_the_last_worker() -> None:
    assert makespan([4.0, 3.0, 3.0], 2) == 6.0
    assert makespan([], 2) == 0.0


def test_nothing_is_cut_into_nothing() -> None:
    assert cut([], 4) == []
