"""A reader of the first words of H.264's slices, written from ITU-T H.264, 7.3."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av

HIGH_PROFILE = 100
KEY_SLICE = 5
SLICES = (1, KEY_SLICE)


@dataclass(frozen=True)
class SliceHeader:
    """What a picture's only slice says about it."""

    key: bool
    frame_num: int
    idr_pic_id: int | None


class Bits:
    """Reads bits; bytes that only keep start codes out are left out first."""

    def __init__(self, escaped: bytes) -> None:
        content = escaped.replace(b"\0\0\3", b"\0\0")
        self._bits = "".join(f"{byte:08b}" for byte in content)
        self._place = 0

    def take(self, count: int) -> int:
        """Read a number of fixed length, u(n)."""
        self._place += count
        return int(self._bits[self._place - count : self._place], 2)

    def golomb(self) -> int:
        """Read a number of any length, ue(v)."""
        zeros = self._bits.index("1", self._place) - self._place
        self._place += zeros
        return self.take(zeros + 1) - 1


def slice_headers(path: Path) -> list[SliceHeader]:
    """Read the header of every picture of an MP4, in its order."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        frame_num_bits = _frame_num_bits(stream.codec_context.extradata)
        return [
            _header(bytes(packet), frame_num_bits)
            for packet in container.demux(stream)
            if packet.pts is not None
        ]


def _frame_num_bits(configuration: bytes) -> int:
    """Read the one sequence parameter set in the `avcC` box (ISO/IEC 14496-15, 5.3.3.1)."""
    assert configuration[5] & 31 == 1
    bits = Bits(configuration[9:][: int.from_bytes(configuration[6:8])])
    assert bits.take(8) == HIGH_PROFILE
    bits.take(16)  # constraints and level
    assert [bits.golomb() for _ in range(4)] == [0, 1, 0, 0]  # id, 4:2:0, 8 bits, 8 bits
    assert bits.take(2) == 0  # no lossless, no scaling matrix
    count = bits.golomb() + 4
    assert bits.golomb() == 2  # pictures are shown in the order in which they're decoded
    assert bits.golomb() == 1  # one reference
    assert bits.take(1) == 0  # no number may be left out
    return count


def _header(packet: bytes, frame_num_bits: int) -> SliceHeader:
    slices = [nal for nal in _nals(packet) if nal[0] & 31 in SLICES]
    assert len(slices) == 1
    key = slices[0][0] & 31 == KEY_SLICE
    bits = Bits(slices[0][1:20])
    assert bits.golomb() == 0  # the first macroblock
    assert bits.golomb() == (7 if key else 5)  # all I, all P
    assert bits.golomb() == 0  # the picture parameter set
    number = bits.take(frame_num_bits)
    return SliceHeader(key, number, bits.golomb() if key else None)


def _nals(packet: bytes) -> list[bytes]:
    """Split a packet of MP4 into its units, each behind four bytes with its length."""
    nals = []
    while packet:
        size = int.from_bytes(packet[:4])
        nals.append(packet[4 : 4 + size])
        packet = packet[4 + size :]
    return nals
