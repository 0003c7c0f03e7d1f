"""What a worker process needs to know."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.quality import Quality

if TYPE_CHECKING:
    from scenes.narration.script import Script
    from scenes.story.parameters import Story


@dataclass(frozen=True)
class PartJob:
    """One part of the film, to be made.

    Attributes
    ----------
    module
        The chapter's module, such as ``scenes.s01_horn``.
    packages
        The packages of the project, whose sources the part depends on.
    sources
        Their digest when the part's name was chosen.
    story, script, quality
        What the part depends on besides.
    scratch
        The folder for the half-made file.
    part
        The name of the whole file.
    """

    module: str
    packages: frozenset[str]
    sources: str
    story: Story
    script: Script
    quality: Quality
    scratch: Path
    part: Path

    @property
    def frames(self) -> int:
        """How long the part must be."""
        return round(self.script.in_frames(self.quality.fps).duration * self.quality.fps)
