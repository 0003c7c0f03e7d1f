"""The narration: what is said in each beat, how long it takes, and when a picture's cue is said."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path

from scenes import labels
from scenes.narration.captions import LINE_WIDTH, Caption, captions_of
from scenes.narration.errors import NarrationError
from scenes.narration.languages import NARRATION_FOLDER, REFERENCE
from scenes.narration.languages import language as language_of
from scenes.narration.reading import read_words
from scenes.narration.templates import CUE, Templates, templates_of
from scenes.narration.timings import Timings, text_hash
from scenes.story.data import StoryData

SHORTEST_BEAT = 1.0
"""Seconds: a shorter beat could neither be watched nor captioned."""


@dataclass(frozen=True)
class Beat:
    """What is said while one thing happens.

    Attributes
    ----------
    name
        Its heading in the narration.
    words
        The text, its numbers filled in.
    start, duration
        Seconds, from the chapter's start.
    said
        When each of the words is said, in seconds from the beat's start; without them every word
        takes its share of the beat.
    cues
        The names that the narration gives to words, and the place of each among the words.
    language
        Of the words: a beat that nobody has translated is English.
    """

    name: str
    words: str
    start: float
    duration: float
    said: tuple[float, ...] = ()
    cues: Mapping[str, int] = field(default_factory=dict)
    language: str = REFERENCE

    @property
    def end(self) -> float:
        """The time at which the next beat begins."""
        return self.start + self.duration

    def word_starts(self) -> tuple[float, ...]:
        """Return when each word begins, in seconds from the chapter's start."""
        if self.said:
            return tuple(self.start + time for time in self.said)
        spoken_length = language_of(self.language).spoken_length
        lengths = [spoken_length(word) for word in self.words.split()]
        before = accumulate(lengths[:-1], initial=0)
        return tuple(self.start + self.duration * said / sum(lengths) for said in before)

    def cue(self, name: str) -> float:
        """Return when a cue is said, in seconds from the chapter's start."""
        if name not in self.cues:
            known = ", ".join(self.cues) or "none"
            raise NarrationError(f"## {self.name}: no cue [{name}]; its cues are {known}")
        return self.word_starts()[self.cues[name]]


@dataclass(frozen=True)
class Script:
    """The words of one chapter, with their times; a beat may stay in English."""

    chapter: str
    title: str
    beats: tuple[Beat, ...]
    language: str = REFERENCE

    @property
    def duration(self) -> float:
        """Seconds that the chapter lasts."""
        return self.beats[-1].end

    def beat(self, name: str) -> Beat:
        """Return the beat of that name."""
        for beat in self.beats:
            if beat.name == name:
                return beat
        known = ", ".join(beat.name for beat in self.beats)
        raise NarrationError(f"{self.chapter}: no beat {name!r}; its beats are {known}")

    def in_frames(self, fps: float) -> "Script":
        """Return the script with beats of whole frames, at least one, each rounded by itself.

        So a beat has the same frames whatever the beats before it last. The words keep their times
        from the beat's start.
        """
        beats, first = [], 0
        for beat in self.beats:
            count = max(1, round(beat.duration * fps))
            beats.append(replace(beat, start=first / fps, duration=count / fps))
            first += count
        return replace(self, beats=tuple(beats))

    def schedule(self, fps: float) -> "Script":
        """Return what pictures need of the script: no words, and every time a whole frame."""
        beats = []
        for beat in self.in_frames(fps).beats:
            cues = sorted((beat.cue(name) - beat.start, name) for name in beat.cues)
            said = tuple(min(round(at * fps) / fps, beat.duration) for at, _ in cues)
            named = {name: k for k, (_, name) in enumerate(cues)}
            beats.append(replace(beat, words="", said=said, cues=named))
        return replace(self, beats=tuple(beats))

    @property
    def picture_language(self) -> str:
        """The language of the words in its pictures: English if nothing of it is translated."""
        translated = any(beat.language == self.language for beat in self.beats)
        return self.language if translated else REFERENCE

    @property
    def warnings(self) -> tuple[str, ...]:
        """What whoever makes the film should know: at most one line, on what isn't translated."""
        left = [beat.name for beat in self.beats if beat.language != self.language]
        if not left:
            return ()
        wanted, other = language_of(self.language).name, language_of(REFERENCE).name
        return (f"{self.chapter}: no {wanted} words, so {other} ones, for {', '.join(left)}",)

    def captions(self) -> tuple[Caption, ...]:
        """Return the captions of all beats; none crosses from one beat into the next."""
        return tuple(
            caption
            for beat in self.beats
            for caption in captions_of(
                beat.words.split(),
                beat.word_starts(),
                beat.end,
                language_of(beat.language),
            )
        )


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


