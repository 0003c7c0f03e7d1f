"""The narration: what is said in each beat, how long it takes, and its captions."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from scenes.story.data import StoryData
from scenes.story.words import placeholders, spoken_length

NARRATION_FOLDER = Path(__file__).resolve().parents[2] / "assets" / "narration"

BEATS: dict[str, tuple[str, ...]] = {
    "s01_horn": (
        "axes",
        "angle",
        "radii",
        "growth",
        "noise",
        "samples",
        "spin",
        "envelope",
        "end_on",
    ),
    "s03_slice": ("plane", "slide", "face_on", "samples", "boxes", "missing_variable"),
    "s04_latent": (
        "diagram",
        "latent_line",
        "sweep",
        "inside_decoder",
        "dials",
        "settle",
        "whose_shape",
        "bad_model",
    ),
    "s05_energy": ("pick", "segments", "components", "curve", "every_y", "diagram"),
}
"""The beats of each chapter, in order: its narration has exactly these headings."""

SHORTEST_BEAT = 1.0
"""Seconds: a shorter beat could neither be watched nor captioned."""

LINE_WIDTH = 42
"""Characters in a line of a caption, as broadcasters have it."""

SHORTEST_CAPTION = 1.0
"""Seconds that a caption stays, at least."""

ENDINGS = {".": 0.0, "?": 0.0, "!": 0.0, ",": 1.0, ";": 1.0, ":": 1.0}
"""What it costs to break after a word that ends so; other endings cost `PLAIN_BREAK`."""

PLAIN_BREAK = 6.0

BOND = 6.0
"""What it costs, on top, to break between two words that belong together."""

# fmt: off
LEANS_ON_NEXT = frozenset((
    "a", "an", "and", "as", "at", "equals", "in", "is", "of", "or", "rho", "than", "the", "to",
    "with", "y", "z",
))
LEANS_ON_LAST = frozenset(("check", "one", "pi", "prime", "tilde", "two"))
# fmt: on

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class NarrationError(ValueError):
    """A narration that can't be used; its text is one line: file, heading, problem."""


@dataclass(frozen=True)
class Beat:
    """What is said while one thing happens; times in seconds from the chapter's start."""

    name: str
    words: str
    start: float
    duration: float

    @property
    def end(self) -> float:
        """The time at which the next beat begins."""
        return self.start + self.duration


@dataclass(frozen=True)
class Caption:
    """A text of one or two lines, shown from ``start`` to ``end`` seconds."""

    start: float
    end: float
    text: str


@dataclass(frozen=True)
class Script:
    """The words of one chapter, with their times."""

    chapter: str
    title: str
    beats: tuple[Beat, ...]

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

    def captions(self) -> tuple[Caption, ...]:
        """Return the captions of all beats; none crosses from one beat into the next."""
        return tuple(caption for beat in self.beats for caption in _captions(beat))


