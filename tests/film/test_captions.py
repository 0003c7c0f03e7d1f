"""Captions of a whole film."""

from __future__ import annotations

import io

import srt
import webvtt

from scenes.film.captions import film_captions, subrip
from scenes.film.captions import webvtt as write_webvtt
from scenes.narration.captions import Caption
from scenes.narration.script import Beat, Script


def script(words: str, duration: float) -> Script:
    return Script("c01", "One", (Beat("only", words, 0.0, duration),))


def test_chapters_follow_each_other_without_overlap() -> None:
    # The words of either chapter take 2.02 s, but its 30 frames only 2 s.
    scripts = [script("Hello there.", 2.02), script("And on.", 2.02)]
    captions = film_captions(scripts, [0.0, 2.0, 4.0])
    assert [(caption.start, caption.end) for caption in captions] == [(0.0, 2.0), (2.0, 4.0)]


CAPTIONS = [
    Caption(0.0, 1.5, "a < b & c > d\nsecond line"),
    Caption(59.9996, 61.25, "rounded"),
    Caption(3723.004, 3725.0, "an hour later: ž ỹ"),
]


def test_another_reader_reads_our_webvtt() -> None:
    cues = list(webvtt.from_buffer(io.StringIO(write_webvtt(CAPTIONS))))
    assert [cue.text for cue in cues] == [
        "a &lt; b &amp; c &gt; d\nsecond line",
        "rounded",
        "an hour later: ž ỹ",
    ]
    assert [(cue.start, cue.end) for cue in cues] == [
        ("00:00:00.000", "00:00:01.500"),
        ("00:01:00.000", "00:01:01.250"),
        ("01:02:03.004", "01:02:05.000"),
    ]


def test_another_reader_reads_our_srt() -> None:
    cues = list(srt.parse(subrip(CAPTIONS), ignore_errors=False))
    assert [(cue.index, cue.content) for cue in cues] == [
        (1, "a < b & c > d\nsecond line"),
        (2, "rounded"),
        (3, "an hour later: ž ỹ"),
    ]
    assert [(cue.start.total_seconds(), cue.end.total_seconds()) for cue in cues] == [
        (0.0, 1.5),
        (60.0, 61.25),
        (3723.004, 3725.0),
    ]
