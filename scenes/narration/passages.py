"""Reading a chapter's narration: its headings, its cues and its words, their numbers filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scenes import labels
from scenes.folders import files_in
from scenes.narration.captions import LINE_WIDTH
from scenes.narration.errors import NarrationError
from scenes.narration.languages import NARRATION_FOLDER, REFERENCE
from scenes.narration.languages import language as language_of
from scenes.narration.reading import read_words
from scenes.narration.script import Passage, Words
from scenes.narration.templates import CUE, Templates, templates_of
from scenes.story.data import StoryData


@dataclass(frozen=True)
class Section:
    """A heading, its template and the line on which that begins; the title has no name."""

    name: str
    source: str
    line: int

    @property
    def where(self) -> str:
        """What errors call it."""
        return f"## {self.name}" if self.name else "the title"


def read_chapter(
    chapter: str,
    data: StoryData,
    folder: Path | None = None,
    language: str = REFERENCE,
    beats: Sequence[str] | None = None,
) -> Words:
    """Read a chapter's narration and fill in its numbers.

    Parameters and errors are those of `scenes.narration.script.load_script`.

    Returns
    -------
    Words
        Not timed yet.
    """
    folder = folder or NARRATION_FOLDER
    language_of(language)
    labels.labels(language)
    title, passages = _chapter(folder, chapter, data, REFERENCE, beats)
    if language != REFERENCE:
        title, passages = _translated(folder, chapter, data, language, title, passages)
    return Words(chapter, title, passages, language)


def narration_file(folder: Path, chapter: str, language: str) -> Path:
    """Return the file of a chapter's words in a language; it may be missing."""
    return _home(folder, language) / f"{chapter.partition('_')[0]}.md"


def _home(folder: Path, language: str) -> Path:
    """Return the folder of a language."""
    return folder if language == REFERENCE else folder / language


def _chapter(
    folder: Path, chapter: str, data: StoryData, language: str, beats: Sequence[str] | None
) -> tuple[str, dict[str, Passage]]:
    """Return a chapter's title and, by beat, its words; a translation may lack some of them."""
    file = narration_file(folder, chapter, language)
    title, *sections = read_sections(file)
    _check_headings([each.name for each in sections], beats, file, whole=language == REFERENCE)
    templates = templates_of(language, file.parent)
    passages = {}
    for each in sections:
        words = _words(templates, each, data, file)
        passages[each.name] = Passage(*_cued(words, f"{file}: {each.where}"), language)
    return _words(templates, title, data, file), passages


def _words(templates: Templates, section: Section, data: StoryData, file: Path) -> str:
    """Fill a section's template."""
    words = templates.fill(section.source, data, file=file, line=section.line, where=section.where)
    if not words:
        raise NarrationError(f"{file}: {section.where}: the beat has no words")
    return words


def _translated(
    folder: Path,
    chapter: str,
    data: StoryData,
    language: str,
    title: str,
    english: Mapping[str, Passage],
) -> tuple[str, dict[str, Passage]]:
    """Return a chapter's title and words in another language, or in English where it has none."""
    for file in files_in(_home(folder, language), "*.md"):
        if not (folder / file.name).exists():
            known = ", ".join(path.name for path in files_in(folder, "*.md"))
            raise NarrationError(f"{file}: translates nothing; the English files are {known}")
    file = narration_file(folder, chapter, language)
    if not file.exists():
        return title, dict(english)
    title, passages = _chapter(folder, chapter, data, language, list(english))
    for name, passage in passages.items():
        _check_cues(list(passage.cues), list(english[name].cues), f"{file}: ## {name}")
    return title, {**english, **passages}


def _check_cues(cues: Sequence[str], expected: Sequence[str], where: str) -> None:
    """Check that a translation has the cues of the English words, in their order."""
    known = ", ".join(f"[{cue}]" for cue in expected) or "none"
    for cue in expected:
        if cue not in cues:
            raise NarrationError(f"{where}: the cue [{cue}] is missing; the English has {known}")
    for cue in cues:
        if cue not in expected:
            raise NarrationError(f"{where}: unknown cue [{cue}]; the English has {known}")
    for cue, due in zip(cues, expected, strict=True):
        if cue != due:
            raise NarrationError(
                f"{where}: the cue [{cue}] is out of order, for pictures wait for {known}"
            )


def read_sections(file: Path) -> list[Section]:
    """Return the title, and each beat's heading with its template.

    Raises
    ------
    NarrationError
        If the file can't be read, or lacks a title or the words of a beat.
    """
    text = read_words(file)
    head, *parts = re.split(r"^##(?!#)", text, flags=re.MULTILINE)
    title = re.fullmatch(r"(\s*)# *(\S[^\n]*)\s*", head)
    if not title:
        raise NarrationError(
            f'{file}: must begin with "# Title" and go on with "## beat", nothing before or between'
        )
    sections = [Section("", title[2].strip(), 1 + title[1].count("\n"))]
    line = 1 + head.count("\n")
    for part in parts:
        heading, _, source = part.partition("\n")
        sections.append(Section(heading.strip(), source, line + 1))
        if not source.strip():
            raise NarrationError(f"{file}: {sections[-1].where}: the beat has no words")
        line += part.count("\n")
    return sections


def _check_headings(
    names: Sequence[str], beats: Sequence[str] | None, file: Path, *, whole: bool
) -> None:
    """Check that each heading is there once and is a beat, in order and, if whole, all of them."""
    if whole and not names:
        raise NarrationError(f'{file}: no beat: there must be a "## beat" heading at least')
    for name in names:
        if names.count(name) > 1:
            raise NarrationError(f"{file}: ## {name}: the heading appears twice")
        if beats and name not in beats:
            raise NarrationError(
                f"{file}: ## {name}: unknown beat; the chapter's beats are {', '.join(beats)}"
            )
    due = [beat for beat in beats or names if whole or beat in names]
    for beat in due:
        if beat not in names:
            raise NarrationError(f"{file}: ## {beat}: missing beat")
    for name, beat in zip(names, due, strict=True):
        if name != beat:
            raise NarrationError(f"{file}: ## {name}: out of order; here comes ## {beat}")


def _cued(prose: str, where: str) -> tuple[str, Mapping[str, int]]:
    """Return the prose without its cues, and for each cue the place of its first word.

    A cue is written ``[word]``, or ``[some words](name)`` where its name is another one.
    """
    cues: dict[str, int] = {}
    words = ""
    end = 0
    for found in CUE.finditer(prose):
        words += prose[end : found.start()]
        text, name = found[1], found[2] or found[1]
        if not text.strip() or not name.isidentifier():
            raise NarrationError(
                f"{where}: the cue {found[0]!r}: must be [word], or [words](name) with a name of "
                "letters, digits and _"
            )
        if name in cues:
            raise NarrationError(f"{where}: the cue [{name}] appears twice")
        if words and not words[-1].isspace():
            raise NarrationError(f"{where}: the cue [{name}] must begin a word")
        cues[name] = len(words.split())
        words += text
        end = found.end()
    words += prose[end:]
    stray = next((char for char in words if char in "[]"), None)
    if stray:
        raise NarrationError(f"{where}: a lone {stray!r}; a cue is written [word]")
    longest = max(words.split(), key=len)
    if len(longest) > LINE_WIDTH:
        raise NarrationError(
            f"{where}: the word {longest!r} is longer than a caption's line of {LINE_WIDTH}"
        )
    return words, cues
