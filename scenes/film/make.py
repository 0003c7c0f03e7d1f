"""Making the film: the beats that are missing are drawn, then all is joined."""

from __future__ import annotations

from collections.abc import Callable, MutableSequence, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from scenes.film.assemble import Recipe, assemble, whole_files
from scenes.film.errors import FilmError, one_line, writing
from scenes.film.job import Job
from scenes.film.kept import Kept
from scenes.film.plan import Plan
from scenes.film.programme import Programme
from scenes.film.progress import Progress
from scenes.film.quality import Quality
from scenes.film.scratch import scratch_folder, sweep
from scenes.film.voice.film_sound import FilmSound, film_sound
from scenes.film.voice.plan import plan_film
from scenes.film.voice.speech import Voice
from scenes.film.voice.synthesis import Spoken
from scenes.film.workers import Draw, local_workers, new_counters
from scenes.narration.languages import language
from scenes.narration.script import Script
from scenes.story.parameters import Story

Workers = Callable[[int, MutableSequence[int]], AbstractContextManager[Draw]]
"""Starts workers, given their number and the counters of frames done."""

SECONDS_BETWEEN_LOOKS = 0.1
ADDED_TO = ("kept", "voice", "sound")
"""The folders of `media` that a run opens only to add what is new."""


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
        The beats that had to be drawn, such as ``s03_slice.slide``.
    kept
        Those whose pictures had not changed.
    own_times
        Those that follow their sound, which is out of step with the timing table.
    """

    path: Path
    captions: Path
    seconds: float
    rendered: tuple[str, ...]
    kept: tuple[str, ...]
    own_times: tuple[str, ...]


def make_film(
    programme: Programme,
    chapters: Sequence[str],
    *,
    story: Story,
    voice: Voice,
    lecture: bool,
    quality: Quality,
    jobs: int,
    out: Path,
    progress: Progress,
    workers: Workers = local_workers,
) -> Film:
    """Draw the beats that are missing and assemble the film.

    Parameters
    ----------
    programme
        The film.
    chapters
        Names of chapters, in order.
    story
        The numbers.
    voice
        Who speaks.
    lecture
        Whether the story is the one that the programme's timing table was written for.
    quality
        Size and frame rate.
    jobs
        How many workers draw at once.
    out
        The MP4 to make.
    progress
        Who is told how far things are.
    workers
        What starts those who draw; by default processes on this machine.

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
        pass  # fail now and not after the drawing, if nothing can be written there
    times = plan_film(
        [programme.script(chapter, story) for chapter in chapters],
        voice,
        table=programme.timing_table,
        cache=programme.media / "voice",
        lecture=lecture,
    )
    scripts = [
        programme.script(chapter, story, times.timings).in_frames(quality.fps)
        for chapter in chapters
    ]
    folder = programme.media / "parts"
    plan = Plan(programme, scripts, story, quality, folder)
    with (
        writing(folder),
        scratch_folder(folder) as scratch,
        ThreadPoolExecutor(1) as beside,  # sound is encoded while pictures are drawn
    ):
        sounding = beside.submit(_sound, programme, scripts, times.spoken, quality.fps)
        plan.tell(progress)
        _draw(plan.jobs(jobs, scratch), jobs, progress, workers)
        sound = sounding.result()
    made = plan.found()
    recipe = Recipe(
        made,
        sound,
        title=programme.title,
        description=programme.description,
        language=language(programme.language).tag,
        quality=quality,
    )
    with writing(out):
        kept, key, there = Kept(programme.media / "kept"), recipe.key(out), whole_files(out)
        if there is None or kept.get("film", key) != there:
            assemble(recipe, out)
            kept.put("film", key, whole_files(out))
    plan.make_room()
    for folder in (*(programme.media / name for name in ADDED_TO), programme.timing_table.parent):
        sweep(folder)  # this run may have had nothing to add where a killed one was writing
    return Film(
        path=out,
        captions=out.with_suffix(".vtt"),
        seconds=sum(chapter.frames for chapter in made) / quality.fps,
        rendered=tuple(f"{part.chapter}.{part.beat}" for part in plan.missing),
        kept=tuple(f"{part.chapter}.{part.beat}" for part in plan.kept),
        own_times=times.own,
    )


def _sound(
    programme: Programme, scripts: Sequence[Script], spoken: Spoken | None, fps: int
) -> FilmSound | None:
    """Return the film's sound, if anything was spoken."""
    if spoken is None:
        return None
    return film_sound(scripts, spoken.speech, fps, programme.media / "sound")


def _draw(jobs: Sequence[Job], at_once: int, progress: Progress, workers: Workers) -> None:
    """Run the jobs; let all of them end before the first failure is raised."""
    if not jobs:
        return
    frames_done = new_counters(len(jobs))
    failures: list[tuple[Job, BaseException]] = []
    with workers(min(at_once, len(jobs)), frames_done) as draw:
        job_of: dict[Future[None], Job] = {draw(job, index): job for index, job in enumerate(jobs)}
        waiting = set(job_of)
        while waiting:
            ended, waiting = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
            for chapter, frames in _by_chapter(jobs, frames_done).items():
                progress.update(chapter, frames)
            failures += [(job_of[each], error) for each in ended if (error := each.exception())]
            left = {job_of[each].chapter for each in waiting}
            for chapter in {job_of[each].chapter for each in ended} - left:
                failed = any(job.chapter == chapter for job, _ in failures)
                progress.end(chapter, failed=failed)
    if failures:
        raise _failure(failures)


def _by_chapter(jobs: Sequence[Job], frames_done: Sequence[int]) -> dict[str, int]:
    """Add up the frames that a chapter's jobs have done."""
    done: dict[str, int] = {}
    for job, frames in zip(jobs, frames_done, strict=True):
        done[job.chapter] = done.get(job.chapter, 0) + frames
    return done


def _failure(failures: Sequence[tuple[Job, BaseException]]) -> FilmError:
    """Make one error, a line for each cause, of those of several jobs."""
    ordered = sorted(failures, key=lambda failure: failure[0].chapter)
    died = [job.chapter for job, error in ordered if isinstance(error, BrokenExecutor)]
    others = [(job, error) for job, error in ordered if not isinstance(error, BrokenExecutor)]
    lines = [
        str(error) if isinstance(error, FilmError) else f"{job.chapter}: {one_line(error)}"
        for job, error in others
    ]
    if died:
        unfinished = ", ".join(dict.fromkeys(died))
        lines.append(
            f"a worker process was killed, by lack of memory perhaps; unfinished: {unfinished}"
        )
    details = [error.details for _, error in others if isinstance(error, FilmError)]
    return FilmError("\n".join(dict.fromkeys(lines)), "\n".join(details))
