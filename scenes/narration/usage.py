"""Which facts the narrations ask for, and where."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from scenes.narration.languages import NARRATION_FOLDER, REFERENCE, languages
from scenes.narration.passages import narration_file, read_sections
from scenes.narration.templates import templates_of


@dataclass(frozen=True)
class Use:
    """A place that asks for a fact.

    Attributes
    ----------
    language
        The code of its language.
    chapter
        Its chapter's name.
    beat
        Its heading; ``title`` for the chapter's title.
    """

    language: str
    chapter: str
    beat: str

    def __str__(self) -> str:
        number = self.chapter.partition("_")[0]
        return f"{'' if self.language == REFERENCE else f'{self.language}/'}{number}.{self.beat}"


def uses(chapters: Iterable[str], folder: Path | None = None) -> dict[str, list[Use]]:
    """Return where each fact is asked for, directly or by a phrase; a fact may be missing.

    Parameters
    ----------
    chapters
        The names of the chapters whose narrations are read, in every language.
    folder
        As for `load_script`.

    Raises
    ------
    NarrationError
        If a narration can't be used.
    """
    found: dict[str, list[Use]] = {}
    for use, names in _names(chapters, folder or NARRATION_FOLDER):
        for name in sorted(names):
            found.setdefault(name, []).append(use)
    return found


def _names(chapters: Iterable[str], folder: Path) -> Iterator[tuple[Use, set[str]]]:
    for chapter in chapters:
        for code in languages():
            file = narration_file(folder, chapter, code)
            if not file.exists():
                continue
            templates = templates_of(code, file.parent)
            for section in read_sections(file):
                names = templates.facts_used(
                    section.source, file=file, line=section.line, where=section.where
                )
                yield Use(code, chapter, section.name or "title"), names
