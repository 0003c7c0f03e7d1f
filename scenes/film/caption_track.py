"""The switch of an MP4's caption track, which FFmpeg leaves on."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

ENABLED = 1  # the flag of a track that plays unless the viewer says otherwise


def switch_off_captions(film: Path) -> None:
    """Leave a film's caption track to the viewer to switch on.

    The captions beside the film are what players switch on by themselves; with the track on as
    well, they come twice. FFmpeg's writer switches the first track of each kind on.

    Parameters
    ----------
    film
        A whole MP4, changed in place.
    """
    with film.open("r+b") as file:
        for moov in _boxes(file, 0, film.stat().st_size, b"moov"):
            for trak in _boxes(file, *moov, b"trak"):
                for mdia in _boxes(file, *trak, b"mdia"):
                    for start, _ in _boxes(file, *mdia, b"hdlr"):
                        file.seek(start + 8)  # after version, flags and an empty field
                        if file.read(4) == b"sbtl":
                            _switch_off(file, *trak)


def _switch_off(file: BinaryIO, start: int, end: int) -> None:
    """Clear the flag in the header of a track."""
    for header, _ in _boxes(file, start, end, b"tkhd"):
        file.seek(header)
        (flags,) = struct.unpack(">I", file.read(4))
        file.seek(header)
        file.write(struct.pack(">I", flags & ~ENABLED))


def _boxes(file: BinaryIO, start: int, end: int, kind: bytes) -> Iterator[tuple[int, int]]:
    """Find the boxes of a kind in a stretch of the file: where their content starts and ends."""
    while start < end:
        file.seek(start)
        size, name = struct.unpack(">I4s", file.read(8))
        content = start + 8
        if size == 1:  # a size too large for 32 bits follows
            (size,) = struct.unpack(">Q", file.read(8))
            content += 8
        if name == kind:
            yield content, start + size
        start += size
