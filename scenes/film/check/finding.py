"""What is found, and what kinds of it there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from manim import Mobject

from scenes.film.check.watching import Moment
from scenes.film.marks.lines import SourceLine
from scenes.film.marks.marks import Box

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """Something that a viewer would stumble over.

    Attributes
    ----------
    kind : str
        One of `scenes.film.check.kinds.KINDS`.
    severity : str
        "error" or "warning".
    chapter, beat : str
        Where; ``beat`` is "" for what belongs to none.
    start, end : float
        When it is first and last seen, in seconds from the chapter's start.
    what : str
        The thing.
    says : str
        What is wrong with it.
    made_at : SourceLine or None
        The chapter's line that made the thing, or that plays the beat.
    picture : str
        The file that shows it, "" if there is none.
    """

    kind: str
    severity: Severity
    chapter: str
    beat: str
    start: float
    end: float
    what: str
    says: str
    made_at: SourceLine | None = None
    picture: str = ""


@dataclass(frozen=True)
class Sight:
    """What a check sees in one moment.

    Attributes
    ----------
    what, says : str
        As for a finding.
    box : Box
        What of the picture shows it.
    mobject : Mobject or None
        The thing, to find the line that made it.
    since, until : float or None
        When it began and ended, if not in this moment, in seconds from the chapter's start.
    is_doubtful : bool
        Whether it may be meant: then it is a warning.
    """

    what: str
    says: str
    box: Box
    mobject: Mobject | None = None
    since: float | None = None
    until: float | None = None
    is_doubtful: bool = False


class Check:
    """Looks at a chapter's moments, one after another, for one kind of finding.

    Attributes
    ----------
    kind : str
        What it finds.
    least : float
        Seconds for which something must be seen to be found.
    """

    kind: ClassVar[str]
    least: ClassVar[float] = 0.0

    def see(self, moment: Moment) -> Iterator[Sight]:
        """Yield what is wrong in a moment."""
        raise NotImplementedError