@dataclass(frozen=True)
class _Passage:
    """A beat's words, not timed yet."""

    words: str
    cues: Mapping[str, int]
    language: str


def load_script(
    chapter: str,
    data: StoryData,
    folder: Path | None = None,
    timings: Timings | None = None,
    language: str = REFERENCE,
    beats: Sequence[str] | None = None,
) -> Script:
    """Read a chapter's narration and fill in its numbers.

    Parameters
    ----------
    chapter
        The chapter's name, such as ``s04_latent``; its narration is ``s04.md``.
    data
        What the narration's facts are true of.
    folder
        Where the English narration lies, and the other languages' folders; ``None`` means
        ``assets/narration``.
    timings
        When the words are said. A beat whose words are not in the table, as every beat without one,
        lasts as long as reading it at the story's pace.
    language
        The code of one of `languages`. Beats that its folder lacks keep their English words, and
        the script has a warning.
    beats
        Those that the chapter plays, in order, for the headings to be held against; ``None`` if
        that is left to the chapter.

    Raises
    ------
    NarrationError
        If the file can't be read, has no title, lacks a beat or has one too many, can't be
        filled, or marks a cue that is none; if the language is unknown, or a translation's
        cues are not those of the English words.
    """
    folder = folder or NARRATION_FOLDER
    language_of(language)
    labels.labels(language)
    title, passages = _chapter(folder, chapter, data, REFERENCE, beats)
    if language != REFERENCE:
        title, passages = _translated(folder, chapter, data, language, title, passages)
    timed = []
    start = 0.0
    for name, passage in passages.items():
        words = passage.words
        times = timings.find(chapter, name, text_hash(words)) if timings else None
        length = language_of(passage.language).spoken_length(words)
        reading = max(SHORTEST_BEAT, length / data.story.narration.words_per_minute * 60)
        duration = times.duration if times else reading
        said = tuple(word.start for word in times.words) if times else ()
        timed.append(Beat(name, words, start, duration, said, passage.cues, passage.language))
        start += duration
    return Script(chapter, title, tuple(timed), language)


def narration_file(folder: Path, chapter: str, language: str) -> Path:
    """Return the file of a chapter's words in a language; it may be missing."""
    return _home(folder, language) / f"{chapter.partition('_')[0]}.md"


def _home(folder: Path, language: str) -> Path:
    """Return the folder of a language."""
    return folder if language == REFERENCE else folder / language


def _chapter(
    folder: Path, chapter: str, data: StoryData, language: str, beats: Sequence[str] | None
) -> tuple[str, dict[str, _Passage]]:
    """Return a chapter's title and, by beat, its words; a translation may lack some of them."""
    file = narration_file(folder, chapter, language)
    title, *sections = read_sections(file)
    _check_headings([each.name for each in sections], beats, file, whole=language == REFERENCE)
    templates = templates_of(language, file.parent)
    passages = {}
    for each in sections:
        words = _words(templates, each, data, file)
        passages[each.name] = _Passage(*_cued(words, f"{file}: {each.where}"), language)
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
    english: Mapping[str, _Passage],
) -> tuple[str, dict[str, _Passage]]:
    """Return a chapter's title and words in another language, or in English where it has none."""
    for file in sorted(_home(folder, language).glob("*.md")):
        if not (folder / file.name).exists():
            known = ", ".join(sorted(path.name for path in folder.glob("*.md")))
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
    if not names:
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
