"""Making the film: what is missing is rendered, what is whole is kept, then all is joined."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from scenes.film.assemble import Part, assemble, is_whole
from scenes.film.errors import FilmError, one_line, writing
from scenes.film.job import PartJob
from scenes.film.programme import Programme
from scenes.film.progress import Progress
from scenes.film.quality import Quality
from scenes.film.scratch import scratch_folder
from scenes.film.sources import sources_digest
from scenes.film.voice.film_sound import FilmSound, film_sound
from scenes.film.voice.plan import plan_film
from scenes.film.voice.speech import Voice
from scenes.film.workers import local_workers, new_counters, no_interrupt, render_part
from scenes.narration.languages import language
from scenes.narration.script import Script
from scenes.story.data import StoryData
from scenes.story.parameters import Story

Workers = Callable[[int, MutableSequence[int]], AbstractContextManager[Executor]]
"""Starts an executor, given the number of jobs at once and the counters of frames done."""

SECONDS_BETWEEN_LOOKS = 0.1
KEPT_VERSIONS = 8  # of a chapter in one quality; older ones make room


@dataclass(frozen=True)
class Film:
    """A film that was made.

    Attributes
    ----------
    path
        The MP4.
    captions
        The WebVTT file; the SRT file has the same name but for its end.
    seconds
        Its length.
    rendered
        The chapters that had to be rendered.
    kept
        Those that had not changed.
    """

    path: Path
    captions: Path
    seconds: float
    rendered: tuple[str, ...]
    kept: tuple[str, ...]


def make_film(
    programme: Programme,
    chapters: Sequence[str],
    *,
    data: StoryData,
    voice: Voice,
    lecture: bool,
    quality: Quality,
    jobs: int,
    out: Path,
    progress: Progress,
    workers: Workers = local_workers,
) -> Film:
    """Render what is missing and assemble the film.

    Parameters
    ----------
    programme
        The film.
    chapters
        Names of chapters, in order.
    data
        The numbers.
    voice
        Who speaks.
    lecture
        Whether the story is the one that the programme's timing table was written for.
    quality
        Size and frame rate.
    jobs
        How many chapters to render at once.
    out
        The MP4 to make.
    progress
        Who is told how far things are.
    workers
        What starts the executor that renders; by default processes on this machine.

    Returns
    -------
    Film
        What was made.

    Raises
    ------
    FilmError
        If the film can't be written, or chapters failed: one line for each. The parts of the
        others are kept.
    NarrationError
        If a narration can't be used.
    TimingsError
        If the timing table can't be used, or is stale.
    VoiceError
        If the voice can't speak, or its sound is out of step.
    """
    with writing(out), scratch_folder(out.parent):
        pass  # fail now and not after the rendering, if nothing can be written there
    scripts, sound = _scripts_and_sound(programme, chapters, data, voice, lecture, quality.fps)
    folder = programme.media / "parts"
    parts, missing = {}, {}
    with scratch_folder(folder) as scratch:
        for job in _jobs(programme, scripts, data.story, quality, folder, scratch):
            name = job.script.chapter
            parts[name] = Part(job.part, job.script, job.frames)
            if is_whole(job.part, job.frames, quality):
                os.utime(job.part)
                progress.keep(name, job.frames)
            else:
                missing[name] = job
                progress.add(name, job.frames)
        # The longest first, so that the last one to finish is a short one.
        order = sorted(missing, key=lambda name: -parts[name].frames)
        _render({name: missing[name] for name in order}, jobs, progress, workers)
    with writing(out):
        assemble(
            list(parts.values()),
            sound,
            title=programme.title,
            description=programme.description,
            language=language(programme.language).tag,
            quality=quality,
            out=out,
        )
    _make_room(folder, chapters, quality)
    return Film(
        path=out,
        captions=out.with_suffix(".vtt"),
        seconds=sum(part.frames for part in parts.values()) / quality.fps,
        rendered=tuple(missing),
        kept=tuple(name for name in parts if name not in missing),
    )


def _scripts_and_sound(
    programme: Programme,
    chapters: Sequence[str],
    data: StoryData,
    voice: Voice,
    lecture: bool,
    fps: int,
) -> tuple[list[Script], FilmSound | None]:
    """Return the chapters' words and times, and the film's sound, if any, in step with them."""
    plan = plan_film(
        [programme.script(chapter, data) for chapter in chapters],
        voice,
        table=programme.timing_table,
        cache=programme.media / "voice",
        lecture=lecture,
    )
    scripts = [programme.script(chapter, data, plan.timings).in_frames(fps) for chapter in chapters]
    spoken = plan.spoken
    if spoken is None:
        return scripts, None
    return scripts, film_sound(scripts, spoken.speech, fps, programme.media / "sound")


def _jobs(
    programme: Programme,
    scripts: Sequence[Script],
    story: Story,
    quality: Quality,
    folder: Path,
    scratch: Path,
) -> list[PartJob]:
    """Describe every chapter's part; its name holds a digest of all that it depends on."""
    jobs = []
    for script in scripts:
        module = programme.module(script.chapter)
        sources = sources_digest(module, programme.packages)
        key = _key(sources, story, script, quality)
        jobs.append(
            PartJob(
                module=module,
                packages=programme.packages,
                sources=sources,
                story=story,
                script=script,
                quality=quality,
                scratch=scratch,
                part=folder / f"{script.chapter}-{quality.name}-{key}.mp4",
            )
        )
    return jobs


