"""Checking chapters, side by side: each is played once, and all checks look on."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from scenes.chapter import Chapter
from scenes.film.check.allowances import allow, allowances_in
from scenes.film.check.finding import Finding, Sight
from scenes.film.check.kinds import CHECKS, severity_of
from scenes.film.check.sight import is_words
from scenes.film.check.watching import QUALITY, Moment, Picture, pixels, watch_chapter
from scenes.film.marks.lines import chapter_line
from scenes.film.pictures import write_picture
from scenes.film.programme import Programme
from scenes.film.render import load_chapter
from scenes.film.workers import worker_pool
from scenes.narration.script import Script
from scenes.story.data import StoryData
from scenes.story.parameters import DEFAULT_STORY, Story, load_story

MARGIN = 24  # pixels round what a picture shows
_FIGURES = re.compile(r"[\d.]+")

_Key = tuple[str, str, str, str]
_NONE: _Key = ("", "", "", "")


class Notebook:
    """Collects what the checks see in a chapter: what is seen for long is one finding."""

    def __init__(self) -> None:
        self._checks = [check() for check in CHECKS]
        self._found: dict[_Key, Finding] = {}
        self._pictures: dict[_Key, Picture] = {}

    def watch(self, moment: Moment) -> None:
        """Let every check look at a moment."""
        for check in self._checks:
            for sight in check.see(moment):
                self._note(check.kind, sight, moment)

    def _note(self, kind: str, sight: Sight, moment: Moment) -> None:
        key = (kind, moment.beat.name, sight.what, _FIGURES.sub("", sight.says))
        start = moment.time if sight.since is None else sight.since
        end = moment.time + moment.lasts / QUALITY.fps if sight.until is None else sight.until
        before = self._found.get(key)
        if before is not None:
            self._found[key] = replace(before, end=max(before.end, end), says=sight.says)
            return
        made_at = chapter_line(sys._getframe())
        what = sight.what
        if sight.mobject is not None:
            names = moment.names
            origin, path = names.origin(sight.mobject), names.path(sight.mobject)
            made_at = made_at if origin is None else origin.at
            if path and not is_words(sight.mobject):
                what = f"{what} {path}"
        severity = "warning" if sight.is_doubtful else severity_of(kind)
        chapter, beat = moment.chapter.name, moment.beat.name
        self._found[key] = Finding(
            kind, severity, chapter, beat, start, end, what, sight.says, made_at
        )
        self._pictures[key] = moment.picture[pixels(sight.box, MARGIN)].copy()

    @property
    def findings(self) -> list[Finding]:
        """What was found, in the order of time."""
        least = {check.kind: check.least for check in self._checks}
        found = self._found.values()
        seen = [each for each in found if each.end - each.start >= least[each.kind]]
        return sorted(seen, key=lambda finding: finding.start)

    def draw(self, findings: Sequence[Finding], folder: Path) -> list[Finding]:
        """Put a picture of each finding into a folder, and return them with its name."""
        keys = {id(finding): key for key, finding in self._found.items()}
        drawn = []
        for number, finding in enumerate(findings, start=1):
            picture = self._pictures.get(keys.get(id(finding), _NONE))
            if picture is not None:
                name = f"{finding.chapter}-{finding.beat}-{finding.kind}-{number}.png"
                write_picture(Image.fromarray(np.ascontiguousarray(picture)), folder / name)
                finding = replace(finding, picture=str(folder / name))
            drawn.append(finding)
        return drawn


def check_chapter(
    chapter_class: type[Chapter],
    *,
    data: StoryData,
    script: Script,
    beat: str | None = None,
    folder: Path | None = None,
) -> list[Finding]:
    """Check a chapter, or one of its beats.

    Parameters
    ----------
    chapter_class
        The chapter.
    data
        The numbers.
    script
        Its narration.
    beat
        The one to look at; by default all.
    folder
        For pictures of what is found; by default there are none.
    """
    notebook = Notebook()
    watch_chapter(chapter_class, data=data, script=script, watch=notebook.watch, beat=beat)
    beats = [each.name for each in script.beats if beat in (None, each.name)]
    findings = [finding for finding in notebook.findings if finding.beat in beats]
    source = Path(inspect.getsourcefile(chapter_class.construct) or "")
    allowances = allowances_in(source, [each.name for each in script.beats])
    own = data.story == load_story(DEFAULT_STORY)
    left = allow(findings, allowances, script.chapter, beats, needed=own)
    return left if folder is None else notebook.draw(left, folder)


def check_film(
    programme: Programme,
    scripts: Sequence[Script],
    story: Story,
    *,
    beat: str | None,
    folder: Path,
    jobs: int,
    done: Callable[[int], None],
) -> list[Finding]:
    """Check chapters in processes of their own.

    Parameters
    ----------
    programme
        The film.
    scripts
        The chapters' narrations.
    story
        The numbers.
    beat
        As for `check_chapter`.
    folder
        For pictures of what is found.
    jobs
        How many processes.
    done
        Called with the number of chapters that are checked.

    Raises
    ------
    FilmError
        If a chapter raises.
    """
    longest_first = sorted(scripts, key=lambda script: -script.duration)
    count = min(jobs, len(scripts))
    if count == 1:
        found = {}
        for number, script in enumerate(scripts, start=1):
            found[script.chapter] = _check(programme, script, story, beat, folder)
            done(number)
        return [finding for script in scripts for finding in found[script.chapter]]
    with worker_pool(count) as submit:
        jobs_of = {
            submit(_check, programme, script, story, beat, folder): script.chapter
            for script in longest_first
        }
        found = {}
        for number, job in enumerate(as_completed(jobs_of), start=1):
            found[jobs_of[job]] = job.result()
            done(number)
    return [finding for script in scripts for finding in found[script.chapter]]


def _check(
    programme: Programme, script: Script, story: Story, beat: str | None, folder: Path
) -> list[Finding]:
    from scenes.film.telling import data_of

    chapter_class = load_chapter(programme.module(script.chapter), QUALITY)
    data = data_of(story, programme.media)
    return check_chapter(chapter_class, data=data, script=script, beat=beat, folder=folder)
