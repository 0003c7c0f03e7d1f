"""What a worker process needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.parts import BeatPart
from scenes.film.quality import Quality

if TYPE_CHECKING:
    from scenes.narration.script import Script
    from scenes.story.parameters import Story


@dataclass(frozen=True)
class Job:
    """Consecutive beats of one chapter, to be drawn; those before them are jumped over.

    Attributes
    ----------
    module
        The chapter's module, such as ``scenes.s01_horn``.
    packages
        The packages of the project, whose sources the pictures depend on.
    tree, sources
        When the parts' names were chosen: the digest of all sources, and of those that count for
        the last of the beats.
    story, script, quality
        What the pictures depend on besides; the script is a schedule, without words.
    scratch
        The folder for half-made files.
    folder
        The folder of the whole ones.
    parts
        What is to be made, in order.
    """

    module: str
    packages: frozenset[str]
    tree: str
    sources: str
    story: Story
    script: Script
    quality: Quality
    scratch: Path
    folder: Path
    parts: tuple[BeatPart, ...]

    @property
    def chapter(self) -> str:
        """The chapter's name."""
        return self.script.chapter

    @property
    def name(self) -> str:
        """Which beats it draws: ``s03_slice.plane``, or ``s03_slice.plane to slide``."""
        first, last = self.parts[0].beat, self.parts[-1].beat
        return f"{self.chapter}.{first}" + (f" to {last}" if last != first else "")

    @property
    def frames(self) -> int:
        """How many frames are to be drawn."""
        return sum(part.frames for part in self.parts)

    @property
    def first_frame(self) -> int:
        """The number of the first of them, from the chapter's start."""
        return round(self.script.beat(self.parts[0].beat).start * self.quality.fps)
