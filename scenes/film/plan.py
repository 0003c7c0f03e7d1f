"""What of a film is there already, and what is to be drawn by which job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from scenes.film.assemble import ChapterParts
from scenes.film.cutting import Run, cut
from scenes.film.errors import FilmError
from scenes.film.job import Job
from scenes.film.kept import Kept, digest
from scenes.film.parts import BeatPart, KeptParts
from scenes.film.programme import Programme
from scenes.film.progress import Progress
from scenes.film.quality import Quality
from scenes.film.sources import beat_sources, combined, surroundings, tree
from scenes.labels import labels
from scenes.narration.languages import language
from scenes.narration.script import Beat, Script
from scenes.story.parameters import Story
from scenes.story.watched import number_at

# What drawing takes where nothing was drawn yet, measured on one core at 1080p.
SECONDS_A_FRAME = 0.012
PIXELS = 1920 * 1080
SECONDS_TO_BEGIN = 2.0
SECONDS_TO_JUMP = 0.2  # over a beat


class Plan:
    """The parts of a film: those that are kept, and those that are missing.

    Parameters
    ----------
    programme
        The film.
    scripts
        Its chapters, in order, their beats as long as their parts.
    story
        The numbers.
    quality
        Size and frame rate.
    folder
        The folder of the parts.

    Attributes
    ----------
    kept, missing : list of BeatPart
        In order.

    Raises
    ------
    FilmError
        If a source is not Python.
    """

    def __init__(
        self,
        programme: Programme,
        scripts: Sequence[Script],
        story: Story,
        quality: Quality,
        folder: Path,
    ) -> None:
        self._programme, self._scripts, self._story = programme, scripts, story
        self._quality, self._folder = quality, folder
        self._numbers = {
            f"story {section}.{key}": number_at(story, f"{section}.{key}")
            for section, keys in story
            for key, _ in keys
        }
        self._tree = tree(programme.packages)
        self._whole_tree, self._around = combined(self._tree), surroundings()
        self._sources = {script.chapter: self._sources_of(script) for script in scripts}
        self._schedules = {script.chapter: script.schedule(quality.fps) for script in scripts}
        self._parts = {script.chapter: self._parts_of(script) for script in scripts}
        self._before = KeptParts(folder)
        self.kept: list[BeatPart] = []
        self.missing: list[BeatPart] = []
        self._files: dict[BeatPart, Path] = {}
        for script in scripts:
            now = self._now(script)
            for part in self._parts[script.chapter]:
                found = self._before.find(part, now.get)
                if found is None:
                    self.missing.append(part)
                else:
                    self.kept.append(part)
                    self._files[part] = found

    def tell(self, progress: Progress) -> None:
        """Tell what is kept and what is to be drawn, chapter by chapter."""
        for chapter, parts in self._parts.items():
            frames = sum(part.frames for part in parts if part in self.missing)
            if frames:
                progress.add(chapter, frames)
            else:
                progress.keep(chapter, sum(part.frames for part in parts))

    def jobs(self, workers: int, scratch: Path) -> list[Job]:
        """Cut what is missing into jobs, the one that takes longest first.

        Parameters
        ----------
        workers
            How many draw at once.
        scratch
            The folder for half-made files.
        """
        runs = [run for chapter in self._parts for run in self._runs(chapter)]
        return [self._job(run.parts, scratch) for run in cut(runs, workers)]

    def found(self) -> list[ChapterParts]:
        """Return every part, now that all are drawn.

        Raises
        ------
        FilmError
            If one is gone.
        """
        kept, chapters = KeptParts(self._folder), []
        for script in self._scripts:
            now, files = self._now(script), []
            for part in self._parts[script.chapter]:
                file = self._files.get(part)
                if file is None or not file.is_file():
                    file = kept.find(part, now.get)
                if file is None:
                    raise FilmError(
                        f"{part.chapter}.{part.beat}: its part is gone from {self._folder}; "
                        "run again"
                    )
                files.append((file, part.frames))
            chapters.append(ChapterParts(script, tuple(files)))
        return chapters

    def make_room(self) -> None:
        """Remove old parts of these beats."""
        self._before.make_room(part.place for parts in self._parts.values() for part in parts)

    def _sources_of(self, script: Script) -> dict[str, str]:
        """Return the digest of each beat's code; working it out reads and parses the sources.

        What is kept holds for these sources as a whole, or as long as those that were looked at
        are the same: the other chapters' are not.
        """
        module, packages = self._programme.module(script.chapter), self._programme.packages
        beats = [beat.name for beat in script.beats]
        kept, around = Kept(self._programme.media / "kept"), [self._around, beats]
        name, key = f"sources-{script.chapter}", digest([self._whole_tree, *around])
        known: dict[str, str] | None = kept.get(name, key)
        if isinstance(known, dict) and list(known) == beats:
            return known
        last, of_these = f"asked-{script.chapter}", digest(around)
        found, asked = _last_sources(kept.get(last, of_these))
        same = asked and all(self._tree.get(each) == asked[each] for each in asked)
        if not same or list(found) != beats:
            made = beat_sources(module, packages, beats)
            found, asked = made.beats, {each: self._tree.get(each) for each in sorted(made.asked)}
            kept.put(last, of_these, [found, asked])
        kept.put(name, key, found)
        return found

    def _parts_of(self, script: Script) -> tuple[BeatPart, ...]:
        schedule, sources = self._schedules[script.chapter], self._sources[script.chapter]
        code = script.picture_language
        told = [script.title, code, language(code).numbers.mark, repr(self._quality)]
        return tuple(
            BeatPart(
                chapter=script.chapter,
                beat=beat.name,
                frames=round(beat.duration * self._quality.fps),
                quality=self._quality,
                key=digest([sources[beat.name], *told, *_times(beat, self._quality.fps)]),
            )
            for beat in schedule.beats
        )

    def _now(self, script: Script) -> Mapping[str, Any]:
        """Return what pictures may have read, as it is today."""
        shown = labels(script.picture_language)
        return self._numbers | {f"label {name}": words for name, words in shown.items()}

    def _runs(self, chapter: str) -> list[Run]:
        """Return the missing beats of a chapter, those that follow one another together."""
        runs: list[list[int]] = []
        for k, part in enumerate(self._parts[chapter]):
            if part in self.missing:
                if runs and runs[-1][-1] == k - 1:
                    runs[-1].append(k)
                else:
                    runs.append([k])
        return [self._run(chapter, places) for places in runs]

    def _run(self, chapter: str, places: Sequence[int]) -> Run:
        parts = tuple(self._parts[chapter][k] for k in places)
        known = [self._before.newest(part.place) for part in parts]
        size = self._quality.width * self._quality.height / PIXELS
        return Run(
            parts,
            tuple(
                record.seconds if record else part.frames * SECONDS_A_FRAME * size
                for part, record in zip(parts, known, strict=True)
            ),
            tuple(
                record.before
                if record and record.before is not None
                else SECONDS_TO_BEGIN + SECONDS_TO_JUMP * k
                for k, record in zip(places, known, strict=True)
            ),
        )

    def _job(self, parts: tuple[BeatPart, ...], scratch: Path) -> Job:
        chapter = parts[0].chapter
        return Job(
            module=self._programme.module(chapter),
            packages=self._programme.packages,
            tree=self._whole_tree,
            sources=self._sources[chapter][parts[-1].beat],
            story=self._story,
            script=self._schedules[chapter],
            quality=self._quality,
            scratch=scratch,
            folder=self._folder,
            parts=parts,
        )


def _last_sources(kept: Any) -> tuple[dict[str, str], dict[str, str | None]]:
    """Return the digests of beats and of modules, as they were kept; nothing of other things."""
    if isinstance(kept, list) and [type(each) for each in kept] == [dict, dict]:
        return kept[0], kept[1]
    return {}, {}


def _times(beat: Beat, fps: int) -> list[Any]:
    """Return a beat's length and its cues, in frames."""
    cues = {name: round((beat.cue(name) - beat.start) * fps) for name in beat.cues}
    return [beat.name, round(beat.duration * fps), cues]
