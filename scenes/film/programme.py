"""The programme: the film's chapters, found by their files' names, and where its words are."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from scenes.film.errors import UnknownChapterError
from scenes.film.sources import TIMING_TABLE, source_of
from scenes.folders import ASSETS, MEDIA, PACKAGE

if TYPE_CHECKING:  # torch takes seconds to import, which --help should not
    from scenes.narration.script import Script
    from scenes.narration.timings import Timings
    from scenes.story.data import StoryData
    from scenes.story.parameters import Story


ENGLISH = "en"
"""The language of every word, and of those that nobody has translated."""


@dataclass(frozen=True)
class Programme:
    """A film to be made.

    Attributes
    ----------
    title
        The film's title.
    description
        What it is about, in a sentence or two.
    chapters
        The names of the chapters in the order of the film.
    package
        The package that has a module for every chapter.
    narration
        The folder of the words; None is the project's own.
    media
        The folder for all that is made.
    language
        Of the words, one of `scenes.narration.languages.languages`.
    """

    title: str
    description: str
    chapters: tuple[str, ...]
    package: str = "scenes"
    narration: Path | None = None
    media: Path = MEDIA
    language: str = ENGLISH

    def select(self, wanted: Sequence[str]) -> tuple[str, ...]:
        """Choose chapters.

        Parameters
        ----------
        wanted
            Names, or their first part (``s01`` of ``s01_horn``); none for all chapters.

        Returns
        -------
        tuple of str
            Names of chapters, in the order of the film.

        Raises
        ------
        UnknownChapterError
            If a name is unknown or chosen twice.
        """
        chosen = [self._find(name) for name in wanted]
        for name in chosen:
            if chosen.count(name) > 1:
                raise UnknownChapterError(f"chapter {name} is chosen twice")
        return tuple(name for name in self.chapters if not wanted or name in chosen)

    def _find(self, wanted: str) -> str:
        for name in self.chapters:
            if wanted in (name, name.partition("_")[0]):
                return name
        known = ", ".join(self.chapters)
        raise UnknownChapterError(f"no chapter {wanted!r}; the film has {known}")

    def module(self, chapter: str) -> str:
        """Return the name of a chapter's module."""
        return f"{self.package}.{chapter}"

    def beats(self, chapter: str) -> tuple[str, ...] | None:
        """Read off a chapter's source which beats it plays, without running it.

        Returns
        -------
        tuple of str or None
            The names in the order of ``self.beat(self.name)`` in its ``construct``; None if its
            source has none, so that only playing it can tell.
        """
        source = source_of(self.module(chapter))
        if source is None:
            return None
        try:
            tree = ast.parse(source.read_bytes())
        except SyntaxError:  # told with its line when the chapter is imported
            return None
        played = [
            call.args[0].attr
            for method in ast.walk(tree)
            if isinstance(method, ast.FunctionDef) and method.name == "construct"
            for call in map(_call_of, method.body)
            if call is not None
            and ast.unparse(call.func) == "self.beat"
            and len(call.args) == 1
            and isinstance(call.args[0], ast.Attribute)
        ]
        return tuple(played) or None

    @property
    def packages(self) -> frozenset[str]:
        """The top-level packages whose sources decide what a chapter shows."""
        return frozenset({"scenes", "lvebm_core", self.package.partition(".")[0]})

    @property
    def timing_table(self) -> Path:
        """The file of the words' times, beside the folder of the words; it may be missing."""
        return (self.narration or ASSETS / "narration").parent / TIMING_TABLE

    def timings(self) -> Timings | None:
        """Read the timing table, if there is one.

        Raises
        ------
        TimingsError
            If it can't be used.
        """
        from scenes.narration.timings import load_timings

        return load_timings(self.timing_table) if self.timing_table.exists() else None

    def script(
        self, chapter: str, story: Story | StoryData, timings: Timings | None = None
    ) -> Script:
        """Read a chapter's narration.

        Parameters
        ----------
        chapter
            The chapter's name.
        story
            The numbers for the words' placeholders: alone, and what they lead to is kept from one
            run to the next, or with all that they lead to.
        timings
            When the words are said; a beat that is not in it takes the time of its words.

        Returns
        -------
        Script
            Its beats with their words and times.
        """
        from scenes.film.telling import words_of
        from scenes.narration.script import load_script
        from scenes.story.parameters import Story

        if isinstance(story, Story):
            words = words_of(self, chapter, story)
            return words.timed(timings, story.narration.words_per_minute)
        beats = self.beats(chapter)
        return load_script(chapter, story, self.narration, timings, self.language, beats)


def _call_of(statement: ast.stmt) -> ast.Call | None:
    """Return the call that a statement is, if it is one."""
    value = statement.value if isinstance(statement, ast.Expr) else None
    return value if isinstance(value, ast.Call) else None


def chapters_in(folder: Path) -> tuple[str, ...]:
    """List the chapters of a folder, such as ``s01_horn``, in the order of their numbers."""
    return tuple(sorted(path.stem for path in folder.glob("s[0-9][0-9]_*.py")))


FILM = Programme(
    title="Inference in latent-variable energy-based models",
    description=(
        "An animated lecture on models with a variable that nobody observes: where the data come "
        "from, what a decoder makes of them, and the energy that compares the two."
    ),
    chapters=chapters_in(PACKAGE),
)
