"""The frames of a chapter's beats that were drawn, as JPEGs, and those of earlier days."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

from PIL import Image

from scenes.film.kept import Kept

QUALITY = 90  # of a JPEG: letters stay crisp


def encoded(picture: Any) -> bytes:
    """Return a frame, RGBA of shape (height, width, 4), as a JPEG."""
    stream = BytesIO()
    Image.fromarray(picture[..., :3]).save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()


@dataclass
class BeatFrames:
    """The frames of one beat, as far as they are drawn.

    Attributes
    ----------
    name
        Of the beat.
    place
        Chapter, beat and quality, as a file's name.
    key
        A digest of all that its pictures depend on, but for what they read while they are drawn.
    first, count
        Where it is in the chapter.
    depends
        What its pictures read; None until all of them are drawn.
    drawn
        JPEGs, by their place in the beat.
    """

    name: str
    place: str
    key: str
    first: int
    count: int
    depends: Mapping[str, Any] | None = None
    drawn: dict[int, bytes] = field(default_factory=dict)

    @property
    def frames(self) -> range:
        """Its frames, by their numbers in the chapter."""
        return range(self.first, self.first + self.count)

    @property
    def is_whole(self) -> bool:
        """Whether all of it is drawn."""
        return len(self.drawn) == self.count

    def missing(self) -> int | None:
        """Return the number of the first frame that isn't drawn."""
        return next((self.first + k for k in range(self.count) if k not in self.drawn), None)

    def suits(self, other: BeatFrames, now: Callable[[str], Any]) -> bool:
        """Tell whether another beat's pictures are these."""
        return (
            (self.name, self.key, self.count) == (other.name, other.key, other.count)
            and self.depends is not None
            and all(now(name) == value for name, value in self.depends.items())
        )


def keep(beat: BeatFrames, kept: Kept) -> None:
    """Keep a whole beat for another day."""
    stills = [
        (sum(1 for _ in run), content)
        for content, run in groupby(beat.drawn[k] for k in range(beat.count))
    ]
    table = {"depends": beat.depends, "runs": [(n, len(content)) for n, content in stills]}
    head = json.dumps(table).encode() + b"\n"
    kept.put_bytes(
        f"frames-{beat.place}", beat.key, head + b"".join(content for _, content in stills), ".jpgs"
    )


def fetch(beat: BeatFrames, kept: Kept, now: Callable[[str], Any]) -> None:
    """Fill a beat with the frames that were kept, if they would be the same today."""
    try:
        content = kept.file(f"frames-{beat.place}", beat.key, ".jpgs").read_bytes()
        head, _, pictures = content.partition(b"\n")
        table = json.loads(head)
        depends, runs = dict(table["depends"]), [(int(n), int(size)) for n, size in table["runs"]]
    except (OSError, ValueError, KeyError, TypeError):
        return
    whole = sum(n for n, _ in runs) == beat.count and sum(size for _, size in runs) == len(pictures)
    if not whole or any(now(name) != value for name, value in depends.items()):
        return
    beat.depends = depends
    beat.drawn = dict(enumerate(_unpacked(runs, pictures)))


def _unpacked(runs: Sequence[tuple[int, int]], pictures: bytes) -> list[bytes]:
    ends = [0]
    for _, size in runs:
        ends.append(ends[-1] + size)
    found = []
    for (count, _), (start, end) in zip(runs, pairwise(ends), strict=True):
        found += [pictures[start:end]] * count
    return found