def load_script(chapter: str, data: StoryData, folder: Path | None = None) -> Script:
    """Read a chapter's narration and fill in its numbers.

    Parameters
    ----------
    chapter
        The chapter's name, such as ``s04_latent``; its narration is ``s04.md``.
    data
        What the {placeholders} are computed from.
    folder
        Where the narration lies; ``None`` means ``assets/narration``.

    Raises
    ------
    NarrationError
        If the file can't be read, has no title, lacks a beat or has one too many, or names an
        unknown placeholder.
    """
    file = (folder or NARRATION_FOLDER) / f"{chapter.partition('_')[0]}.md"
    title, sections = _sections(_read(file), file)
    _check_headings([name for name, _ in sections], BEATS.get(chapter), file)
    values = placeholders(data)
    words_per_minute = data.story.narration.words_per_minute
    beats = []
    start = 0.0
    for name, prose in sections:
        words = _filled(prose, values, f"{file}: ## {name}")
        duration = max(SHORTEST_BEAT, spoken_length(words) / words_per_minute * 60)
        beats.append(Beat(name, words, start, duration))
        start += duration
    return Script(chapter, _filled(title, values, f"{file}: the title"), tuple(beats))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise NarrationError(f"{file}: no such file") from None
    except OSError as error:
        raise NarrationError(f"{file}: can't be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise NarrationError(f"{file}: not UTF-8 text") from None


def _sections(text: str, file: Path) -> tuple[str, list[tuple[str, str]]]:
    """Return the title, and each beat's heading with its prose on one line."""
    head, *parts = re.split(r"^##(?!#)", text, flags=re.MULTILINE)
    title = re.fullmatch(r"\s*# *(\S[^\n]*)\s*", head)
    if not title:
        raise NarrationError(
            f'{file}: must begin with "# Title" and go on with "## beat", nothing before or between'
        )
    sections = []
    for part in parts:
        heading, _, prose = part.partition("\n")
        name, words = heading.strip(), " ".join(prose.split())
        if not words:
            raise NarrationError(f"{file}: ## {name}: the beat has no words")
        sections.append((name, words))
    return title[1].strip(), sections


def _check_headings(names: Sequence[str], expected: Sequence[str] | None, file: Path) -> None:
    """Check that the headings are the chapter's beats, each once and in order."""
    for name in names:
        if names.count(name) > 1:
            raise NarrationError(f"{file}: ## {name}: the heading appears twice")
        if expected and name not in expected:
            raise NarrationError(
                f"{file}: ## {name}: unknown beat; the chapter's beats are {', '.join(expected)}"
            )
    if not names:
        raise NarrationError(f'{file}: no beat: there must be a "## beat" heading at least')
    for name in expected or ():
        if name not in names:
            raise NarrationError(f"{file}: ## {name}: missing beat")
    for name, due in zip(names, expected or (), strict=False):
        if name != due:
            raise NarrationError(f"{file}: ## {name}: out of order; here comes ## {due}")


def _filled(prose: str, values: dict[str, str], where: str) -> str:
    """Return the prose with its placeholders filled, capitalised where a sentence begins."""

    def fill(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values:
            nearest = difflib.get_close_matches(name, values, n=1)
            guess = f" did you mean {{{nearest[0]}}}?" if nearest else ""
            known = ", ".join(sorted(values))
            raise NarrationError(
                f"{where}: unknown placeholder {{{name}}};{guess} known are {known}"
            )
        value = values[name]
        before = prose[: found.start()].rstrip()
        return value[:1].upper() + value[1:] if before[-1:] in ("", *".?!") else value

    words = PLACEHOLDER.sub(fill, prose)
    stray = next((char for char in words if char in "{}"), None)
    if stray:
        raise NarrationError(f"{where}: a lone {stray!r}; a placeholder is written {{name}}")
    longest = max(words.split(), key=len)
    if len(longest) > LINE_WIDTH:
        raise NarrationError(
            f"{where}: the word {longest!r} is longer than a caption's line of {LINE_WIDTH}"
        )
    return words


def _captions(beat: Beat) -> list[Caption]:
    """Cut a beat's words into captions, at the cheapest places.

    Each word takes its share of the beat's time. ``best[j]`` is the cheapest way to caption the
    first ``j`` words: its cost and the place of the cut before.
    """
    words = beat.words.split()
    spoken = [0]
    for word in words:
        spoken.append(spoken[-1] + spoken_length(word))
    times = [beat.start + beat.duration * said / spoken[-1] for said in spoken[:-1]] + [beat.end]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for j in range(1, len(words) + 1):
        options = []
        for i in range(j - 1, -1, -1):
            text = " ".join(words[i:j])
            if len(text) > 2 * LINE_WIDTH + 1:
                break
            if _lines(words[i:j]) is not None:
                cost = _caption_cost(text, _break_cost(words, j), times[j] - times[i])
                options.append((best[i][0] + cost, i))
        best.append(min(options))
    cuts = [len(words)]
    while cuts[-1]:
        cuts.append(best[cuts[-1]][1])
    return [
        Caption(times[i], times[j], "\n".join(_lines(words[i:j]) or ()))
        for i, j in pairwise(reversed(cuts))
    ]


def _caption_cost(text: str, break_cost: float, duration: float) -> float:
    """Return how bad one caption is: a poor place to end, too few words, or too little time."""
    emptiness = 1 - len(text) / (2 * LINE_WIDTH)
    too_short = 1000.0 if duration < SHORTEST_CAPTION else 0.0
    return 1.0 + break_cost + 4 * emptiness**2 + too_short


def _break_cost(words: Sequence[str], k: int) -> float:
    """Return how bad it is to break before word ``k``."""
    if k == len(words):
        return 0.0
    before, after = words[k - 1], words[k].rstrip(".,;:?!")
    if before[-1] in ENDINGS:
        return ENDINGS[before[-1]]
    bound = before.lower() in LEANS_ON_NEXT or after in LEANS_ON_LAST
    return PLAIN_BREAK + (BOND if bound else 0.0)


def _lines(words: Sequence[str]) -> tuple[str, ...] | None:
    """Return the words as one line or as two of about equal length; None if they don't fit."""
    text = " ".join(words)
    if len(text) <= LINE_WIDTH:
        return (text,)
    splits = []
    for k in range(1, len(words)):
        pair = (" ".join(words[:k]), " ".join(words[k:]))
        if max(map(len, pair)) <= LINE_WIDTH:
            splits.append((abs(len(pair[0]) - len(pair[1])) + _break_cost(words, k), pair))
    return min(splits)[1] if splits else None