def _key(sources: str, story: Story, script: Script, quality: Quality) -> str:
    """Digest all that decides a part's bytes."""
    inputs = json.dumps([sources, story.model_dump(mode="json"), repr(script), repr(quality)])
    return hashlib.sha256(inputs.encode()).hexdigest()[:20]


def _render(
    jobs: Mapping[str, PartJob], at_once: int, progress: Progress, workers: Workers
) -> None:
    """Run the jobs; let all of them end before the first failure is raised."""
    if not jobs:
        return
    frames_done = new_counters(len(jobs))
    names = list(jobs)
    failures: dict[str, BaseException] = {}
    with workers(min(at_once, len(jobs)), frames_done) as executor:
        with no_interrupt():
            chapter_of: dict[Future[None], str] = {
                executor.submit(render_part, job, index): name
                for index, (name, job) in enumerate(jobs.items())
            }
        waiting = set(chapter_of)
        while waiting:
            ended, waiting = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
            for name, frames in zip(names, frames_done, strict=True):
                progress.update(name, frames)
            for future in ended:
                name, error = chapter_of[future], future.exception()
                progress.end(name, failed=error is not None)
                if error is not None:
                    failures[name] = error
    if failures:
        raise _failure(failures)


def _failure(failures: Mapping[str, BaseException]) -> FilmError:
    """Make one error, a line for each cause, of those of several chapters."""
    died = [name for name in sorted(failures) if isinstance(failures[name], BrokenExecutor)]
    others = {name: failures[name] for name in sorted(failures) if name not in died}
    lines = [
        str(error) if isinstance(error, FilmError) else f"{name}: {one_line(error)}"
        for name, error in others.items()
    ]
    if died:
        lines.append(
            f"a worker process was killed, by lack of memory perhaps; unfinished: {', '.join(died)}"
        )
    details = [error.details for error in others.values() if isinstance(error, FilmError)]
    return FilmError("\n".join(lines), "\n".join(details))


def _make_room(folder: Path, chapters: Sequence[str], quality: Quality) -> None:
    """Remove the parts that were not used for long."""
    for chapter in chapters:
        parts = folder.glob(f"{chapter}-{quality.name}-*.mp4")
        for old in sorted(parts, key=lambda part: -part.stat().st_mtime)[KEPT_VERSIONS:]:
            old.unlink(missing_ok=True)
