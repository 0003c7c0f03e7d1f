"""The few bits of H.264 that repeat a picture without encoding it again.

A picture whose macroblocks are all skipped decodes to exactly the picture before it: nothing moves,
nothing is added, and nothing is deblocked (ITU-T H.264, 8.4.1.1 and 8.7.2.1). What such a picture
says is the same whatever is shown, except for `frame_num`: it counts the pictures since the last
key frame, also in those that x264 encodes, which does not know of the ones repeated between.
"""

from __future__ import annotations

from operator import and_

FRAME_NUMS = 16  # x264 gives `frame_num` four bits where a picture refers to one other

# How a packet of x264 starts (7.3.2.8, 7.3.3). The start code; a slice that is referred to; it is
# the first of its picture, which is P and of the first parameter set. Then, from the last bit of
# 9a on, `frame_num`; three flags that are 0 without B-frames; and `cabac_init_idc`, which is 0.
_HEAD = bytes.fromhex("00 00 00 01 41 9a 02")
_FIXED = bytes.fromhex("ff ff ff ff ff fe 1e")


def numbered(picture: bytes, number: int) -> bytes:
    """Give a P picture another `frame_num`.

    Parameters
    ----------
    picture
        A packet of x264, made without B-frames and with one reference.
    number
        The number of pictures from the last key frame to this one.

    Returns
    -------
    bytes
        The packet with that number. The two bytes that change are never 0, so that the bytes put in
        to keep start codes out of the pictures (7.4.1.1) stay right.

    Raises
    ------
    ValueError
        If the packet is no such picture.
    """
    if bytes(map(and_, picture, _FIXED)) != _HEAD:
        raise ValueError(f"no P picture of x264: its packet starts with {picture[:8].hex(' ')}")
    high, low = divmod(number % FRAME_NUMS, 8)
    return _HEAD[:5] + bytes([_HEAD[5] | high, low << 5 | picture[6] & 0x1F]) + picture[7:]
