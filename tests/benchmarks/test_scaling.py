"""How long a film would take on many workers, by simulation: only with --benchmark-enable.

What each beat takes is known from the last time that all were drawn (`lvebm film`, which keeps it
beside the parts); the jobs are cut as for a film, and each worker takes the next when it is free.
What is timed is the cutting.
"""

import os
from pathlib import Path

import pytest

from scenes.film.cutting import Run, cut, makespan
from scenes.film.parts import BeatPart, KeptParts
from scenes.film.plan import SECONDS_TO_BEGIN, SECONDS_TO_JUMP
from scenes.film.programme import FILM
from scenes.film.quality import QUALITIES
from scenes.story.data import StoryData
from scenes.story.parameters import load_story

MEDIA = Path(os.environ.get("LVEBM_MEDIA", FILM.media))


def measured(quality):
    """Return every chapter as a run of beats, as long as they took; nothing if some are unknown."""
    kept, data = KeptParts(MEDIA / "parts"), StoryData(load_story())
    runs = []
    for chapter in FILM.chapters:
        beats = [beat.name for beat in FILM.script(chapter, data, FILM.timings()).beats]
        parts = [BeatPart(chapter, beat, 0, quality, "") for beat in beats]
        records = [kept.newest(part.place) for part in parts]
        if None in records:
            return []
        before = [
            SECONDS_TO_BEGIN + SECONDS_TO_JUMP * k if record.before is None else record.before
            for k, record in enumerate(records)
        ]
        runs.append(Run(tuple(parts), tuple(record.seconds for record in records), tuple(before)))
    return runs


def longest_beat(runs):
    """Return what no number of workers can go below, in seconds, and the beat that it is."""
    return max(
        (before + seconds, f"{part.chapter}.{part.beat}")
        for run in runs
        for part, before, seconds in zip(run.parts, run.before, run.seconds, strict=True)
    )


@pytest.mark.parametrize("quality", list(QUALITIES.values()), ids=list(QUALITIES))
@pytest.mark.parametrize("workers", [1, 2, 4, 8, 16, 64, 1000])
def test_the_film_on_many_workers(workers, quality, benchmark):
    if not benchmark.enabled:
        pytest.skip("a benchmark alone: make bench")
    runs = measured(quality)
    if not runs:
        pytest.skip(f"not every beat was drawn yet: make film QUALITY={quality.name}")
    jobs = benchmark.pedantic(cut, (runs, workers), rounds=1)
    alone = makespan([run.cost for run in runs], 1)
    seconds = makespan([job.cost for job in jobs], workers)
    bound, beat = longest_beat(runs)
    assert bound <= seconds <= alone
    benchmark.extra_info |= {
        "jobs": len(jobs),
        "seconds": round(seconds, 1),
        "times as fast as one": round(alone / seconds, 2),
        "the longest beat": f"{beat}, {bound:.1f} s",
    }
